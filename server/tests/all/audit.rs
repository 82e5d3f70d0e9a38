//! The log of who saw and did what: sealed by itself, verified on the command line, read by whoever may, taken out as a file.

use std::process::Output;

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::{Browser, Client};
use crate::support::database::Database;
use crate::support::people::KIND;
use crate::support::server::{Home, SECRET, Server, Setup};
use crate::support::wait::until_true;

use super::partner_keys::{demo_key, get_as};

on_both_engines!(
    what_is_written_is_sealed_within_a_minute_and_the_command_finds_what_was_tampered_with,
    the_log_is_read_in_words_by_whoever_may_and_by_nobody_else,
    the_file_opens_in_a_spreadsheet_and_is_no_formula,
    from_where_it_was_done_is_kept_as_a_neighbourhood,
    what_stands_out_is_shown_with_its_lines,
);

fn verify(home: &Home, more: &[&str]) -> (Option<i32>, String) {
    told(&home.run(&[&["audit", "verify"], more].concat()))
}

fn told(output: &Output) -> (Option<i32>, String) {
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code(), text)
}

/// Until nothing waits to be sealed.
pub async fn until_sealed(db: &Database) {
    until_true("everything is sealed", async || {
        db.count("SELECT COUNT(*) FROM audit WHERE tag IS NOT NULL").await == 0
            && db.count("SELECT COUNT(*) FROM audit_seal").await > 0
    })
    .await;
}

