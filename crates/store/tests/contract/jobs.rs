//! Jobs besides messages, and the meetings that some of them make.

use chrono::{DateTime, Utc};
use mendan_domain::ids::{ClientId, OutboxId, StaffId};
use mendan_service::model::{About, Envelope, JobRow, OutboxState};
use mendan_service::video::meeting::{Meeting, MeetingId, MeetingState, ToldMeeting};
use mendan_store::on_both_engines;
use mendan_store::testing::Fresh;

use crate::outbox::with_messages;
use crate::sample::{City, at, begin, city, read};

on_both_engines!(
    a_job_may_concern_a_booking_a_person_a_member_of_staff_or_nothing,
    jobs_and_messages_share_the_queue_and_no_list,
    a_meeting_is_read_as_it_was_written_and_belongs_to_one_city,
);

fn job(city: &City, k: i64, about: About, due: DateTime<Utc>) -> JobRow {
    let id = city.id.0 * 100_000 + 900 + k;
    JobRow {
        id: OutboxId(id),
        municipality: city.id,
        about,
        job: "meeting_link".into(),
        payload: "{\"n\":1}".into(),
        envelope: Envelope::default(),
        dedupe_key: format!("job-{id}"),
        due_at: due,
        useful_until: at(900),
        state: OutboxState::Pending,
        attempts: 0,
        stamped_at: None,
        finished_at: None,
        last_error: None,
        created_at: at(0),
        failure: None,
        held_at: None,
        settled_at: None,
    }
}

async fn a_job_may_concern_a_booking_a_person_a_member_of_staff_or_nothing(fresh: &Fresh) {
    let (city, rows) = with_messages(fresh, &[]).await;
    assert_eq!(rows, []);
    let mut tx = begin(fresh).await;
    let booking = crate::sample::booking(&city, 1, 0);
    let abouts = [
        About::booking(booking.id),
        About { client: Some(ClientId(booking.client.0)), ..About::default() },
        About { staff: Some(StaffId(booking.claim.staff.0)), ..About::default() },
        About::default(),
    ];
    let jobs: Vec<JobRow> = (1..).zip(abouts).map(|(k, about)| job(&city, k, about, at(k))).collect();
    tx.jobs_insert(&jobs).await.unwrap();
    tx.jobs_insert(&[]).await.unwrap();
    // The same again is the same.
    tx.jobs_insert(&jobs).await.unwrap();
    assert_eq!(tx.jobs_of(booking.id).await.unwrap(), jobs[..1]);
    let leased: Vec<JobRow> = jobs.iter().map(|row| JobRow { state: OutboxState::Leased, ..row.clone() }).collect();
    assert_eq!(tx.outbox_claim(1, at(9), at(20), 9).await.unwrap().rows, leased);
    let end = (OutboxState::Expired, None, Some("503"));
    assert!(tx.outbox_finish(1, jobs[3].id, end, at(10)).await.unwrap());
    let [ended] = tx.jobs_ended(city.id, at(0), 9).await.unwrap().try_into().unwrap();
    assert_eq!((ended.id, ended.last_error.as_deref()), (jobs[3].id, Some("503")));
    assert!(tx.outbox_settle(city.id, ended.id, at(11)).await.unwrap());
    assert_eq!(tx.jobs_ended(city.id, at(0), 9).await.unwrap(), []);
}

async fn jobs_and_messages_share_the_queue_and_no_list(fresh: &Fresh) {
    let (one, rows) = with_messages(fresh, &[0]).await;
    let two = city(&*fresh.store, 2).await;
    let (booking, message) = (rows[0].booking, rows[0].id);
    let job = job(&one, 1, About::booking(booking), at(0));
    let mut tx = begin(fresh).await;
    tx.jobs_insert(std::slice::from_ref(&job)).await.unwrap();
    assert_eq!(tx.outbox_of(booking).await.unwrap(), rows);
    assert_eq!(tx.outbox_row(one.id, job.id).await.unwrap(), None);
    assert_eq!(tx.jobs_of(booking).await.unwrap(), std::slice::from_ref(&job));
    // A change of the booking ends its messages; jobs look by themselves whether they are still to be done.
    assert_eq!(tx.outbox_supersede(booking, at(1)).await.unwrap(), 1);
    assert!(tx.outbox_is_due(at(1)).await.unwrap());
    tx.outbox_restore(message, 3).await.unwrap();
    assert_eq!(tx.outbox_hold(at(1)).await.unwrap(), 2);
    let ids = |rows: Vec<JobRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(tx.jobs_held(one.id).await.unwrap()), [job.id]);
    assert_eq!(tx.outbox_held(one.id).await.unwrap().len(), 1);
    assert_eq!(tx.jobs_held(two.id).await.unwrap(), []);
    assert!(tx.outbox_release(one.id, job.id, job.useful_until).await.unwrap());
    assert_eq!(ids(tx.outbox_claim(1, at(2), at(9), 9).await.unwrap().rows), [job.id]);
}

async fn a_meeting_is_read_as_it_was_written_and_belongs_to_one_city(fresh: &Fresh) {
    let (one, rows) = with_messages(fresh, &[0]).await;
    let two = city(&*fresh.store, 2).await;
    let booking = rows[0].booking;
    let wanted = Meeting {
        id: MeetingId(7),
        municipality: one.id,
        booking,
        provider: "bridge".into(),
        state: MeetingState::Wanted,
        remote_id: None,
        join_url: None,
        told: None,
        created_at: at(0),
    };
    let staff = crate::sample::booking(&one, 1, 0).claim.staff;
    let made = Meeting {
        state: MeetingState::Made,
        remote_id: Some("r-7".into()),
        join_url: Some("https://meet.example.jp/7".into()),
        told: Some(ToldMeeting { staff, starts_at: at(5), ends_at: at(35) }),
        ..wanted.clone()
    };
    let gone = Meeting { id: MeetingId(6), state: MeetingState::Gone, ..made.clone() };
    let later = Meeting { id: MeetingId(8), ..wanted.clone() };
    let mut tx = begin(fresh).await;
    for meeting in [&gone, &wanted, &made] {
        tx.meeting_save(meeting).await.unwrap();
    }
    assert_eq!(tx.meeting_of(one.id, booking).await.unwrap(), Some(made.clone()));
    tx.meeting_save(&later).await.unwrap();
    assert_eq!(tx.meeting_of(one.id, booking).await.unwrap(), Some(later), "the latest");
    tx.commit().await.unwrap();
    let mut tx = read(fresh).await;
    assert_eq!(tx.meeting(one.id, made.id).await.unwrap(), Some(made.clone()));
    assert_eq!(tx.meeting(one.id, gone.id).await.unwrap(), Some(gone));
    assert_eq!(tx.meeting(two.id, made.id).await.unwrap(), None);
    assert_eq!(tx.meeting_of(two.id, booking).await.unwrap(), None);
}
