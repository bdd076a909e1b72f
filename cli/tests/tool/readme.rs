//! The session at the shell that README.md begins with: its commands are run, and print what it says they print.

use std::fs;
use std::process::Command;

use crate::run::{directory, tool};

#[test]
fn the_session_in_the_readme_is_what_happens() {
    let readme =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).expect("there is a README");
    let block: Vec<&str> = readme
        .lines()
        .skip_while(|line| !line.starts_with("    $ "))
        .map_while(|line| line.strip_prefix("    "))
        .collect();
    let commands: Vec<&str> = block.iter().filter_map(|line| line.strip_prefix("$ ")).collect();
    let output: Vec<&str> = block.iter().filter(|line| !line.starts_with("$ ")).copied().collect();
    assert!(commands.len() >= 3 && output.len() >= 8, "the session in the README is not found: {block:?}");

    let folder = directory().join(format!("readme-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the folder for tests can be written");
    let tool = tool();
    let beside_the_tool =
        std::path::Path::new(tool.get_program()).parent().expect("the tool lies in a folder");
    let path = format!("{}:{}", beside_the_tool.display(), std::env::var("PATH").unwrap_or_default());
    let shell = Command::new("sh")
        .args(["-e", "-c", &commands.join("\n")])
        .current_dir(folder)
        .env("PATH", path)
        .output()
        .expect("there is a shell");
    let printed = String::from_utf8(shell.stdout).expect("standard output is UTF-8");
    assert!(shell.status.success(), "{}", String::from_utf8_lossy(&shell.stderr));
    assert_eq!(masked(printed.trim_end()), masked(&output.join("\n")));
}

/// What differs from day to day and from secret to secret: ids, every digit of a time, and how long ago it was.
fn masked(text: &str) -> String {
    let word = |word: &str| {
        let is_id = word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_id { "#".to_owned() } else { word.replace(|character: char| character.is_ascii_digit(), "#") }
    };
    let line = |line: &str| {
        let until_the_date = line.split(" UTC").next().unwrap_or_default();
        until_the_date.split(' ').map(word).collect::<Vec<_>>().join(" ")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
