//! The benchmark: times the library and its peers against one HMAC of OpenSSL, prints a table and writes its figures.
//!
//! `measure RESULTS.json [NAME=COMMAND ARGUMENT...]...`: each command starts the peers of one language. `NAME=!REASON`
//! says why there is none.

mod contest;
mod goals;
mod growth;
mod parts;
mod peers;
mod processes;
mod reference;
mod results;

use contest::{Contestant, Figure, Pace, hold};
use goals::{Goals, of_map_use, of_ours, of_peers};
use processes::Process;
use reference::Reference;
use results::{Missing, Results, Section};
use std::env;
use std::process::ExitCode;
use subjects::{ManyEntries, Ours, Size, ThroughC, numbered_map};

/// Many rounds where a few per cent are to be told apart, and fewer where it is multiples. Slices are short, so that a
/// busy machine seldom takes the processor away within one.
const FINE: Pace = Pace::new(400, 800, 20);
const PEERS: Pace = Pace::new(120, 1500, 50);
const PROCESSES: Pace = Pace::new(90, 1500, 400);

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let Some((path, commands)) = arguments.split_first() else {
        eprintln!("measure RESULTS.json [NAME=COMMAND ARGUMENT...]...");
        return ExitCode::FAILURE;
    };
    match measure(commands) {
        Ok(results) => {
            print!("{results}");
            match results.write(path) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => fail(&format!("{path} cannot be written: {error}")),
            }
        }
        Err(error) => fail(&error),
    }
}

fn fail(why: &str) -> ExitCode {
    eprintln!("not measured: {why}");
    ExitCode::FAILURE
}

fn measure(commands: &[String]) -> Result<Results, String> {
    let mut missing: Vec<_> =
        peers::missing().into_iter().map(|(name, reason)| Missing { name, reason }).collect();
    let processes = start(commands, &mut missing);
    let small = Ours::new(&Size::S.map());

    say("the reference");
    let (way, ways) = reference::fastest(&small, FINE)?;
    let mut goals = Goals::default();
    let mut sections = vec![Section::new("OpenSSL's ways to use one key many times", "S", &ways)];
    for size in Size::ALL {
        for sign in [true, false] {
            let operation = if sign { "sign" } else { "verify" };
            let reference = Reference::new(&Ours::new(&size.map()), way);

            say(&format!("{operation} at {}: the library", size.name()));
            let mut contestants = vec![reference.contestant()];
            contestants.extend(ours(size, sign));
            let figures = hold(&mut contestants, FINE)?;
            of_ours(&mut goals, size, sign, &figures);
            sections.push(Section::new(&format!("ours, {operation}"), size.name(), &figures));

            say(&format!("{operation} at {}: peers in Rust and C", size.name()));
            let figures = against_peers(&reference, size, sign)?;
            of_peers(&mut goals, size, sign, &figures);
            sections.push(Section::new(&format!("peers, {operation}"), size.name(), &figures));

            for (language, process) in &processes {
                say(&format!("{operation} at {}: peers in {language}", size.name()));
                let mut contestants = vec![reference.contestant()];
                contestants.extend(process.contestants(sign, size));
                let figures = hold(&mut contestants, PROCESSES)?;
                let title = format!("peers in {language}, {operation}");
                sections.push(Section::new(&title, size.name(), &figures));
            }
        }
        say(&format!("the parts at {}", size.name()));
        sections.extend(parts::measure(size, way, FINE)?);
    }

    say("the map with 64 entries");
    let figures = hold(&mut map_use(&Reference::new(&small, way)), FINE)?;
    of_map_use(&mut goals, &figures);
    sections.push(Section::new("map of 64 entries (R at S)", "64", &figures));
    say("growth");
    sections.extend(growth::measure(way, FINE)?);

    let versions = versions(&processes);
    Ok(Results::new(reference::WAYS[way], versions, goals, sections, missing))
}

fn say(what: &str) {
    eprintln!("measuring {what}");
}

