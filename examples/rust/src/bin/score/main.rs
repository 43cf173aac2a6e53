//! Scores the built-in coder on anyone's labelled texts.

mod measure;
mod product;

use std::{collections::BTreeSet, error::Error, io::Write, path::PathBuf};

use clap::{Parser, ValueEnum};
use journey_core::{
    builtin::polarity,
    journey::Observation,
    text::{LabelMatcher, Reading, sentiment},
};
use measure::{Measured, spearman};
use product::{Asked, Coverage};

/// Scores polarity, touchpoints or stages on a CSV file of labelled texts: the coder that `first_map` runs, documents in and observations out,
/// beside the majority class (and whole-text VADER for polarity).
#[derive(Parser)]
struct Options {
    /// What to score.
    #[arg(long)]
    task: Task,
    /// The CSV file, with a header.
    #[arg(long)]
    data: PathBuf,
    /// The column of the texts.
    #[arg(long)]
    text: String,
    /// The column of the labels.
    #[arg(long)]
    label: String,
    /// The column that names what the polarity is about, such as an aspect or a touchpoint.
    #[arg(long)]
    target: Option<String>,
    /// The column of strengths, such as `Standard` and `Strong`, or a number whose size tells it.
    #[arg(long)]
    strength: Option<String>,
    /// A CSV file of labels: the first column names them, a second may describe them. Without it: the labels of the data.
    #[arg(long)]
    labels: Option<PathBuf>,
    /// Scores the part behind it as well, labelled as a component: `builtin::polarity`, or `LabelMatcher`.
    #[arg(long)]
    component: bool,
    /// Where the predictions go.
    #[arg(long, default_value = "predictions.csv")]
    out: PathBuf,
}

/// Prints a line; a reader who has seen enough and left, such as `head`, is no failure.
macro_rules! say {
    ($($part:tt)*) => {
        let _ = writeln!(std::io::stdout(), $($part)*);
    };
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Task {
    Polarity,
    Stage,
    Touchpoint,
}

struct Row {
    text: String,
    label: String,
    target: Option<String>,
    strength: Option<f64>,
}

/// A label with its description.
type Described = (String, Option<String>);

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let rows = rows(&options)?;
    if rows.is_empty() {
        return Err(format!("`{}` has no rows", options.data.display()).into());
    }
    let wanted: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
    let places = places(&options, &rows)?;
    let asked: Vec<Asked<'_>> = rows.iter().map(|row| Asked { text: &row.text, target: row.target.as_deref() }).collect();
    let coded = product::code(&asked, &places, options.task == Task::Stage)?;
    let found = found(options.task, &rows, &coded);
    let measured = Measured::of(&wanted, &borrowed(&found));
    say!("{} texts, {} labels", rows.len(), measured.classes.len());
    say!("{}", measured.line("the coder that users get"));
    let Coverage { texts, felt, unplaced, general, unread } = Coverage::of(&asked, &coded);
    say!("  of {texts} texts: felt {felt} (of them without a touchpoint {unplaced}), general or a need {general}, unread {unread}");
    if let Some(strength) = strength(&rows, &coded) {
        say!("  strength among right signs: {strength}");
    }
    for (name, found) in components(&options, &rows, &places) {
        say!("{}", Measured::of(&wanted, &borrowed(&found)).line(name));
    }
    let most = measured.classes.iter().max_by_key(|(_, class)| class.wanted).map(|(name, _)| name.clone()).unwrap_or_default();
    say!("{}", Measured::of(&wanted, &vec![most.as_str(); rows.len()]).line(&format!("majority class ({most})")));
    say!("\n{:<28} {:>6} {:>6} {:>9} {:>6} {:>6}", "label", "texts", "found", "precision", "recall", "F1");
    for (name, class) in &measured.classes {
        let (precision, recall) = (class.precision(), class.recall());
        say!("{name:<28} {:>6} {:>6} {precision:>9.3} {recall:>6.3} {:>6.3}", class.wanted, class.found, class.f1());
    }
    let mut out = csv::Writer::from_path(&options.out)?;
    out.write_record(["text", "target", "label", "predicted", "observations"])?;
    for ((row, found), coded) in rows.iter().zip(&found).zip(&coded) {
        let told: Vec<String> = coded.iter().map(|one| format!("{} {} {:+}", one.place, one.kind.name(), one.emotion.valence)).collect();
        out.write_record([&row.text, row.target.as_deref().unwrap_or_default(), &row.label, found, &told.join("; ")])?;
    }
    out.flush()?;
    say!("\npredictions: {}", options.out.display());
    Ok(())
}

fn borrowed(found: &[String]) -> Vec<&str> {
    found.iter().map(String::as_str).collect()
}

