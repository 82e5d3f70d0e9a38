//! Roles that a city makes: what a change gives and takes, that nobody gives what she has not, and that somebody always leads.

use mendan_domain::import::field::Sort;
use mendan_domain::staff::{Permission, Profession, Rights, Role};
use mendan_service::expected::Expected;
use mendan_service::staff::administration::NewStaff;
use mendan_service::staff::member::StaffForm;
use mendan_service::staff::role::RoleForm;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, wrong};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    a_role_is_made_given_changed_and_taken_away,
    nobody_gives_what_she_has_not_herself,
    nobody_takes_away_the_last_who_manages_staff,
    whose_role_counts_at_offices_only_has_nothing_of_the_city,
    what_concerns_bookings_asks_for_bookings_whatever_else_she_manages,
);

fn form(name: &str, permissions: &str) -> RoleForm {
    RoleForm { name: name.into(), permissions: permissions.split_whitespace().map(str::to_owned).collect() }
}

/// The receptionist as her form has her, in that role.
fn reception(role: Role) -> StaffForm {
    StaffForm {
        display_name: "佐藤0の受付".into(),
        role: role.word(),
        profession: "clerk".into(),
        offices: vec!["office-0".into()],
        modes: [mendan_domain::booking::mode::Mode::Phone].into_iter().collect(),
        ..StaffForm::default()
    }
}

async fn with_kanri(fresh: &Fresh) -> World {
    let mut world = usual::city(fresh).await;
    let kanri = NewStaff {
        login: "kanri".into(),
        display_name: "架空 管理".into(),
        role: Role::Administrator,
        profession: Profession::Clerk,
        password: "kumo-ga-takai-yama-41".into(),
    };
    world.services.staff_add(&world.system().permit().unwrap(), &kanri).await.unwrap();
    world.reread().await;
    world
}

async fn a_role_is_made_given_changed_and_taken_away(fresh: &Fresh) {
    let mut world = with_kanri(fresh).await;
    let services = world.services.clone();
    let kanri = world.administrator();
    let save = async |form: RoleForm| wrong(fresh, services.role_save(&kanri.permit().unwrap(), None, &form)).await;
    assert_eq!(save(form("", "")).await, [("name", "required"), ("permissions", "required")]);
    assert_eq!(save(form("窓口の長", "view_bookings everything")).await, [("permissions", "invalid")]);
    let permit = kanri.permit().unwrap();
    let id = services.role_save(&permit, None, &form("窓口の長", "view_bookings handle_mail")).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject), ("role_save", ("role".to_owned(), id.0)));
    assert_eq!(line.detail["permissions"], "view_bookings handle_mail");
    assert_eq!(save(form("窓口 の長", "view_bookings")).await, [("name", "taken")]);

    world.reread().await;
    let role = world.system().catalogue.role(id).unwrap().role();
    let uketsuke = world.number.receptionist();
    services.staff_save(&permit, Some((uketsuke, Expected::Any)), &reception(role)).await.unwrap();
    assert_eq!(last_line(fresh).await.detail["role"], role.word());
    world.reread().await;
    assert_eq!(world.system().catalogue.members_of(id).map(|member| member.id).collect::<Vec<_>>(), [uketsuke]);
    assert!(
        !role.interviews() && world.system().catalogue.staff(uketsuke).unwrap().rights().has(Permission::HandleMail)
    );

    // A change is of what was seen; it is told with whom it concerns.
    let fewer = form("窓口の長", "view_bookings");
    services.role_save(&permit, Some((id, Expected::Version(0))), &fewer).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!(line.detail["was"]["permissions"], "view_bookings handle_mail");
    assert_eq!(line.detail["members"], serde_json::json!([uketsuke.0]));
    world.reread().await;
    assert!(!world.system().catalogue.staff(uketsuke).unwrap().rights().has(Permission::HandleMail));
    let stale = services.role_save(&permit, Some((id, Expected::Version(0))), &fewer);
    assert_eq!(code_of(fresh, stale).await, "changed");

    let save_member = async |id, form: StaffForm| services.staff_save(&permit, Some((id, Expected::Any)), &form).await;
    // It ends when nobody has it.
    let end = async || services.role_delete(&permit, id, Expected::Any).await;
    assert_eq!(wrong(fresh, end()).await, [("delete", "has_members")]);
    let back = reception(Role::Receptionist);
    services.staff_save(&permit, Some((uketsuke, Expected::Any)), &back).await.unwrap();
    end().await.unwrap();
    assert_eq!(last_line(fresh).await.action, "role_delete");
    assert_eq!(code_of(fresh, end()).await, "not_found");
    let gone = save_member(uketsuke, reception(role));
    assert_eq!(wrong(fresh, gone).await, [("role", "invalid")]);
}

