//! Templates, publishing and single times: what was shown is what is written, and bookings stay.

use chrono::Days;
use mendan_domain::booking::Channel;
use mendan_service::expected::Expected;
use mendan_service::offer::publish::PublishQuery;
use mendan_service::offer::template_form::TemplateForm;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::build::first_day;
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    what_was_shown_is_published_or_nothing,
    a_template_is_checked_and_is_hers_or_the_administrators,
    a_time_is_closed_and_opened_by_what_was_seen,
);

fn template(world: &World) -> TemplateForm {
    TemplateForm {
        name: "午前".into(),
        office: world.number.office(1).to_string(),
        staff: world.number.nurse(0).to_string(),
        kinds: vec![world.number.kind(0).to_string()],
        modes: vec!["phone".into()],
        repeat: "weekly".into(),
        every: "1".into(),
        weekdays: vec!["5".into()],
        from: "18:00".into(),
        until: "20:00".into(),
        ..TemplateForm::default()
    }
}

async fn what_was_shown_is_published_or_nothing(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    let from = first_day(&world.town) + Days::new(14);
    let query = PublishQuery { from, until: from + Days::new(6), office: None, staff: None };
    let shown = services.preview(&administrator.permit().unwrap(), query).await.unwrap();
    assert!(shown.counts.create > 0);
    let (times, log) = (world.slots().await.len(), lines(fresh).await.len());
    let another = async { services.publish_plan(&administrator.permit()?, query, shown.digest.wrapping_add(1)).await };
    assert_eq!(wrong(fresh, another).await, [("digest", "changed")]);
    services.publish_plan(&administrator.permit().unwrap(), query, shown.digest).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), lines(fresh).await.len()), ("publish_plan", log + 1));
    assert_eq!(world.slots().await.len(), times, "other days are left alone");
    let again = async { services.publish_plan(&administrator.permit()?, query, shown.digest).await };
    assert_eq!(wrong(fresh, again).await, [("digest", "changed")], "what was shown is done");
    let long = PublishQuery { until: from + Days::new(92), ..query };
    assert_eq!(
        wrong(fresh, services.preview(&administrator.permit().unwrap(), long)).await,
        [("until", "out_of_range")]
    );
    let back = PublishQuery { until: from - Days::new(1), ..query };
    assert_eq!(
        wrong(fresh, services.preview(&administrator.permit().unwrap(), back)).await,
        [("until", "out_of_range")]
    );
    // A nurse publishes her own times.
    let nurse = world.nurse();
    assert_eq!(code_of(fresh, async { services.preview(&nurse.permit()?, query).await }).await, "not_found");
    let own = PublishQuery { staff: Some(world.number.nurse(0)), ..query };
    services.preview(&nurse.permit().unwrap(), own).await.unwrap();
    assert_eq!(world.now_of(&booking).await, booking);
}

async fn a_template_is_checked_and_is_hers_or_the_administrators(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (nurse, administrator, services) = (world.nurse(), world.administrator(), world.services.clone());
    let good = template(&world);
    let first = async |form: TemplateForm| {
        wrong(fresh, services.template_save(&administrator.permit().unwrap(), None, &form))
            .await
            .first()
            .map(|(field, _)| *field)
    };
    assert_eq!(first(TemplateForm { until: "17:00".into(), ..good.clone() }).await, Some("hours_from"));
    assert_eq!(first(TemplateForm { kinds: vec![], ..good.clone() }).await, Some("kinds"));
    assert_eq!(first(TemplateForm { office: "1".into(), ..good.clone() }).await, Some("office"));
    assert_eq!(first(TemplateForm { weekdays: vec![], ..good.clone() }).await, Some("weekdays"));
    let everybodys = TemplateForm { staff: String::new(), ..good.clone() };
    assert_eq!(
        code_of(fresh, async { services.template_save(&nurse.permit()?, None, &everybodys).await }).await,
        "not_found"
    );
    let colleagues = TemplateForm { staff: world.number.nurse(1).to_string(), ..good.clone() };
    assert_eq!(
        code_of(fresh, async { services.template_save(&nurse.permit()?, None, &colleagues).await }).await,
        "not_found"
    );
    let id = services.template_save(&nurse.permit().unwrap(), None, &good).await.unwrap();
    assert_eq!((last_line(fresh).await.action.as_str(), last_line(fresh).await.subject.1), ("template_save", id.0));
    assert_eq!(
        services
            .templates(&nurse.permit().unwrap())
            .await
            .unwrap()
            .iter()
            .map(|template| template.id)
            .collect::<Vec<_>>(),
        [id]
    );
    assert_eq!(services.templates(&administrator.permit().unwrap()).await.unwrap().len(), 2);
    let twice = wrong(fresh, services.template_save(&nurse.permit().unwrap(), None, &good)).await;
    assert!(matches!(twice.as_slice(), [("hours_from", "overlap_same" | "overlap_kind")]), "{twice:?}");
    let everybodys = world.services.all_templates(&world.system().permit().unwrap()).await.unwrap();
    let everybodys = everybodys.iter().find(|template| template.staff.is_none()).unwrap().id;
    assert_eq!(
        code_of(fresh, async { services.template_delete(&nurse.permit()?, everybodys, Expected::Any).await }).await,
        "not_found"
    );
    assert_eq!(
        code_of(fresh, services.template_delete(&nurse.permit().unwrap(), id, Expected::Version(3))).await,
        "changed"
    );
    services.template_delete(&nurse.permit().unwrap(), id, Expected::Version(0)).await.unwrap();
    assert_eq!(services.templates(&nurse.permit().unwrap()).await.unwrap(), []);
}

async fn a_time_is_closed_and_opened_by_what_was_seen(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = world.time(A_DAY).await;
    let (nurse, desk, services) = (world.nurse(), world.desk(), world.services.clone());
    let there: Vec<_> = world.slots().await.into_iter().filter(|slot| slot.starts_at == time.id.starts_at).collect();
    let hers = there.iter().find(|slot| slot.staff == world.number.nurse(0) && slot.kind == time.id.kind).unwrap();
    assert_eq!(
        code_of(fresh, async { services.set_open(&desk.permit()?, hers.id, Some(true), false).await }).await,
        "not_found"
    );
    assert_eq!(
        code_of(fresh, services.set_open(&nurse.permit().unwrap(), hers.id, Some(false), true)).await,
        "changed"
    );
    assert_eq!(code_of(fresh, services.set_open(&nurse.permit().unwrap(), hers.id, None, false)).await, "changed");
    services.set_open(&nurse.permit().unwrap(), hers.id, Some(true), false).await.unwrap();
    assert_eq!((last_line(fresh).await.action.as_str(), last_line(fresh).await.subject.1), ("close", hers.id.0));
    let closed = world.slots().await.into_iter().filter(|slot| !slot.open).count();
    assert_eq!(closed, 2, "every kind she offers then");
    for _ in 0..2 {
        world.book(time, Channel::Web, None).await.unwrap();
    }
    let (resident, command) = world.command(time, Channel::Web, None);
    assert_eq!(code_of(fresh, services.book(&resident, command.clone())).await, "slot_taken");
    services.set_open(&nurse.permit().unwrap(), hers.id, Some(false), true).await.unwrap();
    services.book(&resident, command).await.unwrap();
}
