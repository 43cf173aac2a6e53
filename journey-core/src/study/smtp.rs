//! Sending the outbox's emails over SMTP.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};

use super::{OutboxBody, OutboxMessage};
use crate::error::{Error, ErrorInfo, ErrorKind};

/// A connection to a mail server.
#[derive(Debug)]
pub struct SmtpSender {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpSender {
    /// A server without TLS, such as one on the same machine that relays.
    ///
    /// # Errors
    /// When the sender's address is none.
    pub fn without_tls(host: &str, port: u16, from: &str) -> Result<Self, Error> {
        Self::with_transport(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host).port(port).build(), from)
    }

    /// A transport of the host's own making: TLS, credentials, a pool.
    ///
    /// # Errors
    /// When the sender's address is none.
    pub fn with_transport(transport: AsyncSmtpTransport<Tokio1Executor>, from: &str) -> Result<Self, Error> {
        Ok(Self { transport, from: mailbox("from", from)? })
    }

    /// Sends an email of the outbox.
    ///
    /// # Errors
    /// When the message is none, an address is malformed, or the server refuses; the message stays in the outbox then.
    pub async fn send(&self, message: &OutboxMessage) -> Result<(), Error> {
        let OutboxBody::Email { to, subject, text } = &message.body else {
            return Err(Error::invalid("message", "it is not an email", "send webhooks over HTTP"));
        };
        let email = Message::builder()
            .from(self.from.clone())
            .to(mailbox("to", to)?)
            .message_id(Some(format!("<{}@journey>", message.id.replace(|c: char| !c.is_ascii_alphanumeric(), "-"))))
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text.clone())
            .map_err(|error| Error::invalid("message", error, "mend the text"))?;
        self.transport.send(email).await.map(drop).map_err(unavailable)
    }
}

fn unavailable(error: lettre::transport::smtp::Error) -> Error {
    let info = ErrorInfo::new(ErrorKind::Mail, "mail_unavailable", format!("the mail server did not take the message: {error}"));
    Error::new(info.with_retryable(true)).with_source(error)
}

fn mailbox(field: &str, address: &str) -> Result<Mailbox, Error> {
    address.parse().map_err(|error| {
        Error::invalid(field, format!("`{address}` is no email address: {error}"), "give one such as `Ada <ada@example.org>`")
    })
}
