//! Where sealed values stand. Each is bound to its purpose and to its row, so that one copied to another row does not open.
//!
//! To add one: its place here with its purpose and its row, its column in [`SealedColumn`] if the store keeps it, so that
//! `mendan secret rotate` finds it.

use std::fmt;

use mendan_domain::ids::{BookingId, HoldId, MunicipalityId, StaffId};

use crate::draft::repository::WorkDraftId;
use crate::import::repository::ImportDraftId;
use crate::message::dkim::DkimKeyId;
use crate::range::repository::RangeUndoId;
use crate::secret::sha256;
use crate::staff::factor::kind::FactorId;
use crate::staff::factor::recovery::RecoveryId;

/// Why a value could not be sealed or opened. Says nothing of what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// More than the cipher takes.
    #[error("too large to be sealed")]
    TooLarge,
    /// None of the listed secrets sealed it, or it is damaged.
    #[error("sealed under a secret that is not listed in MENDAN_SECRET, or damaged")]
    UnknownKey,
    /// A listed secret sealed something, but not this for this row.
    #[error("not what was sealed for this row, or damaged")]
    NotOfThisRow,
    /// Opened, but not what is written there.
    #[error("opened, but it is not what belongs there")]
    Content,
    /// There is no link token of that digest.
    #[error("the link was made under a secret that is not listed in MENDAN_SECRET")]
    UnknownLink,
}

/// A sealed value that cannot be used: where it stands and why not.
#[derive(Debug, Clone, thiserror::Error)]
#[error("sealed value of {place}: {why}")]
pub struct SealFault {
    /// Where.
    pub place: SealedPlace,
    /// Why not.
    pub why: SealError,
}

/// The place of a sealed value.
#[derive(Clone, PartialEq, Eq)]
pub enum SealedPlace {
    /// Due date, needs and note of a booking.
    Private(BookingId),
    /// Why a booking was called off.
    CancelReason(BookingId),
    /// The token of a booking's link, where the first secret does not make it.
    LinkToken(BookingId),
    /// What colleagues wrote down about a booking for each other.
    Note(BookingId),
    /// What was before the last act of staff.
    Undo(BookingId),
    /// What was before an act on times.
    RangeUndo(RangeUndoId),
    /// What is typed into a hold.
    Draft(HoldId),
    /// What a session remembers; by the digest of its cookie.
    Desk(Vec<u8>),
    /// The first answer under an idempotency key.
    Answer(MunicipalityId, String),
    /// The mail server of a city, with its password.
    Mailbox(MunicipalityId),
    /// A mail server that was tried out and not saved, with its password: with a browser, in no row.
    TriedServer(MunicipalityId),
    /// The private half of a key that signs a city's mails.
    DkimKey(DkimKeyId),
    /// The identity provider of a city, with its secret.
    OpenId(MunicipalityId),
    /// The one before the last change, with its secret.
    FormerOpenId(MunicipalityId),
    /// An identity provider that was looked at and not saved, with its secret: with a browser, in no row.
    TriedOpenId(MunicipalityId),
    /// A file on its way into the city.
    ImportDraft(ImportDraftId),
    /// A second factor of a member of staff.
    Factor(FactorId),
    /// The digest of a code on paper.
    Recovery(RecoveryId),
    /// A factor that is about to be registered, of that member: with a browser, in no row.
    OfferedFactor(StaffId),
    /// What a new passkey is asked for, of that session or step, by the digest of its cookie: with a browser, in no row.
    NewPasskey(Vec<u8>),
    /// What a passkey is asked for, of that session or step: with a browser, in no row.
    AskedPasskey(Vec<u8>),
    /// A form on its way through the entrance: with a browser, in no row.
    KeptForm,
    /// The mail addresses of a member of staff.
    StaffAddress(StaffId),
    /// The address of a calendar of her own.
    CalendarAddress(StaffId),
    /// What somebody typed of that city who has forgotten her password: on its way in the queue, for some minutes.
    Forgotten(MunicipalityId),
    /// A form that a member has begun to fill.
    WorkDraft(WorkDraftId),
    /// A key of the audit log, by its id.
    AuditKey(Vec<u8>),
}

