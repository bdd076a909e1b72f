//! One call of the ABI for each kind of byte, and what it must answer.

use cello_session_fuzz::{Input, setup};
use cello_session_tests::bridge::Setup;
use cello_session_tests::oracle::{Map, Value, json};

use crate::abi::{self, Bytes, Config, Entry, Info};
use crate::world::{Output, SESSIONS, SIGNERS, Twist, World, len_of};

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
        4..=6 => set(world, input, session),
        7 => replace(world, input, session),
        8 => remove(world, input, session),
        9 => clear(world, input, session),
        10 => get(world, input, session),
        11 => entries(world, input, session),
        12 => describe(world, input, signer, session),
        13 => sign(world, input, signer, session, abi::cello_session_sign),
        14 => sign(world, input, signer, session, abi::cello_session_cookie_write),
        15 => deletion(world, input, signer),
        16 => rotate_id(world, input, session),
        17 => login(world, input, signer, session),
        18 => set_lifetime(world, input, session),
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

fn set(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let key_bytes: Box<[u8]> = {
        let len = input.u8();
        input.bytes(len.into()).into()
    };
    let value = input.value();
    let key_len = len_of(input, &key_bytes, 128);
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object_mut(world.session(session));
    let key = twist.pointer(key_bytes.as_ptr());
    let mut string = |bytes: &[u8]| (twist.pointer(bytes.as_ptr()), len_of(input, bytes, 2890));
    // SAFETY: what the pointers point to is there, or they or their lengths are refused.
    let (status, value_len) = unsafe {
        match &value {
            Value::Text(text) => {
                let (at, len) = string(text.as_bytes());
                (abi::cello_session_set_text(object, key, key_len, at, len), len)
            }
            Value::Bytes(bytes) => {
                let (at, len) = string(bytes);
                (abi::cello_session_set_bytes(object, key, key_len, at, len), len)
            }
            Value::Json(text) => {
                let (at, len) = string(text.as_bytes());
                (abi::cello_session_set_json(object, key, key_len, at, len), len)
            }
            Value::Int(n) => (abi::cello_session_set_int(object, key, key_len, *n), 0),
            Value::Bool(flag) => (abi::cello_session_set_bool(object, key, key_len, u8::from(*flag)), 0),
            Value::Null => (abi::cello_session_set_null(object, key, key_len), 0),
        }
    };
    if status == abi::OK {
        let key = String::from_utf8(key_bytes[..key_len].to_vec()).expect("a key is UTF-8");
        let value = match value {
            Value::Text(text) => Value::Text(text[..value_len].to_owned()),
            Value::Bytes(bytes) => Value::Bytes(bytes[..value_len].to_vec()),
            Value::Json(text) => Value::Json(text[..value_len].to_owned()),
            other => other,
        };
        if let Value::Json(text) = &value {
            assert!(json::is_value(text.as_bytes()));
        }
        world.models[session].as_mut().expect("a session").insert(key, value);
    }
    status
}

/// The entries of one session into another, all from one copy of its object, and now and then with something odd.
fn replace(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let source = usize::from(input.u8()) % SESSIONS;
    let mut list = [Entry::default(); 64];
    let mut count = 0;
    // SAFETY: object and outputs are there.
    let status =
        unsafe { abi::cello_session_entries(world.session(source), list.as_mut_ptr(), 64, &mut count) };
    if status != abi::OK {
        return status;
    }
    let base: Box<[u8]> = world.sessions[source].iter().flat_map(|word| word.to_ne_bytes()).collect();
    let mut entries = list[..count].to_vec();
    let odd = input.u8();
    if odd >= 0xc0 && !entries.is_empty() {
        let at = usize::from(input.u8()) % entries.len();
        match odd & 7 {
            0 => entries[at].kind = input.u32().cast_signed(),
            1 => entries[at].key_offset = input.u32(),
            2 => entries[at].key_len = input.u32(),
            3 => entries[at].value_offset = input.u32(),
            4 => entries[at].value_len = input.u32(),
            5 => entries[at].reserved = input.u32(),
            6 => entries[at].integer = input.u64().cast_signed(),
            _ => entries.push(entries[at]),
        }
    }
    let entries = entries.into_boxed_slice();
    let claimed = match input.u8() {
        0xf0 => usize::MAX,
        0xf1 => 65,
        _ => entries.len(),
    };
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object_mut(world.session(session));
    let base_at = twist.pointer(base.as_ptr());
    let entries_at = twist.pointer(entries.as_ptr());
    // SAFETY: what the pointers point to is there, or they or their counts are refused.
    let status = unsafe { abi::cello_session_replace(object, base_at, base.len(), entries_at, claimed) };
    if status == abi::OK {
        let map = if odd < 0xc0 { world.models[source].clone() } else { world.read(session) };
        assert!(map.is_some() && world.models[session].is_some());
        world.models[session] = map;
    }
    status
}

