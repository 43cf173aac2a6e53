//! Drafting a plan by rules: which stages the question is about, what its answer needs, and the wordings that ship.

use crate::{
    journey::Stage,
    plan::{
        DraftContext, Focus, Inquiry, InquiryKind, OWN, PlanProposal, ProbingDepth, ProposedQuestion, ResearchType, Slots, Wordings,
        scripted_question,
    },
    text::{LintLimits, lint_question, words},
};

/// English words of a research question that tell the type of research.
const TYPES: [(ResearchType, &[&str]); 4] = [
    (ResearchType::Longitudinal, &["wave", "waves", "trend", "longitudinal", "quarter", "since"]),
    (ResearchType::Comparative, &["compare", "compared", "comparison", "versus", "vs", "segments", "differ", "difference", "differences"]),
    (
        ResearchType::Diagnostic,
        &["why", "friction", "cause", "causes", "problem", "problems", "churn", "leave", "leaving", "drop", "pain", "hurt"],
    ),
    (ResearchType::Evaluative, &["satisfied", "satisfaction", "evaluate", "rate", "score", "well", "improve", "effective"]),
];

pub(super) fn draft(context: &DraftContext) -> PlanProposal {
    let drafting = Drafting::new(context);
    PlanProposal {
        research_type: drafting.research_type(),
        description: drafting.description().chars().take(600).collect(),
        goals: drafting.goals(),
        target_participants: drafting.participants(),
        stages: Vec::new(),
        touchpoints: Vec::new(),
        core_questions: drafting.questions(),
    }
}

/// Stages whose names customers use for the thing itself.
const TOPICAL: [&str; 4] = ["claims", "onboarding", "renewal", "support"];

struct Drafting<'a> {
    context: &'a DraftContext,
    inquiry: Inquiry,
    wordings: Wordings,
    /// The stages that the question or the focus names; none for the whole journey.
    focused: Vec<&'a Stage>,
    topic: Option<String>,
    audience: String,
    span: String,
    question: String,
}

impl<'a> Drafting<'a> {
    fn new(context: &'a DraftContext) -> Self {
        let inquiry = Inquiry::read(&context.question);
        let wordings = Wordings::or_english(&context.language);
        let stages = &context.framework.stages;
        let focused: Vec<&Stage> = match &context.focus {
            Focus::SingleStage { stage } => stages.iter().filter(|known| known.id == *stage).collect(),
            Focus::EndToEnd => inquiry.stages(&context.framework),
            _ => Vec::new(),
        };
        let spoken = inquiry.language == context.language;
        let audience = inquiry.audience.clone().filter(|_| spoken).or_else(|| wordings.text("audience", &[])).unwrap_or_default();
        let topic = inquiry.topic.clone().or_else(|| match focused.as_slice() {
            [stage] if inquiry.language == "en" && TOPICAL.contains(&stage.id.as_str()) => Some(stage.name.to_lowercase()),
            _ => None,
        });
        let question = context.question.trim().trim_end_matches(['?', '.', '!', ' ']).to_owned();
        let mut drafting = Self { context, inquiry, wordings, focused, topic, audience, span: String::new(), question };
        drafting.span = drafting.spanned();
        drafting
    }

    fn slots(&self) -> [(&'static str, Option<&str>); 11] {
        let inquiry = &self.inquiry;
        let compared = inquiry.compared.as_ref();
        [
            ("action", inquiry.action.as_deref()),
            ("audience", Some(&self.audience)),
            ("gerund", inquiry.gerund.as_deref()),
            ("left", compared.map(|(left, _)| left.as_str())),
            ("past", inquiry.past.as_deref()),
            ("period", inquiry.period.as_deref()),
            ("question", Some(&self.question)),
            ("right", compared.map(|(_, right)| right.as_str())),
            ("span", Some(&self.span)),
            ("stage", self.focused.first().map(|stage| stage.name.as_str())),
            ("topic", self.topic.as_deref()),
        ]
    }

    /// The stages that are asked about, in words.
    fn spanned(&self) -> String {
        let names: Vec<&str> = self.asked().iter().map(|stage| stage.name.as_str()).collect();
        let (first, last) = (names.first().copied(), names.last().copied());
        let joined = names.join(", ");
        let name = match (names.len(), self.focused.is_empty()) {
            (1, _) => "span.one",
            (_, true) => "span.many",
            _ => "span.some",
        };
        self.wordings.text(name, &[("first", first), ("last", last), ("names", Some(&joined))]).unwrap_or_default()
    }

    fn asked(&self) -> Vec<&'a Stage> {
        if self.focused.is_empty() { self.context.framework.stages.iter().collect() } else { self.focused.clone() }
    }

