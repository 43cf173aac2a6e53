//! What a researcher sets and what a participant may do: screener, choices, branches, languages, modes, reminders, coming back, correcting.

use journey_core::{
    builtin,
    interview::{
        AnswerAssessment, CoverageClaim, CoverageMatrix, DataQualityKind, EventBody, Input, InputBody, Interview, InterviewOutcome,
        InterviewPhase, ItemCoverage, ItemStatus, JudgeInterview, MessagePurpose, ModeratorMove, MoveKind, Output, ReportCard,
        data_quality_flags,
    },
    journey::Role,
    llm::{RetryPolicy, TokenUsage},
    plan::{
        AnswerFormat, AnswerOption, AnswerStatus, Branch, BranchAction, Condition, Guide, GuideItem, GuidePhase, GuideTouchpoint,
        InterviewMode, ItemKind, ProbingDepth, RatingInstrument, ScreenerVerdict, StructuredAnswer, Tone,
    },
    time::Timestamp,
};
use journey_tests::hold;

fn open(id: &str, text: &str) -> GuideItem {
    GuideItem::open(id, GuidePhase::Experience, text, ProbingDepth::Standard)
}

fn three() -> Vec<GuideItem> {
    vec![
        open("q1", "What happened when you first made a claim?"),
        open("q2", "How did you hear about the renewal?"),
        open("q3", "What changed for you afterwards?"),
    ]
}

fn chose(ids: &[&str]) -> InputBody {
    InputBody::Answered { answer: StructuredAnswer::Choices { options: ids.iter().map(|id| (*id).to_owned()).collect() } }
}

fn number(value: i64) -> InputBody {
    InputBody::Answered { answer: StructuredAnswer::Number { value } }
}

fn said(text: &str) -> InputBody {
    InputBody::Said { text: text.into() }
}

/// An interview with a counter for ids and time; the builtin engine answers.
struct Talk {
    interview: Interview,
    now: i64,
}

impl Talk {
    fn new(guide: Guide) -> Self {
        let mut talk = Self { interview: Interview::new("i", guide).expect("a sound guide"), now: 0 };
        talk.send(InputBody::Joined);
        talk.send(said("yes"));
        talk
    }

    /// Sends an input and answers what is asked of the model; returns what the participant reads last.
    fn send(&mut self, body: InputBody) -> String {
        self.now += 1_000;
        let mut outputs = self.interview.handle(Input::new(self.now.to_string(), body), Timestamp(self.now)).expect("a possible input");
        let mut read = String::new();
        loop {
            let mut asked = None;
            for output in outputs {
                match output {
                    Output::Say { text, .. } | Output::Ask { text, .. } => read = text.to_string(),
                    Output::AskModel { request, body } => asked = Some((request, body)),
                    _ => {}
                }
            }
            let Some((request, body)) = asked else { return read };
            self.now += 1;
            let completed = builtin::run(Interview::completion(*body, RetryPolicy::never())).expect("an answer");
            let input = Input::model_replied(self.now.to_string(), request, completed);
            outputs = self.interview.handle(input, Timestamp(self.now)).expect("a possible reply");
        }
    }

    fn current(&self) -> &str {
        self.interview.state().current().unwrap_or_default()
    }

    fn outcome(&self) -> Option<InterviewOutcome> {
        self.interview.state().outcome()
    }

    fn status(&self, item: &str) -> &ItemStatus {
        &self.interview.state().ledger().entry(item).expect("the item").status
    }
}

fn screener() -> GuideItem {
    let options = vec![
        AnswerOption::new("claim", "I made a claim").with_verdict(ScreenerVerdict::Qualify),
        AnswerOption::new("bought", "I bought a policy"),
        AnswerOption::new("staff", "I work for an insurer").with_verdict(ScreenerVerdict::Disqualify),
    ];
    GuideItem {
        answer: AnswerFormat::MultipleChoice { options, least: 1, most: 3 },
        ..GuideItem::open("door", GuidePhase::Screener, "Which of these is true of you?", ProbingDepth::None)
    }
}

