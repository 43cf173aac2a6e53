//! Random interviews with adversarial models and participants: prints the violations of each rule, and fails on any.

use std::{
    collections::BTreeMap,
    process::ExitCode,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use journey_core::{
    builtin,
    plan::{
        AnswerFormat, AnswerOption, AnswerStatus, Branch, BranchAction, Condition, Guide, GuideItem, GuidePhase, InterviewMode, ItemKind,
        RatingInstrument, ScreenerVerdict, Tone,
    },
};
use journey_tests::{WildModel, answers, endings, hold, violations};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

/// Holds random interviews and checks the rules of the interview on each; exits 1 on any violation.
#[derive(Debug, Parser)]
#[command(name = "adversary", version)]
struct Options {
    /// How many interviews to hold
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    interviews: u64,

    /// Seed: same seed, same interviews
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,

    /// Hold this one alone and print it
    #[arg(long, value_name = "N")]
    only: Option<u64>,
}

/// How many violations of a rule are printed in full.
const SHOWN: usize = 5;

fn main() -> ExitCode {
    let options = Options::parse();
    let base = guide();
    if let Some(number) = options.only {
        return show(&options, &base, number);
    }
    let next = AtomicU64::new(0);
    let style = ProgressStyle::with_template("{msg:>12} [{bar:40}] {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(options.interviews).with_style(style).with_message("interviewing");
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let results: Vec<_> = thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(|| work(&options, &base, &next, &bar))).collect();
        handles.into_iter().map(|handle| handle.join().expect("no worker panics")).collect()
    });
    bar.finish_and_clear();
    let mut by_rule: BTreeMap<u8, (u64, Vec<String>)> = (1..=9).map(|rule| (rule, Default::default())).collect();
    let (mut questions, mut outcomes) = (0, BTreeMap::<String, u64>::new());
    for result in results {
        questions += result.questions;
        result.outcomes.into_iter().for_each(|(outcome, count)| *outcomes.entry(outcome).or_default() += count);
        for (rule, number, what) in result.found {
            let (count, shown) = by_rule.entry(rule).or_default();
            *count += 1;
            if shown.len() < SHOWN {
                shown.push(format!("interview {number}: {what}"));
            }
        }
    }
    println!("{} interviews, {questions} questions, seed {}: {outcomes:?}", options.interviews, options.seed);
    let mut total = 0;
    for (rule, (count, shown)) in by_rule {
        println!("rule {rule}: {count} violations");
        shown.iter().for_each(|what| println!("    {what}"));
        total += count;
    }
    if total == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Default)]
struct Found {
    found: Vec<(u8, u64, String)>,
    outcomes: BTreeMap<String, u64>,
    questions: u64,
}

fn work(options: &Options, base: &Guide, next: &AtomicU64, bar: &ProgressBar) -> Found {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let mut result = Found::default();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= options.interviews {
            return result;
        }
        let (guide, script, said) = drawn(options, base, number);
        let held = runtime.block_on(hold(guide, &WildModel::new(script), &said));
        result.questions += u64::from(held.interview.state().asked());
        *result.outcomes.entry(format!("{:?}", held.outcome)).or_default() += 1;
        result.found.extend(violations(&held).into_iter().map(|(rule, what)| (rule, number, what)));
        bar.inc(1);
    }
}

/// The guide, the model's script and the participant's words of an interview.
fn drawn(options: &Options, base: &Guide, number: u64) -> (Guide, Vec<u8>, Vec<String>) {
    let mut random = ChaCha8Rng::seed_from_u64(options.seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(number));
    let guide = twist(base.clone(), &mut random);
    let script = (0..random.random_range(0..60)).map(|_| random.random()).collect();
    let said = (0..random.random_range(1..40)).map(|_| word(&mut random).to_owned()).collect();
    (guide, script, said)
}

/// Holds one interview and prints what was said, the end of it first where it is long.
fn show(options: &Options, base: &Guide, number: u64) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let (guide, script, said) = drawn(options, base, number);
    println!("says {said:?}\nturns {}, duration {} ms, {:?}", guide.max_turns, guide.max_duration_ms, guide.mode);
    let held = runtime.block_on(hold(guide, &WildModel::new(script), &said));
    for turn in held.interview.state().turns().iter().take(60) {
        println!("{:>4} {:?}: {}", turn.turn.number, turn.turn.role, turn.turn.text);
    }
    println!("{} turns, {:?}, outcome {:?}", held.interview.state().turns().len(), held.interview.state().phase(), held.outcome);
    violations(&held).iter().for_each(|(rule, what)| println!("rule {rule}: {what}"));
    ExitCode::SUCCESS
}

