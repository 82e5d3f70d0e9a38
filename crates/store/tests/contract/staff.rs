//! Members of staff, their sessions, and the audit log.

use chrono::NaiveDate;
use mendan_domain::booking::mode::Modes;
use mendan_domain::ids::{AuditId, MunicipalityId, OfficeId, PartnerKeyId};
use mendan_domain::staff::{Profession, Role};
use mendan_service::model::{AuditEntry, AuditLine, Session, SetupRow, StaffMember, Work};
use mendan_service::staff::factor::kind::ProvenBy;
use mendan_service::upkeep::repository::Over;
use mendan_store::on_both_engines;
use mendan_store::testing::{Engine, Fresh};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};

use crate::sample::{at, begin, city, member, read};

on_both_engines!(
    a_member_is_found_by_her_sign_in_name,
    a_taken_sign_in_name_is_refused,
    old_twins_sign_in_by_exactly_their_letters,
    a_changed_member_is_read_again,
    a_password_is_read_and_set_by_itself,
    a_session_lives_until_it_is_ended,
    a_session_is_read_with_its_member_as_she_is_now,
    an_audit_line_is_kept,
    lines_about_one_thing_are_read_oldest_first,
);

async fn a_member_is_found_by_her_sign_in_name(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = read(fresh).await;
    let found = tx.staff_by_login(city.id, "nurse-22").await.unwrap();
    assert_eq!(found.as_ref(), Some(&city.catalogue.staff[1]));
    for login in ["NURSE-22", " ｎｕｒｓｅ－22\u{200B}"] {
        assert_eq!(tx.staff_by_login(city.id, login).await.unwrap(), found, "{login:?}");
    }
    for login in ["nurse-99", "", "a\0b", "%"] {
        assert_eq!(tx.staff_by_login(city.id, login).await.unwrap(), None, "{login:?}");
    }
}

async fn a_taken_sign_in_name_is_refused(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let mut tx = begin(fresh).await;
    let twin = StaffMember { login: "nurse-21".into(), ..member(1, 1027, vec![city.offices[0]]) };
    assert!(!tx.staff_insert(&twin, "-").await.unwrap());
    let twin = StaffMember { login: "Nurse-21".into(), ..twin };
    assert!(!tx.staff_insert(&twin, "-").await.unwrap(), "case makes no other name");
    let nowhere = StaffMember { offices: vec![], ..member(1, 1026, vec![]) };
    assert!(tx.staff_insert(&nowhere, "-").await.unwrap());
    assert_eq!(tx.staff_by_login(city.id, "nurse-26").await.unwrap(), Some(nowhere));
}

/// Members whose names differ by case only, from before that was refused: as the migration leaves them.
async fn old_twins_sign_in_by_exactly_their_letters(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let execute = async |text: String| match fresh.engine {
        Engine::Sqlite => {
            SqliteConnection::connect(&fresh.url).await.unwrap().execute(AssertSqlSafe(text)).await.unwrap();
        }
        Engine::Postgres => {
            PgConnection::connect(&fresh.url).await.unwrap().execute(AssertSqlSafe(text)).await.unwrap();
        }
    };
    execute("DROP INDEX staff_login".into()).await;
    for (id, login) in [(1021, "Tanaka"), (1022, "tanaka"), (1023, "TANAKA"), (1024, "Sato"), (1025, "SATO")] {
        execute(format!("UPDATE staff SET login = '{login}' WHERE id = {id}")).await;
    }
    let migration = match fresh.engine {
        Engine::Sqlite => include_str!("../../../../migrations/sqlite/0006_writing.sql"),
        Engine::Postgres => include_str!("../../../../migrations/postgres/0006_writing.sql"),
    };
    execute(migration[migration.find("UPDATE staff").unwrap()..].into()).await;
    let mut tx = begin(fresh).await;
    for (login, id) in [
        ("Tanaka", 1021),
        ("tanaka", 1022),
        ("TANAKA", 1023),
        ("tAnaka", 1022),
        ("Ｔanaka", 1021),
        ("Sato", 1024),
        ("sato", 1024),
        ("SATO", 1025),
    ] {
        assert_eq!(tx.staff_by_login(city.id, login).await.unwrap().map(|member| member.id.0), Some(id), "{login}");
    }
    for login in ["Tanaka", "tanaka", "TANAKA", "TaNaKa", "sato", "SATO"] {
        let third = StaffMember { login: login.into(), ..member(1, 1028, vec![]) };
        assert!(!tx.staff_insert(&third, "-").await.unwrap(), "{login}");
    }
}

