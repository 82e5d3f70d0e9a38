//! The store cannot write: the disk is full, another program keeps the tables, a right is missing. Pages are read, writing is
//! refused soon, nobody looks unnoted, and it passes by itself.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::process::CommandExt as _;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Booked, Browser, Slot};
use crate::support::clock::now;
use crate::support::database::Database;
use crate::support::disk::{Disk, Way};
use crate::support::http::Answer;
use crate::support::people::{KIND, email};
use crate::support::server::{Home, Server, Setup};
use crate::support::wait::{until, until_true};

on_both_engines!(a_lock_of_ten_seconds_stops_writing_only);

/// Whoever asks is answered within.
const PATIENCE: Duration = Duration::from_secs(3);

/// A city in which somebody has booked, and somebody is signed in.
struct City<'a> {
    server: &'a Server,
    db: &'a Database,
    staff: Browser,
    slots: Vec<Slot>,
    booked: Booked,
    id: i64,
    /// How often the booking was opened.
    opened: i64,
}

impl<'a> City<'a> {
    async fn new(server: &'a Server, db: &'a Database) -> Self {
        let slots = server.client.slots("video").await;
        let slots: Vec<Slot> =
            slots.into_iter().filter(|slot| slot.starts_at.timestamp() > now() + 48 * 3600).collect();
        let booked = server.client.booked(1, &slots[0], "video").await;
        let id = db.count(&format!("SELECT MAX(id) FROM booking WHERE email = '{}'", email(1))).await;
        let staff = Browser::new(server.client);
        staff.sign_in("uketsuke").await;
        Self { server, db, staff, slots, booked, id, opened: 0 }
    }

    /// Everything that only looks is shown, in time.
    async fn can_be_read(&mut self) {
        let client = self.server.client;
        in_time(client.get(&format!("/book/{KIND}"))).await.expect(200);
        in_time(client.get(&format!("/b/{}", self.booked.token))).await.expect(200);
        let day = format!("/staff?date={}", self.slots[0].starts_at.date_naive());
        let page = in_time(self.staff.get(&day)).await.expect(200).text();
        assert!(page.contains(&format!("booking={}", self.id)), "the day shows the booking");
        in_time(self.staff.get(&format!("{day}&booking={}", self.id))).await.expect(200);
        self.opened += 1;
        // The search comes back at once, or by way of the session.
        let mut found = in_time(self.staff.post("/staff/desk/search", &[("q", &self.booked.reference)])).await;
        if found.status == 303 {
            found = in_time(self.staff.get("/staff/desk")).await;
        }
        self.opened += 1; // the only one that is found is opened
        assert!(found.expect(200).text().contains(&self.booked.reference), "the desk finds the booking");
    }

    /// Whether a booking can be made; if not it is refused as it should be, in time.
    async fn can_book(&self, n: usize) -> bool {
        let answer = in_time(async {
            self.server.client.try_book(n, &self.slots[n].id, "video", &format!("key-of-{n}")).await.expect("an answer")
        });
        let answer = answer.await;
        if answer.status == 201 {
            return true;
        }
        assert!(answer.clone().expect(503).header("retry-after").is_some());
        false
    }

    /// `/readyz` and the metric say so.
    async fn is_said(&self, writes: &str) {
        until(&format!("/readyz to say that writes are {writes}"), async || {
            let ready = self.server.client.get("/readyz").await.expect(200).text();
            ready.starts_with(&format!("ready\nwrites: {writes}\n")).then_some(())
        })
        .await;
        let metric = format!("mendan_writes_ok {}", u8::from(writes == "ok"));
        let metrics = self.server.client.get("/metrics").await.expect(200).text();
        assert!(metrics.lines().any(|line| line == metric), "{metric}");
    }

    /// Each opening of the booking stands in the audit log, once.
    async fn every_view_is_noted(&self) {
        let sql = format!("SELECT COUNT(*) FROM audit WHERE action = 'view' AND subject_id = {}", self.id);
        until_true("every view to stand in the audit log", async || self.db.count(&sql).await >= self.opened).await;
        assert_eq!(self.db.count(&sql).await, self.opened, "once");
    }
}

