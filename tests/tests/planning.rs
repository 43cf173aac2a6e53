//! Plans, guides and studies.

use std::collections::BTreeMap;

use journey_core::{
    builtin,
    journey::Framework,
    llm::RetryPolicy,
    plan::{AnswerFormat, DraftContext, DraftPlan, Focus, Guide, ItemKind, PlanQuestion, ResearchPlan, ResearchType},
    study::{Attribute, Invitation, Participant, ParticipantExperience, Study, standard_segments},
    text::{LintLimits, lint_message},
    time::Timestamp,
};

fn draft(question: &str, industry: &str, focus: Focus, goals: usize) -> ResearchPlan {
    let framework = Framework::template(industry).expect("a template").clone();
    let context = DraftContext { question: question.into(), focus, framework, goal_count: goals };
    builtin::run(DraftPlan::new(context, RetryPolicy::never(), 0).expect("a draft")).expect("a plan")
}

#[test]
fn every_industry_and_focus_makes_a_sound_plan() {
    for industry in Framework::templates() {
        let stage = industry.stages[0].id.clone();
        for focus in [
            Focus::BusinessToBusiness,
            Focus::CrossChannel,
            Focus::EndToEnd,
            Focus::Lifecycle,
            Focus::Omnichannel,
            Focus::SingleStage { stage },
        ] {
            let plan = draft("Where does the journey hurt?", &industry.id, focus.clone(), 3);
            assert_eq!(plan.lint(), [], "{} {focus:?}", industry.id);
            assert_eq!(plan.replaced, [], "{} {focus:?}", industry.id);
            assert_eq!(plan.goals.len(), 3);
            assert!(!plan.target_participants.is_empty() && !plan.description.is_empty());
            let wanted = if matches!(focus, Focus::SingleStage { .. }) { 1 } else { industry.stages.len() };
            let asked: std::collections::BTreeSet<_> = plan.core_questions.iter().filter_map(|question| question.stage.as_ref()).collect();
            assert_eq!(asked.len(), wanted, "{} {focus:?}", industry.id);
            let guide = Guide::from_plan(&plan).expect("a guide");
            for item in &guide.items {
                assert!(lint_message(&item.text, &guide.language, LintLimits { max_words: guide.max_words }).is_empty(), "{}", item.text);
            }
            assert!(matches!(guide.items.last().map(|item| &item.answer), Some(AnswerFormat::Rating { .. })));
        }
    }
}

#[test]
fn the_question_tells_the_type_and_more_goals_come_on_request() {
    let kind = |question: &str| draft(question, "saas", Focus::EndToEnd, 3).research_type;
    assert_eq!(kind("Why do customers leave after the trial?"), ResearchType::Diagnostic);
    assert_eq!(kind("Compare the onboarding of segments"), ResearchType::Comparative);
    assert_eq!(kind("What is everyday life with the product?"), ResearchType::Exploratory);
    let goals = draft("Where does it hurt?", "saas", Focus::EndToEnd, 8).goals;
    assert_eq!(goals.iter().collect::<std::collections::BTreeSet<_>>().len(), 8);
    let framework = Framework::template("saas").expect("a template").clone();
    let wrong = |question: &str, goals: usize| DraftContext {
        question: question.into(),
        focus: Focus::EndToEnd,
        framework: framework.clone(),
        goal_count: goals,
    };
    for (context, field) in [(wrong("?", 3), "question"), (wrong("Where does it hurt?", 0), "goals")] {
        let error = DraftPlan::new(context, RetryPolicy::never(), 0).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.starts_with(field), "{error}");
    }
}

#[test]
fn mandatory_questions_warn_and_versions_say_what_changed() {
    let mut plan = draft("Where does the journey hurt?", "insurance", Focus::EndToEnd, 3);
    for text in ["What did the letter say?", "Who helped you?", "What did you do next?"] {
        assert_eq!(plan.add_mandatory_question(text, Some("claims")), Ok(vec![]));
    }
    let warnings = plan.add_mandatory_question("Wasn't it terrible?", None).expect("added");
    assert!(warnings.len() >= 2 && warnings[0].contains("4 mandatory"), "{warnings:?}");
    assert!(plan.add_mandatory_question(" ", None).is_err());
    assert!(plan.add_mandatory_question("What else?", Some("nowhere")).is_err());
    let guide = Guide::from_plan(&plan).expect("a guide");
    assert_eq!(guide.items.iter().filter(|item| item.kind == ItemKind::Mandatory).count(), 4);

    let next = plan.revise("ada", Timestamp(5), |plan| {
        plan.goals.remove(0);
        let question = PlanQuestion { text: "How did you pay?".into(), ..plan.core_questions[1].clone() };
        plan.core_questions[1] = question;
    });
    assert_eq!((plan.version, next.version), (1, 2));
    let what = next.changes[0].what.join("\n");
    assert!(what.contains("goal removed") && what.contains("became `How did you pay?`"), "{what}");
    assert_eq!(next.revise("ada", Timestamp(6), |_| {}).version, 2);
}

#[test]
fn segments_hold_at_their_edges() {
    let segments = standard_segments();
    let with = |attribute: &str, value: f64| {
        let participant =
            Participant { attributes: BTreeMap::from([(attribute.to_owned(), Attribute::Number(value))]), ..Participant::default() };
        segments.iter().filter(|segment| segment.rule.matches(&participant)).map(|segment| segment.id.clone()).collect::<Vec<_>>()
    };
    for (attribute, value, expected) in [
        ("tenure_days", 0.0, vec!["new"]),
        ("tenure_days", 90.0, vec!["new"]),
        ("tenure_days", 91.0, vec!["established"]),
        ("tenure_days", 731.0, vec!["long_term"]),
        ("value_percentile", 80.0, vec!["high_value"]),
        ("risk_score", 0.59, vec![]),
        ("channels_used", 3.0, vec!["cross_channel"]),
        ("unknown", 1.0, vec![]),
    ] {
        assert_eq!(with(attribute, value), expected, "{attribute} {value}");
    }
}

#[test]
fn experience_and_invitation_refuse_what_cannot_be_promised() {
    let plan = draft("Where does the journey hurt?", "insurance", Focus::EndToEnd, 3);
    let mut experience = ParticipantExperience::new("Your claim", "Ada");
    assert!(Study::new("s", plan.clone(), experience.clone()).is_ok());
    experience.welcome = "Your answers are anonymous.".into();
    let error = Study::new("s", plan, experience).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains("experience.welcome"), "{error}");

    let mut values: BTreeMap<String, String> =
        ["name", "title", "researcher", "minutes", "link"].iter().map(|field| ((*field).to_owned(), format!("<{field}>"))).collect();
    let filled = Invitation::default().fill(&values).expect("filled");
    assert!(filled.body.contains("<link>") && !filled.body.contains('{'));
    values.remove("name");
    assert!(Invitation::default().fill(&values).err().is_some_and(|error| error.to_string().contains("invitation.name")));
    let unknown = Invitation { subject: "{colour}".into(), body: "{link}".into() };
    assert!(unknown.fill(&values).is_err());
}