async fn a_changed_member_is_read_again(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let changed = StaffMember {
        display_name: "鈴木".into(),
        role: Role::Administrator,
        profession: Profession::Clerk,
        video_url: Some("https://meet.example.jp/s".into()),
        disabled: true,
        here_only: false,
        work: Work { modes: Modes::from_bits(6), daily_max: Some(50), joint: false },
        offices: vec![OfficeId(1002), OfficeId(1003)],
        ..city.catalogue.staff[0].clone()
    };
    let mut tx = begin(fresh).await;
    tx.staff_update(&changed).await.unwrap();
    assert_eq!(tx.staff_by_login(city.id, "nurse-21").await.unwrap().as_ref(), Some(&changed));
    let all = tx.catalogue(city.id, NaiveDate::default()).await.unwrap().unwrap().staff;
    assert_eq!((&all[0], &all[1]), (&changed, &city.catalogue.staff[1]));
    // And back: nothing of it is written for ever.
    let before = StaffMember { offices: vec![], ..city.catalogue.staff[0].clone() };
    tx.staff_update(&before).await.unwrap();
    assert_eq!(tx.staff_by_login(city.id, "nurse-21").await.unwrap(), Some(before));
}

async fn a_password_is_read_and_set_by_itself(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let hers = one.staff[0];
    let mut tx = begin(fresh).await;
    assert_eq!(tx.password_hash(one.id, hers).await.unwrap().as_deref(), Some("$argon2id$"));
    assert_eq!(tx.password_hash(two.id, hers).await.unwrap(), None, "another city's");
    let version = tx.catalogue(one.id, NaiveDate::default()).await.unwrap().unwrap().versions.of(SetupRow::Staff(hers));
    assert!(!tx.password_set(two.id, hers, "foreign", None).await.unwrap());
    assert!(!tx.password_set(one.id, hers, "late", Some("$argon2$")).await.unwrap(), "somebody else was faster");
    assert!(tx.password_set(one.id, hers, "second", Some("$argon2id$")).await.unwrap());
    // Somebody else made it, until she makes another.
    assert_eq!(tx.password_until(one.id, hers).await.unwrap(), None);
    tx.password_until_set(two.id, hers, at(8)).await.unwrap();
    assert_eq!(tx.password_until(one.id, hers).await.unwrap(), None, "another city's");
    tx.password_until_set(one.id, hers, at(9)).await.unwrap();
    assert_eq!(tx.password_until(one.id, hers).await.unwrap(), Some(at(9)));
    assert_eq!(tx.password_until(one.id, one.staff[1]).await.unwrap(), None, "hers alone");
    assert!(tx.password_set(one.id, hers, "third", None).await.unwrap());
    assert_eq!(tx.password_until(one.id, hers).await.unwrap(), None);
    assert_eq!(tx.password_hash(one.id, hers).await.unwrap().as_deref(), Some("third"));
    assert_eq!(tx.password_hash(one.id, one.staff[1]).await.unwrap().as_deref(), Some("$argon2id$"), "hers alone");
    let catalogue = tx.catalogue(one.id, NaiveDate::default()).await.unwrap().unwrap();
    assert_eq!(catalogue.versions.of(SetupRow::Staff(hers)), version + 2, "forms that showed her are of before");
    // What else is written of her leaves it alone.
    tx.staff_update(&catalogue.staff[0]).await.unwrap();
    assert_eq!(tx.password_hash(one.id, hers).await.unwrap().as_deref(), Some("third"));
}

