//! The token: a CBOR Web Token in a `COSE_Mac0`, in the one encoding that the format allows (docs/format.md).
//!
//! Public: every byte of a token. The text is a bearer credential all the same, so it is decoded and its tag compared
//! in constant time; the grammar behind the tag may branch.

use crate::base64url::{self, Encoder};
use crate::cbor::{self, Reader, Writer, major};
use crate::entries;
use crate::key::{Key, KeyId, protected_header};
use crate::limits::{CLAIMS_LEN, ENTRIES_LEN_MAX, ENTRIES_MAX, ENVELOPE_LEN, ID_LEN, UNIX_S_MAX};
use crate::ring::{Ring, Standing};
use crate::session::Received;
use crate::times::Times;

/// Tag 17 (`COSE_Mac0`) and an array of four.
const MAC0: &[u8] = &[0xd1, 0x84];
/// The beginning of the protected header; the key id ends it.
const PROTECTED: &[u8] = &[0x49, 0xa2, 0x01, 0x05, 0x04, 0x44];
const UNPROTECTED: &[u8] = &[0xa0];
/// A byte string of 32: the tag follows.
const TAG: &[u8] = &[0x58, 0x20];

/// The claims' keys: exp 4, iat 6, cti 7 with the head of its 16 bytes, -65537 and -65538.
const EXP: &[u8] = &[0x04];
const IAT: &[u8] = &[0x06];
const CTI: &[u8] = &[0x07, 0x50];
const BEGAN: &[u8] = &[0x3a, 0x00, 0x01, 0x00, 0x00];
const SESSION: &[u8] = &[0x3a, 0x00, 0x01, 0x00, 0x01];

/// The head of the claims' map, the keys that are always there, and the id.
const FIXED_CLAIMS_LEN: usize = 1 + EXP.len() + IAT.len() + CTI.len() + ID_LEN + SESSION.len();
/// Bytes before the payload: what the prepared key has taken in already, in another wrapping.
const BEFORE_PAYLOAD_LEN: usize = 13;
const AFTER_PAYLOAD_LEN: usize = 34;
/// Most bytes before the entries.
const BEFORE_ENTRIES_LEN: usize = ENVELOPE_LEN + CLAIMS_LEN - AFTER_PAYLOAD_LEN;

/// What a token says.
pub(crate) struct Claims<'a> {
    pub(crate) times: Times,
    pub(crate) id: &'a [u8; ID_LEN],
    pub(crate) count: usize,
    /// The session map without its head.
    pub(crate) entries: &'a [u8],
}

/// Characters of the token of these claims.
pub(crate) fn text_len(claims: &Claims<'_>) -> usize {
    let claims_len = claims_len(claims);
    base64url::encoded_len(
        claims_len
            .saturating_add(head_len(claims_len))
            .saturating_add(BEFORE_PAYLOAD_LEN + AFTER_PAYLOAD_LEN),
    )
}

/// Signs into `out`, which has [`text_len`] bytes. `None` cannot happen with such an `out`.
pub(crate) fn sign(key: &Key, claims: &Claims<'_>, out: &mut [u8]) -> Option<()> {
    let mut buffer = [0; BEFORE_ENTRIES_LEN];
    let mut writer = Writer::new(&mut buffer);
    writer.literal(MAC0)?;
    writer.literal(&protected_header(key.id()))?;
    writer.literal(UNPROTECTED)?;
    writer.head(major::BYTES, u64::try_from(claims_len(claims)).ok()?)?;
    write_claims(claims, &mut writer)?;
    let unused = writer.room();
    let before_entries = buffer.get(..buffer.len().checked_sub(unused)?)?;

    let tag = key.tag([before_entries.get(BEFORE_PAYLOAD_LEN..)?, claims.entries]);

    let mut encoder = Encoder::new(out);
    encoder.piece(before_entries)?;
    encoder.piece(claims.entries)?;
    encoder.piece(TAG)?;
    encoder.piece(&tag.0)?;
    encoder.finish()
}

/// Steps 3 to 6 of the verification, after the text was decoded. `None` is "rejected", whatever the reason.
pub(crate) fn verify(ring: &Ring, bytes: &[u8]) -> Option<Received> {
    let envelope = Envelope::read(bytes)?;
    let (key, standing) = ring.find(envelope.key_id);
    let tag = key.tag([envelope.signed, &[]]);
    if !tag.accepts(envelope.tag, standing != Standing::Unknown) {
        return None;
    }
    envelope.received(bytes.len(), standing)
}

