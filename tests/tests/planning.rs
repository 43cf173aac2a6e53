//! Plans, guides and studies.

use std::collections::{BTreeMap, BTreeSet};

use journey_core::{
    builtin,
    journey::Framework,
    llm::{FinishReason, ModelReply, ModelRequest, Procedure as _, ProcedureInput, RetryPolicy, Step, TokenUsage},
    plan::{AnswerFormat, DraftContext, DraftPlan, Focus, Guide, ItemKind, PlanQuestion, ProbingDepth, ResearchPlan, ResearchType},
    study::{Attribute, Invitation, Participant, ParticipantExperience, Study, standard_segments},
    text::{LintLimits, lint_message},
    time::Timestamp,
};
use serde_json::json;

fn draft(question: &str, industry: &str, focus: Focus, goals: usize) -> ResearchPlan {
    let framework = Framework::template(industry).expect("a template").clone();
    let context = DraftContext { focus, goal_count: goals, ..DraftContext::new(question, Some(framework)) };
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
            let asked: BTreeSet<_> = plan.core_questions.iter().filter_map(|question| question.stage.as_ref()).collect();
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
    assert_eq!(goals.iter().collect::<BTreeSet<_>>().len(), 8);
    let framework = Framework::template("saas").expect("a template").clone();
    let wrong = |question: &str, goals: usize| DraftContext { goal_count: goals, ..DraftContext::new(question, Some(framework.clone())) };
    for (context, field) in [(wrong("?", 3), "question"), (wrong("Where does it hurt?", 0), "goals")] {
        let error = DraftPlan::new(context, RetryPolicy::never(), 0).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.starts_with(field), "{error}");
    }
}

/// Research questions of seven industries; no template fits the last two.
const QUESTIONS: [&str; 7] = [
    "Why do policyholders leave at renewal?",
    "How do patients experience the waiting time before surgery?",
    "What keeps small business owners from switching banks?",
    "Where do we lose shoppers during checkout?",
    "Why don't trial users of our software convert to paid?",
    "How satisfied are parents with the communication of our school?",
    "Why do volunteers stop coming to our food bank after three months?",
];

fn texts(plan: &ResearchPlan) -> BTreeSet<&str> {
    plan.core_questions.iter().filter(|question| question.answer.is_open()).map(|question| question.text.as_str()).collect()
}

#[test]
fn the_plan_comes_from_the_question() {
    let plans: Vec<ResearchPlan> = QUESTIONS.iter().map(|question| builtin::draft_plan(question, None).expect("a plan")).collect();
    let industries: Vec<&str> = plans.iter().map(|plan| plan.framework.id.as_str()).collect();
    assert_eq!(industries, ["insurance", "healthcare", "banking", "retail", "saas", "own", "own"]);
    for (at, plan) in plans.iter().enumerate() {
        assert_eq!((plan.lint(), &plan.replaced), (vec![], &vec![]), "{}", plan.question);
        Guide::from_plan(plan).expect("a guide");
        for other in plans.iter().take(at) {
            let (left, right) = (texts(plan), texts(other));
            let shared = left.intersection(&right).count() as f64 / left.union(&right).count() as f64;
            assert!(shared < 0.7 && plan.goals != other.goals, "{} | {}: {shared}", plan.question, other.question);
        }
    }
    assert!(texts(&plans[0]).contains("Think of a time when you left at renewal, or came close to it. What happened?"));
    assert!(texts(&plans[2]).contains("Tell me about a time when something kept you from switching banks."));
    let deep = plans[0].core_questions.iter().find(|question| question.depth == ProbingDepth::Deep).expect("a deep question");
    assert_eq!((deep.stage.as_deref(), deep.serves.as_slice()), (Some("renewal"), [1].as_slice()));
}

#[test]
fn the_same_template_with_another_question_asks_something_else() {
    let plan = |question: &str| builtin::draft_plan(question, "insurance").expect("a plan");
    let (claims, renewal, whole) =
        (plan("Where do claims hurt?"), plan("Why do customers leave at renewal?"), plan("Where in the journey is friction?"));
    let stages = |plan: &ResearchPlan| plan.core_questions.iter().filter_map(|question| question.stage.clone()).collect::<BTreeSet<_>>();
    assert_eq!(stages(&claims), BTreeSet::from(["claims", "relationship", "renewal"].map(str::to_owned)));
    assert_eq!(stages(&renewal), BTreeSet::from(["claims", "renewal"].map(str::to_owned)));
    assert_eq!(stages(&whole).len(), 6);
    assert!(texts(&claims).intersection(&texts(&renewal)).count() <= 3);
}

#[test]
fn every_preset_has_goals_and_questions_of_its_own() {
    let presets = [Focus::BusinessToBusiness, Focus::CrossChannel, Focus::EndToEnd, Focus::Lifecycle, Focus::Omnichannel];
    let plans = presets.map(|focus| draft("Where does the journey hurt?", "b2b", focus, 3));
    for (at, plan) in plans.iter().enumerate() {
        for other in plans.iter().take(at) {
            assert_ne!(plan.goals, other.goals);
            assert_ne!(texts(plan), texts(other));
        }
    }
}

