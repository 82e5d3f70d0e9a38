//! The log: who is in it, what never is, and that it is only appended to.

use mendan_domain::booking::{Channel, Status};
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{last_line, lines};
use crate::support::usual::{self, A_DAY};

on_both_engines!(every_act_says_who_did_it, nothing_personal_is_in_it);

async fn every_act_says_who_did_it(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let permit = world.system().permit().unwrap();
    let (key, text) = world.services.partner_key_make(&permit, "架空 アプリ").await.unwrap();
    let time = world.time(A_DAY).await;
    let (_, command) = world.command(time, Channel::Api, None);
    let partner = world.partner(world.services.partner_of_key(world.number.city(), &text).await.unwrap());
    let answer = world.services.book(&partner, command).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.actor_kind.as_str(), line.actor), ("api", Some(key.id.0)));
    let booking = world.services.find(&partner, &Handle::Token(answer.token)).await.unwrap();
    let history = world.services.open_booking(&world.desk().permit().unwrap(), booking.id).await.unwrap();
    assert_eq!(history.history.iter().map(|line| line.partner).collect::<Vec<_>>(), [Some(key.id)]);
    assert_eq!(history.partners.iter().map(|known| known.id).collect::<Vec<_>>(), [key.id]);
    let (nurse, link) = (world.nurse(), world.link(&booking));
    world.services.change_mode(&nurse, &Handle::Id(booking.id), Expected::Any, "video").await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.actor_kind.as_str(), line.actor), ("staff", Some(world.number.nurse(0).0)));
    world.services.cancel(&world.resident(), &link, Expected::Any, None).await.unwrap();
    let line = last_line(fresh).await;
    assert_eq!((line.actor_kind.as_str(), line.actor), ("client", None));
}

async fn nothing_personal_is_in_it(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let time = world.time(A_DAY).await;
    let (desk, mut command) = world.command(time, Channel::Phone, None);
    command.person.email = "hanako@mail.kaku.example".into();
    command.person.note = "車いす".into();
    command.person.due_date = "2026-10-10".into();
    let services = world.services.clone();
    let answer = services.book(&desk, command.clone()).await.unwrap();
    let booking = services.find(&desk, &Handle::Token(answer.token.clone())).await.unwrap();
    command.person.given_name = "葉子".into();
    command.person.given_name_kana = "ヨウコ".into();
    services.correct(&desk.permit().unwrap(), booking.id, Expected::Any, (&command.person, true)).await.unwrap();
    services.desk_search(&desk.permit().unwrap(), "やまだ").await.unwrap();
    services.open_booking(&desk.permit().unwrap(), booking.id).await.unwrap();
    let to = world.time(A_DAY * 2).await.id.to_string();
    services.move_to(&desk, &Handle::Id(booking.id), Expected::Any, &to, None).await.unwrap();
    services.undo(&desk.permit().unwrap(), booking.id, Expected::Any).await.unwrap();
    services.cancel(&desk, &Handle::Id(booking.id), Expected::Any, Some("体調")).await.unwrap();
    let gone = services.mark(&desk.permit().unwrap(), booking.id, Expected::Any, Status::Arrived).await;
    assert!(gone.is_err());
    let log = lines(fresh).await;
    assert!(log.len() >= 7, "{log:?}");
    let number = command.person.phone.trim_start_matches('0');
    for personal in [
        "山田",
        "花子",
        "葉子",
        "ヤマダ",
        "やまだ",
        "hanako",
        "車いす",
        "体調",
        "1995-",
        "2026-10-10",
        number,
        &answer.token,
    ] {
        assert!(log.iter().all(|line| !line.detail.to_string().contains(personal)), "{personal}: {log:?}");
    }
}
