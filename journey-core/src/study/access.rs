//! Who may take part and who may see a study.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AccessLevel, Participant, ParticipantStatus, Study};
use crate::error::{Error, ErrorInfo, ErrorKind};

/// How whoever wants to see a study relates to its owner.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StudyReader {
    /// Someone of the owner's organisation.
    Colleague,
    /// Anyone else.
    Outsider,
    /// The owner.
    Owner,
    /// Someone of the owner's team.
    TeamMember,
}

impl Study {
    /// Checks that a participant may begin: signed in where the study asks for that. Previews and simulations may always.
    ///
    /// ```
    /// use journey_core::{Study, study::Participant};
    /// let mut study = Study::draft("Where do claims hurt?", "insurance")?;
    /// study.experience.sign_in_required = true;
    /// let visitor = Participant { id: "p1".into(), ..Participant::default() };
    /// assert_eq!(study.admit(&visitor).unwrap_err().code(), "sign_in_required");
    /// assert!(study.admit(&Participant { account: Some("ada@example.org".into()), ..visitor }).is_ok());
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// `sign_in_required`.
    pub fn admit(&self, participant: &Participant) -> Result<(), Error> {
        let trial = matches!(participant.status, ParticipantStatus::Preview | ParticipantStatus::Simulated);
        if !self.experience.sign_in_required || trial || participant.account.as_ref().is_some_and(|account| !account.trim().is_empty()) {
            return Ok(());
        }
        let problem = format!("participants of the study `{}` must sign in", self.id);
        Err(denied("sign_in_required", "participant.account", problem, "sign the participant in and give the account"))
    }

    /// Checks that someone may see the study, by its access level.
    ///
    /// # Errors
    /// `access_denied`.
    pub fn check_reader(&self, reader: StudyReader) -> Result<(), Error> {
        let open = match self.experience.access {
            AccessLevel::Organisation => reader != StudyReader::Outsider,
            AccessLevel::Private => reader == StudyReader::Owner,
            AccessLevel::Team => matches!(reader, StudyReader::Owner | StudyReader::TeamMember),
        };
        if open {
            return Ok(());
        }
        let problem = format!("the study `{}` is not open to this reader", self.id);
        Err(denied("access_denied", "reader", problem, "ask its owner for a wider access level"))
    }
}

fn denied(code: &'static str, field: &str, problem: String, fix: &str) -> Error {
    let info = ErrorInfo::new(ErrorKind::Token, code, problem);
    Error::new(ErrorInfo { field: Some(field.to_owned()), fix: Some(fix.to_owned()), ..info })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_study_is_seen_by_those_it_is_open_to() {
        let mut study = Study::draft("Where do claims hurt?", "insurance").expect("a study");
        let readers = [StudyReader::Owner, StudyReader::TeamMember, StudyReader::Colleague, StudyReader::Outsider];
        for (access, open) in [(AccessLevel::Private, 1), (AccessLevel::Team, 2), (AccessLevel::Organisation, 3)] {
            study.experience.access = access;
            assert_eq!(readers.iter().filter(|reader| study.check_reader(**reader).is_ok()).count(), open, "{access:?}");
        }
    }
}
