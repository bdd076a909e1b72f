//! The shared vectors through `verify --json`: what every implementation accepts is shown as it must be, and what
//! every implementation refuses is refused with the same status.

use serde_json::Value;

use crate::run::{Answer, file, run_list};

const UNIX_S_MAX: u64 = 253_402_300_799;

fn vectors(family: &str) -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/v1.json");
    let text = std::fs::read_to_string(path).expect("the vectors are in the repository");
    let mut read: Value = serde_json::from_str(&text).expect("the vectors are JSON");
    let Value::Array(cases) = read[family].take() else { panic!("{family} is not a list") };
    cases
}

#[test]
fn every_accept_case_is_shown_as_it_must_be() {
    let cases = vectors("accept");
    assert!(cases.len() >= 40, "only {} accept cases", cases.len());
    for case in cases {
        let name = text(&case["name"]);
        let answer = verify(&case, text(&case["token"]).as_bytes());
        assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{name}");
        let shown: Value = serde_json::from_str(&answer.out)
            .unwrap_or_else(|error| panic!("{name}: {error}: {}", answer.out));
        assert_eq!(shown, expected(&case["expect"]), "{name}");
    }
}

#[test]
fn every_must_fail_case_is_refused_with_its_status() {
    let cases = vectors("must_fail");
    assert!(cases.len() >= 80, "only {} must-fail cases", cases.len());
    for case in cases {
        let name = text(&case["name"]);
        let mut token = case
            .get("token_hex")
            .map_or_else(|| text(&case["token"]).as_bytes().to_vec(), |digits| bytes(text(digits)));
        // The tool drops one newline; a case that ends in one means its own.
        if token.ends_with(b"\n") {
            token.push(b'\n');
        }
        // A carriage return at the end would be taken for a part of a newline only if one followed.
        let answer = verify(&case, &token);
        if case["now"].as_u64().expect("a time") > UNIX_S_MAX {
            answer.assert_error(&["--now"]);
            continue;
        }
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{name}: {}", answer.err);
        let said = answer.last_line().split(':').next().unwrap_or_default();
        assert_eq!(said, text(&case["status"]), "{name}");
    }
}

fn verify(case: &Value, token: &[u8]) -> Answer {
    let config = &case["config"];
    let mut arguments = vec!["verify".to_owned(), "--json".to_owned()];
    let mut option = |name: &str, value: String| arguments.extend([name.to_owned(), value]);
    option("--now", case["now"].to_string());
    option("--cookie", text(&config["cookie_name"]).to_owned());
    option("--secret-file", secret_file(&config["signing_secret"]));
    for secret in config["accepted_secrets"].as_array().expect("a list of secrets") {
        option("--accepted-secret-file", secret_file(secret));
    }
    let number = |name: &str| config[name].as_u64().unwrap_or(0);
    let longest =
        if number("longest_max_age_s") == 0 { number("max_age_s") } else { number("longest_max_age_s") };
    option("--longest-max-age", longest.to_string());
    if number("absolute_max_age_s") != 0 {
        option("--absolute-max-age", number("absolute_max_age_s").to_string());
    }
    run_list(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), token)
}

/// What the tool prints for a session that the vectors describe: the end is the one that the verifier sees, and an
/// integer, which the vectors write as text, is a number.
fn expected(expect: &Value) -> Value {
    let entries = expect["entries"].as_array().expect("a list of entries").iter().map(|entry| {
        let mut entry = entry.clone();
        if entry["kind"] == "int" {
            entry["value"] = serde_json::from_str(text(&entry["value"])).expect("a number");
        }
        entry
    });
    serde_json::json!({
        "id": expect["id"],
        "issued_at": expect["issued_at"],
        "expires_at": expect["ends_at"],
        "began_at": expect["began_at"],
        "kid": expect["kid"],
        "entries": entries.collect::<Vec<_>>(),
    })
}

/// One newline is appended, for the tool to drop: the secret may end with one of its own.
fn secret_file(secret_hex: &Value) -> String {
    let mut secret = bytes(text(secret_hex));
    secret.push(b'\n');
    file(secret)
}

fn bytes(digits: &str) -> Vec<u8> {
    (0..digits.len())
        .step_by(2)
        .map(|place| u8::from_str_radix(&digits[place..place + 2], 16).expect("hex"))
        .collect()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}
