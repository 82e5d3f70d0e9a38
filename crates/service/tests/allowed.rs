//! Whoever may not is refused by the use case itself, whatever stands in front of it: nobody, somebody with the link of
//! another booking, a partner. No use case can be added without saying here for whom it is.
//! Longer than other files because the list of all of them is one table, read by the last test.

use std::collections::BTreeSet;
use std::path::Path;

use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::{CallId, ClosureId, LeafletId, NewsId, OutboxId, PartnerKeyId, TemplateId};
use mendan_domain::import::field::Sort;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::slot::SlotId;
use mendan_domain::staff::{Profession, Role, RoleId};
use mendan_service::audit::read::LogQuery;
use mendan_service::booking::arrived::Wish;
use mendan_service::booking::book::BookCommand;
use mendan_service::booking::claim::{Taken, Wanted};
use mendan_service::booking::move_booking::MoveTo;
use mendan_service::booking::next::{NextCommand, NextWish};
use mendan_service::booking::person::PersonForm;
use mendan_service::calendar::choice::CalendarChoice;
use mendan_service::calendar::day::DayQuery;
use mendan_service::calendar::narrowed::Narrowed;
use mendan_service::calendar::places::PlacesQuery;
use mendan_service::calendar::week::WeekQuery;
use mendan_service::city::kind_form::KindForm;
use mendan_service::city::kind_set::kind_sets;
use mendan_service::city::leaflet::LeafletForm;
use mendan_service::city::listed::Entry;
use mendan_service::city::office::OfficeForm;
use mendan_service::city::settings::section::Section;
use mendan_service::draft::keep::Begun;
use mendan_service::draft::repository::WorkDraftId;
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_service::founding::place::PlaceForm;
use mendan_service::handle::Handle;
use mendan_service::import::mapping::Mapping;
use mendan_service::message::again::Outage;
use mendan_service::message::dkim::DkimKeyId;
use mendan_service::message::dkim::form::KeyForm;
use mendan_service::message::relay::form::RelayForm;
use mendan_service::message::relay::trial::TrialForm;
use mendan_service::model::{Booking, Call, CallOutcome, CallReason, Listed, NurseSlot, Session};
use mendan_service::offer::closure::ClosureForm;
use mendan_service::offer::copy::CopyQuery;
use mendan_service::offer::holiday::HolidayChoice;
use mendan_service::offer::publish::PublishQuery;
use mendan_service::offer::template_form::TemplateForm;
use mendan_service::offer::why::WhyQuery;
use mendan_service::permit::Proof;
use mendan_service::permit::asked::{HandleMail, OpenTimes, ViewBookings};
use mendan_service::range::form::RangeForm;
use mendan_service::range::repository::RangeUndoId;
use mendan_service::rescue::absent::AbsentForm;
use mendan_service::sealed::SealedPlace;
use mendan_service::staff::address::MailWish;
use mendan_service::staff::administration::NewStaff;
use mendan_service::staff::factor::kind::{Evidence, FactorId, FactorKind, FactorRow, ProvenBy};
use mendan_service::staff::factor::offered::NewFactor;
use mendan_service::staff::member::StaffForm;
use mendan_service::staff::openid::form::ProviderForm;
use mendan_service::staff::own_password::OwnPassword;
use mendan_service::staff::role::RoleForm;
use mendan_service::{Context, Refusal};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::build::first_day;
use crate::support::calendars::NoCalendar;
use crate::support::carrier::{Maker, Nobody, new_key};
use crate::support::provider::Provider;
use crate::support::usual;
use crate::support::world::{Time, World};

on_both_engines!(
    who_may_not_is_refused_whatever_she_asks,
    a_link_opens_its_own_booking_and_no_other,
    every_role_may_do_what_is_its_own,
);

