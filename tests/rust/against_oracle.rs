//! The core against the oracle: arbitrary payloads with a right MAC, arbitrary envelopes, and whole lives of sessions.

use cello_session_core::Error;
use cello_session_tests::bridge::{self, ID, NOW, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::{Claims, Map, cbor::Item, life, numbers, token};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

mod generators;

/// Both verdicts on a token, and when it was accepted both readings of it.
fn agree(setup: &Setup, token: &[u8], now: u64) -> Result<bool, TestCaseError> {
    let oracle = setup.host().verify(token, now);
    let core = bridge::verify(&setup.signer(), token, now);
    match (&core, &oracle) {
        (Ok(core), Ok(oracle)) => same_session(core, oracle)?,
        (core, oracle) => prop_assert_eq!(
            core.as_ref().map(|session| *session.id()).map_err(|error| *error),
            oracle.as_ref().map(|session| session.id).map_err(|refusal| bridge::core_error(*refusal))
        ),
    }
    Ok(core.is_ok())
}

fn same_session(core: &cello_session_core::Session, oracle: &life::Session) -> Result<(), TestCaseError> {
    prop_assert_eq!(bridge::map_of(core), oracle.map.clone());
    prop_assert_eq!(core.id(), &oracle.id);
    prop_assert_eq!(core.issued_at(), oracle.read.map(|read| read.issued_at));
    prop_assert_eq!(core.expires_at(), oracle.read.map(|read| read.expires_at));
    prop_assert_eq!(core.began_at(), oracle.began_at);
    Ok(())
}

/// Changes to bytes: overwrite, insert, remove, and copy one run over another place.
fn edits() -> impl Strategy<Value = Vec<(u8, Index, Index, u8)>> {
    let byte = prop_oneof![
        any::<u8>(),
        prop::sample::select(vec![
            0x00, 0x18, 0x19, 0x1b, 0x38, 0x40, 0x5f, 0x60, 0x61, 0x80, 0xa0, 0xc0, 0xd9, 0xf4, 0xf6, 0xf7,
            0xf9, 0xff
        ])
    ];
    vec((0..5_u8, any::<Index>(), any::<Index>(), byte), 1..4)
}

fn apply(bytes: &mut Vec<u8>, edits: &[(u8, Index, Index, u8)]) {
    for (kind, at, other, byte) in edits {
        let (at, other) = (at.index(bytes.len() + 1), other.index(bytes.len() + 1));
        match kind {
            0 if at < bytes.len() => bytes[at] = *byte,
            1 if at < bytes.len() => bytes[at] ^= 1 << (byte & 7),
            2 if at < bytes.len() => drop(bytes.remove(at)),
            3 => {
                let (from, to) = (at.min(other), at.max(other).min(at.min(other) + 40));
                let run = bytes[from..to].to_vec();
                bytes.splice(from..from, run);
            }
            _ => bytes.insert(at, *byte),
        }
    }
}

/// Claims near the allowed ones: each time may be at or over an edge.
fn claims() -> impl Strategy<Value = Claims> {
    let near = |centre: u64| prop_oneof![4 => Just(centre), 1 => centre.saturating_sub(70)..=centre + 70];
    let issued =
        prop_oneof![3 => near(NOW), 1 => Just(0), 1 => near(numbers::UNIX_S_MAX), 1 => near(NOW - 86_400)];
    let life =
        prop_oneof![3 => near(86_400), 1 => 0..3_u64, 1 => near(100_000), 1 => Just(numbers::UNIX_S_MAX)];
    let id = prop_oneof![9 => generators::id(), 1 => Just([0; 16])];
    let age = prop_oneof![2 => Just(None), 2 => (0..200_000_u64).prop_map(Some)];
    (issued, life, id, age, generators::map()).prop_map(|(issued_at, life, id, age, session)| Claims {
        expires_at: issued_at.saturating_add(life),
        issued_at,
        id,
        began: age.map(|age| issued_at.saturating_sub(age)),
        session,
    })
}

/// A session map as an item that may be against the profile: other kinds, other order, a key twice, JSON that is none.
fn wild_session() -> impl Strategy<Value = Item> {
    let key = prop_oneof![
        8 => generators::key().prop_map(Item::Text),
        1 => prop::sample::select(vec![Item::text(""), Item::Text("k".repeat(129)), Item::Uint(4), Item::Bytes(vec![97]), Item::Null]),
    ];
    let odd = prop::sample::select(vec![
        Item::Nint(1 << 63),
        Item::Uint(1 << 63),
        Item::Uint(u64::MAX),
        Item::Array(vec![]),
        Item::Map(vec![]),
        Item::Tag(262, Box::new(Item::text("[]"))),
        Item::Tag(263, Box::new(Item::Bytes(b"[]".to_vec()))),
        Item::Tag(2, Box::new(Item::Bytes(vec![1]))),
        Item::Tag(262, Box::new(Item::Null)),
    ]);
    let json = prop::sample::select(vec![
        "[]",
        "1",
        "1.0",
        "true",
        "\"a\"",
        "",
        "[",
        " {}",
        "9223372036854775808",
        "[\"\\ud800\"]",
        "null",
        "{}x",
    ]);
    let value = prop_oneof![
        8 => generators::value().prop_map(|value| token::value_item(&value)),
        1 => odd,
        1 => json.prop_map(|text| Item::Tag(262, Box::new(Item::Bytes(text.as_bytes().to_vec())))),
    ];
    (vec((key, value), 0..6), any::<bool>())
        .prop_map(|(pairs, sorted)| if sorted { Item::sorted_map(pairs) } else { Item::Map(pairs) })
}

/// One step in a session's life.
#[derive(Clone, Debug)]
enum Step {
    Wait(u64),
    /// The next host's clock is behind.
    Back(u64),
    Set(String, i64),
    Clear,
    Rotate([u8; 16]),
    Login([u8; 16]),
    SetLifetime(u64),
    /// The cookie goes to the browser and comes back, to one host or the other.
    Travel,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop_oneof![0..3_u64, 0..120_u64, 0..60_000_u64].prop_map(Step::Wait),
        1 => (0..100_u64).prop_map(Step::Back),
        2 => ("[a-c]", any::<i64>()).prop_map(|(key, n)| Step::Set(key, n)),
        1 => Just(Step::Clear),
        1 => generators::id().prop_map(Step::Rotate),
        1 => generators::id().prop_map(Step::Login),
        1 => (1..300_000_u64).prop_map(Step::SetLifetime),
        4 => Just(Step::Travel),
    ]
}

