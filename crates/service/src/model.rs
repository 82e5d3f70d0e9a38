//! The rows the use cases work on, in the types of the domain. Longer than other files: the rows of areas that have moved already
//! stand there and are named here again; the others follow with their repositories.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::booking::{Channel, Status};
use mendan_domain::desk::search::Findable;
use mendan_domain::ids::{
    AuditId, BookingId, ClientId, ClosureId, HoldId, KindId, MunicipalityId, OfficeId, PartnerKeyId, RoomId, StaffId,
    TemplateId,
};
use mendan_domain::language::Language;
use mendan_domain::message::window::ContactWindow;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::tick::Interval;
use mendan_domain::offer::{NurseTime, TakenTime, Worker};
use mendan_domain::staff::{OwnRole, Profession, Rights, Role, RoleId};
use serde::{Deserialize, Serialize};

use crate::city::settings::section::Section;
use crate::staff::factor::kind::ProvenBy;

pub use crate::booking::course::{Course, Noted};
pub use crate::booking::news::{DayNews, NewsRow};
pub use crate::call::entry::{Call, CallOutcome, CallReason};
pub use crate::job::row::{About, Claimed, Envelope, Failure, JobRow, OutboxState, Unreadable};
pub use crate::message::alarm_code::{Alarm, AlarmCode};
pub use crate::message::kinds::MessageKind;
pub use crate::message::outbox::{BackupMark, OutboxRow};
pub use crate::message::receipt::{Receipt, Verdict};
pub use crate::rescue::set::{OfferChoice, OfferSet, OfferState};
pub use mendan_domain::offer::slot::NurseSlot;

/// A nurse, a room and the time they are kept: what a hold or a booking owns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The nurse.
    pub staff: StaffId,
    /// The second nurse of a joint interview.
    pub joint: Option<StaffId>,
    /// The room and the place in it; none unless in person.
    pub room: Option<(RoomId, i64)>,
    /// Buffers included.
    pub busy: Interval,
}

/// Who owns ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A booking.
    Booking(BookingId),
    /// A hold.
    Hold(HoldId),
}

/// A nurse who has published the wanted time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Her time.
    pub time: NurseTime,
    /// Her live bookings within a week of that time: fewest first is fair.
    pub load: i64,
}

/// What is taken, and how old published times may be, read together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The version of the published times of the kind that was asked for; 0 for none.
    pub slots_version: i64,
    /// Live bookings and holds.
    pub taken: Vec<TakenTime>,
}

/// How many interviews or published times there are from an instant to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// Their start.
    pub starts_at: DateTime<Utc>,
    /// Their end.
    pub ends_at: DateTime<Utc>,
    /// How many.
    pub number: i64,
}

/// A key of a partner system.
#[derive(Clone, PartialEq, Eq)]
pub struct PartnerKey {
    /// Its id.
    pub id: PartnerKeyId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Who has it.
    pub name: String,
    /// SHA-256 of the key.
    pub key_hash: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// From then on it opens nothing.
    pub revoked_at: Option<DateTime<Utc>>,
}

crate::masked_debug!(PartnerKey { id, municipality, name, created_at, revoked_at });

/// A person's contact as given with one booking.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// As typed; empty for people with one name, when it stands in the other.
    pub family_name: String,
    /// As typed; empty for people with one name, when it stands in the other.
    pub given_name: String,
    /// Full-width katakana; empty for names without kanji and kana.
    pub family_kana: String,
    /// Full-width katakana; empty for names without kanji and kana.
    pub given_kana: String,
    /// As typed.
    pub phone_typed: String,
    /// E.164.
    pub phone_e164: String,
    /// The last four digits.
    pub phone_last4: String,
    /// As typed, domain in lower case.
    pub email: Option<String>,
    /// Birth date.
    pub birth_date: NaiveDate,
}

crate::masked_debug!(Contact {});

/// What is sealed on a booking: 要配慮個人情報.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateNotes {
    /// Due date (出産予定日).
    pub due_date: Option<NaiveDate>,
    /// What she asks us to mind (interpreter, older child, wheelchair …).
    pub needs: Vec<String>,
    /// Her own words.
    pub note: String,
    /// When she wants to hear from us.
    #[serde(default)]
    pub contact_window: ContactWindow,
}

