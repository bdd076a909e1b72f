//! Base64url: the vectors of RFC 4648, and every answer compared with the crates `base64` and `base64ct`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64ct::{Base64UrlUnpadded, Encoding};
use cello_session_core::hazmat::{base64url_decode, base64url_encode, base64url_encode_pieces};

fn core_encode(bytes: &[u8]) -> Option<String> {
    let mut out = vec![0; (bytes.len() * 4).div_ceil(3)];
    base64url_encode(bytes, &mut out).map(str::to_owned)
}

fn core_decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0; text.len() * 3 / 4];
    base64url_decode(text, &mut out).map(<[u8]>::to_vec)
}

fn check(text: &[u8]) {
    let decoded = core_decode(text);
    assert_eq!(decoded, URL_SAFE_NO_PAD.decode(text).ok(), "{}", text.escape_ascii());
    let mut out = vec![0; text.len()];
    let constant_time = Base64UrlUnpadded::decode(text, &mut out).ok();
    assert_eq!(decoded.as_deref(), constant_time, "{}", text.escape_ascii());
}

/// Bytes with every value somewhere and no short period.
fn bytes(len: usize) -> Vec<u8> {
    (0..len).map(|i| u8::try_from((i * 167 + i / 256 + 13) % 256).unwrap()).collect()
}

#[test]
fn the_vectors_of_rfc_4648_come_out_without_padding() {
    let vectors = [
        ("", ""),
        ("f", "Zg"),
        ("fo", "Zm8"),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ];
    for (plain, text) in vectors {
        assert_eq!(core_encode(plain.as_bytes()).as_deref(), Some(text));
        assert_eq!(core_decode(text.as_bytes()).as_deref(), Some(plain.as_bytes()));
    }
    // The two characters in which base64url differs from base64.
    assert_eq!(core_encode(&[0xfb, 0xef, 0xff]).as_deref(), Some("--__"));
}

#[test]
fn every_length_up_to_300_goes_both_ways() {
    for len in 0..=300 {
        let plain = bytes(len);
        let text = URL_SAFE_NO_PAD.encode(&plain);
        assert_eq!(core_encode(&plain).as_ref(), Some(&text), "{len} bytes");
        assert_eq!(text, Base64UrlUnpadded::encode_string(&plain), "{len} bytes");
        assert_eq!(core_decode(text.as_bytes()), Some(plain), "{len} bytes");
    }
}

#[test]
fn every_byte_value_at_every_position_of_short_texts_is_judged_alike() {
    for len in 0..=12 {
        let text: Vec<u8> = b"AZaz09-_Qw1x"[..len].to_vec();
        for position in 0..len {
            for value in 0..=255 {
                let mut other = text.clone();
                other[position] = value;
                check(&other);
            }
        }
    }
}

/// Every length below a block of 64 characters, in which the core works, and lengths around more of them.
fn around_blocks() -> impl Iterator<Item = usize> {
    [1..=68, 95..=98, 127..=132, 191..=194, 255..=258].into_iter().flatten()
}

#[test]
fn every_byte_value_at_every_position_around_the_blocks_is_decoded_alike() {
    for len in around_blocks() {
        // Cut to its length, a text may end in bits that are not zero, and then every change is judged as such.
        let genuine = URL_SAFE_NO_PAD.encode(bytes(len))[..len].to_owned().into_bytes();
        for position in 0..len {
            let mut other = genuine.clone();
            for value in 0..=255 {
                other[position] = value;
                check(&other);
            }
            // A last character without spare bits, so that these texts are judged by the rest.
            other[position] = genuine[position];
            other[len - 1] = b'A';
            for value in 0..=255 {
                other[position] = value;
                check(&other);
            }
        }
    }
}

#[test]
fn every_byte_value_at_every_position_around_the_blocks_is_encoded_alike() {
    for len in around_blocks().map(|len| len * 3 / 4) {
        let mut plain = bytes(len);
        for position in 0..len {
            let genuine = plain[position];
            for value in 0..=255 {
                plain[position] = value;
                assert_eq!(
                    core_encode(&plain),
                    Some(URL_SAFE_NO_PAD.encode(&plain)),
                    "{len} bytes, {value} at {position}"
                );
            }
            plain[position] = genuine;
        }
    }
}

#[test]
fn a_text_does_not_depend_on_how_its_bytes_are_cut() {
    for len in [0, 1, 2, 3, 5, 47, 48, 49, 50, 96, 97, 121] {
        let plain = bytes(len);
        let text = URL_SAFE_NO_PAD.encode(&plain);
        for first in 0..=len {
            for second in first..=len {
                let pieces = [&plain[..first], &plain[first..second], &plain[second..]];
                let mut out = vec![0; text.len()];
                assert_eq!(
                    base64url_encode_pieces(&pieces, &mut out),
                    Some(&text[..]),
                    "{len} cut at {first} and {second}"
                );
            }
        }
        let singles: Vec<&[u8]> = plain.chunks(1).collect();
        assert_eq!(
            base64url_encode_pieces(&singles, &mut vec![0; text.len()]),
            Some(&text[..]),
            "{len} byte by byte"
        );
    }
}

#[test]
fn every_pair_of_bytes_and_every_tail_of_two_is_judged_alike() {
    for first in 0..=255 {
        for second in 0..=255 {
            check(&[first, second]);
            check(&[b'Q', first, second]);
            check(&[b'Q', b'Q', first, second]);
        }
    }
}

#[test]
fn bits_behind_the_end_are_refused() {
    for (canonical, others) in [("AA", ["AB", "AH", "AP"]), ("AAA", ["AAB", "AAC", "AAD"])] {
        assert!(core_decode(canonical.as_bytes()).is_some());
        for other in others {
            assert_eq!(core_decode(other.as_bytes()), None, "{other}");
        }
    }
}

#[test]
fn padding_white_space_the_other_alphabet_and_impossible_lengths_are_refused() {
    for text in [
        "AA==",
        "AAA=",
        "AA=",
        "=",
        "A",
        "AAAAA",
        "AA+A",
        "AA/A",
        "AA A",
        " AAA",
        "AAA\n",
        "AAAA\r\n",
        "AA\0A",
        "AAA\u{e9}",
    ] {
        assert_eq!(core_decode(text.as_bytes()), None, "{text:?}");
    }
}

#[test]
fn an_output_one_byte_short_is_no_output() {
    for len in 1..=40 {
        let plain = bytes(len);
        let text = URL_SAFE_NO_PAD.encode(&plain);
        assert!(base64url_encode(&plain, &mut vec![0; text.len() - 1]).is_none(), "{len} bytes");
        assert!(base64url_decode(text.as_bytes(), &mut vec![0; len - 1]).is_none(), "{len} bytes");
    }
}
