//! From the fields of a posted form to what a use case is given.

use mendan_domain::booking::mode::Mode;
use mendan_domain::fault::Fault;
use mendan_service::booking::hold::{Draft, HoldForm};
use mendan_service::city::office::OfficeForm;
use mendan_service::expected::Expected;
use mendan_service::forms::{Checks, Fields};
use mendan_service::offer::closure::ClosureForm;
use mendan_service::staff::member::StaffForm;

use crate::support::behind::wrong_in;

fn posted(pairs: &[(&str, &str)]) -> Fields {
    Fields::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

#[test]
fn a_form_without_its_version_is_never_the_state_of_now() {
    assert_eq!(posted(&[("version", "3")]).expected(), Expected::Version(3));
    for none in [&[][..], &[("version", "")], &[("version", "latest")], &[("version", "3 ")]] {
        assert_eq!(posted(none).expected(), Expected::Unknown, "{none:?}");
    }
}

#[test]
fn rows_of_rooms_belong_together_and_a_false_number_is_nobodys_room() {
    let fields = [
        ("room_id", "41"),
        ("room_name", "相談室1"),
        ("room_places", "2"),
        ("room_id", "x"),
        ("room_name", "相談室2"),
        ("room_places", "1"),
        ("room_id", ""),
        ("room_name", "相談室3"),
        ("room_places", "1"),
        ("room_active", "0"),
        ("room_active", "2"),
    ];
    let rooms = OfficeForm::typed(&posted(&fields)).rooms;
    let read: Vec<_> = rooms.iter().map(|room| (room.id.map(|id| id.0), room.name.as_str(), room.active)).collect();
    assert_eq!(read, [(Some(41), "相談室1", true), (Some(0), "相談室2", false), (None, "相談室3", true)]);
}

#[test]
fn what_was_ticked_twice_or_added_by_somebody_else_changes_nothing() {
    let fields = posted(&[
        ("modes", "phone"),
        ("modes", "phone"),
        ("modes", "letter"),
        ("role", "nurse"),
        ("role", "administrator"),
        ("admin", "true"),
    ]);
    let form = StaffForm::typed(&fields);
    assert_eq!(form.modes, [Mode::Phone].into_iter().collect());
    assert_eq!(form.role, "nurse", "the first of a name counts");
}

#[test]
fn a_date_of_three_fields_is_one_date_and_the_language_is_that_of_the_page() {
    let fields = posted(&[
        ("birth_year", "平成7"),
        ("birth_month", "4"),
        ("birth_day", "3"),
        ("email", "a@mail.kaku.example"),
        ("email_meant", "b@mail.kaku.example"),
    ]);
    let draft = Draft::typed(&fields, "en");
    assert!(draft.person.birth_date.contains("平成7") && draft.birth[1] == "4", "as typed");
    assert_eq!((draft.person.language.as_str(), draft.person.email.as_str()), ("en", "b@mail.kaku.example"));
    assert!(!draft.person.consent, "nobody has agreed by leaving a box empty");
    assert!(HoldForm::typed(&fields) == HoldForm::default());
}

#[test]
fn every_mistake_is_collected_before_anything_is_refused() {
    let mut checks = Checks::default();
    checks.require(false, "from", Fault::Required);
    checks.number("places", "viele", (1, 50));
    checks.fail_if(true, "until", Fault::BeforeStart);
    let wrong = wrong_in(&checks.done().unwrap_err());
    assert_eq!(wrong.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["from", "places", "until"]);
    Checks::default().done().unwrap();
}

#[test]
fn hours_of_a_closure_are_the_fields_of_its_form() {
    let fields = posted(&[
        ("whose", "city"),
        ("from", "R8.4.3"),
        ("hours_from", "9:00"),
        ("hours_until", "12:00"),
        ("reason", "研修"),
    ]);
    let form = ClosureForm::typed(&fields);
    assert_eq!((form.hours, form.until.as_str()), (["9:00".to_owned(), "12:00".to_owned()], ""));
}
