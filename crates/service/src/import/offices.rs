//! Rows that are places and their rooms: one row a room; of a place the first row counts. Nothing is ever deleted.

use std::collections::BTreeMap;

use mendan_domain::fault::Fault;
use mendan_domain::import::field::{Field, Sort};
use mendan_domain::import::guess::word_key;
use mendan_domain::import::table::{Row, Table};
use mendan_domain::language::Language;
use serde_json::json;

use crate::city::catalogue::{Catalogue, Office, OpeningHours};
use crate::city::office::{OFFICE_KINDS, OfficeForm, RoomForm, shown};
use crate::error::{FieldError, Refusal};
use crate::import::mapping::Mapping;
use crate::import::preview::{Counts, Judged, Outcome, Trouble, What};
use crate::import::run::is_written;
use crate::services::{Context, Services};
use crate::unit::WriteUnit;

/// What becomes of the rows.
pub(crate) struct OfficePlan {
    pub rows: Vec<Judged>,
    /// The places to write, each with whether it is new.
    offices: Vec<(Office, bool)>,
}

impl OfficePlan {
    pub fn counts(&self) -> Counts {
        Counts::of(&self.rows)
    }

    /// What would be written, without the ids that are made anew each time.
    pub fn decided(&self) -> serde_json::Value {
        let office = |(office, new): &(Office, bool)| {
            let rooms: Vec<_> = office.rooms.iter().map(|room| json!([room.name, room.lanes, room.active])).collect();
            json!([new, office.slug, office.kind, office.phone, office.mailbox, office.texts, rooms])
        };
        self.offices.iter().map(office).collect()
    }
}

impl Services {
    pub(crate) fn office_plan(&self, catalogue: &Catalogue, table: &Table, mapping: &Mapping) -> OfficePlan {
        // As the city becomes row by row: a name or a slug that an earlier row takes is taken.
        let mut becoming = catalogue.clone();
        let mut plan = OfficePlan { rows: Vec::new(), offices: Vec::new() };
        for rows in places(table, mapping) {
            let judged = self.plan_place(&mut becoming, &rows, mapping, &mut plan.offices);
            plan.rows.extend(judged);
        }
        for row in table.rows.iter().filter(|row| mapping.left_out.contains(&row.line)) {
            let who = mapping.cell(row, Field::Name);
            plan.rows.push(Judged { line: row.line, who, outcome: Outcome::Out, troubles: Vec::new() });
        }
        plan.rows.sort_by_key(|row| row.line);
        plan
    }

    fn plan_place(
        &self,
        becoming: &mut Catalogue,
        rows: &[&Row],
        mapping: &Mapping,
        offices: &mut Vec<(Office, bool)>,
    ) -> Vec<Judged> {
        let Some(first) = rows.first() else { return Vec::new() };
        let name = mapping.cell(first, Field::Name);
        let stored = known(becoming, &name, &mapping.cell(first, Field::Slug)).cloned();
        let mut troubles: BTreeMap<usize, Vec<Trouble>> = BTreeMap::new();
        let form = form(becoming, stored.as_ref(), rows, mapping, &mut troubles);
        let mut outcome = Outcome::Wrong;
        match self.office_of(&form, stored.as_ref(), becoming) {
            Ok(mut office) if troubles.is_empty() => {
                office.hours = stored.as_ref().map_or_else(OpeningHours::default, |office| office.hours);
                outcome = match &stored {
                    None => Outcome::New,
                    Some(stored) if *stored == office => Outcome::Same,
                    Some(_) => Outcome::Changed,
                };
                if is_written(outcome) {
                    becoming.offices.retain(|known| known.id != office.id);
                    becoming.offices.push(office.clone());
                    offices.push((office, stored.is_none()));
                }
            }
            Err(Refusal::Invalid(errors)) => {
                troubles.entry(first.line).or_default().extend(errors.iter().map(|error| trouble(error, &form)));
            }
            Ok(_) | Err(_) => {}
        }
        for row in rows.iter().filter(|row| row.longer) {
            troubles.entry(row.line).or_default().push(Trouble { field: None, what: What::Longer });
        }
        let judged = |row: &&Row| {
            let room = mapping.cell(row, Field::Room);
            let who = if room.is_empty() { name.clone() } else { format!("{name} {room}") };
            let troubles = troubles.get(&row.line).cloned().unwrap_or_default();
            Judged { line: row.line, who, outcome, troubles }
        };
        rows.iter().map(judged).collect()
    }

    pub(crate) async fn write_offices(
        &self,
        tx: &mut dyn WriteUnit,
        context: &Context,
        plan: &OfficePlan,
    ) -> Result<(), Refusal> {
        let city = context.municipality();
        let last = i64::try_from(context.catalogue.offices.len()).unwrap_or(0);
        for (position, (office, new)) in (last..).zip(&plan.offices) {
            let detail = json!({ "new": new, "rooms": office.rooms.len() });
            tx.audit_insert(&self.audit_line(context, "office_save", ("office", office.id.0), &detail)).await?;
            if *new {
                tx.office_insert(city, office, position).await?;
            } else {
                tx.office_update(city, office).await?;
            }
        }
        Ok(())
    }
}