/// For everybody, each with its reason.
const EVERYBODY: &[(&str, &str)] = &[
    ("announce", "a part of booking, in its transaction"),
    ("announce_already_booked", "a part of booking, in its transaction"),
    ("beat", "the queue's worker's own"),
    ("idle", "the queue's worker's own"),
    ("wake_others", "the queue's worker's own"),
    ("wakes", "the queue's worker's own"),
    ("stamp", "whoever works on a leased row"),
    ("finish", "whoever works on a leased row"),
    ("later", "whoever works on a leased row"),
    ("park", "whoever works on a leased row"),
    ("raise_alarm", "the product's own, where it notices something"),
    ("raise_alarm_in", "the product's own, where it notices something"),
    ("clear_alarm_in", "the product's own, where something is mended"),
    ("alarms", "readiness and figures; alarms_of is asked below"),
    ("hold_after_restore", "the first start's own"),
    ("hold_mails", "the command line's own, of every city"),
    ("follow_address", "the start's own"),
    ("follow_staff_address", "the start's own"),
    ("found", "whoever has the machine; there is nobody in the city yet"),
    ("invite", "the start's and the command line's own: a link for whoever has the machine"),
    ("has_administrator", "the command line's own: whether a city waits for somebody"),
    ("city_add", "the command line's own: whoever has the machine"),
    ("city_set_address", "the command line's own: its signature wants the product itself"),
    ("city_set_staff_address", "the command line's own: its signature wants the product itself"),
    ("founding_link", "tells of the link whose word it is given"),
    ("founding_begin", "by the word of the link it is given"),
    ("founder", "tells whose the cookie is that it is given"),
    ("founder_in_city", "wants a founder, whom only the link's cookie makes"),
    ("found_city", "wants a founder, whom only the link's cookie makes"),
    ("found_administrator", "wants a founder, whom only the link's cookie makes"),
    ("feed_content", "by the secret of the address it is given"),
    ("read_due_calendars", "the metronome's own"),
    ("can_mail", "whether letters of the city can leave; tells yes or no"),
    ("follow_mail_servers", "the start's own"),
    ("signing_records", "the command line's own: its signature wants the product itself"),
    ("mail_route", "the command line's own: its signature wants the product itself"),
    ("municipalities", "the start's and the command line's own: which cities there are"),
    ("migrate", "the start's and the command line's own"),
    ("free_leases", "the start's own"),
    ("backup", "the command line's own"),
    ("close", "the end's own"),
    ("database_ready", "readiness"),
    ("settled", "before every answer; tells nothing"),
    ("outbox_counts", "figures: numbers of every city"),
    ("sweep_holds", "the metronome's own"),
    ("sweep_old", "the metronome's own"),
    ("seal_audit", "the metronome's own"),
    ("audit_release", "the command line's own: its signature wants the product itself"),
    ("verify_audit", "the command line's own, of every city; tells numbers and row ids"),
    ("soundness", "counts without a name, for who runs the installation"),
    ("backup_made", "the command line's own"),
    ("backup_failed", "the command line's own"),
    ("backup_failed_untold", "the command line's own"),
    ("watch_backup", "the start's and the metronome's own"),
    ("check_secret", "the start's and the metronome's own; tells a number"),
    ("rotate_secret", "the command line's own, of every city; tells numbers and row ids"),
    ("sweep_refused_mails", "the metronome's own"),
    ("write_mornings", "the metronome's own"),
    ("write_troubles", "the metronome's own"),
    ("take_report", "the metronome's own: believes what names a message of ours"),
    ("take", "a part of booking, in its transaction"),
    ("write", "the queue's worker's own"),
    ("offer", "free times are public"),
    ("offer_in", "free times are public"),
    ("full_starts", "that a time is full is public"),
    ("had_times", "that a day had times is public"),
    ("nearest", "free times are public"),
    ("leaflet_part", "files for whoever has their link"),
    ("picture", "the city's logo is for everybody"),
    ("coming_places", "how much is offered is public"),
    ("note_refused", "writes down what somebody who is signed in was refused"),
    ("probe_writes", "touches a row of its own, for the product itself"),
    ("sign_in", "asks for the password"),
    ("half_way", "tells whose the cookie is that it is given, and what is asked of her"),
    ("staff_link", "tells of the link whose word it is given"),
    ("password_by_link", "by the word of the link it is given"),
    ("address_confirm", "by the word of the link it is given"),
    ("password_forgotten", "takes note of what was typed, and tells nothing"),
    ("send_to_staff", "whoever works on a leased row"),
    ("step_leave", "ends the step of the cookie that it is given, and nothing else"),
    ("step_owner", "tells whose the cookie is that it is given"),
    ("step_prove", "asks for the factor, by the cookie that a right password gave"),
    ("step_register", "a first factor, by the cookie that a right password gave"),
    ("openid_look", "the command line's own: its signature wants the product itself"),
    ("openid_label", "what the button of the entrance says is for everybody"),
    ("openid_begin", "sends whoever asks; in whose session, its caller has found"),
    ("openid_end", "where people sign out at the provider"),
    ("openid_finish", "asks the provider who it is, by the code and the cookie that it is given"),
    ("sign_out", "ends the session of the cookie it is given"),
    ("session", "tells whose the cookie is that it is given"),
    ("session_unseen", "tells whose the cookie is that it is given"),
    ("partner_of_key", "tells whose the key is that it is given"),
    ("book", "residents book; the channels of the staff are asked below"),
    ("hold", "a time for the browser that asks"),
    ("release_hold", "the hold of the cookie it is given"),
    ("hold_of", "the hold of the cookie it is given"),
    ("owner_of_session", "tells whose the cookie was that it is given; lets nobody in"),
    ("last_hold_of", "the hold of the cookie it is given"),
    ("extend_hold", "the hold of the cookie it is given"),
    ("save_draft", "the hold of the cookie it is given"),
    ("find", "by the link's secret; by id it is asked below"),
    ("ended", "by the secret of a dead link; tells a language"),
    ("find_for_program", "by the link's secret; by id it is asked below"),
    ("find_in", "by the link's secret; by id it is asked below"),
    ("move_to", "by the link's secret; by id it is asked below"),
    ("change_mode", "by the link's secret; by id it is asked below"),
    ("possible_modes", "by the link's secret; by id it is asked below"),
    ("cancel", "by the link's secret; by id it is asked below"),
    ("cancel_quietly", "by the link's secret; by id it is asked below"),
    ("link_for", "a part of booking: speaks of a booking that its caller has"),
    ("offers_of", "by the link's secret; by id a booking is asked for below"),
    ("offer_take", "by the link's secret; by id a booking is asked for below"),
    ("offer_decline", "by the link's secret; by id a booking is asked for below"),
    ("sweep_offers", "the metronome's own"),
];

/// Who may, is asked before what was seen.
const ANY: Expected = Expected::Any;

/// What there is to ask about.
pub struct Things {
    booking: Booking,
    slot: NurseSlot,
    /// A session of the receptionist.
    session: Session,
    key: PartnerKeyId,
    leaflet: LeafletId,
    template: TemplateId,
    closure: ClosureId,
    /// Of the first nurse, on a day when nothing happens.
    absence: ClosureId,
    call: CallId,
    /// A factor of the receptionist's.
    factor: i64,
    role: RoleId,
    dkim: DkimKeyId,
}

