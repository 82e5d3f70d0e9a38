//! What a municipality offers: itself, its offices, rooms, staff and kinds. Read often, changed rarely.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::ids::{IdMap, KindId, LeafletId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_domain::language::Language;
use mendan_domain::offer::closed::ClosedDays;
use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::hours::Hours;
use mendan_domain::offer::rules::{Group, Rules};
use mendan_domain::offer::{Buffers, Terms, Worker};
use mendan_domain::staff::Profession;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::model::{Booking, StaffMember, Versions};

/// Texts of one thing in every language the city has written them in; Japanese is always there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts<T>(pub BTreeMap<String, T>);

impl<T: Default + Serialize + DeserializeOwned> Texts<T> {
    /// The texts in that language, or the Japanese ones.
    pub fn get(&self, language: Language) -> Option<&T> {
        self.0.get(language.tag()).or_else(|| self.0.get(Language::Ja.tag()))
    }

    /// Japanese and English.
    pub fn of(ja: T, en: T) -> Self {
        Self(BTreeMap::from([("ja".to_owned(), ja), ("en".to_owned(), en)]))
    }
}

/// Texts of a municipality.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MunicipalityTexts {
    /// e.g. みのり市.
    pub name: String,
    /// Who answers the phone, e.g. 健康推進課 母子保健係.
    pub department: String,
    /// When the phone is answered, e.g. 平日 8:30〜17:15.
    pub phone_hours: String,
    /// Why personal data is collected (個人情報保護法 21条).
    pub purpose: String,
    /// The sender's name of discreet bookings; empty: the city's.
    pub discreet_sender: String,
    /// Who answers the phone, as discreet bookings say it; empty: nothing is said.
    pub discreet_department: String,
}

/// Texts of an office.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OfficeTexts {
    /// Full name.
    pub name: String,
    /// Short name for lists, e.g. 中央.
    pub short: String,
    /// Address.
    pub address: String,
    /// Floor and door, e.g. 2階 母子相談室.
    pub floor: String,
    /// How to get there.
    pub access: String,
    /// Steps, lift, toilet, parking for wheelchairs.
    pub accessibility: String,
    /// Its name for discreet bookings; empty: the address alone.
    pub discreet_name: String,
    /// Floor and door for discreet bookings, e.g. 2階 相談室.
    pub discreet_floor: String,
}

/// Texts of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KindTexts {
    /// e.g. 妊娠の届出と面談.
    pub name: String,
    /// Who it is for, one sentence.
    pub audience: String,
    /// What to bring when she comes, one thing per entry.
    pub bring: Vec<String>,
    /// What to have at hand when she does not come.
    pub ready: Vec<String>,
    /// What is said of a mode, by its word: how the handbook reaches her.
    pub notes: BTreeMap<String, String>,
    /// Why personal data is collected for it; empty: the city's statement holds.
    pub purpose: String,
    /// しおり: pages and files to read before.
    pub links: Vec<Link>,
}

impl KindTexts {
    /// What to bring, or to have at hand.
    pub fn things(&self, mode: Mode) -> &[String] {
        if mode == Mode::InPerson { &self.bring } else { &self.ready }
    }

    /// What is said of that mode.
    pub fn note(&self, mode: Mode) -> Option<&str> {
        self.notes.get(mode.as_str()).map(String::as_str).filter(|note| !note.is_empty())
    }
}

/// A page or a file to read before the interview.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// What it is called.
    pub label: String,
    /// `https://` address.
    pub url: String,
}

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
    /// Days on which nothing happens.
    pub closed: ClosedDays,
    /// Of its rows that people edit.
    pub versions: Versions,
    /// Rises with every change of any of it.
    pub version: i64,
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
    /// Its words in that language.
    pub fn words(&self, language: Language) -> MunicipalityTexts {
        self.texts.get(language).cloned().unwrap_or_default()
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