/// The rows of each place, in the order of the file; a row without a name belongs to the one above, as merged cells leave it.
fn places<'a>(table: &'a Table, mapping: &Mapping) -> Vec<Vec<&'a Row>> {
    let mut places: Vec<(String, Vec<&Row>)> = Vec::new();
    for row in table.rows.iter().filter(|row| !mapping.left_out.contains(&row.line)) {
        let name = word_key(&mapping.cell(row, Field::Name));
        let place = match places.len().checked_sub(1).filter(|_| name.is_empty()) {
            Some(above) => Some(above),
            None => places.iter().position(|(known, _)| *known == name),
        };
        match place.and_then(|place| places.get_mut(place)) {
            Some((_, rows)) => rows.push(row),
            None => places.push((name, vec![row])),
        }
    }
    places.into_iter().map(|(_, rows)| rows).collect()
}

/// The place of that slug, or of that name.
fn known<'a>(catalogue: &'a Catalogue, name: &str, slug: &str) -> Option<&'a Office> {
    let by_slug = catalogue.office_by_slug(slug);
    let same = |office: &&Office| word_key(&office.words(Language::Ja).name) == word_key(name);
    by_slug.or_else(|| catalogue.offices.iter().find(same))
}

/// What is stored, with what the rows say otherwise; an empty cell says nothing.
fn form(
    catalogue: &Catalogue,
    stored: Option<&Office>,
    rows: &[&Row],
    mapping: &Mapping,
    troubles: &mut BTreeMap<usize, Vec<Trouble>>,
) -> OfficeForm {
    let (ja, en) = stored.map(shown).unwrap_or_default();
    let rooms = stored.map(|office| office.rooms.as_slice()).unwrap_or_default();
    let room = |room: &crate::city::catalogue::Room| RoomForm {
        id: Some(room.id),
        name: room.name.clone(),
        places: room.lanes.to_string(),
        active: room.active,
    };
    let mut form = OfficeForm {
        slug: stored.map(|office| office.slug.clone()).unwrap_or_default(),
        kind: stored.map_or_else(|| OFFICE_KINDS[0].to_owned(), |office| office.kind.clone()),
        phone: stored.map(|office| office.phone.clone()).unwrap_or_default(),
        mailbox: stored.map(|office| office.mailbox.clone()).unwrap_or_default(),
        ja,
        en,
        rooms: rooms.iter().map(room).collect(),
        ..OfficeForm::default()
    };
    let first = |field| rows.iter().map(|row| mapping.cell(row, field)).find(|cell| !cell.is_empty());
    let put = |to: &mut String, field| {
        if let Some(cell) = first(field) {
            *to = cell;
        }
    };
    put(&mut form.slug, Field::Slug);
    put(&mut form.phone, Field::Phone);
    put(&mut form.mailbox, Field::Email);
    put(&mut form.ja.name, Field::Name);
    put(&mut form.ja.address, Field::Address);
    put(&mut form.ja.floor, Field::Floor);
    put(&mut form.ja.access, Field::Access);
    put(&mut form.en.name, Field::English);
    for row in rows {
        match mapping.meant((catalogue, Sort::Offices), row, Field::House) {
            Ok(None) => {}
            Ok(Some(kind)) => form.kind = kind,
            Err(word) => {
                let trouble = Trouble { field: Some(Field::House), what: What::Unknown(word) };
                troubles.entry(row.line).or_default().push(trouble);
            }
        }
        room_of(&mut form.rooms, &mapping.cell(row, Field::Room), &mapping.cell(row, Field::Places));
    }
    form
}

/// A room with its places: the one that is there, or a new one.
fn room_of(rooms: &mut Vec<RoomForm>, name: &str, places: &str) {
    if name.is_empty() {
        return;
    }
    if !rooms.iter().any(|room| word_key(&room.name) == word_key(name)) {
        rooms.push(RoomForm { id: None, name: name.to_owned(), places: "1".to_owned(), active: true });
    }
    let room = rooms.iter_mut().find(|room| word_key(&room.name) == word_key(name));
    if let Some(room) = room.filter(|_| !places.is_empty()) {
        places.clone_into(&mut room.places);
    }
}

fn trouble(error: &FieldError, form: &OfficeForm) -> Trouble {
    let (field, typed) = match error.field {
        "phone" => (Field::Phone, form.phone.as_str()),
        "mailbox" => (Field::Email, form.mailbox.as_str()),
        "slug" => (Field::Slug, form.slug.as_str()),
        "rooms" => (Field::Room, ""),
        "address_ja" => (Field::Address, form.ja.address.as_str()),
        "floor_ja" => (Field::Floor, form.ja.floor.as_str()),
        "access_ja" => (Field::Access, ""),
        "name_en" => (Field::English, form.en.name.as_str()),
        "kind" => (Field::House, form.kind.as_str()),
        _ => (Field::Name, form.ja.name.as_str()),
    };
    if error.code == Fault::Required {
        return Trouble { field: Some(field), what: What::Missing };
    }
    Trouble { field: Some(field), what: What::Field(error.field, error.code, typed.to_owned()) }
}