fn remove(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let key = input.key().into_boxed_str();
    let len = len_of(input, key.as_bytes(), 128);
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object_mut(world.session(session));
    let at = twist.pointer(key.as_ptr());
    // SAFETY: what the pointers point to is there, or they or their lengths are refused.
    let status = unsafe { abi::cello_session_remove(object, at, len) };
    if status == abi::OK && len == key.len() {
        world.models[session].as_mut().expect("a session").remove(&*key);
    }
    status
}

fn clear(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object_mut(world.session(session));
    // SAFETY: the object is there, or the pointer is refused.
    let status = unsafe { abi::cello_session_clear(object) };
    if status == abi::OK {
        world.models[session].as_mut().expect("a session").clear();
    }
    status
}

/// The getter of each kind: the value where the kind is right, and otherwise an answer that says so.
fn get(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let (kind, key) = (input.u8() % 6, input.key().into_boxed_str());
    let len = len_of(input, key.as_bytes(), 128);
    let (mut at, mut size) = (Output::<*const u8>::new(1), Output::<usize>::new(1));
    let (mut int, mut flag, mut entry) =
        (Output::<i64>::new(1), Output::<u8>::new(1), Output::<Entry>::new(1));
    let object = world.session(session).cast_const();
    let mut twist = Twist::new(input, object);
    let (object, name) = (twist.object(object), twist.pointer(key.as_ptr()));
    // SAFETY: what the pointers point to is there, or they or their lengths are refused.
    let status = unsafe {
        let getter = match kind {
            0 => abi::cello_session_get_text,
            1 => abi::cello_session_get_bytes,
            _ => abi::cello_session_get_json,
        };
        match kind {
            0..=2 => {
                getter(object, name, len, twist.pointer_mut(at.pointer()), twist.pointer_mut(size.pointer()))
            }
            3 => abi::cello_session_get_int(object, name, len, twist.pointer_mut(int.pointer())),
            4 => abi::cello_session_get_bool(object, name, len, twist.pointer_mut(flag.pointer())),
            _ => abi::cello_session_get(object, name, len, twist.pointer_mut(entry.pointer())),
        }
    };
    if status != abi::OK {
        at.untouched_from(0);
        size.untouched_from(0);
        int.untouched_from(0);
        flag.untouched_from(0);
        entry.untouched_from(0);
    }
    let held = world.models[session].as_ref().map(|map| map.get(&*key));
    if twist.happened() || len != key.len() {
        return status;
    }
    // SAFETY: after OK they point to that many bytes of the session, which has not changed since.
    let bytes = || unsafe { std::slice::from_raw_parts(at.values()[0], size.values()[0]) };
    match (kind, held) {
        (_, None) => assert_eq!(status, abi::NOT_INITIALISED),
        (_, Some(None)) => assert_eq!(status, abi::NOT_FOUND),
        (0, Some(Some(Value::Text(text)))) => assert_eq!((status, bytes()), (abi::OK, text.as_bytes())),
        (1, Some(Some(Value::Bytes(held)))) => assert_eq!((status, bytes()), (abi::OK, &held[..])),
        (2, Some(Some(Value::Json(text)))) => assert_eq!((status, bytes()), (abi::OK, text.as_bytes())),
        (3, Some(Some(Value::Int(n)))) => assert_eq!((status, int.values()[0]), (abi::OK, *n)),
        (4, Some(Some(Value::Bool(held)))) => {
            assert_eq!((status, flag.values()[0]), (abi::OK, u8::from(*held)))
        }
        (5, Some(Some(_))) => assert_eq!(status, abi::OK),
        (_, Some(Some(_))) => assert_eq!(status, abi::WRONG_KIND),
    }
    status
}

fn entries(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let cap = usize::from(input.u8()) % 66;
    let claimed = if cap >= 64 { usize::MAX - usize::from(input.u8()) } else { cap };
    let (mut list, mut count) = (Output::<Entry>::new(cap), Output::<usize>::new(1));
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object(world.session(session).cast_const());
    let out = twist.pointer_mut(list.pointer());
    let count_out = twist.pointer_mut(count.pointer());
    // SAFETY: what the pointers point to is there, or they are refused; more than 64 entries are never written.
    let status = unsafe { abi::cello_session_entries(object, out, claimed, count_out) };
    if status == abi::OK {
        list.untouched_from(count.values()[0]);
    } else {
        list.untouched_from(0);
        count.untouched_from(0);
    }
    status
}

