//! How a member last chose to see the calendar is found again, by her alone.

use mendan_domain::staff::Role;
use mendan_service::calendar::choice::CalendarChoice;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::lines;
use crate::support::usual;

on_both_engines!(the_last_choice_is_kept_for_her_alone);

fn choice(query: &str) -> CalendarChoice {
    CalendarChoice::of(query.split('&').filter_map(|pair| pair.split_once('=')))
}

async fn the_last_choice_is_kept_for_her_alone(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let (nurse, services) = (world.nurse(), &world.services);
    let before = lines(fresh).await.len();
    assert_eq!(services.calendar_choice(&nurse).await.unwrap(), CalendarChoice::default());
    for query in ["view=week&mode=video", "view=month&office=central", ""] {
        services.calendar_choose(&nurse, &choice(query)).await.unwrap();
        assert_eq!(services.calendar_choice(&nurse).await.unwrap().query(), query);
    }
    // Nothing but slugs, ids and words of ours comes to the row, whatever is asked for.
    services.calendar_choose(&nurse, &choice("view=list&nurse=架空 花子&q=090&date=2031-06-03")).await.unwrap();
    assert_eq!(services.calendar_choice(&nurse).await.unwrap().query(), "view=list");
    let colleague = world.member(world.number.nurse(1), Role::Nurse);
    assert_eq!(services.calendar_choice(&colleague).await.unwrap(), CalendarChoice::default());
    assert_eq!(lines(fresh).await.len(), before, "how she looks at it is nobody's concern");
}
