//! Drafting a plan by rules.

use crate::{
    plan::{DraftContext, Focus, PlanProposal, ProposedQuestion, ResearchType, scripted_question},
    text::words,
};

/// Words of a research question that tell the type of research.
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
    let asked = words(&context.question);
    let research_type = TYPES
        .iter()
        .find(|(_, cues)| asked.iter().any(|word| cues.contains(&word.as_str())))
        .map_or(ResearchType::Exploratory, |(kind, _)| *kind);
    let focused = match &context.focus {
        Focus::SingleStage { stage } => context.framework.stages.iter().filter(|known| known.id == *stage).collect::<Vec<_>>(),
        _ => context.framework.stages.iter().collect(),
    };
    let names: Vec<&str> = focused.iter().map(|stage| stage.name.as_str()).collect();
    let span = match names.as_slice() {
        [one] => format!("the stage {one}"),
        [first, .., last] => format!("the stages from {first} to {last}"),
        [] => "the journey".into(),
    };
    let question = context.question.trim().trim_end_matches(['?', '.', '!']);
    PlanProposal {
        research_type,
        description: cut(
            &format!(
                "Adaptive interviews on {span} in {}, to answer: {question}? Customers tell what happened, in their own words; every finding points to what they said.",
                context.framework.name.to_lowercase()
            ),
            600,
        ),
        goals: goals(context, &span),
        target_participants: participants(context),
        core_questions: focused
            .into_iter()
            .map(|stage| ProposedQuestion { text: scripted_question(stage), stage: Some(stage.id.clone()) })
            .collect(),
    }
}

fn goals(context: &DraftContext, span: &str) -> Vec<String> {
    let more: [&str; 3] = match context.focus {
        Focus::BusinessToBusiness => [
            "Learn who takes part in the decision and what each of them needs",
            "Find where stakeholders disagree",
            "Find what the buyer must bring colleagues along",
        ],
        Focus::CrossChannel | Focus::Omnichannel => [
            "Find where customers repeat themselves between channels",
            "Compare the same touchpoint across channels",
            "Find which hand-offs fail",
        ],
        Focus::Lifecycle => {
            ["Learn what changes from one cycle to the next", "Find what brings customers back", "Find what makes them leave"]
        }
        _ => [
            "Learn what customers expected and what happened instead",
            "Learn how experiences differ between groups of customers",
            "Find the moments that decide whether customers stay",
        ],
    };
    let mut goals = vec![
        format!("Find where in {span} customers meet friction, how many of them and how badly"),
        format!("Find where in {span} customers are delighted, and what made it so"),
        "Rank what to mend first, with the evidence behind each priority".to_owned(),
    ];
    goals.extend(more.iter().map(|goal| (*goal).to_owned()));
    goals.extend(
        [
            "Learn which channels customers choose and why",
            "Collect what customers suggest",
            "Set a baseline that a later wave can be measured against",
            "Learn what customers do to help themselves",
        ]
        .map(str::to_owned),
    );
    goals.truncate(context.goal_count);
    goals
}

fn participants(context: &DraftContext) -> Vec<String> {
    if context.focus == Focus::BusinessToBusiness {
        return ["Buyers and budget holders", "Daily users", "Administrators and IT", "Former customers"].map(str::to_owned).to_vec();
    }
    let mut wanted: Vec<String> = ["New customers (first 90 days)", "Established and long-term customers", "Customers at risk of leaving"]
        .map(str::to_owned)
        .to_vec();
    if let Some(stage) = context.framework.stages.iter().find(|stage| ["claims", "support"].contains(&stage.id.as_str())) {
        wanted.push(format!("Customers who went through {} in the last year", stage.name.to_lowercase()));
    }
    if let Some(stage) = context.framework.stage("renewal") {
        wanted.push(format!("Customers in or near {}", stage.name.to_lowercase()));
    }
    wanted
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
