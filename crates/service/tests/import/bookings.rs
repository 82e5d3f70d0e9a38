//! Bookings of another system: planned as they are written, all or nothing.

use chrono::Duration;
use mendan_domain::import::field::{Field, Sort};
use mendan_service::Refusal;
use mendan_service::import::draft::DRAFT_HOURS;
use mendan_service::import::preview::Outcome;
use mendan_service::import::run::Answer;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::last_line;
use crate::support::usual;
use crate::support::world::World;

on_both_engines!(
    what_is_no_longer_what_was_shown_is_not_written,
    rows_that_name_nobody_get_whoever_is_free_and_no_one_twice,
    a_file_ends_by_itself_after_a_day,
);

const HEADING: &str = "番号,氏名,フリガナ,生年月日,電話,予約日時,種別,場所,方法,担当\n";

fn file(world: &World, times: &[&str]) -> String {
    let catalogue = world.system().catalogue.clone();
    let (kind, office) = (&catalogue.kinds[0].slug, &catalogue.offices[0].slug);
    let rows = times.iter().enumerate().map(|(n, at)| {
        format!("{n},架空 花子,カクウ ハナコ,1995/4/3,090-1110-{n:04},2026/4/{at},{kind},{office},電話,\n")
    });
    format!("{HEADING}{}", rows.collect::<String>())
}

async fn what_is_no_longer_what_was_shown_is_not_written(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let permit = world.administrator().permit().unwrap();
    let services = world.services.clone();
    let file = file(&world, &["28 9:00", "28 10:00"]);
    let draft = services.import_bring(&permit, Sort::Bookings, file.as_bytes()).await.unwrap();
    assert_eq!(draft.mapping.columns[&Field::Date], 5);
    let shown = services.import_preview(&permit, Sort::Bookings).await.unwrap();
    assert_eq!((shown.counts.new, shown.counts.wrong, shown.counts.found), (2, 0, 2));
    // The same again is the same.
    assert_eq!(services.import_preview(&permit, Sort::Bookings).await.unwrap().digest, shown.digest);
    let before = world.bookings().await.len();
    let looked = services.import_run(&permit, Sort::Bookings, "another").await.unwrap();
    assert!(matches!(looked, Answer::Look(preview) if preview.digest == shown.digest));
    // Somebody books whomever a row would have got.
    let first = world.time(0).await;
    for _ in 0..2 {
        world.book(first, mendan_domain::booking::Channel::Web, None).await.unwrap();
    }
    let looked = services.import_run(&permit, Sort::Bookings, &shown.digest).await.unwrap();
    assert!(matches!(looked, Answer::Look(_) | Answer::Imported(_)));
    let done = match looked {
        Answer::Imported(done) => done,
        Answer::Look(now) => {
            assert_eq!(world.bookings().await.len(), before + 2, "nothing of it was written");
            match services.import_run(&permit, Sort::Bookings, &now.digest).await.unwrap() {
                Answer::Imported(done) => done,
                Answer::Look(again) => panic!("{:?}", again.rows),
            }
        }
    };
    assert_eq!(done.done.counts.new, 2);
    assert_eq!(world.bookings().await.len(), before + 4);
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.detail["new"].as_i64()), ("import", Some(2)));
    assert!(matches!(services.import_preview(&permit, Sort::Bookings).await, Err(Refusal::NotPossible)));
    assert!(services.soundness().await.unwrap().broken.is_empty());
}

async fn rows_that_name_nobody_get_whoever_is_free_and_no_one_twice(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let permit = world.administrator().permit().unwrap();
    let services = &world.services;
    // Three nurses; the fourth row at that time has nobody.
    let file = file(&world, &["28 9:00", "28 9:00", "28 9:20", "28 9:00"]);
    services.import_bring(&permit, Sort::Bookings, file.as_bytes()).await.unwrap();
    let shown = services.import_preview(&permit, Sort::Bookings).await.unwrap();
    let outcomes: Vec<Outcome> = shown.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [Outcome::New, Outcome::New, Outcome::New, Outcome::Wrong]);
    assert_eq!(shown.counts.unpublished, 1, "9:20 is nobody's published time");
    let looked = services.import_run(&permit, Sort::Bookings, &shown.digest).await.unwrap();
    assert!(matches!(looked, Answer::Look(_)), "nothing is brought in while a row is wrong");
    let draft = services.import_draft(&permit, Sort::Bookings).await.unwrap().unwrap();
    let mut mapping = draft.mapping;
    mapping.left_out.insert(5);
    services.import_map(&permit, Sort::Bookings, mapping).await.unwrap();
    let shown = services.import_preview(&permit, Sort::Bookings).await.unwrap();
    let done = services.import_run(&permit, Sort::Bookings, &shown.digest).await.unwrap();
    assert!(matches!(done, Answer::Imported(_)));
    let mut nurses: Vec<_> = world.bookings().await.iter().map(|booking| booking.claim.staff).collect();
    nurses.sort_unstable();
    nurses.dedup();
    assert_eq!(nurses.len(), 3);
}

async fn a_file_ends_by_itself_after_a_day(fresh: &Fresh) {
    let world = usual::city(fresh).await;
    let permit = world.administrator().permit().unwrap();
    let services = world.services.clone();
    services.import_bring(&permit, Sort::Staff, "ログイン名,名前\nhana,架空 花\n".as_bytes()).await.unwrap();
    let begun = services.now();
    world.set_now(begun + Duration::hours(DRAFT_HOURS));
    services.sweep_old().await.unwrap();
    assert!(services.import_draft(&permit, Sort::Staff).await.unwrap().is_some());
    world.set_now(begun + Duration::hours(DRAFT_HOURS) + Duration::seconds(1));
    services.sweep_old().await.unwrap();
    assert!(services.import_draft(&permit, Sort::Staff).await.unwrap().is_none());
}
