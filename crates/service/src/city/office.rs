//! Offices and their rooms.

use mendan_domain::fault::Fault;
use mendan_domain::ids::{OfficeId, RoomId};
use mendan_domain::language::Language;
use mendan_domain::offer::hours::Hours;
use mendan_domain::person::email::{Email, EmailError};
use mendan_domain::person::phone::{Phone, PhoneError};
use serde_json::json;

use crate::city::catalogue::{Catalogue, Office, OfficeTexts, OpeningHours, Room, Texts};
use crate::city::check::{self, same_name};
use crate::error::Refusal;
use crate::expected::Expected;
use crate::forms::{Checks, Fields};
use crate::model::SetupRow;
use crate::services::Services;
use crate::services::permit::{Permit, asked::ManageSetup};

/// Places of a room.
const PLACES: (i64, i64) = (1, 50);
/// The kinds of office.
pub const OFFICE_KINDS: [&str; 3] = ["health_center", "family_center", "other"];
/// The fields of the opening hours, Monday first.
pub const HOURS_FIELDS: [&str; 7] = [
    "hours_mon_from",
    "hours_tue_from",
    "hours_wed_from",
    "hours_thu_from",
    "hours_fri_from",
    "hours_sat_from",
    "hours_sun_from",
];

/// An office as typed.
#[derive(Debug, Clone, Default)]
pub struct OfficeForm {
    /// For a new office: its part of addresses; empty: made of the English name.
    pub slug: String,
    /// One of [`OFFICE_KINDS`].
    pub kind: String,
    /// Phone; empty: the city's.
    pub phone: String,
    /// Mail address for replies; empty: the city's.
    pub mailbox: String,
    /// Japanese words.
    pub ja: OfficeTexts,
    /// English words; what is empty is taken from the Japanese ones.
    pub en: OfficeTexts,
    /// From and until by weekday, Monday first; both empty: closed.
    pub hours: [[String; 2]; 7],
    /// Its rooms, new ones too.
    pub rooms: Vec<RoomForm>,
}

/// A room as typed.
#[derive(Debug, Clone, Default)]
pub struct RoomForm {
    /// None: a new one; it is left out when it has no name.
    pub id: Option<RoomId>,
    /// Name.
    pub name: String,
    /// Interviews it takes at a time.
    pub places: String,
    /// In use.
    pub active: bool,
}

impl OfficeForm {
    /// From its fields. Rows of rooms share their names; `room_active` holds the numbers of the rows in use.
    pub fn typed(fields: &Fields) -> Self {
        let words = |tag: &str| {
            let text = |name: &str| fields.owned(&format!("{name}_{tag}"));
            OfficeTexts {
                name: text("name"),
                short: text("short"),
                address: text("address"),
                floor: text("floor"),
                access: text("access"),
                accessibility: text("accessibility"),
                discreet_name: text("discreet_name"),
                discreet_floor: text("discreet_floor"),
            }
        };
        let hours = HOURS_FIELDS.map(|from| [fields.owned(from), fields.owned(&from.replace("_from", "_until"))]);
        Self {
            slug: fields.owned("slug"),
            kind: fields.owned("kind"),
            phone: fields.owned("phone"),
            mailbox: fields.owned("mailbox"),
            ja: words("ja"),
            en: words("en"),
            hours,
            rooms: rooms_of(fields),
        }
    }
}

fn rooms_of(fields: &Fields) -> Vec<RoomForm> {
    let active = fields.all_owned("room_active");
    let rows =
        fields.all_owned("room_id").into_iter().zip(fields.all_owned("room_name")).zip(fields.all_owned("room_places"));
    let room = |(row, ((id, name), places)): (usize, ((String, String), String))| RoomForm {
        // An id that is none is nobody's room.
        id: (!id.is_empty()).then(|| RoomId(id.parse().unwrap_or_default())),
        name,
        places,
        active: active.contains(&row.to_string()),
    };
    rows.enumerate().map(room).collect()
}

