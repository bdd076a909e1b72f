//! Rotation of secrets in its three stages across hosts, and the rules for keys that make it safe.

use cello_session_core::{Error, Value};
use cello_session_tests::bridge::{self, ID, NOW, SECRET, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::Map;

const OLD: &[u8] = b"the-old-secret-0123456789-0123456789";
const NEW: &[u8] = b"the-new-secret-0123456789-0123456789";
const DAY: u64 = 86_400;

fn host(signing: &[u8], accepted: &[&[u8]]) -> Setup {
    Setup {
        accepted_secrets: accepted.iter().map(|secret| secret.to_vec()).collect(),
        ..Setup::with_secret(signing)
    }
}

fn token_of(setup: &Setup, now: u64) -> String {
    let signer = setup.signer();
    let mut session = signer.begin(ID, now).unwrap();
    session.set("user_id", Value::Text("123")).unwrap();
    bridge::sign(&signer, &session, now).unwrap()
}

fn reads(setup: &Setup, token: &str, now: u64) -> Result<(), Error> {
    bridge::verify(&setup.signer(), token.as_bytes(), now).map(drop)
}

#[test]
fn in_every_stage_of_a_roll_out_each_host_reads_what_any_host_signs() {
    let before = host(OLD, &[]);
    let added = host(OLD, &[NEW]);
    let swapped = host(NEW, &[OLD]);
    let dropped = host(NEW, &[]);
    // At each moment some hosts are a stage further than others, and never two stages.
    for (behind, ahead) in [(&before, &added), (&added, &swapped)] {
        for signing in [behind, ahead] {
            for reading in [behind, ahead] {
                assert_eq!(reads(reading, &token_of(signing, NOW), NOW), Ok(()));
            }
        }
    }
    // The old secret goes when the last token under it is over.
    let last_old = token_of(&added, NOW);
    assert_eq!(reads(&swapped, &last_old, NOW + DAY - 1), Ok(()));
    assert_eq!(reads(&swapped, &last_old, NOW + DAY), Err(Error::Expired));
    assert_eq!(reads(&dropped, &last_old, NOW), Err(Error::Rejected));
    assert_eq!(reads(&dropped, &token_of(&swapped, NOW), NOW), Ok(()));
    // Two stages apart is what the roll-out avoids.
    assert_eq!(reads(&before, &token_of(&swapped, NOW), NOW), Err(Error::Rejected));
}

#[test]
fn only_the_signing_secret_signs_wherever_the_accepted_ones_stand() {
    for accepted in [&[OLD, SECRET][..], &[SECRET, OLD]] {
        let setup = host(NEW, accepted);
        assert_eq!(token_of(&setup, NOW), token_of(&host(NEW, &[]), NOW));
        for signed_by in [OLD, SECRET, NEW] {
            assert_eq!(reads(&setup, &token_of(&Setup::with_secret(signed_by), NOW), NOW), Ok(()));
        }
    }
}

#[test]
fn each_of_seven_accepted_secrets_verifies_and_none_signs() {
    let secrets: Vec<Vec<u8>> = (1..=7).map(|i| vec![i; 40]).collect();
    let setup = Setup { accepted_secrets: secrets.clone(), ..Setup::default() };
    for secret in &secrets {
        assert_eq!(reads(&setup, &token_of(&Setup::with_secret(secret), NOW), NOW), Ok(()));
    }
    assert_eq!(reads(&setup, &token_of(&Setup::with_secret(&[8; 40]), NOW), NOW), Err(Error::Rejected));
    assert_eq!(reads(&Setup::default(), &token_of(&setup, NOW), NOW), Ok(()));
}

#[test]
fn a_renewed_session_leaves_its_old_key_behind() {
    let setup = host(NEW, &[OLD]);
    let signer = setup.signer();
    let read = bridge::verify(&signer, token_of(&host(OLD, &[]), NOW).as_bytes(), NOW + 5).unwrap();
    let renewed = bridge::sign(&signer, &read, NOW + 5).unwrap();
    assert_eq!(reads(&host(NEW, &[]), &renewed, NOW + 5), Ok(()));
    assert_eq!(reads(&host(OLD, &[]), &renewed, NOW + 5), Err(Error::Rejected));
}

#[test]
fn a_session_under_an_accepted_secret_is_renewed_after_a_minute_and_not_at_once() {
    let swapped = host(NEW, &[OLD]).signer();
    let old = token_of(&host(OLD, &[]), NOW);
    let new = token_of(&host(NEW, &[]), NOW);
    for (age, due) in [(0, false), (59, false), (60, false), (61, true), (3600, true), (DAY - 1, true)] {
        let read = bridge::verify(&swapped, old.as_bytes(), NOW + age).unwrap();
        assert_eq!(
            swapped.describe(&read, NOW + age).unwrap().renewal_due,
            due,
            "under the old secret, {age} s"
        );
        let read = bridge::verify(&swapped, new.as_bytes(), NOW + age).unwrap();
        assert_eq!(
            swapped.describe(&read, NOW + age).unwrap().renewal_due,
            age > DAY / 2,
            "under the new one, {age} s"
        );
    }
    // Signed by a host whose clock is ahead of ours, it is not a minute old.
    let read = bridge::verify(&swapped, old.as_bytes(), NOW - 60).unwrap();
    assert!(!swapped.describe(&read, NOW - 60).unwrap().renewal_due);
}

#[test]
fn a_session_under_an_accepted_secret_is_not_renewed_where_its_end_cannot_grow() {
    let swapped = Setup { absolute_max_age_s: DAY, ..host(NEW, &[OLD]) }.signer();
    let old = token_of(&host(OLD, &[]), NOW);
    let read = bridge::verify(&swapped, old.as_bytes(), NOW + 3600).unwrap();
    let info = swapped.describe(&read, NOW + 3600).unwrap();
    assert_eq!(info.expires_if_signed_now_unix_s, info.expires_at_unix_s);
    assert!(!info.renewal_due);
}

#[test]
fn a_half_rolled_out_rotation_does_not_sign_at_each_request() {
    // One host has swapped and the other not, a visitor is sent to them in turn, and each renewal goes to the cookie.
    let hosts = [host(OLD, &[NEW]).signer(), host(NEW, &[OLD]).signer()];
    let mut token = token_of(&host(OLD, &[NEW]), NOW);
    let mut signatures = 0;
    for request in 0..600 {
        let now = NOW + request;
        let signer = &hosts[usize::from(request % 2 == 1)];
        let read = bridge::verify(signer, token.as_bytes(), now).unwrap();
        if signer.describe(&read, now).unwrap().renewal_due {
            token = bridge::sign(signer, &read, now).unwrap();
            signatures += 1;
        }
    }
    assert!((1..=600 / 61 + 1).contains(&signatures), "{signatures} signatures");
}

#[test]
fn the_same_secret_twice_is_refused_wherever_it_stands() {
    for (signing, accepted) in
        [(OLD, &[OLD][..]), (OLD, &[NEW, OLD]), (OLD, &[NEW, NEW]), (OLD, &[NEW, SECRET, NEW])]
    {
        assert_eq!(host(signing, accepted).try_signer().map(drop), Err(Error::SecretDuplicate));
    }
    let seven: Vec<Vec<u8>> = (1..=7).map(|i| vec![if i == 7 { 1 } else { i }; 32]).collect();
    let setup = Setup { accepted_secrets: seven, ..Setup::default() };
    assert_eq!(setup.try_signer().map(drop), Err(Error::SecretDuplicate));
}

#[test]
fn two_secrets_with_one_key_id_are_refused() {
    // Found by search among counters: different secrets, the same four bytes of key id under session_id.
    let (a, b) = colliding_secrets();
    assert_ne!(a, b);
    let (one, other) = (Setup::with_secret(&a), Setup::with_secret(&b));
    assert_eq!(one.key().kid, other.key().kid);
    assert_ne!(one.key().mac_key, other.key().mac_key);
    let both = Setup { accepted_secrets: vec![b.clone()], ..one.clone() };
    assert_eq!(both.try_signer().map(drop), Err(Error::SecretDuplicate));
    let third = Setup { accepted_secrets: vec![a, b], ..Setup::default() };
    assert_eq!(third.try_signer().map(drop), Err(Error::SecretDuplicate));
    // Alone, each works, and does not read the other's tokens although the key id is known.
    assert_eq!(reads(&one, &token_of(&other, NOW), NOW), Err(Error::Rejected));
    assert_eq!(reads(&other, &token_of(&other, NOW), NOW), Ok(()));
    // Under another name they are two keys like any others.
    let renamed = Setup { cookie_name: "other".to_owned(), ..both };
    assert!(renamed.try_signer().is_ok());
}

fn colliding_secrets() -> (Vec<u8>, Vec<u8>) {
    let secret = |n: u32| format!("a-secret-whose-key-id-collides-{n:010}").into_bytes();
    (secret(COLLISION.0), secret(COLLISION.1))
}

/// The first pair of counters whose secrets share a key id: about the square root of 2^32 had to be tried.
const COLLISION: (u32, u32) = (56_806, 177_028);

#[test]
fn a_secret_and_the_same_with_a_nul_appended_are_two_secrets() {
    let with_nul = [OLD, b"\0"].concat();
    let without = token_of(&host(OLD, &[]), NOW);
    assert_eq!(reads(&host(&with_nul, &[]), &without, NOW), Err(Error::Rejected));
    assert!(host(OLD, &[&with_nul]).try_signer().is_ok(), "so both may be configured");
    // Also where HMAC would pad or hash the key: around its block of 64 bytes.
    for len in [32, 63, 64, 65, 1023] {
        let (short, long) = (vec![b's'; len], [vec![b's'; len], vec![0]].concat());
        assert_eq!(
            reads(&host(&long, &[]), &token_of(&host(&short, &[]), NOW), NOW),
            Err(Error::Rejected),
            "{len}"
        );
    }
}

#[test]
fn a_known_key_id_with_another_key_s_tag_is_rejected() {
    let setup = host(NEW, &[OLD]);
    let (new, old) = (setup.key(), Setup::with_secret(OLD).key());
    let payload = cello_session_tests::oracle::token::payload(&forge::plain(Map::new()));
    for (mac_key, kid, expected) in [
        (new.mac_key, new.kid, Ok(())),
        (old.mac_key, old.kid, Ok(())),
        (new.mac_key, old.kid, Err(Error::Rejected)),
        (old.mac_key, new.kid, Err(Error::Rejected)),
        (new.mac_key, [0; 4], Err(Error::Rejected)),
        ([0; 32], new.kid, Err(Error::Rejected)),
    ] {
        let key = cello_session_tests::oracle::keys::Key { mac_key, kid };
        assert_eq!(reads(&setup, &forge::token(&key, &payload), NOW), expected);
    }
}

#[test]
fn the_key_that_stands_in_for_an_unknown_one_opens_nothing() {
    // An implementation that derives it in an obvious way would let its tokens pass if it forgot to look at the verdict.
    let payload = cello_session_tests::oracle::token::payload(&forge::plain(Map::new()));
    for info in ["", "session_id\0", "dummy", "nobody"] {
        let key = cello_session_tests::oracle::keys::Key::derive(SECRET, info);
        assert_eq!(
            reads(&Setup::default(), &forge::token(&key, &payload), NOW),
            Err(Error::Rejected),
            "{info:?}"
        );
    }
    let zero = cello_session_tests::oracle::keys::Key { mac_key: [0; 32], kid: [0; 4] };
    assert_eq!(reads(&Setup::default(), &forge::token(&zero, &payload), NOW), Err(Error::Rejected));
}