crate::masked_debug!(PrivateNotes {});

/// A booking.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// Its id.
    pub id: BookingId,
    /// The city.
    pub municipality: MunicipalityId,
    /// 8 characters, ungrouped.
    pub reference: String,
    /// Raised when the link must die.
    pub token_version: i64,
    /// SHA-256 of the link token: to find the booking, not to make the token.
    pub token_hash: Vec<u8>,
    /// The person.
    pub client: ClientId,
    /// For what.
    pub kind: KindId,
    /// Where.
    pub office: OfficeId,
    /// Nurse, room, busy interval.
    pub claim: Claim,
    /// How.
    pub mode: Mode,
    /// State.
    pub status: Status,
    /// Counts against one open booking per kind.
    pub open: bool,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// Rises with every change of time, place, mode, link and with cancel (RFC 5545 3.8.7.4).
    pub sequence: i64,
    /// Rises with every write, whatever it changes: forms carry the one they were rendered from.
    pub version: i64,
    /// Calendar UID, one for life (RFC 5545 3.8.4.7).
    pub uid: String,
    /// Meeting link.
    pub join_url: Option<String>,
    /// Language of messages.
    pub language: Language,
    /// How it came.
    pub channel: Channel,
    /// Whose quota it counts against: that of whoever brought it to its time.
    pub counted: Group,
    /// Poster or campaign, if known.
    pub source: Option<String>,
    /// Neutral words only.
    pub discreet: bool,
    /// Version of the purpose statement she agreed to.
    pub consent_version: String,
    /// Modes she could choose from.
    pub modes_offered: Modes,
    /// The person as given.
    pub contact: Contact,
    /// Sealed JSON of [`PrivateNotes`].
    pub private_sealed: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// By which member of staff, if any.
    pub created_by: Option<StaffId>,
    /// Last change.
    pub updated_at: DateTime<Utc>,
    /// By which member of staff, if any.
    pub updated_by: Option<StaffId>,
    /// Why it was called off, sealed: it may speak of a loss.
    pub cancel_reason_sealed: Option<Vec<u8>>,
    /// The token of its link, sealed: where the server's first secret no longer makes it. Written by a rotation alone.
    #[serde(default)]
    pub token_sealed: Option<Vec<u8>>,
    /// What became of it on its day.
    #[serde(default)]
    pub course: Course,
}

crate::masked_debug!(Booking {
    id,
    municipality,
    kind,
    office,
    claim,
    mode,
    status,
    open,
    starts_at,
    ends_at,
    sequence,
    version,
    language,
    channel
});

impl Booking {
    /// What the desk finds it by.
    pub fn findable(&self) -> Findable<'_> {
        let contact = &self.contact;
        Findable {
            family: &contact.family_name,
            given: &contact.given_name,
            family_kana: &contact.family_kana,
            given_kana: &contact.given_kana,
            phone: &contact.phone_e164,
            email: contact.email.as_deref(),
            birth: contact.birth_date,
            reference: &self.reference,
        }
    }
}

/// What staff did last to a booking, while it can be undone.
#[derive(Clone, PartialEq, Eq)]
pub struct Undo {
    /// Of which booking.
    pub booking: BookingId,
    /// The city.
    pub municipality: MunicipalityId,
    /// What was done: `move`, `change_mode`, `cancel`, `mark`, `book` …
    pub action: String,
    /// The booking's version after it.
    pub version: i64,
    /// From this instant on it stays.
    pub until: DateTime<Utc>,
    /// Keeps the time it freed.
    pub hold: Option<HoldId>,
    /// The booking as it was and the messages that were taken back, sealed.
    pub before_sealed: Vec<u8>,
}

crate::masked_debug!(Undo { booking, municipality, action, version, until, hold });

/// A row of the set-up that people edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SetupRow {
    /// An office with its rooms.
    Office(OfficeId),
    /// An interview kind.
    Kind(KindId),
    /// A member of staff.
    Staff(StaffId),
    /// A template.
    Template(TemplateId),
    /// A closure or an absence.
    Closure(ClosureId),
    /// A partner's key.
    PartnerKey(PartnerKeyId),
    /// A role of the city's own.
    Role(RoleId),
    /// The city's list of holidays and its turn of the year.
    Holidays,
    /// A section of what the city decides about itself.
    Section(Section),
}

