//! Trains a reader of short texts. The same lists give the same bytes.
//!
//!     train_kinds --meaning tests/lists/answers.tsv journey-core/data/signals/weights.bin
//!     train_kinds --places 8192 tests/lists/questions.tsv journey-core/data/questions/weights.bin
//!
//! A softmax over hashed words and letters, weighed by how rare they are, and with `--meaning` over what English words mean, by stochastic
//! gradient descent (Adagrad, L2). Questions are read better without it: 112 of the 120 held out, and 109 with it.

use std::{collections::BTreeSet, fs};

use clap::Parser;
use journey_core::text::training::{hashed_features, meaning_features};
use journey_tests::listening::lines;

const EPOCHS: usize = 60;
const RATE: f32 = 0.5;
const RIDGE: f32 = 2e-6;
const SEED: u64 = 7;
/// What a number of the meaning weighs that is as far from its mean as such numbers are.
const MEANT: f32 = 0.05;

struct Example {
    kind: usize,
    features: Vec<(u32, f32)>,
}

/// How the numbers of the meaning are brought to one size: what each is multiplied with, and what is then added.
struct Sizes {
    times: Vec<f32>,
    plus: Vec<f32>,
}

impl Sizes {
    fn of(all: &[Vec<f32>]) -> Self {
        let numbers = all.first().map_or(0, |first| first.len() - 1);
        let count = all.len().max(1) as f32;
        let mean: Vec<f32> = (0..numbers).map(|at| all.iter().map(|one| one[at]).sum::<f32>() / count).collect();
        let spread = |at: usize| (all.iter().map(|one| (one[at] - mean[at]).powi(2)).sum::<f32>() / count).sqrt().max(1e-6);
        let times: Vec<f32> = (0..numbers).map(|at| MEANT / spread(at)).collect();
        let plus = times.iter().zip(&mean).map(|(times, mean)| -times * mean).collect();
        Self { times, plus }
    }

    /// The numbers of a meaning as features from a place on.
    fn features(&self, meaning: &[f32], from: usize) -> impl Iterator<Item = (u32, f32)> {
        let sized = meaning.iter().zip(&self.times).zip(&self.plus).map(|((value, times), plus)| value * times + plus);
        sized.enumerate().map(move |(at, value)| ((from + at) as u32, value))
    }

    /// The weights of the numbers as a reader meets them, with a last row for what is added.
    fn weights_as_read(&self, weights: &[Vec<f32>], kinds: usize) -> Vec<Vec<f32>> {
        let times = |(row, times): (&Vec<f32>, &f32)| row.iter().map(|weight| weight * times).collect::<Vec<f32>>();
        let mut rows: Vec<Vec<f32>> = weights.iter().zip(&self.times).map(times).collect();
        if rows.is_empty() {
            return rows;
        }
        rows.push((0..kinds).map(|kind| weights.iter().zip(&self.plus).map(|(row, plus)| row[kind] * plus).sum()).collect());
        rows
    }
}

/// Trains a reader on lists of labelled lines.
#[derive(Debug, Parser)]
#[command(name = "train_kinds", version)]
struct Options {
    /// Read what English words mean, too
    #[arg(long)]
    meaning: bool,

    /// Into how many places words and letters are sorted
    #[arg(long, value_name = "COUNT", default_value_t = 1 << 15)]
    places: u32,

    /// The lists: kind, language, text
    #[arg(required = true, value_name = "LIST")]
    lists: Vec<String>,

    /// Where the weights go
    #[arg(required = true, value_name = "WEIGHTS")]
    weights: String,
}

