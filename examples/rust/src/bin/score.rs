//! Scores the built-in coder on anyone's labelled texts.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    io::Write,
    path::PathBuf,
};

use clap::{Parser, ValueEnum};
use journey_core::{
    builtin::polarity,
    text::{LabelMatcher, sentiment},
};

/// Scores polarity, touchpoints or stages on a CSV file of labelled texts, beside the majority class (and whole-text VADER for polarity).
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
    /// A CSV file of labels: the first column names them, a second may describe them. Without it: the labels of the data.
    #[arg(long)]
    labels: Option<PathBuf>,
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
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let rows = rows(&options)?;
    if rows.is_empty() {
        return Err(format!("`{}` has no rows", options.data.display()).into());
    }
    let wanted: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
    let found: Vec<String> = if options.task == Task::Polarity {
        rows.iter().map(|row| polarity(&row.text, row.target.as_deref()).map_or(0, |read| read.sign())).map(side).collect()
    } else {
        let labels = labels(&options, &rows)?;
        let index = LabelMatcher::new(labels.iter().map(|(name, description)| (name.as_str(), description.as_deref())));
        let best = |row: &Row| index.best(&row.text).and_then(|(at, _)| labels.get(at)).map_or(String::new(), |(name, _)| name.clone());
        rows.iter().map(best).collect()
    };
    let measured = Measured::of(&wanted, &found.iter().map(String::as_str).collect::<Vec<_>>());
    say!("{} texts, {} labels", rows.len(), measured.classes.len());
    say!("{:<28} accuracy {:.3}  macro-F1 {:.3}", "built-in coder", measured.accuracy, measured.macro_f1);
    if options.task == Task::Polarity {
        let vader: Vec<String> = rows.iter().map(|row| side(sentiment(&row.text).valence())).collect();
        let vader = Measured::of(&wanted, &vader.iter().map(String::as_str).collect::<Vec<_>>());
        say!("{:<28} accuracy {:.3}  macro-F1 {:.3}", "VADER on the whole text", vader.accuracy, vader.macro_f1);
    }
    let most = measured.classes.iter().max_by_key(|(_, class)| class.wanted).map(|(name, _)| name.clone()).unwrap_or_default();
    let majority = Measured::of(&wanted, &vec![most.as_str(); rows.len()]);
    say!("{:<28} accuracy {:.3}  macro-F1 {:.3}", format!("majority class ({most})"), majority.accuracy, majority.macro_f1);
    say!("\n{:<28} {:>6} {:>6} {:>9} {:>6} {:>6}", "label", "texts", "found", "precision", "recall", "F1");
    for (name, class) in &measured.classes {
        let (precision, recall) = (class.precision(), class.recall());
        say!("{name:<28} {:>6} {:>6} {precision:>9.3} {recall:>6.3} {:>6.3}", class.wanted, class.found, class.f1());
    }
    let mut out = csv::Writer::from_path(&options.out)?;
    out.write_record(["text", "target", "label", "predicted"])?;
    for (row, found) in rows.iter().zip(&found) {
        out.write_record([&row.text, row.target.as_deref().unwrap_or_default(), &row.label, found])?;
    }
    out.flush()?;
    say!("\npredictions: {}", options.out.display());
    Ok(())
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
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |at: usize| record.get(at).unwrap_or_default().trim().to_owned();
        let mut label = cell(label);
        if options.task == Task::Polarity {
            label = sided(&label).ok_or_else(|| format!("`{label}` is no polarity; use negative, neutral, positive"))?;
        }
        if !label.is_empty() {
            rows.push(Row { text: cell(text), label, target: target.map(cell).filter(|target| !target.is_empty()) });
        }
    }
    Ok(rows)
}

/// A label with its description.
type Described = (String, Option<String>);

/// The labels with their descriptions: of the file, or those of the data.
fn labels(options: &Options, rows: &[Row]) -> Result<Vec<Described>, Box<dyn Error>> {
    let Some(path) = &options.labels else {
        let names: BTreeSet<&String> = rows.iter().map(|row| &row.label).collect();
        return Ok(names.into_iter().map(|name| (name.clone(), None)).collect());
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

fn side(sign: i8) -> String {
    match sign {
        1.. => "positive",
        0 => "neutral",
        _ => "negative",
    }
    .to_owned()
}

/// The name of a polarity in the words and numbers that people use for it.
fn sided(label: &str) -> Option<String> {
    let name = match label.trim().to_lowercase().as_str() {
        "negative" | "neg" | "-1" | "bad" => "negative",
        "neutral" | "neu" | "0" | "none" => "neutral",
        "positive" | "pos" | "1" | "good" => "positive",
        _ => return None,
    };
    Some(name.to_owned())
}

#[derive(Default)]
struct Class {
    wanted: usize,
    found: usize,
    right: usize,
}

impl Class {
    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.wanted)
    }

    fn f1(&self) -> f64 {
        share(2 * self.right, self.wanted + self.found)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Accuracy and the mean F1 over the labels of the data.
struct Measured {
    accuracy: f64,
    macro_f1: f64,
    classes: BTreeMap<String, Class>,
}

impl Measured {
    fn of(wanted: &[&str], found: &[&str]) -> Self {
        let mut classes: BTreeMap<String, Class> = wanted.iter().map(|name| ((*name).to_owned(), Class::default())).collect();
        let mut right = 0;
        for (wanted, found) in wanted.iter().zip(found) {
            let hit = usize::from(wanted == found);
            right += hit;
            if let Some(class) = classes.get_mut(*wanted) {
                class.wanted += 1;
                class.right += hit;
            }
            if let Some(class) = classes.get_mut(*found) {
                class.found += 1;
            }
        }
        let macro_f1 = classes.values().map(Class::f1).sum::<f64>() / classes.len() as f64;
        Self { accuracy: share(right, wanted.len()), macro_f1, classes }
    }
}
