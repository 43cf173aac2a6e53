//! What becomes of a proposal: the rules accept, mend or reject each part.

use super::{
    AnswerFormat, DraftContext, Focus, LintFinding, PlanProposal, PlanQuestion, ProbingDepth, ProposedQuestion, Provenance,
    RatingInstrument, ResearchPlan, draft::RewordedQuestion, inquiry::OWN, wording::Wordings,
};
use crate::{
    journey::{Framework, Stage, Touchpoint},
    text::{LintIssue, LintLimits, jaccard, lint_question},
};

/// Words of a question that two questions may share before they count as one: token Jaccard.
const SAME_QUESTION: f64 = 0.72;

/// A proposal after the rules: what is accepted, and what is not with the reason.
#[derive(Clone, Debug)]
pub(super) struct Disposal {
    proposal: PlanProposal,
    framework: Framework,
    accepted: Vec<(usize, ProposedQuestion)>,
    pub(super) rejected: Vec<Rejected>,
}

/// A question that breaks a rule.
#[derive(Clone, Debug)]
pub(super) struct Rejected {
    place: usize,
    pub(super) question: ProposedQuestion,
    pub(super) finding: LintFinding,
}

/// Checks every part of a proposal.
pub(super) fn accept(context: &DraftContext, mut proposal: PlanProposal) -> Disposal {
    let framework = framework(context, &proposal);
    let mut disposal = Disposal { framework, accepted: Vec::new(), rejected: Vec::new(), proposal: proposal.clone() };
    for (place, question) in proposal.core_questions.drain(..).enumerate() {
        match faults(context, &question.text).into_iter().next() {
            None => disposal.accepted.push((place, question)),
            Some(issue) => {
                let finding = LintFinding { question: format!("proposal {}", place + 1), issue, proposed: Some(question.text.clone()) };
                disposal.rejected.push(Rejected { place, question, finding });
            }
        }
    }
    disposal
}

fn faults(context: &DraftContext, text: &str) -> Vec<LintIssue> {
    lint_question(text, &context.language, LintLimits { max_words: 30 })
}

/// The given stages, or the drafter's own where it may; with the touchpoints that it adds.
fn framework(context: &DraftContext, proposal: &PlanProposal) -> Framework {
    let mut framework = context.framework.clone();
    let single = matches!(context.focus, Focus::SingleStage { .. });
    if context.stages_open && !single && proposal.stages.len() >= 2 {
        let mut stages: Vec<Stage> = Vec::new();
        for name in &proposal.stages {
            let id = identifier(name);
            if !id.is_empty() && stages.iter().all(|known| known.id != id) {
                let order = u32::try_from(stages.len()).unwrap_or(u32::MAX);
                stages.push(Stage { id, name: name.trim().to_owned(), aliases: Vec::new(), order });
            }
        }
        framework = Framework { id: OWN.into(), name: framework.name, stages, touchpoints: Vec::new() };
    }
    for proposed in &proposal.touchpoints {
        let id = identifier(&proposed.name);
        let Some(stage) = framework.find_stage(&proposed.stage).map(|stage| stage.id.clone()) else { continue };
        if !id.is_empty() && framework.find_touchpoint(&proposed.name).is_none() && framework.touchpoint(&id).is_none() {
            framework.touchpoints.push(Touchpoint { id, name: proposed.name.trim().to_owned(), stage, channel: None, aliases: Vec::new() });
        }
    }
    framework
}

