//! The report card: how well interviews were held, counted from their logs.

use std::collections::{BTreeMap, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventBody, InterviewEvent, InterviewOutcome, ItemStatus, MessagePurpose, NEAR_DUPLICATE};
use crate::{
    plan::{Guide, ItemKind},
    text::{LintLimits, LintRule, WordSet, content_stems, holds_quotation, lint_question, quotations, words},
};

/// A count and its base.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct Rate {
    /// How many.
    pub count: u64,
    /// Of how many.
    pub base: u64,
}

impl Rate {
    /// The share, 0 to 1; none without a base.
    pub fn share(self) -> Option<f64> {
        (self.base > 0).then(|| self.count as f64 / self.base as f64)
    }

    fn add(&mut self, hit: bool) {
        self.count += u64::from(hit);
        self.base += 1;
    }

    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.base += other.base;
    }
}

/// Quality measures of one interview or of many; instances merge in any order.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct ReportCard {
    /// Interviews in which consent was given.
    pub interviews: u64,
    /// Those that were completed.
    pub completed: Rate,
    /// Messages with more than one question, of all that ask.
    pub multi_question: Rate,
    /// Closed questions, of all that ask for words.
    pub closed_questions: Rate,
    /// Leading or loaded questions, of all that ask for words.
    pub leading: Rate,
    /// Questions and probes that repeat an earlier one; standard probes repeat by design and are left out.
    pub near_duplicates: Rate,
    /// Probes that take up a word of the answer before.
    pub anchored: Rate,
    /// Quotations in messages that the participant did not say.
    pub fabricated: Rate,
    /// Further questions about an item after the participant declined it.
    pub probes_after_refusal: u64,
    /// Mandatory items asked, in completed interviews.
    pub mandatory: Rate,
    /// Core items never asked and not told unasked, in interviews that came to an end, of those that could apply.
    #[serde(default)]
    pub core_unasked: Rate,
    /// Items answered, wholly or in part, of those that could be.
    pub coverage: Rate,
    /// Model drafts that were sent back, of all messages that ask.
    pub regenerated: Rate,
    /// Model drafts that a scripted line replaced, of all messages that ask.
    pub replaced: Rate,
    /// The interviewer's words.
    pub interviewer_words: u64,
    /// The participants' words.
    pub participant_words: u64,
    /// Answers in words.
    pub answers: u64,
    /// Milliseconds from joining to the end, over all.
    pub milliseconds: u64,
    /// Answers given before the end, over interviews that broke off.
    pub answers_before_break_off: u64,
    /// Interviews that broke off: stopped, abandoned, out of time.
    pub broken_off: u64,
    /// Σ n, Σ x, Σ x², Σ w, Σ x·w over answers, with x the number of the answer and w its words.
    sums: [f64; 5],
}

