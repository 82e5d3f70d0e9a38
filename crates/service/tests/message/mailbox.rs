//! The mail server of a city: who sets it, what is kept and shown of it, and what its letters do without one and with another.

use std::sync::Arc;

use chrono::Duration;
use mendan_domain::staff::Role;
use mendan_service::expected::Expected;
use mendan_service::message::alarm::SERVER_CHANGED;
use mendan_service::message::relay::NoRoute;
use mendan_service::message::relay::form::RelayForm;
use mendan_service::message::relay::trial::{Step, TrialForm};
use mendan_service::model::{AlarmCode, Failure, MessageKind, OutboxRow, OutboxState};
use mendan_service::permit::Permit;
use mendan_service::permit::asked::ManageSetup;
use mendan_service::{Ports, Refusal, Services, Settings};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::build::Number;
use crate::support::carrier::{Asked, Nobody};
use crate::support::case;
use crate::support::doubles::{Patience, SetClock};
use crate::support::post::{Post, deliver};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    letters_wait_without_a_mail_server_and_leave_once_one_is_set,
    a_password_that_was_wrong_is_mended_at_once_and_every_letter_leaves_once,
    a_letter_that_begins_to_wait_while_another_passes_waits_for_nothing,
    a_citys_broken_server_keeps_no_letter_of_another,
    a_server_that_starts_with_a_mail_address_sends_what_waited,
    a_letter_that_waits_leaves_at_the_next_start_though_nobody_was_told,
    a_password_is_kept_sealed_and_told_to_nobody,
    what_is_tried_is_not_saved_and_so_many_are_tried,
    whoever_saw_another_server_changes_nothing,
    where_passwords_are_published_no_server_is_set,
    a_colleague_who_changes_the_server_is_told_to_the_other_administrators_for_a_week,
);

/// The usual city, as an operator decided.
async fn city(fresh: &Fresh, settings: Settings) -> World {
    let town = usual::town();
    let clock = Arc::new(SetClock::default());
    clock.set(crate::support::build::at(&town, 8 * 60));
    let services = case::services_with(fresh, &clock, settings);
    let world = World::open((services, Arc::clone(&fresh.store)), clock, Number(1), &town).await;
    world.publish(None).await;
    world
}

fn without() -> Settings {
    Settings { common_mail_server: false, ..Settings::default() }
}

fn form(server: &str) -> RelayForm {
    RelayForm {
        server: server.into(),
        encryption: "starttls".into(),
        user: "post".into(),
        password: "himitsu".into(),
        ..RelayForm::default()
    }
}

fn permit(world: &World) -> Permit<ManageSetup> {
    world.administrator().permit().unwrap()
}

async fn set(world: &World, form: &RelayForm) {
    world.services.mailbox_save(&permit(world), Expected::Any, form, &Nobody).await.unwrap();
}

fn confirmation(rows: &[OutboxRow]) -> &OutboxRow {
    rows.iter().find(|row| row.kind == MessageKind::Confirmation).unwrap()
}

async fn codes(services: &Services) -> Vec<String> {
    services.alarms().await.unwrap().into_iter().map(|alarm| alarm.code).collect()
}

