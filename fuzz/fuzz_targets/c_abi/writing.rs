//! The calls that write what goes out: tokens and Set-Cookie lines, into rooms of any size.

use cello_session_fuzz::Input;

use crate::abi;
use crate::world::{Output, Twist, World};

type Sign =
    unsafe extern "C" fn(*const abi::Object, *const abi::Object, u64, *mut u8, usize, *mut usize) -> i32;

/// Either of the two calls that write what goes out.
pub fn sign(world: &mut World, input: &mut Input<'_>, signer: usize, session: usize, call: Sign) -> i32 {
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

pub fn deletion(world: &mut World, input: &mut Input<'_>, signer: usize) -> i32 {
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