proptest! {
    #![proptest_config(generators::config(20_000))]

    #[test]
    fn edited_payloads_with_a_right_mac_get_the_oracle_s_verdict(map in generators::map(), began in any::<bool>(), edits in edits()) {
        let setup = Setup::default();
        let mut payload = token::payload(&Claims { began: began.then_some(NOW - 1), ..forge::plain(map) });
        apply(&mut payload, &edits);
        agree(&setup, forge::token(&setup.key(), &payload).as_bytes(), NOW)?;
    }

    #[test]
    fn edited_envelopes_get_the_oracle_s_verdict(map in generators::map(), edits in edits()) {
        let setup = Setup::default();
        let mut bytes = token::seal(&setup.key(), &token::payload(&forge::plain(map)));
        apply(&mut bytes, &edits);
        agree(&setup, token::encode_text(&bytes).as_bytes(), NOW)?;
    }

    #[test]
    fn claims_at_every_edge_get_the_oracle_s_verdict(claims in claims(), longest in 0..2_u64, absolute in prop::sample::select(vec![0, 86_400, 100_000])) {
        let setup = Setup { longest_max_age_s: longest * 100_000, absolute_max_age_s: absolute, ..Setup::default() };
        agree(&setup, forge::claims(&setup.key(), &claims).as_bytes(), NOW)?;
    }

    #[test]
    fn wild_session_maps_get_the_oracle_s_verdict(session in wild_session()) {
        let setup = Setup::default();
        agree(&setup, forge::token(&setup.key(), &forge::payload_with_session(&session)).as_bytes(), NOW)?;
    }

    #[test]
    fn arbitrary_payloads_get_the_oracle_s_verdict(payload in vec(any::<u8>(), 0..80)) {
        let setup = Setup::default();
        agree(&setup, forge::token(&setup.key(), &payload).as_bytes(), NOW)?;
    }
}

