//! Offices, kinds, leaflets and lists: what is asked of each, what stands in the log, and that stale pages change nothing.

use mendan_domain::ids::{KindId, LeafletId, OfficeId, RoomId};
use mendan_service::city::catalogue::OfficeTexts;
use mendan_service::city::kind_form::KindForm;
use mendan_service::city::leaflet::LeafletForm;
use mendan_service::city::listed::Entry;
use mendan_service::city::office::{OfficeForm, RoomForm};
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_service::model::Listed;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::usual;

on_both_engines!(
    an_office_is_written_with_its_rooms_and_only_its_own,
    a_kind_is_written_by_its_rules_and_its_bookings_stay,
    a_file_is_told_by_its_first_octets,
    a_list_is_ordered_by_what_was_seen_and_keeps_what_is_used,
    a_network_is_let_and_forgotten,
);

fn room(id: Option<i64>, name: &str, places: &str) -> RoomForm {
    RoomForm { id: id.map(RoomId), name: name.into(), places: places.into(), active: true }
}

fn office(name: &str, rooms: Vec<RoomForm>) -> OfficeForm {
    let ja = OfficeTexts { name: name.into(), ..OfficeTexts::default() };
    let mut form = OfficeForm { kind: "health_center".into(), ja, rooms, ..OfficeForm::default() };
    form.en.name = "East Health Center".into();
    form.hours[0] = ["9:00".into(), "17:00".into()];
    form
}

async fn an_office_is_written_with_its_rooms_and_only_its_own(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    let wrong_with = async |form: OfficeForm| {
        wrong(fresh, services.office_save(&administrator.permit().unwrap(), None, &form)).await
    };
    assert_eq!(wrong_with(office("会場0", vec![])).await, [("name_ja", "taken")]);
    assert_eq!(wrong_with(OfficeForm { kind: "bank".into(), ..office("東", vec![]) }).await, [("kind", "invalid")]);
    let mut hours = office("東", vec![]);
    hours.hours[6] = ["17:00".into(), "9:00".into()];
    assert_eq!(wrong_with(hours).await, [("hours_sun_from", "not_a_time")]);
    let twice = vec![room(None, "和室", "1"), room(None, "和室", "1")];
    assert_eq!(wrong_with(office("東", twice)).await, [("rooms", "taken")]);
    assert_eq!(wrong_with(office("東", vec![room(None, "和室", "0")])).await, [("rooms", "out_of_range")]);
    let anothers = world.desk().catalogue.offices[0].rooms[0].id.0;
    assert_eq!(wrong_with(office("東", vec![room(Some(anothers), "和室", "1")])).await, [("rooms", "invalid")]);
    let id = services
        .office_save(&administrator.permit().unwrap(), None, &office("東", vec![room(None, "和室", "2")]))
        .await
        .unwrap();
    assert_eq!((last_line(fresh).await.action.as_str(), last_line(fresh).await.subject.1), ("office_save", id.0));
    world.reread().await;
    let written = world.desk().catalogue.office(id).unwrap().clone();
    assert_eq!((written.slug.as_str(), written.rooms[0].lanes, written.active), ("east-health-center", 2, true));
    services.office_set_active(&administrator.permit().unwrap(), id, Expected::Version(0), false).await.unwrap();
    let stale = async { services.office_set_active(&administrator.permit()?, id, Expected::Version(0), true).await };
    assert_eq!(code_of(fresh, stale).await, "changed");
    let unknown =
        async { services.office_set_active(&administrator.permit()?, OfficeId(1), Expected::Any, true).await };
    assert_eq!(code_of(fresh, unknown).await, "not_found");
    let nurse = world.nurse();
    let form = office("西", vec![]);
    assert_eq!(code_of(fresh, async { services.office_save(&nurse.permit()?, None, &form).await }).await, "not_found");
}

fn kind(changes: &[(&str, &str)]) -> Fields {
    let usual = [
        ("name_ja", "産後の面談"),
        ("name_en", "After birth"),
        ("minutes", "30"),
        ("before", "0"),
        ("after", "10"),
        ("modes", "phone"),
        ("professions", "midwife"),
        ("due_date", "optional"),
        ("web", "true"),
        ("book_kind", "start"),
        ("change_kind", "start"),
        ("cancel_kind", "start"),
    ];
    let kept = usual.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    Fields::new(kept.chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

async fn a_kind_is_written_by_its_rules_and_its_bookings_stay(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(usual::A_DAY).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    for (name, value, code) in [
        ("minutes", "33", "steps_of_five"),
        ("minutes", "0", "out_of_range"),
        ("weeks_from", "28", "both_or_none"),
        ("quota_web", "0", "out_of_range"),
    ] {
        let fields = kind(&[(name, value)]);
        let mistakes =
            wrong(fresh, services.kind_save(&administrator.permit().unwrap(), None, KindForm(&fields))).await;
        assert!(mistakes.contains(&(name, code)), "{name} {value}: {mistakes:?}");
    }
    let fields = kind(&[("quota_web", "3")]);
    let id = services.kind_save(&administrator.permit().unwrap(), None, KindForm(&fields)).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), &line.detail["rules"]["quota"]["web"]), ("kind_save", &3.into()));
    world.reread().await;
    assert_eq!(
        world.desk().catalogue.kind(id).map(|kind| (kind.slug.as_str(), kind.minutes)),
        Some(("after-birth", 30))
    );
    // Another length changes nothing of what was booked.
    let first = world.number.kind(0);
    services
        .kind_save(&administrator.permit().unwrap(), Some((first, Expected::Version(0))), KindForm(&fields))
        .await
        .unwrap();
    assert_eq!(world.now_of(&booking).await, booking);
    services.kind_set_active(&administrator.permit().unwrap(), first, Expected::Any, false).await.unwrap();
    world.reread().await;
    assert!(world.desk().catalogue.offered_kinds().all(|kind| kind.id != first));
    let unknown = async { services.kind_set_active(&administrator.permit()?, KindId(1), Expected::Any, true).await };
    assert_eq!(code_of(fresh, unknown).await, "not_found");
}