fn start(commands: &[String], missing: &mut Vec<Missing>) -> Vec<(String, Process)> {
    let mut processes = Vec::new();
    for command in commands {
        let (name, command) = command.split_once('=').unwrap_or((command, "!no command"));
        let started = match command.strip_prefix('!') {
            Some(reason) => Err(reason.to_owned()),
            None => Process::start(&command.split(' ').map(str::to_owned).collect::<Vec<_>>()),
        };
        match started {
            Ok(process) => processes.push((name.to_owned(), process)),
            Err(reason) => missing.push(Missing { name: format!("peers in {name}"), reason }),
        }
    }
    processes
}

/// The library through Rust and through C. The names are the table's and the goals'.
fn ours(size: Size, sign: bool) -> Vec<Contestant<'static>> {
    let map = size.map();
    let ours = || Ours::new(&map);
    let mut through_c = ThroughC::new(map.clone());
    if sign {
        let (mut a, mut b, mut c) = (ours(), ours(), ours());
        return vec![
            Contestant::new("Rust: sign_ascii", move || a.sign_ascii()),
            Contestant::new("Rust: sign", move || b.sign()),
            Contestant::in_loop("C: sign", move |times| through_c.sign(times)),
            Contestant::new("Rust: from a HashMap to a String", move || c.sign_from_map()),
        ];
    }
    let mut c_reads = ThroughC::new(map.clone());
    let (mut a, mut b, mut c) = (ours(), ours(), ours());
    vec![
        Contestant::new("Rust: verify", move || a.verify()),
        Contestant::new("Rust: verify, look at each entry", move || b.verify_and_read()),
        Contestant::new("Rust: verify, into a HashMap", move || c.verify_into_map()),
        Contestant::in_loop("C: verify", move |times| through_c.verify(times)),
        Contestant::in_loop("C: verify, look at each entry", move |times| c_reads.verify_and_read(times)),
    ]
}

fn against_peers(reference: &Reference, size: Size, sign: bool) -> Result<Vec<Figure>, String> {
    let map = size.map();
    let mut contestants = vec![reference.contestant()];
    let (mut zero_copy, mut allocating) = (Ours::new(&map), Ours::new(&map));
    contestants.extend(if sign {
        [
            Contestant::new(goals::ZERO_COPY, move || zero_copy.sign()),
            Contestant::new(goals::ALLOCATING, move || allocating.sign_from_map()),
        ]
    } else {
        [
            Contestant::new(goals::ZERO_COPY, move || zero_copy.verify_and_read()),
            Contestant::new(goals::ALLOCATING, move || allocating.verify_into_map()),
        ]
    });
    contestants.extend(peers::rust(&map, sign));
    contestants.extend(peers::c(&map, sign));
    hold(&mut contestants, PEERS)
}

fn map_use(reference: &Reference) -> Vec<Contestant<'static>> {
    let many = ManyEntries::new;
    let (mut get, mut set, mut remove) = (many(), many(), many());
    let through_c = || ThroughC::new(numbered_map());
    let (mut c_get, mut c_set) = (through_c(), through_c());
    vec![
        reference.contestant(),
        Contestant::new("Rust: get", move || get.get()),
        Contestant::new("Rust: set", move || set.set()),
        Contestant::new("Rust: remove, and set again", move || remove.remove_and_set()),
        Contestant::in_loop("C: get", move |times| c_get.get(times)),
        Contestant::in_loop("C: set", move |times| c_set.set(times)),
    ]
}

fn versions(processes: &[(String, Process)]) -> Vec<(String, String)> {
    let mut versions =
        vec![("OpenSSL".to_owned(), option_env!("OPENSSL_VERSION").unwrap_or("none").to_owned())];
    versions.extend(results::locked_versions(&["cookie", "coset", "jsonwebtoken", "serde_json"]));
    if let Some(version) = option_env!("LIBJWT_VERSION") {
        versions.push(("libjwt".to_owned(), version.to_owned()));
    }
    versions.extend(processes.iter().flat_map(|(_, process)| process.peers.clone()));
    versions
}