impl Services {
    /// Writes an office, new (`id` none) or changed, if it is still what the asker saw. A new one is in use.
    pub async fn office_save(
        &self,
        context: &Permit<ManageSetup>,
        id: Option<(OfficeId, Expected)>,
        form: &OfficeForm,
    ) -> Result<OfficeId, Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let stored = id.map(|(id, _)| catalogue.office(id).ok_or(Refusal::NotFound)).transpose()?;
            if let Some((id, expected)) = id {
                expected.check_row(&catalogue, SetupRow::Office(id))?;
            }
            let office = writer.office_of(form, stored, &catalogue)?;
            if stored.is_some() {
                tx.office_update(context.municipality(), &office).await?;
            } else {
                let position = i64::try_from(catalogue.offices.len()).unwrap_or(0);
                tx.office_insert(context.municipality(), &office, position).await?;
            }
            let detail = json!({ "new": stored.is_none(), "rooms": office.rooms.len() });
            let recorded = writer.audit(tx.as_mut(), context, "office_save", ("office", office.id.0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await?;
            Ok(office.id)
        })
        .await
    }

    /// Takes an office into use, or out of it. Its bookings stay.
    pub async fn office_set_active(
        &self,
        context: &Permit<ManageSetup>,
        id: OfficeId,
        expected: Expected,
        active: bool,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let (mut tx, catalogue) = writer.begin_setup(context).await?;
            let office = catalogue.office(id).ok_or(Refusal::NotFound)?;
            expected.check_row(&catalogue, SetupRow::Office(id))?;
            tx.office_update(context.municipality(), &Office { active, ..office.clone() }).await?;
            let recorded = writer
                .audit(tx.as_mut(), context, "office_save", ("office", id.0), &json!({ "active": active }))
                .await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }

    pub(crate) fn office_of(
        &self,
        form: &OfficeForm,
        stored: Option<&Office>,
        catalogue: &Catalogue,
    ) -> Result<Office, Refusal> {
        let mut checks = Checks::default();
        let texts = texts(form, &mut checks);
        let name = |texts: &Texts<OfficeTexts>| texts.get(Language::Ja).map(|words| words.name.clone());
        let new_name = stored.is_none_or(|office| name(&office.texts) != name(&texts));
        let others = catalogue.offices.iter().filter(|office| stored.is_none_or(|stored| stored.id != office.id));
        let mut others = others.filter_map(|office| name(&office.texts));
        let taken = name(&texts).is_some_and(|name| !name.is_empty() && others.any(|other| same_name(&other, &name)));
        checks.require(!new_name || !taken, "name_ja", Fault::Taken);
        let phone = optional(&form.phone, |typed| {
            Phone::parse(typed).map(|phone| phone.national().to_owned()).map_err(PhoneError::fault)
        });
        let mailbox = optional(&form.mailbox, |typed| {
            Email::parse(typed).map(|email| email.as_str().to_owned()).map_err(EmailError::fault)
        });
        let (phone, mailbox) = (checks.value("phone", phone), checks.value("mailbox", mailbox));
        checks.require(OFFICE_KINDS.contains(&form.kind.as_str()), "kind", Fault::Invalid);
        let hours = hours(form, &mut checks);
        let rooms = self.rooms(form, stored, &mut checks);
        let known = |slug: &str| catalogue.office_by_slug(slug).is_some();
        let slug = match stored {
            Some(office) => Ok(office.slug.clone()),
            None => check::slug(&form.slug, &form.en.name, "office", known),
        };
        let slug = checks.value("slug", slug);
        checks.done()?;
        let id = stored.map_or_else(|| OfficeId(self.new_id()), |office| office.id);
        let active = stored.is_none_or(|office| office.active);
        Ok(Office { id, slug, kind: form.kind.clone(), mailbox, phone, texts, rooms, hours, active })
    }

    fn rooms(&self, form: &OfficeForm, stored: Option<&Office>, checks: &mut Checks) -> Vec<Room> {
        let known = stored.map(|office| office.rooms.as_slice()).unwrap_or_default();
        let mut rooms: Vec<Room> = Vec::new();
        for typed in form.rooms.iter().filter(|room| room.id.is_some() || !room.name.trim().is_empty()) {
            let name = checks.line("rooms", &typed.name);
            let lanes = checks.number("rooms", &typed.places, PLACES);
            // A name that another room has until this very moment is not free yet.
            let taken = rooms.iter().any(|room| room.name == name)
                || known.iter().any(|room| room.name == name && Some(room.id) != typed.id);
            checks.require(!taken, "rooms", Fault::Taken);
            let ours = typed.id.is_none_or(|id| known.iter().any(|room| room.id == id));
            checks.require(ours, "rooms", Fault::Invalid);
            let id = typed.id.unwrap_or_else(|| RoomId(self.new_id()));
            rooms.push(Room { id, name, lanes, active: typed.active });
        }
        rooms
    }
}

