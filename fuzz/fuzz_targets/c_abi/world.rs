//! The objects that the calls go to, what they should hold, and pointers that are right or wrong.

use cello_session_fuzz::Input;
use cello_session_tests::oracle::{Map, Value};

use crate::abi::{self, Entry, Object};

pub const SIGNERS: usize = 2;
pub const SESSIONS: usize = 3;

/// What fills an output before a call, to be found there again after a failed one.
const CANARY: u8 = 0xa5;

/// Objects in allocations of exactly their size, so that a byte beyond them is noticed.
pub struct World {
    pub signers: [Box<[u64]>; SIGNERS],
    pub sessions: [Box<[u64]>; SESSIONS],
    /// What each session should hold; none where it holds no session.
    pub models: [Option<Map>; SESSIONS],
    /// The last token and the last line that were written, and the map in them.
    pub token: Vec<u8>,
    pub token_map: Map,
    pub line: Vec<u8>,
    /// Sessions that the last call was to write and did not: they hold nothing, or what they held if the pointer was
    /// refused.
    pub voided: Option<usize>,
}

impl World {
    pub fn new() -> Self {
        // SAFETY: these only answer a number.
        let (signer, session) =
            unsafe { (abi::cello_session_signer_size(), abi::cello_session_session_size()) };
        let zeroed = |size: usize| vec![0_u64; size / 8].into_boxed_slice();
        Self {
            signers: std::array::from_fn(|_| zeroed(signer)),
            sessions: std::array::from_fn(|_| zeroed(session)),
            models: [const { None }; SESSIONS],
            token: Vec::new(),
            token_map: Map::new(),
            line: Vec::new(),
            voided: None,
        }
    }

    pub fn signer(&self, slot: usize) -> *const Object {
        self.signers[slot].as_ptr().cast()
    }

    pub fn session(&mut self, slot: usize) -> *mut Object {
        self.sessions[slot].as_mut_ptr().cast()
    }

    /// A session holds what its model holds.
    pub fn check(&mut self, slot: usize) {
        let held = self.read(slot);
        if self.voided.take() == Some(slot) && held.is_none() {
            self.models[slot] = None;
        }
        assert_eq!(held, self.models[slot], "session {slot}");
    }

    /// The map of a session, read in one call; none where there is no session.
    pub fn read(&mut self, slot: usize) -> Option<Map> {
        let mut entries = [Entry::default(); 64];
        let mut count = usize::MAX;
        // SAFETY: the object and the outputs are there.
        let status =
            unsafe { abi::cello_session_entries(self.session(slot), entries.as_mut_ptr(), 64, &mut count) };
        if status == abi::NOT_INITIALISED {
            return None;
        }
        assert_eq!(status, abi::OK);
        let words = &self.sessions[slot];
        // SAFETY: the object's own bytes, which are initialised and stay as they are here.
        let bytes =
            unsafe { std::slice::from_raw_parts(words.as_ptr().cast::<u8>(), size_of_val(&words[..])) };
        let at = |offset: u32, len: u32| &bytes[offset as usize..][..len as usize];
        Some(
            entries[..count]
                .iter()
                .map(|entry| (text(at(entry.key_offset, entry.key_len)), value(entry, &at)))
                .collect(),
        )
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text is UTF-8")
}

/// The value of an entry, whose bytes `at` finds.
fn value<'b>(entry: &Entry, at: &impl Fn(u32, u32) -> &'b [u8]) -> Value {
    let bytes = at(entry.value_offset, entry.value_len);
    assert_eq!(entry.reserved, 0);
    match entry.kind {
        1 => Value::Text(text(bytes)),
        2 => Value::Bytes(bytes.to_vec()),
        3 => Value::Int(entry.integer),
        4 => Value::Bool(entry.integer == 1),
        5 => Value::Null,
        6 => Value::Json(text(bytes)),
        other => panic!("kind {other}"),
    }
}

/// How a call's pointers are wrong, if they are.
pub struct Twist {
    /// Which pointer of the call, counted from 0; a number beyond them is none.
    which: u8,
    how: u8,
    seen: u8,
    /// An address inside an object that the call uses.
    inside: usize,
}

impl Twist {
    /// Most calls have right pointers.
    pub fn new(input: &mut Input<'_>, inside: *const Object) -> Self {
        let byte = input.u8();
        let which = if byte < 0xc0 { u8::MAX } else { (byte >> 3) & 7 };
        Self { which, how: byte & 7, seen: 0, inside: inside.addr() }
    }

    /// An object: absent, misaligned, or with its end beyond the address space.
    pub fn object(&mut self, right: *const Object) -> *const Object {
        match self.next() {
            None => right,
            Some(0..=3) => std::ptr::null(),
            Some(4..=6) => right.wrapping_byte_add(1),
            Some(_) => right.with_addr(usize::MAX - 7),
        }
    }

    pub fn object_mut(&mut self, right: *mut Object) -> *mut Object {
        self.object(right.cast_const()).cast_mut()
    }

    /// Anything else: absent, misaligned where that is possible, or inside an object.
    pub fn pointer<T>(&mut self, right: *const T) -> *const T {
        match self.next() {
            None => right,
            Some(3 | 4) if align_of::<T>() > 1 => right.wrapping_byte_add(1),
            Some(5..) => right.with_addr(self.inside + 8 * usize::from(self.how - 4)),
            Some(_) => std::ptr::null(),
        }
    }

    pub fn pointer_mut<T>(&mut self, right: *mut T) -> *mut T {
        self.pointer(right.cast_const()).cast_mut()
    }

    /// How the next pointer is wrong.
    fn next(&mut self) -> Option<u8> {
        let is_this = self.seen == self.which;
        self.seen += 1;
        is_this.then_some(self.how)
    }

    /// Whether one of the pointers so far was a wrong one.
    pub fn happened(&self) -> bool {
        self.seen > self.which
    }
}

/// A length that is right, or larger than every bound: then the call must not look at the bytes.
pub fn len_of(input: &mut Input<'_>, bytes: &[u8], bound: usize) -> usize {
    match input.u8() {
        0xf0 => usize::MAX,
        0xf1 => isize::MAX.cast_unsigned(),
        0xf2 => bound + 1,
        0xf3 => 0,
        _ => bytes.len(),
    }
}

/// An output of a call: filled before it, and looked at afterwards.
pub struct Output<T> {
    memory: Box<[T]>,
}

impl<T: Copy> Output<T> {
    pub fn new(count: usize) -> Self {
        // SAFETY: only for plain numbers and structs of such, for which every pattern of bits is valid.
        let canary = unsafe {
            let mut value = std::mem::MaybeUninit::<T>::uninit();
            value.as_mut_ptr().cast::<u8>().write_bytes(CANARY, size_of::<T>());
            value.assume_init()
        };
        Self { memory: vec![canary; count].into_boxed_slice() }
    }

    pub fn pointer(&mut self) -> *mut T {
        self.memory.as_mut_ptr()
    }

    pub fn values(&self) -> &[T] {
        &self.memory
    }

    /// Nothing was written from this place on.
    pub fn untouched_from(&self, count: usize) {
        let rest = &self.memory[count..];
        // SAFETY: the bytes of values that `new` has written whole.
        let bytes = unsafe { std::slice::from_raw_parts(rest.as_ptr().cast::<u8>(), size_of_val(rest)) };
        assert!(bytes.iter().all(|&byte| byte == CANARY), "an output was touched");
    }
}