impl From<Section> for SetupRow {
    fn from(section: Section) -> Self {
        Self::Section(section)
    }
}

impl From<Listed> for SetupRow {
    fn from(listed: Listed) -> Self {
        match listed {
            Listed::Office(id) => Self::Office(id),
            Listed::Kind(id) => Self::Kind(id),
            Listed::Staff(id) => Self::Staff(id),
        }
    }
}

/// The versions of a city's set-up: each rises with every write of its row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Versions(BTreeMap<SetupRow, i64>);

impl Versions {
    /// The version of that row; 0 for one that nobody has changed since it was made.
    pub fn of(&self, row: SetupRow) -> i64 {
        self.0.get(&row).copied().unwrap_or_default()
    }
}

impl FromIterator<(SetupRow, i64)> for Versions {
    fn from_iter<I: IntoIterator<Item = (SetupRow, i64)>>(rows: I) -> Self {
        Self(rows.into_iter().filter(|(_, version)| *version != 0).collect())
    }
}

/// A time kept for one browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// The city.
    pub municipality: MunicipalityId,
    /// SHA-256 of the browser's cookie.
    pub browser_hash: Vec<u8>,
    /// For what.
    pub kind: KindId,
    /// Where.
    pub office: OfficeId,
    /// Nurse, room, busy interval.
    pub claim: Claim,
    /// How.
    pub mode: Mode,
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// End of the interview.
    pub ends_at: DateTime<Utc>,
    /// When the browser took the first of the times it has kept one after the other.
    pub chain_since: DateTime<Utc>,
    /// The time is free again from this instant.
    pub expires_at: DateTime<Utc>,
    /// It may be extended once.
    pub extended: bool,
    /// The idempotency key rendered into the form.
    pub form_key: String,
    /// Sealed raw values and field errors of the last attempt.
    pub draft_sealed: Option<Vec<u8>>,
}

crate::masked_debug!(Hold { id, municipality, kind, office, claim, mode, starts_at, ends_at, expires_at, extended });

/// A member of staff. Her password's hash is not here: it is read where a password is checked, and nowhere else.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// Id.
    pub id: StaffId,
    /// The city.
    pub municipality: MunicipalityId,
    /// Sign-in name.
    pub login: String,
    /// As colleagues call her.
    pub display_name: String,
    /// Permissions.
    pub role: Role,
    /// Profession.
    pub profession: Profession,
    /// Her own fixed meeting room, if she has one.
    pub video_url: Option<String>,
    /// May not sign in.
    pub disabled: bool,
    /// Order in lists.
    pub position: i64,
    /// Where she works.
    pub offices: Vec<OfficeId>,
    /// Her role counts at the offices where she works, and nowhere else.
    pub here_only: bool,
    /// What she does as an interviewer.
    pub work: Work,
}

crate::masked_debug!(StaffMember { id, municipality, role, profession, disabled, position, offices, here_only, work });

/// A role as the city named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CityRole {
    /// Which one.
    pub id: RoleId,
    /// What the city calls it.
    pub name: String,
    /// What it gives.
    pub rights: Rights,
}

impl CityRole {
    /// As a member has it.
    pub const fn role(&self) -> Role {
        Role::Own(OwnRole { id: self.id, rights: self.rights })
    }
}

/// What a nurse does as an interviewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Modes she does at all.
    pub modes: Modes,
    /// Most interviews a day.
    pub daily_max: Option<i64>,
    /// Holds joint interviews.
    pub joint: bool,
}

impl Default for Work {
    fn default() -> Self {
        Self { modes: Mode::ALL.into_iter().collect(), daily_max: None, joint: true }
    }
}

impl StaffMember {
    /// What she may, wherever her role counts. Pages and the server ask this and nothing else.
    pub fn rights(&self) -> Rights {
        let rights = self.role.rights();
        if self.here_only { rights.at_offices() } else { rights }
    }

    /// As the offer sees her.
    pub const fn worker(&self) -> Worker {
        let Work { modes, daily_max, joint } = self.work;
        Worker { profession: self.profession, modes, daily_max, joint, active: !self.disabled }
    }
}