impl SealedPlace {
    /// The word of what it is for.
    pub const fn purpose(&self) -> &'static str {
        match self {
            Self::Private(_) => SealedColumn::Private.purpose(),
            Self::CancelReason(_) => SealedColumn::CancelReason.purpose(),
            Self::LinkToken(_) => "link",
            Self::Note(_) => SealedColumn::Note.purpose(),
            Self::Undo(_) => SealedColumn::Undo.purpose(),
            Self::RangeUndo(_) => SealedColumn::RangeUndo.purpose(),
            Self::Draft(_) => SealedColumn::Draft.purpose(),
            Self::Desk(_) => SealedColumn::Desk.purpose(),
            Self::Answer(..) => SealedColumn::Answer.purpose(),
            Self::Mailbox(_) => SealedColumn::Mailbox.purpose(),
            Self::TriedServer(_) => "tried server",
            Self::DkimKey(_) => SealedColumn::DkimKey.purpose(),
            Self::OpenId(_) => SealedColumn::OpenId.purpose(),
            Self::FormerOpenId(_) => SealedColumn::FormerOpenId.purpose(),
            Self::TriedOpenId(_) => "tried openid",
            Self::ImportDraft(_) => SealedColumn::ImportDraft.purpose(),
            Self::Factor(_) => SealedColumn::Factor.purpose(),
            Self::Recovery(_) => SealedColumn::Recovery.purpose(),
            Self::OfferedFactor(_) => "offered factor",
            Self::NewPasskey(_) => "new passkey",
            Self::AskedPasskey(_) => "asked passkey",
            Self::KeptForm => "kept form",
            Self::StaffAddress(_) => SealedColumn::StaffAddress.purpose(),
            Self::CalendarAddress(_) => SealedColumn::CalendarAddress.purpose(),
            Self::Forgotten(_) => "forgotten",
            Self::WorkDraft(_) => SealedColumn::WorkDraft.purpose(),
            Self::AuditKey(_) => SealedColumn::AuditKey.purpose(),
        }
    }

    /// What is bound to the value: the purpose, its end, the row.
    pub(crate) fn bound(&self) -> Vec<u8> {
        let row = match self {
            Self::Private(id) | Self::CancelReason(id) | Self::LinkToken(id) | Self::Note(id) | Self::Undo(id) => {
                id.0.to_be_bytes().to_vec()
            }
            Self::Draft(id) => id.0.to_be_bytes().to_vec(),
            Self::RangeUndo(id) => id.0.to_be_bytes().to_vec(),
            Self::Desk(octets) | Self::AuditKey(octets) | Self::NewPasskey(octets) | Self::AskedPasskey(octets) => {
                octets.clone()
            }
            Self::Answer(city, key) => [&city.0.to_be_bytes(), key.as_bytes()].concat(),
            Self::Mailbox(city)
            | Self::TriedServer(city)
            | Self::Forgotten(city)
            | Self::OpenId(city)
            | Self::FormerOpenId(city)
            | Self::TriedOpenId(city) => city.0.to_be_bytes().to_vec(),
            Self::DkimKey(id) => id.0.to_be_bytes().to_vec(),
            Self::ImportDraft(id) => id.0.to_be_bytes().to_vec(),
            Self::WorkDraft(id) => id.0.to_be_bytes().to_vec(),
            Self::Factor(id) => id.0.to_be_bytes().to_vec(),
            Self::Recovery(id) => id.0.to_be_bytes().to_vec(),
            Self::OfferedFactor(id) | Self::StaffAddress(id) | Self::CalendarAddress(id) => id.0.to_be_bytes().to_vec(),
            Self::KeptForm => Vec::new(),
        };
        [self.purpose().as_bytes(), &[0], &row].concat()
    }
}

