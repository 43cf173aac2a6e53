//! The names that columns usually have.

/// The usual names of columns, in lower case with spaces; the first that a table has is taken.
pub(super) const TEXT: &[&str] = &[
    "text",
    "transcript",
    "interview turns",
    "turns",
    "message",
    "message body",
    "body",
    "content",
    "comment",
    "comments",
    "review",
    "review text",
    "review body",
    "feedback",
    "answer",
    "response",
    "verbatim",
    "description",
    "ticket description",
    "remarks",
    "open answer",
    "kommentar",
    "nachricht",
    "bewertung",
    "commentaire",
    "avis",
    "comentario",
    "mensaje",
    "review content",
    "beschwerdetext",
    "chat.msg",
    "msg",
    "body text",
    "plain body",
    "ticket body",
];
pub(super) const DOCUMENT: &[&str] = &[
    "document",
    "document id",
    "conversation id",
    "conversation",
    "interview id",
    "ticket id",
    "session id",
    "thread id",
    "chat id",
    "case id",
    "response id",
    "responseid",
    "review id",
    "id",
    "case number",
    "call id",
    "ticket number",
    "vorgangsnummer",
    "number",
    "#",
    "nr",
    "nr.",
    "survey response id",
    "tweet id",
    "post id",
];
pub(super) const PARTICIPANT: &[&str] = &[
    "participant",
    "participant id",
    "customer id",
    "customer",
    "user id",
    "user",
    "respondent",
    "respondent id",
    "requester id",
    "requester",
    "client id",
    "client",
    "email",
    "author",
    "username",
    "user name",
    "reviewer",
    "recipientemail",
    "customer name",
    "kunde",
    "contact id",
    "email address",
    "review user name",
    "nickname",
    "associated contact",
    "author id",
];
/// Columns of people that may also tell who speaks.
pub(super) const AUTHORS: &[&str] = &["author", "user", "username", "user name"];
pub(super) const SPEAKER: &[&str] = &[
    "speaker",
    "role",
    "sender",
    "from",
    "author role",
    "author type",
    "sender type",
    "direction",
    "author.type",
    "sender.type",
    "author.role",
    "user.type",
    "via role",
    "user type",
    "participantrole",
    "participantid",
    "sender name",
    "author name",
];
pub(super) const TIME: &[&str] = &[
    "time",
    "timestamp",
    "created at",
    "sent at",
    "created",
    "datetime",
    "date",
    "submitted at",
    "recordeddate",
    "recorded date",
    "enddate",
    "end date",
    "review date",
    "posted at",
    "start time",
    "startdate",
    "start date",
    "datum",
    "zeit",
    "fecha",
    "created time",
    "create date",
    "created date",
    "date/time opened",
    "submit date (utc)",
    "review submit date and time",
    "review created (utc)",
    "createddate",
    "timestamp ms",
    "ts",
    "eingangsdatum",
    "completed",
    "updated",
    "response timestamp",
    "date created",
];
pub(super) const SEGMENT: &[&str] = &["segment", "segments", "group", "customer segment", "plan", "tier"];
/// Columns of who works on a ticket; a group beside them is one of staff.
pub(super) const WORKERS: &[&str] = &["agent", "assignee", "assigned agent", "agent name", "ticket owner"];
pub(super) const WAVE: &[&str] = &["wave", "round", "fieldwork"];
pub(super) const LANGUAGE: &[&str] =
    &["language", "lang", "locale", "user language", "userlanguage", "reviewer language", "review language"];
pub(super) const STAGE: &[&str] = &["stage"];
pub(super) const RATINGS: &[(&str, &[&str])] = &[
    ("nps", &["nps", "nps score", "likelihood to recommend", "net promoter score", "recommend"]),
    (
        "csat",
        &[
            "csat",
            "csat score",
            "satisfaction",
            "satisfaction score",
            "overall satisfaction",
            "rating",
            "stars",
            "star rating",
            "review stars",
            "customer satisfaction",
            "survey result",
            "survey results",
            "im:rating",
            "bewertung",
            "sterne",
            "zufriedenheit",
            "calificación",
            "score",
        ],
    ),
    ("ces", &["ces", "ces score", "effort", "customer effort score", "effort score"]),
];

/// What a row answers: the id of another row.
pub(super) const ANSWERS: &[&str] =
    &["in response to tweet id", "in reply to status id", "in reply to id", "in reply to", "parent message id", "parent id"];
/// Who recommends, by a score from 0 to 10; where a column says so, the score beside it is one.
pub(super) const RECOMMENDERS: &[&str] = &["promoter", "promoters", "passive", "passives", "detractor", "detractors"];
/// Names of a score that only its neighbours explain.
pub(super) const SCORES: &[&str] = &["score", "rating"];

/// A column of yes and no that tells whose words a row holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flag {
    name: &'static str,
    /// Who speaks where it says yes, and where it says no; nothing where that is not told.
    speakers: [Option<&'static str>; 2],
}

const fn flag(name: &'static str, yes: Option<&'static str>, no: Option<&'static str>) -> Flag {
    Flag { name, speakers: [yes, no] }
}

/// The first that tells is heeded: what nobody outside may read comes first, since it is nobody's word to a customer.
pub(super) const FLAGS: &[Flag] = &[
    flag("private", Some("note"), None),
    flag("is private", Some("note"), None),
    flag("internal", Some("note"), None),
    flag("is internal", Some("note"), None),
    flag("public", None, Some("note")),
    flag("is public", None, Some("note")),
    flag("incoming", Some("customer"), Some("agent")),
    flag("inbound", Some("customer"), Some("agent")),
    flag("is inbound", Some("customer"), Some("agent")),
    flag("is customer", Some("customer"), Some("agent")),
    flag("is agent", Some("agent"), Some("customer")),
    flag("is staff", Some("agent"), Some("customer")),
];

impl Flag {
    /// The flag that a header names.
    pub(super) fn named(header: &str) -> Option<usize> {
        let header = folded(header.rsplit('.').next().unwrap_or(header));
        FLAGS.iter().position(|flag| flag.name == header)
    }

    /// Who speaks, by what a cell says.
    pub(super) fn speaker(self, cell: &str) -> Option<&'static str> {
        let [yes, no] = self.speakers;
        if is_yes(cell)? { yes } else { no }
    }

    /// Whether it tells customers from staff.
    pub(super) fn tells_customers(self) -> bool {
        self.speakers.contains(&Some("customer"))
    }
}

/// Whether a cell says yes; nothing where it says neither yes nor no.
pub(super) fn is_yes(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "t" => Some(true),
        "false" | "no" | "n" | "0" | "f" => Some(false),
        _ => None,
    }
}

/// What a question of an instrument says.
pub(super) const ASKED: &[(&str, &str)] = &[
    ("nps", "recommend"),
    ("nps", "weiterempf"),
    ("csat", "satisf"),
    ("csat", "zufrieden"),
    ("csat", "how would you rate"),
    ("ces", "effort"),
    ("ces", "easy"),
];

/// A header as it is compared: in lower case, its words apart.
pub(super) fn folded(header: &str) -> String {
    header.to_lowercase().split([' ', '_', '-', '/']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
