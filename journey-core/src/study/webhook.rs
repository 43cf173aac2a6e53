//! Webhooks in the Standard Webhooks form: id, timestamp, and a signature over `id.timestamp.body`.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{error::Error, time::Timestamp};

/// How far a delivery's timestamp may be from the receiver's clock, in seconds.
const TOLERANCE: i64 = 300;

/// Signs outgoing webhook deliveries and verifies incoming ones.
#[derive(Clone)]
pub struct Webhook(Vec<u8>);

impl std::fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Webhook(…)")
    }
}

/// The headers of a delivery.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct WebhookHeaders {
    /// `webhook-id`: the message's id, the same for every attempt.
    pub id: String,
    /// `webhook-timestamp`: seconds since the epoch.
    pub timestamp: String,
    /// `webhook-signature`: `v1,` and the signature in base64; several are parted by spaces.
    pub signature: String,
}

impl Webhook {
    /// A secret in the form `whsec_` and 24 to 64 bytes in base64.
    ///
    /// # Errors
    /// When the secret has another form.
    pub fn new(secret: &str) -> Result<Self, Error> {
        let fault = |problem: &str| Error::invalid("secret", problem, "give `whsec_` and 24 to 64 bytes in base64");
        let bytes = STANDARD.decode(secret.strip_prefix("whsec_").unwrap_or(secret)).map_err(|_| fault("it is not base64"))?;
        if (24..=64).contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(fault("its length is not 24 to 64 bytes")) }
    }

    /// The headers of a delivery.
    ///
    /// ```
    /// use journey_core::{study::Webhook, time::Timestamp};
    /// let webhook = Webhook::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?;
    /// let headers = webhook.sign("msg_1", "{}", Timestamp(1_614_265_330_000));
    /// assert!(webhook.verify(&headers, "{}", Timestamp(1_614_265_330_000)));
    /// assert!(!webhook.verify(&headers, "{ }", Timestamp(1_614_265_330_000)));
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    pub fn sign(&self, id: &str, body: &str, now: Timestamp) -> WebhookHeaders {
        let timestamp = now.0.div_euclid(1000).to_string();
        let signature = STANDARD.encode(self.mac(id, &timestamp, body).finalize().into_bytes());
        WebhookHeaders { id: id.to_owned(), timestamp, signature: format!("v1,{signature}") }
    }

    /// Whether a delivery is genuine and no older or newer than five minutes.
    pub fn verify(&self, headers: &WebhookHeaders, body: &str, now: Timestamp) -> bool {
        let Ok(sent) = headers.timestamp.parse::<i64>() else { return false };
        if sent.saturating_sub(now.0.div_euclid(1000)).saturating_abs() > TOLERANCE {
            return false;
        }
        headers
            .signature
            .split(' ')
            .filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok())
            .any(|signature| self.mac(&headers.id, &headers.timestamp, body).verify_slice(&signature).is_ok())
    }

    fn mac(&self, id: &str, timestamp: &str, body: &str) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("any length");
        mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
        mac
    }
}
