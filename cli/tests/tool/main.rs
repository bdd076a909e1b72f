//! The tool as its users meet it: started as a process, judged by its exit code and by what it prints.

mod inspect;
mod keygen;
mod readme;
mod run;
mod secrecy;
mod sign;
mod streams;
mod usage;
mod vectors;
mod verify;