async fn in_time(asking: impl Future<Output = Answer>) -> Answer {
    let begun = Instant::now();
    let answer = asking.await;
    assert!(begun.elapsed() < PATIENCE, "an answer {} after {:?}", answer.status, begun.elapsed());
    answer
}

/// T19.
async fn a_lock_of_ten_seconds_stops_writing_only(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let mut city = City::new(&server, &home.db).await;
    city.is_said("ok").await;
    let lock = match engine {
        Engine::Sqlite => "BEGIN IMMEDIATE",
        Engine::Postgres => {
            "BEGIN; LOCK TABLE booking, client, hold, occupied, outbox, audit, session, idempotency \
             IN SHARE ROW EXCLUSIVE MODE"
        }
    };
    home.db.execute(lock).await;
    let locked = Instant::now();
    assert!(!city.can_book(2).await);
    city.is_said("failing").await;
    while locked.elapsed() < Duration::from_secs(10) {
        city.can_be_read().await;
        // Many at once wait no longer than one.
        let answers = (2..8).map(|n| city.can_book(n));
        assert!(futures::future::join_all(answers).await.iter().all(|booked| !booked));
        let taken = Browser::new(server.client);
        let wish = [("slot_id", city.slots[9].id.as_str()), ("mode", "video")];
        let refused = in_time(taken.post("/hold", &wish)).await.expect(503);
        assert!(refused.header("retry-after").is_some());
        let ready = server.client.get("/readyz").await.expect(200).text();
        assert!(ready.starts_with("ready\nwrites: failing\n"), "{ready}");
    }
    home.db.execute("ROLLBACK").await;

    until_true("a booking to succeed", async || city.can_book(2).await).await;
    city.is_said("ok").await;
    city.can_be_read().await;
    city.every_view_is_noted().await;
    home.db.check().await;
}

/// T18, in one way.
async fn a_full_disk(wanted: Way) {
    let home = Home::new(Engine::Sqlite).await;
    let disk = Disk::new(home.folder.join("disk"), wanted);
    let setup = Setup { more: vec![("MENDAN_DATABASE_URL", disk.database())], ..Setup::default() };
    let server = home.serve_with(setup).await;
    let db = Database::open(Engine::Sqlite, &disk.database());
    let mut city = City::new(&server, &db).await;
    let mut next = 2;
    for _ in 0..2 {
        city.is_said("ok").await;
        disk.fill(&server);
        // What the journal has room for is still booked.
        while city.can_book(next).await {
            next += 1;
        }
        city.is_said("failing").await;
        for _ in 0..3 {
            city.can_be_read().await;
            assert!(!city.can_book(next).await);
            let ready = server.client.get("/readyz").await.expect(200).text();
            assert!(ready.starts_with("ready\nwrites: failing\n"), "{ready}");
        }
        disk.free(&server);
        city.is_said("ok").await;
        assert!(city.can_book(next).await, "by itself, under the same key");
        assert_eq!(db.bookings_of(&email(next)).await, 1);
        next += 1;
        city.can_be_read().await;
        city.every_view_is_noted().await;
    }
    db.check().await;
    server.kill();
}

#[test]
fn a_full_disk_stops_writing_only() {
    crate::support::run(a_full_disk(Way::Mounted));
}

#[test]
fn files_that_may_not_grow_stop_writing_only() {
    crate::support::run(a_full_disk(Way::Limited));
}

/// Views that wait when the server ends stand in the log after its next start.
#[test]
fn views_that_waited_outlive_a_crash() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let server = home.serve().await;
        let mut city = City::new(&server, &home.db).await;
        home.db.execute("BEGIN IMMEDIATE").await;
        city.can_be_read().await;
        let (id, opened) = (city.id, city.opened);
        drop(city);
        server.kill();
        home.db.execute("ROLLBACK").await;
        let _server = home.serve().await;
        let sql = format!("SELECT COUNT(*) FROM audit WHERE action = 'view' AND subject_id = {id}");
        until_true("every view to stand in the audit log", async || home.db.count(&sql).await == opened).await;
    });
}