    fn research_type(&self) -> ResearchType {
        let asked = words(&self.context.question);
        let worded = TYPES.iter().find(|(_, cues)| asked.iter().any(|word| cues.contains(&word.as_str()))).map(|(kind, _)| *kind);
        worded.unwrap_or(match self.inquiry.kind {
            InquiryKind::Cause | InquiryKind::Hindrance => ResearchType::Diagnostic,
            InquiryKind::Comparison => ResearchType::Comparative,
            InquiryKind::Measure => ResearchType::Evaluative,
            _ => ResearchType::Exploratory,
        })
    }

    fn description(&self) -> String {
        self.wordings.text("description", &self.slots()).unwrap_or_default()
    }

    /// The goals of the question's kind, those of the focus after the first, then what any study can learn.
    fn goals(&self) -> Vec<String> {
        let slots = self.slots();
        let named = if self.is_of_action() { self.inquiry.kind.name().to_owned() } else { format!("{}_topic", self.inquiry.kind.name()) };
        let mut own = self.wordings.all(&format!("goal.{named}"), &slots);
        if own.is_empty() {
            own = self.wordings.all(&format!("goal.{}", self.inquiry.kind.name()), &slots);
        }
        if own.is_empty() {
            own = self.wordings.all("goal.location", &slots);
        }
        let mut goals: Vec<String> = own.drain(..own.len().min(1)).collect();
        if let Some(focus) = self.context.focus.wording() {
            goals.extend(self.wordings.all(&format!("goal.{focus}"), &slots));
        }
        goals.extend(own);
        goals.extend(self.wordings.all("goal.further", &slots));
        goals.truncate(self.context.goal_count);
        goals
    }

    /// Whether the question is about something that people do, rather than about a thing.
    fn is_of_action(&self) -> bool {
        self.inquiry.kind != InquiryKind::Cause || self.inquiry.past.is_some()
    }

    fn participants(&self) -> Vec<String> {
        let slots = self.slots();
        if self.context.focus == Focus::BusinessToBusiness {
            return self.wordings.all("participants.b2b", &[]);
        }
        let mut wanted = Vec::new();
        let mut add = |name: &str, slots: &Slots<'_>| wanted.extend(self.wordings.text(name, slots));
        if self.inquiry.past.is_some() {
            add("participants.done", &slots);
            if self.inquiry.kind == InquiryKind::Cause {
                add("participants.not_done", &slots);
            }
        } else if self.inquiry.topic.is_some() {
            add("participants.recent", &slots);
        }
        let passed = |stage: &&&Stage| !self.focused.is_empty() || ["claims", "support", "renewal"].contains(&stage.id.as_str());
        for stage in self.asked().iter().filter(passed).filter(|_| self.context.framework.id != OWN) {
            add("participants.stage", &[("audience", Some(&self.audience)), ("stage", Some(&stage.name))]);
        }
        for name in ["participants.new", "participants.long", "participants.at_risk"] {
            add(name, &slots);
        }
        wanted.truncate(6);
        wanted
    }

    /// Each stage that is asked about, what the kind of answer needs, and at last what was not addressed.
    fn questions(&self) -> Vec<ProposedQuestion> {
        let mut questions = Vec::new();
        let own_incident = self.incident();
        let focus_stage = self.focused.first().map(|stage| stage.id.clone());
        let ahead = self.neighbour(|at| at.checked_sub(1));
        questions.extend(ahead.map(|stage| self.of_stage(stage, ProbingDepth::Light)));
        if let Some(text) = &own_incident {
            questions.push(self.proposed(text.clone(), focus_stage.clone(), ProbingDepth::Deep, &[1]));
        }
        // The story of the question is the story of the first stage in focus: it is not asked for twice.
        let told = usize::from(own_incident.is_some() && !self.focused.is_empty());
        for stage in self.asked().into_iter().skip(told) {
            let depth = if self.focused.is_empty() || told > 0 { ProbingDepth::Standard } else { ProbingDepth::Deep };
            questions.push(self.of_stage(stage, depth));
        }
        if self.inquiry.past.is_none() {
            let period = self.worded("ask.period");
            questions.extend(period.map(|text| self.proposed(text, focus_stage.clone(), ProbingDepth::Standard, &[1])));
        }
        for (number, text) in (0..).zip(self.needed()) {
            questions.push(self.proposed(text, focus_stage.clone(), ProbingDepth::Standard, if number == 0 { &[1] } else { &[1, 2] }));
        }
        questions.extend(self.neighbour(|at| at.checked_add(1)).map(|stage| self.of_stage(stage, ProbingDepth::Light)));
        if self.focused.is_empty() && self.context.framework.id != OWN {
            let moment = self.worded("location.moment");
            questions.extend(moment.map(|text| self.proposed(text, None, ProbingDepth::Light, &[])));
        }
        for text in self.context.focus.questions(&self.context.language) {
            questions.push(self.proposed(text, None, ProbingDepth::Light, &[2, 3]));
        }
        questions.truncate(13);
        let unaddressed = self.worded("ask.unaddressed");
        questions.extend(unaddressed.map(|text| self.proposed(text, None, ProbingDepth::Light, &[])));
        questions
    }

