//! Reading a Cookie header: which cookie is ours, which of several wins, and what is told where none is good.

use cello_session_core::Error;
use cello_session_tests::bridge::{self, NOW, Setup};
use cello_session_tests::forge;
use cello_session_tests::oracle::{self, Claims, Map};

/// A good token whose id tells which one it is.
fn token(number: u8, issued_at: u64) -> String {
    let claims =
        Claims { issued_at, expires_at: issued_at + 86_400, id: [number; 16], ..forge::plain(Map::new()) };
    forge::claims(&Setup::default().key(), &claims)
}

/// Which token a header leads to.
fn winner(header: &str) -> Result<u8, Error> {
    winner_of(header.as_bytes())
}

fn winner_of(header: &[u8]) -> Result<u8, Error> {
    bridge::read_cookie(&Setup::default().signer(), header, NOW).map(|session| session.id()[0])
}

#[test]
fn our_cookie_is_found_among_others_at_every_place() {
    let good = token(1, NOW);
    for header in [
        format!("session_id={good}"),
        format!("a=b; session_id={good}"),
        format!("session_id={good}; a=b"),
        format!("_ga=GA1.2.1; theme=dark; session_id={good}; cart=\"x y\"; last"),
        format!("a=b;session_id={good};c=d"),
        format!("   session_id={good}   "),
        format!("\tsession_id={good}\t;\t"),
        format!(" \t \tsession_id={good}\t \t"),
        format!(";;; ;session_id={good};;"),
        format!("=x; session_id={good}; ="),
        format!("session_idx=1; session_i=2; session_id={good}"),
        format!("$Version=1; session_id={good}; $Path=/"),
        format!("a=session_id=x; session_id={good}"),
        format!("session_id; session_id={good}"),
    ] {
        assert_eq!(winner(&header), Ok(1), "{header}");
    }
}

#[test]
fn a_header_without_a_cookie_of_our_name_is_missing() {
    let good = token(1, NOW);
    for header in [
        String::new(),
        " ".to_owned(),
        ";".to_owned(),
        "; ;\t;".to_owned(),
        "a=b; c=d".to_owned(),
        "session_id".to_owned(),
        " session_id ; a=b".to_owned(),
        format!("Session_id={good}"),
        format!("SESSION_ID={good}"),
        format!("session_i={good}"),
        format!("session_id2={good}"),
        format!("xsession_id={good}"),
        format!("__Host-session_id={good}"),
        format!("session_id ={good}"),
        format!("session_id\t={good}"),
        format!("\"session_id\"={good}"),
        format!("session%5fid={good}"),
        format!("session_id:{good}"),
        format!("a=b session_id={good}"),
        format!("a=b, session_id={good}"),
        format!("a=b\r\nsession_id={good}"),
        format!("a=b\u{0}session_id={good}"),
        format!("\u{a0}session_id={good}"),
        format!("\u{feff}session_id={good}"),
        format!("\u{b}session_id={good}"),
        format!("={good}"),
        good,
    ] {
        assert_eq!(winner(&header), Err(Error::Missing), "{header:?}");
    }
}

#[test]
fn a_value_is_taken_as_it_is_and_neither_unquoted_nor_decoded_nor_stripped_behind_the_equals_sign() {
    let good = token(1, NOW);
    for header in [
        "session_id=".to_owned(),
        "session_id= ".to_owned(),
        "session_id=; a=b".to_owned(),
        "session_id==".to_owned(),
        format!("session_id=\"{good}\""),
        format!("session_id={good}\""),
        format!("session_id='{good}'"),
        format!("session_id= {good}"),
        format!("session_id=\t{good}"),
        format!("session_id={good} x"),
        format!("session_id={good}="),
        format!("session_id={good}=="),
        format!("session_id=={good}"),
        format!("session_id={good}, session_id={good}"),
        format!("session_id={}", good.replace('_', "%5F") + "%"),
        format!("session_id={good}\r"),
        format!("session_id={good}\n"),
        format!("session_id={good}\0"),
        format!("session_id=s:{good}"),
    ] {
        assert_eq!(winner(&header), Err(Error::Rejected), "{header:?}");
    }
}

#[test]
fn bytes_that_are_no_text_around_our_cookie_do_no_harm_and_in_it_are_rejected() {
    let good = token(1, NOW);
    let header = |value: &[u8]| [b"\xff\xfe=\x80; session_id=", value, b"; \xc3"].concat();
    assert_eq!(winner_of(&header(good.as_bytes())), Ok(1));
    assert_eq!(winner_of(&header(&[good.as_bytes(), b"\xff"].concat())), Err(Error::Rejected));
    assert_eq!(winner_of(&header(b"\x00\xff")), Err(Error::Rejected));
}

