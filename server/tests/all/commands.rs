//! The command line, beside a running server.

use std::fs;

use serde_json::Value;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Slot;
use crate::support::database::Database;
use crate::support::people::email;
use crate::support::server::{Home, SECRET, Server, Setup};

on_both_engines!(
    the_configuration_is_printed_without_its_secrets,
    the_description_is_the_servers_and_every_path_of_it_answers,
    without_what_it_needs_it_says_so_and_stops,
);

#[test]
fn a_second_server_on_one_sqlite_file_refuses() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let server = home.serve().await;
        let port = crate::support::server::free_port();
        let setup = Setup { more: vec![("MENDAN_LISTEN", format!("127.0.0.1:{port}"))], ..Setup::default() };
        let second = home.command(&setup, &["serve"]).output().expect("the binary runs");
        let said = String::from_utf8_lossy(&second.stderr).into_owned();
        assert!(!second.status.success() && said.contains("another mendan serves"), "{said}");
        server.client.get("/readyz").await.expect(200);
        // The other commands work beside it, and after its end another server may come.
        assert!(home.run(&["migrate"]).status.success());
        server.kill();
        home.serve().await.client.get("/readyz").await.expect(200);
    });
}

/// T20, with one client writing all the time.
#[test]
fn a_backup_beside_a_running_server_restores_whole() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let server = home.serve().await;
        let slots = server.client.slots("video").await;
        let file = home.folder.join("copy").join("mendan.db");
        fs::create_dir_all(file.parent().expect("a folder")).unwrap();
        book_many(&server, &slots, 0..10).await;
        let writing = async {
            book_many(&server, &slots, 10..60).await;
        };
        let command = home.command(&Setup::default(), &["backup", file.to_str().expect("UTF-8")]);
        let copying = tokio::task::spawn_blocking(move || { command }.output().expect("the binary runs"));
        let (copied, ()) = tokio::join!(copying, writing);
        let copied = copied.expect("a task");
        assert!(copied.status.success(), "{}", String::from_utf8_lossy(&copied.stderr));
        // It overwrites nothing.
        assert!(!home.run(&["backup", file.to_str().expect("UTF-8")]).status.success());

        let copy = format!("sqlite://{}", file.display());
        let db = Database::open(Engine::Sqlite, &copy);
        db.check().await;
        for n in 0..10 {
            assert_eq!(db.bookings_of(&email(n)).await, 1);
        }
        assert_eq!(home.db.bookings().await, 60);
        home.db.quiet(crate::support::clock::now() + 60).await;
        server.kill();

        // Served from the copy: links work, and nothing that was sent is sent again.
        let sent = db.rows::<(String,)>("SELECT message_id FROM outbox WHERE state = 'sent'").await;
        let mail = home.folder.join("mail of the copy");
        let mail_url = format!("file:{}", mail.display());
        let setup = Setup { more: vec![("MENDAN_DATABASE_URL", copy)], ..Setup::default().mail(mail_url) };
        let restored = home.serve_with(setup).await;
        assert_eq!(
            restored
                .client
                .try_book(3, &slots[3].id, "video", "key-of-3")
                .await
                .unwrap()
                .expect(201)
                .booking()
                .starts_at,
            slots[3].starts_at
        );
        db.quiet(crate::support::clock::now() + 60).await;
        let again = crate::support::mail::in_folder(&mail);
        assert!(again.iter().all(|mail| !sent.contains(&(mail.id.clone(),))));
        db.check().await;
    });
}

async fn book_many(server: &Server, slots: &[Slot], people: std::ops::Range<usize>) {
    for n in people {
        server.client.booked(n, &slots[n], "video").await;
    }
}