/// A free time far enough ahead.
async fn free(world: &World, further: usize) -> Time {
    let slots = world.slots().await;
    let slot = slots[slots.len() / 2 + 7 * further];
    Time { id: SlotId { office: slot.office, kind: slot.kind, starts_at: slot.starts_at }, mode: Mode::Phone }
}

/// The answer to whoever asks with what she has. Who cannot show what the use case takes by its signature cannot ask it at all,
/// and the refusal is that of the question: `Permit` and `By` say in their docs, with code that does not compile, that there is
/// no way past it.
macro_rules! ask {
    ($services:ident.$use_case:ident($context:ident $(, $argument:expr)* $(,)?)) => {
        match Proof::of($context) {
            Ok(shown) => $services.$use_case(&shown $(, $argument)*).await.err(),
            Err(refusal) => Some(refusal),
        }
    };
}

/// The same about an entry of a list.
macro_rules! ask_entry {
    ($services:ident.$use_case:ident($context:ident, $listed:expr $(, $argument:expr)*)) => {
        match Entry::of($context, $listed) {
            Ok(entry) => $services.$use_case(&entry $(, $argument)*).await.err(),
            Err(refusal) => Some(refusal),
        }
    };
}

impl Things {
    pub async fn new(world: &mut World) -> Self {
        let time = free(world, 0).await;
        let booking = world.book(time, Channel::Web, None).await.unwrap();
        let (services, system) = (&world.services, world.system());
        let (key, _) = services.partner_key_make(&system.permit().unwrap(), "架空 アプリ").await.unwrap();
        let leaflet = LeafletForm { label_ja: "しおり", label_en: "", octets: Some(b"%PDF-1.7") };
        let kind = world.number.kind(0);
        let leaflet = services.leaflet_add(&world.administrator().permit().unwrap(), kind, &leaflet).await.unwrap();
        let session = Session {
            token_hash: vec![7; 32],
            municipality: world.number.city(),
            staff: world.number.receptionist(),
            created_at: services.now(),
            seen_at: services.now(),
            state_sealed: Some(services.seal(&SealedPlace::Desk(vec![7; 32]), &"試験 花子").unwrap()),
            proven_at: services.now(),
            proven_by: ProvenBy::Password,
            browser: "Firefox (Linux)".into(),
            network: "192.0.2.0/24".into(),
            shared: false,
            first_password: false,
        };
        let call = Call {
            id: CallId(services.new_id()),
            municipality: world.number.city(),
            booking: booking.id,
            reason: CallReason::Closed,
            cause: "closure:0".into(),
            detail: "{}".into(),
            next_at: services.now(),
            attempts: 0,
            outcome: None,
            done_at: None,
            staff: None,
            created_at: services.now(),
            version: 0,
        };
        let mut tx = world.store.begin().await.unwrap();
        tx.call_ensure(&call).await.unwrap();
        tx.session_insert(&session).await.unwrap();
        let factor = FactorRow {
            id: FactorId(services.new_id()),
            municipality: world.number.city(),
            staff: world.number.receptionist(),
            kind: FactorKind::Totp,
            sealed: vec![0; 40],
            mark: 0,
            made_at: services.now(),
            used_at: None,
        };
        assert!(tx.factor_insert(&factor).await.unwrap());
        tx.commit().await.unwrap();
        let slot = world.slots().await[0];
        let closure = system.catalogue.closed.closures[0].id;
        let template = services.templates(&world.administrator().permit().unwrap()).await.unwrap()[0].id;
        let form = RoleForm { name: "窓口の長".into(), permissions: vec!["view_bookings".into()] };
        let role = services.role_save(&world.administrator().permit().unwrap(), None, &form).await.unwrap();
        let (key, call, factor) = (key.id, call.id, factor.id.0);
        let away = ClosureForm {
            whose: format!("staff-{}", world.number.nurse(0)),
            from: "2026-12-01".into(),
            reason: "研修".into(),
            ..ClosureForm::default()
        };
        let absence = services.closure_save(&world.administrator().permit().unwrap(), None, &away).await.unwrap().0;
        let dkim = services.dkim_make(&system.permit().unwrap(), &new_key("s1"), &Maker).await.unwrap().id;
        Self { booking, slot, session, key, leaflet, template, closure, absence, call, factor, role, dkim }
    }

    /// The same by ids that nobody has: every store begins with the same ones.
    pub fn nobodys(mut self) -> Self {
        const FURTHER: i64 = 1_000_000_000;
        let ids = [&mut self.booking.id.0, &mut self.booking.client.0, &mut self.slot.id.0, &mut self.key.0];
        for id in ids.into_iter().chain([
            &mut self.leaflet.0,
            &mut self.template.0,
            &mut self.closure.0,
            &mut self.absence.0,
            &mut self.call.0,
            &mut self.factor,
            &mut self.role.0,
        ]) {
            *id += FURTHER;
        }
        self
    }
}