async fn nobody_gives_what_she_has_not_herself(fresh: &Fresh) {
    let mut world = with_kanri(fresh).await;
    let services = world.services.clone();
    let few = form("職員の係", "view_bookings manage_staff");
    let id = services.role_save(&world.administrator().permit().unwrap(), None, &few).await.unwrap();
    world.reread().await;
    let role = world.system().catalogue.role(id).unwrap().role();
    let catalogue = world.system().catalogue.clone();
    let she = world.number.receptionist();
    let kanri = catalogue.staff.iter().find(|member| member.login == "kanri").unwrap();
    let hers = reception(role);
    let kanris = world.administrator().permit().unwrap();
    services.staff_save(&kanris, Some((she, Expected::Any)), &hers).await.unwrap();
    let context = world.member(she, role);
    let permit = context.permit().unwrap();
    let save = async |id, form: RoleForm| services.role_save(&permit, id, &form).await;
    let save_member = async |id, form: StaffForm| services.staff_save(&permit, Some((id, Expected::Any)), &form).await;
    let not_her_own = |field| vec![(field, "not_her_own")];
    // Neither to herself, by whatever form,
    let wider = form("職員の係", "view_bookings manage_staff manage_setup");
    let widened = save(Some((id, Expected::Any)), wider);
    assert_eq!(wrong(fresh, widened).await, not_her_own("permissions"));
    let made = save(None, form("もう一つ", "manage_setup"));
    assert_eq!(wrong(fresh, made).await, not_her_own("permissions"));
    let raised = save_member(she, reception(Role::Administrator));
    assert_eq!(wrong(fresh, raised).await, not_her_own("role"));
    // nor by becoming somebody who has it, or by a colleague she makes.
    let password = ["kumo-ga-takai-yama-42".to_owned(), "kumo-ga-takai-yama-42".to_owned()];
    let taken_over = services.staff_set_password(&permit, kanri.id, Expected::Any, &password);
    assert_eq!(wrong(fresh, taken_over).await, not_her_own("password"));
    let helper = StaffForm { login: "helper".into(), password: password.clone(), ..reception(Role::Administrator) };
    let helper = StaffForm { display_name: "架空 助け".into(), ..helper };
    assert_eq!(wrong(fresh, services.staff_save(&permit, None, &helper)).await, not_her_own("role"));
    // Nor does she take away a role that gives more,
    let wide = form("設定の係", "manage_setup");
    let wide = services.role_save(&kanris, None, &wide).await.unwrap();
    let taken = services.role_delete(&permit, wide, Expected::Any).await;
    assert_eq!(wrong(fresh, async { taken }).await, not_her_own("delete"));
    // nor end or lower who may more than she.
    let stopped = services.staff_set_disabled(&permit, kanri.id, Expected::Any, true);
    assert_eq!(wrong(fresh, stopped).await, not_her_own("disabled"));
    let lowered = StaffForm { display_name: "架空 管理".into(), ..reception(role) };
    let lowered = save_member(kanri.id, lowered);
    assert_eq!(wrong(fresh, lowered).await, not_her_own("role"));
    // Nor does she make it count at more places, though its rights stay the same.
    let there = StaffForm {
        login: "madoguchi".into(),
        password: password.clone(),
        here_only: true,
        ..reception(Role::Receptionist)
    };
    let there = StaffForm { display_name: "架空 窓口".into(), ..there };
    let colleague = services.staff_save(&kanris, None, &there).await.unwrap();
    let lifted = save_member(colleague, StaffForm { here_only: false, ..there.clone() });
    assert_eq!(wrong(fresh, lifted).await, not_her_own("role"));
    save_member(colleague, StaffForm { display_name: "架空 窓口二".into(), ..there }).await.unwrap();
    // What is hers she gives.
    services.staff_save(&permit, Some((she, Expected::Any)), &reception(role)).await.unwrap();
}

