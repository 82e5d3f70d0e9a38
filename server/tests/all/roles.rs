//! Roles that a city makes in the browser: what is shown and what is allowed come from one table, and a change holds at once.

use crate::on_both_engines;
use crate::support::Engine;
use crate::support::client::Browser;
use crate::support::forms::{form_of, pairs, set};
use crate::support::people::KIND;
use crate::support::server::{Home, Setup};
use crate::support::shaping::{colleague, staff};

on_both_engines!(
    a_role_is_made_given_and_changed_while_somebody_works,
    everybody_is_shown_what_she_may_and_nothing_else,
    the_command_line_knows_the_citys_own_roles,
);

const NEW: &str = "/staff/setup/roles/new";

/// Makes a role as its form does; its id.
pub async fn make(home: &Home, kanri: &Browser, name: &str, permissions: &[&str]) -> i64 {
    kanri.get(NEW).await.expect(200);
    let mut fields = vec![("name", name)];
    fields.extend(permissions.iter().map(|word| ("permissions", *word)));
    kanri.post(NEW, &fields).await.expect(303);
    home.db.count(&format!("SELECT id FROM role WHERE name = '{name}'")).await
}

/// Gives somebody that role by her form.
pub async fn give(home: &Home, kanri: &Browser, login: &str, role: &str) {
    let id = home.db.count(&format!("SELECT id FROM staff WHERE login = '{login}'")).await;
    let page = format!("/staff/setup/staff/{id}");
    let mut fields = form_of(&kanri.get(&page).await.expect(200).text(), &page);
    set(&mut fields, "role", role);
    kanri.post(&page, &pairs(&fields)).await.expect(303);
}

async fn a_role_is_made_given_and_changed_while_somebody_works(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = staff(server.client, "kanri").await;
    // One like a ready one has its boxes ticked.
    let like = kanri.get("/staff/setup/roles/new?from=receptionist").await.expect(200).text();
    let fields = form_of(&like, NEW);
    assert!(fields.contains(&("permissions".into(), "handle_mail".into())), "{fields:?}");
    assert!(!fields.contains(&("permissions".into(), "manage_setup".into())));
    let id = make(&home, &kanri, "電話の係", &["view_bookings", "book_for_others"]).await;
    let page = format!("/staff/setup/roles/{id}");
    give(&home, &kanri, "uketsuke", &format!("own-{id}")).await;

    // The page says whom a change concerns.
    let uketsuke = staff(server.client, "uketsuke").await;
    let shown = kanri.get(&page).await.expect(200).text();
    assert!(shown.contains("この役割の人は1人です") && shown.contains("想定 受付"), "{shown}");
    assert!(kanri.get("/staff/setup/roles").await.expect(200).text().contains("1人 ・ 予約を見る、予約を扱う"));
    // She has a caller on the phone, and half a form.
    let slot = server.client.slots("video").await[5].id.clone();
    let form = uketsuke.get("/staff/desk?new=1").await.expect(200).text();
    assert!(form.contains("action=\"/staff/desk/book\""), "{form}");
    let typed = [
        ("kind", KIND),
        ("mode", "video"),
        ("slot_id", slot.as_str()),
        ("family_name", "架空"),
        ("given_name", "書きかけ"),
    ];

    // Somebody takes her right to book away: at the next request she has it no more.
    let mut fields = form_of(&kanri.get(&page).await.expect(200).text(), &page);
    fields.retain(|(_, value)| value != "book_for_others");
    kanri.post(&page, &pairs(&fields)).await.expect(303);
    let before = home.db.count("SELECT COUNT(*) FROM booking").await;
    let refused = uketsuke.post("/staff/desk/book", &typed).await.expect(404);
    assert!(refused.text().contains("権限がありません"), "{}", refused.text());
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking").await, before);
    assert_eq!(home.db.count("SELECT COUNT(*) FROM booking WHERE given_name = '書きかけ'").await, 0);
    let desk = uketsuke.get("/staff/desk?new=1").await.expect(200).text();
    assert!(!desk.contains("/staff/desk/book") && !desk.contains("new=1"), "{desk}");
    uketsuke.get("/staff/calls").await.expect(403);

    // The form that the other administrator had open is told that it is of before.
    set(&mut fields, "name", "電話だけの係");
    kanri.post(&page, &pairs(&fields)).await.expect(409);
    // Held by somebody it cannot end.
    let held = kanri.post(&format!("{page}/delete"), &[("version", "1")]).await.expect(422).text();
    assert!(held.contains("この役割の人がいます"), "{held}");
    give(&home, &kanri, "uketsuke", "receptionist").await;
    uketsuke.get("/staff/calls").await.expect(200);
    kanri.post(&format!("{page}/delete"), &[("version", "1")]).await.expect(303);
    kanri.get(&page).await.expect(404);
    let told = "SELECT COUNT(*) FROM audit WHERE subject_kind = 'role' AND action IN ('role_save', 'role_delete')";
    assert_eq!(home.db.count(told).await, 3);
}

