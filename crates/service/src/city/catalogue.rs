//! What a municipality offers: itself, its offices, rooms, staff and kinds. Read often, changed rarely.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{IdMap, KindId, LeafletId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_domain::language::Language;
use mendan_domain::offer::closed::ClosedDays;
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::rules::{Group, Rules};
use mendan_domain::offer::{Buffers, Terms, Worker};
use mendan_domain::staff::Profession;
use serde::{Deserialize, Serialize};

use crate::city::settings::Settings;
use crate::model::CityRole;
use crate::model::{Booking, StaffMember, Versions};

pub use crate::city::texts::{KindTexts, Link, MunicipalityTexts, OfficeTexts, Texts};

/// A file to read before the interview (しおり). Its octets are read only when somebody opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaflet {
    /// Id.
    pub id: LeafletId,
    /// Of which kind.
    pub kind: KindId,
    /// What it is called in Japanese.
    pub label_ja: String,
    /// What it is called in English.
    pub label_en: String,
    /// `application/pdf`, `image/png` or `image/jpeg`.
    pub media_type: String,
    /// Octets.
    pub size: i64,
}

/// Some octets of a file.
#[derive(Clone, PartialEq, Eq)]
pub struct LeafletPart {
    /// Of the whole file.
    pub media_type: String,
    /// Of the whole file, octets.
    pub size: i64,
    /// Those that were asked for; none beyond its end.
    pub octets: Vec<u8>,
}

impl Leaflet {
    /// What the city calls it. As with its other texts: what is not written in a language is read in Japanese.
    pub fn name(&self, language: Language) -> &str {
        if language == Language::En { &self.label_en } else { &self.label_ja }
    }

    /// Its form as people say it: `PDF`, `PNG`, `JPEG`.
    pub fn form(&self) -> String {
        self.media_type.rsplit('/').next().unwrap_or_default().to_uppercase()
    }
}

/// A city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Id.
    pub id: MunicipalityId,
    /// Slug.
    pub slug: String,
    /// Its public address without a trailing slash; links in mails begin with it.
    pub public_url: String,
    /// Where its staff come in, where that is another address; without a trailing slash.
    pub staff_url: Option<String>,
    /// Time zone of its offices.
    pub timezone: Tz,
    /// Sender of its mails where an office has none.
    pub mail_from: String,
    /// The same for discreet bookings; empty: the usual one.
    pub discreet_mail_from: String,
    /// Phone for people.
    pub phone: String,
    /// Base address of its own Jitsi server.
    pub video_base_url: Option<String>,
    /// Version of the purpose statement in force.
    pub consent_version: String,
    /// Networks from which more may be booked than a fifth of the coming places, in CIDR notation.
    pub large_networks: Vec<String>,
    /// Words.
    pub texts: Texts<MunicipalityTexts>,
    /// What else it has decided about itself.
    pub settings: Settings,
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Id.
    pub id: OfficeId,
    /// Stable slug.
    pub slug: String,
    /// `health_center`, `family_center`, `other`.
    pub kind: String,
    /// ORGANIZER and From of its mails.
    pub mailbox: String,
    /// Phone.
    pub phone: String,
    /// Words.
    pub texts: Texts<OfficeTexts>,
    /// Its rooms with their places.
    pub rooms: Vec<Room>,
    /// When it is open.
    pub hours: OpeningHours,
    /// In use.
    pub active: bool,
}

/// Opening hours by weekday, Monday first; none: closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OpeningHours(pub [Option<Hours>; 7]);

impl Default for OpeningHours {
    /// Monday to Friday, 8:30 to 17:15, as most city offices in Japan.
    fn default() -> Self {
        let open = Some(Hours { from: 8 * 60 + 30, until: 17 * 60 + 15 });
        Self([open, open, open, open, open, None, None])
    }
}

/// A room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Id.
    pub id: RoomId,
    /// Name.
    pub name: String,
    /// Interviews it takes at a time.
    pub lanes: i64,
    /// In use.
    pub active: bool,
}

/// An interview kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Id.
    pub id: KindId,
    /// Stable slug.
    pub slug: String,
    /// Length, minutes.
    pub minutes: i64,
    /// Minutes around it.
    pub buffers: Buffers,
    /// Modes it comes in.
    pub modes: Modes,
    /// Who may hold it.
    pub professions: Vec<Profession>,
    /// What the city decided about it.
    pub rules: Rules,
    /// Offered.
    pub active: bool,
    /// Words.
    pub texts: Texts<KindTexts>,
}

/// All of it, in the order people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// The city.
    pub municipality: Municipality,
    /// Its offices.
    pub offices: Vec<Office>,
    /// Its kinds, those no longer offered too: their bookings live on.
    pub kinds: Vec<Kind>,
    /// Files to read before interviews.
    pub leaflets: Vec<Leaflet>,
    /// Its staff.
    pub staff: Vec<StaffMember>,
    /// The roles it made itself.
    pub roles: Vec<CityRole>,
    /// Days on which nothing happens.
    pub closed: ClosedDays,
    /// Of its rows that people edit.
    pub versions: Versions,
    /// Rises with every change of any of it.
    pub version: i64,
    /// Offices that are there and that whoever asks does not reach, because her role counts at others; none where it counts everywhere.
    pub beyond: Option<Vec<OfficeId>>,
}

/// Until when a resident may do something about a booking; from that instant on it is too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutOffs {
    /// Move it or change its mode.
    pub change: DateTime<Utc>,
    /// Cancel it.
    pub cancel: DateTime<Utc>,
}