impl ReportCard {
    /// The card of one interview.
    pub fn from_log(guide: &Guide, log: &[InterviewEvent]) -> Self {
        let mut card = Self::default();
        let mut asked: Vec<WordSet> = Vec::new();
        let mut declined: Vec<&str> = Vec::new();
        let mut heard: Vec<&str> = Vec::new();
        let mut ledger: Vec<(&str, &ItemStatus)> = Vec::new();
        let mut asked_items: Vec<&str> = Vec::new();
        let mut outcome = None;
        let mut consented = false;
        for event in log {
            match &event.body {
                EventBody::Closed { outcome: how } => outcome = Some(*how),
                EventBody::Consented { .. } => consented = true,
                EventBody::ItemStatusChanged { item, status } => {
                    if *status == ItemStatus::Declined {
                        declined.push(item);
                    }
                    ledger.retain(|(known, _)| known != item);
                    ledger.push((item, status));
                }
                EventBody::MessageShown { text, purpose, provenance, .. } => {
                    card.interviewer_words += words(text).len() as u64;
                    let Some(item) = purpose.item() else { continue };
                    asked_items.push(item);
                    card.probes_after_refusal += u64::from(declined.contains(&item) && !matches!(purpose, MessagePurpose::Question { .. }));
                    card.regenerated.add(provenance.regeneration_reason.is_some());
                    card.replaced.add(provenance.replacement_reason.is_some());
                    let open = guide.item(item).is_some_and(|item| item.answer.is_open());
                    let fresh = matches!(purpose, MessagePurpose::Probe { .. } | MessagePurpose::Question { .. });
                    card.wording(text, guide, open, fresh, &mut asked);
                    if matches!(purpose, MessagePurpose::Probe { .. }) {
                        card.anchored.add(heard.last().is_some_and(|answer| shares_a_word(answer, text)));
                    }
                    for quoted in quotations(text).filter(|_| open) {
                        let said = heard.iter().any(|answer| holds_quotation(answer, quoted));
                        let scripted = guide.item(item).is_some_and(|item| item.text.contains(quoted));
                        card.fabricated.add(!said && !scripted);
                    }
                }
                EventBody::Said { text, .. } => {
                    heard.push(text);
                    card.answer(words(text).len());
                }
                _ => {}
            }
        }
        if !consented {
            return Self::default();
        }
        card.interviews = 1;
        if let (Some(first), Some(last)) = (log.first(), log.last()) {
            card.milliseconds = last.at.ms_since(first.at);
        }
        card.completed.add(outcome == Some(InterviewOutcome::Completed));
        if matches!(outcome, Some(InterviewOutcome::Abandoned | InterviewOutcome::OutOfTime | InterviewOutcome::Stopped)) {
            card.broken_off = 1;
            card.answers_before_break_off = card.answers;
        }
        for item in &guide.items {
            let status = ledger.iter().find(|(known, _)| *known == item.id).map(|(_, status)| *status);
            if status != Some(&ItemStatus::NotApplicable) {
                card.coverage.add(matches!(status, Some(ItemStatus::Answered { .. } | ItemStatus::Partial { .. })));
            }
            let ended = matches!(outcome, Some(InterviewOutcome::Completed | InterviewOutcome::OutOfTime));
            if item.kind == ItemKind::Core && ended && status != Some(&ItemStatus::NotApplicable) {
                let told = matches!(status, Some(ItemStatus::Answered { .. } | ItemStatus::Partial { .. }));
                card.core_unasked.add(!told && !asked_items.contains(&item.id.as_str()));
            }
            if item.kind == ItemKind::Mandatory && outcome == Some(InterviewOutcome::Completed) {
                card.mandatory.add(asked_items.contains(&item.id.as_str()));
            }
        }
        card
    }

    fn wording(&mut self, text: &str, guide: &Guide, open: bool, fresh: bool, asked: &mut Vec<WordSet>) {
        let issues = lint_question(text, &guide.language, LintLimits { max_words: guide.max_words });
        let has = |rules: &[LintRule]| issues.iter().any(|issue| rules.contains(&issue.rule));
        self.multi_question.add(has(&[LintRule::MultipleQuestions]));
        if open {
            self.closed_questions.add(has(&[LintRule::Closed]));
            self.leading.add(has(&[LintRule::Leading, LintRule::Loaded, LintRule::Praise]));
        }
        let standard = guide.mode == crate::plan::InterviewMode::Standard && guide.script().probes.iter().any(|probe| probe == text);
        if fresh && !standard {
            let set = WordSet::of(text);
            self.near_duplicates.add(asked.iter().any(|before| before.jaccard(&set) >= NEAR_DUPLICATE));
            asked.push(set);
        }
    }

    fn answer(&mut self, said: usize) {
        self.answers += 1;
        self.participant_words += said as u64;
        let (x, w) = (self.answers as f64, said as f64);
        for (sum, term) in self.sums.iter_mut().zip([1.0, x, x * x, w, x * w]) {
            *sum += term;
        }
    }

    /// Adds another card.
    pub fn merge(&mut self, other: &Self) {
        self.interviews += other.interviews;
        for (mine, theirs) in [
            (&mut self.completed, other.completed),
            (&mut self.multi_question, other.multi_question),
            (&mut self.closed_questions, other.closed_questions),
            (&mut self.leading, other.leading),
            (&mut self.near_duplicates, other.near_duplicates),
            (&mut self.anchored, other.anchored),
            (&mut self.fabricated, other.fabricated),
            (&mut self.core_unasked, other.core_unasked),
            (&mut self.mandatory, other.mandatory),
            (&mut self.coverage, other.coverage),
            (&mut self.regenerated, other.regenerated),
            (&mut self.replaced, other.replaced),
        ] {
            mine.merge(theirs);
        }
        self.probes_after_refusal += other.probes_after_refusal;
        self.interviewer_words += other.interviewer_words;
        self.participant_words += other.participant_words;
        self.answers += other.answers;
        self.milliseconds += other.milliseconds;
        self.answers_before_break_off += other.answers_before_break_off;
        self.broken_off += other.broken_off;
        self.sums.iter_mut().zip(other.sums).for_each(|(mine, theirs)| *mine += theirs);
    }

