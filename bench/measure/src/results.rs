//! What a run found: the table for people and the file for the picture.

use crate::contest::Figure;
use crate::goals::{Goal, Goals};
use crate::peers::now;
use serde::Serialize;
use std::fmt;
use std::fs;
use std::io;

#[derive(Serialize)]
pub(crate) struct Results {
    measured_at_unix_s: u64,
    machine: String,
    rustc: String,
    reference: String,
    versions: Vec<(String, String)>,
    goals: Vec<Goal>,
    sections: Vec<Section>,
    missing: Vec<Missing>,
}

#[derive(Serialize)]
pub(crate) struct Section {
    title: String,
    size: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    ns: f64,
    ratio: f64,
}

/// A peer that is not here.
#[derive(Serialize)]
pub(crate) struct Missing {
    pub(crate) name: String,
    pub(crate) reason: String,
}

impl Section {
    pub(crate) fn new(title: &str, size: &str, figures: &[Figure]) -> Self {
        let row = |figure: &Figure| Row {
            name: figure.name.clone(),
            ns: (figure.ns * 10.0).round() / 10.0,
            ratio: (figure.ratio * 1000.0).round() / 1000.0,
        };
        Self { title: title.to_owned(), size: size.to_owned(), rows: figures.iter().map(row).collect() }
    }
}

impl Results {
    pub(crate) fn new(
        reference: &str,
        versions: Vec<(String, String)>,
        goals: Goals,
        sections: Vec<Section>,
        missing: Vec<Missing>,
    ) -> Self {
        Self {
            measured_at_unix_s: now(),
            machine: machine(),
            rustc: option_env!("BENCH_RUSTC").unwrap_or("unknown").to_owned(),
            reference: reference.to_owned(),
            versions,
            goals: goals.0,
            sections,
            missing,
        }
    }

    pub(crate) fn write(&self, path: &str) -> io::Result<()> {
        fs::write(path, serde_json::to_string_pretty(self)? + "\n")
    }
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}, rustc {}", self.machine, self.rustc)?;
        writeln!(f, "R: {} of OpenSSL over the bytes that the token's MAC covers", self.reference)?;
        for section in &self.sections {
            writeln!(f, "\n{:<52}{:>12}{:>10}", format!("{} ({})", section.title, section.size), "ns", "R")?;
            for row in &section.rows {
                writeln!(f, "  {:<50}{:>12.1}{:>10.2}", row.name, row.ns, row.ratio)?;
            }
        }
        writeln!(f, "\nversions")?;
        for (name, version) in &self.versions {
            writeln!(f, "  {name:<50}  {version}")?;
        }
        for missing in &self.missing {
            writeln!(f, "  {:<50}  not measured: {}", missing.name, missing.reason)?;
        }
        writeln!(f, "\n{:<80}{:>14}{:>20}", "goals", "figure", "goal")?;
        for goal in &self.goals {
            let verdict = if goal.met { "met" } else { "NOT MET" };
            writeln!(f, "  {:<78}{:>14}{:>20}  {verdict}", goal.what, goal.figure, goal.bound)?;
        }
        let met = self.goals.iter().filter(|goal| goal.met).count();
        writeln!(f, "\n{met} of {} goals are met", self.goals.len())
    }
}

/// The kind of processor, and whether it has instructions for SHA-256: figures depend on that more than on all else.
fn machine() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(name))?;
        line.split_once(':').map(|(_, value)| value.trim().to_owned())
    };
    let model = field("model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let features = field("flags").or_else(|| field("Features")).unwrap_or_default();
    let has_sha = features.split(' ').any(|flag| flag == "sha_ni" || flag == "sha2");
    format!("{model}, {} SHA-256 instructions", if has_sha { "with" } else { "without" })
}

/// The versions that the lock file names.
pub(crate) fn locked_versions(names: &[&str]) -> Vec<(String, String)> {
    let mut versions = Vec::new();
    let mut name = "";
    for line in include_str!("../../Cargo.lock").lines() {
        let value = |line: &'static str, key| {
            line.strip_prefix(key).map(|value: &str| value.trim_matches(['"', ' ', '=']))
        };
        if let Some(value) = value(line, "name") {
            name = value;
        } else if let Some(version) = value(line, "version")
            && names.contains(&name)
        {
            versions.push((format!("crate {name}"), version.to_owned()));
        }
    }
    versions
}