pub type Asked = Vec<(&'static str, Option<Refusal>)>;

/// The bookings, and what staff do with them.
async fn ask_of_bookings(world: &World, context: &Context, things: &Things) -> Asked {
    let services = &world.services;
    let id = things.booking.id;
    let handle = Handle::Id(id);
    let outage = Outage { failure: None, from: None, until: None };
    let date = context.catalogue.municipality.local_date(things.booking.starts_at);
    let to = free(world, 2).await.id.to_string();
    let mut tx = world.store.read().await.unwrap();
    let in_tx = services.find_in(tx.as_mut(), context, &handle).await.err();
    drop(tx);
    let by_phone = BookCommand {
        slot_id: to.clone(),
        kind: context.catalogue.kinds[0].slug.clone(),
        mode: "phone".into(),
        person: PersonForm::default(),
        channel: Channel::Phone,
        idempotency_key: None,
        browser: None,
        source: None,
        beside: false,
        nurse: None,
    };
    let nurse = things.booking.claim.staff;
    let where_to = MoveTo { slot_id: to.clone(), mode: None, nurse: Some(nurse) };
    let places = PlacesQuery { booking: id, from: None, date: None, week: true };
    let at_counter = BookCommand { channel: Channel::Counter, ..by_phone.clone() };
    vec![
        ("places", ask!(services.places(context, places))),
        ("find", ask!(services.find(context, &handle))),
        ("find_for_program", ask!(services.find_for_program(context, &handle))),
        ("find_in", in_tx),
        ("day", ask!(services.day(context, DayQuery { date, office: None, staff: None }))),
        ("week", ask!(services.week(context, WeekQuery { date, office: None, staff: None }))),
        ("month", ask!(services.month(context, date, Narrowed::default()))),
        ("calendar_choice", ask!(services.calendar_choice(context))),
        ("calendar_choose", ask!(services.calendar_choose(context, &CalendarChoice::default()))),
        ("open_booking", ask!(services.open_booking(context, id))),
        ("next_day_with_times", ask!(services.next_day_with_times(context, date, None))),
        ("desk_search", ask!(services.desk_search(context, "ヤマダ"))),
        ("possible_modes", ask!(services.possible_modes(context, &handle))),
        ("change_mode", ask!(services.change_mode(context, &handle, ANY, "in_person"))),
        ("move_to", ask!(services.move_to(context, &handle, ANY, &to, None))),
        ("mark", ask!(services.mark(context, id, ANY, Status::Booked))),
        ("note_save", ask!(services.note_save(context, id, ANY, "受付に上着"))),
        ("follow_up", ask!(services.follow_up(context, id, ANY, (FollowUp::Nothing, None)))),
        ("joint_colleagues", ask!(services.joint_colleagues(context, id))),
        ("joint_set", ask!(services.joint_set(context, id, ANY, Some(nurse)))),
        ("next_offer", ask!(services.next_offer(context, id, &NextWish::default()))),
        ("next_person", ask!(services.next_person(context, id, (false, "")))),
        ("book_next", ask!(services.book_next(context, id, ANY, NextCommand::default()))),
        ("next_interview", ask!(services.next_interview(context))),
        ("day_news", ask!(services.day_news(context))),
        ("day_news_waiting", ask!(services.day_news_waiting(context))),
        ("day_news_seen", ask!(services.day_news_seen(context, &[NewsId(1)]))),
        ("cancel", ask!(services.cancel(context, &handle, ANY, None))),
        ("cancel_quietly", ask!(services.cancel_quietly(context, &handle, ANY, None))),
        ("undoable", ask!(services.undoable(context, &things.booking))),
        ("undo", ask!(services.undo(context, id, ANY))),
        ("move_where", ask!(services.move_where(context, &handle, ANY, where_to))),
        ("calls", ask!(services.calls(context))),
        ("calls_waiting", ask!(services.calls_waiting(context))),
        ("calls_of", ask!(services.calls_of(context, id))),
        ("call_note", ask!(services.call_note(context, things.call, ANY, (Some(CallOutcome::Later), None)))),
        ("colleagues", ask!(services.colleagues(context, id, nurse))),
        ("reassign", ask!(services.reassign(context, id, ANY, (nurse, nurse)))),
        ("rescue", ask!(services.rescue(context, things.absence))),
        ("rescues_open", ask!(services.rescues_open(context))),
        ("rescue_hand_on", ask!(services.rescue_hand_on(context, things.absence, &[]))),
        ("rescue_take_back", ask!(services.rescue_take_back(context, RangeUndoId(1)))),
        ("rescue_offer", ask!(services.rescue_offer(context, things.absence, &[]))),
        ("offer_withdraw", ask!(services.offer_withdraw(context, id, ANY))),
        ("correct", ask!(services.correct(context, id, ANY, (&PersonForm::default(), false)))),
        ("namesake", ask!(services.namesake(context, &PersonForm::default()))),
        ("book", ask!(services.book(context, by_phone))),
        ("book", ask!(services.book(context, at_counter))),
        ("unsent_mails", ask!(services.unsent_mails(context))),
        ("mail_resend", ask!(services.mail_resend(context, OutboxId(1)))),
        ("outage", ask!(services.outage(context, outage))),
        ("outage_resend", ask!(services.outage_resend(context, outage, ""))),
        ("outage_undo", ask!(services.outage_undo(context, 1))),
        ("correct_address", ask!(services.correct_address(context, id, ANY, ("hers@mail.kaku.example", false)))),
        ("arrival", ask!(services.arrival(context, &handle))),
        ("arrival_wish", ask!(services.arrival_wish(context, &handle, ANY, Wish::Call))),
        ("mail_settle", ask!(services.mail_settle(context, OutboxId(1)))),
    ]
}

/// What members do with what is their own.
async fn ask_of_own(world: &World, context: &Context, things: &Things) -> Asked {
    let services = &world.services;
    let nurse = things.booking.claim.staff;
    let evidence = Evidence::typed(&Fields::default());
    let begun =
        Begun { form: "/staff/desk/book#1".into(), place: "/staff/desk?new=1".into(), fields: Fields::default() };
    vec![
        ("change_own_password", ask!(services.change_own_password(context, &things.session, &OwnPassword::default()))),
        ("own_feed", ask!(services.own_feed(context))),
        ("feed_make", ask!(services.feed_make(context, ANY))),
        ("feed_end", ask!(services.feed_end(context, ANY))),
        ("own_source", ask!(services.own_source(context))),
        ("own_conflicts", ask!(services.own_conflicts(context))),
        ("source_read_at", ask!(services.source_read_at(context, nurse))),
        ("source_set", ask!(services.source_set(context, ANY, "https://cal.example/a.ics", &NoCalendar))),
        ("source_upload", ask!(services.source_upload(context, ANY, b"BEGIN:VCALENDAR"))),
        ("source_end", ask!(services.source_end(context, ANY))),
        ("own_addresses", ask!(services.own_addresses(context))),
        ("own_address_set", ask!(services.own_address_set(context, &things.session, "hers@mail.kaku.example"))),
        ("own_mail_wish", ask!(services.own_mail_wish(context, &things.session, (MailWish::News, true)))),
        ("own_sessions", ask!(services.own_sessions(context, &things.session))),
        ("own_session_share", ask!(services.own_session_share(context, &things.session, true))),
        ("own_sessions_end_others", ask!(services.own_sessions_end_others(context, &things.session))),
        ("own_factors", ask!(services.own_factors(context))),
        ("own_offer", context.signed_in().and_then(|own| services.own_offer(&own, None)).err()),
        ("own_passkey", ask!(services.own_passkey(context, &things.session))),
        ("own_ways", ask!(services.own_ways(context, &things.session))),
        ("factor_add", ask!(services.factor_add(context, &things.session, &NewFactor::default()))),
        ("factor_remove", ask!(services.factor_remove(context, &things.session, FactorId(things.factor)))),
        ("recovery_renew", ask!(services.recovery_renew(context, &things.session))),
        ("openid_own", ask!(services.openid_own(context))),
        ("openid_unlink", ask!(services.openid_unlink(context, &things.session))),
        ("prove_again", ask!(services.prove_again(context, &things.session, &evidence))),
        ("drafts", ask!(services.drafts(context))),
        ("draft_keep", ask!(services.draft_keep(context, &begun))),
        ("draft_done", ask!(services.draft_done(context, &begun.form))),
        ("draft_forget", ask!(services.draft_forget(context, WorkDraftId(1)))),
        (
            "change_desk_state",
            ask!(services.change_desk_state(context, &things.session, |_: Option<String>| String::new())),
        ),
        ("keep_desk_state", ask!(services.keep_desk_state(context, &things.session, &"x"))),
        ("desk_state", context.signed_in().and_then(|own| services.desk_state::<String>(&own, &things.session)).err()),
        ("own_session_end", end_a_session(world, context, things).await),
    ]
}

/// The name that it has by now: it goes on under another one when a factor is taken away.
async fn end_a_session(world: &World, context: &Context, things: &Things) -> Option<Refusal> {
    let own = match context.signed_in() {
        Ok(own) => own,
        Err(refusal) => return Some(refusal),
    };
    let all = world.services.own_sessions(&own, &things.session).await.unwrap_or_default();
    let name = all.first().map(|session| session.name.as_str()).unwrap_or_default();
    world.services.own_session_end(&own, &things.session, name).await.err()
}

/// The times, and why they are not offered.
async fn ask_of_times(world: &World, context: &Context, things: &Things) -> Asked {
    let services = &world.services;
    let NurseSlot { office, kind, starts_at: at, .. } = things.slot;
    let why = WhyQuery { kind, mode: None, office, at, staff: None, channel: Channel::Web };
    let first = first_day(&world.town);
    let publish = PublishQuery { from: first, until: first, office: None, staff: None };
    let copy = CopyQuery { from_month: first, to_month: first, office: None, staff: None };
    let template = TemplateForm::default();
    vec![
        (
            "why",
            match context.permit::<ViewBookings>() {
                Ok(permit) => services.why(&permit, &why).await.err(),
                Err(refusal) => Some(refusal),
            },
        ),
        ("set_open", ask!(services.set_open(context, things.slot.id, Some(true), true))),
        ("time_close", ask!(services.time_close(context, things.slot.id, Some(true), ""))),
        ("time_open", ask!(services.time_open(context, things.slot.id))),
        ("range_preview", ask!(services.range_preview(context, &RangeForm::default()))),
        ("range_do", ask!(services.range_do(context, &RangeForm::default(), ""))),
        ("range_undoable", ask!(services.range_undoable(context, RangeUndoId(1)))),
        ("range_undo", ask!(services.range_undo(context, RangeUndoId(1)))),
        ("publish", ask!(services.publish(context, &[]))),
        ("preview", ask!(services.preview(context, publish))),
        ("publish_plan", ask!(services.publish_plan(context, publish, 0))),
        ("copy_preview", ask!(services.copy_preview(context, copy))),
        ("copy_publish", ask!(services.copy_publish(context, copy, 0))),
        ("templates", ask!(services.templates(context))),
        ("template_problems", ask!(services.template_problems(context))),
        ("template", ask!(services.template(context, things.template))),
        ("template_save", ask!(services.template_save(context, None, &template))),
        ("template_delete", ask!(services.template_delete(context, things.template, ANY))),
        ("closure_check", ask!(services.closure_check(context, &ClosureForm::default()))),
        ("closure_save", ask!(services.closure_save(context, Some((things.closure, ANY)), &ClosureForm::default()))),
        ("template_met", ask!(services.template_met(context, None, &template))),
        ("closure_delete", ask!(services.closure_delete(context, things.closure, ANY))),
        ("absent", ask!(services.absent(context, &AbsentForm::default()))),
        ("absent_check", ask!(services.absent_check(context, &AbsentForm::default()))),
        ("holiday_set", ask!(services.holiday_set(context, ANY, first, &HolidayChoice::Rule))),
        ("holidays_import", ask!(services.holidays_import(context, ANY, b""))),
        ("year_end_set", ask!(services.year_end_set(context, ANY, true))),
        ("bookings_ahead", ask_entry!(services.bookings_ahead(context, Listed::Kind(world.number.kind(0))))),
        ("consequence", ask!(services.consequence(context, &world.system().catalogue.kinds[0]))),
    ]
}

/// What the city is.
async fn ask_of_setup(world: &World, context: &Context, things: &Things) -> Asked {
    let (services, number) = (&world.services, world.number);
    let (office, kind, nurse) = (number.office(0), number.kind(0), number.nurse(0));
    let nothing = Fields::default();
    let typed = KindForm(&nothing);
    let leaflet = LeafletForm { label_ja: "", label_en: "", octets: None };
    let set = kind_sets().unwrap()[0].id;
    let no_password = [String::new(), String::new()];
    vec![
        ("alarms_of", ask!(services.alarms_of(context))),
        ("steps_left", ask!(services.steps_left(context))),
        (
            "begin_place",
            match (context.permit(), context.permit()) {
                (Ok(setup), Ok(staff)) => services.begin_place(&setup, &staff, &PlaceForm::default()).await.err(),
                _ => Some(Refusal::NotFound),
            },
        ),
        ("import_draft", ask!(services.import_draft(context, Sort::Bookings))),
        ("import_bring", ask!(services.import_bring(context, Sort::Bookings, b"a\n1\n"))),
        ("import_map", ask!(services.import_map(context, Sort::Bookings, Mapping::default()))),
        ("import_preview", ask!(services.import_preview(context, Sort::Bookings))),
        ("import_run", ask!(services.import_run(context, Sort::Bookings, ""))),
        ("import_undo", ask!(services.import_undo(context))),
        ("import_forget", ask!(services.import_forget(context, Sort::Bookings))),
        ("office_save", ask!(services.office_save(context, Some((office, ANY)), &OfficeForm::default()))),
        ("office_set_active", ask!(services.office_set_active(context, office, ANY, true))),
        ("kind_save", ask!(services.kind_save(context, Some((kind, ANY)), typed))),
        ("kind_as_typed", context.permit().and_then(|permit| services.kind_as_typed(&permit, Some(kind), typed)).err()),
        ("kind_set_active", ask!(services.kind_set_active(context, kind, ANY, true))),
        ("kind_set_add", ask!(services.kind_set_add(context, set))),
        ("setting_save", ask!(services.setting_save(context, Section::Names, ANY, &nothing))),
        ("setting_undo", ask!(services.setting_undo(context, Section::Names, ANY))),
        ("logo_save", ask!(services.logo_save(context, ANY, None))),
        ("logo_take_away", ask!(services.logo_take_away(context, ANY))),
        ("schedule_as_typed", context.permit().and_then(|permit| services.schedule_as_typed(&permit, &nothing)).err()),
        ("schedule_preview", ask!(services.schedule_preview(context, &context.catalogue.municipality, None))),
        ("setting_changes", ask!(services.setting_changes(context, Section::Names))),
        ("leaflet_add", ask!(services.leaflet_add(context, kind, &leaflet))),
        ("leaflet_delete", ask!(services.leaflet_delete(context, things.leaflet))),
        ("listed_up", ask_entry!(services.listed_up(context, Listed::Kind(kind), None))),
        ("listed_used", ask_entry!(services.listed_used(context, Listed::Kind(kind)))),
        ("listed_delete", ask_entry!(services.listed_delete(context, Listed::Kind(kind), ANY))),
        ("staff_save", ask!(services.staff_save(context, Some((nurse, ANY)), &StaffForm::default()))),
        ("staff_set_disabled", ask!(services.staff_set_disabled(context, nurse, ANY, false))),
        ("to_hand_on", ask!(services.to_hand_on(context, nurse))),
        ("hand_on", ask!(services.hand_on(context, nurse, &[]))),
        ("has_factor", ask!(services.has_factor(context, nurse))),
        ("member_sessions_end", ask!(services.member_sessions_end(context, nurse, ANY))),
        ("invitations", ask!(services.invitations(context))),
        ("way_in", ask!(services.way_in(context, nurse))),
        ("staff_invite", ask!(services.staff_invite(context, nurse, ANY, "hers@mail.kaku.example"))),
        ("staff_withdraw", ask!(services.staff_withdraw(context, nurse, ANY))),
        ("factors_take_away", ask!(services.factors_take_away(context, nurse, ANY))),
        ("openid_has_link", ask!(services.openid_has_link(context, nurse))),
        ("openid_links_take_away", ask!(services.openid_links_take_away(context, nurse, ANY))),
        ("role_save", ask!(services.role_save(context, None, &RoleForm::default()))),
        ("dkim_keys", ask!(services.dkim_keys(context))),
        ("dkim_make", ask!(services.dkim_make(context, &KeyForm::default(), &Maker))),
        ("dkim_begin", ask!(services.dkim_begin(context, things.dkim, ANY))),
        ("dkim_end", ask!(services.dkim_end(context, things.dkim, ANY))),
        ("dkim_delete", ask!(services.dkim_delete(context, things.dkim, ANY))),
        ("role_delete", ask!(services.role_delete(context, things.role, ANY))),
        ("staff_set_password", ask!(services.staff_set_password(context, nurse, ANY, &no_password))),
    ]
}

/// What administrators and the command line do alike.
async fn ask_of_government(world: &World, context: &Context, things: &Things) -> Asked {
    let services = &world.services;
    let new = NewStaff {
        login: "new".into(),
        display_name: "見本".into(),
        role: Role::Administrator,
        profession: Profession::Clerk,
        password: "a password that is long".into(),
    };
    let about = world.system();
    let (kind, office) = (&about.catalogue.kinds[0], &about.catalogue.offices[0]);
    let wanted = Wanted::new(kind, office, services.now(), Mode::Phone, Group::Web);
    let make = |_: &Taken| Err(Refusal::NotPossible);
    vec![
        ("all_templates", ask!(services.all_templates(context))),
        ("first_templates", ask!(services.first_templates(context, &[]))),
        ("published_between", ask!(services.published_between(context, (services.now(), services.now())))),
        ("bring_in", ask!(services.bring_in(context, (things.booking.id, &wanted), &make))),
        ("held_mails", ask!(services.held_mails(context))),
        ("unread_reports", ask!(services.unread_reports(context))),
        ("held_jobs", ask!(services.held_jobs(context))),
        ("mails_release", ask!(services.mails_release(context, None))),
        ("mails_drop", ask!(services.mails_drop(context, None))),
        ("staff_add", ask!(services.staff_add(context, &new))),
        ("staff_reset", ask!(services.staff_reset(context, "desk", &new.password))),
        ("staff_reset_link", ask!(services.staff_reset_link(context, "desk"))),
        ("staff_disable", ask!(services.staff_disable(context, "desk"))),
        ("audit_log", ask!(services.audit_log(context, &LogQuery::default()))),
        ("audit_export", ask!(services.audit_export(context, &LogQuery::default()))),
        ("audit_patterns", ask!(services.audit_patterns(context, services.now().date_naive()))),
        ("networks", ask!(services.networks(context))),
        ("network_allow", ask!(services.network_allow(context, "192.0.2.0/24"))),
        ("network_forget", ask!(services.network_forget(context, "192.0.2.0/24"))),
        ("network_leave", ask!(services.network_leave(context, "192.0.2.0/24"))),
        ("mailbox_of", ask!(services.mailbox_of(context))),
        ("mailbox_save", ask!(services.mailbox_save(context, ANY, &RelayForm::default(), &Nobody))),
        ("mailbox_try", ask!(services.mailbox_try(context, &TrialForm::default(), &Nobody))),
        ("mailbox_remove", ask!(services.mailbox_remove(context, ANY))),
        ("openid_of", ask!(services.openid_of(context))),
        ("openid_save", ask!(services.openid_save(context, ANY, &ProviderForm::default()))),
        ("openid_try", ask!(services.openid_try(context, &ProviderForm::default(), &Provider::default()))),
        ("openid_undo", ask!(services.openid_undo(context, ANY))),
        ("openid_remove", ask!(services.openid_remove(context, ANY))),
        ("partner_keys", ask!(services.partner_keys(context))),
        ("partner_key_make", ask!(services.partner_key_make(context, "架空 アプリ"))),
        ("partner_key_revoke", ask!(services.partner_key_revoke(context, things.key, ANY))),
        ("end_published_passwords", ask!(services.end_published_passwords(context))),
        ("end_partner_key_of_demo", ask!(services.end_partner_key_of_demo(context))),
        ("partner_key_of_demo", ask!(services.partner_key_of_demo(context, "見本の連携"))),
    ]
}

/// Every use case that is not everybody's, asked by `context` about what is in `world`.
pub async fn ask_all(world: &World, context: &Context, things: &Things) -> Asked {
    // Each on the heap: there are many of them.
    let mut asked = Box::pin(ask_of_bookings(world, context, things)).await;
    asked.extend(Box::pin(ask_of_own(world, context, things)).await);
    asked.extend(Box::pin(ask_of_times(world, context, things)).await);
    asked.extend(Box::pin(ask_of_setup(world, context, things)).await);
    asked.extend(Box::pin(ask_of_government(world, context, things)).await);
    asked
}

async fn who_may_not_is_refused_whatever_she_asks(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let things = Things::new(&mut world).await;
    let before = world.bookings().await;
    let key = world.services.partner_key_make(&world.system().permit().unwrap(), "架空 連携").await.unwrap().1;
    let partner = world.services.partner_of_key(world.number.city(), &key).await.unwrap();
    let partner = world.partner(partner);
    for context in [world.context(false), world.program(), Context::clone(&partner)] {
        for (asked, answer) in ask_all(&world, &context, &things).await {
            assert!(matches!(answer, Some(Refusal::NotFound)), "{:?} asked {asked}: {answer:?}", context.actor());
        }
    }
    let NurseSlot { office, kind, starts_at: at, .. } = things.slot;
    let why = WhyQuery { kind, mode: None, office, at, staff: None, channel: Channel::Web };
    world.services.why(&partner, &why).await.expect("partners may ask why");
    assert_eq!(world.bookings().await, before);
    // It is the asker that was wrong, not the question.
    for (asked, answer) in ask_all(&world, &world.administrator(), &things).await {
        assert!(!matches!(answer, Some(Refusal::NotFound)), "an administrator asked {asked}: {answer:?}");
    }
    let keys = ask_of_government(&world, &world.system(), &things).await;
    for (asked, answer) in keys {
        assert!(!matches!(answer, Some(Refusal::NotFound)), "the command line asked {asked}: {answer:?}");
    }
}

async fn a_link_opens_its_own_booking_and_no_other(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let things = Things::new(&mut world).await;
    let time = free(&world, 1).await;
    let other = world.book(time, Channel::Web, None).await.unwrap();
    let (services, resident) = (&world.services, world.resident());
    let link = Handle::Token(services.token_of(&other).unwrap());
    assert_eq!(services.find(&resident, &link).await.unwrap().id, other.id);
    services.possible_modes(&resident, &link).await.unwrap();
    let to = free(&world, 3).await.id.to_string();
    services.move_to(&resident, &link, ANY, &to, None).await.unwrap();
    services.cancel(&resident, &link, ANY, None).await.unwrap();
    let hers = services.find(&world.system(), &Handle::Id(things.booking.id)).await.unwrap();
    assert_eq!(hers, things.booking);
    let nearly = services.token_of(&things.booking).unwrap().to_lowercase();
    for handle in [Handle::Token(nearly), Handle::Token(String::new()), Handle::Id(things.booking.id)] {
        let refused =
            |answer: Option<Refusal>| assert!(matches!(answer, Some(Refusal::NotFound)), "{handle:?}: {answer:?}");
        refused(services.find(&resident, &handle).await.err());
        refused(services.possible_modes(&resident, &handle).await.err());
        refused(services.change_mode(&resident, &handle, ANY, "phone").await.err());
        refused(services.move_to(&resident, &handle, ANY, &to, None).await.err());
        refused(services.cancel(&resident, &handle, ANY, None).await.err());
    }
}

async fn every_role_may_do_what_is_its_own(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let things = Things::new(&mut world).await;
    let services = &world.services;
    let reception = world.desk();
    let nurse = world.nurse();
    let refused = |answer: Option<Refusal>| matches!(answer, Some(Refusal::NotFound));
    // Reception sees mails that did not leave, nurses do not.
    services.unsent_mails(&reception.permit().unwrap()).await.unwrap();
    assert!(refused(nurse.permit::<HandleMail>().err()));
    // Nurses open and close times, reception does not.
    assert!(refused(reception.permit::<OpenTimes>().err()));
    services.set_open(&nurse.permit().unwrap(), things.slot.id, Some(true), false).await.unwrap();
    for context in [&reception, &nurse] {
        services.open_booking(&context.permit().unwrap(), things.booking.id).await.unwrap();
        let asked = ask_of_setup(&world, context, &things).await.into_iter();
        for (asked, answer) in asked.chain(ask_of_government(&world, context, &things).await) {
            assert!(refused(answer), "{:?} asked {asked}", context.actor());
        }
    }
    // A colleague's session is not hers.
    assert_eq!(services.desk_state::<String>(&reception, &things.session).unwrap().as_deref(), Some("試験 花子"));
    assert!(refused(services.desk_state::<String>(&nurse, &things.session).err()));
    assert!(refused(services.keep_desk_state(&nurse, &things.session, &"x").await.err()));
}

/// Names of the public methods in a source: the asynchronous ones, and those that take who asks.
fn use_cases(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (head, always) in [("\n    pub async fn ", true), ("\n    pub fn ", false)] {
        for part in source.split(head).skip(1) {
            let signature = part.split(" {\n").next().unwrap_or_default();
            let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let asks =
                ["context: &Context", "context: &By<", "context: &Permit<"].iter().any(|who| signature.contains(who));
            if signature.contains("&self") && (always || asks) {
                found.push(name);
            }
        }
    }
    found
}

fn in_folder(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            in_folder(&path, found);
        } else {
            found.extend(use_cases(&std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn no_use_case_is_without_an_answer_to_who_may() {
    let mut found = BTreeSet::new();
    // The folders are the areas; what stands beside them, and the hub's own folder, is what use cases are made of.
    for area in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let area = area.unwrap().path();
        if area.is_dir() && !area.with_extension("rs").exists() {
            in_folder(&area, &mut found);
        }
    }
    let own: String = include_str!("allowed.rs").split_whitespace().collect();
    let is_refused = |name: &str| {
        let asked = [format!("services.{name}("), format!("services.{name}::<")];
        own.contains(&format!("(\"{name}\",")) && asked.iter().any(|asked| own.contains(asked))
    };
    let everybody: BTreeSet<&str> = EVERYBODY.iter().map(|(name, _)| *name).collect();
    assert!(found.len() > 70, "the use cases are elsewhere now: {found:?}");
    let forgotten: Vec<&String> =
        found.iter().filter(|name| !is_refused(name) && !everybody.contains(name.as_str())).collect();
    assert!(forgotten.is_empty(), "say in this file who may: {forgotten:?}");
    let gone: Vec<&&str> = everybody.iter().filter(|name| !found.contains(**name)).collect();
    assert!(gone.is_empty(), "no longer there: {gone:?}");
}
