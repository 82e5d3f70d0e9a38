//! A night without a good backup reaches the administrators, by page, `/readyz` and `/metrics`, until there is a good one.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::server::{Home, Server, Setup};
use crate::support::wait::until_true;

on_both_engines!(
    a_backup_that_fails_is_told_to_administrators_until_the_next_good_one,
    a_night_without_a_backup_is_told_until_there_is_one,
);

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// As the timer calls it.
fn night(home: &Home, setup: &Setup, folder: &Path) -> Output {
    let folder = folder.to_str().expect("UTF-8");
    home.command(setup, &["backup", "--into", folder, "--keep", "14", "--drill"]).output().expect("the binary runs")
}

async fn alarm_is(server: &Server, code: &str, raised: bool) {
    until_true(&format!("{code} to be raised: {raised}"), async || {
        let ready = server.client.get("/readyz").await.expect(200).text();
        let metrics = server.client.get("/metrics").await.expect(200).text();
        let figure = format!("mendan_alarms{{code=\"{code}\"}} {}", u8::from(raised));
        ready.contains(&format!("alarm: {code} since")) == raised && metrics.lines().any(|line| line == figure)
    })
    .await;
}

async fn strip(server: &Server) -> String {
    let administrator = Browser::new(server.client);
    administrator.sign_in("kanri").await;
    administrator.get("/staff").await.expect(200).text()
}

async fn a_backup_that_fails_is_told_to_administrators_until_the_next_good_one(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    alarm_is(&server, "backup_failed", false).await;
    let nowhere = home.folder.join("nowhere");
    let failed = night(&home, &Setup::default(), &nowhere);
    assert!(!failed.status.success(), "{}", said(&failed));
    alarm_is(&server, "backup_failed", true).await;
    let page = strip(&server).await;
    assert!(page.contains("バックアップができませんでした") && page.contains("mendan doctor"), "{page}");
    let folder = home.folder.join("nights");
    fs::create_dir_all(&folder).expect("a folder");
    let good = night(&home, &Setup::default(), &folder);
    assert!(good.status.success(), "{}", said(&good));
    alarm_is(&server, "backup_failed", false).await;
    assert!(!strip(&server).await.contains("バックアップ"));

    // Who was killed could not say so: systemd does, once.
    assert!(home.run(&["backup", "--failed", "oom-kill"]).status.success());
    alarm_is(&server, "backup_failed", true).await;
    assert!(strip(&server).await.contains("oom-kill"));
    assert!(home.run(&["backup", "--failed", "timeout"]).status.success());
    assert!(strip(&server).await.contains("oom-kill"), "told already");
}

async fn a_night_without_a_backup_is_told_until_there_is_one(engine: Engine) {
    let home = Home::new(engine).await;
    home.serve().await.kill();
    let folder = home.folder.join("nights");
    fs::create_dir_all(&folder).expect("a folder");
    assert!(night(&home, &Setup::default(), &folder).status.success());
    let watching = |hours: i64| Setup {
        more: vec![("MENDAN_BACKUP_FOLDER", folder.display().to_string())],
        ..Setup::ahead(hours * 3600)
    };
    let server = home.serve_with(watching(25)).await;
    alarm_is(&server, "backup_old", false).await;
    let metrics = server.client.get("/metrics").await.expect(200).text();
    assert!(metrics.contains("mendan_backup_last_good_timestamp_seconds 1"), "{metrics}");
    server.kill();
    let server = home.serve_with(watching(27)).await;
    alarm_is(&server, "backup_old", true).await;
    assert!(strip(&server).await.contains("バックアップが1日より長く"));
    assert!(night(&home, &watching(27), &folder).status.success());
    alarm_is(&server, "backup_old", false).await;
    server.kill();
    // Nor does it come back.
    let server = home.serve_with(watching(28)).await;
    alarm_is(&server, "backup_old", false).await;
}

/// A copy that cannot be restored has no name of a backup, and is told.
#[test]
fn a_copy_that_cannot_be_restored_is_no_backup() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let server = home.serve().await;
        let slots = server.client.slots("video").await;
        server.client.booked(1, &slots[40], "video").await;
        let folder = home.folder.join("nights");
        fs::create_dir_all(&folder).expect("a folder");
        let names = || -> Vec<String> {
            let entries = fs::read_dir(&folder).expect("the folder");
            entries.map(|entry| entry.expect("a file").file_name().into_string().expect("UTF-8")).collect()
        };
        let other = Setup {
            more: vec![("MENDAN_SECRET", "another secret of the tests, as long as one".into())],
            ..Setup::default()
        };
        let failed = night(&home, &other, &folder);
        assert!(!failed.status.success() && said(&failed).contains("another secret"), "{}", said(&failed));
        alarm_is(&server, "backup_failed", true).await;
        assert!(names().len() == 1 && names()[0].ends_with(".db.failed"), "{:?}", names());
        // What a backup that was killed has left goes with the next one, as does the copy that failed.
        fs::write(folder.join("mendan-20310603T010000Z.db.part"), "half").expect("a file");
        let good = night(&home, &Setup::default(), &folder);
        assert!(good.status.success(), "{}", said(&good));
        assert!(names().len() == 1 && names()[0].ends_with("Z.db"), "{:?}", names());
        alarm_is(&server, "backup_failed", false).await;
    });
}
