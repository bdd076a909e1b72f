//! How time grows: with the size of the map, with the keys of the ring, and for what is no token of ours.

use crate::contest::{Contestant, Pace, hold};
use crate::reference::Reference;
use crate::results::Section;
use cello_session_core::{Session, Signer};
use std::hint::black_box;
use std::mem::MaybeUninit;
use subjects::{Map, NOW, Ours, SECRET, Size, signer_with};

/// Bytes of one value: up to what a session holds.
const VALUE_LENS: [usize; 8] = [0, 64, 128, 256, 512, 1024, 2048, 2800];
const KEYS_MAX: usize = 8;

pub(crate) fn measure(way: usize, pace: Pace) -> Result<Vec<Section>, String> {
    let reference = Reference::new(&Ours::new(&Size::S.map()), way);
    let with = |rest: Vec<Contestant<'static>>| {
        let mut contestants = vec![reference.contestant()];
        contestants.extend(rest);
        hold(&mut contestants, pace)
    };
    Ok(vec![
        Section::new("verify, by bytes of one value (R at S)", "0..2800", &with(by_size())?),
        Section::new("verify, by keys in the ring (R at S)", "S", &with(by_keys())?),
        Section::new("verify of what must be refused (R at S)", "S", &with(refused(Size::S))?),
        Section::new("verify of what must be refused (R at S)", "L", &with(refused(Size::L))?),
    ])
}

fn by_size() -> Vec<Contestant<'static>> {
    VALUE_LENS
        .into_iter()
        .map(|len| {
            let map: Map = vec![("key".to_owned(), "v".repeat(len))];
            let mut ours = Ours::new(&map);
            Contestant::new(&format!("{len} bytes"), move || ours.verify())
        })
        .collect()
}

/// The token is signed with the key that the ring looks at last.
fn by_keys() -> Vec<Contestant<'static>> {
    let token = Ours::new(&Size::S.map()).token;
    (1..=KEYS_MAX)
        .map(|keys| {
            let other = |i: usize| format!("another secret of 32 bytes or more, {i}").into_bytes();
            let mut secrets: Vec<_> = (1..keys).map(other).collect();
            secrets.push(SECRET.to_vec());
            let signer = signer_with(&secrets[0], &secrets[1..]);
            let mut verify = Verify { signer, memory: Box::new(MaybeUninit::uninit()) };
            let token = token.clone();
            Contestant::new(&format!("{keys} keys"), move || assert!(verify.accepts(&token)))
        })
        .collect()
}

struct Verify {
    signer: Signer,
    memory: Box<MaybeUninit<Session>>,
}

impl Verify {
    fn accepts(&mut self, token: &[u8]) -> bool {
        black_box(self.signer.verify(black_box(token), NOW, &mut self.memory)).is_ok()
    }
}

fn refused(size: Size) -> Vec<Contestant<'static>> {
    let map = size.map();
    let token = Ours::new(&map).token;
    let mut good = Ours::new(&map);
    let mut contestants = vec![Contestant::new("a good one", move || good.verify())];
    let with = |at: usize, character: u8| {
        let mut forged = token.clone();
        forged[at] = if forged[at] == character { b'B' } else { character };
        forged
    };
    let forged = [
        ("wrong tag, at its end", with(token.len() - 4, b'A')),
        ("wrong tag, at its beginning", with(token.len() - 40, b'A')),
        ("wrong payload", with(30, b'A')),
        // The key id is bytes 8 to 11: characters 10 to 15.
        ("unknown key id", with(13, b'A')),
        ("cut off by one character of four", token[..token.len() - 4].to_vec()),
        ("a character outside the alphabet", with(token.len() / 2, b'!')),
        ("a length that no text has", [token.clone(), vec![b'A'; (5 - token.len() % 4) % 4]].concat()),
        ("4001 characters", vec![b'A'; 4001]),
        ("65536 characters", vec![b'A'; 65536]),
        ("4000 characters of no token", vec![b'A'; 4000]),
        ("nothing", Vec::new()),
    ];
    for (name, text) in forged {
        let mut ours = Ours::new(&map);
        contestants.push(Contestant::new(name, move || ours.refuse(&text)));
    }
    contestants
}
