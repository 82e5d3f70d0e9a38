//! Rows that are bookings of another system: from cells to what we can rely on.

use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};
use mendan_domain::booking::Status;
use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::ids::{KindId, OfficeId, StaffId};
use mendan_domain::import::cell::{read_moment, read_time, split_name, with_its_zero};
use mendan_domain::import::field::{Field, Sort};
use mendan_domain::import::table::Row;
use mendan_domain::import::words;
use mendan_domain::offer::rules::DueDate;
use serde_json::json;

use crate::booking::person::{Person, PersonForm};
use crate::city::catalogue::Catalogue;
use crate::error::FieldError;
use crate::import::mapping::Mapping;
use crate::import::meaning::ANYBODY;
use crate::import::preview::{Trouble, What};
use crate::secret::sha256;

/// A booking as a row has it.
#[derive(Clone)]
pub(crate) struct BookingRow {
    /// The line of the file.
    pub line: usize,
    /// Who comes.
    pub person: Person,
    /// What for.
    pub kind: KindId,
    /// Where.
    pub office: OfficeId,
    /// With whom; none: whoever has time.
    pub nurse: Option<StaffId>,
    /// How.
    pub mode: Mode,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// What became of it, if a cell says so.
    pub state: Option<Status>,
    /// By what it is known again.
    pub key: String,
    /// SHA-256 of all that it says.
    pub hash: Vec<u8>,
}

crate::masked_debug!(BookingRow { line, kind, office, nurse, mode, starts_at, state });

/// A row that was read, or what is wrong with it; and what is doubtful.
pub(crate) struct Read {
    pub line: usize,
    pub who: String,
    pub row: Option<BookingRow>,
    pub troubles: Vec<Trouble>,
}

/// It cannot be read, and stands among the troubles already.
struct Noted;

/// Reads rows.
pub(crate) struct Reader<'a> {
    pub catalogue: &'a Catalogue,
    pub mapping: &'a Mapping,
    pub now: DateTime<Utc>,
}

