//! `sign`: the token of the specification byte for byte, every kind of entry, and every mistake.

use crate::run::{
    ID, ISSUED_AT, RENEWED_TOKEN, SECRET, TOKEN, file, run, run_list, sign_example, verify_example,
};

#[test]
fn it_makes_the_token_of_the_worked_example() {
    assert_eq!(sign_example("user_id=123 username=alice"), format!("{TOKEN}\n"));
    assert_eq!(sign_example("username=alice user_id=123"), format!("{TOKEN}\n"));
}

#[test]
fn it_makes_the_renewed_token_of_the_worked_example() {
    let secret = file(SECRET);
    let arguments = format!(
        "sign --secret-file {secret} --now 1700003600 --began {ISSUED_AT} --id {ID} user_id=123 n:int=-5 j:json=[1,2.5]"
    );
    assert_eq!(run(&arguments, b"").assert_valid(), format!("{RENEWED_TOKEN}\n"));
}

#[test]
fn the_secret_may_come_from_standard_input() {
    let arguments = format!("sign --secret-file - --now {ISSUED_AT} --id {ID} user_id=123 username=alice");
    for input in [SECRET.to_owned(), format!("{SECRET}\n"), format!("{SECRET}\r\n")] {
        assert_eq!(run(&arguments, input.as_bytes()).assert_valid(), format!("{TOKEN}\n"));
    }
}

#[test]
fn one_newline_after_the_secret_is_not_part_of_it() {
    for (content, same) in [
        ("", true),
        ("\n", true),
        ("\r\n", true),
        ("\n\n", false),
        (" ", false),
        ("\r", false),
        ("\0", false),
    ] {
        let secret = file(format!("{SECRET}{content}"));
        let token = run(
            &format!("sign --secret-file {secret} --now {ISSUED_AT} --id {ID} user_id=123 username=alice"),
            b"",
        );
        assert_eq!(token.assert_valid() == format!("{TOKEN}\n"), same, "{content:?}");
    }
}

#[test]
fn without_now_and_id_the_clock_and_a_random_id_are_taken() {
    let secret = file(SECRET);
    let arguments = format!("sign --secret-file {secret} user_id=123");
    let tokens =
        [run(&arguments, b"").assert_valid().to_owned(), run(&arguments, b"").assert_valid().to_owned()];
    assert_ne!(tokens[0], tokens[1]);
    for token in tokens {
        verify_example(&token, "").assert_valid();
    }
}

#[test]
fn every_kind_of_entry_comes_back() {
    let token = sign_example(
        "t=x t0= b:bytes=00fF b0:bytes= i:int=-9223372036854775808 y:bool=true n:bool=false z:null= j:json={\"a\":[1,2.5]} a:b:text=c:d=e",
    );
    let out = verify_example(&token, &format!("--json --now {ISSUED_AT}")).assert_valid().to_owned();
    for entry in [
        r#"{"key":"t","kind":"text","value":"x"}"#,
        r#"{"key":"t0","kind":"text","value":""}"#,
        r#"{"key":"b","kind":"bytes","value":"00ff"}"#,
        r#"{"key":"b0","kind":"bytes","value":""}"#,
        r#"{"key":"i","kind":"int","value":-9223372036854775808}"#,
        r#"{"key":"y","kind":"bool","value":true}"#,
        r#"{"key":"n","kind":"bool","value":false}"#,
        r#"{"key":"z","kind":"null","value":null}"#,
        r#"{"key":"j","kind":"json","value":"{\"a\":[1,2.5]}"}"#,
        r#"{"key":"a:b","kind":"text","value":"c:d=e"}"#,
    ] {
        assert!(out.contains(entry), "{entry} is not in {out}");
    }
}

#[test]
fn an_empty_map_is_signed() {
    let token = sign_example("");
    assert!(
        verify_example(&token, &format!("--json --now {ISSUED_AT}"))
            .assert_valid()
            .contains("\"entries\":[]")
    );
}

