//! Published answers through the core's own key code: RFC 4231, RFC 5869 and Wycheproof's HMAC-SHA256.

use cello_session_core::hazmat::{hkdf_sha256, hmac_sha256, tags_equal};
use cello_session_tests::oracle::keys;
use wycheproof::mac::{TestName, TestSet};

/// One case of RFC 4231: number, key, data, and the tag, which is cut short in case 5.
type HmacCase = (u8, Vec<u8>, Vec<u8>, &'static str);

fn rfc_4231() -> Vec<HmacCase> {
    vec![
        (1, vec![0x0b; 20], b"Hi There".to_vec(), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (
            2,
            b"Jefe".to_vec(),
            b"what do ya want for nothing?".to_vec(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (3, vec![0xaa; 20], vec![0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        (4, (1..=25).collect(), vec![0xcd; 50], "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        (5, vec![0x0c; 20], b"Test With Truncation".to_vec(), "a3b6167473100ee06e0c796c2955552b"),
        (
            6,
            vec![0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First".to_vec(),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            7,
            vec![0xaa; 131],
            b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to \
              be hashed before being used by the HMAC algorithm."
                .to_vec(),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        ),
    ]
}

#[test]
fn hmac_answers_rfc_4231() {
    for (number, key, data, tag) in rfc_4231() {
        let core = hex::encode(hmac_sha256(&key, &[&data]));
        assert_eq!(&core[..tag.len()], tag, "core, case {number}");
        let oracle = hex::encode(keys::hmac(&key, &data));
        assert_eq!(&oracle[..tag.len()], tag, "oracle, case {number}");
    }
}

#[test]
fn hmac_does_not_depend_on_how_the_message_is_cut() {
    for (number, key, data, _) in rfc_4231() {
        let whole = hmac_sha256(&key, &[&data]);
        for cut in 0..=data.len() {
            let (front, back) = data.split_at(cut);
            assert_eq!(hmac_sha256(&key, &[front, &[], back]), whole, "case {number} cut at {cut}");
        }
        let bytes: Vec<&[u8]> = data.chunks(1).collect();
        assert_eq!(hmac_sha256(&key, &bytes), whole, "case {number} byte by byte");
    }
}

#[test]
fn hkdf_answers_rfc_5869() {
    type Case = (Vec<u8>, Vec<u8>, Vec<u8>, &'static str);
    let cases: [Case; 3] = [
        (
            vec![0x0b; 22],
            (0x00..=0x0c).collect(),
            (0xf0..=0xf9).collect(),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            (0x00..=0x4f).collect(),
            (0x60..=0xaf).collect(),
            (0xb0..=0xff).collect(),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09\
             da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        ),
        (
            vec![0x0b; 22],
            Vec::new(),
            Vec::new(),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ];
    for (number, (ikm, salt, info, okm)) in cases.into_iter().enumerate() {
        let mut out = vec![0; okm.len() / 2];
        assert!(hkdf_sha256(&salt, &ikm, &info, &mut out));
        assert_eq!(hex::encode(&out), okm, "core, case {}", number + 1);
        let oracle = keys::hkdf(&salt, &ikm, &info, okm.len() / 2);
        assert_eq!(hex::encode(oracle), okm, "oracle, case {}", number + 1);
    }
}

#[test]
fn hkdf_refuses_more_than_255_blocks() {
    assert!(hkdf_sha256(b"salt", b"ikm", b"info", &mut [0; 255 * 32]));
    assert!(!hkdf_sha256(b"salt", b"ikm", b"info", &mut [0; 255 * 32 + 1]));
}

#[test]
fn hmac_answers_all_174_wycheproof_cases() {
    let set = TestSet::load(TestName::HmacSha256).unwrap();
    let mut count = 0;
    for group in &set.test_groups {
        let len = group.tag_size / 8;
        for test in &group.tests {
            count += 1;
            let core = hmac_sha256(&test.key, &[&test.msg]);
            assert_eq!(core, keys::hmac(&test.key, &test.msg), "case {}: core and oracle", test.tc_id);
            let equal = core[..len] == test.tag[..];
            assert_eq!(equal, !test.result.must_fail(), "case {}: {}", test.tc_id, test.comment);
            // Full tags also go through the comparison that verification uses.
            if let Ok(tag) = <&[u8; 32]>::try_from(&test.tag[..]) {
                assert_eq!(tags_equal(&core, tag), equal, "case {}: tags_equal", test.tc_id);
            }
        }
    }
    assert_eq!(count, 174);
}

#[test]
fn tags_are_equal_only_when_every_bit_is() {
    let tag: [u8; 32] = hmac_sha256(&[7; 32], &[b"message"]);
    assert!(tags_equal(&tag, &tag));
    for byte in 0..32 {
        for bit in 0..8 {
            let mut other = tag;
            other[byte] ^= 1 << bit;
            assert!(!tags_equal(&tag, &other) && !tags_equal(&other, &tag), "byte {byte}, bit {bit}");
        }
    }
    // Differences in two words that would cancel under a sum or an exclusive or of the words.
    for (i, j) in [(0, 8), (7, 15), (0, 24), (8, 16), (23, 31)] {
        let mut other = tag;
        other[i] ^= 0x80;
        other[j] ^= 0x80;
        assert!(!tags_equal(&tag, &other), "bytes {i} and {j}");
    }
    assert!(!tags_equal(&[0; 32], &[0xff; 32]));
}
