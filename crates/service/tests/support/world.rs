//! A city in a database, with the use cases on top.

use std::sync::Arc;

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use futures::future::join_all;
use mendan_domain::booking::mode::Mode;
use mendan_domain::booking::{Channel, Status};
use mendan_domain::offer::publish::Counts;
use mendan_domain::offer::slot::SlotId;
use mendan_service::booking::book::BookCommand;
use mendan_service::booking::person::PersonForm;
use mendan_service::expected::Expected;
use mendan_service::handle::Handle;
use mendan_service::model::{Booking, Claim, Hold, NurseSlot, Owner};
use mendan_service::offer::publish::PublishQuery;
use mendan_service::ports::Store;
use mendan_service::unit::WriteUnit;
use mendan_service::{Context, Refusal, Services};

use crate::support::build::{self, Number, at, first_day};
use crate::support::doubles::SetClock;
use crate::support::town::Town;

/// A time somebody wants, and how.
#[derive(Debug, Clone, Copy)]
pub struct Time {
    pub id: SlotId,
    pub mode: Mode,
}

pub struct World {
    pub services: Services,
    pub store: Arc<dyn Store>,
    pub number: Number,
    pub town: Town,
    /// Browsers and what they were given to hold.
    pub browsers: Vec<(String, Hold)>,
    /// From here on people crowd.
    pub crowded_from: DateTime<Utc>,
    pub clock: Arc<SetClock>,
    pub catalogue: Arc<mendan_service::city::catalogue::Catalogue>,
    people: i64,
}

/// Published times in which people crowd.
const CROWDED: usize = 60;

impl World {
    /// Sets the city up. Nothing is published yet.
    pub async fn open(
        (services, store): (Services, Arc<dyn Store>),
        clock: Arc<SetClock>,
        number: Number,
        town: &Town,
    ) -> Self {
        let mut tx = store.begin().await.unwrap();
        let (id, first) = (number.city(), first_day(town));
        tx.municipality_insert(&build::municipality(number)).await.unwrap();
        tx.year_end_set(id, town.year_end).await.unwrap();
        for (index, place) in town.offices.iter().enumerate() {
            tx.office_insert(id, &build::office(number, index, place), 0).await.unwrap();
        }
        for (index, sort) in town.kinds.iter().enumerate() {
            tx.kind_insert(id, &build::kind(number, index, sort), 0).await.unwrap();
        }
        let nurses = town.nurses.iter().enumerate().map(|(index, nurse)| build::nurse(number, index, nurse));
        for member in nurses.chain([build::receptionist(number)]) {
            assert!(tx.staff_insert(&member, "$argon2id$").await.unwrap());
        }
        for (index, shut) in town.closures.iter().enumerate().filter(|(_, shut)| !shut.late) {
            tx.closure_save(id, &build::closure(number, town, index, shut)).await.unwrap();
        }
        for (day, holiday) in &town.holidays {
            let day = first + Days::new(*day);
            tx.holiday_save(id, day, holiday.then_some("市民の日")).await.unwrap();
        }
        for (index, weeks) in town.weeks.iter().enumerate() {
            tx.template_save(id, &build::template(number, town, index, weeks)).await.unwrap();
        }
        let catalogue = Arc::new(tx.catalogue(id, NaiveDate::default()).await.unwrap().unwrap());
        tx.commit().await.unwrap();
        let (town, crowded_from) = (town.clone(), at(town, 0));
        Self { services, store, number, town, browsers: Vec::new(), crowded_from, clock, catalogue, people: 0 }
    }

    /// Somebody changes what the city offers.
    pub async fn set_up(&mut self, change: impl AsyncFnOnce(&mut dyn WriteUnit)) {
        let mut tx = self.store.begin().await.unwrap();
        change(tx.as_mut()).await;
        self.catalogue = Arc::new(tx.catalogue(self.number.city(), NaiveDate::default()).await.unwrap().unwrap());
        tx.setup_changed(self.number.city()).await.unwrap();
        tx.commit().await.unwrap();
        self.services.forget_catalogue(self.number.city());
    }

    pub fn set_now(&self, now: DateTime<Utc>) {
        self.clock.set(now);
    }

    /// What the city is by now, for whoever asks next.
    pub async fn reread(&mut self) {
        self.catalogue = self.services.catalogue(self.number.city()).await.unwrap();
    }

    /// The days that are published.
    pub fn days(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        (at(&self.town, 0), at(&self.town, 14 * 24 * 60))
    }

    /// Publishes the templates, of everybody or of one nurse.
    pub async fn publish(&self, nurse: Option<usize>) -> Counts {
        let context = self.system().permit().unwrap();
        let first = first_day(&self.town);
        let staff = nurse.map(|index| self.number.nurse(index));
        let query = PublishQuery { from: first, until: first + Days::new(13), office: None, staff };
        let preview = self.services.preview(&context, query).await.unwrap();
        let counts = self.services.publish_plan(&context, query, preview.digest).await.unwrap();
        assert_eq!(counts, preview.counts);
        counts
    }