async fn a_session_lives_until_it_is_ended(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let session = |k: u8, staff: usize, seen: i64| Session {
        token_hash: vec![k; 32],
        municipality: city.id,
        staff: city.staff[staff],
        created_at: at(0),
        seen_at: at(seen),
        state_sealed: None,
        proven_at: at(0),
        proven_by: ProvenBy::Password,
        browser: "Firefox (Linux)".into(),
        network: "192.0.2.0/24".into(),
        shared: false,
        first_password: false,
    };
    let mut tx = begin(fresh).await;
    for one in [session(1, 0, 0), session(2, 0, 5), session(3, 1, 5), session(4, 2, 9)] {
        tx.session_insert(&one).await.unwrap();
    }
    let changed = Session { seen_at: at(6), state_sealed: Some(vec![8]), ..session(2, 0, 5) };
    tx.session_update(&changed).await.unwrap();
    assert_eq!(tx.session_find(&[2; 32]).await.unwrap().as_ref(), Some(&changed));
    tx.session_seen(&[2; 32], at(7)).await.unwrap();
    assert_eq!(
        tx.session_find(&[2; 32]).await.unwrap(),
        Some(Session { seen_at: at(7), ..changed }),
        "and nothing else"
    );
    assert_eq!(tx.session_find(&[9; 32]).await.unwrap(), None);
    // Hers alone, the one used last first; and whether several use that computer.
    let hers = tx.sessions_of_staff(city.id, city.staff[0]).await.unwrap();
    assert_eq!(hers.iter().map(|one| one.token_hash[0]).collect::<Vec<_>>(), [2, 1]);
    assert!(tx.sessions_of_staff(MunicipalityId(city.id.0 + 1), city.staff[0]).await.unwrap().is_empty());
    tx.session_share(&[2; 32], true).await.unwrap();
    assert!(tx.session_find(&[2; 32]).await.unwrap().unwrap().shared);
    assert!(!tx.session_find(&[1; 32]).await.unwrap().unwrap().shared);
    tx.session_share(&[2; 32], false).await.unwrap();
    assert_eq!(tx.end_over(Over::Sessions, Some(city.id), at(5), 10).await.unwrap(), 1);
    assert_eq!(tx.session_find(&[1; 32]).await.unwrap(), None);
    tx.session_delete(MunicipalityId(city.id.0 + 1), &[3; 32]).await.unwrap();
    assert!(tx.session_find(&[3; 32]).await.unwrap().is_some(), "it is no session of another city");
    tx.session_delete(city.id, &[3; 32]).await.unwrap();
    assert_eq!(tx.session_find(&[3; 32]).await.unwrap(), None);
    // It goes on under another word, and only where it has not ended.
    let renewed = Session { proven_at: at(8), proven_by: ProvenBy::Recovery, ..session(5, 0, 8) };
    assert!(tx.session_renew(&[2; 32], &renewed).await.unwrap());
    assert_eq!(tx.session_find(&[2; 32]).await.unwrap(), None);
    assert_eq!(tx.session_find(&[5; 32]).await.unwrap(), Some(renewed.clone()));
    assert!(!tx.session_renew(&[2; 32], &session(6, 0, 9)).await.unwrap());
    tx.session_insert(&session(7, 0, 9)).await.unwrap();
    tx.other_sessions_delete(city.staff[0], &[7; 32]).await.unwrap();
    assert_eq!(tx.session_find(&[5; 32]).await.unwrap(), None);
    assert!(tx.session_find(&[7; 32]).await.unwrap().is_some() && tx.session_find(&[4; 32]).await.unwrap().is_some());
    tx.sessions_of_staff_delete(city.staff[0]).await.unwrap();
    assert_eq!(tx.session_find(&[7; 32]).await.unwrap(), None);
    assert!(tx.session_find(&[4; 32]).await.unwrap().is_some());
}

