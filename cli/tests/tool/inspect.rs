//! `inspect`: everything is shown, and nobody can take it for a verdict.

use crate::run::{ID, RENEWED_TOKEN, TOKEN, run, verify_example};

const NOT_CHECKED_FOR_PEOPLE: &str = "NOTHING WAS CHECKED";
const NOT_CHECKED_BESIDE_JSON: &str = "note: nothing was checked";

#[test]
fn it_shows_what_is_in_a_token_and_that_nothing_was_checked() {
    let out = run("inspect", RENEWED_TOKEN.as_bytes()).assert_valid().to_owned();
    assert!(out.starts_with(NOT_CHECKED_FOR_PEOPLE), "{out}");
    for part in [
        ID,
        "d2fd4786",
        "2023-11-14 22:13:20 UTC  1700000000",
        "2023-11-14 23:13:20 UTC",
        "2023-11-15 23:13:20 UTC",
        " ago\n",
        "entries  3\n",
        "[1,2.5]",
        "-5",
    ] {
        assert!(out.contains(part), "{part} is not in {out}");
    }
}

#[test]
fn its_json_is_the_same_as_that_of_verify_and_the_note_is_beside_it() {
    let answer = run("inspect --json", RENEWED_TOKEN.as_bytes());
    assert_eq!(answer.code, 0);
    assert_eq!(answer.out, verify_example(RENEWED_TOKEN, "--json --now 1700003600").assert_valid());
    assert!(
        answer.err.starts_with(NOT_CHECKED_BESIDE_JSON) && answer.err.lines().count() == 1,
        "{}",
        answer.err
    );
}

#[test]
fn a_forged_token_is_shown_too() {
    let forged = format!("{}AAAA", &TOKEN[..TOKEN.len() - 4]);
    verify_example(&forged, "--now 1700000000").assert_refused("rejected");
    assert!(run("inspect", forged.as_bytes()).assert_valid().starts_with(NOT_CHECKED_FOR_PEOPLE));
}

#[test]
fn what_has_not_the_form_of_a_token_is_refused() {
    for input in
        ["", "\n", "x", &TOKEN[1..], &format!("{TOKEN}="), &format!("{TOKEN}\n\n"), &"A".repeat(5000)]
    {
        run("inspect", input.as_bytes()).assert_refused("rejected");
        run("inspect --json", input.as_bytes()).assert_refused("rejected");
    }
}
