//! Each night a copy that could be restored; restored, it is the database again; what cannot be one is refused and nothing is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use mendan_store::testing::{Bare, bare_postgres};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::database::Database;
use crate::support::server::{Home, Setup};

use super::audit::until_sealed;

on_both_engines!(a_backup_becomes_the_database_again, each_night_the_newest_copies_stay);

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Where a backup is restored: SQLite puts it in the place of the other one, PostgreSQL takes an empty database.
async fn place(home: &Home, engine: Engine) -> (Setup, Database, Option<Bare>) {
    let bare = match engine {
        Engine::Sqlite => None,
        Engine::Postgres => Some(bare_postgres().await),
    };
    let url = bare.as_ref().map_or_else(|| home.url.clone(), |bare| bare.url.clone());
    let db = Database::open(engine, &url);
    (Setup { more: vec![("MENDAN_DATABASE_URL", url)], ..Setup::default() }, db, bare)
}

async fn a_backup_becomes_the_database_again(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let slots = server.client.slots("video").await;
    let kept = server.client.booked(1, &slots[40], "video").await;
    let file = home.folder.join("night.backup");
    let written = home.run(&["backup", text(&file), "--drill"]);
    assert!(written.status.success() && said(&written).contains("drill: "), "{}", said(&written));
    let lost = server.client.booked(2, &slots[60], "video").await;
    server.client.cancel(&kept.token).await.expect(200);
    // Nothing is restored under a server that runs, or over what is there.
    let refused = home.run(&["restore", text(&file)]);
    let why = if engine == Engine::Sqlite { "another mendan serves" } else { "the database is not empty" };
    assert!(!refused.status.success() && said(&refused).contains(why), "{}", said(&refused));
    server.client.read(&lost.token).await.expect(200);
    server.kill();

    let (there, db, _remains) = place(&home, engine).await;
    let restored = home.command(&there, &["restore", text(&file)]).output().expect("the binary runs");
    assert!(restored.status.success() && said(&restored).contains("restored: cities 1"), "{}", said(&restored));
    let server = home.serve_with(there).await;
    let again = server.client.read(&kept.token).await.expect(200).booking();
    assert_eq!((again.status.as_str(), again.sequence), ("booked", kept.sequence));
    server.client.read(&lost.token).await.expect(404);
    assert!(server.client.get("/readyz").await.expect(200).text().contains("mail_held"));
    server.client.booked(3, &slots[60], "video").await;
    db.check().await;
    if engine == Engine::Sqlite {
        // What was there is put aside, whole.
        let aside = beside(&home, ".before-");
        let aside = Database::open(engine, &format!("sqlite://{}", aside[0].display()));
        assert_eq!(
            aside.count("SELECT COUNT(*) FROM booking WHERE status = 'cancelled' AND email LIKE 'haha%'").await,
            1
        );
        assert!(beside(&home, ".restoring").is_empty());
    }
}

/// Files of the database's folder with that in their names.
fn beside(home: &Home, part: &str) -> Vec<PathBuf> {
    let database = mendan_store::sqlite_path(&home.url).expect("a file");
    let name = database.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
    let folder = fs::read_dir(database.parent().expect("a folder")).expect("the folder");
    let paths = folder.map(|entry| entry.expect("a file").path());
    let ours = |path: &PathBuf| path.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with(&name));
    let mut found: Vec<PathBuf> =
        paths.filter(|path| ours(path) && text(path).contains(part) && !text(path).ends_with("-wal")).collect();
    found.retain(|path| !text(path).ends_with("-shm"));
    found
}

async fn each_night_the_newest_copies_stay(engine: Engine) {
    let home = Home::new(engine).await;
    home.serve().await.kill();
    let folder = home.folder.join("nights");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("notes.txt"), "ours").expect("a file");
    for night in 0..3 {
        let setup = Setup::ahead(night * 86_400);
        let mut command = home.command(&setup, &["backup", "--into", text(&folder), "--keep", "2", "--drill"]);
        let done = command.output().expect("the binary runs");
        assert!(done.status.success() && said(&done).contains("drill: "), "{}", said(&done));
    }
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names[0].starts_with("mendan-") && names[1].starts_with("mendan-") && names[2] == "notes.txt", "{names:?}");
}

/// Runs a statement in a copy.
async fn change(file: &Path, statement: &str) {
    let db = Database::open(Engine::Sqlite, &format!("sqlite://{}", file.display()));
    db.execute(statement).await;
    db.close().await;
}

