//! `verify`: what is valid is shown, whole and exact; what is not is refused with its status and nothing else.

use crate::run::{ID, ISSUED_AT, RENEWED_TOKEN, SECRET, TOKEN, file, run, sign_example, verify_example};

#[test]
fn it_shows_the_worked_example_to_people() {
    let out = verify_example(TOKEN, "--now 1700003600").assert_valid().to_owned();
    let expected = format!(
        "valid: made by a holder of one of the secrets, unchanged, and in time\n\
         id       {ID}\n\
         kid      d2fd4786\n\
         began    2023-11-14 22:13:20 UTC  1700000000  1 h ago\n\
         issued   2023-11-14 22:13:20 UTC  1700000000  1 h ago\n\
         expires  2023-11-15 22:13:20 UTC  1700086400  in 23 h\n\
         entries  2\n  \
           \"user_id\"   text   \"123\"\n  \
           \"username\"  text   \"alice\"\n"
    );
    assert_eq!(out, expected);
}

#[test]
fn its_json_is_as_documented() {
    let out = verify_example(RENEWED_TOKEN, "--json --now 1700003600").assert_valid().to_owned();
    let expected = format!(
        r#"{{"id":"{ID}","issued_at":1700003600,"expires_at":1700090000,"began_at":1700000000,"kid":"d2fd4786","entries":[{{"key":"j","kind":"json","value":"[1,2.5]"}},{{"key":"n","kind":"int","value":-5}},{{"key":"user_id","kind":"text","value":"123"}}]}}"#
    );
    assert_eq!(out, format!("{expected}\n"));
    serde_json::from_str::<serde_json::Value>(&out).expect("it is JSON");
}

#[test]
fn one_newline_after_the_token_is_dropped_and_nothing_else() {
    for (after, valid) in
        [("", true), ("\n", true), ("\r\n", true), ("\n\n", false), (" ", false), ("\r", false), ("=", false)]
    {
        let answer = verify_example(&format!("{TOKEN}{after}"), &format!("--now {ISSUED_AT}"));
        if valid {
            answer.assert_valid();
        } else {
            answer.assert_refused("rejected");
        }
    }
    verify_example(&format!(" {TOKEN}"), &format!("--now {ISSUED_AT}")).assert_refused("rejected");
}

#[test]
fn no_token_is_refused_with_a_word_on_standard_input() {
    for input in ["", "\n", "\r\n"] {
        let answer = verify_example(input, "");
        answer.assert_refused("rejected");
        assert!(answer.err.contains("standard input holds no token"), "{}", answer.err);
    }
}

#[test]
fn what_is_no_token_is_rejected() {
    for input in
        ["x", "eyJhbGciOiJIUzI1NiJ9.e30.x", &"A".repeat(4000), &"A".repeat(4001), &"A".repeat(100_000)]
    {
        verify_example(input, "").assert_refused("rejected");
    }
}

#[test]
fn a_changed_token_another_secret_and_another_name_are_rejected() {
    for place in [0, 20, 60, 150] {
        let mut changed = TOKEN.to_owned();
        let other = if &changed[place..=place] == "A" { "B" } else { "A" };
        changed.replace_range(place..=place, other);
        verify_example(&changed, &format!("--now {ISSUED_AT}")).assert_refused("rejected");
    }
    let other_secret = file("another-secret-of-at-least-32-bytes!");
    run(&format!("verify --secret-file {other_secret} --now {ISSUED_AT}"), TOKEN.as_bytes())
        .assert_refused("rejected");
    verify_example(TOKEN, &format!("--cookie sid --now {ISSUED_AT}")).assert_refused("rejected");
    // A forged token learns nothing about time.
    run(&format!("verify --secret-file {other_secret} --now 9999999999"), TOKEN.as_bytes())
        .assert_refused("rejected");
}

#[test]
fn time_is_judged_to_the_second() {
    for (now, status) in [
        (0, Some("not_yet_valid")),
        (ISSUED_AT - 61, Some("not_yet_valid")),
        (ISSUED_AT - 60, None),
        (ISSUED_AT, None),
        (ISSUED_AT + 86_399, None),
        (ISSUED_AT + 86_400, Some("expired")),
        (253_402_300_799, Some("expired")),
    ] {
        let answer = verify_example(TOKEN, &format!("--now {now}"));
        match status {
            Some(status) => answer.assert_refused(status),
            None => {
                answer.assert_valid();
            }
        }
    }
}

