//! Staff on the set-up pages: who comes signs in, who goes does not, and somebody can always set the city up.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::forms::{form_of, pairs, set};
use crate::support::server::Home;

on_both_engines!(a_member_comes_changes_and_goes, what_cannot_be_is_said_at_its_field, the_last_administrator_stays);

const NEW: &str = "/staff/setup/staff/new";
const PASSWORD: &str = "ながい ながい 合言葉です よ";

async fn a_member_comes_changes_and_goes(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let mut fields = form_of(&browser.get(NEW).await.expect(200).text(), NEW);
    for (name, value) in
        [("login", "new-nurse"), ("display_name", "新顔 いちか"), ("offices", "north"), ("daily_max", "4")]
    {
        set(&mut fields, name, value);
    }
    set(&mut fields, "password", PASSWORD);
    set(&mut fields, "password_again", PASSWORD);
    browser.post(NEW, &pairs(&fields)).await.expect(303);
    let id = home.db.count("SELECT id FROM staff WHERE login = 'new-nurse'").await;
    let page = format!("/staff/setup/staff/{id}");

    let enter = async |password: &str| {
        let hers = Browser::new(server.client);
        let answer = hers.post("/staff/sign-in", &[("login", "new-nurse"), ("password", password)]).await;
        (answer.location() == "/staff", hers)
    };
    let (in_, hers) = enter(PASSWORD).await;
    assert!(in_, "she signs in with her first password");

    // What is kept is what was chosen; another maximum is one field away.
    let mut fields = form_of(&browser.get(&page).await.expect(200).text(), &page);
    assert!(fields.contains(&("offices".into(), "north".into())) && fields.contains(&("daily_max".into(), "4".into())));
    set(&mut fields, "daily_max", "");
    browser.post(&page, &pairs(&fields)).await.expect(303);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM staff WHERE login = 'new-nurse' AND daily_max IS NULL").await, 1);

    // A new password ends her sessions; so does being disabled.
    let other = format!("{PASSWORD}2");
    let typed = [("password", other.as_str()), ("password_again", other.as_str())];
    browser.fill(&page, &format!("{page}/password"), &typed).await.expect(303);
    assert_eq!(hers.get("/staff").await.expect(303).location(), "/staff/sign-in");
    assert!(!enter(PASSWORD).await.0);
    let (in_, hers) = enter(&other).await;
    assert!(in_);
    browser.fill(&page, &format!("{page}/disabled"), &[("disabled", "true")]).await.expect(303);
    assert_eq!(hers.get("/staff").await.expect(303).location(), "/staff/sign-in");
    assert!(!enter(&other).await.0);
}

async fn what_cannot_be_is_said_at_its_field(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let mut fields = form_of(&browser.get(NEW).await.expect(200).text(), NEW);
    for (name, value) in [("login", "hokenshi"), ("display_name", "だぶり"), ("video_url", "http://room.example/")] {
        set(&mut fields, name, value);
    }
    set(&mut fields, "password", "short-secret");
    set(&mut fields, "password_again", "shorter");
    let answer = browser.post(NEW, &pairs(&fields)).await.expect(422).text();
    for field in ["login", "offices", "video_url", "password", "password_again"] {
        assert!(answer.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(answer.contains("だぶり") && answer.contains("http://room.example/"), "what was typed stays");
    assert!(!answer.contains("short-secret") && !answer.contains("shorter"), "but no password");
}

async fn the_last_administrator_stays(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let browser = Browser::new(server.client);
    browser.sign_in("kanri").await;
    let id = home.db.count("SELECT id FROM staff WHERE login = 'kanri'").await;
    let page = format!("/staff/setup/staff/{id}");
    let gone = browser.fill(&page, &format!("{page}/disabled"), &[("disabled", "true")]).await.expect(422).text();
    assert!(gone.contains("管理者が一人もいなくなります") && gone.contains("想定 係長"));
    let mut fields = form_of(&browser.get(&page).await.expect(200).text(), &page);
    set(&mut fields, "role", "receptionist");
    let changed = browser.post(&page, &pairs(&fields)).await.expect(422).text();
    assert!(changed.contains("管理者が一人もいなくなります"));
    browser.get("/staff/setup/staff").await.expect(200);

    // With a second one she may go.
    let other = home.db.count("SELECT id FROM staff WHERE login = 'uketsuke'").await;
    let place = format!("/staff/setup/staff/{other}");
    let mut promoted = form_of(&browser.get(&place).await.expect(200).text(), &place);
    set(&mut promoted, "role", "administrator");
    browser.post(&place, &pairs(&promoted)).await.expect(303);
    browser.post(&page, &pairs(&fields)).await.expect(303);
    browser.get("/staff/setup/staff").await.expect(403);
}