fn main() {
    let Options { meaning, places, lists, weights: out } = Options::parse();
    let text: String = lists.iter().map(|file| fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"))).collect();
    let kinds: BTreeSet<&str> = lines(&text).filter(|line| !line.text.is_empty()).filter_map(|line| taught(line.kind)).collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let (rarity, sizes, examples) = examples(&text, &kinds, places, meaning);
    let (weights, bias) = train(&examples, kinds.len(), places as usize + sizes.times.len());
    let (weights, meant) = weights.split_at(places as usize);
    fs::write(&out, bytes(&rarity, weights, &sizes.weights_as_read(meant, kinds.len()), &bias))
        .unwrap_or_else(|error| panic!("{out}: {error}"));
    println!("{} lines, {} kinds ({}), {EPOCHS} rounds", examples.len(), kinds.len(), kinds.join(", "));
}

/// The lines whose kind is known, with what each place weighs: the rarer, the more; a line's weights have length one.
fn examples(text: &str, kinds: &[&str], places: u32, meaning: bool) -> (Vec<f32>, Sizes, Vec<Example>) {
    let known = lines(text).filter(|line| !line.text.is_empty());
    let known = known
        .filter_map(|line| Some((kinds.iter().position(|kind| Some(*kind) == taught(line.kind))?, line.language, line.text.to_owned())));
    let mut known: Vec<(usize, &str, String)> = known.collect();
    let stories = known.iter().filter(|(kind, _, _)| kinds[*kind] == "story");
    let told: Vec<(usize, &str, String)> = stories.map(|(kind, language, text)| (*kind, *language, shuffled(text))).collect();
    known.extend(told);
    let meant = |(_, language, text): &(usize, &str, String)| (meaning && *language == "en").then(|| meaning_features(text)).flatten();
    let meanings: Vec<Option<Vec<f32>>> = known.iter().map(meant).collect();
    let sizes = Sizes::of(&meanings.iter().flatten().cloned().collect::<Vec<_>>());
    let known: Vec<(usize, Vec<u32>)> = known.into_iter().map(|(kind, _, text)| (kind, hashed_features(&text, places))).collect();
    let mut met = vec![0u32; places as usize];
    known.iter().flat_map(|(_, features)| features).for_each(|place| met[*place as usize] += 1);
    let rarity: Vec<f32> = met.iter().map(|count| (known.len() as f32 / (1.0 + *count as f32)).ln().max(0.1)).collect();
    let weighed = |((kind, features), meaning): ((usize, Vec<u32>), Option<Vec<f32>>)| {
        let length = features.iter().map(|place| rarity[*place as usize].powi(2)).sum::<f32>().sqrt().max(1e-6);
        let mut features: Vec<(u32, f32)> = features.into_iter().map(|place| (place, rarity[place as usize] / length)).collect();
        features.extend(meaning.iter().flat_map(|meaning| sizes.features(meaning, places as usize)));
        Example { kind, features }
    };
    let examples = known.into_iter().zip(meanings).map(weighed).collect();
    (rarity, sizes, examples)
}

/// The words of a story in another order: words alone are no signal.
fn shuffled(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let mut random = SEED ^ text.len() as u64;
    for at in (1..words.len()).rev() {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        words.swap(at, (random >> 33) as usize % (at + 1));
    }
    words.join(" ")
}

/// What a line teaches. A reply to the consent is read by rules of its own: here it is no signal.
fn taught(kind: &str) -> Option<&str> {
    match kind {
        "agree" | "unclear" => Some("consent"),
        "refuse" => None,
        kind => Some(kind),
    }
}

fn train(examples: &[Example], kinds: usize, places: usize) -> (Vec<Vec<f32>>, Vec<f32>) {
    let mut weights = vec![vec![0.0f32; kinds]; places];
    let mut steps = vec![vec![1e-4f32; kinds]; places];
    let (mut bias, mut bias_steps) = (vec![0.0f32; kinds], vec![1e-4f32; kinds]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = SEED;
    for _ in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (random >> 33) as usize % (at + 1));
        }
        for example in order.iter().map(|at| &examples[*at]) {
            let mut chances = bias.clone();
            for (place, value) in &example.features {
                chances.iter_mut().zip(&weights[*place as usize]).for_each(|(chance, weight)| *chance += value * weight);
            }
            let most = chances.iter().copied().fold(f32::MIN, f32::max);
            chances.iter_mut().for_each(|chance| *chance = (*chance - most).exp());
            let total: f32 = chances.iter().sum();
            for (kind, chance) in chances.iter().enumerate() {
                let wrong = chance / total - f32::from(u8::from(kind == example.kind));
                bias_steps[kind] += wrong * wrong;
                bias[kind] -= RATE * wrong / bias_steps[kind].sqrt();
                for (place, value) in &example.features {
                    let (weight, step) = (&mut weights[*place as usize][kind], &mut steps[*place as usize][kind]);
                    let slope = wrong * value + RIDGE * *weight;
                    *step += slope * slope;
                    *weight -= RATE * slope / step.sqrt();
                }
            }
        }
    }
    (weights, bias)
}

fn bytes(rarity: &[f32], weights: &[Vec<f32>], meant: &[Vec<f32>], bias: &[f32]) -> Vec<u8> {
    let kinds = bias.len();
    let rarity_scale = rarity.iter().copied().fold(0.0, f32::max) / 255.0;
    let scales: Vec<f32> = (0..kinds).map(|kind| weights.iter().map(|row| row[kind].abs()).fold(1e-6, f32::max) / 127.0).collect();
    let mut out = b"JCS3".to_vec();
    out.extend([rarity.len() as u32, kinds as u32, meant.len() as u32].iter().flat_map(|size| size.to_le_bytes()));
    out.extend(rarity_scale.to_le_bytes());
    out.extend(bias.iter().chain(&scales).chain(meant.iter().flatten()).flat_map(|number| number.to_le_bytes()));
    for (rarity, row) in rarity.iter().zip(weights) {
        out.push((rarity / rarity_scale).round() as u8);
        out.extend(row.iter().zip(&scales).map(|(weight, scale)| ((weight / scale).round() as i8).to_le_bytes()[0]));
    }
    out
}