#[test]
fn of_several_the_one_signed_last_wins_and_at_a_tie_the_first() {
    for (issued, expected) in [
        (&[(1, NOW), (2, NOW - 1)][..], 1),
        (&[(1, NOW - 1), (2, NOW)], 2),
        (&[(1, NOW), (2, NOW)], 1),
        (&[(1, NOW - 3), (2, NOW), (3, NOW)], 2),
        (&[(1, NOW - 3), (2, NOW - 2), (3, NOW - 1)], 3),
        (&[(1, NOW - 1), (2, NOW - 2), (3, NOW - 3)], 1),
        (&[(1, NOW - 2), (2, NOW + 30), (3, NOW)], 2),
        (&[(1, NOW + 61), (2, NOW)], 2),
        (&[(1, NOW - 86_400), (2, NOW - 86_399)], 2),
    ] {
        let cookies: Vec<_> =
            issued.iter().map(|(number, at)| format!("session_id={}", token(*number, *at))).collect();
        assert_eq!(winner(&cookies.join("; ")), Ok(expected), "{issued:?}");
    }
}

#[test]
fn a_bad_cookie_before_between_or_behind_does_not_disturb_a_good_one() {
    let (good, newer) = (token(1, NOW - 9), token(2, NOW - 5));
    let forged = format!("{}AA", &newer[..newer.len() - 2]);
    let bad = [
        String::new(),
        "x".to_owned(),
        forged,
        format!("\"{newer}\""),
        token(3, NOW + 61),
        token(4, NOW - 86_400),
        "A".repeat(5000),
    ];
    for bad in &bad {
        assert_eq!(winner(&format!("session_id={bad}; session_id={good}")), Ok(1), "{bad}");
        assert_eq!(winner(&format!("session_id={good}; session_id={bad}")), Ok(1), "{bad}");
        assert_eq!(
            winner(&format!("session_id={good}; session_id={bad}; session_id={newer}")),
            Ok(2),
            "{bad}"
        );
        assert_eq!(
            winner(&format!("session_id={newer}; session_id={bad}; session_id={good}")),
            Ok(2),
            "{bad}"
        );
    }
}

#[test]
fn the_winner_comes_back_whole_although_others_were_read_after_it() {
    let setup = Setup::default();
    let large = |text: &str| Map::from([("v".to_owned(), oracle::Value::Text(text.repeat(300)))]);
    let winner = Claims { id: [1; 16], began: Some(NOW - 50), ..forge::plain(large("winner")) };
    let older = Claims { id: [2; 16], issued_at: NOW - 1, ..forge::plain(large("older one")) };
    let cookies =
        [&winner, &older].map(|claims| format!("session_id={}", forge::claims(&setup.key(), claims)));
    for after in [&cookies[1][..], "session_id=nonsense", "session_id=", "session_id=0YRJogEFBETS"] {
        let header = format!("{}; {after}", cookies[0]);
        let read = bridge::read_cookie(&setup.signer(), header.as_bytes(), NOW).unwrap();
        assert_eq!(bridge::map_of(&read), winner.session);
        assert_eq!((read.id(), read.began_at(), read.is_changed()), (&winner.id, NOW - 50, false));
    }
}

#[test]
fn where_none_is_good_the_most_telling_answer_is_given() {
    let expired = token(1, NOW - 86_400);
    let future = token(2, NOW + 61);
    let rejected = "nonsense".to_owned();
    let all = [(&expired, Error::Expired), (&future, Error::NotYetValid), (&rejected, Error::Rejected)];
    for (rank, (one, answer)) in all.iter().enumerate() {
        assert_eq!(winner(&format!("session_id={one}")), Err(*answer));
        for (other, _) in &all[rank..] {
            assert_eq!(winner(&format!("session_id={one}; session_id={other}")), Err(*answer));
            assert_eq!(winner(&format!("session_id={other}; a=b; session_id={one}")), Err(*answer));
        }
    }
    let header = format!("session_id={rejected}; session_id={future}; session_id={expired}");
    assert_eq!(winner(&header), Err(Error::Expired));
}

#[test]
fn memory_that_held_one_session_serves_the_next_whose_cookie_is_refused() {
    let signer = Setup::default().signer();
    let mut memory = std::mem::MaybeUninit::uninit();
    let good = format!("session_id={}", token(1, NOW));
    assert!(signer.read_cookie(good.as_bytes(), NOW, &mut memory).is_ok());
    let refused = signer.read_cookie(b"session_id=x", NOW, &mut memory).map(|session| session.len());
    assert_eq!(refused, Err(Error::Rejected));
    assert_eq!(signer.verify(b"x", NOW, &mut memory).map(|session| session.len()), Err(Error::Rejected));
    let absent = signer.read_cookie(b"", NOW, &mut memory).map(|session| session.len());
    assert_eq!(absent, Err(Error::Missing));
}