/// English words fall back to the Japanese ones.
fn texts(form: &OfficeForm, checks: &mut Checks) -> Texts<OfficeTexts> {
    let OfficeForm { ja, en, .. } = form;
    let japanese = OfficeTexts {
        name: checks.line("name_ja", &ja.name),
        short: checks.maybe_line("short_ja", &ja.short),
        address: checks.maybe_line("address_ja", &ja.address),
        floor: checks.maybe_line("floor_ja", &ja.floor),
        access: checks.maybe_text("access_ja", &ja.access),
        accessibility: checks.maybe_text("accessibility_ja", &ja.accessibility),
        discreet_name: checks.maybe_line("discreet_name_ja", &ja.discreet_name),
        discreet_floor: checks.maybe_line("discreet_floor_ja", &ja.discreet_floor),
    };
    let short = or(&japanese.short, &japanese.name);
    let japanese = OfficeTexts { short, ..japanese };
    let english = OfficeTexts {
        name: or(&checks.maybe_line("name_en", &en.name), &japanese.name),
        short: or(&checks.maybe_line("short_en", &en.short), &or(&en.name, &japanese.short)),
        address: or(&checks.maybe_line("address_en", &en.address), &japanese.address),
        floor: or(&checks.maybe_line("floor_en", &en.floor), &japanese.floor),
        access: or(&checks.maybe_text("access_en", &en.access), &japanese.access),
        accessibility: or(&checks.maybe_text("accessibility_en", &en.accessibility), &japanese.accessibility),
        discreet_name: or(&checks.maybe_line("discreet_name_en", &en.discreet_name), &japanese.discreet_name),
        discreet_floor: or(&checks.maybe_line("discreet_floor_en", &en.discreet_floor), &japanese.discreet_floor),
    };
    Texts::of(japanese, english)
}

/// The first, or the second where it is empty.
fn or(first: &str, second: &str) -> String {
    if first.trim().is_empty() { second } else { first }.to_owned()
}

fn optional(typed: &str, read: impl Fn(&str) -> Result<String, Fault>) -> Result<String, Fault> {
    if typed.trim().is_empty() { Ok(String::new()) } else { read(typed) }
}

fn hours(form: &OfficeForm, checks: &mut Checks) -> OpeningHours {
    let mut week = [None; 7];
    for ((day, [from, until]), field) in week.iter_mut().zip(&form.hours).zip(HOURS_FIELDS) {
        if !(from.trim().is_empty() && until.trim().is_empty()) {
            *day = Hours::parse(from, until);
            checks.require(day.is_some(), field, Fault::NotATime);
        }
    }
    OpeningHours(week)
}

/// The stored words as the form shows them: English that only repeats the Japanese is left empty.
pub fn shown(office: &Office) -> (OfficeTexts, OfficeTexts) {
    let (ja, mut en) = (office.words(Language::Ja), office.words(Language::En));
    let pairs = [
        (&mut en.name, &ja.name),
        (&mut en.short, &ja.short),
        (&mut en.address, &ja.address),
        (&mut en.floor, &ja.floor),
        (&mut en.access, &ja.access),
        (&mut en.accessibility, &ja.accessibility),
        (&mut en.discreet_name, &ja.discreet_name),
        (&mut en.discreet_floor, &ja.discreet_floor),
    ];
    for (english, japanese) in pairs {
        if english == japanese {
            english.clear();
        }
    }
    (ja, en)
}
