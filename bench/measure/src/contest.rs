//! Interleaved rounds: each round times every contestant once, in an order that rotates, so that what else the machine
//! does meets all of them alike. What is kept is the median over the rounds of each one's ratio to the first.

use std::time::{Duration, Instant};

/// Does its operation so many times and says how long that took in all, in nanoseconds.
pub(crate) type Run<'a> = Box<dyn FnMut(u64) -> Result<f64, String> + 'a>;

pub(crate) struct Contestant<'a> {
    pub(crate) name: String,
    run: Run<'a>,
}

impl<'a> Contestant<'a> {
    /// An operation of this process.
    pub(crate) fn new(name: &str, mut operation: impl FnMut() + 'a) -> Self {
        Self::in_loop(name, move |times| (0..times).for_each(|_| operation()))
    }

    /// One that brings its own loop, as those in C do.
    pub(crate) fn in_loop(name: &str, mut operation: impl FnMut(u64) + 'a) -> Self {
        let run = move |times| {
            let start = Instant::now();
            operation(times);
            Ok(start.elapsed().as_nanos() as f64)
        };
        Self { name: name.to_owned(), run: Box::new(run) }
    }

    /// One in a process of its own, which times itself.
    pub(crate) fn elsewhere(name: &str, run: Run<'a>) -> Self {
        Self { name: name.to_owned(), run }
    }
}

/// How long a contest takes.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) rounds: usize,
    /// How long one contestant runs in one round.
    pub(crate) slice: Duration,
    /// How long each runs before the first round: what compiles while it runs needs some.
    pub(crate) warm_up: Duration,
}

impl Pace {
    pub(crate) const fn new(rounds: usize, slice_us: u64, warm_up_ms: u64) -> Self {
        let slice = Duration::from_micros(slice_us);
        Self { rounds, slice, warm_up: Duration::from_millis(warm_up_ms) }
    }
}

/// What came of one contestant.
#[derive(Clone)]
pub(crate) struct Figure {
    pub(crate) name: String,
    /// Median time of one operation.
    pub(crate) ns: f64,
    /// Median of the ratios to the first contestant in the same round.
    pub(crate) ratio: f64,
    /// One ratio to the first contestant for each round.
    ratios: Vec<f64>,
}

impl Figure {
    /// Median over the rounds of this one's time as a multiple of another's.
    pub(crate) fn over(&self, other: &Self) -> f64 {
        median(self.ratios.iter().zip(&other.ratios).map(|(a, b)| a / b).collect())
    }
}

/// The first contestant is what the others are measured by.
pub(crate) fn hold(contestants: &mut [Contestant<'_>], pace: Pace) -> Result<Vec<Figure>, String> {
    let mut times = Vec::new();
    for contestant in &mut *contestants {
        times.push(calibrate(contestant, pace)?);
    }
    let count = contestants.len();
    let mut rounds = Vec::new();
    for round in 0..pace.rounds {
        let mut ns = vec![0.0; count];
        for step in 0..count {
            let i = (round + step) % count;
            ns[i] = (contestants[i].run)(times[i])? / times[i] as f64;
        }
        rounds.push(ns);
    }
    let figure = |i: usize| {
        let ratios: Vec<_> = rounds.iter().map(|ns| ns[i] / ns[0]).collect();
        Figure {
            name: contestants[i].name.clone(),
            ns: median(rounds.iter().map(|ns| ns[i]).collect()),
            ratio: median(ratios.clone()),
            ratios,
        }
    };
    Ok((0..count).map(figure).collect())
}

/// How many times a contestant's operation fits into a slice, once it is warm.
fn calibrate(contestant: &mut Contestant<'_>, pace: Pace) -> Result<u64, String> {
    let slice_ns = pace.slice.as_nanos() as f64;
    let mut left_ns = pace.warm_up.as_nanos() as f64;
    let mut times = 1;
    loop {
        let took_ns = (contestant.run)(times)?.max(1.0);
        left_ns -= took_ns;
        if took_ns > slice_ns / 4.0 && left_ns <= 0.0 {
            return Ok(((times as f64 * slice_ns / took_ns) as u64).max(1));
        }
        if took_ns < slice_ns {
            times *= 2;
        }
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { f64::midpoint(values[middle - 1], values[middle]) }
}