impl fmt::Display for SealedPlace {
    /// Purpose and row, for the log. Keys and cookies are told by a part of a digest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let purpose = self.purpose();
        match self {
            Self::Private(id) | Self::CancelReason(id) | Self::LinkToken(id) | Self::Note(id) | Self::Undo(id) => {
                write!(f, "{purpose} of booking {}", id.0)
            }
            Self::Draft(id) => write!(f, "{purpose} of hold {}", id.0),
            Self::RangeUndo(id) => write!(f, "{purpose} {}", id.0),
            Self::Desk(token_hash) | Self::NewPasskey(token_hash) | Self::AskedPasskey(token_hash) => {
                write!(f, "{purpose} of session {}", start(&sha256(token_hash)))
            }
            Self::Answer(city, key) => write!(f, "{purpose} of city {} key {}", city.0, start(&sha256(key.as_bytes()))),
            Self::Mailbox(city)
            | Self::TriedServer(city)
            | Self::Forgotten(city)
            | Self::OpenId(city)
            | Self::FormerOpenId(city)
            | Self::TriedOpenId(city) => {
                write!(f, "{purpose} of city {}", city.0)
            }
            Self::DkimKey(id) => write!(f, "{purpose} {}", id.0),
            Self::ImportDraft(id) => write!(f, "{purpose} {}", id.0),
            Self::WorkDraft(id) => write!(f, "{purpose} {}", id.0),
            Self::Factor(id) => write!(f, "{purpose} {}", id.0),
            Self::Recovery(id) => write!(f, "{purpose} {}", id.0),
            Self::OfferedFactor(id) | Self::StaffAddress(id) | Self::CalendarAddress(id) => {
                write!(f, "{purpose} of member {}", id.0)
            }
            Self::KeptForm => f.write_str(purpose),
            Self::AuditKey(id) => write!(f, "{purpose} {}", start(id)),
        }
    }
}

impl fmt::Debug for SealedPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn start(digest: &[u8]) -> String {
    base16ct::lower::encode_string(&digest[..digest.len().min(4)])
}

/// A column of sealed values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedColumn {
    /// Of bookings.
    Private,
    /// Of cancelled bookings.
    CancelReason,
    /// Of bookings that colleagues wrote something down about.
    Note,
    /// Of what can be undone.
    Undo,
    /// Of what can be undone of times.
    RangeUndo,
    /// Of holds.
    Draft,
    /// Of sessions.
    Desk,
    /// Of idempotency keys.
    Answer,
    /// Of cities.
    Mailbox,
    /// Of keys that sign mails.
    DkimKey,
    /// Of cities.
    OpenId,
    /// Of cities, for a day.
    FormerOpenId,
    /// Of files on their way into the city.
    ImportDraft,
    /// Of second factors.
    Factor,
    /// Of codes on paper.
    Recovery,
    /// Of members of staff.
    StaffAddress,
    /// Of forms that members have begun to fill.
    WorkDraft,
    /// Of calendars of members of staff.
    CalendarAddress,
    /// Of secrets that are not listed any more.
    AuditKey,
}

impl SealedColumn {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Private,
        Self::CancelReason,
        Self::Note,
        Self::Undo,
        Self::RangeUndo,
        Self::Draft,
        Self::Desk,
        Self::Answer,
        Self::Mailbox,
        Self::DkimKey,
        Self::OpenId,
        Self::FormerOpenId,
        Self::ImportDraft,
        Self::Factor,
        Self::Recovery,
        Self::StaffAddress,
        Self::WorkDraft,
        Self::CalendarAddress,
        Self::AuditKey,
    ];

    /// The word of what it is for. It is bound to every value: another word opens none of them.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::CancelReason => "reason",
            Self::Note => "note",
            Self::Undo => "undo",
            Self::RangeUndo => "range undo",
            Self::Draft => "draft",
            Self::Desk => "desk",
            Self::Answer => "answer",
            Self::Mailbox => "mailbox",
            Self::DkimKey => "dkim key",
            Self::OpenId => "openid",
            Self::FormerOpenId => "former openid",
            Self::ImportDraft => "import",
            Self::Factor => "factor",
            Self::Recovery => "recovery code",
            Self::StaffAddress => "staff address",
            Self::WorkDraft => "work",
            Self::CalendarAddress => "calendar address",
            Self::AuditKey => "audit key",
        }
    }
}

/// A sealed value with its place.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedValue {
    /// Where it stands.
    pub place: SealedPlace,
    /// The value.
    pub sealed: Vec<u8>,
}

/// What a booking's link is made of.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// The booking.
    pub booking: BookingId,
    /// The version of its token.
    pub token_version: i64,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// The token itself, sealed, where the first secret did not make it.
    pub token_sealed: Option<Vec<u8>>,
}

crate::masked_debug!(SealedValue { place });
crate::masked_debug!(LinkRow { booking, token_version });
