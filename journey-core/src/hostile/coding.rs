//! Documents, coding and what is asked of it.

use std::sync::Arc;

use super::linear;
use crate::{
    analysis::{Corpus, MapOptions},
    ask::{AskFindings, find_verbatims},
    builtin,
    coding::{
        CodeDocument, Codebook, CodingContext, DocumentBatch, DocumentCoding, PreparedFramework, discover_touchpoints, recognise_framework,
    },
    journey::{Document, DocumentSource, Framework, Observation, Role},
    llm::RetryPolicy,
    render,
    text::SentenceId,
};

fn framework() -> &'static Framework {
    Framework::template("insurance").unwrap_or_else(|_| unreachable!())
}

fn prepared() -> Arc<PreparedFramework> {
    Arc::new(PreparedFramework::new(framework().clone()).unwrap_or_else(|_| unreachable!()))
}

/// A ticket of one turn.
fn ticket(text: &str) -> Document {
    let mut document = Document::new("d", DocumentSource::Ticket, "p");
    document.push(Role::Customer, text);
    document
}

/// A chat of many short turns.
fn chat(text: &str) -> Document {
    let mut document = Document::new("d", DocumentSource::Chat, "p");
    for turn in text.chars().collect::<Vec<_>>().chunks(20) {
        document.push(Role::Customer, turn.iter().collect::<String>());
    }
    document
}

fn ids(document: &Document) -> Vec<SentenceId> {
    document.turns.iter().flat_map(|turn| &turn.sentences).map(|sentence| sentence.id).collect()
}

fn told(text: &str) -> Vec<Observation> {
    let mut all = builtin::code_document(&ticket("I waited three weeks for an update on my claim."), framework())
        .map(|coding| coding.observations)
        .unwrap_or_default();
    all.iter_mut().flat_map(|one| &mut one.evidence).for_each(|quote| quote.text = text.to_owned());
    all
}

fn heard(text: &str) -> Corpus {
    Corpus::new(&[ticket(text)], &told(text)).unwrap_or_else(|error| unreachable!("{error}"))
}

fn code(document: &Document) -> u64 {
    crate::work::looked(|| {
        let coding = builtin::code_document(document, framework());
        assert!(coding.is_ok(), "{:?}", coding.err());
    })
}

fn split(documents: &[Document]) -> Vec<DocumentCoding> {
    let batches = DocumentBatch::pack(documents, usize::MAX);
    let coded = |batch: &DocumentBatch| {
        builtin::code_document(batch.document(), framework()).map_or_else(|_| Vec::new(), |coding| batch.split(coding, documents))
    };
    batches.iter().flat_map(coded).collect()
}

linear! {
    documents_are_written: |text| ticket(text);
    sentences_are_quoted: |text| let all = (ticket(text), ids(&ticket(text))); all.0.quote(&all.1);
    sentences_of_many_turns_are_quoted: |text| let all = (chat(text), ids(&chat(text))); all.0.quote(&all.1);
    sentences_are_read_in_turn: |text| let document = ticket(text); document.turns.iter().flat_map(|turn| turn.each_sentence()).count();
    sentences_are_found_in_many_turns: |text| let document = chat(text); ids(&document).into_iter().filter_map(|id| document.customer_sentence(id)).count();
    contexts_are_made: |text| let (document, framework) = (ticket(text), prepared()); CodingContext::from_document(&document, &framework);
    tickets_are_coded: |text| let document = ticket(text); code(&document);
    chats_are_coded: |text| let document = chat(text); code(&document);
    batches_are_split: |text| let documents = [chat(text)]; split(&documents);
    codebooks_are_coded_by: |text| let document = ticket("The form was slow."); {
        let mut book = Codebook::from_framework(framework());
        let defined = book.define("online_application", text, &[text], &[]);
        let framework = Arc::new(PreparedFramework::new(framework().clone()).unwrap_or_else(|_| unreachable!()).with_codebook(&book));
        builtin::run(CodeDocument::new(&document, &framework, RetryPolicy::never(), 0)).is_ok() && defined.is_ok()
    };
    names_are_found: |text| (framework().find_stage(text), framework().find_touchpoint(text));
    plans_are_drafted: |text| builtin::draft_plan(text, "insurance");
    frameworks_are_recognised: |text| let documents = [chat(text)]; recognise_framework(&documents);
    touchpoints_are_discovered: |text| let all = vec![told(text); 4].concat(); discover_touchpoints(&all);
    words_are_retrieved: |text| let corpus = heard(text); find_verbatims(text, &corpus, 8);
    questions_are_answered: |text| let corpus = heard(text); {
        let map = corpus.map(framework(), &MapOptions::new("T", "Where does it hurt?")).unwrap_or_else(|error| unreachable!("{error}"));
        AskFindings::new(&map, &corpus, text, RetryPolicy::never(), 0).map(builtin::run).is_ok()
    };
    maps_are_drawn: |text| let corpus = heard(text); {
        let map = corpus.map(framework(), &MapOptions::new(text, text)).unwrap_or_else(|error| unreachable!("{error}"));
        (render::svg(&map, &Default::default()), render::html(&map, &Default::default()), render::markdown(&map), render::mermaid(&map))
    };
}