    fn proposed(&self, text: String, stage: Option<String>, depth: ProbingDepth, serves: &[u32]) -> ProposedQuestion {
        ProposedQuestion { text, stage, depth, serves: serves.to_vec() }
    }

    fn of_stage(&self, stage: &Stage, depth: ProbingDepth) -> ProposedQuestion {
        let serves: &[u32] = if depth == ProbingDepth::Light { &[] } else { &[1] };
        self.proposed(scripted_question(stage, &self.context.language), Some(stage.id.clone()), depth, serves)
    }

    /// The stage beside those in focus: what came before and what followed belongs to the story.
    fn neighbour(&self, step: impl Fn(usize) -> Option<usize>) -> Option<&'a Stage> {
        if matches!(self.context.focus, Focus::SingleStage { .. }) {
            return None;
        }
        let stages = &self.context.framework.stages;
        let ends = [self.focused.first(), self.focused.last()];
        ends.into_iter().flatten().find_map(|end| {
            let at = stages.iter().position(|stage| stage.id == end.id)?;
            stages.get(step(at)?).filter(|stage| !self.focused.iter().any(|known| known.id == stage.id))
        })
    }

    /// The question that opens the story of what the research question is about.
    fn incident(&self) -> Option<String> {
        let inquiry = &self.inquiry;
        let name = match inquiry.kind {
            InquiryKind::Cause if inquiry.past.is_some() => "cause.action",
            InquiryKind::Cause if inquiry.topic.is_some() => "cause.topic",
            InquiryKind::Comparison if inquiry.compared.is_some() => "comparison.first",
            InquiryKind::Hindrance => "hindrance.kept",
            InquiryKind::Location if inquiry.past.is_some() => "location.action",
            InquiryKind::Manner => "manner.action",
            InquiryKind::Measure if inquiry.topic.is_some() => "measure.topic",
            _ => return None,
        };
        self.worded(name)
    }

    /// A wording with what the question says in its slots, unless that makes a question that cannot be asked.
    fn worded(&self, name: &str) -> Option<String> {
        let sound = |text: &String| lint_question(text, &self.context.language, LintLimits { max_words: 30 }).is_empty();
        let filled = self.wordings.text(name, &self.slots()).filter(sound);
        filled.or_else(|| self.wordings.text(&format!("{name}_plain"), &[]))
    }

    /// What the kind of answer needs beyond the story.
    fn needed(&self) -> Vec<String> {
        let names: &[&str] = match self.inquiry.kind {
            InquiryKind::Cause if self.inquiry.past.is_some() || self.inquiry.language != "en" => {
                &["cause.before", "cause.first", "cause.tried", "cause.weighed", "cause.settled", "cause.after", "cause.other_way"]
            }
            InquiryKind::Cause => &["cause.fell_short", "cause.made_good", "cause.changed", "cause.settled"],
            InquiryKind::Comparison if self.inquiry.compared.is_some() => {
                &["comparison.second", "comparison.differed", "comparison.chosen"]
            }
            InquiryKind::Comparison => &["comparison.groups", "measure.expected", "measure.stayed"],
            InquiryKind::Expectation => &["expectation.before", "expectation.source", "expectation.happened", "expectation.missing"],
            InquiryKind::Hindrance => &["hindrance.heard", "hindrance.needed", "hindrance.instead", "hindrance.worked"],
            InquiryKind::Manner => &["manner.began", "manner.turned_to", "manner.longest", "manner.ended"],
            InquiryKind::Measure => &["measure.expected", "measure.stayed", "measure.beside", "cause.changed"],
            _ if self.inquiry.past.is_some() => &["location.past_it", "location.effort", "location.helped"],
            // Over the whole journey each stage is asked for its own story; these would ask for it again.
            _ if self.focused.is_empty() && self.topic.is_none() => &[],
            _ => &["location.slowed", "location.smooth", "location.effort", "location.helped"],
        };
        let most = if self.focused.is_empty() { 4 } else { 7 };
        names.iter().filter_map(|name| self.worded(name)).take(most).collect()
    }
}