#[test]
fn the_screener_lets_in_who_is_looked_for() {
    for (input, expected) in [
        (chose(&["claim"]), None),
        (said("I made a claim, and I bought a policy"), None),
        (chose(&["bought"]), Some(InterviewOutcome::ScreenedOut)),
        (chose(&["claim", "staff"]), Some(InterviewOutcome::ScreenedOut)),
        (InputBody::Skipped, Some(InterviewOutcome::ScreenedOut)),
    ] {
        let mut items = three();
        items.insert(0, screener());
        let mut talk = Talk::new(Guide::from_items(items));
        assert_eq!(talk.current(), "door");
        let last = talk.send(input.clone());
        assert_eq!(talk.outcome(), expected, "{input:?}");
        match expected {
            None => assert_eq!(talk.current(), "q1"),
            Some(_) => assert!(last.contains("another situation"), "{last}"),
        }
    }
    let mut late = three();
    late.push(screener());
    assert_eq!(Guide::from_items(late).check().map_err(|error| error.code()), Err("invalid"), "a screener stands first");
}

#[test]
fn the_host_admits_after_the_screener() {
    let mut items = three();
    items.insert(0, screener());
    let guide = Guide { requires_admission: true, ..Guide::from_items(items) };
    let mut talk = Talk::new(guide.clone());
    talk.send(chose(&["claim"]));
    assert_eq!(talk.interview.state().phase(), InterviewPhase::Admitting);
    let pending = talk.interview.pending();
    assert!(matches!(&pending[0], Output::CheckQuotas { answers } if answers.contains_key("door")), "{pending:?}");
    let mut full = Talk { interview: talk.interview.clone(), now: talk.now };
    talk.send(InputBody::Admitted { quotas: vec!["claims".into()], full: None });
    assert_eq!((talk.current(), talk.interview.state().quotas()), ("q1", &["claims".to_owned()][..]));
    full.send(InputBody::Admitted { quotas: vec!["claims".into()], full: Some("claims".into()) });
    assert_eq!(full.outcome(), Some(InterviewOutcome::QuotaFull));
    // Without a screener, the host is asked right after the consent.
    let bare = Talk::new(Guide { requires_admission: true, items: three(), ..guide });
    assert_eq!(bare.interview.state().phase(), InterviewPhase::Admitting);
}

#[test]
fn numbers_and_choices_are_asked_for_once_more_and_can_be_skipped() {
    let rating = GuideItem {
        answer: AnswerFormat::Rating { instrument: RatingInstrument::Nps },
        ..open("nps", "How likely are you to recommend us, from 0 to 10?")
    };
    let ranking = GuideItem {
        answer: AnswerFormat::Ranking {
            options: vec![AnswerOption::new("a", "Price"), AnswerOption::new("b", "Speed"), AnswerOption::new("c", "Care")],
        },
        ..open("rank", "What matters most to you?")
    };
    let guide = Guide::from_items(vec![rating, ranking, open("q1", "What happened next?")]);
    let mut talk = Talk::new(guide.clone());
    assert_eq!(talk.send(said("a lot")), "Please give one number from 0 to 10, or say skip.");
    assert_eq!(talk.send(said("eleven")), "What matters most to you?", "a second unclear answer moves on");
    assert_eq!(talk.status("nps"), &ItemStatus::DontKnow);
    assert!(talk.send(chose(&["a"])).starts_with("Please choose from: Price; Speed; Care."));
    talk.send(said("care, speed, price"));
    assert_eq!(
        talk.interview.state().structured_answers().get("rank"),
        Some(&StructuredAnswer::Choices { options: vec!["c".into(), "b".into(), "a".into()] })
    );
    let mut talk = Talk::new(guide);
    talk.send(number(11));
    talk.send(number(9));
    assert_eq!(talk.interview.document("p").ratings.get("nps"), Some(&9.0));
    talk.send(InputBody::Skipped);
    assert_eq!(talk.status("rank"), &ItemStatus::Declined);
    assert!(talk.interview.handle(Input::new("x", number(3)), Timestamp(talk.now)).is_err(), "an open question takes no number");
}

