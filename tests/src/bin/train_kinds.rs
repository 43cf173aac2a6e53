//! Trains the reader of kinds of messages: `train_kinds LIST… WEIGHTS` reads lists such as `tests/lists/answers.tsv` and writes
//! `journey-core/data/signals/weights.bin`. The same lists give the same bytes.
//!
//! A softmax over hashed words and letters, weighed by how rare they are, by stochastic gradient descent (Adagrad, L2).

use std::{fs, process::ExitCode};

use journey_core::text::training::{KINDS, PLACES, message_features};
use journey_tests::listening::lines;

const EPOCHS: usize = 60;
const RATE: f32 = 0.5;
const RIDGE: f32 = 2e-6;
const SEED: u64 = 7;

struct Example {
    kind: usize,
    features: Vec<(u32, f32)>,
}

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(out) = arguments.pop().filter(|_| !arguments.is_empty()) else {
        eprintln!("usage: train_kinds LIST… WEIGHTS");
        return ExitCode::FAILURE;
    };
    let text: String = arguments.iter().map(|file| fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"))).collect();
    let (rarity, examples) = examples(&text);
    let (weights, bias) = train(&examples);
    fs::write(&out, bytes(&rarity, &weights, &bias)).unwrap_or_else(|error| panic!("{out}: {error}"));
    println!("{} lines, {EPOCHS} rounds", examples.len());
    ExitCode::SUCCESS
}

/// The lines whose kind is known, with what each place weighs: the rarer, the more; a line's weights have length one.
fn examples(text: &str) -> (Vec<f32>, Vec<Example>) {
    let known = lines(text).filter_map(|line| Some((KINDS.iter().position(|kind| *kind == taught(line.kind))?, line.text.to_owned())));
    let mut known: Vec<(usize, String)> = known.collect();
    let stories = known.iter().filter(|(kind, _)| KINDS[*kind] == "story");
    let told: Vec<(usize, String)> = stories.map(|(kind, text)| (*kind, shuffled(text))).collect();
    known.extend(told);
    let known: Vec<(usize, Vec<u32>)> = known.into_iter().map(|(kind, text)| (kind, message_features(&text))).collect();
    let mut met = vec![0u32; PLACES];
    known.iter().flat_map(|(_, features)| features).for_each(|place| met[*place as usize] += 1);
    let rarity: Vec<f32> = met.iter().map(|count| (known.len() as f32 / (1.0 + *count as f32)).ln().max(0.1)).collect();
    let weighed = |(kind, features): (usize, Vec<u32>)| {
        let length = features.iter().map(|place| rarity[*place as usize].powi(2)).sum::<f32>().sqrt().max(1e-6);
        Example { kind, features: features.into_iter().map(|place| (place, rarity[place as usize] / length)).collect() }
    };
    let examples = known.into_iter().map(weighed).collect();
    (rarity, examples)
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

/// A reply to the consent is read by rules of its own: here it is no signal.
fn taught(kind: &str) -> &str {
    if matches!(kind, "agree" | "unclear") { "consent" } else { kind }
}

fn train(examples: &[Example]) -> (Vec<[f32; KINDS.len()]>, [f32; KINDS.len()]) {
    let mut weights = vec![[0.0f32; KINDS.len()]; PLACES];
    let mut steps = vec![[1e-4f32; KINDS.len()]; PLACES];
    let (mut bias, mut bias_steps) = ([0.0f32; KINDS.len()], [1e-4f32; KINDS.len()]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = SEED;
    for _ in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (random >> 33) as usize % (at + 1));
        }
        for example in order.iter().map(|at| &examples[*at]) {
            let mut chances = bias;
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

fn bytes(rarity: &[f32], weights: &[[f32; KINDS.len()]], bias: &[f32; KINDS.len()]) -> Vec<u8> {
    let rarity_scale = rarity.iter().copied().fold(0.0, f32::max) / 255.0;
    let scales: Vec<f32> = (0..KINDS.len()).map(|kind| weights.iter().map(|row| row[kind].abs()).fold(1e-6, f32::max) / 127.0).collect();
    let mut out = b"JCS1".to_vec();
    out.extend(rarity_scale.to_le_bytes());
    out.extend(bias.iter().chain(&scales).flat_map(|number| number.to_le_bytes()));
    for (rarity, row) in rarity.iter().zip(weights) {
        out.push((rarity / rarity_scale).round() as u8);
        out.extend(row.iter().zip(&scales).map(|(weight, scale)| ((weight / scale).round() as i8).to_le_bytes()[0]));
    }
    out
}