#[test]
fn what_cannot_be_the_database_is_refused_and_the_database_stays() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let server = home.serve().await;
        let slots = server.client.slots("video").await;
        let booked = server.client.booked(1, &slots[40], "video").await;
        let good = home.folder.join("good.db");
        assert!(home.run(&["backup", text(&good)]).status.success());
        server.kill();
        let copy = |name: &str| {
            let file = home.folder.join(name);
            fs::copy(&good, &file).expect("a copy");
            file
        };
        let damaged = copy("damaged.db");
        let mut octets = fs::read(&damaged).expect("octets");
        let middle = octets.len() / 2;
        octets[middle..middle + 8192].fill(0xA5);
        fs::write(&damaged, octets).expect("written");
        let text_file = home.folder.join("letter.txt");
        fs::write(&text_file, "no database ".repeat(200)).expect("written");
        let later = copy("later.db");
        change(
            &later,
            "UPDATE _sqlx_migrations SET version = 9999 WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)",
        )
        .await;
        let unsound = copy("unsound.db");
        change(
            &unsound,
            "DELETE FROM occupied WHERE owner_kind = 1 AND owner_id = (SELECT MAX(owner_id) FROM occupied)",
        )
        .await;
        let served = copy("served.db");
        fs::write(home.folder.join("served.db-wal"), "journal").expect("written");
        for (file, why) in [
            (&damaged, "damaged"),
            (&text_file, "file is not a database"),
            (&later, "of a later release"),
            (&unsound, "not sound: TimeNotKept"),
            (&served, "is no backup"),
            (&home.folder.join("nowhere.db"), "there is no file"),
        ] {
            let refused = home.run(&["restore", text(file)]);
            assert!(!refused.status.success() && said(&refused).contains(why), "{why}: {}", said(&refused));
        }
        // Another secret than the one it was sealed with.
        let mut command = home.command(&Setup::default(), &["restore", text(&good)]);
        let refused =
            command.env("MENDAN_SECRET", "another secret of the tests, as long as one").output().expect("runs");
        assert!(!refused.status.success() && said(&refused).contains("another secret"), "{}", said(&refused));
        assert!(beside(&home, ".restoring").is_empty() && beside(&home, ".before-").is_empty());
        home.serve().await.client.read(&booked.token).await.expect(200);
    });
}

/// There and back: both engines hold the same, and a booking of before is moved on either.
#[test]
fn a_city_moves_to_postgres_and_back() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let server = home.serve().await;
        let slots = server.client.slots("video").await;
        let booked = server.client.booked(1, &slots[40], "video").await;
        until_sealed(&home.db).await;
        // Nothing is copied that somebody serves.
        let (there, back) = (bare_postgres().await, format!("sqlite://{}", home.folder.join("back.db").display()));
        let refused = home.run(&["copy", &home.url, &there.url]);
        assert!(!refused.status.success() && said(&refused).contains("another mendan serves"), "{}", said(&refused));
        server.kill();
        let sums = |output: &Output| -> Vec<String> {
            assert!(output.status.success() && said(output).contains("copied: cities 1"), "{}", said(output));
            String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.len() == 61).map(str::to_owned).collect()
        };
        let first = sums(&home.run(&["copy", &home.url, &there.url]));
        assert_eq!(first.len(), mendan_store::transfer::TABLES.len());
        let second = sums(&home.run(&["copy", &there.url, &back]));
        assert_eq!(first, second);
        // Not over what is there.
        let refused = home.run(&["copy", &home.url, &there.url]);
        assert!(!refused.status.success() && said(&refused).contains("not empty"), "{}", said(&refused));
        for (engine, url) in [(Engine::Postgres, there.url.clone()), (Engine::Sqlite, back)] {
            let db = Database::open(engine, &url);
            let more = vec![("MENDAN_DATABASE_URL", url.clone())];
            let server = home.serve_with(Setup { more, ..Setup::default() }).await;
            // The log is proven on either, before and after it goes on.
            let proven = || {
                let setup = Setup { more: vec![("MENDAN_DATABASE_URL", url.clone())], ..Setup::default() };
                home.command(&setup, &["audit", "verify"]).output().expect("the binary runs")
            };
            let told = proven();
            assert_eq!(told.status.code(), Some(0), "{}", said(&told));
            server.client.move_to(&booked.token, &slots[60]).await.expect(200);
            db.check().await;
            until_sealed(&db).await;
            let told = proven();
            assert_eq!(told.status.code(), Some(0), "{}", said(&told));
        }
    });
}