impl Reader<'_> {
    /// Reads a row; everything that is wrong with it is said at once.
    pub fn read(&self, row: &Row) -> Read {
        let mut troubles = Vec::new();
        if row.longer {
            troubles.push(Trouble { field: None, what: What::Longer });
        }
        let kind = self.word(row, Field::Kind, &mut troubles, |word| self.catalogue.kind_by_slug(word));
        let office = self.word(row, Field::Office, &mut troubles, |word| self.catalogue.office_by_slug(word));
        let mode = self.word(row, Field::Mode, &mut troubles, Mode::parse);
        let nurse = self.nurse(row, &mut troubles);
        let state = self.maybe_word(row, Field::State, &mut troubles, Status::parse);
        let language = self.maybe_word(row, Field::Language, &mut troubles, |tag| Some(tag.to_owned()));
        let starts_at = self.start(row, &mut troubles);
        let form = self.form(row, language.ok().flatten().unwrap_or_default(), &mut troubles);
        let who = format!("{} {}", form.family_name, form.given_name).trim().to_owned();
        let person = self.person(&form, starts_at, &mut troubles);
        let number = self.mapping.cell(row, Field::Number);
        let read = (|| {
            let (kind, office, mode, starts_at, mut person) = (kind?, office?, mode?, starts_at?, person?);
            if kind.rules.due_date == DueDate::Hidden {
                // Nobody asks for it, so nobody keeps it.
                person.private.due_date = None;
            }
            let (nurse, state) = (nurse.ok()?, state.ok()?);
            let row = BookingRow {
                line: row.line,
                key: key(&number, &person, kind.id, starts_at),
                hash: Vec::new(),
                person,
                kind: kind.id,
                office: office.id,
                nurse,
                mode,
                starts_at,
                state,
            };
            Some(BookingRow { hash: hash(&row), ..row })
        })();
        Read {
            line: row.line,
            who,
            row: read.filter(|_| !troubles.iter().any(|trouble| trouble.what.blocks())),
            troubles,
        }
    }

    /// What a word means that must be there.
    fn word<T>(
        &self,
        row: &Row,
        field: Field,
        troubles: &mut Vec<Trouble>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.maybe_word(row, field, troubles, read).ok()?;
        if found.is_none() {
            troubles.push(Trouble { field: Some(field), what: What::Missing });
        }
        found
    }

    /// What a word means; nothing where there is none.
    fn maybe_word<T>(
        &self,
        row: &Row,
        field: Field,
        troubles: &mut Vec<Trouble>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Noted> {
        let wrong = match self.mapping.meant((self.catalogue, Sort::Bookings), row, field) {
            Ok(None) => return Ok(None),
            Ok(Some(meant)) => match read(&meant) {
                Some(read) => return Ok(Some(read)),
                // What it was said to mean is no longer there.
                None => self.mapping.cell(row, field),
            },
            Err(word) => word,
        };
        troubles.push(Trouble { field: Some(field), what: What::Unknown(wrong) });
        Err(Noted)
    }

    /// With whom: a member of staff, or whoever has time.
    fn nurse(&self, row: &Row, troubles: &mut Vec<Trouble>) -> Result<Option<StaffId>, Noted> {
        let known = |meant: &str| {
            let id = meant.parse().map(StaffId).ok()?;
            self.catalogue.staff(id).map(|member| member.id)
        };
        let is_known = |meant: &str| (meant == ANYBODY || known(meant).is_some()).then(|| meant.to_owned());
        let meant = self.maybe_word(row, Field::Nurse, troubles, is_known)?;
        Ok(meant.and_then(|meant| known(&meant)))
    }

    fn start(&self, row: &Row, troubles: &mut Vec<Trouble>) -> Option<DateTime<Utc>> {
        let (day, time) = (self.mapping.cell(row, Field::Date), self.mapping.cell(row, Field::Time));
        let mut wrong = |field, what| troubles.push(Trouble { field: Some(field), what });
        if day.is_empty() {
            wrong(Field::Date, What::Missing);
            return None;
        }
        let Some((date, minute)) = read_moment(&day) else {
            wrong(Field::Date, What::NoMoment(day));
            return None;
        };
        let minute = match (minute.filter(|_| time.is_empty() || read_time(&time).is_none()), time.is_empty()) {
            (Some(minute), _) => Some(minute),
            (None, true) => {
                wrong(Field::Time, What::Missing);
                None
            }
            (None, false) => {
                let minute = read_time(&time);
                if minute.is_none() {
                    wrong(Field::Time, What::NoMoment(time));
                }
                minute
            }
        }?;
        let (hour, minute) = (u32::try_from(minute / 60).ok()?, u32::try_from(minute % 60).ok()?);
        let local = date.and_hms_opt(hour, minute, 0)?;
        let at = self.catalogue.municipality.timezone.from_local_datetime(&local).earliest();
        if at.is_none() {
            wrong(Field::Time, What::NoMoment(day));
        }
        Some(at?.to_utc())
    }

    /// The person as the row has her.
    fn form(&self, row: &Row, language: String, troubles: &mut Vec<Trouble>) -> PersonForm {
        let cell = |field| self.mapping.cell(row, field);
        let (family, given) = (cell(Field::Family), cell(Field::Given));
        let (family_name, given_name) =
            if family.is_empty() && given.is_empty() { split_name(&cell(Field::Name)) } else { (family, given) };
        let (family, given) = (cell(Field::FamilyKana), cell(Field::GivenKana));
        let (mut family_name_kana, mut given_name_kana) =
            if family.is_empty() && given.is_empty() { split_name(&cell(Field::Kana)) } else { (family, given) };
        if given_name.is_empty() {
            // Both names in one, and so their reading.
            family_name_kana.push_str(&std::mem::take(&mut given_name_kana));
        }
        let phone = cell(Field::Phone);
        let phone = with_its_zero(&phone).map_or(phone, |whole| {
            troubles.push(Trouble { field: Some(Field::Phone), what: What::LostZero(whole.clone()) });
            whole
        });
        // Spreadsheets write days with midnight behind them.
        let day = |field| {
            let typed = cell(field);
            read_moment(&typed).map_or(typed, |(date, _)| date.to_string())
        };
        PersonForm {
            family_name,
            given_name,
            family_name_kana,
            given_name_kana,
            birth_date: day(Field::Birth),
            phone,
            email: cell(Field::Email),
            // Whoever looks at the preview is asked about addresses that look like a slip.
            email_asked: Some(String::new()),
            due_date: day(Field::Due),
            language,
            needs: Vec::new(),
            note: cell(Field::Note),
            contact_window: String::new(),
            discreet: false,
            // She was asked elsewhere.
            consent: true,
            consent_seen: String::new(),
        }
    }

    /// Whom we can rely on. What may be missing of old bookings is only doubtful.
    fn person(
        &self,
        form: &PersonForm,
        starts_at: Option<DateTime<Utc>>,
        troubles: &mut Vec<Trouble>,
    ) -> Option<Person> {
        let today = self.today(starts_at);
        let errors = match form.check(today) {
            Ok(person) => return Some(person),
            Err(errors) => errors,
        };
        let mut mended = form.clone();
        let mut unread = (false, false);
        let mut blocked = false;
        for error in &errors {
            match (error.field, error.code) {
                ("email", Fault::DidYouMean) => {
                    mended.email_asked = None;
                    troubles.push(Trouble { field: Some(Field::Email), what: What::DidYouMean(form.email.clone()) });
                }
                ("family_name_kana", Fault::Required) if !form.family_name.is_empty() => {
                    words::SOME_KANA.clone_into(&mut mended.family_name_kana);
                    unread.0 = true;
                }
                ("given_name_kana", Fault::Required) => {
                    words::SOME_KANA.clone_into(&mut mended.given_name_kana);
                    unread.1 = true;
                }
                _ => {
                    blocked = true;
                    troubles.push(trouble_of(error, form));
                }
            }
        }
        if unread.0 || unread.1 {
            troubles.push(Trouble { field: Some(Field::Kana), what: What::NoKana });
        }
        let mut person = mended.check(today).ok().filter(|_| !blocked)?;
        if unread.0 {
            person.contact.family_kana.clear();
        }
        if unread.1 {
            person.contact.given_kana.clear();
        }
        Some(person)
    }

    /// The day by which a person's dates are judged: that of a past interview.
    fn today(&self, starts_at: Option<DateTime<Utc>>) -> NaiveDate {
        let city = &self.catalogue.municipality;
        let today = city.local_date(self.now);
        starts_at.map_or(today, |at| city.local_date(at).min(today))
    }
}