#[test]
fn accepted_secrets_verify_too() {
    let (new, other) =
        (file("the-next-secret-of-at-least-32-bytes"), file("yet-another-secret-of-32-bytes-or-so"));
    let old = file(SECRET);
    let answer = run(
        &format!(
            "verify --secret-file {new} --accepted-secret-file {other} --accepted-secret-file {old} --now {ISSUED_AT} --json"
        ),
        TOKEN.as_bytes(),
    );
    assert!(answer.assert_valid().contains("\"kid\":\"d2fd4786\""));
}

#[test]
fn seven_accepted_secrets_are_the_most() {
    let secret = file(SECRET);
    let with = |count: usize| {
        let accepted: Vec<String> = (0..count)
            .map(|number| {
                format!("--accepted-secret-file {}", file(format!("accepted-secret-number-{number:09}")))
            })
            .collect();
        run(
            &format!("verify --secret-file {secret} --now {ISSUED_AT} {}", accepted.join(" ")),
            TOKEN.as_bytes(),
        )
    };
    with(7).assert_valid();
    with(8).assert_error(&["too_many_secrets"]);
}

#[test]
fn the_same_secret_twice_is_a_mistake() {
    let (secret, same) = (file(SECRET), file(format!("{SECRET}\n")));
    run(&format!("verify --secret-file {secret} --accepted-secret-file {same}"), TOKEN.as_bytes())
        .assert_error(&["secret_duplicate"]);
}

#[test]
fn longest_max_age_cuts_a_session_and_says_so() {
    let token = sign_example("--max-age 200000 a=b");
    verify_example(&token, &format!("--now {}", ISSUED_AT + 86_399)).assert_valid();
    verify_example(&token, &format!("--now {}", ISSUED_AT + 86_400)).assert_refused("expired");
    let cut = verify_example(&token, &format!("--longest-max-age 3600 --now {ISSUED_AT}"))
        .assert_valid()
        .to_owned();
    assert!(cut.contains("expires  2023-11-14 23:13:20 UTC  1700003600  in 1 h\n         the token says 2023-11-17 05:46:40 UTC; a limit"), "{cut}");
    let cut = verify_example(&token, &format!("--longest-max-age 3600 --now {ISSUED_AT} --json"))
        .assert_valid()
        .to_owned();
    assert!(cut.contains("\"expires_at\":1700003600,"), "{cut}");
    let whole = verify_example(&token, &format!("--longest-max-age 200000 --now {ISSUED_AT}"))
        .assert_valid()
        .to_owned();
    assert!(!whole.contains("the token says"), "{whole}");
}

#[test]
fn absolute_max_age_counts_from_the_beginning() {
    for (limit, now, valid) in
        [(7200, ISSUED_AT + 7199, true), (7200, ISSUED_AT + 7200, false), (1, ISSUED_AT + 3600, false)]
    {
        let answer = verify_example(RENEWED_TOKEN, &format!("--absolute-max-age {limit} --now {now}"));
        if valid {
            answer.assert_valid();
        } else {
            answer.assert_refused("expired");
        }
    }
}

#[test]
fn hostile_text_is_harmless_on_a_terminal_and_exact_in_json() {
    let secret = file(SECRET);
    let hostile = "\u{1b}[31m\u{9b}2J\r\n\u{202e}\"\\\u{7f}";
    let arguments =
        ["sign", "--secret-file", &secret, &format!("k\u{1b}ey={hostile}"), "j:json=[\n\"\u{9b}\u{202e}\"]"];
    let token = crate::run::run_list(&arguments, b"").assert_valid().to_owned();
    for more in ["", "--json"] {
        let out = verify_example(&token, more).assert_valid().to_owned();
        assert!(out.bytes().all(|byte| byte == b'\n' || (0x20..0x7f).contains(&byte)), "{out:?}");
    }
    let out = verify_example(&token, "--json").assert_valid().to_owned();
    let read: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(read["entries"][0]["value"], "[\n\"\u{9b}\u{202e}\"]");
    assert_eq!(read["entries"][1]["key"], "k\u{1b}ey");
    assert_eq!(read["entries"][1]["value"], hostile);
}
