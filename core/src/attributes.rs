//! The text of a Set-Cookie value around the token (RFC 6265 section 4.1.1), made once when the signer is.
//!
//! Setting and deleting write the same list: a browser deletes a cookie only under the same name, domain and path.

use crate::bounded::Bounded;
use crate::cbor::Writer;
use crate::config::{Config, SameSite};
use crate::limits::{COOKIE_NAME_LEN_MAX, DOMAIN_LEN_MAX, PATH_LEN_MAX};

const PATH: &str = "; Path=";
const DOMAIN: &str = "; Domain=";
const MAX_AGE: &str = "; Max-Age=";
const HTTP_ONLY: &str = "; HttpOnly";
const SECURE: &str = "; Secure";
const PARTITIONED: &str = "; Partitioned";

const SCOPE_LEN_MAX: usize = PATH.len() + PATH_LEN_MAX + DOMAIN.len() + DOMAIN_LEN_MAX;
const FLAGS_LEN_MAX: usize = HTTP_ONLY.len() + SECURE.len() + "; SameSite=Strict".len() + PARTITIONED.len();

/// Name and attributes of a signer's cookie.
pub(crate) struct Attributes {
    name: Bounded<COOKIE_NAME_LEN_MAX>,
    scope: Bounded<SCOPE_LEN_MAX>,
    flags: Bounded<FLAGS_LEN_MAX>,
    persistent: bool,
}

impl Attributes {
    /// `None` cannot happen with a configuration that was checked.
    pub(crate) fn new(config: &Config<'_>) -> Option<Self> {
        let mut name = Bounded::new();
        name.extend(config.cookie_name.as_bytes())?;
        let mut scope = Bounded::new();
        scope.extend(PATH.as_bytes())?;
        scope.extend(config.path.as_bytes())?;
        if let Some(domain) = config.domain {
            scope.extend(DOMAIN.as_bytes())?;
            scope.extend(domain.as_bytes())?;
        }
        let same_site = match config.same_site {
            SameSite::Lax => "; SameSite=Lax",
            SameSite::Strict => "; SameSite=Strict",
            SameSite::None => "; SameSite=None",
        };
        let mut flags = Bounded::new();
        for (set, flag) in [
            (config.http_only, HTTP_ONLY),
            (config.secure, SECURE),
            (true, same_site),
            (config.partitioned, PARTITIONED),
        ] {
            if set {
                flags.extend(flag.as_bytes())?;
            }
        }
        Some(Self { name, scope, flags, persistent: config.persistent })
    }

    pub(crate) fn name(&self) -> &[u8] {
        self.name.as_slice()
    }

    /// Bytes of the line for a value of this length that lives this long.
    pub(crate) fn line_len(&self, value_len: usize, max_age_s: u64) -> usize {
        self.line_len_with(value_len, self.persistent.then_some(max_age_s))
    }

    /// Bytes of the line that deletes the cookie.
    pub(crate) fn deletion_len(&self) -> usize {
        self.line_len_with(0, Some(0))
    }

    /// Writes the line into `out`, which has [`Attributes::line_len`] bytes; `value` fills its place in it.
    pub(crate) fn write_line(
        &self,
        out: &mut [u8],
        value_len: usize,
        max_age_s: u64,
        value: impl FnOnce(&mut [u8]) -> Option<()>,
    ) -> Option<()> {
        let max_age_s = self.persistent.then_some(max_age_s);
        self.write_line_with(out, value_len, max_age_s, value)
    }

    /// Writes the line that deletes the cookie into `out`, which has [`Attributes::deletion_len`] bytes.
    pub(crate) fn write_deletion(&self, out: &mut [u8]) -> Option<()> {
        self.write_line_with(out, 0, Some(0), |_| Some(()))
    }

    fn line_len_with(&self, value_len: usize, max_age_s: Option<u64>) -> usize {
        let max_age_len = max_age_s
            .map_or(0, |seconds| MAX_AGE.len().saturating_add(Decimal::new(seconds).as_slice().len()));
        self.name
            .len()
            .saturating_add("=".len())
            .saturating_add(value_len)
            .saturating_add(self.scope.len())
            .saturating_add(max_age_len)
            .saturating_add(self.flags.len())
    }

    fn write_line_with(
        &self,
        out: &mut [u8],
        value_len: usize,
        max_age_s: Option<u64>,
        value: impl FnOnce(&mut [u8]) -> Option<()>,
    ) -> Option<()> {
        let mut writer = Writer::new(out);
        writer.literal(self.name())?;
        writer.literal(b"=")?;
        value(writer.slot(value_len)?)?;
        writer.literal(self.scope.as_slice())?;
        if let Some(seconds) = max_age_s {
            writer.literal(MAX_AGE.as_bytes())?;
            writer.literal(Decimal::new(seconds).as_slice())?;
        }
        writer.literal(self.flags.as_slice())
    }
}

/// A number in decimal digits.
struct Decimal {
    /// The digits, at the end.
    text: [u8; 20],
    len: usize,
}

impl Decimal {
    fn new(mut number: u64) -> Self {
        let mut decimal = Self { text: [b'0'; 20], len: 0 };
        for slot in decimal.text.iter_mut().rev() {
            let [.., digit] = (number % 10).to_be_bytes();
            *slot = b'0' | digit;
            decimal.len = decimal.len.saturating_add(1);
            number /= 10;
            if number == 0 {
                break;
            }
        }
        decimal
    }

    fn as_slice(&self) -> &[u8] {
        let from = self.text.len().saturating_sub(self.len);
        self.text.get(from..).unwrap_or_default()
    }
}
