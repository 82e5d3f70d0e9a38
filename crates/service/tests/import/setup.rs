//! Places and staff by file: what is there is changed or left as it is, nothing is ever deleted.

use mendan_domain::import::field::Sort;
use mendan_domain::staff::{Profession, Role};
use mendan_service::import::preview::{Counts, Outcome};
use mendan_service::import::run::{Answer, Imported};
use mendan_service::staff::sign_in::Try;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{last_line, lines};
use crate::support::usual;
use crate::support::world::World;

on_both_engines!(
    places_come_with_their_rooms_and_the_same_file_again_is_nothing,
    members_come_without_a_password_that_anybody_knows_or_with_one_that_is_shown_once,
);

async fn imported(world: &World, sort: Sort) -> Imported {
    let permit = world.administrator().permit().unwrap();
    let shown = world.services.import_preview(&permit, sort).await.unwrap();
    match world.services.import_run(&permit, sort, &shown.digest).await.unwrap() {
        Answer::Imported(imported) => imported,
        Answer::Look(now) => panic!("{:?} {:?}", now.counts, now.rows),
    }
}

async fn bring(world: &World, sort: Sort, file: &str) -> Counts {
    let permit = world.administrator().permit().unwrap();
    world.services.import_bring(&permit, sort, file.as_bytes()).await.unwrap();
    world.services.import_preview(&permit, sort).await.unwrap().counts
}

async fn places_come_with_their_rooms_and_the_same_file_again_is_nothing(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let before = world.system().catalogue.offices.len();
    let file = "場所の名前,種類,電話,部屋,定員\n架空東センター,保健センター,042-000-0190,相談室1,\n,,,相談室2,2\n\
                架空西センター,こども家庭センター,042-000-0191,面談室,1\n";
    let counts = bring(&world, Sort::Offices, file).await;
    assert_eq!((counts.new, counts.wrong), (3, 0));
    imported(&world, Sort::Offices).await;
    assert_eq!(last_line(fresh).await.action, "import");
    world.reread().await;
    assert_eq!(world.system().catalogue.offices.len(), before + 2);
    let catalogue = world.system().catalogue.clone();
    let offices = &catalogue.offices;
    let east = &offices[before];
    assert_eq!(
        east.rooms.iter().map(|room| (room.name.as_str(), room.lanes)).collect::<Vec<_>>(),
        [("相談室1", 1), ("相談室2", 2)]
    );
    assert_ne!(east.slug, offices[before + 1].slug);

    let counts = bring(&world, Sort::Offices, file).await;
    assert_eq!((counts.new, counts.changed, counts.same), (0, 0, 3));
    let counts = bring(&world, Sort::Offices, &file.replace("相談室2,2", "相談室2,3")).await;
    assert_eq!((counts.new, counts.changed, counts.same), (0, 2, 1));
    let wrong =
        bring(&world, Sort::Offices, &file.replace("042-000-0191", "４２").replace(",2\n", ",たくさん\n")).await;
    assert_eq!((wrong.wrong, wrong.same), (3, 0));
}

async fn members_come_without_a_password_that_anybody_knows_or_with_one_that_is_shown_once(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let permit = world.administrator().permit().unwrap();
    let office = world.system().catalogue.offices[0].slug.clone();
    let file = format!("ログイン名,氏名,役割,職種,所属\nhana,架空 花,保健師,,{office}\nSora,架空 空,受付,事務,\n");
    let counts = bring(&world, Sort::Staff, &file).await;
    assert_eq!((counts.new, counts.passwords, counts.wrong), (2, 2, 0));
    let done = imported(&world, Sort::Staff).await;
    assert!(done.passwords.is_empty());
    let told = lines(fresh).await;
    assert_eq!(told.iter().filter(|line| line.action == "staff_save").count(), 2, "who got which role");
    world.reread().await;
    let hana = world.system().catalogue.staff.iter().find(|member| member.login == "hana").unwrap().clone();
    assert_eq!((hana.role, hana.profession, hana.offices.len()), (Role::Nurse, Profession::PublicHealthNurse, 1));
    for password in ["", "-"] {
        assert!(world.services.sign_in(world.number.city(), &tried("hana", password)).await.is_err());
    }

    // What is there is known by its sign-in name, however it is written; nobody gets another password.
    let again = bring(&world, Sort::Staff, &file.replace("Sora", "ｓｏｒａ").replace("架空 花", "架空 花子")).await;
    assert_eq!((again.changed, again.same, again.passwords), (1, 1, 0));
    imported(&world, Sort::Staff).await;
    bring(
        &world,
        Sort::Staff,
        "ログイン名,氏名,役割,職種\nyuki,架空 雪,保健師,保健師\nyuki,架空 雪2,保健師,保健師\nx,,市長,\n",
    )
    .await;
    let shown = world.services.import_preview(&permit, Sort::Staff).await.unwrap();
    assert_eq!(
        shown.rows.iter().map(|row| row.outcome).collect::<Vec<_>>(),
        [Outcome::New, Outcome::Wrong, Outcome::Wrong]
    );
    let mut mapping = world.services.import_draft(&permit, Sort::Staff).await.unwrap().unwrap().mapping;
    mapping.left_out.extend([3, 4]);
    mapping.passwords = true;
    world.services.import_map(&permit, Sort::Staff, mapping).await.unwrap();
    let done = imported(&world, Sort::Staff).await;
    let [login, _, password] = &done.passwords[0];
    assert_eq!((done.passwords.len(), login.as_str()), (1, "yuki"));
    world.services.sign_in(world.number.city(), &tried(login, password)).await.unwrap();
}

fn tried<'a>(login: &'a str, password: &'a str) -> Try<'a> {
    Try { login, password, former: None, at: "192.0.2.0/24".into() }
}