#[test]
fn branches_skip_end_and_screen_out() {
    let branch = |when: Condition, then: BranchAction| Branch { when, then };
    let not_happy = || Condition::NumberInRange { item: "csat".into(), low: None, high: Some(5) };
    let guide = |branches: Vec<Branch>| {
        let rating = GuideItem {
            answer: AnswerFormat::Rating { instrument: RatingInstrument::Csat },
            branches,
            ..open("csat", "How satisfied are you, from 0 to 10?")
        };
        let reflection = GuideItem::open("look", GuidePhase::Reflection, "What would you tell a friend?", ProbingDepth::None);
        let must = GuideItem {
            kind: ItemKind::Mandatory,
            ..GuideItem::open("must", GuidePhase::Reflection, "What did the letter say?", ProbingDepth::None)
        };
        Guide { mode: InterviewMode::Strict, ..Guide::from_items([vec![rating], three(), vec![reflection, must]].concat()) }
    };
    let run = |branches: Vec<Branch>, value: i64| {
        let mut talk = Talk::new(guide(branches));
        talk.send(number(value));
        let mut asked = vec![talk.current().to_owned()];
        while talk.outcome().is_none() {
            talk.send(said("I waited three weeks for the letter from them."));
            asked.push(talk.current().to_owned());
        }
        asked.dedup();
        (asked.join(" "), talk.outcome())
    };
    let completed = Some(InterviewOutcome::Completed);
    let all = "q1 q2 q3 look must";
    assert_eq!(run(vec![], 3), (all.into(), completed));
    assert_eq!(run(vec![branch(not_happy(), BranchAction::SkipItem { item: "q2".into() })], 3), ("q1 q3 look must".into(), completed));
    assert_eq!(run(vec![branch(not_happy(), BranchAction::SkipItem { item: "q2".into() })], 8), (all.into(), completed));
    assert_eq!(
        run(vec![branch(not_happy(), BranchAction::SkipPhase { phase: GuidePhase::Experience })], 3),
        ("look must".into(), completed)
    );
    assert_eq!(
        run(vec![branch(not_happy(), BranchAction::End)], 3),
        ("must".into(), completed),
        "a mandatory item is asked before the end"
    );
    let (asked, outcome) = run(vec![branch(not_happy(), BranchAction::ScreenOut)], 3);
    assert_eq!((asked.as_str(), outcome), ("csat", Some(InterviewOutcome::ScreenedOut)));
    let both = Condition::All {
        conditions: vec![
            not_happy(),
            Condition::Not { condition: Box::new(Condition::StatusIs { item: "q1".into(), standing: AnswerStatus::Answered }) },
        ],
    };
    assert_eq!(run(vec![branch(both, BranchAction::SkipItem { item: "q3".into() })], 3).0, "q1 q2 look must");
    let words = Condition::ContainsPhrase { item: "q1".into(), phrase: "THREE weeks".into() };
    let mut guide = guide(vec![]);
    guide.items[1].branches.push(branch(words, BranchAction::SkipItem { item: "look".into() }));
    let mut talk = Talk::new(guide.clone());
    talk.send(number(9));
    talk.send(said("It took three weeks in all."));
    assert_eq!(talk.status("look"), &ItemStatus::NotApplicable);
    // A branch that would skip a mandatory item, or names an unknown one, is refused with the guide.
    for then in [BranchAction::SkipItem { item: "must".into() }, BranchAction::SkipItem { item: "nothing".into() }] {
        let mut wrong = guide.clone();
        wrong.items[0].branches.push(branch(not_happy(), then));
        let error = wrong.check().expect_err("refused").to_string();
        assert!(error.starts_with("items[0].branches[0].then"), "{error}");
    }
}

