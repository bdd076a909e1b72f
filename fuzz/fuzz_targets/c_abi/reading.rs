//! The calls that read a session: the model's answer, or outputs that nobody has touched.

use cello_session_fuzz::Input;
use cello_session_tests::oracle::Value;

use crate::abi::{self, Entry, Info};
use crate::world::{Output, Twist, World, len_of};

/// The getter of each kind: the value where the kind is right, and otherwise an answer that says so.
pub fn get(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
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

pub fn entries(world: &mut World, input: &mut Input<'_>, session: usize) -> i32 {
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

pub fn describe(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize) -> i32 {
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
