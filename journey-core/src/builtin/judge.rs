//! Judging an interview by rules.

use std::collections::HashSet;

use crate::{
    interview::{JudgeContext, JudgeScores},
    text::{LintLimits, LintRule, Signal, content_stems, detect_signals, lint_message, words},
};

pub(super) fn judge(context: &JudgeContext) -> JudgeScores {
    let limits = LintLimits { max_words: context.max_words };
    let broken = |rules: &[LintRule]| -> Vec<u32> {
        let faulty = |text: &str| lint_message(text, &context.language, limits).iter().any(|issue| rules.contains(&issue.rule));
        context.lines.iter().filter(|line| line.interviewer && faulty(&line.text)).map(|line| line.turn).take(60).collect()
    };
    let (mut taken_up, mut questions) = (0usize, 0usize);
    for pair in context.lines.windows(2) {
        let [answer, question] = pair else { continue };
        if !answer.interviewer && question.interviewer {
            questions += 1;
            let said: HashSet<String> = content_stems(&answer.text).into_iter().collect();
            taken_up += usize::from(content_stems(&question.text).iter().any(|word| said.contains(word)));
        }
    }
    let share = if questions == 0 { 0.0 } else { taken_up as f64 / questions as f64 };
    let adaptiveness = match share {
        share if share >= 0.4 => 4,
        share if share >= 0.2 => 3,
        share if share > 0.0 => 2,
        _ => 1,
    };
    let unclear = broken(&[LintRule::MultipleQuestions, LintRule::DoubleBarrelled, LintRule::TooLong]);
    let faulty = unclear.len() as f64 / questions.max(1) as f64;
    let coherence = match faulty {
        faulty if faulty > 0.3 => 2,
        faulty if faulty > 0.1 => 3,
        _ => {
            if adaptiveness > 1 {
                4
            } else {
                3
            }
        }
    };
    JudgeScores {
        coherence,
        adaptiveness,
        leading: broken(&[LintRule::Leading, LintRule::Loaded, LintRule::Praise]),
        dropped: dropped(context),
        pressing: pressing(context),
        unclear,
        reason: format!("{taken_up} of {questions} questions take up a word of the answer before."),
    }
}

/// A long answer of which no later question takes up a word.
fn dropped(context: &JudgeContext) -> Vec<u32> {
    const LONG: usize = 25;
    let lines = context.lines.iter().enumerate().filter(|(_, line)| !line.interviewer && words(&line.text).len() >= LONG);
    let lost = lines.filter(|(at, line)| {
        let said: HashSet<String> = content_stems(&line.text).into_iter().collect();
        let mut later = context.lines.iter().skip(at + 1).filter(|line| line.interviewer).peekable();
        later.peek().is_some() && !later.any(|question| content_stems(&question.text).iter().any(|word| said.contains(word)))
    });
    lost.map(|(_, line)| line.turn).take(60).collect()
}

/// A question after a refusal, distress or grief that takes up its words.
fn pressing(context: &JudgeContext) -> Vec<u32> {
    let pairs = context.lines.windows(2).filter_map(|pair| match pair {
        [answer, question] if !answer.interviewer && question.interviewer => Some((answer, question)),
        _ => None,
    });
    let tender = |text: &str| {
        detect_signals(text, &context.language).iter().any(|signal| matches!(signal, Signal::Declines | Signal::Distress | Signal::Grief))
    };
    let presses = pairs.filter(|(answer, question)| {
        let said: HashSet<String> = content_stems(&answer.text).into_iter().collect();
        tender(&answer.text) && content_stems(&question.text).iter().any(|word| said.contains(word))
    });
    presses.map(|(_, question)| question.turn).take(60).collect()
}