#[test]
fn a_plan_speaks_the_language_of_its_question() {
    for (question, language, asks) in [
        ("Warum kündigen Kunden bei der Verlängerung?", "de", "Welcher einzelne Moment hat es für Sie entschieden?"),
        ("Pourquoi les clients quittent-ils notre assurance après un sinistre ?", "fr", "Quel moment précis a été décisif pour vous ?"),
        ("¿Por qué se van los clientes después de la primera factura?", "es", "¿Qué momento concreto lo decidió para usted?"),
    ] {
        let plan = builtin::draft_plan(question, None).expect("a plan");
        assert_eq!((plan.language.as_str(), plan.replaced.len(), plan.lint()), (language, 0, vec![]));
        for recommended in plan.recommended_mandatory_questions() {
            assert_eq!(plan.clone().add_mandatory_question(&recommended, None), Ok(vec![]), "{recommended}");
        }
        assert!(texts(&plan).contains(asks), "{:?}", texts(&plan));
        assert_eq!(Guide::from_plan(&plan).map(|guide| guide.language), Ok(language.into()));
    }
    let mut plan = builtin::draft_plan("Where do claims hurt?", "insurance").expect("a plan");
    for recommended in plan.recommended_mandatory_questions() {
        assert_eq!(plan.add_mandatory_question(&recommended, None), Ok(vec![]), "{recommended}");
    }
    // An English study is asked in another language, but for questions of one's own.
    let mut plan = builtin::draft_plan("Where does the journey hurt?", "healthcare").expect("a plan");
    plan.add_mandatory_question("What did the receptionist say?", None).expect("added");
    let english = Guide::from_plan(&plan).expect("a guide");
    for language in ["de", "es", "fr"] {
        let other = english.clone().with_language(language).expect("lines ship");
        let same: Vec<&str> = other
            .items
            .iter()
            .zip(&english.items)
            .filter(|(other, english)| other.text == english.text)
            .map(|(item, _)| item.id.as_str())
            .collect();
        assert_eq!(same, ["m1"], "{language}");
    }
}

fn replied(text: &serde_json::Value) -> ProcedureInput {
    let reply = ModelReply { text: text.to_string(), finish: FinishReason::Stop, usage: TokenUsage::default(), model: "a model".into() };
    ProcedureInput::Replies(vec![Ok(reply)])
}

fn asked(step: Step<ResearchPlan>) -> ModelRequest {
    let Step::Ask(mut requests) = step else { unreachable!("a request") };
    requests.remove(0)
}

#[test]
fn what_a_model_proposes_is_worded_again_once_and_what_it_leaves_out_stays_out() {
    let question = |text: &str, stage: Option<&str>| json!({"text": text, "stage": stage, "depth": "deep", "serves": [1, 9]});
    let proposal = json!({
        "research_type": "diagnostic", "description": "Why volunteers stop.", "goals": ["Find what leads them to stop"], "target_participants": [],
        "stages": ["Hearing of it", "First shift", "Staying", "Stopping"], "touchpoints": [{"name": "Sign-up sheet", "stage": "First shift"}],
        "core_questions": [
            question("What happened on your first shift?", Some("first_shift")),
            question("Wasn't it hard to stop?", Some("Stopping")),
            question("Would you come back if we paid you?", Some("Stopping")),
        ],
    });
    let context = DraftContext::new("Why do volunteers stop coming to our food bank?", None);
    let mut draft = DraftPlan::new(context, RetryPolicy::never(), 0).expect("a draft");
    let first = asked(draft.step(ProcedureInput::Start).expect("a request"));
    assert!(first.messages[0].content.contains("where they do not fit the question, give your own"));
    let again = asked(draft.step(replied(&proposal)).expect("a request"));
    assert_eq!((again.task.as_ref(), again.messages.len()), ("plan.reword", 3));
    let shown = &again.messages[2].content;
    assert!(shown.contains("1. `Wasn't it hard to stop?`") && shown.contains("2. `Would you come back"), "{shown}");
    let reworded =
        json!({"questions": [{"number": 1, "text": "What was it like to stop?"}, {"number": 2, "text": "Would you come if we paid?"}]});
    let Step::Done(plan) = draft.step(replied(&reworded)).expect("a plan") else { unreachable!("a plan") };
    let open: Vec<(&str, Option<&str>)> = plan
        .core_questions
        .iter()
        .filter(|question| question.answer.is_open())
        .map(|question| (question.text.as_str(), question.stage.as_deref()))
        .collect();
    assert_eq!(open, [("What happened on your first shift?", Some("first_shift")), ("What was it like to stop?", Some("stopping"))]);
    assert_eq!((plan.core_questions[0].serves.as_slice(), plan.core_questions[0].depth), ([1].as_slice(), ProbingDepth::Deep));
    assert_eq!(plan.framework.touchpoints[0].stage, "first_shift");
    assert_eq!(plan.replaced.len(), 1);
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
