//! What a new city still needs, until somebody has booked.

use mendan_domain::ids::MunicipalityId;
use mendan_domain::staff::{Profession, Role};
use mendan_service::forms::Fields;
use mendan_service::founding::place::PlaceForm;
use mendan_service::founding::steps::Step;
use mendan_service::founding::times::{first_weeks, usual_week};
use mendan_service::staff::administration::NewStaff;
use mendan_service::{By, Context, Services, System};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use super::links::{minori, nowhere};
use crate::support::behind::{lines, wrong};
use crate::support::usual;

on_both_engines!(
    a_new_city_is_led_to_its_first_times,
    an_office_and_a_nurse_are_made_together_or_not_at_all,
    a_city_in_use_has_nothing_left,
);

const PASSWORD: &str = "kumo-ga-takai-yama-41";

fn typed(more: &[(&str, &str)]) -> PlaceForm {
    let usual = [
        ("office_name", "中央保健センター"),
        ("office_address", "みのり市中央1-2-3"),
        ("room_name", "相談室"),
        ("nurse_name", "見本 ひとみ"),
        ("profession", "public_health_nurse"),
        ("login", "hitomi"),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    let pairs = usual.iter().map(|(name, value)| {
        let value = more.iter().find(|(known, _)| known == name).map_or(*value, |(_, value)| value);
        ((*name).to_owned(), value.to_owned())
    });
    PlaceForm::typed(&Fields::new(pairs.collect()))
}

async fn system(services: &Services, id: MunicipalityId) -> By<System> {
    Context::system(services.catalogue(id).await.unwrap())
}

/// A city in which there is nobody but its administrator.
async fn city(services: &Services) -> MunicipalityId {
    let id = services.city_add(&minori(), "").await.unwrap().id;
    let new = NewStaff {
        login: "kanri".into(),
        display_name: "想定 係長".into(),
        role: Role::Administrator,
        profession: Profession::Clerk,
        password: PASSWORD.into(),
    };
    services.staff_add(&system(services, id).await.permit().unwrap(), &new).await.unwrap();
    id
}

async fn a_new_city_is_led_to_its_first_times(fresh: &Fresh) {
    let (services, _) = nowhere(fresh);
    let id = city(&services).await;
    let left = async || services.steps_left(&system(&services, id).await.permit().unwrap()).await.unwrap();
    assert_eq!(left().await, [Step::Place, Step::Kinds, Step::Times, Step::Booking]);
    let context = system(&services, id).await;
    services.begin_place(&context.permit().unwrap(), &context.permit().unwrap(), &typed(&[])).await.unwrap();
    assert_eq!(left().await, [Step::Kinds, Step::Times, Step::Booking]);
    services.kind_set_add(&context.permit().unwrap(), "mothers").await.unwrap();
    assert_eq!(left().await, [Step::Times, Step::Booking]);
    let context = system(&services, id).await;
    let today = context.catalogue.municipality.local_date(services.now());
    let week = usual_week(&context.catalogue, today);
    assert_eq!(week.kinds.len(), 2, "a public health nurse holds no midwife's interviews");
    assert!(!week.modes.iter().any(|mode| mode == "video"), "there is no room to meet in by video");
    services.template_save(&context.permit().unwrap(), None, &week).await.unwrap();
    assert_eq!(left().await, [Step::Times, Step::Booking], "a week that is not published is seen by nobody");
    let context = system(&services, id).await;
    let preview = services.preview(&context.permit().unwrap(), first_weeks(today)).await.unwrap();
    assert!(preview.counts.create > 50, "{:?}", preview.counts);
    services.publish_plan(&context.permit().unwrap(), first_weeks(today), preview.digest).await.unwrap();
    assert_eq!(left().await, [Step::Booking]);
}

async fn an_office_and_a_nurse_are_made_together_or_not_at_all(fresh: &Fresh) {
    let (services, _) = nowhere(fresh);
    let id = city(&services).await;
    let context = system(&services, id).await;
    let (setup, staff) = (context.permit().unwrap(), context.permit().unwrap());
    let said = wrong(fresh, services.begin_place(&setup, &staff, &typed(&[("login", ""), ("office_name", "")]))).await;
    assert_eq!(said, [("office_name", "required"), ("login", "required")]);
    let said =
        wrong(fresh, services.begin_place(&setup, &staff, &typed(&[("room_name", " "), ("password_again", "")]))).await;
    assert_eq!(said, [("room_name", "required"), ("password_again", "not_same")]);
    services.begin_place(&setup, &staff, &typed(&[])).await.unwrap();
    let catalogue = services.catalogue(id).await.unwrap();
    let (office, nurse) = (&catalogue.offices[0], &catalogue.staff[1]);
    assert_eq!((office.rooms.len(), nurse.offices.as_slice()), (1, [office.id].as_slice()));
    assert!(nurse.role.interviews());
    let actions: Vec<String> = lines(fresh).await.into_iter().map(|line| line.action).collect();
    assert_eq!(actions, ["city_found", "staff_add", "office_save", "staff_save", "begin_place"]);
    let said = wrong(fresh, services.begin_place(&setup, &staff, &typed(&[]))).await;
    assert_eq!(
        said,
        [("office_name", "taken"), ("nurse_name", "taken"), ("login", "taken")],
        "the same form, sent twice"
    );
}

async fn a_city_in_use_has_nothing_left(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let left = world.services.steps_left(&world.administrator().permit().unwrap()).await.unwrap();
    assert_eq!(left, [Step::Booking]);
    let booking = world.booked_at(3).await;
    world.cancel(&booking).await;
    let left = world.services.steps_left(&world.administrator().permit().unwrap()).await.unwrap();
    assert!(left.is_empty(), "a trial that was called off was one: {left:?}");
}
