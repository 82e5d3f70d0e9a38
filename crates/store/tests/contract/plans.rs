//! No statement walks a whole table: what is asked at every request must not grow with history.

use mendan_store::testing::{Fresh, fresh_postgres, fresh_sqlite};
use sqlx::{AssertSqlSafe, Connection, Executor as _, PgConnection, Row as _, SqliteConnection};

use crate::sample::{begin, booking, city, insert, slot};

/// Few rows for ever, or asked for by the whole.
const WHOLE: [&str; 11] = [
    "UNSOUND_TIMES",
    "UNSOUND_STRAYS",
    "UNSOUND_TWICE",
    "UNSOUND_SEARCH",
    "TABLE_COLUMNS",
    "HOLDINGS",
    "MUNICIPALITIES",
    "MIGRATIONS_APPLIED",
    "ALARMS",
    "BACKUP_MARK",
    "BACKUP_MARK_FORGET",
];
/// Few times in years an administrator deletes what nobody has used; the engine makes sure that nothing points there.
const RARE: [&str; 5] = ["OFFICE_ROOMS_DELETE", "OFFICE_STAFF_DELETE", "OFFICE_DELETE", "KIND_DELETE", "STAFF_DELETE"];
/// What the statement makes itself.
const OWN: [&str; 10] = [
    "SCAN t",
    "SCAN first",
    "SCAN other",
    "SCAN step",
    "SCAN met",
    "SCAN hit",
    "SCAN ranked",
    "SCAN (subquery",
    "SCAN json_each",
    "SCAN CONSTANT",
];
/// Indexes of few rows: what has not left, what has no terms yet.
const PARTIAL: [&str; 3] = ["outbox_due", "outbox_waiting", "booking_without_terms"];

async fn sqlite_plan(conn: &mut SqliteConnection, text: &str) -> String {
    let rows = conn.fetch_all(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"))).await.unwrap();
    rows.iter().map(|row| row.get::<String, _>("detail") + "\n").collect()
}

/// The plan for any values, with whole tables as the last resort.
async fn postgres_plan(conn: &mut PgConnection, text: &str) -> String {
    let values = (1..=100).rev().find(|n| text.contains(&format!("${n}"))).unwrap_or(0);
    let nulls = vec!["NULL"; values].join(", ");
    let execute = if values == 0 { "p".to_owned() } else { format!("p({nulls})") };
    conn.execute(AssertSqlSafe(format!("PREPARE p AS {text}"))).await.unwrap();
    let rows = conn.fetch_all(sqlx::raw_sql(AssertSqlSafe(format!("EXPLAIN EXECUTE {execute}")))).await.unwrap();
    conn.execute("DEALLOCATE p").await.unwrap();
    rows.iter().map(|row| row.get::<String, _>(0) + "\n").collect()
}

async fn postgres(fresh: &Fresh) -> PgConnection {
    let mut conn = PgConnection::connect(&fresh.url).await.unwrap();
    conn.execute("SET enable_seqscan = off").await.unwrap();
    conn.execute("SET plan_cache_mode = force_generic_plan").await.unwrap();
    conn
}

#[tokio::test]
async fn no_statement_walks_a_whole_table_on_sqlite() {
    let fresh = fresh_sqlite().await;
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    for (name, text) in fresh.engine.statements() {
        let plan = sqlite_plan(&mut conn, text).await;
        let walks = plan.lines().any(|line| {
            line.starts_with("SCAN ")
                && !OWN.iter().any(|own| line.starts_with(own))
                && !PARTIAL.iter().any(|index| line.contains(index))
        });
        assert!(!walks || WHOLE.contains(&name) || RARE.contains(&name), "{name}:\n{plan}");
    }
}

#[tokio::test]
async fn no_statement_walks_a_whole_table_on_postgres() {
    let fresh = fresh_postgres().await;
    let mut conn = postgres(&fresh).await;
    // A lock reads nothing and has no plan.
    for (name, text) in fresh.engine.statements().into_iter().filter(|(_, text)| !text.starts_with("LOCK ")) {
        let plan = postgres_plan(&mut conn, text).await;
        assert!(!plan.contains("Seq Scan") || WHOLE.contains(&name), "{name}:\n{plan}");
    }
}

fn statement(fresh: &Fresh, name: &str) -> &'static str {
    fresh.engine.statements().into_iter().find(|(known, _)| *known == name).unwrap().1
}

