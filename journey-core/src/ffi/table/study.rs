//! Participants, segments, quotas, links and messages.

use std::collections::BTreeMap;

use crate::{
    ffi::operation::declare_operations,
    plan::{ResearchPlan, StructuredAnswer},
    study::{
        self, Invitation, OutboxMessage, Outreach, Participant, ParticipantExperience, Quota, Segment, Study, StudyReader, Token, TokenKey,
        TokenPurpose, Webhook, WebhookHeaders,
    },
    time::Timestamp,
};

declare_operations! {
    /// Checks that a participant may begin an interview of a study (signed in where the study asks for that) and tells what its moderator may know.
    admit_participant(study: Study, participant: Participant) -> String {
        study.admit(&participant)?;
        Ok(study.about(&participant))
    }
    /// Checks that someone may see a study, by its access level.
    check_study_reader(study: Study, reader: StudyReader) -> bool {
        study.check_reader(reader)?;
        Ok(true)
    }
    /// Checks the settings of the participant's experience.
    check_experience(experience: ParticipantExperience) -> bool {
        experience.check()?;
        Ok(true)
    }
    /// Checks that quotas have ids of their own and take someone.
    check_quotas(quotas: Vec<Quota>) -> bool {
        study::check_quotas(&quotas)?;
        Ok(true)
    }
    /// The settings of the participant's experience, with ordinary words for what is not given.
    experience(title: String, researcher: String) -> ParticipantExperience {
        let experience = ParticipantExperience::new(title, researcher);
        experience.check()?;
        Ok(experience)
    }
    /// Fills the fields of an invitation: `{name}`, `{title}`, `{researcher}`, `{minutes}`, `{link}`.
    fill_invitation(invitation: Invitation = Invitation::default(), values: BTreeMap<String, String>) -> Invitation {
        invitation.fill(&values)
    }
    /// Writes the invitation of a participant, with a signed link to a page. `secret` has 32 bytes or more; `nonce` makes the link unique.
    invite(study: Study, participant: Participant, address: String, page: String, secret: String, nonce: String, now: Timestamp) -> OutboxMessage {
        Outreach::new(page, TokenKey::new(secret)?)?.invite(&study, &participant, &address, &nonce, now)
    }
    /// The ids of the quotas that a participant counts towards.
    matching_quotas(quotas: Vec<Quota>, participant: Participant) -> Vec<String> {
        Ok(study::matching_quotas(&quotas, &participant).into_iter().map(|quota| quota.id.clone()).collect())
    }
    /// The ids of the segments that a participant belongs to.
    matching_segments(segments: Vec<Segment>, participant: Participant) -> Vec<String> {
        Ok(segments.iter().filter(|segment| segment.rule.matches(&participant)).map(|segment| segment.id.clone()).collect())
    }
    /// Signs a token with a secret of 32 bytes or more.
    sign_token(secret: String, token: Token) -> String {
        Ok(TokenKey::new(secret)?.sign(&token))
    }
    /// Signs a webhook's body by the Standard Webhooks scheme; the secret is `whsec_` and base64.
    sign_webhook(secret: String, id: String, body: String, now: Timestamp) -> WebhookHeaders {
        Ok(Webhook::new(&secret)?.sign(&id, &body, now))
    }
    /// The six standard segments, over tenure, value, risk and channels.
    standard_segments() -> Vec<Segment> {
        Ok(study::standard_segments())
    }
    /// Checks a token's signature, study, purpose and time, and returns what it says.
    verify_token(secret: String, text: String, study: String, purpose: TokenPurpose, now: Timestamp) -> Token {
        Ok(TokenKey::new(secret)?.verify(&text, &study, purpose, now)?)
    }
    /// Makes a study of a plan: its guide, the experience, the standard segments.
    study_from_plan(
        plan: ResearchPlan, id: String,
        experience: ParticipantExperience = ParticipantExperience::default(),
    ) -> Study {
        Study::new(id, plan, experience)
    }
    /// Whether a webhook's headers were signed with the secret within five minutes.
    verify_webhook(secret: String, headers: WebhookHeaders, body: String, now: Timestamp) -> bool {
        Ok(Webhook::new(&secret)?.verify(&headers, &body, now))
    }
    /// The participant with what they gave in the screener as attributes.
    add_screener_answers(participant: Participant, answers: BTreeMap<String, StructuredAnswer>) -> Participant {
        Ok(study::add_screener_answers(&participant, &answers))
    }
}
