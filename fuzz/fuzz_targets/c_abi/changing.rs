//! The calls that change a session, and the model with it.

use cello_session_fuzz::Input;
use cello_session_tests::oracle::{Value, json};

use crate::abi::{self, Entry};
use crate::world::{SESSIONS, Twist, World, len_of};

pub fn set(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
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
pub fn replace(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
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

pub fn remove(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
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

pub fn clear(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object_mut(world.session(session));
    // SAFETY: the object is there, or the pointer is refused.
    let status = unsafe { abi::cello_session_clear(object) };
    if status == abi::OK {
        world.models[session].as_mut().expect("a session").clear();
    }
    status
}

pub fn rotate_id(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let id = input.array::<16>();
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object_mut(world.session(session));
    let id = twist.pointer(id.as_ptr());
    // SAFETY: what the pointers point to is there, or they are refused.
    unsafe { abi::cello_session_rotate_id(object, id) }
}

pub fn login(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize) -> i32 {
    let (id, now) = (input.array::<16>(), input.u64());
    let mut twist = Twist::new(input, world.session(session));
    let signer = twist.object(world.signer(signer));
    let object = twist.object_mut(world.session(session));
    let id = twist.pointer(id.as_ptr());
    // SAFETY: what the pointers point to is there, or they are refused.
    unsafe { abi::cello_session_login(signer, object, id, now) }
}

pub fn set_lifetime(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
    let seconds = input.u64();
    let mut twist = Twist::new(input, world.session(session));
    let object = twist.object_mut(world.session(session));
    // SAFETY: the object is there, or the pointer is refused.
    unsafe { abi::cello_session_set_lifetime(object, seconds) }
}
