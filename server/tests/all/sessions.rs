//! Where somebody is signed in, through the front door: her list, ending one and all others, and what an administrator ends.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::app::cookie;
use crate::support::client::{Browser, hidden};
use crate::support::server::Home;

on_both_engines!(
    she_sees_where_she_is_signed_in_and_ends_what_she_does_not_know,
    an_administrator_ends_all_sessions_of_a_member,
    a_cookie_that_somebody_brought_along_is_never_a_session,
);

const ACCOUNT: &str = "/staff/account";

async fn she_sees_where_she_is_signed_in_and_ends_what_she_does_not_know(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (hers, there, third) = (Browser::new(client), Browser::new(client), Browser::new(client));
    hers.sign_in("hokenshi").await;
    let alone = hers.get(ACCOUNT).await.expect(200).text();
    assert!(alone.contains("ログイン中の端末") && alone.contains("ほかの端末では"), "{alone}");
    assert!(!alone.contains("/staff/account/sessions/end"), "{alone}");
    // Her colleague says what she uses.
    let body = b"login=hokenshi&password=mendan-demo-hokenshi";
    let chrome = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("user-agent", chrome)];
    client.ask("POST", "/staff/sign-in", &headers, body).await.expect(303);
    let page = hers.get(ACCOUNT).await.expect(200).text();
    assert!(page.contains("Chrome (Windows)") && page.contains("127.0.0.0/24"), "{page}");
    assert!(!page.contains("Mozilla") && !page.contains("127.0.0.1"), "{page}");
    let name = hidden(&page, "session");
    // Hers alone: a colleague who knows the name ends nothing, and is told what is told of none.
    third.sign_in("uketsuke").await;
    third.post("/staff/account/sessions/end", &[("session", &name)]).await.expect(404);
    third.post("/staff/account/sessions/end", &[("session", "")]).await.expect(404);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM session").await, 3);
    let on = hers.post("/staff/account/sessions/end", &[("session", &name)]).await.expect(303);
    assert_eq!(on.location(), "/staff/account?said=ended");
    assert!(hers.get(on.location()).await.expect(200).text().contains("終わらせました"));
    assert_eq!(home.db.count("SELECT COUNT(*) FROM session").await, 2);
    hers.post("/staff/account/sessions/end", &[("session", &name)]).await.expect(404);
    // It asks nobody who she is: it is safe.
    there.sign_in("hokenshi").await;
    home.db.execute("UPDATE session SET proven_at = proven_at - 3600").await;
    let on = hers.post("/staff/account/sessions/end-others", &[]).await.expect(303);
    assert_eq!(on.location(), "/staff/account?said=ended_others");
    assert!(there.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"));
    hers.get("/staff").await.expect(200);
    third.get("/staff").await.expect(200);
}

async fn an_administrator_ends_all_sessions_of_a_member(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let client = server.client;
    let (kanri, hers, also) = (Browser::new(client), Browser::new(client), Browser::new(client));
    kanri.sign_in("kanri").await;
    hers.sign_in("hokenshi").await;
    also.sign_in("hokenshi").await;
    let id = home.db.count("SELECT id FROM staff WHERE login = 'hokenshi'").await;
    let page = format!("/staff/setup/staff/{id}");
    hers.post(&format!("{page}/sessions"), &[("version", "0")]).await.expect(404);
    kanri.post(&format!("{page}/sessions"), &[]).await.expect(409);
    hers.get("/staff").await.expect(200);
    let done = kanri.fill(&page, &format!("{page}/sessions"), &[]).await.expect(303);
    assert_eq!(done.location(), "/staff/setup/staff?said=sessions_ended");
    assert!(kanri.get(done.location()).await.expect(200).text().contains("ログインを、すべて終わらせました"));
    for browser in [&hers, &also] {
        assert!(browser.get("/staff").await.expect(303).location().starts_with("/staff/sign-in"));
    }
    hers.sign_in("hokenshi").await;
    kanri.post("/staff/setup/staff/1000000000/sessions", &[("version", "0")]).await.expect(404);
    let lines = format!("SELECT COUNT(*) FROM audit WHERE action = 'sessions_ended' AND subject_id = {id}");
    assert_eq!(home.db.count(&lines).await, 1);
}

async fn a_cookie_that_somebody_brought_along_is_never_a_session(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.cookies.lock().unwrap().insert("mendan_session".into(), "fixed-by-somebody-else".into());
    browser.sign_in("uketsuke").await;
    let first = cookie(&browser, "mendan_session").expect("a session");
    assert!(!first.contains("fixed"));
    let fixed = [("cookie", "mendan_session=fixed-by-somebody-else")];
    assert_eq!(server.client.ask("GET", "/staff", &fixed, b"").await.status, 303);
    // From one to the next nothing of the former's goes on.
    browser.post("/staff/hand-over", &[]).await.expect(303);
    browser.sign_in("hokenshi").await;
    assert_ne!(cookie(&browser, "mendan_session").expect("a session"), first);
    let former = format!("mendan_session={first}");
    assert_eq!(server.client.ask("GET", "/staff", &[("cookie", &former)], b"").await.status, 303);
}