#[test]
fn silence_is_reminded_of_and_then_abandoned() {
    let guide = Guide { reminders: vec![60_000, 600_000], abandon_after_ms: 3_600_000, ..Guide::from_items(three()) };
    let mut talk = Talk::new(guide);
    let heard = talk.now;
    let timer = |talk: &Talk| {
        talk.interview.pending().iter().find_map(|output| match output {
            Output::SetTimer { at } => Some(at.0),
            _ => None,
        })
    };
    assert_eq!(timer(&talk), Some(heard + 60_000));
    let tick =
        |talk: &mut Talk, at: i64| talk.interview.handle(Input::new(format!("tick-{at}"), InputBody::Tick), Timestamp(at)).expect("a tick");
    let reminds = |outputs: &[Output]| outputs.iter().any(|output| matches!(output, Output::Remind { .. }));
    assert!(!reminds(&tick(&mut talk, heard + 59_999)));
    assert!(tick(&mut talk, heard + 60_000).contains(&Output::Remind { number: 1 }));
    assert!(!reminds(&tick(&mut talk, heard + 70_000)), "a reminder comes once");
    assert_eq!(timer(&talk), Some(heard + 600_000));
    // An answer begins the silence anew.
    talk.now = heard + 100_000;
    talk.send(said("I waited three weeks for the letter."));
    let heard = talk.interview.state().last_activity().expect("heard").0;
    assert!(tick(&mut talk, heard + 60_000).contains(&Output::Remind { number: 1 }));
    assert!(tick(&mut talk, heard + 600_000).contains(&Output::Remind { number: 2 }));
    let end = tick(&mut talk, heard + 3_600_000);
    assert!(end.contains(&Output::Finished { outcome: InterviewOutcome::Abandoned }));
    assert!(talk.interview.pending().iter().all(|output| !matches!(output, Output::SetTimer { .. })));
}

/// A day away does not use up the time of a conversation.
#[test]
fn absence_is_not_time_spent() {
    let mut talk = Talk::new(Guide { max_duration_ms: 1_200_000, ..Guide::from_items(three()) });
    talk.send(said("I waited three weeks for the letter."));
    talk.send(InputBody::Left);
    talk.now += 24 * 3_600_000;
    let shown = talk.send(InputBody::Rejoined);
    assert!(!shown.is_empty(), "the open question is shown again");
    talk.send(said("Then they called me and said sorry, because they had lost it."));
    assert_eq!(talk.outcome(), None);
    assert!(talk.interview.state().active_milliseconds(Timestamp(talk.now)) < 1_200_000);
}

#[test]
fn consent_is_kept_with_its_text_and_language() {
    let english = Talk::new(Guide::from_items(three()));
    let german = Guide::from_items(three()).with_language("de").expect("it ships");
    let mut interview = Interview::new("i", german.clone()).expect("a guide");
    interview.handle(Input::new("1", InputBody::Joined), Timestamp(1)).expect("joins");
    interview.handle(Input::said("2", "Ja, gern"), Timestamp(9)).expect("agrees");
    let kept = interview.state().consent().expect("consent").clone();
    assert_eq!((kept.at, kept.language.as_str()), (Timestamp(9), "de"));
    assert_ne!(Some(&kept.text_hash), english.interview.state().consent().map(|consent| &consent.text_hash));
    assert_eq!(Guide::from_items(three()).with_language("tlh").map_err(|error| error.code()), Err("invalid"));
    let refused = interview.handle(Input::said("3", "Das möchte ich lieber nicht sagen."), Timestamp(10)).expect("says");
    assert!(refused.iter().any(|output| matches!(output, Output::Say { text, .. } if text.as_ref() == german.items[1].text)));
    let distress = interview.handle(Input::said("4", "Ich will sterben"), Timestamp(11)).expect("says");
    assert!(distress.iter().any(|output| matches!(output, Output::Say { text, .. } if text.contains("Notruf"))));
}