#[tokio::test]
async fn listing_reads_its_index_alone_and_in_order_on_sqlite() {
    let fresh = fresh_sqlite().await;
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    let plan = sqlite_plan(&mut conn, statement(&fresh, "TIMES_OF_KIND")).await;
    assert!(plan.contains("USING COVERING INDEX slot_offer") && !plan.contains("TEMP B-TREE"), "{plan}");
    let plan = sqlite_plan(&mut conn, statement(&fresh, "STANDING")).await;
    assert!(plan.contains("COVERING INDEX booking_busy (municipality_id=? AND busy_from>? AND busy_from<?)"), "{plan}");
    assert!(plan.contains("INDEX hold_busy (municipality_id=? AND busy_from>? AND busy_from<?)"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    let plan = sqlite_plan(&mut conn, statement(&fresh, "CANDIDATES")).await;
    assert!(plan.contains("COVERING INDEX slot_offer (kind_id=? AND office_id=? AND starts_at=?)"), "{plan}");
    assert!(plan.contains("COVERING INDEX booking_of_staff (staff_id=? AND starts_at>? AND starts_at<?)"), "{plan}");
    let plan = sqlite_plan(&mut conn, statement(&fresh, "NURSE_OF_CLIENT")).await;
    assert!(plan.contains("COVERING INDEX booking_of_client (client_id=?)") && !plan.contains("TEMP B-TREE"), "{plan}");
}

/// A month is counted from its own rows, and each of its times asks the guard once.
#[tokio::test]
async fn a_month_reads_its_own_days_and_nothing_before_or_after() {
    let fresh = fresh_sqlite().await;
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    for name in ["BOOKINGS_WITHIN", "BOOKINGS_COUNTED"] {
        let plan = sqlite_plan(&mut conn, statement(&fresh, name)).await;
        assert!(
            plan.contains("INDEX booking_of_day (municipality_id=? AND starts_at>? AND starts_at<?)"),
            "{name}: {plan}"
        );
    }
    let plan = sqlite_plan(&mut conn, statement(&fresh, "TIMES_COUNTED")).await;
    assert!(
        plan.contains("SEARCH s USING INDEX slot_of_day (municipality_id=? AND starts_at>? AND starts_at<?)"),
        "{plan}"
    );
    assert!(plan.contains("SEARCH k USING INTEGER PRIMARY KEY (rowid=?)"), "{plan}");
    let guard = "SEARCH o USING PRIMARY KEY (resource_kind=? AND resource_id=? AND lane=? AND tick>? AND tick<?)";
    assert!(plan.contains(guard), "{plan}");
    let fresh = fresh_postgres().await;
    fill(&fresh).await;
    let mut conn = postgres(&fresh).await;
    conn.execute("VACUUM ANALYZE").await.unwrap();
    for (name, index) in [
        ("BOOKINGS_WITHIN", "booking_of_day"),
        ("BOOKINGS_COUNTED", "booking_of_day"),
        ("TIMES_COUNTED", "occupied_pkey"),
    ] {
        let plan = postgres_plan(&mut conn, statement(&fresh, name)).await;
        assert!(plan.contains(index), "{name}: {plan}");
    }
}

/// Every page of the staff's asks what comes next: a nurse's day is read, never the city's.
#[tokio::test]
async fn what_comes_next_is_read_out_of_her_own_day() {
    let fresh = fresh_sqlite().await;
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    let plan = sqlite_plan(&mut conn, statement(&fresh, "NEXT_OF_NURSE")).await;
    assert!(plan.contains("INDEX booking_of_staff (staff_id=? AND starts_at>? AND starts_at<?)"), "{plan}");
    assert!(plan.contains("INDEX booking_of_second (joint_staff_id=? AND starts_at>? AND starts_at<?)"), "{plan}");
    let plan = sqlite_plan(&mut conn, statement(&fresh, "NEWS_OF_NURSE")).await;
    assert!(plan.contains("INDEX staff_news_of (municipality_id=? AND staff_id=? AND at>?)"), "{plan}");
    let fresh = fresh_postgres().await;
    fill(&fresh).await;
    let mut conn = postgres(&fresh).await;
    conn.execute("VACUUM ANALYZE").await.unwrap();
    let plan = postgres_plan(&mut conn, statement(&fresh, "NEXT_OF_NURSE")).await;
    assert!(plan.contains("booking_of_staff") && plan.contains("booking_of_second"), "{plan}");
}

/// Reminders wait for months: whoever looks for what is due must not meet them.
#[tokio::test]
async fn what_is_due_is_found_in_order_of_age_and_nothing_else_is_met() {
    let fresh = fresh_sqlite().await;
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    for name in ["OUTBOX_IS_DUE", "OUTBOX_CLAIM"] {
        let plan = sqlite_plan(&mut conn, statement(&fresh, name)).await;
        assert!(plan.contains("INDEX outbox_due (due_at<?)"), "{name}: {plan}");
        assert!(!plan.contains("outbox_waiting") && !plan.contains("SCAN outbox"), "{name}: {plan}");
    }
    let fresh = fresh_postgres().await;
    let mut conn = postgres(&fresh).await;
    for name in ["OUTBOX_IS_DUE", "OUTBOX_CLAIM"] {
        let plan = postgres_plan(&mut conn, statement(&fresh, name)).await;
        assert!(plan.contains("outbox_due") && !plan.contains("outbox_waiting"), "{name}: {plan}");
    }
}

/// The log grows for years: whoever looks for what waits to be sealed must not meet it.
#[tokio::test]
async fn what_waits_to_be_sealed_is_found_by_its_index() {
    let fresh = fresh_sqlite().await;
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    let plan = sqlite_plan(&mut conn, statement(&fresh, "AUDIT_WAITING")).await;
    assert!(plan.contains("SEARCH audit USING INDEX audit_waiting (municipality_id=? AND id>?)"), "{plan}");
    assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    let fresh = fresh_postgres().await;
    let mut conn = postgres(&fresh).await;
    let plan = postgres_plan(&mut conn, statement(&fresh, "AUDIT_WAITING")).await;
    assert!(plan.contains("audit_waiting"), "{plan}");
}

#[tokio::test]
async fn searching_walks_the_terms_and_then_what_they_lead_to() {
    let fresh = fresh_sqlite().await;
    let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
    let plan = sqlite_plan(&mut conn, statement(&fresh, "BOOKINGS_FOUND")).await;
    assert!(plan.contains("SEARCH t USING PRIMARY KEY (municipality_id=? AND term>? AND term<?)"), "{plan}");
    assert_eq!(plan.matches("USING INTEGER PRIMARY KEY (rowid=?)").count(), 2, "{plan}");
    let fresh = fresh_postgres().await;
    fill(&fresh).await;
    let mut conn = postgres(&fresh).await;
    conn.execute("VACUUM ANALYZE").await.unwrap();
    let plan = postgres_plan(&mut conn, statement(&fresh, "BOOKINGS_FOUND")).await;
    assert!(plan.contains("search_term_pkey") && plan.contains("booking_pkey"), "{plan}");
}

/// Enough for one index to be better than another.
async fn fill(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    for k in 0..500 {
        let mut booking = booking(&city, k, k * 30);
        booking.claim.staff = city.staff[usize::try_from(k % 5).unwrap()];
        assert!(insert(&mut tx, &booking).await);
    }
    let slots: Vec<_> = (0..2000).map(|k| slot(&city, k, usize::try_from(k % 5).unwrap(), 0, k / 5 * 30)).collect();
    tx.slots_insert(city.id, &slots).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn listing_reads_its_index_alone_and_in_order_on_postgres() {
    let fresh = fresh_postgres().await;
    fill(&fresh).await;
    let mut conn = postgres(&fresh).await;
    conn.execute("VACUUM ANALYZE").await.unwrap();
    let plan = postgres_plan(&mut conn, statement(&fresh, "TIMES_OF_KIND")).await;
    assert!(plan.contains("Index Only Scan using slot_offer") && !plan.contains("Sort"), "{plan}");
    let plan = postgres_plan(&mut conn, statement(&fresh, "STANDING")).await;
    assert!(plan.contains("Index Only Scan using booking_busy") && plan.contains("hold_busy"), "{plan}");
    let plan = postgres_plan(&mut conn, statement(&fresh, "CANDIDATES")).await;
    assert!(plan.contains("Index Only Scan using slot_offer"), "{plan}");
    assert!(plan.contains("Index Only Scan using booking_of_staff"), "{plan}");
    let plan = postgres_plan(&mut conn, statement(&fresh, "NURSE_OF_CLIENT")).await;
    assert!(plan.contains("Index Only Scan Backward using booking_of_client") && !plan.contains("Sort"), "{plan}");
}