async fn nobody_takes_away_the_last_who_manages_staff(fresh: &Fresh) {
    let mut world = with_kanri(fresh).await;
    let services = world.services.clone();
    let all = Rights::every().words();
    let permit = world.administrator().permit().unwrap();
    let save = async |id, form: RoleForm| services.role_save(&permit, id, &form).await;
    let save_member = async |id, form: StaffForm| services.staff_save(&permit, Some((id, Expected::Any)), &form).await;
    let id = services.role_save(&permit, None, &form("まとめ役", &all)).await.unwrap();
    world.reread().await;
    let role = world.system().catalogue.role(id).unwrap().role();
    let kanri = world.system().catalogue.staff.iter().find(|member| member.login == "kanri").unwrap().id;
    let led = StaffForm { display_name: "架空 管理".into(), ..reception(role) };
    services.staff_save(&permit, Some((kanri, Expected::Any)), &led).await.unwrap();
    world.reread().await;
    // She leads by a role of the city's own now: it cannot become less, she cannot be stopped, nor be limited to an office.
    let less = save(Some((id, Expected::Any)), form("まとめ役", "view_bookings manage_setup"));
    assert_eq!(wrong(fresh, less).await, [("permissions", "last_administrator")]);
    let staff_alone = save(Some((id, Expected::Any)), form("まとめ役", "manage_staff"));
    assert_eq!(
        wrong(fresh, staff_alone).await,
        [("permissions", "last_administrator")],
        "nobody could give the rest again"
    );
    let stopped = services.staff_set_disabled(&permit, kanri, Expected::Any, true);
    assert_eq!(wrong(fresh, stopped).await, [("disabled", "last_administrator")]);
    let limited = StaffForm { here_only: true, ..led.clone() };
    let limited = save_member(kanri, limited);
    assert_eq!(wrong(fresh, limited).await, [("role", "last_administrator")]);
    // With a second one it can.
    let uketsuke = world.number.receptionist();
    services.staff_save(&permit, Some((uketsuke, Expected::Any)), &reception(Role::Administrator)).await.unwrap();
    services.role_save(&permit, Some((id, Expected::Any)), &form("まとめ役", "view_bookings")).await.unwrap();
}

async fn whose_role_counts_at_offices_only_has_nothing_of_the_city(fresh: &Fresh) {
    let mut world = with_kanri(fresh).await;
    let (services, she) = (world.services.clone(), world.number.receptionist());
    let permit = world.administrator().permit().unwrap();
    let save_member = async |id, form: StaffForm| services.staff_save(&permit, Some((id, Expected::Any)), &form).await;
    let limited = StaffForm { here_only: true, ..reception(Role::Administrator) };
    services.staff_save(&permit, Some((she, Expected::Any)), &limited).await.unwrap();
    world.reread().await;
    let rights = world.system().catalogue.staff(she).unwrap().rights();
    assert!(rights.has(Permission::BookForOthers) && rights.has(Permission::ShapeTimes));
    for permission in Permission::ALL.iter().copied().filter(|permission| permission.is_of_the_city()) {
        assert!(!rights.has(permission), "{permission:?}");
    }
    let nowhere = StaffForm { offices: vec![], ..limited };
    let nowhere = save_member(she, nowhere);
    assert_eq!(wrong(fresh, nowhere).await, [("offices", "required")]);
}

async fn what_concerns_bookings_asks_for_bookings_whatever_else_she_manages(fresh: &Fresh) {
    let mut world = with_kanri(fresh).await;
    let booking = world.booked_at(A_DAY).await;
    let (services, she, nurse) = (world.services.clone(), world.number.receptionist(), booking.claim.staff);
    let few = form("まちの係", "manage_setup manage_staff view_bookings");
    let id = services.role_save(&world.administrator().permit().unwrap(), None, &few).await.unwrap();
    world.reread().await;
    let looks = world.member(she, world.system().catalogue.role(id).unwrap().role());
    // By a file she makes only what she could make one by one.
    let sorts = [(Sort::Offices, true), (Sort::Staff, true), (Sort::Bookings, false)];
    for (sort, hers) in sorts {
        let brought = services.import_bring(&looks.permit().unwrap(), sort, "名前\n架空\n".as_bytes()).await;
        assert_eq!((brought.is_ok(), looks.brings(sort)), (hers, hers), "{sort:?}");
        assert_eq!(services.import_preview(&looks.permit().unwrap(), sort).await.is_ok(), hers, "{sort:?}");
    }
    // Whom a colleague leaves is not hers to read, nor to give to another; nor is the link with which it is called off.
    assert_eq!(code_of(fresh, services.to_hand_on(&looks.permit().unwrap(), nurse)).await, "not_found");
    let handed = [(booking.id, Expected::Any, None)];
    assert_eq!(code_of(fresh, services.hand_on(&looks.permit().unwrap(), nurse, &handed)).await, "not_found");
    assert_eq!(services.open_booking(&looks.permit().unwrap(), booking.id).await.unwrap().manage_url, None);
    let desk = world.desk();
    assert!(services.open_booking(&desk.permit().unwrap(), booking.id).await.unwrap().manage_url.is_some());
    assert_eq!(services.to_hand_on(&world.administrator().permit().unwrap(), nurse).await.unwrap().len(), 1);
}