#[tokio::test]
async fn modes_differ_in_what_they_probe() {
    let said: Vec<String> =
        ["I called them twice last week and nobody answered.", "It was hard.", "They sent the wrong form."].map(str::to_owned).to_vec();
    let probes = async |mode: InterviewMode| {
        let held = hold(Guide { mode, ..Guide::from_items(three()) }, &builtin::BuiltinProvider, &said).await;
        let log = held.interview.log();
        let asked = log.iter().filter(|event| matches!(event.body, EventBody::ModelAsked { .. })).count();
        let texts: Vec<String> = log
            .iter()
            .filter_map(|event| match &event.body {
                EventBody::MessageShown { text, purpose: MessagePurpose::Probe { .. }, .. } => Some(text.to_string()),
                _ => None,
            })
            .collect();
        (asked, texts)
    };
    let (asked, texts) = probes(InterviewMode::Strict).await;
    assert_eq!((asked, texts.len()), (0, 0), "the script asks no model and probes nothing");
    let (_, standard) = probes(InterviewMode::Standard).await;
    assert_eq!(standard.len(), 6, "two probes on each of three items, for everyone: {standard:?}");
    assert_eq!(standard[..2], ["Tell me more about what happened there.", "What was that like for you, step by step?"]);
    let (_, adaptive) = probes(InterviewMode::Adaptive).await;
    assert!(adaptive.iter().any(|text| text.contains('“')), "{adaptive:?}");
}

#[test]
fn what_was_told_in_passing_is_not_asked_again() {
    let must = |item: GuideItem| GuideItem { kind: ItemKind::Mandatory, ..item };
    let guide = Guide::from_items(vec![
        open("q1", "What happened when you first made a claim?"),
        open("q2", "What did the renewal letter say about the price?"),
        must(open("q3", "What did the adjuster say about the damaged roof?")),
    ]);
    let mut talk = Talk::new(guide);
    talk.send(said(
        "The adjuster came and said the damaged roof was our own fault. The renewal letter said the price would go up by a fifth, because of the storm. I was angry and felt cheated, since I had expected help, so in the end we paid for it ourselves by phone.",
    ));
    assert!(matches!(talk.status("q2"), ItemStatus::Touched { evidence } if !evidence.is_empty()), "spoken of is not answered");
    let asked = talk.interview.state().turns().last().expect("a message").turn.text.to_string();
    assert_eq!(asked, "You have told me some of this already. What did the renewal letter say about the price?");
}

/// A model that understands may pass over an item that was answered; one that must be asked is asked all the same.
#[test]
fn what_was_answered_in_passing_is_not_asked_again() {
    let must = |item: GuideItem| GuideItem { kind: ItemKind::Mandatory, ..item };
    let guide = Guide::from_items(vec![
        open("q1", "What happened when you first made a claim?"),
        open("q2", "What did the renewal letter say about the price?"),
        must(open("q3", "What did the adjuster say about the damaged roof?")),
    ]);
    let mut interview = Interview::new("i", guide).expect("a guide");
    interview.handle(Input::new("1", InputBody::Joined), Timestamp(0)).expect("joins");
    interview.handle(Input::said("2", "yes"), Timestamp(1)).expect("agrees");
    interview.handle(Input::said("3", "The adjuster blamed us for the roof. The letter said a fifth more."), Timestamp(2)).expect("says");
    let claim = |item: &str, sentence: &str| ItemCoverage {
        item: item.into(),
        coverage: CoverageClaim::Answered,
        sentences: vec![sentence.into()],
    };
    let proposal = ModeratorMove {
        assessment: AnswerAssessment::Substantive,
        covered: vec![claim("q2", "t4.s2"), claim("q3", "t4.s1")],
        mentions: vec![],
        participant_question_fact: None,
        notes: "the roof".into(),
        next: MoveKind::Advance,
        item: None,
        probe_kind: None,
        message: String::new(),
    };
    let body = InputBody::ModelReplied { request: 1, proposal, model: "m".into(), prompt_hash: "h".into(), usage: TokenUsage::default() };
    interview.handle(Input::new("4", body), Timestamp(3)).expect("a move");
    assert_eq!(interview.state().current(), Some("q3"), "{:?}", interview.state().ledger());
    let asked = interview.state().turns().last().expect("a message").turn.text.to_string();
    assert_eq!(asked, "You have told me some of this already. What did the adjuster say about the damaged roof?");
}

