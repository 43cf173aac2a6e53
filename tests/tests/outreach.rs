//! Tokens, links, messages, mail and webhooks.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::Duration,
};

use journey_core::{
    builtin,
    store::{MemoryStore, Store},
    study::{
        Attribute, OutboxBody, Outreach, Participant, ParticipantExperience, SmtpSender, Study, Token, TokenError, TokenKey, TokenPurpose,
        TokenUse, Webhook, WebhookHeaders,
    },
    time::Timestamp,
};
use proptest::prelude::*;
use tempfile::TempDir;

fn key(byte: u8) -> TokenKey {
    TokenKey::new([byte; 32]).expect("32 bytes")
}

fn token(expires: i64) -> Token {
    Token {
        id: "t-1".into(),
        study: "claims".into(),
        subject: "ada".into(),
        purpose: TokenPurpose::Invite,
        uses: TokenUse::Single,
        expires: Timestamp(expires),
    }
}

fn study() -> Study {
    let plan = builtin::draft_plan("Where does the claim hurt?", "insurance").expect("a plan");
    Study::new("claims", plan, ParticipantExperience::new("Claims in your words", "Dr Ada Byron")).expect("a study")
}

fn ada() -> Participant {
    let mut ada = Participant { id: "p-1".into(), ..Participant::default() };
    ada.attributes.insert("name".into(), Attribute::Text("Ada".into()));
    ada
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000), failure_persistence: None, ..ProptestConfig::default() })]

    /// No changed byte, no other key, no other study, purpose or time opens the door.
    #[test]
    fn forged_tokens_are_refused(at in any::<prop::sample::Index>(), to in any::<u8>(), other in 0u8..=255, now in any::<i64>()) {
        let signed = key(7).sign(&token(1_000));
        let verify = |key: TokenKey, text: &str, study: &str, purpose, now| key.verify(text, study, purpose, Timestamp(now));
        let mut bytes = signed.clone().into_bytes();
        let at = at.index(bytes.len());
        if bytes[at] != to {
            bytes[at] = to;
            let forged = String::from_utf8_lossy(&bytes).into_owned();
            prop_assert_eq!(verify(key(7), &forged, "claims", TokenPurpose::Invite, 0), Err(TokenError::Invalid), "{}", forged);
        }
        if other != 7 {
            prop_assert_eq!(verify(key(other), &signed, "claims", TokenPurpose::Invite, 0), Err(TokenError::Invalid));
        }
        let expected = if now >= 1_000 { Err(TokenError::Expired) } else { Ok(token(1_000)) };
        prop_assert_eq!(verify(key(7), &signed, "claims", TokenPurpose::Invite, now), expected);
        prop_assert_eq!(verify(key(7), &signed, "other", TokenPurpose::Invite, 0), Err(TokenError::Invalid));
        prop_assert_eq!(verify(key(7), &signed, "claims", TokenPurpose::Resume, 0), Err(TokenError::Invalid));
    }

    /// Any text at all is refused without a panic.
    #[test]
    fn any_text_is_no_token(text in ".{0,200}", dots in "[a-zA-Z0-9_.-]{0,200}") {
        for text in [text, format!("j1.{dots}"), dots] {
            prop_assert_eq!(key(7).verify(&text, "claims", TokenPurpose::Invite, Timestamp(0)), Err(TokenError::Invalid));
        }
    }

    /// What is signed is read back, whatever the ids hold.
    #[test]
    fn tokens_round_trip(id in ".{0,40}", study in ".{0,40}", subject in ".{0,40}", expires in 1i64..) {
        let token = Token { id, study: study.clone(), subject, ..token(expires) };
        prop_assert_eq!(key(9).verify(&key(9).sign(&token), &study, TokenPurpose::Invite, Timestamp(0)), Ok(token));
    }

    /// A webhook with any changed part is refused.
    #[test]
    fn forged_webhooks_are_refused(body in ".{0,80}", other in ".{0,80}", shift in -400i64..400) {
        let webhook = Webhook::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret");
        let now = Timestamp(1_614_265_330_000);
        let headers = webhook.sign("msg", &body, now);
        prop_assert_eq!(webhook.verify(&headers, &body, Timestamp(now.0 + shift * 1000)), shift.abs() <= 300);
        prop_assert_eq!(webhook.verify(&headers, &other, now), other == body);
        let moved = WebhookHeaders { timestamp: "1614265331".into(), ..headers.clone() };
        prop_assert!(!webhook.verify(&moved, &body, now));
        let renamed = WebhookHeaders { id: "msh".into(), ..headers };
        prop_assert!(!webhook.verify(&renamed, &body, now));
    }
}

