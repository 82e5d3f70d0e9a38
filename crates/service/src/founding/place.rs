//! The first office with a room, and who holds interviews in it, on one short form.

use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_domain::offer::hours::Hours;
use mendan_domain::staff::Role;
use serde_json::json;

use crate::city::catalogue::{Office, OfficeTexts, OpeningHours};
use crate::city::office::{OfficeForm, RoomForm};
use crate::error::{FieldError, Refusal};
use crate::forms::Fields;
use crate::services::Services;
use crate::services::permit::{
    Permit,
    asked::{ManageSetup, ManageStaff},
};
use crate::staff::member::StaffForm;

/// What of it was typed: a city that has one of them already is asked for the other.
#[derive(Clone, Default)]
pub struct PlaceForm {
    office: Option<OfficeForm>,
    nurse: Option<StaffForm>,
}

crate::masked_debug!(PlaceForm {});

impl PlaceForm {
    /// From its fields.
    pub fn typed(fields: &Fields) -> Self {
        Self {
            office: fields.has("office_name").then(|| office(fields)),
            nurse: fields.has("nurse_name").then(|| nurse(fields)),
        }
    }
}

/// Everything the form does not ask is as in most cities, and can be changed on the office's own page.
fn office(fields: &Fields) -> OfficeForm {
    let words = OfficeTexts {
        name: fields.owned("office_name"),
        address: fields.owned("office_address"),
        ..OfficeTexts::default()
    };
    let room = RoomForm { id: None, name: fields.owned("room_name"), places: "1".to_owned(), active: true };
    let hours = OpeningHours::default()
        .0
        .map(|day| day.map_or_else(Default::default, |Hours { from, until }| [Hours::text(from), Hours::text(until)]));
    OfficeForm { kind: "health_center".to_owned(), ja: words, hours, rooms: vec![room], ..OfficeForm::default() }
}

fn nurse(fields: &Fields) -> StaffForm {
    StaffForm {
        login: fields.owned("login"),
        display_name: fields.owned("nurse_name"),
        role: Role::Nurse.as_str().to_owned(),
        profession: fields.owned("profession"),
        modes: Mode::ALL.into_iter().collect(),
        joint: true,
        password: ["password", "password_again"].map(|name| fields.owned(name)),
        ..StaffForm::default()
    }
}

impl Services {
    /// Writes the office and the nurse, or neither: all there is to mend in both is told at once.
    pub async fn begin_place(
        &self,
        context: &Permit<ManageSetup>,
        staff: &Permit<ManageStaff>,
        form: &PlaceForm,
    ) -> Result<(), Refusal> {
        self.write(|writer| async move {
            let hash = match &form.nurse {
                Some(nurse) => {
                    Some(writer.hash_typed(staff, (nurse.login.trim(), &nurse.display_name), &nurse.password).await)
                }
                None => None,
            };
            let (mut tx, mut catalogue) = writer.begin_setup(context).await?;
            let position = i64::try_from(catalogue.offices.len()).unwrap_or(0);
            let office = form.office.as_ref().map(|office| whole(office, writer.office_of(office, None, &catalogue)));
            let office = office.transpose();
            // Her office is the one beside her on the form, or those there are.
            if let Ok(Some(office)) = &office {
                catalogue.offices.push(office.clone());
            }
            let member = form.nurse.as_ref().map(|nurse| {
                let offices = catalogue.open_offices().map(|office| office.slug.clone()).collect();
                writer.member_of(staff, &StaffForm { offices, ..nurse.clone() }, None, hash, &catalogue)
            });
            let (office, member) = both(office, member.transpose()).map_err(by_this_form)?;
            if let Some(office) = &office {
                tx.office_insert(context.municipality(), office, position).await?;
                let detail = json!({ "new": true, "rooms": office.rooms.len() });
                tx.audit_insert(&writer.audit_line(context, "office_save", ("office", office.id.0), &detail)).await?;
            }
            if let Some((member, hash)) = &member {
                if !tx.staff_insert(member, hash.as_deref().unwrap_or_default()).await? {
                    return Err(Refusal::Invalid(vec![FieldError::new("login", Fault::Taken)]));
                }
                writer.made_by_another(tx.as_mut(), member).await?;
                let detail = json!({ "new": true, "role": member.role });
                tx.audit_insert(&writer.audit_line(staff, "staff_save", ("staff", member.id.0), &detail)).await?;
            }
            let detail = json!({ "office": office.is_some(), "nurse": member.is_some() });
            let recorded = writer.audit(tx.as_mut(), context, "begin_place", ("setup", 0), &detail).await?;
            writer.commit_setup(tx, recorded, context.municipality()).await
        })
        .await
    }
}

/// Both, or all that is wrong with either. Where there is no office yet because it is wrong, that she has none is its fault alone.
fn both<A, B>(office: Result<A, Refusal>, nurse: Result<B, Refusal>) -> Result<(A, B), Refusal> {
    match (office, nurse) {
        (Ok(office), Ok(nurse)) => Ok((office, nurse)),
        (Err(Refusal::Invalid(mut errors)), Err(Refusal::Invalid(more))) => {
            errors.extend(more.into_iter().filter(|error| error.field != "offices"));
            Err(Refusal::Invalid(errors))
        }
        (Err(Refusal::Invalid(errors)), Ok(_)) => Err(Refusal::Invalid(errors)),
        (Err(other), _) | (_, Err(other)) => Err(other),
    }
}

/// The fields of the form in their order, and what the forms it is made of call them.
const FIELDS: [(&str, &str); 8] = [
    ("name_ja", "office_name"),
    ("address_ja", "office_address"),
    ("rooms", "room_name"),
    ("display_name", "nurse_name"),
    ("profession", "profession"),
    ("login", "login"),
    ("password", "password"),
    ("password_again", "password_again"),
];

fn by_this_form(refusal: Refusal) -> Refusal {
    let Refusal::Invalid(errors) = refusal else { return refusal };
    let here = |error: FieldError| {
        let known = FIELDS.into_iter().enumerate().find(|(_, (theirs, _))| *theirs == error.field);
        known.map_or((FIELDS.len(), error), |(place, (_, field))| (place, FieldError { field, ..error }))
    };
    let mut errors: Vec<(usize, FieldError)> = errors.into_iter().map(here).collect();
    errors.sort_by_key(|(place, _)| *place);
    Refusal::Invalid(errors.into_iter().map(|(_, error)| error).collect())
}

/// The office, if it has what this form wants of it and others may leave out: people come here soon.
fn whole(form: &OfficeForm, read: Result<Office, Refusal>) -> Result<Office, Refusal> {
    let empty = |text: &str| text.trim().is_empty();
    let wanted = [("address_ja", empty(&form.ja.address)), ("rooms", form.rooms.iter().any(|room| empty(&room.name)))];
    let missing = wanted.into_iter().filter(|(_, missing)| *missing);
    let mut errors: Vec<FieldError> = missing.map(|(field, _)| FieldError::new(field, Fault::Required)).collect();
    match read {
        Err(Refusal::Invalid(more)) => {
            errors.extend(more);
            Err(Refusal::Invalid(errors))
        }
        Ok(_) if !errors.is_empty() => Err(Refusal::Invalid(errors)),
        read => read,
    }
}
