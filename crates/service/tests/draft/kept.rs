//! What is typed is kept while it is typed: sealed, for whoever types it alone, until it is done, thrown away, or a day old.

use chrono::Duration;
use mendan_service::draft::keep::{Begun, MOST, WORK_HOURS};
use mendan_service::forms::Fields;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{lines, number, wrong};
use crate::support::usual;

on_both_engines!(
    what_is_typed_is_hers_alone_and_sealed,
    the_same_form_is_kept_once_and_ends_when_it_is_done,
    what_nobody_types_into_any_more_is_gone_after_a_day,
    of_too_many_the_oldest_goes_and_too_much_is_refused,
);

const ALL: &str = "SELECT COUNT(*) FROM work_draft";

fn begun(form: &str, typed: &str) -> Begun {
    let fields = Fields::of([("family_name", typed.to_owned()), ("version", "3".to_owned())]);
    Begun { form: form.to_owned(), place: "/staff/desk?new=1".to_owned(), fields }
}

async fn what_is_typed_is_hers_alone_and_sealed(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (desk, nurse, services) = (world.desk(), world.nurse(), &world.services);
    let told = lines(fresh).await.len();
    services.draft_keep(&desk, &begun("/staff/desk/book#1", "himitsu")).await.unwrap();
    assert_eq!(lines(fresh).await.len(), told, "typing is no act");
    let kept = services.drafts(&desk).await.unwrap();
    assert_eq!(
        (kept.len(), kept[0].form.as_str(), kept[0].place.as_str()),
        (1, "/staff/desk/book#1", "/staff/desk?new=1")
    );
    assert_eq!((kept[0].staff, kept[0].updated_at), (world.number.receptionist(), services.now()));
    assert_eq!(services.draft_fields(&kept[0]).unwrap(), begun("", "himitsu").fields);
    let readable = format!("{ALL} WHERE CAST(sealed AS TEXT) LIKE '%himitsu%'");
    assert_eq!((number(fresh, ALL).await, number(fresh, &readable).await), (1, 0));
    // A colleague sees nothing of it, and takes nothing away.
    assert_eq!(services.drafts(&nurse).await.unwrap(), []);
    services.draft_forget(&nurse, kept[0].id).await.unwrap();
    services.draft_done(&nurse, &kept[0].form).await.unwrap();
    assert_eq!(services.drafts(&desk).await.unwrap(), kept);
    // Put into another row, it does not open.
    let mut elsewhere = kept[0].clone();
    elsewhere.id.0 += 1;
    assert!(services.draft_fields(&elsewhere).is_err());
}

async fn the_same_form_is_kept_once_and_ends_when_it_is_done(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (desk, services) = (world.desk(), &world.services);
    let (cancel, office) = ("/staff/bookings/7/cancel", "/staff/setup/offices/new");
    for (form, typed) in [(cancel, "a"), (office, "b"), (cancel, "c")] {
        services.draft_keep(&desk, &begun(form, typed)).await.unwrap();
        world.set_now(services.now() + Duration::seconds(1));
    }
    let kept = services.drafts(&desk).await.unwrap();
    assert_eq!(kept.iter().map(|draft| draft.form.as_str()).collect::<Vec<_>>(), [cancel, office], "the latest first");
    assert_eq!(services.draft_fields(&kept[0]).unwrap().text("family_name"), "c");
    services.draft_keep(&desk, &begun(cancel, "d")).await.unwrap();
    assert_eq!(services.drafts(&desk).await.unwrap()[0].id, kept[0].id, "links to it stay right");
    services.draft_done(&desk, "/staff/bookings/8/cancel").await.unwrap();
    assert_eq!(number(fresh, ALL).await, 2);
    services.draft_done(&desk, cancel).await.unwrap();
    let left = services.drafts(&desk).await.unwrap();
    assert_eq!(left, kept[1..]);
    services.draft_forget(&desk, left[0].id).await.unwrap();
    services.draft_forget(&desk, left[0].id).await.unwrap();
    assert_eq!(number(fresh, ALL).await, 0);
}

async fn what_nobody_types_into_any_more_is_gone_after_a_day(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (desk, services) = (world.desk(), &world.services);
    services.draft_keep(&desk, &begun("/staff/setup/roles/new", "a")).await.unwrap();
    let typed = services.now();
    world.set_now(typed + Duration::hours(WORK_HOURS) - Duration::seconds(1));
    services.sweep_old().await.unwrap();
    assert_eq!(services.drafts(&desk).await.unwrap().len(), 1);
    world.set_now(typed + Duration::hours(WORK_HOURS) + Duration::seconds(1));
    assert_eq!(services.drafts(&desk).await.unwrap(), [], "before anybody sweeps");
    services.sweep_old().await.unwrap();
    assert_eq!(number(fresh, ALL).await, 0);
}

async fn of_too_many_the_oldest_goes_and_too_much_is_refused(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (desk, services) = (world.desk(), &world.services);
    for number in 0..=MOST {
        services.draft_keep(&desk, &begun(&format!("/staff/desk/book#{number}"), "a")).await.unwrap();
        world.set_now(services.now() + Duration::seconds(1));
    }
    let kept = services.drafts(&desk).await.unwrap();
    assert_eq!((kept.len(), kept[MOST - 1].form.as_str()), (MOST, "/staff/desk/book#1"));
    let much = begun("/staff/desk/book#99", &"あ".repeat(20_000));
    assert_eq!(wrong(fresh, services.draft_keep(&desk, &much)).await, [("fields", "too_long")]);
}