    /// The interviewer's share of all words, 0 to 1.
    pub fn talk_ratio(&self) -> Option<f64> {
        Rate { count: self.interviewer_words, base: self.interviewer_words + self.participant_words }.share()
    }

    /// The mean number of words per answer.
    pub fn words_per_answer(&self) -> Option<f64> {
        Rate { count: self.participant_words, base: self.answers }.share()
    }

    /// The least-squares slope of words per answer over an interview; a negative slope suggests fatigue.
    pub fn answer_length_trend(&self) -> Option<f64> {
        let [n, x, xx, w, xw] = self.sums;
        let spread = n * xx - x * x;
        (spread > 0.0).then(|| (n * xw - x * w) / spread)
    }

    /// The mean number of answers before a break-off.
    pub fn break_off_turn(&self) -> Option<f64> {
        Rate { count: self.answers_before_break_off, base: self.broken_off }.share()
    }

    /// The mean duration in minutes.
    pub fn minutes(&self) -> Option<f64> {
        Rate { count: self.milliseconds, base: self.interviews }.share().map(|milliseconds| milliseconds / 60_000.0)
    }

    /// Every measure as a number by its name; none where there is no base. Shares are 0 to 1.
    pub fn measures(&self) -> BTreeMap<String, Option<f64>> {
        let measures = [
            ("anchored_probe_rate", self.anchored.share()),
            ("answers_before_break_off", self.break_off_turn()),
            ("closed_question_rate", self.closed_questions.share()),
            ("completed_rate", self.completed.share()),
            ("core_unasked_rate", self.core_unasked.share()),
            ("coverage", self.coverage.share()),
            ("fabricated_quotation_rate", self.fabricated.share()),
            ("leading_rate", self.leading.share()),
            ("mandatory_coverage_of_completed", self.mandatory.share()),
            ("minutes", self.minutes()),
            ("multi_question_rate", self.multi_question.share()),
            ("near_duplicate_rate", self.near_duplicates.share()),
            ("refusal_violations", Some(self.probes_after_refusal as f64)),
            ("regenerated_rate", self.regenerated.share()),
            ("replaced_rate", self.replaced.share()),
            ("talk_ratio", self.talk_ratio()),
            ("words_per_answer", self.words_per_answer()),
            ("words_slope", self.answer_length_trend()),
        ];
        measures.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The card as a table in Markdown.
    pub fn markdown(&self) -> String {
        let mut out = String::from("| measure | value | count / base |\n| --- | ---: | ---: |\n");
        for (name, rate) in [
            ("completed", self.completed),
            ("mandatory items asked in completed interviews", self.mandatory),
            ("core items never asked", self.core_unasked),
            ("items answered", self.coverage),
            ("messages with several questions", self.multi_question),
            ("closed questions", self.closed_questions),
            ("leading or loaded questions", self.leading),
            ("near-duplicate questions", self.near_duplicates),
            ("probes anchored to the answer before", self.anchored),
            ("fabricated quotations", self.fabricated),
            ("drafts sent back", self.regenerated),
            ("drafts replaced by the script", self.replaced),
        ] {
            let share = rate.share().map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", share * 100.0));
            out.push_str(&format!("| {name} | {share} | {}/{} |\n", rate.count, rate.base));
        }
        let number = |value: Option<f64>, digits: usize| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"));
        for (name, value) in [
            ("questions after a refusal", self.probes_after_refusal.to_string()),
            ("interviewer’s share of words", number(self.talk_ratio().map(|share| share * 100.0), 0) + " %"),
            ("words an answer", number(self.words_per_answer(), 1)),
            ("words gained from answer to answer", number(self.answer_length_trend(), 2)),
            ("answers before a break-off", number(self.break_off_turn(), 1)),
            ("minutes", number(self.minutes(), 1)),
        ] {
            out.push_str(&format!("| {name} | {value} | {} interviews |\n", self.interviews));
        }
        out
    }
}

fn shares_a_word(answer: &str, message: &str) -> bool {
    let said: HashSet<String> = content_stems(answer).into_iter().collect();
    content_stems(message).iter().any(|word| said.contains(word))
}