#[test]
fn the_lifetime_is_max_age_and_its_default_a_day() {
    for (option, lifetime) in [("", 86_400), ("--max-age 1", 1), ("--max-age 34560000", 34_560_000)] {
        let token = sign_example(&format!("{option} a=b"));
        let end = ISSUED_AT + lifetime;
        verify_example(&token, &format!("--longest-max-age 34560000 --now {}", end - 1)).assert_valid();
        verify_example(&token, &format!("--longest-max-age 34560000 --now {end}")).assert_refused("expired");
    }
}

#[test]
fn a_mistake_in_an_entry_names_its_place_and_the_rule() {
    let secret = file(SECRET);
    for (entries, said) in [
        (&["a=b", "c"][..], &["entry 2", "has no '='", "KEY:kind=VALUE"][..]),
        (&["=b"], &["entry 1", "key_length"]),
        (&["a:int=1.5"], &["entry 1", "\"a:int\"", "whole number"]),
        (&["a:bool=yes"], &["entry 1", "true or false"]),
        (&["a:null=x"], &["entry 1", "nothing may follow"]),
        (&["a:bytes=0"], &["entry 1", "hexadecimal"]),
        (
            &["a:float=1"],
            &["entry 1", "\"float\" is not a kind", "text, int, bool, null, bytes, json", "a:b:text=VALUE"],
        ),
        (&["a:json=\"text\""], &["entry 1", "value_encoding", "array, an object"]),
        (&["a:json=5"], &["entry 1", "value_encoding"]),
        (&["a:json=[1,]"], &["entry 1", "value_encoding"]),
        (&["a:json="], &["entry 1", "value_encoding"]),
        (&["a=b", "a:int=5"], &["\"a\"", "given twice"]),
    ] {
        let mut arguments = vec!["sign", "--secret-file", &secret];
        arguments.extend(entries);
        run_list(&arguments, b"").assert_error(said);
    }
}

#[test]
fn what_does_not_fit_is_refused_with_the_bound() {
    let secret = file(SECRET);
    let long_value = format!("a={}", "x".repeat(3000));
    run_list(&["sign", "--secret-file", &secret, &long_value], b"").assert_error(&["entry 1", "full"]);
    let longest_key = "k".repeat(128);
    run_list(&["sign", "--secret-file", &secret, &format!("{longest_key}=v")], b"").assert_valid();
    run_list(&["sign", "--secret-file", &secret, &format!("{longest_key}k=v")], b"")
        .assert_error(&["entry 1", "key_length"]);
    let many: Vec<String> = (0..65).map(|number| format!("k{number}=v")).collect();
    let with = |count: usize| {
        ["sign", "--secret-file", &secret]
            .into_iter()
            .chain(many.iter().take(count).map(String::as_str))
            .collect::<Vec<_>>()
    };
    run_list(&with(64), b"").assert_valid();
    run_list(&with(65), b"").assert_error(&["entry 65", "full"]);
}

#[test]
fn began_may_be_earlier_than_now_but_not_later() {
    let secret = file(SECRET);
    let sign =
        |began: u64| run(&format!("sign --secret-file {secret} --now {ISSUED_AT} --began {began} a=b"), b"");
    let token = sign(0).assert_valid().to_owned();
    assert!(
        verify_example(&token, &format!("--json --now {ISSUED_AT}"))
            .assert_valid()
            .contains("\"began_at\":0,")
    );
    sign(ISSUED_AT).assert_valid();
    sign(ISSUED_AT + 1).assert_error(&["--began is later"]);
}

#[test]
fn the_cookie_name_is_checked_and_bound_into_the_token() {
    let secret = file(SECRET);
    for name in ["", "a b", "a;b", "sitzung-ä", &"n".repeat(65)] {
        run_list(&["sign", "--secret-file", &secret, "--cookie", name, "a=b"], b"")
            .assert_error(&["cookie_name"]);
    }
    let token = sign_example("--cookie __Host-session a=b");
    verify_example(&token, &format!("--cookie __Host-session --now {ISSUED_AT}")).assert_valid();
    verify_example(&token, &format!("--now {ISSUED_AT}")).assert_refused("rejected");
}