/// A PostgreSQL that turns read-only (a standby took its place) and back.
#[test]
fn a_database_that_becomes_read_only_is_read() {
    crate::support::run(async {
        let home = Home::new(Engine::Postgres).await;
        let server = home.serve().await;
        let mut city = City::new(&server, &home.db).await;
        let turn = async |how: &str| {
            let text = format!(
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {how}', current_database()); END $$; \
                 SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()"
            );
            home.db.execute(&text).await;
        };
        turn("SET default_transaction_read_only = on").await;
        city.is_said("failing").await;
        city.can_be_read().await;
        assert!(!city.can_book(2).await);
        turn("RESET default_transaction_read_only").await;
        city.is_said("ok").await;
        assert!(city.can_book(2).await);
        city.every_view_is_noted().await;
    });
}

/// Starts the server as somebody whom file modes bind; they do not bind root.
fn serve_unprivileged(home: &Home, setup: &Setup) -> Output {
    let command = home.command(setup, &["serve"]);
    let mut unprivileged = Command::new(command.get_program());
    let root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    if root {
        // Where it lies, others may not be let in.
        let copy = home.folder.join("mendan");
        if !copy.exists() {
            fs::copy(command.get_program(), &copy).expect("a copy of the binary");
        }
        unprivileged = Command::new(copy);
        unprivileged.uid(65_534).gid(65_534);
    }
    let variables = command.get_envs().filter_map(|(name, value)| value.map(|value| (name, value)));
    unprivileged.arg("serve").env_clear().envs(variables).current_dir(&home.folder).output().expect("the binary runs")
}

#[test]
fn what_may_not_be_written_is_named_at_the_start() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let mode = |path: &std::path::Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
        };
        let folder = home.folder.join("data");
        let file = folder.join("mendan.db");
        fs::create_dir_all(&folder).unwrap();
        fs::write(&file, "").unwrap();
        mode(&home.folder, 0o755);
        let address = format!("sqlite://{}", file.display());
        let setup = Setup { more: vec![("MENDAN_DATABASE_URL", address)], ..Setup::default() };
        for (folder_mode, file_mode, named) in [
            (0o777, 0o444, format!("write to the file {}", file.display())),
            (0o555, 0o666, folder.display().to_string()),
        ] {
            mode(&file, file_mode);
            mode(&folder, folder_mode);
            let done = serve_unprivileged(&home, &setup);
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            assert!(!done.status.success(), "{said}");
            assert!(said.contains("must be allowed to") && said.contains(&named) && said.contains("denied"), "{said}");
            mode(&folder, 0o777);
        }
    });
}

#[test]
fn a_symbolic_link_to_the_database_lets_no_second_server_run() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let server = home.serve().await;
        let link = home.folder.join("other.db");
        symlink(mendan_store::sqlite_path(&home.url).expect("a file"), &link).unwrap();
        let more = vec![
            ("MENDAN_DATABASE_URL", format!("sqlite://{}", link.display())),
            ("MENDAN_LISTEN", format!("127.0.0.1:{}", crate::support::server::free_port())),
        ];
        let second = home.command(&Setup { more, ..Setup::default() }, &["serve"]).output().expect("the binary runs");
        let said = String::from_utf8_lossy(&second.stderr).into_owned();
        assert!(!second.status.success() && said.contains("another mendan serves"), "{said}");
        server.client.get("/readyz").await.expect(200);
    });
}

#[test]
fn a_path_with_a_question_mark_is_refused() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        for name in ["mendan.db?mode=memory", "mendan#1.db", "mendan%41.db"] {
            let address = format!("sqlite://{}", home.folder.join("new").join(name).display());
            let setup = Setup { more: vec![("MENDAN_DATABASE_URL", address)], ..Setup::default() };
            let done = home.command(&setup, &["serve"]).output().expect("the binary runs");
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            assert!(!done.status.success() && said.contains("must not contain") && said.contains(name), "{said}");
        }
        assert!(!home.folder.join("new").exists(), "nothing was made");
    });
}
