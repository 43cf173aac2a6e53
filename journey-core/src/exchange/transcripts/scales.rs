//! On which scale the cells of each column of ratings are.

use super::{
    ReadOptions,
    rating::{Rating, Scale},
    report::{ReadGuess, ReadReport},
    table::TranscriptTable,
    wording::{self, Steps},
};
use crate::error::Error;

/// The cells of a column of ratings: row and number, row and words, and the top that a cell names.
#[derive(Default)]
struct Rated<'t> {
    numbers: Vec<(usize, f64)>,
    words: Vec<(usize, &'t str)>,
    top: Option<f64>,
}

impl TranscriptTable {
    /// Finds the scale of each column of ratings; numbers outside of it and words that are on none are told, and left out.
    pub(super) fn tell_scales(&mut self, options: &ReadOptions, above: usize, report: &mut ReadReport) -> Result<(), Error> {
        for (instrument, column) in self.places.ratings.clone() {
            let rated = self.rated(column);
            let scale = rated.scale(instrument.as_str(), options)?;
            // Likelihood to recommend is a score of eleven numbers; words in their place are none.
            let steps = if instrument == "nps" { None } else { wording::scale_of(rated.words.iter().map(|(_, cell)| *cell)) };
            let header = self.headers.get(column).map_or("", String::as_str);
            rated.tell_words(header, &instrument, steps, above, report);
            if let Some((scale, grounds)) = &scale {
                for (row, value) in rated.numbers.iter().filter(|(_, value)| !scale.holds(*value)) {
                    report.skip(&format!("`{header}` outside of {}", scale.name()), row + above, &value.to_string());
                }
                let what = format!("scale of `{header}`");
                report.guesses.push(ReadGuess::new(what, kept(&scale.name(), *scale, &instrument), grounds));
            }
            self.reading.scales.extend(scale.map(|(scale, _)| (column, scale)));
            self.reading.steps.extend(steps.map(|steps| (column, steps)));
        }
        Ok(())
    }

    fn rated(&self, column: usize) -> Rated<'_> {
        let mut rated = Rated::default();
        for (row, cell) in (0..self.cells.rows()).filter_map(|row| Some((row, self.cells.row(row).cell(column)?))) {
            match Rating::read(cell) {
                Rating::Number(value, of) => {
                    rated.numbers.push((row, value));
                    rated.top = rated.top.or(of);
                }
                Rating::Words => rated.words.push((row, cell)),
                Rating::Missing => {}
            }
        }
        rated
    }
}

impl Rated<'_> {
    /// The scale of the numbers, and why.
    fn scale(&self, instrument: &str, options: &ReadOptions) -> Result<Option<(Scale, String)>, Error> {
        let values: Vec<f64> = self.numbers.iter().map(|(_, value)| *value).collect();
        match options.scales.get(instrument) {
            _ if values.is_empty() => Ok(None),
            Some((low, high)) if low < high => Ok(Some((Scale { low: *low, high: *high }, "it was named".to_owned()))),
            Some(_) => {
                Err(Error::invalid(format!("scales.{instrument}"), "its ends are not in order", "give the lowest and the highest number"))
            }
            None => Ok(Some(Scale::told(instrument, &values, self.top))),
        }
    }

    fn tell_words(&self, header: &str, instrument: &str, steps: Option<Steps>, above: usize, report: &mut ReadReport) {
        let reason = match (steps, self.numbers.is_empty()) {
            (Some(steps), _) => {
                let choice = kept(
                    &format!("`{}` as {}", wording::name(steps), Scale::of_steps(steps.len()).name()),
                    Scale::of_steps(steps.len()),
                    instrument,
                );
                report.guesses.push(ReadGuess::new(format!("words of `{header}`"), choice, "its words are answers on this scale"));
                format!("words in `{header}` that are not on its scale")
            }
            (None, false) => format!("words where `{header}` has numbers"),
            (None, true) => format!("words of no scale that is known in `{header}`"),
        };
        for (row, cell) in self.words.iter().filter(|(_, cell)| steps.is_none_or(|steps| wording::step(steps, cell).is_none())) {
            report.skip(&reason, row + above, cell);
        }
    }
}

fn kept(name: &str, scale: Scale, instrument: &str) -> String {
    let kept = Scale::of(instrument);
    if scale == kept { name.to_owned() } else { format!("{name}, kept as {}", kept.name()) }
}
