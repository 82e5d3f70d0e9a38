//! What a municipality offers: itself, its offices, rooms, staff and kinds. Read often, changed rarely.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use mendan_domain::ids::{KindId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_domain::language::Language;
use mendan_domain::mode::Modes;
use mendan_domain::offer::Buffers;
use mendan_domain::staff::Profession;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::model::StaffMember;

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
}

/// Texts of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KindTexts {
    /// e.g. 妊娠の届出と面談.
    pub name: String,
    /// Who it is for, one sentence.
    pub audience: String,
    /// What to bring, one thing per entry.
    pub bring: Vec<String>,
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
    /// Phone for people.
    pub phone: String,
    /// Base address of its own Jitsi server.
    pub video_base_url: Option<String>,
    /// Version of the purpose statement in force.
    pub consent_version: String,
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
    /// Its kinds that can be booked.
    pub kinds: Vec<Kind>,
    /// Its staff.
    pub staff: Vec<StaffMember>,
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
    /// The member of staff of that id.
    pub fn staff(&self, id: StaffId) -> Option<&StaffMember> {
        self.staff.iter().find(|member| member.id == id)
    }
}

impl Office {
    /// Interviews its rooms take at a time.
    pub fn places(&self) -> i64 {
        self.rooms.iter().map(|room| room.lanes).sum()
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