/// An extreme that was mentioned and not asked about is come back to before the interview looks back.
#[test]
fn strong_mentions_are_come_back_to() {
    let touchpoint = |id: &str, names: &[&str]| GuideTouchpoint {
        id: id.into(),
        stage: "claims".into(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    let mut guide = Guide::from_items(vec![
        GuideItem { stage: Some("claims".into()), depth: ProbingDepth::Deep, ..open("q1", "What happened when you first made a claim?") },
        GuideItem { stage: Some("claims".into()), ..open("q2", "How did it go on from there?") },
        GuideItem::open("look", GuidePhase::Reflection, "What stays with you from all that?", ProbingDepth::None),
    ]);
    guide.touchpoints = vec![touchpoint("hotline", &["hotline"]), touchpoint("portal", &["portal"])];
    let mut talk = Talk::new(guide);
    talk.send(said(
        "I was on hold for ever with the hotline and they hung up on me. Later I sent the photos through the portal because that was quick, and in the end I felt fine about it, as I had expected it to be worse and it was over in a week, so we could go on holiday as we had planned to do all along that summer, which is why I did not complain about it to anyone at the time, and my wife agreed with me.",
    ));
    let mut asked = Vec::new();
    while talk.outcome().is_none() && asked.len() < 12 {
        asked.push(talk.send(said("They settled it then, and that was the end of that matter for us.")));
    }
    assert!(asked.iter().any(|text| text.contains("hotline")), "{asked:?}");
}

#[test]
fn corrections_stand_beside_what_was_said() {
    let mut talk = Talk::new(Guide::from_items(three()));
    talk.send(said("I waited three weeks for the letter."));
    let turn = talk.interview.state().turns().iter().find(|said| said.purpose.is_none()).expect("an answer").turn.number;
    talk.send(InputBody::Corrected { turn, text: "I waited two weeks for the letter.".into() });
    let log = serde_json::to_string(talk.interview.log()).expect("JSON");
    assert!(log.contains("three weeks") && log.contains("two weeks"), "the log only grows");
    let document = talk.interview.document("p");
    assert!(document.turns.iter().any(|turn| turn.text.contains("two weeks")));
    assert!(!document.turns.iter().any(|turn| turn.role == Role::Customer && turn.text.contains("three weeks")));
    assert!(talk.interview.handle(Input::new("x", InputBody::Corrected { turn: 1, text: "no".into() }), Timestamp(0)).is_err());
}

#[test]
fn a_warm_tone_thanks_and_topics_to_avoid_are_avoided() {
    let mut talk = Talk::new(Guide { tone: Tone::Warm, avoid: vec!["divorce".into()], ..Guide::from_items(three()) });
    let first = talk.interview.state().turns().last().expect("a question").turn.text.to_string();
    assert_eq!(first, "What happened when you first made a claim?");
    let mut read = Vec::new();
    for _ in 0..8 {
        if talk.outcome().is_none() {
            read.push(talk.send(said("My divorce made it awful, and I called them twice about the divorce papers.")));
        }
    }
    assert!(read.iter().any(|text| text.starts_with("Thank you. ")), "{read:?}");
    assert!(read.iter().all(|text| !text.to_lowercase().contains("divorce")), "{read:?}");
}

#[tokio::test]
async fn cards_flags_and_judges_read_the_log() {
    let csat = GuideItem {
        answer: AnswerFormat::Rating { instrument: RatingInstrument::Csat },
        ..open("csat", "How satisfied are you, from 0 to 10?")
    };
    let nps = GuideItem {
        answer: AnswerFormat::Rating { instrument: RatingInstrument::Nps },
        ..open("nps", "How likely are you to recommend us, from 0 to 10?")
    };
    let mut items = three();
    items.push(GuideItem { kind: ItemKind::Mandatory, ..open("m", "What did the first letter say?") });
    items.extend([csat, nps]);
    let guide = Guide::from_items(items);
    let mut talk = Talk::new(guide.clone());
    while !matches!(talk.current(), "csat") {
        talk.send(said("I called them twice because nobody had answered my letter about the claim."));
    }
    talk.send(number(10));
    talk.send(number(0));
    assert_eq!(talk.outcome(), Some(InterviewOutcome::Completed));
    let log = talk.interview.log();
    let card = ReportCard::from_log(&guide, log);
    assert_eq!((card.interviews, card.mandatory.count, card.mandatory.base, card.probes_after_refusal), (1, 1, 1, 0));
    assert_eq!((card.multi_question.count, card.closed_questions.count, card.leading.count, card.fabricated.count), (0, 0, 0, 0));
    assert!(card.talk_ratio().is_some_and(|ratio| (0.2..0.8).contains(&ratio)));
    assert!(card.answer_length_trend().is_some_and(|slope| slope.abs() < 1e-9), "equal answers have no slope");
    let mut twice = card.clone();
    twice.merge(&card);
    assert_eq!((twice.interviews, twice.words_per_answer()), (2, card.words_per_answer()));
    let flags: Vec<DataQualityKind> = data_quality_flags(&guide, log).into_iter().map(|flag| flag.kind).collect();
    assert!(flags.contains(&DataQualityKind::ContradictoryRatings) && flags.contains(&DataQualityKind::RepeatedText), "{flags:?}");
    let judged = builtin::run(JudgeInterview::new(log, guide.max_words, RetryPolicy::never(), 0).expect("an interview")).expect("marks");
    assert!(judged.marks.leading.is_empty() && (1..=4).contains(&judged.marks.coherence), "{judged:?}");
    assert_eq!(judged.provenance.engine, "builtin");
    let mut coverage = CoverageMatrix::new(&guide);
    coverage.push("p", talk.interview.state());
    assert_eq!(coverage.answered("m").share(), Some(1.0));
    assert!(coverage.csv().starts_with("participant,q1,q2,q3,m,csat,nps\np,answered,"), "{}", coverage.csv());
}

#[test]
fn machines_and_haste_are_noticed_and_turn_nobody_away() {
    let essay =
        "As an AI language model, I do not have personal experience with insurance claims, but I can tell you what customers often say.";
    let pasted = "The claim was filed through the portal and then forwarded to the department which handled it with care and speed and in the end the whole matter was closed to the satisfaction of everyone who had been involved in it from the first day to the very last one.";
    let guide = Guide { mode: InterviewMode::Strict, ..Guide::from_items(three()) };
    let mut talk = Talk::new(guide.clone());
    for text in [essay, pasted, "I waited three weeks and then they paid."] {
        talk.now -= 500;
        talk.send(said(text));
    }
    let kinds: Vec<DataQualityKind> = data_quality_flags(&guide, talk.interview.log()).into_iter().map(|flag| flag.kind).collect();
    assert!(kinds.contains(&DataQualityKind::LooksGenerated) && kinds.contains(&DataQualityKind::Pasted), "{kinds:?}");
    assert_eq!(talk.outcome(), Some(InterviewOutcome::Completed));
}
