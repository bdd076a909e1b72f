//! One call of the ABI for each kind of byte, and here those that make a signer or a session.

use cello_session_fuzz::{Input, setup};
use cello_session_tests::bridge::Setup;
use cello_session_tests::oracle::Map;

use crate::abi::{self, Bytes, Config};
use crate::world::{Output, SESSIONS, SIGNERS, Twist, World, len_of};
use crate::{changing, reading, writing};

/// Makes a call and says which session it was about.
pub fn one(world: &mut World, input: &mut Input<'_>) -> usize {
    let call = input.u8();
    let signer = usize::from(input.u8()) % SIGNERS;
    let session = usize::from(input.u8()) % SESSIONS;
    let status = match call % 20 {
        0 => signer_init(world, input, signer),
        1 => begin(world, input, signer, session),
        2 => verify(world, input, signer, session),
        3 => cookie_read(world, input, signer, session),
        4..=6 => changing::set(world, input, session),
        7 => changing::replace(world, input, session),
        8 => changing::remove(world, input, session),
        9 => changing::clear(world, input, session),
        10 => reading::get(world, input, session),
        11 => reading::entries(world, input, session),
        12 => reading::describe(world, input, signer, session),
        13 => writing::sign(world, input, signer, session, abi::cello_session_sign),
        14 => writing::sign(world, input, signer, session, abi::cello_session_cookie_write),
        15 => writing::deletion(world, input, signer),
        16 => changing::rotate_id(world, input, session),
        17 => changing::login(world, input, signer, session),
        18 => changing::set_lifetime(world, input, session),
        _ => copy_or_wipe(world, input, signer, session),
    };
    assert!(abi::STATUSES.contains(&status), "status {status}");
    names_are_there(status);
    session
}

fn names_are_there(status: i32) {
    // SAFETY: every number is allowed, and the answer is text that stays.
    let (name, message) = unsafe {
        (
            std::ffi::CStr::from_ptr(abi::cello_session_status_name(status)),
            std::ffi::CStr::from_ptr(abi::cello_session_status_message(status)),
        )
    };
    assert!(!name.is_empty() && !message.is_empty());
}

fn signer_init(world: &mut World, input: &mut Input<'_>, signer: usize) -> i32 {
    let rules: Setup = setup(input.u8());
    let odd = input.u8();
    let mut config = Output::<Config>::new(1);
    let size = size_of::<Config>().wrapping_add(if odd & 1 == 0 { 0 } else { usize::from(input.u8()) });
    let version = if odd & 2 == 0 { 1 } else { input.u32() };
    // SAFETY: the output has the size of the struct; a larger one is claimed in vain.
    let status = unsafe { abi::cello_session_config_init(config.pointer(), size, version) };
    if status != abi::OK {
        config.untouched_from(0);
        return status;
    }
    let mut config = config.values()[0];
    let accepted: Vec<Bytes> = rules
        .accepted_secrets
        .iter()
        .map(|secret| Bytes { data: secret.as_ptr(), len: secret.len() })
        .collect();
    config.signing_secret = rules.signing_secret.as_ptr();
    config.signing_secret_len = len_of(input, &rules.signing_secret, 1024);
    config.accepted_secrets = accepted.as_ptr();
    config.accepted_secret_count = accepted.len();
    config.path = rules.path.as_ptr().cast();
    config.path_len = len_of(input, rules.path.as_bytes(), 255);
    let domain = rules.domain.unwrap_or_default();
    config.domain = domain.as_ptr().cast();
    config.domain_len = domain.len();
    config.longest_max_age_s = rules.longest_max_age_s;
    config.absolute_max_age_s = rules.absolute_max_age_s;
    config.http_only = rules.http_only.into();
    config.persistent = rules.persistent.into();
    config.partitioned = rules.partitioned.into();
    match odd >> 2 {
        1 => config.same_site = input.u32().cast_signed(),
        2 => config.secure = input.u8(),
        3 => config.reserved = input.array(),
        4 => config.struct_size = usize::from(input.u16()),
        5 => config.max_age_s = input.u64(),
        6 => config.accepted_secret_count = 8 + usize::from(input.u8()),
        7 => config.signing_secret = std::ptr::null(),
        8 => config.cookie_name_len = 65 + usize::from(input.u8()),
        _ => {}
    }
    let before = world.signers[signer].clone();
    let mut twist = Twist::new(input, world.signer(signer));
    let signer_out = twist.object_mut(world.signer(signer).cast_mut());
    let config = twist.pointer(&raw const config);
    // SAFETY: what the pointers point to is there, or they are refused.
    let status = unsafe { abi::cello_session_signer_init(signer_out, config) };
    if status != abi::OK {
        assert_eq!(world.signers[signer], before, "an output was touched");
    }
    status
}

