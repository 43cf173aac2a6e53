//! No text is slow: what is looked at grows as the text does, whatever is written in it.

mod coding;
mod exchange;
mod interview;
mod reading;
mod texts;

use proptest::test_runner::{Config, TestRunner};

pub(crate) use texts::{Hostile, UNITS, hostile};

/// The characters of a text, many times the longest sentence, so that what a sentence's length bounds has reached its bound.
const LENGTH: usize = 5_000;
/// A text of twice the length may take this many times the work. What takes the square of the length takes four times.
const GROWTH: f64 = 2.7;
/// The most that may be looked at for a byte of a text.
const MOST_A_BYTE: u64 = 2_500;
/// What is looked at once, whatever the text.
const ONCE: u64 = 200_000;

/// Asserts of a function that what it looks at grows as the text does, for each unit and for mixtures of them.
fn assert_linear(work: impl Fn(&str) -> u64) {
    let check = |hostile: &Hostile| {
        let (short, long) = (hostile.text(LENGTH), hostile.text(2 * LENGTH));
        let (less, more) = (work(&short), work(&long));
        assert!(more as f64 <= GROWTH * (less as f64) + ONCE as f64, "{hostile:?}: {less} for a text, {more} for one twice as long");
        assert!(more <= MOST_A_BYTE * long.len() as u64 + ONCE, "{hostile:?}: {more} for {} bytes", long.len());
    };
    UNITS.iter().map(|unit| Hostile::of(unit)).for_each(|hostile| check(&hostile));
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let found = runner.run(&hostile(), |hostile| {
        check(&hostile);
        Ok(())
    });
    assert!(found.is_ok(), "{found:?}");
}

/// A test for each function: what it looks at in a text, which may be made ready first.
macro_rules! linear {
    ($($name:ident: |$text:ident| $(let $ready:pat = $prepare:expr;)? $run:expr;)*) => {
        $(#[test]
        fn $name() {
            $crate::hostile::assert_linear(|$text| {
                $(let $ready = $prepare;)?
                $crate::work::looked(|| {
                    let _ = $run;
                })
            });
        })*
    };
}
pub(crate) use linear;
