//! Any sequence of calls of the C ABI, with any lengths and now and then a pointer that is wrong.
//!
//! What must hold: no access beyond what was passed (AddressSanitizer looks), no panic, a status of the list, outputs
//! untouched on failure, a session that a failed call was to write holds nothing, and the map is that of a model.

#![no_main]

mod abi;
mod calls;
mod changing;
mod reading;
mod world;
mod writing;

use cello_session_fuzz::Input;
use libfuzzer_sys::fuzz_target;
use world::World;

fuzz_target!(|data: &[u8]| {
    let mut input = Input::new(data);
    let mut world = World::new();
    for _ in 0..100 {
        if input.is_empty() {
            break;
        }
        let session = calls::one(&mut world, &mut input);
        world.check(session);
    }
    (0..world::SESSIONS).for_each(|session| world.check(session));
});
