//! The worked examples of the format's page, byte for byte: through the oracle, through the core, and both ways.

use cello_session_core::{Error, Value, inspect};
use cello_session_tests::bridge::{self, ID, NOW, SECRET, Setup};
use cello_session_tests::oracle::{self, Claims, Map, keys::Key, token};
use std::mem::MaybeUninit;

const MAC_KEY: &str = "05ebf11dce12fb2022ed0d27b847d771c8e424a8280f0b6fa3725441a762c853";
const KID: &str = "d2fd4786";
const CLAIMS: &str = "a4041a65554280061a6553f1000750000102030405060708090a0b0c0d0e0f3a00010001a267757365725f6964\
                      6331323368757365726e616d6565616c696365";
const TAG: &str = "c5b82554ae1aaa8ec03d24f15ec3ff79d3647cc084af6cc9cac065e2eb7231fe";
const TOKEN: &str = "0YRJogEFBETS_UeGoFhApAQaZVVCgAYaZVPxAAdQAAECAwQFBgcICQoLDA0ODzoAAQABomd1c2Vy\
                     X2lkYzEyM2h1c2VybmFtZWVhbGljZVggxbglVK4aqo7APSTxXsP_edNkfMCEr2zJysBl4utyMf4";
const RENEWED: &str = "0YRJogEFBETS_UeGoFhLpQQaZVVQkAYaZVP_EAdQAAECAwQFBgcICQoLDA0ODzoAAQAAGmVT8QA6\
                       AAEAAaNhatkBBkdbMSwyLjVdYW4kZ3VzZXJfaWRjMTIzWCDfiGEyzmG_GdoxT2GUq6S0SqFca02t1lfP_cU2oftUfA";

fn login_map() -> Map {
    [("user_id", "123"), ("username", "alice")]
        .map(|(key, text)| (key.to_owned(), oracle::Value::Text(text.to_owned())))
        .into()
}

fn renewed_map() -> Map {
    Map::from([
        ("user_id".to_owned(), oracle::Value::Text("123".to_owned())),
        ("n".to_owned(), oracle::Value::Int(-5)),
        ("j".to_owned(), oracle::Value::Json("[1,2.5]".to_owned())),
    ])
}

fn login_claims() -> Claims {
    Claims { expires_at: NOW + 86_400, issued_at: NOW, id: ID, began: None, session: login_map() }
}

#[test]
fn the_oracle_derives_the_key_and_the_key_id_of_the_page() {
    let key = Key::derive(SECRET, "session_id");
    assert_eq!(hex::encode(key.mac_key), MAC_KEY);
    assert_eq!(hex::encode(key.kid), KID);
}

#[test]
fn the_oracle_writes_claims_tag_and_token_of_the_page() {
    let key = Key::derive(SECRET, "session_id");
    let payload = token::payload(&login_claims());
    assert_eq!(hex::encode(&payload), CLAIMS);
    assert_eq!(hex::encode(key.mac(&token::mac_input(key.kid, &payload))), TAG);
    assert_eq!(token::write(&key, &login_claims()), TOKEN);
    assert_eq!(TOKEN.len(), 151);
}

#[test]
fn the_mac_input_begins_with_the_17_constant_bytes_of_the_page() {
    let input = token::mac_input([0xd2, 0xfd, 0x47, 0x86], b"x");
    assert_eq!(hex::encode(input), "84644d41433049a201050444d2fd4786404178");
}

#[test]
fn the_core_signs_the_token_of_the_page() {
    let signer = Setup::default().signer();
    let session = bridge::session_with(&signer, &login_map(), NOW);
    assert_eq!(bridge::sign(&signer, &session, NOW).as_deref(), Ok(TOKEN));
}

#[test]
fn the_core_reads_the_token_of_the_page() {
    let signer = Setup::default().signer();
    let session = bridge::verify(&signer, TOKEN.as_bytes(), NOW + 1).unwrap();
    assert_eq!(session.id(), &ID);
    assert_eq!((session.issued_at(), session.expires_at()), (Some(NOW), Some(NOW + 86_400)));
    assert_eq!(session.began_at(), NOW);
    assert_eq!(session.get("user_id"), Some(Value::Text("123")));
    assert_eq!(session.get("username"), Some(Value::Text("alice")));
    assert_eq!(bridge::map_of(&session), login_map());
}

#[test]
fn renewed_an_hour_later_it_is_the_second_token_of_the_page() {
    let signer = Setup::default().signer();
    let later = NOW + 3600;
    let mut session = bridge::verify(&signer, TOKEN.as_bytes(), later).unwrap();
    assert!(session.remove("username"));
    session.set("n", Value::Int(-5)).unwrap();
    session.set("j", Value::Json("[1,2.5]")).unwrap();
    assert_eq!(bridge::sign(&signer, &session, later).as_deref(), Ok(RENEWED));
}

#[test]
fn the_oracle_writes_and_the_core_reads_the_second_token_of_the_page() {
    let claims = Claims {
        expires_at: NOW + 90_000,
        issued_at: NOW + 3600,
        id: ID,
        began: Some(NOW),
        session: renewed_map(),
    };
    assert_eq!(token::write(&Key::derive(SECRET, "session_id"), &claims), RENEWED);
    let session = bridge::verify(&Setup::default().signer(), RENEWED.as_bytes(), NOW + 3600).unwrap();
    assert_eq!((session.issued_at(), session.expires_at()), (Some(NOW + 3600), Some(NOW + 90_000)));
    assert_eq!(session.began_at(), NOW);
    assert_eq!(bridge::map_of(&session), renewed_map());
}

#[test]
fn inspect_reads_the_page_s_token_without_a_key() {
    let mut memory = MaybeUninit::uninit();
    let seen = inspect(TOKEN.as_bytes(), &mut memory).unwrap();
    assert_eq!(hex::encode(seen.kid()), KID);
    assert_eq!(seen.id(), &ID);
    assert_eq!((seen.issued_at(), seen.expires_at(), seen.began_at()), (NOW, NOW + 86_400, NOW));
    assert_eq!(seen.entries().map(|entry| entry.key).collect::<Vec<_>>(), ["user_id", "username"]);
}

#[test]
fn inspect_refuses_what_is_no_token() {
    for text in ["", "A", "0YRJ", &TOKEN[1..], &TOKEN[..150], &format!("{TOKEN}=")] {
        let mut memory = MaybeUninit::uninit();
        assert_eq!(inspect(text.as_bytes(), &mut memory).err(), Some(Error::Rejected), "{text:?}");
    }
}

#[test]
fn the_page_s_token_is_worthless_under_another_cookie_name_or_secret() {
    let other_name = Setup { cookie_name: "session_ie".to_owned(), ..Setup::default() };
    let with_nul = Setup::with_secret(&[SECRET, b"\0"].concat());
    for setup in [other_name, with_nul] {
        let answer = bridge::verify(&setup.signer(), TOKEN.as_bytes(), NOW);
        assert_eq!(answer.map(|session| *session.id()), Err(Error::Rejected));
    }
}
