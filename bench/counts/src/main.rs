//! Runs the operation that is named once, inside `counted`, for callgrind to count its instructions.
//!
//! Without a name it lists them. Each is run once before it is counted, so that nothing is done for the first time.

use cello_session_core::hazmat;
use std::env;
use std::hint::black_box;
use std::process::ExitCode;
use subjects::{ManyEntries, Ours, Size, ThroughC, numbered_map};

type Operation = Box<dyn FnMut()>;

fn main() -> ExitCode {
    let Some(name) = env::args().nth(1) else {
        for name in names() {
            println!("{name}");
        }
        return ExitCode::SUCCESS;
    };
    let Some(mut operation) = operation(&name) else {
        eprintln!("there is no operation '{name}'");
        return ExitCode::FAILURE;
    };
    operation();
    counted(&mut operation);
    ExitCode::SUCCESS
}

/// What callgrind counts: all that happens in here, and nothing else.
#[inline(never)]
fn counted(operation: &mut Operation) {
    operation();
}

const OF_EACH_SIZE: [&str; 11] = [
    "rust-sign",
    "rust-sign-ascii",
    "rust-verify",
    "rust-verify-and-read",
    "rust-read-cookie",
    "rust-refuse-tag",
    "c-sign",
    "c-verify",
    "c-verify-and-read",
    "part-base64url-decode",
    "part-base64url-encode",
];
const OF_64: [&str; 5] = ["rust-get", "rust-set", "rust-remove-and-set", "c-get", "c-set"];

fn names() -> impl Iterator<Item = String> {
    let of_each_size = Size::ALL
        .into_iter()
        .flat_map(|size| OF_EACH_SIZE.iter().map(move |name| format!("{name}-{}", size.name())));
    of_each_size.chain(["part-tags-equal".to_owned()]).chain(OF_64.iter().map(|name| format!("{name}-64")))
}

fn operation(name: &str) -> Option<Operation> {
    if name == "part-tags-equal" {
        let (ours, theirs) = ([7; 32], [7; 32]);
        return Some(Box::new(move || {
            black_box(hazmat::tags_equal(black_box(&ours), black_box(&theirs)));
        }));
    }
    let (what, size) = name.rsplit_once('-')?;
    if size == "64" {
        return of_64_entries(what);
    }
    let size = Size::ALL.into_iter().find(|candidate| candidate.name() == size)?;
    if what.starts_with("c-") { through_c(what, size) } else { through_rust(what, size) }
}

fn through_rust(what: &str, size: Size) -> Option<Operation> {
    let mut ours = Ours::new(&size.map());
    Some(match what {
        "rust-sign" => Box::new(move || ours.sign()),
        "rust-sign-ascii" => Box::new(move || ours.sign_ascii()),
        "rust-verify" => Box::new(move || ours.verify()),
        "rust-verify-and-read" => Box::new(move || ours.verify_and_read()),
        "rust-read-cookie" => {
            // As browsers send it: ours comes after those of others.
            let others = b"_ga=GA1.2.1234567890.1700000000; theme=dark; consent=yes; session_id=";
            let header = [others, ours.token.as_slice()].concat();
            Box::new(move || ours.read_cookie(&header))
        }
        "rust-refuse-tag" => {
            let mut forged = ours.token.clone();
            let inside_tag = forged.len() - 20;
            forged[inside_tag] = if forged[inside_tag] == b'A' { b'B' } else { b'A' };
            Box::new(move || ours.refuse(&forged))
        }
        "part-base64url-decode" => {
            let mut out = vec![0; ours.token.len()];
            Box::new(move || {
                black_box(hazmat::base64url_decode(black_box(&ours.token), &mut out).unwrap());
            })
        }
        "part-base64url-encode" => {
            let mut bytes = vec![0; ours.token.len()];
            let len = hazmat::base64url_decode(&ours.token, &mut bytes)?.len();
            bytes.truncate(len);
            let mut out = vec![0; ours.token.len()];
            Box::new(move || {
                black_box(hazmat::base64url_encode(black_box(&bytes), &mut out).unwrap());
            })
        }
        _ => return None,
    })
}

fn through_c(what: &str, size: Size) -> Option<Operation> {
    let mut ours = ThroughC::new(size.map());
    Some(match what {
        "c-sign" => Box::new(move || ours.sign(1)),
        "c-verify" => Box::new(move || ours.verify(1)),
        "c-verify-and-read" => Box::new(move || ours.verify_and_read(1)),
        _ => return None,
    })
}

/// All 64 keys in turn: the count is that of 64 calls.
fn of_64_entries(what: &str) -> Option<Operation> {
    let mut many = ManyEntries::new();
    let mut through_c = ThroughC::new(numbered_map());
    Some(match what {
        "rust-get" => Box::new(move || (0..64).for_each(|_| many.get())),
        "rust-set" => Box::new(move || (0..64).for_each(|_| many.set())),
        "rust-remove-and-set" => Box::new(move || (0..64).for_each(|_| many.remove_and_set())),
        "c-get" => Box::new(move || through_c.get(64)),
        "c-set" => Box::new(move || through_c.set(64)),
        _ => return None,
    })
}