proptest! {
    #![proptest_config(generators::config(2_000))]

    #[test]
    fn a_life_between_two_hosts_is_that_of_the_oracle(steps in vec(step(), 1..40), absolute in prop::sample::select(vec![0, 86_400, 200_000])) {
        let here = Setup { longest_max_age_s: 200_000, absolute_max_age_s: absolute, ..Setup::default() };
        // Another host that has the same secret, signs with its own, and is stricter about lifetimes.
        let there = Setup {
            signing_secret: vec![0x5a; 32],
            accepted_secrets: vec![here.signing_secret.clone()],
            longest_max_age_s: 100_000,
            max_age_s: 50_000,
            ..here.clone()
        };
        let here = Setup { accepted_secrets: vec![there.signing_secret.clone()], ..here };
        let hosts = [(here.signer(), here.host()), (there.signer(), there.host())];

        let mut now = NOW;
        let mut at = 0;
        let mut core = hosts[at].0.begin(ID, now).unwrap();
        let mut model = hosts[at].1.begin(ID, now);
        for step in steps {
            let (signer, host) = &hosts[at];
            match step {
                Step::Wait(seconds) => now += seconds,
                Step::Back(seconds) => now -= seconds,
                Step::Set(key, n) => {
                    core.set(&key, cello_session_core::Value::Int(n)).unwrap();
                    model.map.insert(key, cello_session_tests::oracle::Value::Int(n));
                }
                Step::Clear => {
                    core.clear();
                    model.map = Map::new();
                }
                Step::Rotate(id) => {
                    core.rotate_id(id).unwrap();
                    model.id = id;
                }
                Step::Login(id) => {
                    signer.login(&mut core, id, now).unwrap();
                    host.login(&mut model, id, now);
                }
                Step::SetLifetime(seconds) => {
                    let expected = if seconds <= host.verifier.longest_s { Ok(()) } else { Err(Error::TimeRange) };
                    prop_assert_eq!(core.set_lifetime(seconds), expected);
                    if expected.is_ok() {
                        model.lifetime_s = seconds;
                    }
                }
                Step::Travel => {
                    let token = bridge::sign(signer, &core, now).ok();
                    prop_assert_eq!(&token, &host.sign(&model, now));
                    let Some(token) = token else { break };
                    at = 1 - at;
                    let (signer, host) = &hosts[at];
                    core = bridge::verify(signer, token.as_bytes(), now).unwrap();
                    model = host.verify(token.as_bytes(), now).unwrap();
                }
            }
            let (signer, host) = &hosts[at];
            let info = signer.describe(&core, now).unwrap();
            let claims = host.claims_now(&model, now);
            prop_assert_eq!(info.expires_if_signed_now_unix_s, claims.map_or(0, |claims| claims.expires_at));
            prop_assert_eq!(info.expires_at_unix_s, host.end_seen(&model).unwrap_or(0));
            prop_assert_eq!(info.renewal_due, host.renewal_due(&model, now));
            if let Some(line) = host.line(&model, now) {
                prop_assert_eq!(info.cookie_line_len, line.len());
                prop_assert_eq!(bridge::write_cookie(signer, &core, now), Ok(line));
            } else {
                prop_assert_eq!(bridge::write_cookie(signer, &core, now), Err(Error::Expired));
            }
        }
    }
}