    /// A person nobody has seen before books.
    pub async fn book(&mut self, time: Time, channel: Channel, browser: Option<String>) -> Result<Booking, Refusal> {
        let (context, command) = self.command(time, channel, browser);
        let answer = self.services.book(&context, command).await?;
        self.services.find(&context, &Handle::Token(answer.token)).await
    }

    /// Many book in the same moment. Who got something, and what.
    pub async fn rush(&mut self, wanted: &[(Time, Channel)]) -> Vec<Booking> {
        let commands: Vec<_> = wanted.iter().map(|(time, channel)| self.command(*time, *channel, None)).collect();
        let answers = join_all(commands.iter().map(|(context, command)| self.services.book(context, command.clone())));
        let tokens = answers.await.into_iter().filter_map(|answer| match answer {
            Ok(answer) => Some(answer.token),
            Err(Refusal::SlotTaken { .. } | Refusal::TooLate | Refusal::Invalid(_) | Refusal::Busy(_)) => None,
            Err(other) => panic!("{other:?}"),
        });
        let (context, mut bookings) = (self.context(true), Vec::new());
        for token in tokens {
            bookings.push(self.services.find(&context, &Handle::Token(token)).await.unwrap());
        }
        bookings
    }

    /// What somebody nobody has seen before posts, and who she is for the use case.
    pub fn command(&mut self, time: Time, channel: Channel, browser: Option<String>) -> (Context, BookCommand) {
        self.people += 1;
        let person = PersonForm {
            family_name: "山田".into(),
            given_name: "花子".into(),
            family_name_kana: "ヤマダ".into(),
            given_name_kana: "ハナコ".into(),
            birth_date: "1995-04-03".into(),
            phone: format!("090{:08}", self.people),
            consent: true,
            ..PersonForm::default()
        };
        let context = self.context(matches!(channel, Channel::Phone | Channel::Counter));
        let kind = self.catalogue.kind(time.id.kind).unwrap().slug.clone();
        let (slot_id, mode) = (time.id.to_string(), time.mode.as_str().to_owned());
        let command = BookCommand {
            slot_id,
            kind,
            mode,
            person,
            channel,
            idempotency_key: None,
            browser,
            source: None,
            beside: true,
            nurse: None,
        };
        (context, command)
    }

    /// A browser nobody has seen before holds a time.
    pub async fn hold(&mut self, time: Time) -> Result<Hold, Refusal> {
        let (id, mode) = (time.id.to_string(), time.mode.as_str());
        let (browser, hold) = self.services.hold(&self.resident(), None, &id, mode, None).await?;
        self.browsers.push((browser, hold.clone()));
        Ok(hold)
    }

    pub async fn cancel(&self, booking: &Booking) {
        self.services.cancel(&self.context(true), &Handle::Id(booking.id), Expected::Any, None).await.unwrap();
        self.undo_is_over().await;
    }

    /// What staff did stays, and the times that were kept for an undo are free.
    pub async fn undo_is_over(&self) {
        let bookings = self.bookings().await;
        let mut tx = self.store.begin().await.unwrap();
        for booking in bookings {
            let Some(undo) = tx.undo_of(booking.municipality, booking.id).await.unwrap() else { continue };
            if let Some(id) = undo.hold {
                let hold = tx.hold(id).await.unwrap().unwrap();
                tx.release(&hold.claim, Owner::Hold(id)).await.unwrap();
                tx.hold_delete(id).await.unwrap();
            }
            tx.undo_delete(booking.id).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Published times, open and closed, by start.
    pub async fn slots(&self) -> Vec<NurseSlot> {
        let ((from, until), mut tx) = (self.days(), self.store.read().await.unwrap());
        let mut slots = tx.slots_between(self.number.city(), from, until).await.unwrap();
        slots.sort_by_key(|slot| (slot.starts_at, slot.id));
        slots
    }

    /// Those in which people crowd.
    pub async fn busy_days(&self) -> Vec<NurseSlot> {
        let from = self.crowded_from.max(self.services.now());
        self.slots().await.into_iter().filter(|slot| slot.starts_at >= from).take(CROWDED).collect()
    }

    /// Bookings in every state.
    pub async fn bookings(&self) -> Vec<Booking> {
        let ((from, until), mut tx) = (self.days(), self.store.read().await.unwrap());
        tx.bookings_between(self.number.city(), from, until).await.unwrap()
    }

    /// Holds that have not expired.
    pub async fn holds(&self) -> Vec<Hold> {
        let ((from, until), mut tx) = (self.days(), self.store.read().await.unwrap());
        tx.holds_between(self.number.city(), from, until + Duration::days(1), self.services.now()).await.unwrap()
    }

    /// What live bookings and holds have.
    pub async fn claims(&self) -> Vec<Claim> {
        let (bookings, holds) = (self.bookings().await, self.holds().await);
        let live = bookings.iter().filter(|booking| booking.status != Status::Cancelled);
        live.map(|booking| booking.claim).chain(holds.iter().map(|hold| hold.claim)).collect()
    }
}