/// What a participant does next: seldom, they end it.
fn word(random: &mut ChaCha8Rng) -> &'static str {
    let words = if random.random_bool(0.03) { endings() } else { answers() };
    words.choose(random).expect("there are some")
}

/// The insurance guide with a screener, choices, branches and mandatory questions.
fn guide() -> Guide {
    let mut plan = builtin::draft_plan("Where in the journey do we create friction?", "insurance").expect("a plan");
    for text in
        ["What did you expect from the very first letter?", "Who else took part in that decision?", "Which document did you look for last?"]
    {
        plan.add_mandatory_question(text, None).expect("a sound question");
    }
    Guide::from_plan(&plan).expect("a guide")
}

/// A random variation of the guide.
fn twist(mut guide: Guide, random: &mut ChaCha8Rng) -> Guide {
    guide.mode =
        *[InterviewMode::Adaptive, InterviewMode::Adaptive, InterviewMode::Standard, InterviewMode::Strict].choose(random).expect("some");
    guide.tone = *[Tone::Formal, Tone::Neutral, Tone::Warm].choose(random).expect("some");
    guide.max_turns = random.random_range(3..40);
    guide.max_duration_ms = *[60_000, 600_000, 2_700_000].choose(random).expect("some");
    guide.max_prompt_tokens = *[300, 1_000, 3_000].choose(random).expect("some");
    if random.random_bool(0.2) {
        guide = guide.with_language(["de", "es", "fr"].choose(random).expect("some")).expect("a language that ships");
    }
    let options = vec![AnswerOption::new("phone", "By phone"), AnswerOption::new("online", "Online"), AnswerOption::new("yes", "yes")];
    if random.random_bool(0.5) {
        let item = GuideItem::open("channel", GuidePhase::Reflection, "Which way did you mostly use?", Default::default());
        let answer = match random.random_range(0..3) {
            0 => AnswerFormat::SingleChoice { options: options.clone() },
            1 => AnswerFormat::MultipleChoice { options: options.clone(), least: 1, most: 2 },
            _ => AnswerFormat::Ranking { options: options.clone() },
        };
        guide.items.insert(random.random_range(0..guide.items.len()), GuideItem { answer, ..item });
    }
    if random.random_bool(0.3) {
        let mut door = options;
        door[1] = door[1].clone().with_verdict(ScreenerVerdict::Qualify);
        door[2] = door[2].clone().with_verdict(ScreenerVerdict::Qualify);
        let item = GuideItem::open("door", GuidePhase::Screener, "Which way did you last contact the company?", Default::default());
        guide.items.insert(0, GuideItem { answer: AnswerFormat::SingleChoice { options: door }, ..item });
        guide.requires_admission = random.random_bool(0.5);
    }
    if random.random_bool(0.5) {
        let ids: Vec<String> = guide.items.iter().map(|item| item.id.clone()).collect();
        let at = random.random_range(0..guide.items.len());
        let condition = match random.random_range(0..4) {
            0 => Condition::StatusIs { item: ids[at].clone(), standing: AnswerStatus::Declined },
            1 => Condition::ContainsPhrase { item: ids[at].clone(), phrase: "easy".into() },
            2 => Condition::NumberInRange { item: "nps".into(), low: None, high: Some(6) },
            _ => Condition::Not { condition: Box::new(Condition::StatusIs { item: ids[at].clone(), standing: AnswerStatus::Answered }) },
        };
        let core: Vec<String> = guide.items.iter().filter(|item| item.kind == ItemKind::Core).map(|item| item.id.clone()).collect();
        let then = match random.random_range(0..4) {
            0 => BranchAction::End,
            1 => BranchAction::ScreenOut,
            2 => BranchAction::SkipPhase { phase: GuidePhase::Reflection },
            _ => BranchAction::SkipItem { item: core.choose(random).expect("some").clone() },
        };
        guide.items[at].branches.push(Branch { when: condition, then });
    }
    if random.random_bool(0.2) {
        let effort = GuideItem::open("ces", GuidePhase::Rating, "How easy was it to get help, from 1 to 7?", Default::default());
        guide.items.push(GuideItem {
            answer: AnswerFormat::Rating { instrument: RatingInstrument::Ces },
            kind: ItemKind::Mandatory,
            ..effort
        });
    }
    guide.max_turns = guide.max_turns.max(guide.items.iter().filter(|item| item.kind == ItemKind::Mandatory).count() as u32);
    guide
}