/// A signed-in browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie.
    pub token_hash: Vec<u8>,
    /// The city.
    pub municipality: MunicipalityId,
    /// Who.
    pub staff: StaffId,
    /// When she signed in.
    pub created_at: DateTime<Utc>,
    /// Her last request.
    pub seen_at: DateTime<Utc>,
    /// Sealed state of the desk.
    pub state_sealed: Option<Vec<u8>>,
    /// When she last proved that it is her.
    pub proven_at: DateTime<Utc>,
    /// By what.
    pub proven_by: ProvenBy,
    /// In which browser, coarsely (`Chrome (Windows)`); empty where that is not known.
    pub browser: String,
    /// From where, no finer than a neighbourhood; empty where that is not known.
    pub network: String,
    /// At a computer that several use.
    pub shared: bool,
    /// She came in by a password that somebody else made, and changes it before anything else.
    pub first_password: bool,
}

crate::masked_debug!(Session {
    municipality,
    staff,
    created_at,
    seen_at,
    proven_at,
    proven_by,
    shared,
    first_password
});

/// A line of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Id.
    pub id: AuditId,
    /// The city.
    pub municipality: MunicipalityId,
    /// When.
    pub at: DateTime<Utc>,
    /// `client`, `staff`, `api` or `system`.
    pub actor_kind: &'static str,
    /// The member of staff.
    pub actor: Option<StaffId>,
    /// The key of the partner system.
    pub partner: Option<PartnerKeyId>,
    /// A verb: `book`, `move`, `view` …
    pub action: String,
    /// `booking`, `day`, `search` …
    pub subject_kind: &'static str,
    /// Its id.
    pub subject: i64,
    /// From where, no finer than a neighbourhood (`203.0.113.0/24`).
    pub network: Option<String>,
    /// JSON, never personal data.
    pub detail: String,
    /// That the product wrote it, see [`crate::audit::line`].
    pub tag: String,
}

/// A line of the audit log, as it is read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// `client`, `staff`, `api` or `system`.
    pub actor_kind: String,
    /// The member of staff.
    pub actor: Option<StaffId>,
    /// The key of the partner system.
    pub partner: Option<PartnerKeyId>,
    /// A verb.
    pub action: String,
    /// JSON, never personal data.
    pub detail: String,
}

/// An answer kept under an idempotency key.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// SHA-256 of the normalised request.
    pub request_hash: Vec<u8>,
    /// The sealed first answer; none while its transaction runs.
    pub answer_sealed: Option<Vec<u8>>,
}

crate::masked_debug!(StoredAnswer {});

/// What a mailbox has been used for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MailboxUse {
    /// Bookings made with it.
    pub bookings: i64,
    /// Mails that somebody's action sent to it, or will.
    pub mails: i64,
    /// Its owner is known to us: staff wrote it down, or she came to an interview.
    pub known: bool,
}

/// One entry of a list whose order the city chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// An office.
    Office(OfficeId),
    /// An interview kind.
    Kind(KindId),
    /// A member of staff.
    Staff(StaffId),
}

impl Listed {
    /// Its id.
    pub const fn id(self) -> i64 {
        match self {
            Self::Office(id) => id.0,
            Self::Kind(id) => id.0,
            Self::Staff(id) => id.0,
        }
    }

    /// What the audit log calls it.
    pub const fn subject(self) -> (&'static str, i64) {
        let word = match self {
            Self::Office(_) => "office",
            Self::Kind(_) => "kind",
            Self::Staff(_) => "staff",
        };
        (word, self.id())
    }

    /// Its list, as addresses have it.
    pub const fn list(self) -> &'static str {
        match self {
            Self::Office(_) => "offices",
            Self::Kind(_) => "kinds",
            Self::Staff(_) => "staff",
        }
    }

    /// The entry of a list. `None` when there is no such list.
    pub fn of(list: &str, id: i64) -> Option<Self> {
        let all = [Self::Office(OfficeId(id)), Self::Kind(KindId(id)), Self::Staff(StaffId(id))];
        all.into_iter().find(|listed| listed.list() == list)
    }
}
