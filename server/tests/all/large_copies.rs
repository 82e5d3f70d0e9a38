//! A city with many bookings is copied to the other engine and back, backed up and restored: every row, every rule, counted and summed.
//! `make torture` does it with a hundred thousand bookings.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::Instant;

use mendan_store::testing::bare_postgres;

use crate::support::Engine;
use crate::support::database::Database;
use crate::support::server::{Home, Setup};
use crate::support::wait::rounds;

/// Bookings of years, one after the other with one nurse.
const FEW: usize = 2_000;
const MANY: usize = 100_000;
/// Seconds of one with what follows it: ten ticks of the guard.
const BUSY: i64 = 3000;

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What a copy says of each table: rows and digest.
fn sums(output: &Output, bookings: i64) -> Vec<String> {
    let whole = format!("copied: cities 1, bookings {bookings}");
    assert!(output.status.success() && said(output).contains(&whole), "{whole}: {}", said(output));
    String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.len() == 61).map(str::to_owned).collect()
}

/// Writes bookings that took place, like one that was made at the front door; with the times they took.
async fn fill(db: &Database, bookings: usize) {
    let columns: Vec<(String,)> = db.rows("SELECT name FROM pragma_table_info('booking')").await;
    // Between the demo's and those of the front door, which are the first and the last ones, and so those that are opened to see
    // whether the secret is right.
    let base = db.count("SELECT MAX(id) FROM booking WHERE email IS NULL OR email NOT LIKE 'haha%'").await;
    let value = |column: &str| match column {
        "id" => format!("{base} + i"),
        "reference" => "printf('B%07d', i)".to_owned(),
        "token_hash" => "CAST(printf('hash of %d', i) AS BLOB)".to_owned(),
        "uid" => "'u' || i || '@city.kaku.example'".to_owned(),
        "email" => "'oya' || i || '@mail.kaku.example'".to_owned(),
        "family_name" => "'架空' || i".to_owned(),
        "status" => "'fulfilled'".to_owned(),
        "mode" => "'phone'".to_owned(),
        "open" => "0".to_owned(),
        // Bound to its own row, it would open in no other.
        "private_sealed" => "x'00'".to_owned(),
        "token_sealed" | "cancel_reason_sealed" | "room_id" | "room_lane" | "joint_staff_id" | "video_url" => {
            "NULL".to_owned()
        }
        "busy_from" | "starts_at" | "created_at" | "updated_at" => {
            format!("(b.starts_at / 300 * 300) - 31536000 - i * {BUSY}")
        }
        "ends_at" => format!("(b.starts_at / 300 * 300) - 31536000 - i * {BUSY} + 2400"),
        "busy_until" => format!("(b.starts_at / 300 * 300) - 31536000 - i * {BUSY} + {BUSY}"),
        same => format!("b.{same}"),
    };
    let names = columns.iter().map(|(name,)| name.as_str()).collect::<Vec<_>>().join(", ");
    let values = columns.iter().map(|(name,)| value(name)).collect::<Vec<_>>().join(", ");
    let numbers = format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {bookings})");
    let ticks = "WITH RECURSIVE t(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM t WHERE j < 9)";
    db.execute(&format!(
        "BEGIN; \
         {numbers} INSERT INTO booking ({names}) SELECT {values} FROM n, (SELECT * FROM booking WHERE email LIKE 'haha%' LIMIT 1) AS b; \
         {ticks} INSERT INTO occupied SELECT 1, b.staff_id, 0, b.busy_from / 300 + j, 1, b.id FROM booking AS b, t WHERE b.id > {base} AND b.id <= {base} + {bookings}; \
         COMMIT"
    ))
    .await;
}

#[test]
fn a_city_of_many_bookings_moves_there_and_back_and_is_restored() {
    crate::support::run(async {
        let home = Home::new(Engine::Sqlite).await;
        let server = home.serve().await;
        let slots = server.client.slots("video").await;
        // The sealed ones, which have to open wherever they are.
        let kept = server.client.booked(1, &slots[40], "video").await;
        for n in 2..8 {
            server.client.booked(n, &slots[40 + 10 * n], "video").await;
        }
        server.kill();
        let bookings = rounds(FEW, MANY);
        fill(&home.db, bookings).await;
        let count = home.db.count("SELECT COUNT(*) FROM booking").await;
        assert!(count > i64::try_from(bookings).expect("a number"));
        home.db.check().await;

        let (there, back) = (bare_postgres().await, home.folder.join("back.db"));
        let back = format!("sqlite://{}", back.display());
        let first = timed("SQLite to PostgreSQL", || sums(&home.run(&["copy", &home.url, &there.url]), count));
        let second = timed("PostgreSQL to SQLite", || sums(&home.run(&["copy", &there.url, &back]), count));
        assert_eq!(first.len(), mendan_store::transfer::TABLES.len());
        assert_eq!(first, second, "every table has the same rows and digests");
        let [postgres, sqlite] =
            [(Engine::Postgres, &there.url), (Engine::Sqlite, &back)].map(|(engine, url)| Database::open(engine, url));
        postgres.check().await;
        sqlite.check().await;
        // Counted and digested by other means than the copy's own.
        let whole = home.db.fingerprint().await;
        assert_eq!(without(sqlite.fingerprint().await, ITS_OWN), without(whole.clone(), ITS_OWN));
        sqlite.close().await;

        let night = home.folder.join("night.db");
        let name = night.to_str().expect("UTF-8");
        timed("backup with its drill", || succeeded(&home.run(&["backup", name, "--drill"])));
        home.db.close().await;
        let kept_aside = aside(&home);
        timed("restore", || succeeded(&home.run(&["restore", name])));
        assert!(aside(&home).len() > kept_aside.len(), "what was there is put aside");
        let restored = Database::open(Engine::Sqlite, &home.url);
        restored.check().await;
        let mut again = restored.fingerprint().await;
        // The mark that it was a backup is all that is new.
        assert!(again.remove(MARK).is_some_and(|mark| mark.starts_with("1 rows")), "{again:?}");
        assert_eq!(again, without(whole, MARK));
        restored.close().await;
        let server = home.serve_with(Setup { more: vec![("MENDAN_LOG", "warn".into())], ..Setup::default() }).await;
        assert_eq!(server.client.read(&kept.token).await.expect(200).booking().reference, kept.reference);
    });
}

/// When its migrations were applied, and how long they took, is a database's own.
const ITS_OWN: &str = "_sqlx_migrations";
/// Says of a database that it was a backup.
const MARK: &str = "backup_mark";

fn without(mut tables: BTreeMap<String, String>, table: &str) -> BTreeMap<String, String> {
    tables.remove(table);
    tables
}

fn succeeded(output: &Output) {
    assert!(output.status.success(), "{}", said(output));
}

/// Says how long it took: `make torture` shows it.
fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    println!("{what}: {:.1} s", begun.elapsed().as_secs_f32());
    done
}

/// Databases that a restore put aside.
fn aside(home: &Home) -> Vec<String> {
    let database = mendan_store::sqlite_path(&home.url).expect("a file");
    let folder = fs::read_dir(database.parent().unwrap_or_else(|| Path::new("."))).expect("the folder");
    let names = folder.map(|entry| entry.expect("a file").file_name().into_string().expect("UTF-8"));
    names.filter(|name| name.contains(".before-")).collect()
}
