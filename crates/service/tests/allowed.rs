//! Whoever may not is refused by the use case itself, whatever stands in front of it: nobody, somebody with the link of
//! another booking, a partner. No use case can be added without saying here for whom it is.
//! Longer than other files because the list of all of them is one table, read by the last test.

use std::collections::BTreeSet;
use std::path::Path;

use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::{CallId, ClosureId, LeafletId, OutboxId, PartnerKeyId, TemplateId};
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::slot::SlotId;
use mendan_domain::staff::{Profession, Role};
use mendan_service::booking::book::BookCommand;
use mendan_service::booking::claim::{Taken, Wanted};
use mendan_service::booking::move_booking::MoveTo;
use mendan_service::booking::person::PersonForm;
use mendan_service::calendar::day::DayQuery;
use mendan_service::city::kind_form::KindForm;
use mendan_service::city::kind_set::kind_sets;
use mendan_service::city::leaflet::LeafletForm;
use mendan_service::city::office::OfficeForm;
use mendan_service::expected::Expected;
use mendan_service::forms::Fields;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, Call, CallOutcome, CallReason, Listed, NurseSlot, Session};
use mendan_service::offer::closure::ClosureForm;
use mendan_service::offer::copy::CopyQuery;
use mendan_service::offer::holiday::HolidayChoice;
use mendan_service::offer::publish::PublishQuery;
use mendan_service::offer::template_form::TemplateForm;
use mendan_service::offer::why::WhyQuery;
use mendan_service::permit::ManagePartners;
use mendan_service::sealed::SealedPlace;
use mendan_service::staff::administration::NewStaff;
use mendan_service::staff::member::StaffForm;
use mendan_service::staff::own_password::OwnPassword;
use mendan_service::{Actor, Context, Refusal};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::support::build::first_day;
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
    ("found", "whoever has the machine; there is nobody in the city yet"),
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
    ("soundness", "counts without a name, for who runs the installation"),
    ("check_secret", "the start's and the metronome's own; tells a number"),
    ("rotate_secret", "the command line's own, of every city; tells numbers and row ids"),
    ("sweep_refused_mails", "the metronome's own"),
    ("take", "a part of booking, in its transaction"),
    ("write", "the queue's worker's own"),
    ("offer", "free times are public"),
    ("offer_in", "free times are public"),
    ("full_starts", "that a time is full is public"),
    ("had_times", "that a day had times is public"),
    ("nearest", "free times are public"),
    ("leaflet_part", "files for whoever has their link"),
    ("coming_places", "how much is offered is public"),
    ("note_refused", "writes down what somebody who is signed in was refused"),
    ("probe_writes", "touches a row of its own, for the product itself"),
    ("sign_in", "asks for the password"),
    ("sign_out", "ends the session of the cookie it is given"),
    ("session", "tells whose the cookie is that it is given"),
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
    ("find_in", "by the link's secret; by id it is asked below"),
    ("move_to", "by the link's secret; by id it is asked below"),
    ("change_mode", "by the link's secret; by id it is asked below"),
    ("possible_modes", "by the link's secret; by id it is asked below"),
    ("cancel", "by the link's secret; by id it is asked below"),
    ("cancel_quietly", "by the link's secret; by id it is asked below"),
    ("link_for", "a part of booking: speaks of a booking that its caller has"),
];

/// Who may, is asked before what was seen.
const ANY: Expected = Expected::Any;

/// What there is to ask about.
struct Things {
    booking: Booking,
    slot: NurseSlot,
    /// A session of the receptionist.
    session: Session,
    key: PartnerKeyId,
    leaflet: LeafletId,
    template: TemplateId,
    closure: ClosureId,
    call: CallId,
}

/// A free time far enough ahead.
async fn free(world: &World, further: usize) -> Time {
    let slots = world.slots().await;
    let slot = slots[slots.len() / 2 + 7 * further];
    Time { id: SlotId { office: slot.office, kind: slot.kind, starts_at: slot.starts_at }, mode: Mode::Phone }
}

