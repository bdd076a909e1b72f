//! What happens on a panic, in a library that has none: the release build links without this function, and
//! the gate in tests/abi proves it.

use core::panic::PanicInfo;

#[cfg(all(not(test), not(feature = "panic-gate")))]
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    // A debug build can come here after a bug. To stand still is the one thing that needs nothing from a
    // system.
    loop {
        core::hint::spin_loop();
    }
}

#[cfg(all(not(test), feature = "panic-gate"))]
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn cello_gate_a_panic_can_be_reached() -> !;
    }
    // SAFETY: the function exists nowhere, so a program that could call it does not link.
    unsafe { cello_gate_a_panic_can_be_reached() }
}