async fn the_configuration_is_printed_without_its_secrets(engine: Engine) {
    let home = Home::new(engine).await;
    let mail = "smtps://post:hunter2secret@mail.kaku.example:465".to_owned();
    let mut setup = Setup::default().mail(mail);
    if engine == Engine::Postgres {
        setup.more.push((
            "MENDAN_DATABASE_URL",
            "postgres://mendan:swordfish@db.kaku.example/mendan?password=swordfish2".into(),
        ));
    }
    let output = home.command(&setup, &["config"]).output().expect("the binary runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    for line in ["database_url", "listen", "public_url", "mail_url", "mail.kaku.example:465", "***"] {
        assert!(said.contains(line), "{line} is missing:\n{said}");
    }
    for secret in [SECRET, "hunter2secret", "swordfish", "swordfish2"] {
        assert!(!said.contains(secret), "{secret} is printed:\n{said}");
    }
}

async fn the_description_is_the_servers_and_every_path_of_it_answers(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let printed = home.run(&["openapi"]);
    assert!(printed.status.success());
    let printed: Value = serde_json::from_slice(&printed.stdout).expect("JSON");
    let served = client.get("/api/v1/openapi.json").await.expect(200);
    assert_eq!(served.header("content-type"), Some("application/json"));
    assert_eq!(served.json(), printed);

    let token = client.booked(1, &client.slots("video").await[3], "video").await.token;
    let paths = printed["paths"].as_object().expect("paths");
    assert!(paths.len() >= 8);
    for (path, methods) in paths {
        for method in methods.as_object().expect("methods").keys() {
            let (upper, address) = (method.to_uppercase(), path.replace("{token}", &token));
            let answer = client.ask(&upper, &address, &[("content-type", "application/json")], b"{}").await;
            assert!(!matches!(answer.status, 404 | 405 | 500..), "{upper} {path}: {} {}", answer.status, answer.text());
            let documented = &printed["paths"][path][method]["responses"];
            assert!(
                documented[answer.status.to_string()].is_object(),
                "{upper} {path}: {} is not documented",
                answer.status
            );
        }
    }
    // A booking has the documented fields and no others.
    let booking = client.read(&token).await.expect(200).json();
    let known = printed["components"]["schemas"]["BookingBody"]["properties"].as_object().expect("properties");
    for field in booking.as_object().expect("an object").keys() {
        assert!(known.contains_key(field), "{field} is not documented");
    }
    for field in ["reference", "token", "manage_url", "status", "mode", "office", "starts_at", "ends_at", "sequence"] {
        assert!(booking[field].is_string() || booking[field].is_i64(), "{field}");
    }
}

async fn without_what_it_needs_it_says_so_and_stops(engine: Engine) {
    let home = Home::new(engine).await;
    let fail = |change: &dyn Fn(&mut std::process::Command) -> &mut std::process::Command, words: &str| {
        let mut command = home.command(&Setup::default(), &["serve"]);
        change(&mut command);
        let output = command.output().expect("the binary runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(words), "{said}");
    };
    fail(&|c| c.env("MENDAN_SECRET", "short"), "MENDAN_SECRET");
    fail(&|c| c.env("MENDAN_LISTEN", "nowhere"), "MENDAN_LISTEN");
    fail(&|c| c.env("MENDAN_SHIELD", "maybe"), "MENDAN_SHIELD");
    fail(&|c| c.env("MENDAN_TRUSTED_PROXIES", "everybody"), "MENDAN_TRUSTED_PROXIES");
    fail(&|c| c.env("MENDAN_DEMO", "0").env("MENDAN_CLOCK_OFFSET", "1h"), "MENDAN_CLOCK_OFFSET");
    fail(&|c| c.env("MENDAN_MAIL_URL", "mail.kaku.example"), "MENDAN_MAIL_URL");
    if engine == Engine::Postgres {
        fail(&|c| c.env_remove("MENDAN_SECRET"), "MENDAN_SECRET");
    } else {
        // Made at the first start, readable by its owner only.
        let config =
            home.command(&Setup::default(), &["config"]).env_remove("MENDAN_SECRET").output().expect("the binary runs");
        assert!(config.status.success());
        let file = mendan_store::sqlite_path(&home.url).expect("a file").with_file_name("secret");
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).expect("the secret").permissions());
        assert_eq!(mode & 0o777, 0o600);
        assert!(fs::read_to_string(&file).expect("text").trim().len() >= 32);
    }
}