fn describe(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize) -> i32 {
    let (now, odd) = (input.u64(), input.u8());
    let size = if odd < 0xe0 { size_of::<Info>() } else { usize::from(input.u16()) };
    let mut info = Output::<Info>::new(1);
    let mut twist = Twist::new(input, world.session(session));
    let signer = twist.object(world.signer(signer));
    let object = twist.object(world.session(session).cast_const());
    let out = twist.pointer_mut(info.pointer());
    // SAFETY: what the pointers point to is there, or they or the size are refused.
    let status = unsafe { abi::cello_session_describe(signer, object, now, out, size) };
    if status == abi::OK {
        let info = info.values()[0];
        let model = world.models[session].as_ref().expect("a session");
        assert_eq!(info.count as usize, model.len());
        assert_eq!((info.reserved, info.changed | 1, info.renewal_due | 1), ([0; 2], 1, 1));
    } else {
        info.untouched_from(0);
    }
    status
}

type Sign =
    unsafe extern "C" fn(*const abi::Object, *const abi::Object, u64, *mut u8, usize, *mut usize) -> i32;

/// Either of the two calls that write what goes out.
fn sign(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize, call: Sign) -> i32 {
    let is_token = std::ptr::fn_addr_eq(call, abi::cello_session_sign as Sign);
    let (now, cap) = (input.now(), usize::from(input.u16()) % 4200);
    let (mut text, mut len) = (Output::<u8>::new(cap), Output::<usize>::new(1));
    let mut twist = Twist::new(input, world.session(session));
    let signer = twist.object(world.signer(signer));
    let object = twist.object(world.session(session).cast_const());
    let out = twist.pointer_mut(text.pointer());
    let len_out = twist.pointer_mut(len.pointer());
    // SAFETY: what the pointers point to is there, or they are refused.
    let status = unsafe { call(signer, object, now, out, cap, len_out) };
    if status != abi::OK {
        text.untouched_from(0);
        len.untouched_from(0);
        return status;
    }
    let written = len.values()[0];
    assert!(written <= if is_token { 4000 } else { 4096 });
    text.untouched_from(written);
    let text = text.values()[..written].to_vec();
    assert!(text.iter().all(|byte| (0x20..0x7f).contains(byte)));
    if is_token {
        world.token = text;
        world.token_map = world.models[session].clone().expect("a session");
    } else {
        world.line = text;
    }
    status
}

fn deletion(world: &mut World, input: &mut Input<'_>, signer: usize) -> i32 {
    let cap = usize::from(input.u16()) % 800;
    let (mut line, mut len) = (Output::<u8>::new(cap), Output::<usize>::new(1));
    let mut twist = Twist::new(input, world.signer(signer));
    let signer = twist.object(world.signer(signer));
    let out = twist.pointer_mut(line.pointer());
    let len_out = twist.pointer_mut(len.pointer());
    // SAFETY: what the pointers point to is there, or they are refused.
    let status = unsafe { abi::cello_session_cookie_write_deletion(signer, out, cap, len_out) };
    if status == abi::OK {
        line.untouched_from(len.values()[0]);
        assert!(line.values().starts_with(b"session_id=; Path=/"));
    } else {
        line.untouched_from(0);
        len.untouched_from(0);
    }
    status
}

fn rotate_id(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let id = input.array::<16>();
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object_mut(world.session(session));
    let id = twist.pointer(id.as_ptr());
    // SAFETY: what the pointers point to is there, or they are refused.
    unsafe { abi::cello_session_rotate_id(object, id) }
}

fn login(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize) -> i32 {
    let (id, now) = (input.array::<16>(), input.u64());
    let mut twist = Twist::new(input, world.session(session));
    let signer = twist.object(world.signer(signer));
    let object = twist.object_mut(world.session(session));
    let id = twist.pointer(id.as_ptr());
    // SAFETY: what the pointers point to is there, or they are refused.
    unsafe { abi::cello_session_login(signer, object, id, now) }
}

fn set_lifetime(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let seconds = input.u64();
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object_mut(world.session(session));
    // SAFETY: the object is there, or the pointer is refused.
    unsafe { abi::cello_session_set_lifetime(object, seconds) }
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