/// After a call that was to write a session: on failure it holds none.
fn written(world: &mut World, session: usize, status: i32, map: Map) -> i32 {
    if status == abi::OK {
        world.models[session] = Some(map);
    } else {
        world.voided = Some(session);
    }
    status
}

fn begin(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize) -> i32 {
    let (id, now) = (input.array::<16>(), input.u64());
    let mut twist = Twist::new(input, world.session(session));
    let signer = twist.object(world.signer(signer));
    let (id, out) = (twist.pointer(id.as_ptr()), twist.object_mut(world.session(session)));
    // SAFETY: what the pointers point to is there, or they are refused.
    let status = unsafe { abi::cello_session_begin(signer, id, now, out) };
    assert!(status != abi::OK || !twist.happened());
    if !twist.happened() && status != abi::OK {
        assert!(world.read(session).is_none(), "a failed begin left a session");
    }
    written(world, session, status, Map::new())
}

fn verify(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize) -> i32 {
    let (now, raw) = (input.now(), input.u8());
    let genuine = raw < 0xc0;
    let token = if genuine { world.token.clone() } else { input.bytes(raw.into()).to_vec() };
    let token = token.into_boxed_slice();
    let len = len_of(input, &token, 4000);
    let mut twist = Twist::new(input, world.session(session));
    let signer = twist.object(world.signer(signer));
    let (text, out) = (twist.pointer(token.as_ptr()), twist.object_mut(world.session(session)));
    // SAFETY: what the pointers point to is there, or they or their lengths are refused.
    let status = unsafe { abi::cello_session_verify(signer, text, len, now, out) };
    if status == abi::OK {
        assert!(genuine && len == token.len(), "a token that was never signed");
    } else if !twist.happened() {
        assert!(world.read(session).is_none(), "a failed verify left a session");
    }
    let map = world.token_map.clone();
    written(world, session, status, map)
}

fn cookie_read(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize) -> i32 {
    let now = input.now();
    let mut header = input.key().into_bytes();
    // The pair of the last line, as a browser sends it back.
    header.extend_from_slice(world.line.split(|&byte| byte == b';').next().unwrap_or_default());
    let len = len_of(input, &header, 65_536);
    let header = header.into_boxed_slice();
    let mut twist = Twist::new(input, world.session(session));
    let signer = twist.object(world.signer(signer));
    let (text, out) = (twist.pointer(header.as_ptr()), twist.object_mut(world.session(session)));
    // SAFETY: what the pointers point to is there, or they or their lengths are refused.
    let status = unsafe { abi::cello_session_cookie_read(signer, text, len, now, out) };
    if status != abi::OK && !twist.happened() {
        assert!(world.read(session).is_none(), "a failed cookie_read left a session");
    }
    // Which of several cookies it was is the business of another target.
    let map = if status == abi::OK { world.read(session).expect("a session") } else { Map::new() };
    written(world, session, status, map)
}

/// Objects may be copied and moved; a wiped one holds nothing; one kind of object given for the other is refused.
fn copy_or_wipe(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize) -> i32 {
    let other = usize::from(input.u8()) % SESSIONS;
    match input.u8() % 5 {
        0 => {
            world.sessions[session] = world.sessions[other].clone();
            world.models[session] = world.models[other].clone();
        }
        1 => world.signers[signer] = world.signers[(signer + 1) % SIGNERS].clone(),
        // SAFETY: the object is there.
        2 => unsafe {
            abi::cello_session_wipe(world.session(session));
            assert!(world.sessions[session].iter().all(|&word| word == 0));
            world.models[session] = None;
        },
        // SAFETY: the object is there; NULL is allowed.
        3 => unsafe {
            abi::cello_session_signer_wipe(world.signer(signer).cast_mut());
            assert!(world.signers[signer].iter().all(|&word| word == 0));
            abi::cello_session_signer_wipe(std::ptr::null_mut());
            abi::cello_session_wipe(std::ptr::null_mut());
        },
        // SAFETY: a signer is larger than a session, and is refused before it is looked at as one.
        _ => unsafe {
            assert_eq!(abi::cello_session_clear(world.signer(signer).cast_mut()), abi::NOT_INITIALISED);
        },
    }
    abi::OK
}