fn trouble_of(error: &FieldError, form: &PersonForm) -> Trouble {
    let (field, typed) = match error.field {
        "family_name" | "given_name" => (Field::Name, format!("{} {}", form.family_name, form.given_name)),
        "family_name_kana" | "given_name_kana" => {
            (Field::Kana, format!("{} {}", form.family_name_kana, form.given_name_kana))
        }
        "birth_date" => (Field::Birth, form.birth_date.clone()),
        "phone" => (Field::Phone, form.phone.clone()),
        "email" => (Field::Email, form.email.clone()),
        "due_date" => (Field::Due, form.due_date.clone()),
        "language" => (Field::Language, form.language.clone()),
        _ => (Field::Note, String::new()),
    };
    if error.code == Fault::Required {
        return Trouble { field: Some(field), what: What::Missing };
    }
    Trouble { field: Some(field), what: What::Field(error.field, error.code, typed.trim().to_owned()) }
}

/// By what a row is known again: its number, or whom it is for, what for and when.
fn key(number: &str, person: &Person, kind: KindId, starts_at: DateTime<Utc>) -> String {
    if !number.is_empty() {
        return format!("n:{number}");
    }
    let contact = &person.contact;
    let text = format!("{} {} {} {}", contact.phone_e164, contact.birth_date, kind, starts_at.timestamp());
    format!("p:{}", base16ct::lower::encode_string(&sha256(text.as_bytes())))
}

fn hash(row: &BookingRow) -> Vec<u8> {
    let BookingRow { person, kind, office, nurse, mode, starts_at, state, .. } = row;
    let all = json!([
        person.contact,
        person.private,
        person.language,
        kind,
        office,
        nurse,
        mode,
        starts_at.timestamp(),
        state
    ]);
    sha256(all.to_string().as_bytes())
}
