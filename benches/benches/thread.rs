//! One interview turn without the model, coding, rendering.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use journey_benches::{documents, sentences};
use journey_core::{
    analysis::{Corpus, MapOptions},
    builtin,
    interview::{AnswerAssessment, CoverageClaim, Input, InputBody, Interview, ItemCoverage, ModeratorMove, MoveKind, Output, ProbeKind},
    journey::Framework,
    llm::TokenUsage,
    plan::Guide,
    render::{RenderOptions, html, svg},
    time::Timestamp,
};

/// An interview that waits for the answer to its first question.
fn waiting() -> Interview {
    let plan = builtin::draft_plan("Where does the journey hurt?", "insurance").expect("a plan");
    let mut interview = Interview::new("i", Guide::from_plan(&plan).expect("a guide")).expect("an interview");
    interview.handle(Input::new("1", InputBody::Joined), Timestamp(0)).expect("joins");
    interview.handle(Input::said("2", "yes"), Timestamp(1)).expect("agrees");
    interview
}

fn reply(request: u64) -> InputBody {
    let proposal = ModeratorMove {
        assessment: AnswerAssessment::Substantive,
        covered: vec![ItemCoverage { item: "q2".into(), coverage: CoverageClaim::Touched, sentences: vec!["t5.s1".into()] }],
        mentions: vec![],
        participant_question_fact: None,
        notes: String::new(),
        next: MoveKind::Probe,
        item: None,
        probe_kind: Some(ProbeKind::Descriptive),
        message: "What happened after that?".into(),
    };
    InputBody::ModelReplied { request, proposal, model: "m".into(), prompt_hash: "h".into(), usage: TokenUsage::default() }
}

fn turn(criterion: &mut Criterion) {
    criterion.bench_function("interview turn without the model", |bench| {
        bench.iter_batched(
            waiting,
            |mut interview| {
                let outputs = interview
                    .handle(Input::said("3", "I waited three weeks for an answer, and nobody called me."), Timestamp(2))
                    .expect("says");
                let request = outputs.iter().find_map(|output| match output {
                    Output::AskModel { request, .. } => Some(*request),
                    _ => None,
                });
                black_box(interview.handle(Input::new("4", reply(request.expect("asks"))), Timestamp(3)).expect("replies"));
                interview
            },
            BatchSize::SmallInput,
        );
    });
}

fn coding(criterion: &mut Criterion) {
    let said = sentences(1_000);
    let documents = documents(&said);
    let framework = Framework::template("insurance").expect("the template ships");
    let mut group = criterion.benchmark_group("coding");
    group.throughput(Throughput::Bytes(said.iter().map(|text| text.len() as u64).sum()));
    group.sample_size(10);
    group.bench_function("builtin, bytes of text", |bench| {
        bench.iter(|| {
            documents
                .iter()
                .map(|document| builtin::code_document(document, framework).map_or(0, |coding| coding.observations.len()))
                .sum::<usize>()
        });
    });
    group.finish();
}

fn rendering(criterion: &mut Criterion) {
    let documents = documents(&sentences(2_000));
    let framework = Framework::template("insurance").expect("the template ships");
    let corpus = Corpus::code(&documents, framework).expect("a corpus");
    let map = corpus.map(framework, &MapOptions::new("T", "Q")).expect("a map");
    let options = RenderOptions::default();
    criterion.bench_function("render svg", |bench| bench.iter(|| svg(black_box(&map), &options)));
    criterion.bench_function("render html", |bench| bench.iter(|| html(black_box(&map), &options)));
}

criterion_group!(benches, turn, coding, rendering);
criterion_main!(benches);