impl Catalogue {
    /// What somebody sees whose role counts at these offices only: the others are not there, nor is what concerns them alone.
    #[must_use]
    pub fn within(mut self, here: &[OfficeId]) -> Self {
        let (here, beyond): (Vec<_>, Vec<_>) = self.offices.into_iter().partition(|office| here.contains(&office.id));
        let beyond: Vec<OfficeId> =
            beyond.into_iter().map(|office| office.id).chain(self.beyond.unwrap_or_default()).collect();
        self.closed.closures.retain(|closure| closure.office.is_none_or(|office| !beyond.contains(&office)));
        Self { offices: here, beyond: Some(beyond), ..self }
    }

    /// Every office there is, also those beyond.
    pub(crate) fn every_office(&self) -> impl Iterator<Item = OfficeId> {
        let beyond = self.beyond.iter().flatten().copied();
        self.offices.iter().map(|office| office.id).chain(beyond)
    }

    /// The office of that id.
    pub fn office(&self, id: OfficeId) -> Option<&Office> {
        self.offices.iter().find(|office| office.id == id)
    }
    /// The office of that slug.
    pub fn office_by_slug(&self, slug: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.slug == slug)
    }
    /// The kind of that id.
    pub fn kind(&self, id: KindId) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }
    /// The kind of that slug.
    pub fn kind_by_slug(&self, slug: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.slug == slug)
    }
    /// Kinds that are offered.
    pub fn offered_kinds(&self) -> impl Iterator<Item = &Kind> {
        self.kinds.iter().filter(|kind| kind.active)
    }
    /// Kinds that residents can book themselves.
    pub fn public_kinds(&self) -> impl Iterator<Item = &Kind> {
        self.offered_kinds().filter(|kind| kind.rules.web)
    }
    /// Offices in use.
    pub fn open_offices(&self) -> impl Iterator<Item = &Office> {
        self.offices.iter().filter(|office| office.active)
    }
    /// Everybody who may hold interviews.
    pub fn workers(&self) -> IdMap<StaffId, Worker> {
        self.staff.iter().map(|member| (member.id, member.worker())).collect()
    }
    /// Until when a resident may change or cancel a booking.
    pub fn cut_offs(&self, booking: &Booking) -> CutOffs {
        let Some(kind) = self.kind(booking.kind) else {
            return CutOffs { change: booking.starts_at, cancel: booking.starts_at };
        };
        let closes = |deadline: Deadline| deadline.closes(booking.starts_at, &self.closed, self.municipality.timezone);
        CutOffs { change: closes(kind.rules.change), cancel: closes(kind.rules.cancel) }
    }
    /// Whether a rule of that kind or of a nurse counts bookings.
    pub fn counts(&self, kind: &Kind) -> bool {
        let nurse = |member: &StaffMember| member.work.daily_max.is_some() && !member.disabled;
        kind.rules.capacity.is_some() || kind.rules.quota.any() || self.staff.iter().any(nurse)
    }
    /// On what terms a kind is offered at an office to a group of people.
    pub fn terms<'a>(
        &'a self,
        workers: &'a IdMap<StaffId, Worker>,
        kind: &'a Kind,
        office: &Office,
        (group, now): (Group, DateTime<Utc>),
    ) -> Terms<'a> {
        Terms {
            office: office.id,
            office_active: office.active,
            places: office.places_in_use(),
            kind: kind.id,
            kind_active: kind.active,
            modes: kind.modes,
            buffers: kind.buffers,
            professions: &kind.professions,
            rules: &kind.rules,
            closed: &self.closed,
            workers,
            timezone: self.municipality.timezone,
            group,
            now,
            day: None,
        }
    }
    /// The member of staff of that id.
    pub fn staff(&self, id: StaffId) -> Option<&StaffMember> {
        self.staff.iter().find(|member| member.id == id)
    }
}

impl Office {
    /// The places in its rooms, in the order in which they are given away.
    pub fn places_in_use(&self) -> Vec<(RoomId, i64)> {
        let rooms = self.rooms.iter().filter(|room| room.active);
        rooms.flat_map(|room| (0..room.lanes).map(|lane| (room.id, lane))).collect()
    }

    /// Its words in that language.
    pub fn words(&self, language: Language) -> OfficeTexts {
        self.texts.get(language).cloned().unwrap_or_default()
    }
}

impl Kind {
    /// Its words in that language.
    pub fn words(&self, language: Language) -> KindTexts {
        self.texts.get(language).cloned().unwrap_or_default()
    }
}

impl Municipality {
    /// Its words in that language, each that is missing in Japanese.
    pub fn words(&self, language: Language) -> MunicipalityTexts {
        let written = |language: Language| self.texts.0.get(language.tag()).cloned().unwrap_or_default();
        written(language).or(&written(Language::Ja))
    }

    /// Where its staff come in: links for them begin with it.
    pub fn staff_address(&self) -> &str {
        self.staff_url.as_deref().unwrap_or(&self.public_url)
    }

    /// The host of its public address, where that is a full name.
    pub fn full_host(&self) -> Option<String> {
        let url = url::Url::parse(&self.public_url).ok()?;
        url.domain().filter(|name| name.trim_matches('.').contains('.')).map(str::to_owned)
    }

    /// The local date of an instant.
    pub fn local_date(&self, at: chrono::DateTime<chrono::Utc>) -> chrono::NaiveDate {
        at.with_timezone(&self.timezone).date_naive()
    }

    /// The instant a local date begins.
    pub fn start_of_day(&self, date: chrono::NaiveDate) -> chrono::DateTime<chrono::Utc> {
        use chrono::TimeZone as _;
        // A zone may skip midnight once a year; its first existing hour is the start then.
        (0..4_u32)
            .filter_map(|hour| date.and_hms_opt(hour, 0, 0))
            .find_map(|naive| self.timezone.from_local_datetime(&naive).earliest())
            .map_or_else(|| date.and_time(chrono::NaiveTime::MIN).and_utc(), |local| local.to_utc())
    }
}