async fn letters_wait_without_a_mail_server_and_leave_once_one_is_set(fresh: &Fresh) {
    let mut world = city(fresh, without()).await;
    let (one, two) = (world.booked_at(A_DAY * 5).await, world.booked_at(A_DAY * 6).await);
    let (post, worker) = Post::worker(&world);
    let (services, begun) = (world.services.clone(), world.services.now());
    assert!(!services.can_mail(&world.resident()).await.unwrap());
    deliver(&worker).await;
    assert!(post.letters().is_empty());
    for booking in [&one, &two] {
        let rows = world.messages(booking).await;
        let row = confirmation(&rows);
        assert_eq!((row.state, row.failure, row.attempts), (OutboxState::Pending, Some(Failure::Relay), 0));
        assert_eq!(row.last_error.as_deref(), Some(NoRoute::Unset.as_str()));
        assert!(row.due_at >= begun + Duration::hours(1), "nobody knocks where nobody is");
    }
    assert_eq!(codes(&services).await, [AlarmCode::MailUnset.as_str()]);
    // Three days are longer than a confirmation is tried; it is not the letter's fault.
    world.set_now(begun + Duration::hours(80));
    deliver(&worker).await;
    assert_eq!(confirmation(&world.messages(&one).await).state, OutboxState::Pending);
    assert_eq!(codes(&services).await, [AlarmCode::MailUnset.as_str()], "said once");
    set(&world, &form("smtp.kaku.example")).await;
    assert!(services.can_mail(&world.resident()).await.unwrap());
    assert!(codes(&services).await.is_empty(), "it is set");
    deliver(&worker).await;
    deliver(&worker).await;
    for booking in [&one, &two] {
        assert_eq!(confirmation(&world.messages(booking).await).state, OutboxState::Sent);
        let routes: Vec<_> = post.routes().into_iter().filter(|(id, _)| *id == booking.id).collect();
        assert_eq!(routes.first(), Some(&(booking.id, Some("smtp.kaku.example".into()))));
        let confirmed =
            post.letters().into_iter().filter(|letter| (letter.0, letter.1) == (MessageKind::Confirmation, booking.id));
        assert_eq!(confirmed.count(), 1);
    }
    // Taken away again, they wait again.
    services.mailbox_remove(&permit(&world), Expected::Version(1)).await.unwrap();
    assert_eq!(last_line(fresh).await.action, "mailbox_remove");
    world.reread().await;
    let three = world.booked_at(A_DAY).await;
    deliver(&worker).await;
    assert_eq!(confirmation(&world.messages(&three).await).last_error.as_deref(), Some(NoRoute::Unset.as_str()));
    assert_eq!(codes(&services).await, [AlarmCode::MailUnset.as_str()]);
    let kept = services.mailbox_of(&permit(&world)).await.unwrap();
    assert!(kept.own.is_none() && kept.version == 2);
}

async fn a_password_that_was_wrong_is_mended_at_once_and_every_letter_leaves_once(fresh: &Fresh) {
    let mut world = city(fresh, without()).await;
    set(&world, &form("smtp.kaku.example")).await;
    world.reread().await;
    let mut booked = Vec::new();
    for n in 2..6 {
        booked.push(world.booked_at(A_DAY * n).await);
    }
    let (post, worker) = Post::worker(&world);
    let services = world.services.clone();
    post.refused_by(&["smtp.kaku.example"]);
    deliver(&worker).await;
    assert!(post.letters().is_empty());
    let alarms = services.alarms().await.unwrap();
    assert_eq!((alarms.len(), alarms[0].municipality), (1, Some(world.number.city())), "{alarms:?}");
    for booking in &booked {
        let row = confirmation(&world.messages(booking).await).clone();
        assert_eq!((row.failure, row.last_error.as_deref()), (Some(Failure::Relay), Some("535 5.7.8 no")));
    }
    // The server takes the new password; nobody waits for a minute to pass.
    post.refused_by(&[]);
    set(&world, &RelayForm { password: "atarashii".into(), ..form("smtp.kaku.example") }).await;
    deliver(&worker).await;
    let mut confirmed: Vec<_> = post.letters().into_iter().map(|(_, booking, _)| booking).collect();
    confirmed.sort_unstable();
    let mut wanted: Vec<_> = booked.iter().map(|booking| booking.id).collect();
    wanted.sort_unstable();
    assert_eq!(confirmed, wanted, "each once");
    assert!(codes(&services).await.is_empty());
}

async fn a_letter_that_begins_to_wait_while_another_passes_waits_for_nothing(fresh: &Fresh) {
    let town = usual::town();
    let clock = Arc::new(SetClock::default());
    clock.set(crate::support::build::at(&town, 8 * 60));
    let patience = Arc::new(Patience::default());
    let ports = Ports { entropy: Arc::<Patience>::clone(&patience), ..case::ports(fresh, &clock) };
    let services = case::services_on(ports, Settings::default());
    let mut world = World::open((services, Arc::clone(&fresh.store)), clock, Number(1), &town).await;
    world.publish(None).await;
    world.reread().await;
    let two = [world.booked_at(A_DAY * 2).await, world.booked_at(A_DAY * 3).await];
    // An alarm tells this process to send one ahead, and to keep the other.
    let code = AlarmCode::MailRelay;
    world.services.raise_alarm(code, (Some(world.number.city()), ""), "504 no").await.unwrap();
    let (post, worker) = Post::worker_behind(&world, Post::after(&patience));
    patience.hold(true);
    assert_eq!(worker.beat().await.unwrap(), 2);
    // One has passed and said so, and only then the other sits down to wait.
    while !codes(&world.services).await.is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(post.letters().len(), 1);
    patience.hold(false);
    worker.idle().await;
    deliver(&worker).await;
    let mut confirmed: Vec<_> = post.letters().into_iter().map(|(_, booking, _)| booking).collect();
    confirmed.sort_unstable();
    assert_eq!(confirmed, two.map(|booking| booking.id));
    assert!(codes(&world.services).await.is_empty());
}