async fn a_session_is_read_with_its_member_as_she_is_now(fresh: &Fresh) {
    let (city, other) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let hers = Session {
        token_hash: vec![1; 32],
        municipality: city.id,
        staff: city.staff[0],
        created_at: at(0),
        seen_at: at(5),
        state_sealed: Some(vec![8]),
        proven_at: at(0),
        proven_by: ProvenBy::Password,
        browser: "Firefox (Linux)".into(),
        network: "192.0.2.0/24".into(),
        shared: false,
        first_password: false,
    };
    // A session of one city that names a member of another belongs to nobody.
    let nobodys = Session { token_hash: vec![2; 32], staff: other.staff[0], ..hers.clone() };
    let mut tx = begin(fresh).await;
    for session in [&hers, &nobodys] {
        tx.session_insert(session).await.unwrap();
    }
    tx.commit().await.unwrap();
    let member = city.catalogue.staff[0].clone();
    let found = async || read(fresh).await.session_member(&[1; 32]).await.unwrap();
    assert_eq!(found().await, Some((hers.clone(), member.clone())));
    assert_eq!(read(fresh).await.session_member(&[2; 32]).await.unwrap(), None);
    assert_eq!(read(fresh).await.session_member(&[9; 32]).await.unwrap(), None);
    for offices in [city.offices.to_vec(), vec![]] {
        let changed = StaffMember { role: Role::Receptionist, disabled: true, offices, ..member.clone() };
        let mut tx = begin(fresh).await;
        tx.staff_update(&changed).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(found().await, Some((hers.clone(), changed)));
    }
    let mut tx = begin(fresh).await;
    tx.sessions_of_staff_delete(city.staff[0]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(found().await, None);
}

/// A line as it is stored.
type Line = (i64, String, Option<i64>, String, String, i64, String);

async fn an_audit_line_is_kept(fresh: &Fresh) {
    let city = city(&*fresh.store, 1).await;
    let line = AuditLine {
        id: AuditId(1),
        municipality: city.id,
        at: at(0),
        actor_kind: "staff",
        actor: Some(city.staff[0]),
        partner: None,
        action: "view".into(),
        subject_kind: "booking",
        subject: 5,
        network: None,
        tag: String::new(),
        detail: "{}".into(),
    };
    let by_nobody = AuditLine { id: AuditId(2), actor_kind: "system", actor: None, ..line.clone() };
    let mut tx = begin(fresh).await;
    tx.audit_insert(&line).await.unwrap();
    tx.audit_insert(&by_nobody).await.unwrap();
    tx.commit().await.unwrap();
    let text = "SELECT at, actor_kind, actor_id, action, subject_kind, subject_id, detail FROM audit ORDER BY id";
    let rows: Vec<Line> = match fresh.engine {
        Engine::Sqlite => {
            let mut conn = SqliteConnection::connect(&fresh.url).await.unwrap();
            sqlx::query_as(text).fetch_all(&mut conn).await.unwrap()
        }
        Engine::Postgres => {
            let mut conn = PgConnection::connect(&fresh.url).await.unwrap();
            sqlx::query_as(text).fetch_all(&mut conn).await.unwrap()
        }
    };
    let expected = |kind: &str, actor: Option<i64>| -> Line {
        (at(0).timestamp(), kind.into(), actor, "view".into(), "booking".into(), 5, "{}".into())
    };
    assert_eq!(rows, [expected("staff", Some(city.staff[0].0)), expected("system", None)]);
}

async fn lines_about_one_thing_are_read_oldest_first(fresh: &Fresh) {
    let (one, two) = (city(&*fresh.store, 1).await, city(&*fresh.store, 2).await);
    let line = |id: i64, subject_kind: &'static str, subject: i64| AuditLine {
        id: AuditId(id),
        municipality: one.id,
        at: at(id),
        actor_kind: "staff",
        actor: Some(one.staff[0]),
        partner: None,
        action: format!("change-{id}"),
        subject_kind,
        subject,
        network: None,
        tag: String::new(),
        detail: "{\"was\":1}".into(),
    };
    let theirs = AuditLine { municipality: two.id, ..line(5, "kind", 7) };
    let partner = Some(PartnerKeyId(1_000_001));
    let by_program = AuditLine { actor_kind: "api", actor: None, partner, ..line(3, "kind", 7) };
    let mut tx = begin(fresh).await;
    for line in [&by_program, &line(1, "kind", 7), &line(2, "kind", 8), &line(4, "office", 7), &theirs] {
        tx.audit_insert(line).await.unwrap();
    }
    let entry = |line: AuditLine| AuditEntry {
        at: line.at,
        actor_kind: line.actor_kind.into(),
        actor: line.actor,
        partner: line.partner,
        action: line.action,
        detail: line.detail,
    };
    let found = tx.audit_of(one.id, ("kind", 7)).await.unwrap();
    assert_eq!(found, [entry(line(1, "kind", 7)), entry(by_program)]);
    assert_eq!(tx.audit_of(two.id, ("kind", 7)).await.unwrap(), [entry(theirs)]);
    assert_eq!(tx.audit_of(one.id, ("kind", 9)).await.unwrap(), []);
}