async fn a_file_is_told_by_its_first_octets(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    let kind = world.number.kind(0);
    let file = |octets| LeafletForm { label_ja: "しおり", label_en: "", octets };
    for (octets, code) in [(None, "too_large"), (Some(&b""[..]), "required"), (Some(&b"<html>"[..]), "not_a_leaflet")] {
        let form = file(octets);
        assert_eq!(
            wrong(fresh, services.leaflet_add(&administrator.permit().unwrap(), kind, &form)).await,
            [("file", code)]
        );
    }
    let pdf = file(Some(b"%PDF-1.7 and more"));
    let id = services.leaflet_add(&administrator.permit().unwrap(), kind, &pdf).await.unwrap();
    assert_eq!(last_line(fresh).await.detail["media_type"], "application/pdf");
    let part = services.leaflet_part(world.number.city(), id, (0, 5)).await.unwrap();
    assert_eq!(part.octets, b"%PDF-");
    for _ in 0..4 {
        services.leaflet_add(&administrator.permit().unwrap(), kind, &pdf).await.unwrap();
    }
    assert_eq!(
        wrong(fresh, services.leaflet_add(&administrator.permit().unwrap(), kind, &pdf)).await,
        [("file", "too_many")]
    );
    services.leaflet_delete(&administrator.permit().unwrap(), id).await.unwrap();
    assert_eq!(
        code_of(fresh, async { services.leaflet_delete(&administrator.permit()?, id).await }).await,
        "not_found"
    );
    assert_eq!(code_of(fresh, services.leaflet_part(world.number.city(), LeafletId(id.0), (0, 5))).await, "not_found");
}

async fn a_list_is_ordered_by_what_was_seen_and_keeps_what_is_used(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (administrator, services, number) = (world.administrator(), world.services.clone(), world.number);
    let second = Listed::Kind(number.kind(1));
    assert_eq!(code_of(fresh, services.listed_up(&Entry::of(&administrator, second).unwrap(), None)).await, "changed");
    services.listed_up(&Entry::of(&administrator, second).unwrap(), Some(number.kind(0).0)).await.unwrap();
    world.reread().await;
    assert_eq!(
        world.desk().catalogue.kinds.iter().map(|kind| kind.id).collect::<Vec<_>>(),
        [number.kind(1), number.kind(0)]
    );
    assert!(services.listed_used(&Entry::of(&administrator, second).unwrap()).await.unwrap());
    let used = async { services.listed_delete(&Entry::of(&administrator, second)?, Expected::Any).await };
    assert_eq!(code_of(fresh, used).await, "invalid");
    let fields = kind(&[]);
    let id = services.kind_save(&administrator.permit().unwrap(), None, KindForm(&fields)).await.unwrap();
    assert_eq!(
        code_of(
            fresh,
            services.listed_delete(&Entry::of(&administrator, Listed::Kind(id)).unwrap(), Expected::Version(4))
        )
        .await,
        "changed"
    );
    services.listed_delete(&Entry::of(&administrator, Listed::Kind(id)).unwrap(), Expected::Any).await.unwrap();
    assert_eq!(last_line(fresh).await.action, "delete");
    assert_eq!(
        code_of(fresh, async {
            services.listed_delete(&Entry::of(&administrator, Listed::Kind(id))?, Expected::Any).await
        })
        .await,
        "not_found"
    );
}

async fn a_network_is_let_and_forgotten(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    for (typed, code) in [("", "required"), ("病院", "invalid"), ("10.0.0.0/8", "out_of_range")] {
        assert_eq!(
            wrong(fresh, services.network_allow(&administrator.permit().unwrap(), typed)).await,
            [("network", code)]
        );
    }
    services.network_allow(&administrator.permit().unwrap(), "192.0.2.7/24").await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), &line.detail["network"]), ("network_allow", &"192.0.2.0/24".into()));
    world.reread().await;
    assert_eq!(services.networks(&world.administrator().permit().unwrap()).await.unwrap().allowed, ["192.0.2.0/24"]);
    services.network_forget(&administrator.permit().unwrap(), "192.0.2.0/24").await.unwrap();
    let written = lines(fresh).await.len();
    services.network_forget(&administrator.permit().unwrap(), "192.0.2.0/24").await.unwrap();
    assert_eq!(lines(fresh).await.len(), written, "saying it twice is saying it once");
}
