//! Points in time and distances between them, as people read them. Always UTC: a log and its reader may be far apart.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::SignedDuration;
use jiff::civil::date;

use crate::failure::Failure;

pub fn now_unix_s() -> Result<u64, Failure> {
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => Ok(since.as_secs()),
        Err(_) => Err(Failure::cannot(
            "this machine's clock stands before 1970",
            "no token can be dated",
            "Set the clock, or give the time with --now.",
        )),
    }
}

/// `2023-11-14 22:13:20 UTC`. Counted on the calendar and not as an instant, since jiff's instants end
/// 26 hours before the year 9999 does, and a token's may not.
pub fn calendar(unix_s: u64) -> String {
    let since_1970 = i64::try_from(unix_s).map(SignedDuration::from_secs);
    let moment = since_1970.ok().and_then(|since| date(1970, 1, 1).at(0, 0, 0, 0).checked_add(since).ok());
    moment.map_or_else(
        || "after the year 9999".to_owned(),
        |moment| format!("{} UTC", moment.strftime("%F %T")),
    )
}

/// `in 23 h 59 min`, `12 s ago`, `now`: the two greatest units that say something.
pub fn distance(from_unix_s: u64, to_unix_s: u64) -> String {
    match to_unix_s.cmp(&from_unix_s) {
        std::cmp::Ordering::Equal => "now".to_owned(),
        std::cmp::Ordering::Greater => format!("in {}", length(to_unix_s - from_unix_s)),
        std::cmp::Ordering::Less => format!("{} ago", length(from_unix_s - to_unix_s)),
    }
}

/// `1 d`, `23 h 59 min`: a length of time.
pub fn length(seconds: u64) -> String {
    let parts = [
        (seconds / 86_400, "d"),
        (seconds / 3_600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let leading = parts.iter().position(|(count, _)| *count > 0).unwrap_or(parts.len() - 1);
    let shown: Vec<String> = parts
        .iter()
        .skip(leading)
        .take(2)
        .enumerate()
        .filter(|(place, (count, _))| *place == 0 || *count > 0)
        .map(|(_, (count, unit))| format!("{count} {unit}"))
        .collect();
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{calendar, distance, length};

    #[test]
    fn a_moment_is_shown_on_the_calendar_up_to_the_last_second_of_9999() {
        assert_eq!(calendar(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(calendar(1_700_000_000), "2023-11-14 22:13:20 UTC");
        assert_eq!(calendar(1_709_164_800), "2024-02-29 00:00:00 UTC");
        assert_eq!(calendar(253_402_300_799), "9999-12-31 23:59:59 UTC");
        assert_eq!(calendar(253_402_300_800), "after the year 9999");
        assert_eq!(calendar(u64::MAX), "after the year 9999");
    }

    #[test]
    fn a_distance_names_its_two_greatest_units() {
        assert_eq!(distance(100, 100), "now");
        assert_eq!(distance(100, 101), "in 1 s");
        assert_eq!(distance(101, 100), "1 s ago");
        assert_eq!(length(0), "0 s");
        assert_eq!(length(60), "1 min");
        assert_eq!(length(86_399), "23 h 59 min");
        assert_eq!(length(86_401), "1 d");
        assert_eq!(length(34_560_000), "400 d");
        assert_eq!(length(90_061), "1 d 1 h");
    }
}