/// What the coder says of each text.
fn found(task: Task, rows: &[Row], coded: &[Vec<Observation>]) -> Vec<String> {
    let one = |(row, coded): (&Row, &Vec<Observation>)| match task {
        Task::Polarity => side(product::valence(coded, row.target.as_deref())),
        Task::Stage => coded.first().map_or(String::new(), |one| one.place.stage().to_owned()),
        Task::Touchpoint => coded.iter().find_map(|one| one.place.touchpoint()).unwrap_or_default().to_owned(),
    };
    rows.iter().zip(coded).map(one).collect()
}

/// Spearman's correlation of strengths where the sign is right.
fn strength(rows: &[Row], coded: &[Vec<Observation>]) -> Option<String> {
    let pairs: Vec<(f64, f64)> = rows
        .iter()
        .zip(coded)
        .filter_map(|(row, coded)| {
            let valence = product::valence(coded, row.target.as_deref());
            (side(valence) == row.label).then_some((valence.abs(), row.strength?))
        })
        .collect();
    Some(format!("Spearman {:.3} (n={})", spearman(&pairs)?, pairs.len()))
}

/// The parts behind the coder, by themselves.
fn components(options: &Options, rows: &[Row], places: &[Described]) -> Vec<(&'static str, Vec<String>)> {
    let mut all = Vec::new();
    if options.task == Task::Polarity {
        all.push(("VADER on the whole text", rows.iter().map(|row| side(sentiment(&row.text).valence().into())).collect()));
    }
    if !options.component {
        return all;
    }
    if options.task == Task::Polarity {
        let of_target = |row: &Row| polarity(&row.text, row.target.as_deref()).map_or(0, |read| read.sign());
        all.push(("component: builtin::polarity", rows.iter().map(|row| side(of_target(row).into())).collect()));
        let whole = |row: &Row| Reading::of(&row.text).map_or(0, |read| read.polarity.sign());
        all.push(("component: text::Reading", rows.iter().map(|row| side(whole(row).into())).collect()));
    } else {
        let index = LabelMatcher::new(places.iter().map(|(name, description)| (name.as_str(), description.as_deref())));
        let best = |row: &Row| index.best(&row.text).and_then(|(at, _)| places.get(at)).map_or(String::new(), |(name, _)| name.clone());
        all.push(("component: text::LabelMatcher", rows.iter().map(best).collect()));
    }
    all
}

fn rows(options: &Options) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(&options.data)?;
    let header = reader.headers()?.clone();
    let column = |name: &str| {
        let known = || header.iter().collect::<Vec<_>>().join(", ");
        header.iter().position(|known| known == name).ok_or_else(|| format!("no column `{name}`; there are {}", known()))
    };
    let (text, label) = (column(&options.text)?, column(&options.label)?);
    let target = options.target.as_deref().map(column).transpose()?;
    let strength = options.strength.as_deref().map(column).transpose()?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        let mut label = cell(label);
        if options.task == Task::Polarity {
            label = sided(&label).ok_or_else(|| format!("`{label}` is no polarity; use negative, neutral, positive"))?;
        }
        if !label.is_empty() {
            let target = target.map(cell).filter(|target| !target.is_empty());
            rows.push(Row { text: cell(text), label, target, strength: strength.map(cell).as_deref().and_then(size) });
        }
    }
    Ok(rows)
}

/// How strong a strength is: `Strong` or `Standard`, or the size of a number.
fn size(strength: &str) -> Option<f64> {
    match strength.to_lowercase().as_str() {
        "strong" => Some(2.0),
        "standard" | "weak" => Some(1.0),
        number => number.parse::<f64>().ok().map(f64::abs).filter(|size| *size > 0.0),
    }
}

/// What the framework declares: the labels of the file, those of the data, or what polarity is asked of.
fn places(options: &Options, rows: &[Row]) -> Result<Vec<Described>, Box<dyn Error>> {
    let Some(path) = &options.labels else {
        let of = |row: &'_ Row| if options.task == Task::Polarity { row.target.clone() } else { Some(row.label.clone()) };
        let names: BTreeSet<String> = rows.iter().filter_map(of).collect();
        return Ok(names.into_iter().map(|name| (name, None)).collect());
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path)?;
    let mut labels = Vec::new();
    for record in reader.records() {
        let record = record?;
        let Some(name) = record.get(0).map(str::trim).filter(|name| !name.is_empty()) else { continue };
        let description = record.iter().skip(1).collect::<Vec<_>>().join(", ");
        labels.push((name.to_owned(), Some(description).filter(|text| !text.trim().is_empty())));
    }
    Ok(labels)
}

fn side(valence: f64) -> String {
    if valence > 0.0 {
        "positive"
    } else if valence < 0.0 {
        "negative"
    } else {
        "neutral"
    }
    .to_owned()
}

/// The name of a polarity in the words and numbers that people use for it.
fn sided(label: &str) -> Option<String> {
    let name = match label.trim().to_lowercase().as_str() {
        "negative" | "neg" | "-1" | "-2" | "bad" => "negative",
        "neutral" | "neu" | "0" | "none" => "neutral",
        "positive" | "pos" | "1" | "2" | "good" => "positive",
        _ => return None,
    };
    Some(name.to_owned())
}
