//! Members of staff on the set-up pages: what is asked of each, and that somebody can always set the city up.

use mendan_domain::booking::mode::Mode;
use mendan_domain::staff::{Profession, Role};
use mendan_service::expected::Expected;
use mendan_service::staff::administration::NewStaff;
use mendan_service::staff::member::StaffForm;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, wrong};
use crate::support::usual;

on_both_engines!(a_member_is_added_with_all_that_is_asked_of_her, there_is_always_somebody_who_can_set_the_city_up);

const PASSWORD: &str = "kumo-ga-takai-yama-41";

fn nurse(login: &str) -> StaffForm {
    StaffForm {
        login: login.into(),
        display_name: "架空 みどり".into(),
        role: "nurse".into(),
        profession: "midwife".into(),
        offices: vec!["office-0".into()],
        modes: [Mode::Phone].into_iter().collect(),
        daily_max: "4".into(),
        password: [PASSWORD.into(), PASSWORD.into()],
        ..StaffForm::default()
    }
}

fn kanri() -> NewStaff {
    NewStaff {
        login: "kanri".into(),
        display_name: "架空 管理".into(),
        role: Role::Administrator,
        profession: Profession::Clerk,
        password: PASSWORD.into(),
    }
}

async fn a_member_is_added_with_all_that_is_asked_of_her(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    world.services.staff_add(&world.system().permit().unwrap(), &kanri()).await.unwrap();
    world.reread().await;
    let (administrator, services) = (world.administrator(), world.services.clone());
    let empty = wrong(fresh, services.staff_save(&administrator.permit().unwrap(), None, &StaffForm::default())).await;
    for mistake in [
        ("login", "required"),
        ("display_name", "required"),
        ("role", "invalid"),
        ("profession", "invalid"),
        ("password", "too_short"),
    ] {
        assert!(empty.contains(&mistake), "{mistake:?}: {empty:?}");
    }
    let wrong_with =
        async |form: StaffForm| wrong(fresh, services.staff_save(&administrator.permit().unwrap(), None, &form)).await;
    let midori = || nurse("midori");
    assert_eq!(wrong_with(StaffForm { offices: vec![], ..midori() }).await, [("offices", "required")]);
    assert_eq!(wrong_with(StaffForm { modes: [].into_iter().collect(), ..midori() }).await, [("modes", "required")]);
    assert_eq!(wrong_with(nurse("NURSE-1")).await, [("login", "taken")]);
    assert_eq!(wrong_with(StaffForm { display_name: "佐藤1".into(), ..midori() }).await, [("display_name", "taken")]);
    let not_same = [PASSWORD.into(), "another".into()];
    assert_eq!(wrong_with(StaffForm { password: not_same, ..midori() }).await, [("password_again", "not_same")]);
    let hers = ["midori-midori-midori".to_owned(), "midori-midori-midori".to_owned()];
    assert_eq!(wrong_with(StaffForm { password: hers, ..midori() }).await, [("password", "guessable")]);
    let id = services.staff_save(&administrator.permit().unwrap(), None, &midori()).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject.1, &line.detail["role"]), ("staff_save", id.0, &"nurse".into()));
    world.reread().await;
    let member = world.desk().catalogue.staff(id).unwrap().clone();
    assert_eq!((member.work.daily_max, member.profession), (Some(4), Profession::Midwife));
    // Changed by what was seen; her name to sign in with stays.
    let form = StaffForm { login: "another".into(), daily_max: String::new(), ..midori() };
    services
        .staff_save(&world.administrator().permit().unwrap(), Some((id, Expected::Version(0))), &form)
        .await
        .unwrap();
    let stale = async { services.staff_save(&administrator.permit()?, Some((id, Expected::Version(0))), &form).await };
    assert_eq!(code_of(fresh, stale).await, "changed");
    world.reread().await;
    let member = world.desk().catalogue.staff(id).unwrap().clone();
    assert_eq!((member.login.as_str(), member.work.daily_max), ("midori", None));
    assert_eq!(
        code_of(fresh, async { services.staff_save(&world.nurse().permit()?, None, &nurse("x")).await }).await,
        "not_found"
    );
}

async fn there_is_always_somebody_who_can_set_the_city_up(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let kanri = world.services.staff_add(&world.system().permit().unwrap(), &kanri()).await.unwrap();
    world.reread().await;
    let (context, services) = (world.member(kanri.id, Role::Administrator), world.services.clone());
    let disable = async |id| services.staff_set_disabled(&context.permit().unwrap(), id, Expected::Any, true).await;
    assert_eq!(wrong(fresh, disable(kanri.id)).await, [("disabled", "last_administrator")]);
    let lesser = StaffForm {
        role: "receptionist".into(),
        profession: "clerk".into(),
        display_name: "架空 管理".into(),
        ..nurse("")
    };
    let demoted = async { services.staff_save(&context.permit()?, Some((kanri.id, Expected::Any)), &lesser).await };
    assert_eq!(wrong(fresh, demoted).await, [("role", "last_administrator")]);
    disable(world.number.nurse(0)).await.unwrap();
    assert_eq!(last_line(fresh).await.action, "staff_disable");
    world.reread().await;
    assert!(world.desk().catalogue.staff(world.number.nurse(0)).unwrap().disabled);
}