impl Things {
    async fn new(world: &mut World) -> Self {
        let time = free(world, 0).await;
        let booking = world.book(time, Channel::Web, None).await.unwrap();
        let (services, system) = (&world.services, world.system());
        let (key, _) = services.partner_key_make(&system, system.permit().unwrap(), "架空 アプリ").await.unwrap();
        let leaflet = LeafletForm { label_ja: "しおり", label_en: "", octets: Some(b"%PDF-1.7") };
        let kind = world.number.kind(0);
        let leaflet = services.leaflet_add(&world.administrator(), kind, &leaflet).await.unwrap();
        let session = Session {
            token_hash: vec![7; 32],
            municipality: world.number.city(),
            staff: world.number.receptionist(),
            created_at: services.now(),
            seen_at: services.now(),
            state_sealed: Some(services.seal(&SealedPlace::Desk(vec![7; 32]), &"試験 花子").unwrap()),
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
        tx.commit().await.unwrap();
        let slot = world.slots().await[0];
        let closure = system.catalogue.closed.closures[0].id;
        let template = services.templates(&world.administrator()).await.unwrap()[0].id;
        Self { booking, slot, session, key: key.id, leaflet, template, closure, call: call.id }
    }
}

type Asked = Vec<(&'static str, Option<Refusal>)>;

/// The bookings, and what staff do with them.
async fn ask_of_bookings(world: &World, context: &Context, things: &Things) -> Asked {
    let services = &world.services;
    let id = things.booking.id;
    let handle = Handle::Id(id);
    let date = context.catalogue.municipality.local_date(things.booking.starts_at);
    let to = free(world, 2).await.id.to_string();
    let mut tx = world.store.read().await.unwrap();
    let in_tx = services.find_in(tx.as_mut(), context, &handle).await.err();
    drop(tx);
    let by_phone = BookCommand {
        slot_id: to.clone(),
        kind: context.catalogue.kind(world.number.kind(0)).unwrap().slug.clone(),
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
    let at_counter = BookCommand { channel: Channel::Counter, ..by_phone.clone() };
    vec![
        ("find", services.find(context, &handle).await.err()),
        ("find_in", in_tx),
        ("day", services.day(context, DayQuery { date, office: None, staff: None }).await.err()),
        ("open_booking", services.open_booking(context, id).await.err()),
        ("next_day_with_times", services.next_day_with_times(context, date, None).await.err()),
        ("desk_search", services.desk_search(context, "ヤマダ").await.err()),
        ("possible_modes", services.possible_modes(context, &handle).await.err()),
        ("change_mode", services.change_mode(context, &handle, ANY, "in_person").await.err()),
        ("move_to", services.move_to(context, &handle, ANY, &to, None).await.err()),
        ("mark", services.mark(context, id, ANY, Status::Booked).await.err()),
        ("cancel", services.cancel(context, &handle, ANY, None).await.err()),
        ("cancel_quietly", services.cancel_quietly(context, &handle, ANY, None).await.err()),
        ("undoable", services.undoable(context, &things.booking).await.err()),
        ("undo", services.undo(context, id, ANY).await.err()),
        ("move_where", services.move_where(context, &handle, ANY, where_to).await.err()),
        ("calls", services.calls(context).await.err()),
        ("calls_waiting", services.calls_waiting(context).await.err()),
        ("calls_of", services.calls_of(context, id).await.err()),
        ("call_note", services.call_note(context, things.call, ANY, (Some(CallOutcome::Later), None)).await.err()),
        ("colleagues", services.colleagues(context, id, nurse).await.err()),
        ("reassign", services.reassign(context, id, ANY, (nurse, nurse)).await.err()),
        ("correct", services.correct(context, id, ANY, (&PersonForm::default(), false)).await.err()),
        ("namesake", services.namesake(context, &PersonForm::default()).await.err()),
        ("book", services.book(context, by_phone).await.err()),
        ("book", services.book(context, at_counter).await.err()),
        ("unsent_mails", services.unsent_mails(context).await.err()),
        ("mail_resend", services.mail_resend(context, OutboxId(1)).await.err()),
        ("mails_resend", services.mails_resend(context, None).await.err()),
        ("mail_settle", services.mail_settle(context, OutboxId(1)).await.err()),
        (
            "change_own_password",
            services.change_own_password(context, &things.session, &OwnPassword::default()).await.err(),
        ),
        ("keep_desk_state", services.keep_desk_state(context, &things.session, &"x").await.err()),
        ("desk_state", services.desk_state::<String>(context, &things.session).err()),
    ]
}

/// The times, and why they are not offered.
async fn ask_of_times(world: &World, context: &Context, things: &Things) -> Asked {
    let (services, number) = (&world.services, world.number);
    let NurseSlot { office, kind, starts_at: at, .. } = things.slot;
    let why = WhyQuery { kind, mode: None, office, at, staff: None, channel: Channel::Web };
    let first = first_day(&world.town);
    let publish = PublishQuery { from: first, until: first, office: None, staff: None };
    let copy = CopyQuery { from_month: first, to_month: first, office: None, staff: None };
    let template = TemplateForm::default();
    vec![
        ("why", services.why(context, &why).await.err()),
        ("set_open", services.set_open(context, things.slot.id, Some(true), true).await.err()),
        ("publish", services.publish(context, &[]).await.err()),
        ("preview", services.preview(context, publish).await.err()),
        ("publish_plan", services.publish_plan(context, publish, 0).await.err()),
        ("copy_preview", services.copy_preview(context, copy).await.err()),
        ("copy_publish", services.copy_publish(context, copy, 0).await.err()),
        ("templates", services.templates(context).await.err()),
        ("template_problems", services.template_problems(context).await.err()),
        ("template", services.template(context, things.template).await.err()),
        ("template_save", services.template_save(context, None, &template).await.err()),
        ("template_delete", services.template_delete(context, things.template, ANY).await.err()),
        ("closure_check", services.closure_check(context, &ClosureForm::default()).await.err()),
        (
            "closure_save",
            services.closure_save(context, Some((things.closure, ANY)), &ClosureForm::default()).await.err(),
        ),
        ("template_met", services.template_met(context, None, &template).await.err()),
        ("closure_delete", services.closure_delete(context, things.closure, ANY).await.err()),
        ("holiday_set", services.holiday_set(context, ANY, first, &HolidayChoice::Rule).await.err()),
        ("holidays_import", services.holidays_import(context, ANY, b"").await.err()),
        ("year_end_set", services.year_end_set(context, ANY, true).await.err()),
        ("bookings_ahead", services.bookings_ahead(context, Listed::Kind(world.number.kind(0))).await.err()),
        ("consequence", services.consequence(context, context.catalogue.kind(number.kind(0)).unwrap()).await.err()),
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
        ("alarms_of", services.alarms_of(context).await.err()),
        ("office_save", services.office_save(context, Some((office, ANY)), &OfficeForm::default()).await.err()),
        ("office_set_active", services.office_set_active(context, office, ANY, true).await.err()),
        ("kind_save", services.kind_save(context, Some((kind, ANY)), typed).await.err()),
        ("kind_as_typed", services.kind_as_typed(context, Some(kind), typed).err()),
        ("kind_set_active", services.kind_set_active(context, kind, ANY, true).await.err()),
        ("kind_set_add", services.kind_set_add(context, set).await.err()),
        ("leaflet_add", services.leaflet_add(context, kind, &leaflet).await.err()),
        ("leaflet_delete", services.leaflet_delete(context, things.leaflet).await.err()),
        ("listed_up", services.listed_up(context, Listed::Kind(kind), None).await.err()),
        ("listed_used", services.listed_used(context, Listed::Kind(kind)).await.err()),
        ("listed_delete", services.listed_delete(context, Listed::Kind(kind), ANY).await.err()),
        ("staff_save", services.staff_save(context, Some((nurse, ANY)), &StaffForm::default()).await.err()),
        ("staff_set_disabled", services.staff_set_disabled(context, nurse, ANY, false).await.err()),
        ("to_hand_on", services.to_hand_on(context, nurse).await.err()),
        ("hand_on", services.hand_on(context, nurse, &[]).await.err()),
        ("staff_set_password", services.staff_set_password(context, nurse, ANY, &no_password).await.err()),
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
    let (kind, office) = (&context.catalogue.kinds[0], &context.catalogue.offices[0]);
    let wanted = Wanted::new(kind, office, services.now(), Mode::Phone, Group::Web);
    let make = |_: &Taken| Err(Refusal::NotPossible);
    let (made, revoked) = match context.permit() {
        Ok(permit) => (
            services.partner_key_make(context, permit, "架空 アプリ").await.err(),
            services.partner_key_revoke(context, permit, things.key, ANY).await.err(),
        ),
        // Without the proof neither can be asked at all.
        Err(refusal) => (Some(refusal), context.permit::<ManagePartners>().err()),
    };
    vec![
        ("all_templates", services.all_templates(context).await.err()),
        ("first_templates", services.first_templates(context, &[]).await.err()),
        ("published_between", services.published_between(context, (services.now(), services.now())).await.err()),
        ("bring_in", services.bring_in(context, (things.booking.id, &wanted), &make).await.err()),
        ("held_mails", services.held_mails(context).await.err()),
        ("held_jobs", services.held_jobs(context).await.err()),
        ("mails_release", services.mails_release(context, None).await.err()),
        ("mails_drop", services.mails_drop(context, None).await.err()),
        ("staff_add", services.staff_add(context, &new).await.err()),
        ("staff_reset", services.staff_reset(context, "desk", &new.password).await.err()),
        ("staff_disable", services.staff_disable(context, "desk").await.err()),
        ("networks", services.networks(context).await.err()),
        ("network_allow", services.network_allow(context, "192.0.2.0/24").await.err()),
        ("network_forget", services.network_forget(context, "192.0.2.0/24").await.err()),
        ("network_leave", services.network_leave(context, "192.0.2.0/24").await.err()),
        ("partner_keys", services.partner_keys(context).await.err()),
        ("partner_key_make", made),
        ("partner_key_revoke", revoked),
        ("end_published_passwords", services.end_published_passwords(context).await.err()),
        ("end_partner_key_of_demo", services.end_partner_key_of_demo(context).await.err()),
        ("partner_key_of_demo", services.partner_key_of_demo(context, "見本の連携").await.err()),
    ]
}

async fn ask_all(world: &World, context: &Context, things: &Things) -> Asked {
    let mut asked = ask_of_bookings(world, context, things).await;
    asked.extend(ask_of_times(world, context, things).await);
    asked.extend(ask_of_setup(world, context, things).await);
    asked.extend(ask_of_government(world, context, things).await);
    asked
}

async fn who_may_not_is_refused_whatever_she_asks(fresh: &Fresh) {
    let mut world = usual::city(fresh).await;
    let things = Things::new(&mut world).await;
    let before = world.bookings().await;
    for actor in [Actor::Client, Actor::Api(None)] {
        for (asked, answer) in ask_all(&world, &world.asks(actor), &things).await {
            if (actor, asked) == (Actor::Api(None), "why") {
                assert!(answer.is_none(), "partners may ask why: {answer:?}");
                continue;
            }
            assert!(matches!(answer, Some(Refusal::NotFound)), "{actor:?} asked {asked}: {answer:?}");
        }
    }
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
    services.unsent_mails(&reception).await.unwrap();
    assert!(refused(services.unsent_mails(&nurse).await.err()));
    // Nurses open and close times, reception does not.
    assert!(refused(services.set_open(&reception, things.slot.id, Some(true), false).await.err()));
    services.set_open(&nurse, things.slot.id, Some(true), false).await.unwrap();
    for context in [&reception, &nurse] {
        services.open_booking(context, things.booking.id).await.unwrap();
        let asked = ask_of_setup(&world, context, &things).await.into_iter();
        for (asked, answer) in asked.chain(ask_of_government(&world, context, &things).await) {
            assert!(refused(answer), "{:?} asked {asked}", context.actor);
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
            // Who takes a proof is not reached without it: the compiler sees to that.
            let proven = signature.contains("Permit<");
            if signature.contains("&self") && !proven && (always || signature.contains("context: &Context")) {
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
    let is_refused = |name: &str| own.contains(&format!("(\"{name}\",services.{name}"));
    let everybody: BTreeSet<&str> = EVERYBODY.iter().map(|(name, _)| *name).collect();
    assert!(found.len() > 70, "the use cases are elsewhere now: {found:?}");
    let forgotten: Vec<&String> =
        found.iter().filter(|name| !is_refused(name) && !everybody.contains(name.as_str())).collect();
    assert!(forgotten.is_empty(), "say in this file who may: {forgotten:?}");
    let gone: Vec<&&str> = everybody.iter().filter(|name| !found.contains(**name)).collect();
    assert!(gone.is_empty(), "no longer there: {gone:?}");
}