async fn a_citys_broken_server_keeps_no_letter_of_another(fresh: &Fresh) {
    let mut one = city(fresh, without()).await;
    let (services, clock) = (one.services.clone(), Arc::clone(&one.clock));
    let mut two = World::open((services.clone(), Arc::clone(&fresh.store)), clock, Number(2), &usual::town()).await;
    two.publish(None).await;
    set(&one, &form("smtp.one.example")).await;
    set(&two, &form("smtp.two.example")).await;
    one.reread().await;
    two.reread().await;
    // Two instances, which know nothing of each other.
    let (post, first) = Post::worker(&one);
    let (other_post, second) = Post::worker(&one);
    for post in [&post, &other_post] {
        post.refused_by(&["smtp.one.example"]);
    }
    let (mut kept, mut sent) = (Vec::new(), Vec::new());
    for n in 2..6 {
        kept.push(one.booked_at(A_DAY * n).await);
        sent.push(two.booked_at(A_DAY * n).await);
        deliver(if n % 2 == 0 { &first } else { &second }).await;
    }
    for booking in &sent {
        assert_eq!(confirmation(&two.messages(booking).await).state, OutboxState::Sent, "hers leave");
    }
    for booking in &kept {
        assert_eq!(confirmation(&one.messages(booking).await).failure, Some(Failure::Relay));
    }
    let alarmed = async |world: &World| services.alarms_of(&permit(world)).await.unwrap().len();
    assert_eq!((alarmed(&one).await, alarmed(&two).await), (1, 0), "told where it can be mended");
    // What another city sends mends nothing here.
    let more = two.booked_at(A_DAY * 6).await;
    deliver(&first).await;
    assert_eq!(confirmation(&two.messages(&more).await).state, OutboxState::Sent);
    assert_eq!(alarmed(&one).await, 1);
    let seen = |post: &Post| post.routes().into_iter().all(|(_, server)| server.as_deref() == Some("smtp.two.example"));
    assert!(seen(&post) && seen(&other_post));
}

async fn a_server_that_starts_with_a_mail_address_sends_what_waited(fresh: &Fresh) {
    let mut world = city(fresh, without()).await;
    let booking = world.booked_at(A_DAY * 5).await;
    let (_, worker) = Post::worker(&world);
    deliver(&worker).await;
    world.services.follow_mail_servers().await.unwrap();
    assert_eq!(codes(&world.services).await, [AlarmCode::MailUnset.as_str()], "nothing has changed");
    world.services = case::services(fresh, &world.clock);
    world.services.follow_mail_servers().await.unwrap();
    assert!(codes(&world.services).await.is_empty());
    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    assert_eq!(post.routes(), [(booking.id, None)], "by the installation's server");
    // A city's own wins.
    set(&world, &form("smtp.kaku.example")).await;
    world.reread().await;
    let own = world.booked_at(A_DAY * 6).await;
    deliver(&worker).await;
    assert_eq!(post.routes().last(), Some(&(own.id, Some("smtp.kaku.example".into()))));
    assert!(world.services.can_mail(&world.resident()).await.unwrap());
}

