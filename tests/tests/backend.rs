//! The Axum backend as a client meets it.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(database: &Path) -> (Server, String) {
    // `tests/run` builds every binary of the workspace first; they stand beside the test's folder.
    let folder = std::env::current_exe().expect("a path").parent().and_then(Path::parent).expect("a folder").to_owned();
    let mut command = Command::new(folder.join("chat_backend"));
    command.args(["--template", "insurance", "--port", "0", "--database"]).arg(database).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the backend; build the workspace's binaries first");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("output")).read_line(&mut line).expect("a line");
    (Server(child), line.trim().trim_start_matches("listening on ").to_owned())
}

async fn post(client: &reqwest::Client, url: &str, body: &Value) -> Vec<Value> {
    let response = client.post(url).header("content-type", "application/json").body(body.to_string()).send().await.expect("a response");
    assert_eq!(response.headers()["x-vercel-ai-ui-message-stream"], "v1", "{url}");
    let text = response.text().await.expect("text");
    assert!(text.ends_with("data: [DONE]\n\n"));
    text.split("\n\n").filter_map(|frame| serde_json::from_str(frame.strip_prefix("data: ")?).ok()).collect()
}

#[tokio::test]
async fn an_interview_outlives_the_backend() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("talks.db");
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    let (server, url) = start(&database);
    post(&client, &format!("{url}/interviews/ada"), &json!({})).await;
    post(&client, &format!("{url}/interviews/ada/messages"), &json!({"id": "m0", "type": "said", "text": "Yes"})).await;
    drop(server);

    let (_server, url) = start(&database);
    let messages = format!("{url}/interviews/ada/messages");
    let (mut outcome, mut kind) = (None, "open".to_owned());
    for number in 1..60 {
        let input = match kind.as_str() {
            "open" => json!({"id": format!("m{number}"), "type": "said", "text": "I waited three weeks for an update on my claim."}),
            _ => json!({"id": format!("m{number}"), "type": "answered", "answer": {"type": "number", "value": 7}}),
        };
        for part in post(&client, &messages, &input).await {
            match part["type"].as_str() {
                Some("data-outcome") => outcome = part["data"]["outcome"].as_str().map(str::to_owned),
                Some("data-question") => kind = part["data"]["answer"]["type"].as_str().expect("a kind").to_owned(),
                _ => {}
            }
        }
        if outcome.is_some() {
            break;
        }
    }
    assert_eq!(outcome.as_deref(), Some("completed"));
    let missing = client.get(format!("{url}/interviews/eve")).send().await.expect("a response");
    assert_eq!(missing.status(), 404);
}
