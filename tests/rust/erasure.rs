//! What was secret is gone: a signer that was dropped leaves no key in its memory, a wiped session nothing of its visitor.

use cello_session_core::{Config, Secret, Session, Signer, Value};
use cello_session_tests::bridge::{ID, NOW, SECRET, Setup};
use cello_session_tests::oracle::keys::Key;
use std::mem::MaybeUninit;

/// The bytes of a value where they lie; padding is read too, so only initialised memory may be given.
fn bytes_of<T>(memory: &MaybeUninit<T>) -> Vec<u8> {
    let start = memory.as_ptr().cast::<u8>();
    (0..size_of::<T>())
        .map(|at| {
            // SAFETY: `at` is within the value, whose whole memory was zeroed before it was written.
            unsafe { start.add(at).read_volatile() }
        })
        .collect()
}

/// The two states of SHA-256 that a prepared HMAC holds: what any tag can be made with.
fn hmac_states(mac_key: &[u8; 32]) -> [Vec<u8>; 2] {
    [0x36, 0x5c].map(|pad| {
        let mut block = [pad; 64];
        block.iter_mut().zip(mac_key).for_each(|(byte, key)| *byte ^= key);
        let mut state = [
            0x6a09_e667,
            0xbb67_ae85,
            0x3c6e_f372,
            0xa54f_f53a,
            0x510e_527f,
            0x9b05_688c,
            0x1f83_d9ab,
            0x5be0_cd19_u32,
        ];
        sha2::block_api::compress256(&mut state, &[block]);
        state.iter().flat_map(|word| word.to_ne_bytes()).collect()
    })
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_dropped_signer_leaves_no_key_in_its_memory() {
    let accepted = b"another-secret-0123456789-0123456789";
    let secrets = [Secret::new(accepted).unwrap()];
    let mut config = Config::new(Secret::new(SECRET).unwrap());
    config.accepted_secrets = &secrets;

    let mut memory = Box::new(MaybeUninit::<Signer>::zeroed());
    memory.write(Signer::new(&config).unwrap());
    let before = bytes_of(&memory);
    // SAFETY: the signer was written above and is not used again.
    unsafe { memory.assume_init_drop() };
    let after = bytes_of(&memory);

    for secret in [SECRET, accepted] {
        let key = Key::derive(secret, "session_id");
        assert!(
            !holds(&before, secret) && !holds(&before, &key.mac_key),
            "not even a living signer holds these"
        );
        for state in hmac_states(&key.mac_key) {
            assert!(holds(&before, &state), "the test looks for what is there");
            assert!(!holds(&after, &state), "a prepared key outlived its signer");
        }
    }
}

#[test]
fn a_wiped_session_leaves_nothing_of_its_visitor_and_serves_nobody() {
    let signer = Setup::default().signer();
    let mut memory = Box::new(MaybeUninit::<Session>::zeroed());
    let session = memory.write(signer.begin(ID, NOW).unwrap());
    session.set("user_id", Value::Text("a visitor's name and more")).unwrap();
    let visible = [&b"user_id"[..], b"a visitor's name", &ID];
    let before = bytes_of(&memory);
    assert!(visible.iter().all(|part| holds(&before, part)), "the test looks for what is there");

    // SAFETY: the session was written above.
    let session = unsafe { memory.assume_init_mut() };
    session.wipe();
    assert_eq!((session.len(), session.get("user_id")), (0, None));
    let after = bytes_of(&memory);
    for part in visible {
        assert!(!holds(&after, part), "{} is still there", part.escape_ascii());
    }
}

#[test]
fn what_was_removed_or_shortened_before_a_wipe_is_gone_too() {
    let signer = Setup::default().signer();
    let mut memory = Box::new(MaybeUninit::<Session>::zeroed());
    let session = memory.write(signer.begin(ID, NOW).unwrap());
    session.set("note", Value::Text(&"long lost secret ".repeat(40))).unwrap();
    session.set("note", Value::Text("short")).unwrap();
    session.clear();
    session.wipe();
    assert!(!holds(&bytes_of(&memory), b"long lost secret"));
}
