//! What the insurance customers of the seed study did: an event log in which they disagree with what they say, as far as was planted.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::Cohort;
use crate::{
    behaviour::{EventLog, EventLogBuilder, SaidAndDone},
    error::Error,
    time::Timestamp,
};

const DAY: i64 = 86_400_000;
/// The first day of the log.
const START: i64 = 1_704_067_200_000;
/// The last day of the log.
const END: i64 = 900;
/// The touchpoint at which customers struggle in silence, and the one of which some tell who never were there.
const SILENT: &str = "claim_status";
const ABSENT: &str = "renewal_price";
/// How many of those who tell no pain of the claim's status asked for it again and again.
const SILENT_PEOPLE: usize = 8;
/// How many of those who tell of the renewal's price never had a renewal.
const ABSENT_PEOPLE: usize = 9;

/// An event log of a cohort, with what was planted in it.
#[derive(Clone, Debug)]
pub struct SimulatedEvents {
    pub log: EventLog,
    /// Customers who asked for the status of their claim again and again, and have no pain of it to tell.
    pub silent: Vec<String>,
    /// Customers who have the price of their renewal to tell, and never had one.
    pub absent: Vec<String>,
    /// The factor by which the odds of leaving in a month rise once a claim was refused.
    pub odds_ratio: f64,
}

impl SimulatedEvents {
    /// The activities by which customers leave.
    pub const LEFT: &'static str = "policy cancelled";
}

/// What the personas of the insurance cohort did over some 900 days, the same for the same seed.
///
/// ```
/// use journey_core::simulate::{insurance_cohort, insurance_events};
/// let events = insurance_events(&insurance_cohort(7), 7)?;
/// assert_eq!(events.log.cases(), 89);
/// assert_eq!((events.silent.len(), events.absent.len()), (8, 9));
/// # Ok::<(), journey_core::Error>(())
/// ```
///
/// # Errors
/// Those of [`EventLogBuilder`].
pub fn insurance_events(cohort: &Cohort, seed: u64) -> Result<SimulatedEvents, Error> {
    let carries = |touchpoint: &str, persona: &str| {
        let mut planted = cohort.ground_truth.iter().filter(|truth| truth.touchpoint == touchpoint);
        planted.any(|truth| truth.personas.iter().any(|one| one == persona))
    };
    let ids = || cohort.personas.iter().map(|persona| persona.id.as_str());
    let silent: Vec<String> = ids().filter(|id| !carries(SILENT, id)).take(SILENT_PEOPLE).map(str::to_owned).collect();
    let absent: Vec<String> = ids().filter(|id| carries(ABSENT, id)).take(ABSENT_PEOPLE).map(str::to_owned).collect();
    let mut builder = EventLogBuilder::default();
    let odds_ratio = 4.0;
    for (number, persona) in (0_u64..).zip(&cohort.personas) {
        let person = Person {
            id: &persona.id,
            asks: if silent.contains(&persona.id) {
                7..9
            } else if carries(SILENT, &persona.id) {
                2..6
            } else {
                1..2
            },
            renews: !absent.contains(&persona.id),
            odds_ratio,
        };
        person.live(&mut builder, &mut ChaCha8Rng::seed_from_u64(seed.wrapping_mul(1_000_003).wrapping_add(number)))?;
        if let Some(segment) = persona.segments.first() {
            builder.segment(&persona.id, segment)?;
        }
    }
    Ok(SimulatedEvents { log: builder.finish(), silent, absent, odds_ratio })
}

struct Person<'a> {
    id: &'a str,
    /// How often they ask for the status of their claim.
    asks: std::ops::Range<i64>,
    renews: bool,
    odds_ratio: f64,
}

impl Person<'_> {
    fn live(&self, builder: &mut EventLogBuilder, random: &mut ChaCha8Rng) -> Result<(), Error> {
        let begun = random.random_range(0..90);
        let claim = begun + random.random_range(15..45);
        let mut planned: Vec<(i64, &str, &str)> = vec![
            (begun, "coverage comparison", "website"),
            (begun + 1, "quote requested", "website"),
            (begun + random.random_range(2..9), "application sent", "website"),
            (begun + 12, "welcome documents sent", "post"),
            (claim, "claim filed", if random.random_bool(0.5) { "app" } else { "phone" }),
        ];
        let asked = random.random_range(self.asks.clone());
        let refused = random.random_bool(0.5);
        planned.extend((1..=asked).map(|time| (claim + 6 * time, "claim status asked", if time % 2 == 0 { "phone" } else { "app" })));
        let decided = claim + 6 * asked + random.random_range(4..20);
        planned.push((decided, if refused { "claim refused" } else { "claim settled" }, "app"));
        if self.renews {
            planned.extend([120, 300].map(|term| (begun + term, "renewal notice sent", "post")));
            planned.extend([123, 303].map(|term| (begun + term, "renewal price changed", "email")));
        }
        let left = self.leaves(begun, refused, random);
        planned.sort_unstable();
        for (day, activity, channel) in planned.into_iter().filter(|(day, _, _)| left.is_none_or(|left| *day < left) && *day < END) {
            builder.push_through(self.id, activity, at(day, random), channel)?;
        }
        match left {
            Some(left) => builder.push_through(self.id, SimulatedEvents::LEFT, at(left, random), "phone"),
            None => builder.push_through(self.id, "premium paid", at(END, random), "website"),
        }
    }

    /// The day at which the customer leaves, if before the end: after the first renewal in some month, the likelier after a refusal.
    fn leaves(&self, begun: i64, refused: bool, random: &mut ChaCha8Rng) -> Option<i64> {
        (4..30).map(|month| begun + 30 * month).take_while(|day| *day + 30 < END).find_map(|day| {
            let odds = 0.03 * if refused { self.odds_ratio } else { 1.0 };
            random.random_bool(odds / (1.0 + odds)).then_some(day + 27)
        })
    }
}

/// A moment of a day in the hours of business.
fn at(day: i64, random: &mut ChaCha8Rng) -> Timestamp {
    Timestamp(START + day * DAY + random.random_range(8 * 60..18 * 60) * 60_000)
}

/// What was planted of said and done beside what the join found, as Markdown.
pub fn disagreement_report(events: &SimulatedEvents, joined: &SaidAndDone) -> String {
    let at = |touchpoint: &str| joined.places.iter().find(|one| one.place.touchpoint() == Some(touchpoint));
    let rows = [
        (
            "asked for the status of a claim again and again, and tell no pain of it",
            &events.silent,
            at(SILENT).map(|one| &one.silent_people.ids),
        ),
        ("tell of the price of a renewal, and never had one", &events.absent, at(ABSENT).map(|one| &one.only_told.ids)),
    ];
    let mut out = String::from(
        "\n## Said and done: what was planted, and what was found\n\n| planted | people | found among them | found besides |\n| --- | --- | --- | --- |\n",
    );
    for (what, planted, found) in rows {
        let (hit, besides) = found.map_or((0, 0), |found| {
            let hit = found.iter().filter(|id| planted.contains(id)).count();
            (hit, found.len() - hit)
        });
        out.push_str(&format!("| {what} | {} | {hit} | {besides} |\n", planted.len()));
    }
    out.push_str(&format!(
        "\nPlanted in leaving: once a claim was refused, the odds of leaving in a month rise {}-fold.\n",
        events.odds_ratio
    ));
    out
}
