//! Peers in other languages: a process for each, which times its own loops and waits while others are timed.
//!
//! A line to it: `setup SIZE JSON`, `run NAME OPERATION SIZE TIMES`, `names`. A line from it: JSON, `{"error": ...}` or
//! the answer: a list of `[name, version]`, or the nanoseconds.

use crate::contest::Contestant;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;
use subjects::Size;

/// A language's program and the peers it has.
pub(crate) struct Process {
    pipe: Rc<RefCell<Pipe>>,
    pub(crate) peers: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Error { error: String },
    Names(Vec<(String, String)>),
    Nanoseconds(f64),
    Done {},
}

impl Process {
    /// Starts a program; `Err` says why there is none.
    pub(crate) fn start(command: &[String]) -> Result<Self, String> {
        let (program, arguments) = command.split_first().ok_or("no command")?;
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{program} cannot be started: {error}"))?;
        let (Some(to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(format!("{program} has no pipes"));
        };
        let mut pipe = Pipe { child, to: Some(to), from: BufReader::new(from) };
        for size in Size::ALL {
            let map: BTreeMap<_, _> = size.map().into_iter().collect();
            let json = serde_json::to_string(&map).map_err(|error| error.to_string())?;
            pipe.ask(&format!("setup {} {json}", size.name()))?;
        }
        let Answer::Names(peers) = pipe.ask("names")? else { return Err("it names no peers".to_owned()) };
        Ok(Self { pipe: Rc::new(RefCell::new(pipe)), peers })
    }

    /// All its peers, for one operation at one size.
    pub(crate) fn contestants(&self, sign: bool, size: Size) -> Vec<Contestant<'static>> {
        let operation = if sign { "sign" } else { "verify" };
        let contestant = |(name, _): &(String, String)| {
            let pipe = Rc::clone(&self.pipe);
            let line = format!("run {} {operation} {}", name.replace(' ', "_"), size.name());
            let run = move |times| match pipe.borrow_mut().ask(&format!("{line} {times}"))? {
                Answer::Nanoseconds(ns) => Ok(ns),
                _ => Err(format!("no time came for '{line}'")),
            };
            Contestant::elsewhere(name, Box::new(run))
        };
        self.peers.iter().map(contestant).collect()
    }
}

struct Pipe {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Pipe {
    fn ask(&mut self, line: &str) -> Result<Answer, String> {
        let to = self.to.as_mut().ok_or("it was closed")?;
        writeln!(to, "{line}").and_then(|()| to.flush()).map_err(|error| format!("it has ended: {error}"))?;
        let mut answer = String::new();
        self.from.read_line(&mut answer).map_err(|error| format!("it has ended: {error}"))?;
        match serde_json::from_str(&answer) {
            Ok(Answer::Error { error }) => Err(error),
            Ok(answer) => Ok(answer),
            Err(_) => Err(format!("it answered '{}'", answer.trim())),
        }
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        // The end of its input ends it.
        self.to = None;
        let _status = self.child.wait();
    }
}