async fn a_letter_that_waits_leaves_at_the_next_start_though_nobody_was_told(fresh: &Fresh) {
    let mut world = city(fresh, without()).await;
    let booking = world.booked_at(A_DAY * 5).await;
    let (_, worker) = Post::worker(&world);
    deliver(&worker).await;
    // The server died between putting the letter aside and telling so.
    let mut tx = fresh.store.begin().await.unwrap();
    let municipality = world.administrator().municipality();
    assert!(tx.alarm_clear(Some(municipality), AlarmCode::MailUnset, "", world.services.now()).await.unwrap());
    tx.commit().await.unwrap();
    world.services = case::services(fresh, &world.clock);
    world.services.follow_mail_servers().await.unwrap();
    let (post, worker) = Post::worker(&world);
    deliver(&worker).await;
    assert_eq!(post.routes(), [(booking.id, None)]);
}

async fn a_password_is_kept_sealed_and_told_to_nobody(fresh: &Fresh) {
    let world = city(fresh, without()).await;
    set(&world, &form(" SMTP.kaku.example ")).await;
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.detail["server"].as_str()), ("mailbox_set", Some("smtp.kaku.example")));
    assert!(!format!("{:?}", lines(fresh).await).contains("himitsu"));
    let row = world.store.read().await.unwrap().mailbox(world.number.city()).await.unwrap().unwrap();
    let sealed = row.relay_sealed.clone().unwrap();
    assert!(!String::from_utf8_lossy(&sealed).contains("himitsu") && !format!("{row:?}").contains("himitsu"));
    let shown = world.services.mailbox_of(&permit(&world)).await.unwrap();
    let own = shown.own.clone().unwrap();
    assert_eq!((own.port, own.user.as_str(), own.password.as_str(), shown.has_password), (587, "post", "", true));
    assert_eq!(shown.changed.unwrap().1, Some(world.number.receptionist()));
    assert!(!format!("{shown:?} {:?} {:?}", form("x"), TrialForm::default()).contains("himitsu"));
    // Nobody has it sent elsewhere: left empty it stays with its server and its user.
    let asked = Asked::default();
    let trial = |relay: RelayForm| TrialForm { relay, to: "kanri@mail.kaku.example".into() };
    let same = RelayForm { password: String::new(), ..form("smtp.kaku.example") };
    let elsewhere = [
        RelayForm { server: "smtp.evil.example".into(), ..same.clone() },
        RelayForm { port: "25".into(), ..same.clone() },
        RelayForm { user: "other".into(), ..same.clone() },
    ];
    for relay in elsewhere {
        assert_eq!(
            wrong(fresh, world.services.mailbox_try(&permit(&world), &trial(relay.clone()), &asked)).await,
            [("password", "required")]
        );
        let hers = permit(&world);
        let saved = world.services.mailbox_save(&hers, Expected::Any, &relay, &asked);
        assert_eq!(wrong(fresh, saved).await, [("password", "required")]);
    }
    assert!(asked.0.lock().unwrap().is_empty());
    world.services.mailbox_try(&permit(&world), &trial(same), &asked).await.unwrap();
    assert_eq!(asked.0.lock().unwrap()[0].0.password, "himitsu");
}

async fn what_is_tried_is_not_saved_and_so_many_are_tried(fresh: &Fresh) {
    let world = city(fresh, Settings { trials_per_hour: Some(2), ..without() }).await;
    let asked = Asked::default();
    let permit = permit(&world);
    let wanted = TrialForm { relay: form("smtp.kaku.example"), to: "ｋａｎｒｉ@mail.kaku.example".into() };
    let nothing = TrialForm { relay: RelayForm { hello: "mendan".into(), ..RelayForm::default() }, to: "x".into() };
    assert_eq!(
        wrong(fresh, world.services.mailbox_try(&permit, &nothing, &asked)).await,
        [("encryption", "invalid"), ("server", "required"), ("hello", "invalid"), ("to", "invalid")],
        "all of it is told at once"
    );
    let trial = world.services.mailbox_try(&permit, &wanted, &asked).await.unwrap();
    assert_eq!((trial.step, trial.answer.as_str()), (Step::Accepted, "250 queued"));
    assert_eq!(asked.0.lock().unwrap()[0].1, "kanri@mail.kaku.example");
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.detail["outcome"].as_str()), ("mailbox_try", Some("accepted")));
    assert!(!line.detail.to_string().contains("kanri"), "to whom is nobody's business");
    assert!(world.services.mailbox_of(&permit).await.unwrap().own.is_none());
    // What was tried is saved without its password being typed again, by who tried it and where.
    assert!(!trial.kept.contains("himitsu"));
    let saved = RelayForm { password: String::new(), tried: trial.kept.clone(), ..form("smtp.kaku.example") };
    let elsewhere = RelayForm { server: "smtp.evil.example".into(), ..saved.clone() };
    let refused = world.services.mailbox_save(&permit, Expected::Any, &elsewhere, &asked);
    assert_eq!(wrong(fresh, refused).await, [("password", "required")]);
    world.services.mailbox_save(&permit, Expected::Version(0), &saved, &asked).await.unwrap();
    assert!(world.services.mailbox_of(&permit).await.unwrap().has_password);
    // A third is too many, and reaches nobody.
    world.services.mailbox_try(&permit, &wanted, &asked).await.unwrap();
    let third = world.services.mailbox_try(&permit, &wanted, &asked).await.unwrap();
    assert_eq!((third.step, asked.0.lock().unwrap().len()), (Step::TooMany, 2));
}

