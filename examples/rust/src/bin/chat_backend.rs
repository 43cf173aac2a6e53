//! A chat backend in Axum: interviews in a SQLite file, answered as server-sent events that a page of the Vercel AI SDK reads.
//!
//! `cargo run --release -p journey-examples --bin chat_backend -- --question "Where do claims hurt?" --template insurance`

use std::{
    collections::HashMap,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use clap::Parser;
use journey_core::{
    Error,
    builtin::{self, BuiltinProvider},
    interview::{Conversation, Input, InputBody, Next, PreparedGuide, ui_message_parts},
    llm::{LlmProvider, ProcedureInput, RetryPolicy},
    plan::Guide,
    store::{InterviewRecord, Session, SqliteStore, Store},
    study::Participant,
    time::Timestamp,
};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::Mutex;

#[derive(Parser)]
struct Options {
    /// What to find out.
    #[arg(long, default_value = "Where in the journey do we create friction, and where delight?")]
    question: String,
    /// The industry template; without it, the stages that the question calls for.
    #[arg(long)]
    template: Option<String>,
    /// The file that keeps the interviews.
    #[arg(long, default_value = "talks.db")]
    database: String,
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 3000)]
    port: u16,
}

struct Backend {
    guide: Arc<PreparedGuide>,
    store: Arc<dyn Store>,
    provider: Arc<dyn LlmProvider>,
    /// Interviews of this process, each handled by one request at a time.
    live: Mutex<HashMap<String, Arc<Mutex<Conversation<Session>>>>>,
}

/// An error as a response.
struct Failed(Error);

impl<E: Into<Error>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let status = if self.0.code() == "store_not_found" { StatusCode::NOT_FOUND } else { StatusCode::CONFLICT };
        (status, Json(json!({"code": self.0.code(), "message": self.0.to_string()}))).into_response()
    }
}

fn now() -> Timestamp {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX))
}

impl Backend {
    async fn taken(&self, id: &str) -> Result<Arc<Mutex<Conversation<Session>>>, Error> {
        let mut live = self.live.lock().await;
        if let Some(known) = live.get(id) {
            return Ok(Arc::clone(known));
        }
        let session = Session::resume(Arc::clone(&self.store), id, "chat-backend", now()).await?;
        let conversation = Arc::new(Mutex::new(Conversation::new(session, RetryPolicy::default())));
        live.insert(id.to_owned(), Arc::clone(&conversation));
        Ok(conversation)
    }

    /// Hands in an input and asks the model until the participant is to speak; the reply as a stream.
    async fn act(&self, id: &str, message: &str, body: Option<InputBody>) -> Result<Response, Failed> {
        let held = self.taken(id).await?;
        let mut conversation = held.lock().await;
        let mut next = match body {
            Some(body) => conversation.handle(Input::new(message, body), now()).await?,
            None => conversation.start(now()).await?,
        };
        let reply = loop {
            next = match next {
                Next::Ask(request) => {
                    let answered = self.provider.complete(&request).await;
                    conversation.feed(ProcedureInput::Replies(vec![answered]), now()).await?
                }
                Next::Rest(reply) => break reply,
                Next::Wait(milliseconds) => {
                    tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
                    conversation.feed(ProcedureInput::Elapsed, now()).await?
                }
            };
        };
        let parts = ui_message_parts(&reply, Some(conversation.interview().state().ledger()), message);
        let frames: String = parts.iter().map(|part| format!("data: {part}\n\n")).chain(["data: [DONE]\n\n".to_owned()]).collect();
        let headers = [(header::CONTENT_TYPE.as_str(), "text/event-stream"), ("x-vercel-ai-ui-message-stream", "v1")];
        Ok((headers, frames).into_response())
    }
}

async fn begin(State(backend): State<Arc<Backend>>, Path(id): Path<String>) -> Result<Response, Failed> {
    let record = InterviewRecord {
        id: id.clone(),
        study: "chat".into(),
        participant: Participant { id: id.clone(), ..Participant::default() },
        guide: String::new(),
        address: None,
        created: now(),
    };
    drop(Session::begin(Arc::clone(&backend.store), record, Arc::clone(&backend.guide), "chat-backend").await?);
    backend.act(&id, "start", None).await
}

async fn state(State(backend): State<Arc<Backend>>, Path(id): Path<String>) -> Result<Response, Failed> {
    let held = backend.taken(&id).await?;
    let snapshot = held.lock().await.interview().snapshot();
    Ok(Json(snapshot).into_response())
}

#[derive(Deserialize)]
struct Sent {
    /// Unique in the interview: sent twice, it counts once.
    id: String,
    #[serde(flatten)]
    body: InputBody,
}

async fn act(State(backend): State<Arc<Backend>>, Path(id): Path<String>, Json(sent): Json<Sent>) -> Result<Response, Failed> {
    backend.act(&id, &sent.id, Some(sent.body)).await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::parse();
    let guide = PreparedGuide::new(Guide::from_plan(&builtin::draft_plan(&options.question, options.template.as_deref())?)?)?;
    let store = Arc::new(SqliteStore::open(&options.database)?);
    // Any provider serves; the built-in one needs no key.
    let backend = Arc::new(Backend { guide, store, provider: Arc::new(BuiltinProvider), live: Mutex::default() });
    let app =
        Router::new().route("/interviews/{id}", get(state).post(begin)).route("/interviews/{id}/messages", post(act)).with_state(backend);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", options.port)).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}