/// The grammar alone: nothing was checked with a key.
pub(crate) fn inspect(bytes: &[u8]) -> Option<(Received, KeyId)> {
    let envelope = Envelope::read(bytes)?;
    let received = envelope.received(bytes.len(), Standing::Unknown)?;
    Some((received, envelope.key_id))
}

struct Envelope<'a> {
    key_id: KeyId,
    /// The payload with its head, as the MAC takes it.
    signed: &'a [u8],
    claims: &'a [u8],
    tag: &'a [u8; 32],
}

impl<'a> Envelope<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        reader.literal(MAC0)?;
        reader.literal(PROTECTED)?;
        let key_id = *reader.array()?;
        reader.literal(UNPROTECTED)?;
        let from_payload = reader.rest();
        let claims = reader.string(major::BYTES)?;
        let signed = reader.read_since(from_payload)?;
        reader.literal(TAG)?;
        let tag = reader.array()?;
        reader.is_empty().then_some(Self { key_id, signed, claims, tag })
    }

    fn received(&self, token_len: usize, standing: Standing) -> Option<Received> {
        let claims = read_claims(self.claims)?;
        let entries_end = token_len.checked_sub(AFTER_PAYLOAD_LEN)?;
        Some(Received {
            times: claims.times,
            id: *claims.id,
            count: claims.count,
            entries: entries_end.checked_sub(claims.entries.len())?..entries_end,
            accepted_only: standing == Standing::Accepted,
        })
    }
}

fn write_claims(claims: &Claims<'_>, writer: &mut Writer<'_>) -> Option<()> {
    let Times { issued_at, expires_at, began_at } = claims.times;
    let began_earlier = began_at < issued_at;
    writer.head(major::MAP, if began_earlier { 5 } else { 4 })?;
    writer.literal(EXP)?;
    writer.head(major::UINT, expires_at)?;
    writer.literal(IAT)?;
    writer.head(major::UINT, issued_at)?;
    writer.literal(CTI)?;
    writer.literal(claims.id)?;
    if began_earlier {
        writer.literal(BEGAN)?;
        writer.head(major::UINT, began_at)?;
    }
    writer.literal(SESSION)?;
    writer.head(major::MAP, u64::try_from(claims.count).ok()?)
}

fn read_claims(bytes: &[u8]) -> Option<Claims<'_>> {
    let mut reader = Reader::new(bytes);
    let began_earlier = match reader.argument(major::MAP)? {
        4 => false,
        5 => true,
        _ => return None,
    };
    reader.literal(EXP)?;
    let expires_at = reader.argument(major::UINT)?;
    reader.literal(IAT)?;
    let issued_at = reader.argument(major::UINT)?;
    reader.literal(CTI)?;
    let id = reader.array()?;
    let mut began_at = issued_at;
    if began_earlier {
        reader.literal(BEGAN)?;
        began_at = reader.argument(major::UINT)?;
    }
    reader.literal(SESSION)?;
    let count = usize::try_from(reader.argument(major::MAP)?).ok()?;
    let entries = reader.rest();

    let times_in_order = issued_at < expires_at && expires_at <= UNIX_S_MAX;
    let began_in_order = !began_earlier || began_at < issued_at;
    let within_bounds = count <= ENTRIES_MAX && entries.len() <= ENTRIES_LEN_MAX;
    let well_formed = times_in_order && began_in_order && within_bounds && *id != [0; ID_LEN];
    if !well_formed || !entries::are_canonical(entries, count) {
        return None;
    }
    let times = Times { issued_at, expires_at, began_at };
    Some(Claims { times, id, count, entries })
}

fn claims_len(claims: &Claims<'_>) -> usize {
    let Times { issued_at, expires_at, began_at } = claims.times;
    let began_len =
        if began_at < issued_at { cbor::head_len(began_at).saturating_add(BEGAN.len()) } else { 0 };
    FIXED_CLAIMS_LEN
        .saturating_add(cbor::head_len(expires_at))
        .saturating_add(cbor::head_len(issued_at))
        .saturating_add(began_len)
        .saturating_add(head_len(claims.count))
        .saturating_add(claims.entries.len())
}

fn head_len(argument: usize) -> usize {
    u64::try_from(argument).map_or(9, cbor::head_len)
}