async fn what_is_written_is_sealed_within_a_minute_and_the_command_finds_what_was_tampered_with(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = Browser::new(server.client);
    kanri.sign_in("kanri").await;
    let slots = server.client.slots("video").await;
    server.client.booked(1, &slots[0], "video").await;
    until_sealed(&home.db).await;
    let (code, text) = verify(&home, &[]);
    assert!(code == Some(0) && text.contains("書かれたときのままです") && text.contains("鎖は 20"), "{text}");
    let head = text.split("いまの末尾 ").nth(1).and_then(|rest| rest.split(' ').next()).expect("its end").to_owned();
    let (code, text) = verify(&home, &["--language", "en", "--head", &head]);
    assert!(code == Some(0) && text.contains("as it was written"), "{text}");
    // Without its secret it cannot look, and does not say that all is well.
    let other = Setup { more: vec![("MENDAN_SECRET", format!("{SECRET}{SECRET}"))], ..Setup::default() };
    let (code, text) = told(&home.command(&other, &["audit", "verify"]).output().expect("the binary runs"));
    assert_eq!(code, Some(2), "{text}");

    let id = home.db.count("SELECT id FROM audit WHERE action = 'book' ORDER BY id DESC LIMIT 1").await;
    home.db.execute(&format!("UPDATE audit SET action = 'cancel' WHERE id = {id}")).await;
    let (code, text) = verify(&home, &[]);
    assert!(code == Some(1) && text.contains(&format!("[書き換えられた] 記録 {id} 20")), "{text}");
    let (_, json) = verify(&home, &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let finding = &json["cities"][0]["findings"][0];
    assert_eq!((finding["what"].as_str(), finding["line"].as_str()), (Some("changed"), Some(id.to_string().as_str())));
    assert!(json["cities"][0]["begun_at"].is_string(), "{json}");
    home.db.execute(&format!("DELETE FROM audit WHERE id = {id}")).await;
    let (code, text) = verify(&home, &[]);
    assert!(code == Some(1) && text.contains(&format!("[消された] 記録 {id} 20")), "{text}");
    // It was looked into: it is acknowledged with a reason, and told as that.
    let (code, text) = told(&home.run(&["audit", "release", "--reason", "架空の調査。課長が認めた"]));
    assert!(code == Some(0) && text.contains("の断絶を認めました"), "{text}");
    assert_eq!(home.db.count("SELECT COUNT(*) FROM audit WHERE action = 'audit_release'").await, 1);
    let (code, text) = verify(&home, &[]);
    assert!(
        code == Some(0) && text.contains("に認めた] [消された]") && text.contains("すべて認められています"),
        "{text}"
    );
    let (code, text) = told(&home.run(&["audit", "release", "--reason", " "]));
    assert!(code == Some(2) && text.contains("--reason"), "{text}");
    // A line that the product did not write is told to whoever administers the city.
    assert!(!kanri.get("/staff").await.expect(200).text().contains("このシステムが書いていない"));
    home.db
        .execute(
            "INSERT INTO audit (id, municipality_id, at, actor_kind, action, subject_kind, subject_id, detail, tag) \
             SELECT MAX(id) + 1, MAX(municipality_id), MAX(at), 'system', 'view', 'day', 1, '{}', 'made up' FROM audit",
        )
        .await;
    until_true("it was found", async || home.db.count("SELECT COUNT(*) FROM alarm").await > 0).await;
    assert!(kanri.get("/staff").await.expect(200).text().contains("このシステムが書いていない"));
    home.db.execute("DELETE FROM audit_seal; DELETE FROM audit").await;
    let (code, text) = verify(&home, &["--head", &head]);
    assert!(code == Some(1) && text.contains("封印ごと消された") && text.contains("鎖にない"), "{text}");
    let (code, text) = verify(&home, &["--head", "nonsense"]);
    assert!(code == Some(2) && text.contains("CITY:PLACE:MAC"), "{text}");
}

async fn the_log_is_read_in_words_by_whoever_may_and_by_nobody_else(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let slots = client.slots("video").await;
    let booked = client.booked(1, &slots[0], "video").await;
    get_as(client, &demo_key(&home), &format!("/api/v1/bookings/{}", booked.token)).await.expect(200);
    client
        .ask(
            "POST",
            "/staff/sign-in",
            &[("content-type", "application/x-www-form-urlencoded")],
            b"login=my-secret&password=x",
        )
        .await
        .expect(401);
    let id = home.db.count("SELECT MAX(id) FROM booking").await;
    let nurse = Browser::new(client);
    nurse.sign_in("hokenshi").await;
    let day = nurse.get(&format!("/staff?date=2031-01-01&booking={id}")).await.expect(200).text();
    assert!(!day.contains("/staff/audit"), "no way to what she may not open");
    nurse.get("/staff/audit").await.expect(403);
    nurse.get("/staff/audit/patterns").await.expect(403);
    nurse.post("/staff/audit/export", &[]).await.expect(404);
    client.get("/staff/audit").await.expect(303);

    let kanri = Browser::new(client);
    kanri.sign_in("kanri").await;
    let day = kanri.get(&format!("/staff?date=2031-01-01&booking={id}")).await.expect(200).text();
    let way = format!("/staff/audit?about=booking&amp;id={id}");
    assert!(day.contains(&way), "{day}");
    let page = kanri.get(&way.replace("&amp;", "&")).await.expect(200).text();
    let name =
        home.db.rows::<(String,)>(&format!("SELECT family_name FROM booking WHERE id = {id}")).await[0].0.clone();
    for said in ["連携システム 見本の連携", "予約を見た", "予約した", "127.0.0.0/24", &name] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let person = home.db.count(&format!("SELECT client_id FROM booking WHERE id = {id}")).await;
    assert!(page.contains(&format!("/staff/audit?about=person&amp;id={person}")), "{page}");
    let page = kanri.get(&format!("/staff/audit?about=person&id={person}")).await.expect(200).text();
    assert!(page.contains("予約した"), "{page}");

    let all = kanri.get("/staff/audit").await.expect(200).text();
    for said in ["登録のない名前でログインに失敗した", "ログインした", "権限のないページ", "操作の記録を見た"]
    {
        assert!(all.contains(said), "{said}: {all}");
    }
    assert!(!all.contains("my-secret"), "{all}");
    let only = kanri.get("/staff/audit?group=sign-ins").await.expect(200).text();
    assert!(only.contains("ログインした") && !only.contains("<td role=\"cell\" class=\"wide\">予約した"), "{only}");
    let none = kanri.get("/staff/audit?until=2020-01-01").await.expect(200).text();
    assert!(none.contains("この条件に合う記録はありません"), "{none}");
    let member = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi'").await;
    let hers = kanri.get(&format!("/staff/setup/staff/{member}")).await.expect(200).text();
    assert!(hers.contains(&format!("/staff/audit?about=staff&amp;id={member}")), "{hers}");
    let hers = kanri.get(&format!("/staff/audit?about=staff&id={member}")).await.expect(200).text();
    assert!(hers.contains("ログインした") && hers.contains("権限のないページ"), "{hers}");
    // What does not exist has no lines, and is no fault.
    kanri.get("/staff/audit?about=booking&id=1&from=x&group=y&before=z").await.expect(200);
}

async fn the_file_opens_in_a_spreadsheet_and_is_no_formula(engine: Engine) {
    let home = Home::new(engine).await;
    // A server keeps names for a while: this one begins with it.
    drop(home.serve().await);
    home.db.execute("UPDATE staff SET display_name = '=1+1' WHERE login = 'hokenshi'").await;
    let server = home.serve().await;
    let nurse = Browser::new(server.client);
    nurse.sign_in("hokenshi").await;
    let kanri = Browser::new(server.client);
    kanri.sign_in("kanri").await;
    let file = kanri.post("/staff/audit/export", &[("group", "sign-ins")]).await.expect(200);
    assert!(file.header("content-disposition").is_some_and(|line| line.starts_with("attachment")));
    assert_eq!(file.header("cache-control"), Some("no-store"));
    let text = file.text();
    assert!(text.starts_with("\u{feff}番号,日時,だれが,何をした,対象,どこから\r\n"), "{text}");
    assert!(text.contains(",'=1+1,ログインした,'=1+1,127.0.0.0/24\r\n"), "{text}");
    let page = kanri.get("/staff/audit?group=files").await.expect(200).text();
    assert!(page.contains("操作の記録を書き出した"), "{page}");
}

async fn behind_a_proxy(home: &Home) -> Server {
    let trusted = ("MENDAN_TRUSTED_PROXIES", "127.0.0.0/8".to_owned());
    home.serve_with(Setup { more: vec![trusted], ..Setup::default() }).await
}

async fn from(client: Client, address: &str, login: &str) -> u16 {
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", address)];
    let body = format!("login={login}&password=mendan-demo-{login}");
    client.ask("POST", "/staff/sign-in", &headers, body.as_bytes()).await.status
}

async fn from_where_it_was_done_is_kept_as_a_neighbourhood(engine: Engine) {
    let home = Home::new(engine).await;
    let server = behind_a_proxy(&home).await;
    assert_eq!(from(server.client, "203.0.113.77", "kanri").await, 303);
    assert_eq!(from(server.client, "2001:db8:7:9::1", "uketsuke").await, 303);
    let kinds = server.client.ask("GET", &format!("/book/{KIND}"), &[("x-forwarded-for", "198.51.100.9")], b"").await;
    kinds.expect(200);
    let networks = home.db.rows::<(String,)>("SELECT network FROM audit WHERE action = 'sign_in' ORDER BY id").await;
    assert_eq!(networks, [("203.0.113.0/24".to_owned(),), ("2001:db8:7::/48".to_owned(),)]);
    let slots = server.client.slots("video").await;
    server.client.booked(3, &slots[0], "video").await;
    let booked =
        home.db.rows::<(String,)>("SELECT network FROM audit WHERE action = 'book' ORDER BY id DESC LIMIT 1").await;
    assert_eq!(booked, [("127.0.0.0/24".to_owned(),)]);
    // Nothing finer stands anywhere in the log.
    let finer = "SELECT COUNT(*) FROM audit WHERE network LIKE '%.77%' OR detail LIKE '%.77%' OR network LIKE '%:9:%'";
    assert_eq!(home.db.count(finer).await, 0);
}

async fn what_stands_out_is_shown_with_its_lines(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    for name in ["one", "two", "three"] {
        from(server.client, "127.0.0.1", name).await;
    }
    let kanri = Browser::new(server.client);
    kanri.sign_in("kanri").await;
    let page = kanri.get("/staff/audit/patterns").await.expect(200).text();
    assert!(page.contains("127.0.0.0/24から3回、3つの名前"), "{page}");
    let way =
        page.split("href=\"").find(|rest| rest.starts_with("/staff/audit?from=") && rest.contains("group=sign-ins"));
    let way = way.and_then(|rest| rest.split('"').next()).expect("a way to the lines").replace("&amp;", "&");
    let lines = kanri.get(&way).await.expect(200).text();
    assert!(lines.contains("登録のない名前でログインに失敗した"), "{lines}");
}