/// Oracle: the package `standardwebhooks` 1.1.0 from PyPI.
#[test]
fn webhooks_follow_the_standard() {
    let webhook = Webhook::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a secret");
    let headers = webhook.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", r#"{"test": 2432232314}"#, Timestamp(1_614_265_330_000));
    assert_eq!(headers.signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assert_eq!((headers.id.as_str(), headers.timestamp.as_str()), ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330"));
    // While a secret is changed, deliveries carry two signatures.
    let both = WebhookHeaders { signature: format!("v1,AAAA {}", headers.signature), ..headers };
    assert!(webhook.verify(&both, r#"{"test": 2432232314}"#, Timestamp(1_614_265_330_000)));
    assert!(Webhook::new("whsec_c2hvcnQ=").is_err());
}

#[tokio::test]
async fn links_open_once_for_one_study() {
    let outreach = Outreach { uses: TokenUse::Single, ..Outreach::new("https://example.org/talk?lang=en", key(3)).expect("a page") };
    let link = outreach.link("claims", "p-1", TokenPurpose::Invite, "n1", Timestamp(0));
    let text = link.strip_prefix("https://example.org/talk?lang=en&token=").expect("a link");
    let token = outreach.key.verify(text, "claims", TokenPurpose::Invite, Timestamp(5)).expect("valid");
    assert_eq!((token.subject.as_str(), token.uses), ("p-1", TokenUse::Single));
    let store = MemoryStore::default();
    assert_eq!(store.redeem(&token.id).await, Ok(true));
    assert_eq!(store.redeem(&token.id).await, Ok(false));
    assert!(Outreach::new("javascript:alert(1)", key(3)).is_err());
    assert!(TokenKey::new([1; 16]).is_err());
    assert!(!format!("{:?}", key(200)).contains("200"), "a key does not print itself");
}

#[test]
fn messages_are_filled_and_checked() {
    let outreach = Outreach::new("https://example.org/talk", key(3)).expect("a page");
    let message = outreach.invite(&study(), &ada(), "ada@example.org", "n1", Timestamp(7)).expect("an invitation");
    let OutboxBody::Email { to, subject, text } = &message.body else { panic!("an email") };
    assert_eq!((to.as_str(), subject.as_str()), ("ada@example.org", "Claims in your words: your experience in your own words"));
    assert!(text.contains("Hello Ada,") && text.contains("Dr Ada Byron") && text.contains("15 minutes") && text.contains("?token=j1."));
    assert!(!text.to_lowercase().contains("anonymous"));
    for bad in ["ada", "ada@example.org\r\nBcc: all@example.org", "a b@c"] {
        assert_eq!(outreach.invite(&study(), &ada(), bad, "n", Timestamp(0)).map_err(|error| error.code()), Err("invalid"), "{bad}");
    }
    // A name cannot smuggle a header into the subject.
    let mut sly = study();
    sly.experience.title = "Hi\r\nBcc: all@example.org".into();
    assert!(outreach.invite(&sly, &ada(), "ada@example.org", "n", Timestamp(0)).is_err());
}

struct MailServer(Child);

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A real SMTP server, aiosmtpd from PyPI, on loopback: what the outbox holds arrives in its mailbox.
#[tokio::test]
async fn mail_arrives_at_a_real_server() {
    let Some(python) = std::env::var_os("JOURNEY_MODEL_PYTHON") else {
        eprintln!("NOT RUN: JOURNEY_MODEL_PYTHON is not set; use tests/run");
        return;
    };
    let folder = TempDir::new().expect("a folder");
    let mailbox = folder.path().join("mail");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port();
    let mut server = Command::new(python)
        .args(["-m", "aiosmtpd", "-n", "-d", "-l", &format!("127.0.0.1:{port}"), "-c", "aiosmtpd.handlers.Mailbox"])
        .arg(&mailbox)
        .stderr(Stdio::piped())
        .spawn()
        .map(MailServer)
        .expect("aiosmtpd starts");
    let log = BufReader::new(server.0.stderr.take().expect("its log"));
    assert!(log.lines().map_while(Result::ok).any(|line| line.contains("Server is listening")), "aiosmtpd did not start");
    let outreach = Outreach::new("https://example.org/talk", key(3)).expect("a page");
    let store = MemoryStore::default();
    let invited = outreach.invite(&study(), &ada(), "Ada <ada@example.org>", "n1", Timestamp(0)).map_err(|error| error.code());
    assert_eq!(invited, Err("invalid"), "an address is an address, not a header");
    let message = outreach.invite(&study(), &ada(), "ada@example.org", "n1", Timestamp(0)).expect("an invitation");
    store.enqueue_messages(&[message]).await.expect("posted");
    let sender = SmtpSender::without_tls("127.0.0.1", port, "Research <research@example.org>").expect("a sender");
    for message in store.due_messages(Timestamp(1), 10).await.expect("due") {
        sender.send(&message).await.expect("sent");
        store.mark_sent(&message.id).await.expect("noted");
    }
    assert!(store.due_messages(Timestamp(1), 10).await.expect("due").is_empty());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let mails: Vec<_> = fs::read_dir(mailbox.join("new")).expect("the mailbox").flatten().collect();
    assert_eq!(mails.len(), 1);
    let mail = fs::read_to_string(mails[0].path()).expect("a mail");
    assert!(mail.contains("Subject: Claims in your words: your experience in your own words"), "{mail}");
    assert!(mail.contains("To: ada@example.org") && mail.contains("Hello Ada,"), "{mail}");
    drop(server);
    let late = outreach.invite(&study(), &ada(), "ada@example.org", "n2", Timestamp(0)).expect("an invitation");
    let error = sender.send(&late).await.expect_err("the server is gone");
    assert!(error.is_retryable() && error.code() == "mail_unavailable", "{error}");
}