async fn whoever_saw_another_server_changes_nothing(fresh: &Fresh) {
    let world = city(fresh, without()).await;
    let permit = permit(&world);
    set(&world, &form("smtp.kaku.example")).await;
    for seen in [Expected::Version(0), Expected::Unknown] {
        let other = form("smtp.other.example");
        assert_eq!(code_of(fresh, world.services.mailbox_save(&permit, seen, &other, &Nobody)).await, "changed");
        assert_eq!(code_of(fresh, world.services.mailbox_remove(&permit, seen)).await, "changed");
    }
    let nurse = world.nurse();
    let by_a_nurse = async { world.services.mailbox_remove(&nurse.permit()?, Expected::Any).await };
    assert_eq!(code_of(fresh, by_a_nurse).await, "not_found");
    assert_eq!(world.services.mailbox_of(&permit).await.unwrap().own.unwrap().server, "smtp.kaku.example");
}

async fn where_passwords_are_published_no_server_is_set(fresh: &Fresh) {
    let world = city(fresh, Settings { own_mail_servers: false, ..Settings::default() }).await;
    let (permit, asked) = (permit(&world), Asked::default());
    let relay = form("smtp.kaku.example");
    let saved = world.services.mailbox_save(&permit, Expected::Any, &relay, &asked).await;
    let trial = TrialForm { relay, to: "kanri@mail.kaku.example".into() };
    let tried = world.services.mailbox_try(&permit, &trial, &asked).await;
    assert!(matches!((saved, tried), (Err(Refusal::NotPossible), Err(Refusal::NotPossible))));
    assert!(asked.0.lock().unwrap().is_empty() && !world.services.mailbox_of(&permit).await.unwrap().settable);
}

/// Whoever may manage the set-up could have every letter pass through a server of her own.
async fn a_colleague_who_changes_the_server_is_told_to_the_other_administrators_for_a_week(fresh: &Fresh) {
    let world = city(fresh, without()).await;
    let other: Permit<ManageSetup> = world.member(world.number.nurse(0), Role::Administrator).permit().unwrap();
    let told = async |whom: &Permit<ManageSetup>| {
        let alarms = world.services.alarms_of(whom).await.unwrap();
        alarms.into_iter().find(|alarm| alarm.code == SERVER_CHANGED).map(|alarm| (alarm.subject, alarm.raised_at))
    };
    assert_eq!(told(&other).await, None);
    let begun = world.services.now();
    set(&world, &form("smtp.kaku.example")).await;
    assert_eq!(last_line(fresh).await.action, "mailbox_set");
    assert_eq!(told(&other).await, Some((world.number.receptionist().to_string(), begun)));
    assert_eq!(told(&permit(&world)).await, None, "not to her who did it");
    assert!(!codes(&world.services).await.contains(&SERVER_CHANGED.to_owned()), "nothing is wrong with the server");
    // Taken away it is told, too; and a week later no more.
    world.set_now(begun + Duration::days(6));
    world.services.mailbox_remove(&permit(&world), Expected::Any).await.unwrap();
    assert_eq!(told(&other).await.map(|(_, at)| at), Some(begun + Duration::days(6)));
    world.set_now(begun + Duration::days(13));
    assert_eq!(told(&other).await, None);
}
