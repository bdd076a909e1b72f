//! The goals and whether they are met.

use crate::contest::Figure;
use serde::Serialize;
use subjects::Size;

pub(crate) const ZERO_COPY: &str = "ours, entries where they lie";
pub(crate) const ALLOCATING: &str = "ours, from and to a HashMap";
/// A peer whose text cannot be a cookie as it is.
pub(crate) const NO_COOKIE: &str = "cookie SignedJar + serde_json, not percent-encoded";
/// C may cost this many times Rust.
const C_OVER_RUST_MAX: f64 = 1.03;
const RUST_PEER_MIN: f64 = 5.0;
const LIBJWT_MIN: f64 = 20.0;
const MAP_USE_NS_MAX: f64 = 200.0;

/// A figure beside its goal.
#[derive(Serialize)]
pub(crate) struct Goal {
    pub(crate) what: String,
    pub(crate) bound: String,
    pub(crate) figure: String,
    pub(crate) met: bool,
}

#[derive(Default)]
pub(crate) struct Goals(pub(crate) Vec<Goal>);

impl Goals {
    fn at_most(&mut self, what: &str, figure: f64, most: f64, unit: &str) {
        let met = figure <= most;
        self.push(what, format!("at most {most} {unit}"), format!("{figure:.3} {unit}"), met);
    }

    fn at_least(&mut self, what: &str, figure: f64, least: f64) {
        self.push(what, format!("at least {least} times"), format!("{figure:.1} times"), figure >= least);
    }

    fn push(&mut self, what: &str, bound: String, figure: String, met: bool) {
        self.0.push(Goal { what: what.to_owned(), bound, figure, met });
    }
}

pub(crate) fn of_ours(goals: &mut Goals, size: Size, sign: bool, figures: &[Figure]) {
    let most = match (size, sign) {
        (Size::S, true) => Some(1.0),
        (Size::S, false) => Some(1.15),
        (Size::M, _) => None,
        (Size::L, true) => Some(1.6),
        (Size::L, false) => Some(1.7),
    };
    let pairs: &[(&str, &str)] = if sign {
        &[("Rust: sign", "C: sign"), ("Rust: sign_ascii", "C: sign")]
    } else {
        &[("Rust: verify", "C: verify")]
    };
    let name = size.name();
    for (rust, c) in pairs {
        let (Some(rust), Some(c)) = (find(figures, rust), find(figures, c)) else { continue };
        if let Some(most) = most {
            goals.at_most(&format!("{} at {name}", rust.name), rust.ratio, most, "R");
        }
        let what = format!("{} at {name} over {}", c.name, rust.name);
        goals.at_most(&what, c.over(rust), C_OVER_RUST_MAX, "times");
    }
}

/// The fastest of the peers in Rust, and libjwt, against each reading of ours. What is not percent-encoded is no valid
/// cookie, so it is judged apart.
pub(crate) fn of_peers(goals: &mut Goals, size: Size, sign: bool, figures: &[Figure]) {
    if sign {
        return;
    }
    let is_rust_peer = |figure: &&Figure| {
        !figure.name.starts_with("ours") && !["R", "libjwt", NO_COOKIE].contains(&&*figure.name)
    };
    let fastest = figures.iter().filter(is_rust_peer).min_by(|a, b| a.ratio.total_cmp(&b.ratio));
    // At the larger sizes the tables tell the rest.
    let readings: &[_] = if size == Size::S { &[ZERO_COPY, ALLOCATING] } else { &[ZERO_COPY] };
    for ours in readings {
        let Some(ours) = find(figures, ours) else { continue };
        let peers = [
            ("fastest in Rust", fastest, RUST_PEER_MIN),
            ("fastest in Rust, if any text would do", find(figures, NO_COOKIE), RUST_PEER_MIN),
            ("libjwt", find(figures, "libjwt"), LIBJWT_MIN),
        ];
        for (which, peer, least) in peers {
            if let Some(peer) = peer {
                let what = format!("verify at {}, {which}, over {}", size.name(), ours.name);
                goals.at_least(&what, peer.over(ours), least);
            }
        }
    }
}

pub(crate) fn of_map_use(goals: &mut Goals, figures: &[Figure]) {
    for name in ["Rust: get", "Rust: set", "C: get", "C: set"] {
        if let Some(figure) = find(figures, name) {
            goals.at_most(&format!("{name}, 64 entries"), figure.ns, MAP_USE_NS_MAX, "ns");
        }
    }
    if let Some(both) = find(figures, "Rust: remove, and set again") {
        goals.at_most("Rust: remove and set again, 64 entries", both.ns, 2.0 * MAP_USE_NS_MAX, "ns");
    }
}

fn find<'a>(figures: &'a [Figure], name: &str) -> Option<&'a Figure> {
    figures.iter().find(|figure| figure.name == name)
}