/// A name as an id: `Waiting room` is `waiting_room`.
fn identifier(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

impl Disposal {
    /// Takes up the rejected questions in other words; what still breaks a rule is left out and told.
    pub(super) fn reword(&mut self, context: &DraftContext, reworded: Vec<RewordedQuestion>) {
        for (number, rejected) in (1..).zip(std::mem::take(&mut self.rejected)) {
            let other = reworded.iter().find(|one| one.number == number).map(|one| one.text.clone());
            match other.filter(|text| faults(context, text).is_empty()) {
                Some(text) => self.accepted.push((rejected.place, ProposedQuestion { text, ..rejected.question })),
                None => self.rejected.push(rejected),
            }
        }
        self.accepted.sort_by_key(|(place, _)| *place);
    }

    /// The plan of what was accepted.
    pub(super) fn plan(mut self, context: &DraftContext, provenance: Provenance) -> ResearchPlan {
        let replaced = self.rejected.drain(..).map(|rejected| rejected.finding).collect();
        let wordings = Wordings::or_english(&context.language);
        let goals = self.goals(context, wordings);
        let mut questions = Questions { all: Vec::new(), goals: u32::try_from(goals.len()).unwrap_or(u32::MAX) };
        for (_, proposed) in std::mem::take(&mut self.accepted) {
            let stage = proposed.stage.as_deref().and_then(|name| self.framework.find_stage(name)).map(|stage| stage.id.clone());
            questions.add(ProposedQuestion { stage, ..proposed });
        }
        self.fill(context, &mut questions);
        let mut core = questions.all;
        core.extend(ratings(wordings));
        ResearchPlan {
            version: 1,
            question: context.question.clone(),
            language: context.language.clone(),
            research_type: self.proposal.research_type,
            description: self.proposal.description,
            goals,
            target_participants: self.proposal.target_participants,
            focus: context.focus.clone(),
            framework: self.framework,
            core_questions: core,
            mandatory_questions: Vec::new(),
            changes: Vec::new(),
            provenance,
            replaced,
        }
    }

    /// The goals that were proposed, filled up to three when there are fewer.
    fn goals(&mut self, context: &DraftContext, wordings: Wordings) -> Vec<String> {
        let proposed = std::mem::take(&mut self.proposal.goals);
        let mut goals: Vec<String> = proposed.into_iter().filter(|goal| !goal.trim().is_empty()).take(context.goal_count).collect();
        for goal in wordings.all("goal.further", &[]) {
            if goals.len() >= context.goal_count.min(3) {
                break;
            }
            goals.push(goal);
        }
        goals
    }

    /// What a drafter owes whatever it proposes: something to ask, the questions of the focus, and its one stage.
    fn fill(&self, context: &DraftContext, questions: &mut Questions) {
        let owed: Vec<&Stage> = match &context.focus {
            Focus::SingleStage { stage } => self.framework.stages.iter().filter(|known| known.id == *stage).collect(),
            _ if questions.all.is_empty() => self.framework.stages.iter().collect(),
            _ => Vec::new(),
        };
        for stage in owed {
            if !questions.all.iter().any(|question| question.stage.as_ref() == Some(&stage.id)) {
                let text = scripted_question(stage, &context.language);
                questions.add(ProposedQuestion { text, stage: Some(stage.id.clone()), depth: ProbingDepth::Standard, serves: Vec::new() });
            }
        }
        for text in context.focus.questions(&context.language) {
            questions.add(ProposedQuestion { text, stage: None, depth: ProbingDepth::Light, serves: Vec::new() });
        }
    }
}

/// Questions as they come, without repetitions.
struct Questions {
    all: Vec<PlanQuestion>,
    goals: u32,
}

impl Questions {
    fn add(&mut self, proposed: ProposedQuestion) {
        if self.all.iter().any(|known| jaccard(&known.text, &proposed.text) >= SAME_QUESTION) {
            return;
        }
        self.all.push(PlanQuestion {
            id: format!("q{}", self.all.len() + 1),
            text: proposed.text,
            stage: proposed.stage,
            answer: AnswerFormat::Open,
            depth: proposed.depth,
            serves: proposed.serves.into_iter().filter(|goal| (1..=self.goals).contains(goal)).collect(),
        });
    }
}

fn ratings(wordings: Wordings) -> impl Iterator<Item = PlanQuestion> {
    [RatingInstrument::Csat, RatingInstrument::Nps].into_iter().filter_map(move |instrument| {
        Some(PlanQuestion {
            id: instrument.name().into(),
            text: wordings.text(&format!("rating.{}", instrument.name()), &[])?,
            stage: None,
            answer: AnswerFormat::Rating { instrument },
            depth: ProbingDepth::None,
            serves: Vec::new(),
        })
    })
}

/// The question that is asked about a stage when nobody wrote a better one, in a language that ships (else in English).
///
/// ```
/// use journey_core::{journey::Framework, plan::scripted_question};
/// let insurance = Framework::template("insurance")?;
/// assert_eq!(scripted_question(&insurance.stages[5], "fr"), "Que s'est-il passé la dernière fois que votre contrat arrivait à échéance ?");
/// # Ok::<(), journey_core::Error>(())
/// ```
pub fn scripted_question(stage: &Stage, language: &str) -> String {
    let wordings = Wordings::or_english(language);
    let known = |name: &str| wordings.text(&format!("stage.{}", identifier(name)), &[]);
    // Nouns keep their capitals in German.
    let name = if language == "de" { stage.name.clone() } else { stage.name.to_lowercase() };
    known(&stage.name)
        .or_else(|| known(&stage.id))
        .or_else(|| stage.aliases.iter().find_map(|alias| known(alias)))
        .or_else(|| wordings.text("stage.other", &[("stage", Some(&name))]))
        .unwrap_or_else(|| stage.name.clone())
}