async fn everybody_is_shown_what_she_may_and_nothing_else(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = staff(server.client, "kanri").await;
    give(&home, &kanri, "hokenshi2", "manager").await;
    give(&home, &kanri, "hokenshi3", "auditor").await;
    let chief = make(&home, &kanri, "人事の係", &["manage_staff"]).await;
    give(&home, &kanri, "uketsuke", &format!("own-{chief}")).await;
    let booking = home.db.count("SELECT MIN(id) FROM booking WHERE status = 'booked'").await;

    // A manager reads bookings and does nothing to them; she shapes what is offered.
    let manager = colleague(&home, server.client, "hokenshi2").await;
    let acts = ["/mark\"", "/mode\"", "ask=cancel", "ask=move", "correct=1", "/staff/desk?new=1", "/b/"];
    for path in [format!("/staff/desk?b={booking}"), format!("/staff?booking={booking}")] {
        let shown = manager.get(&path).await.expect(200).text();
        assert!(shown.contains("/slip"), "{path}");
        for act in acts {
            assert!(!shown.contains(act), "{path} offers {act}");
        }
    }
    // The slip that she prints has no code with which the interview can be called off.
    let slip = format!("/staff/bookings/{booking}/slip");
    let (hers, ours) = (manager.get(&slip).await.expect(200).text(), kanri.get(&slip).await.expect(200).text());
    let code = "予約のページのQRコード";
    assert!(ours.contains(code) && !hers.contains(code) && hers.contains("電話"), "{hers}");
    for path in ["/staff/mail", "/staff/calls", "/staff/setup/templates", "/staff/setup/publish", "/staff/setup"] {
        manager.get(path).await.expect(200);
    }
    for path in ["/staff/setup/staff", "/staff/setup/roles", "/staff/setup/offices", "/staff/setup/keys"] {
        let refused = manager.get(path).await.expect(403).text();
        assert!(refused.contains("だけがひらけます"), "{path}");
    }
    // An auditor comes in where there is something for her, and sees no booking.
    let auditor = colleague(&home, server.client, "hokenshi3").await;
    assert!(auditor.get("/staff").await.expect(303).location().starts_with("/staff/"));
    for path in ["/staff/desk".to_owned(), format!("/staff/bookings/{booking}/slip"), "/staff/calls".to_owned()] {
        let refused = auditor.get(&path).await.expect(403).text();
        assert!(!refused.contains("href=\"/staff/desk\""), "no way leads where she may not go");
    }
    // Who manages staff only finds that in the set-up, and is named where it is asked for.
    let hers = staff(server.client, "uketsuke").await;
    assert_eq!(hers.get("/staff").await.expect(303).location(), "/staff/setup/staff");
    let index = hers.get("/staff/setup").await.expect(200).text();
    assert!(index.contains("/staff/setup/roles") && !index.contains("/staff/setup/offices"));
    let new = hers.get(NEW).await.expect(200).text();
    assert!(
        new.contains("value=\"manage_staff\"") && !new.contains("value=\"manage_setup\""),
        "only what she may give"
    );
    assert!(manager.get("/staff/setup/staff").await.expect(403).text().contains("管理者と人事の係だけ"));
    let given = hers.post(NEW, &[("name", "もっと"), ("permissions", "manage_setup")]).await.expect(422).text();
    assert!(given.contains("自分にない権限は"), "{given}");
}

async fn the_command_line_knows_the_citys_own_roles(engine: Engine) {
    let home = Home::new(engine).await;
    let server = home.serve().await;
    let kanri = staff(server.client, "kanri").await;
    let id = make(&home, &kanri, "電話の係", &["view_bookings"]).await;
    let add = |login: &str, role: &str| {
        let name = format!("架空 {login}");
        let arguments = ["staff", "add", login, "--role", role, "--name", name.as_str()];
        home.command(&Setup::default(), &arguments).output().expect("it runs")
    };
    for (login, role) in [("first", "manager"), ("second", "電話の係"), ("third", "auditor")] {
        let done = add(login, role);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let with = |condition: String| format!("SELECT COUNT(*) FROM staff WHERE {condition}");
    assert_eq!(home.db.count(&with("login = 'first' AND role = 'manager'".into())).await, 1);
    assert_eq!(home.db.count(&with(format!("login = 'second' AND role = 'own' AND role_id = {id}"))).await, 1);
    let unknown = add("fourth", "somebody");
    let said = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert!(!unknown.status.success() && said.contains("auditor") && said.contains("電話の係"), "{said}");
}
