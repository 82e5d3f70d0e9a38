//! Corrections: whose booking it is, what the audit says of them, and who gets the mails.

use mendan_domain::booking::Channel;
use mendan_service::booking::book::BookCommand;
use mendan_service::booking::person::PersonForm;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, OutboxState};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::behind::{code_of, last_line, lines, wrong};
use crate::support::usual::{self, A_DAY};
use crate::support::world::World;

on_both_engines!(
    the_audit_names_the_fields_and_never_what_stands_in_them,
    a_number_and_a_birth_date_decide_whose_booking_it_is,
    a_new_address_gets_what_waits_and_the_old_link_dies,
    staff_are_told_of_somebody_of_that_name_under_another_number,
);

const ANY: Expected = Expected::Any;

/// Somebody with mail, and what was taken down of her.
async fn taken_down(world: &mut World, n: usize) -> (Booking, PersonForm) {
    let time = world.time(n).await;
    let (desk, command) = world.command(time, Channel::Phone, None);
    let email = format!("{}@mail.kaku.example", command.person.phone);
    let command = BookCommand { person: PersonForm { email, ..command.person }, ..command };
    let answer = world.services.book(&desk, command.clone()).await.unwrap();
    let booking = world.services.find(&desk, &Handle::Token(answer.token)).await.unwrap();
    (booking, command.person)
}

async fn the_audit_names_the_fields_and_never_what_stands_in_them(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, person) = taken_down(&mut world, A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let form = PersonForm { family_name: "鈴木".into(), family_name_kana: "スズキ".into(), ..person.clone() };
    let written =
        services.correct(&desk.permit().unwrap(), booking.id, Expected::Version(0), (&form, false)).await.unwrap();
    assert_eq!((written.contact.family_name.as_str(), written.version, written.sequence), ("鈴木", 1, 0));
    let line = last_line(fresh).await;
    assert_eq!((line.action.as_str(), line.subject.1), ("correct", booking.id.0));
    let told = line.detail.to_string();
    assert!(told.contains("name") && !told.contains("鈴木") && !told.contains("山田"), "{told}");
    let count = lines(fresh).await.len();
    services.correct(&desk.permit().unwrap(), booking.id, Expected::Version(0), (&form, false)).await.unwrap();
    services.correct(&desk.permit().unwrap(), booking.id, Expected::Version(1), (&form, false)).await.unwrap();
    assert_eq!(lines(fresh).await.len(), count, "nothing else was typed");
    let stale = async { services.correct(&desk.permit()?, booking.id, Expected::Version(0), (&person, false)).await };
    assert_eq!(code_of(fresh, stale).await, "changed");
    let nameless = PersonForm { phone: "12".into(), ..form.clone() };
    let asked = async { services.correct(&desk.permit()?, booking.id, ANY, (&nameless, false)).await };
    assert_eq!(wrong(fresh, asked).await.first().map(|(field, _)| *field), Some("phone"));
    services.cancel(&desk, &Handle::Id(booking.id), ANY, None).await.unwrap();
    let gone = async { services.correct(&desk.permit()?, booking.id, ANY, (&person, false)).await };
    assert_eq!(code_of(fresh, gone).await, "not_possible");
}

async fn a_number_and_a_birth_date_decide_whose_booking_it_is(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (one, hers) = taken_down(&mut world, A_DAY).await;
    let (other, another) = taken_down(&mut world, A_DAY + 1).await;
    let (desk, services) = (world.desk(), world.services.clone());
    // She is known by the other's number: she would have two of a kind.
    let same = PersonForm { phone: another.phone.clone(), ..hers.clone() };
    assert_eq!(
        code_of(fresh, services.correct(&desk.permit().unwrap(), one.id, ANY, (&same, false))).await,
        "already_booked"
    );
    let older = PersonForm { birth_date: "1990-01-02".into(), ..same };
    let written = services.correct(&desk.permit().unwrap(), one.id, ANY, (&older, false)).await.unwrap();
    assert!(written.client != one.client && written.client != other.client, "one number, two people");
}

async fn a_new_address_gets_what_waits_and_the_old_link_dies(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, person) = taken_down(&mut world, A_DAY).await;
    let (desk, services, link) = (world.desk(), world.services.clone(), world.link(&booking));
    let form = PersonForm { email: "hanako.neu@mail.kaku.example".into(), ..person };
    let written = services.correct(&desk.permit().unwrap(), booking.id, ANY, (&form, true)).await.unwrap();
    let messages = world.messages(&booking).await;
    let waiting: Vec<_> = messages.iter().filter(|row| row.state == OutboxState::Pending).collect();
    assert!(!waiting.is_empty() && waiting.iter().all(|row| row.recipient == form.email), "{messages:?}");
    let resident = world.resident();
    assert_eq!(code_of(fresh, services.find(&resident, &link)).await, "not_found");
    services.find(&resident, &world.link(&written)).await.unwrap();
}

async fn staff_are_told_of_somebody_of_that_name_under_another_number(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let (booking, person) = taken_down(&mut world, A_DAY).await;
    let (desk, services) = (world.desk(), world.services.clone());
    let her =
        async |form: PersonForm| services.namesake(&desk.permit().unwrap(), &form).await.unwrap().map(|known| known.id);
    assert_eq!(her(person.clone()).await, None, "it is her own");
    let number = PersonForm { phone: "09099998888".into(), ..person };
    assert_eq!(her(number.clone()).await, Some(booking.id));
    // As it is read, however it is written.
    let kana = PersonForm { family_name: "やまだ".into(), family_name_kana: "やまだ".into(), ..number.clone() };
    assert_eq!(her(kana).await, Some(booking.id));
    assert_eq!(her(PersonForm { birth_date: "1990-01-02".into(), ..number.clone() }).await, None);
    assert_eq!(
        code_of(fresh, async { services.namesake(&world.resident().permit()?, &number).await }).await,
        "not_found"
    );
}
