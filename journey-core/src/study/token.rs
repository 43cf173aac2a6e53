//! Signed tokens: who may open which interview, until when, how often.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{
    error::{Error, ErrorInfo, ErrorKind},
    time::Timestamp,
};

/// What a token is for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenPurpose {
    /// Begins an interview.
    Invite,
    /// Comes back to one.
    Resume,
}

/// How many times a token can be used.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenUse {
    /// Any number of times until it expires.
    Multi,
    /// Once; the store notes its id. See [`Store::redeem`](crate::store::Store::redeem).
    Single,
}

/// The claims of a signed link.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// Unique, chosen by the host.
    pub id: String,
    /// The study that it belongs to.
    pub study: String,
    /// The participant for an invitation, the interview for coming back.
    pub subject: String,
    /// What it is for.
    pub purpose: TokenPurpose,
    /// How often it opens the door.
    pub uses: TokenUse,
    /// The first moment at which it no longer does.
    pub expires: Timestamp,
}

/// Why a token was rejected. A forged token gets no further detail.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Its time is over.
    #[error("the link has expired; ask for a new one")]
    Expired,
    /// It is not one that this study signed.
    #[error("the link is not valid")]
    Invalid,
    /// It was used before and opens the door once.
    #[error("the link has been used; ask for a new one")]
    Used,
}

impl From<TokenError> for Error {
    fn from(error: TokenError) -> Self {
        Self::new(ErrorInfo::new(ErrorKind::Token, error.code(), error)).with_source(error)
    }
}

impl TokenError {
    /// A stable name for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Expired => "token_expired",
            Self::Invalid => "token_invalid",
            Self::Used => "token_used",
        }
    }
}

/// The key that signs tokens: 32 bytes or more of randomness, kept by the host.
#[derive(Clone)]
pub struct TokenKey(Vec<u8>);

impl std::fmt::Debug for TokenKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("TokenKey(…)")
    }
}

const PREFIX: &str = "j1";
/// A token longer than this was not signed here.
const LONGEST: usize = 4096;

impl TokenKey {
    /// A key.
    ///
    /// # Errors
    /// When it is shorter than 32 bytes.
    pub fn new(key: impl Into<Vec<u8>>) -> Result<Self, Error> {
        let key = key.into();
        if key.len() < 32 {
            return Err(Error::invalid("key", format!("it has {} bytes", key.len()), "give 32 random bytes or more"));
        }
        Ok(Self(key))
    }

    /// Signs a token: `j1.<claims>.<signature>`, both parts in base64url, the signature HMAC-SHA256.
    ///
    /// ```
    /// use journey_core::{study::{Token, TokenKey, TokenPurpose, TokenUse}, time::Timestamp};
    /// let key = TokenKey::new([7; 32])?;
    /// let token = Token {
    ///     id: "t-1".into(), study: "claims".into(), subject: "ada".into(),
    ///     purpose: TokenPurpose::Invite, uses: TokenUse::Single, expires: Timestamp(1_000),
    /// };
    /// let signed = key.sign(&token);
    /// assert_eq!(key.verify(&signed, "claims", TokenPurpose::Invite, Timestamp(999))?, token);
    /// assert!(key.verify(&signed, "claims", TokenPurpose::Invite, Timestamp(1_000)).is_err());
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    pub fn sign(&self, token: &Token) -> String {
        let claims = URL_SAFE_NO_PAD.encode(serde_json::to_string(token).unwrap_or_default());
        let signature = URL_SAFE_NO_PAD.encode(self.mac(&claims).finalize().into_bytes());
        format!("{PREFIX}.{claims}.{signature}")
    }

    /// Checks a token's signature in constant time, then its study, its purpose and its time.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] or [`TokenError::Expired`].
    pub fn verify(&self, text: &str, study: &str, purpose: TokenPurpose, now: Timestamp) -> Result<Token, TokenError> {
        let mut parts = text.split('.');
        let (Some(PREFIX), Some(claims), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(TokenError::Invalid);
        };
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| TokenError::Invalid)?;
        if text.len() > LONGEST {
            return Err(TokenError::Invalid);
        }
        self.mac(claims).verify_slice(&signature).map_err(|_| TokenError::Invalid)?;
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| TokenError::Invalid)?;
        let token: Token = serde_json::from_slice(&claims).map_err(|_| TokenError::Invalid)?;
        if token.study != study || token.purpose != purpose {
            return Err(TokenError::Invalid);
        }
        if now >= token.expires { Err(TokenError::Expired) } else { Ok(token) }
    }

    fn mac(&self, claims: &str) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("any length");
        mac.update(PREFIX.as_bytes());
        mac.update(b".");
        mac.update(claims.as_bytes());
        mac
    }
}
