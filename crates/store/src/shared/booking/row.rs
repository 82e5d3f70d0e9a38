//! Rows of bookings, and what holds have in common with them.

use chrono::Duration;
use mendan_domain::booking::follow_up::FollowUp;
use mendan_domain::booking::mode::{Mode, Modes};
use mendan_domain::booking::{Channel, Status};
use mendan_domain::ids::{BookingId, ClientId, KindId, MunicipalityId, OfficeId, RoomId, StaffId};
use mendan_domain::language::Language;
use mendan_domain::offer::rules::Group;
use mendan_domain::offer::tick::Interval;
use mendan_service::model::{Booking, Claim, Contact, Course, Noted};
use mendan_service::ports::StoreResult;

use super::super::row::{Row, date, get, instant, maybe_instant, maybe_word, word};

/// Nothing is kept for longer: eight hours and two buffers of two (checks of the tables), rounded outwards to ticks.
pub(crate) const LONGEST_CLAIM: Duration = Duration::minutes(12 * 60 + 10);

/// Nurse, room and time of a hold or a booking.
pub(crate) fn claim(row: &Row) -> StoreResult<Claim> {
    let room: Option<i64> = get(row, "room_id")?;
    let lane: Option<i64> = get(row, "room_lane")?;
    Ok(Claim {
        staff: StaffId(get(row, "staff_id")?),
        joint: get::<Option<i64>>(row, "joint_staff_id")?.map(StaffId),
        room: room.map(RoomId).zip(lane),
        busy: Interval { from: instant(row, "busy_from")?, until: instant(row, "busy_until")? },
    })
}

pub(crate) fn booking(row: &Row) -> StoreResult<Booking> {
    Ok(Booking {
        id: BookingId(get(row, "id")?),
        municipality: MunicipalityId(get(row, "municipality_id")?),
        reference: get(row, "reference")?,
        token_version: get(row, "token_version")?,
        token_hash: get(row, "token_hash")?,
        client: ClientId(get(row, "client_id")?),
        kind: KindId(get(row, "kind_id")?),
        office: OfficeId(get(row, "office_id")?),
        claim: claim(row)?,
        mode: word(row, "mode", Mode::parse)?,
        status: word(row, "status", Status::parse)?,
        open: get(row, "open")?,
        starts_at: instant(row, "starts_at")?,
        ends_at: instant(row, "ends_at")?,
        sequence: get(row, "sequence")?,
        version: get(row, "version")?,
        uid: get(row, "uid")?,
        join_url: get(row, "join_url")?,
        language: word(row, "language", Language::parse)?,
        channel: word(row, "channel", Channel::parse)?,
        counted: word(row, "counted", Group::parse)?,
        source: get(row, "source")?,
        discreet: get(row, "discreet")?,
        consent_version: get(row, "consent_version")?,
        modes_offered: Modes::from_bits(get(row, "modes_offered")?),
        contact: contact(row)?,
        private_sealed: get(row, "private_sealed")?,
        created_at: instant(row, "created_at")?,
        created_by: get::<Option<i64>>(row, "created_by")?.map(StaffId),
        updated_at: instant(row, "updated_at")?,
        updated_by: get::<Option<i64>>(row, "updated_by")?.map(StaffId),
        cancel_reason_sealed: get(row, "cancel_reason_sealed")?,
        token_sealed: get(row, "token_sealed")?,
        course: course(row)?,
    })
}

fn course(row: &Row) -> StoreResult<Course> {
    let sealed: Option<Vec<u8>> = get(row, "note_sealed")?;
    let by = get::<Option<i64>>(row, "noted_by")?.map(StaffId);
    Ok(Course {
        arrived_at: maybe_instant(row, "arrived_at")?,
        started_at: maybe_instant(row, "started_at")?,
        ended_at: maybe_instant(row, "ended_at")?,
        follow_up: maybe_word(row, "follow_up", FollowUp::parse)?,
        note: sealed.zip(maybe_instant(row, "noted_at")?).map(|(sealed, at)| Noted { sealed, at, by }),
    })
}

fn contact(row: &Row) -> StoreResult<Contact> {
    Ok(Contact {
        family_name: get(row, "family_name")?,
        given_name: get(row, "given_name")?,
        family_kana: get(row, "family_kana")?,
        given_kana: get(row, "given_kana")?,
        phone_typed: get(row, "phone_typed")?,
        phone_e164: get(row, "phone_e164")?,
        phone_last4: get(row, "phone_last4")?,
        email: get(row, "email")?,
        birth_date: date(row, "birth_date")?,
    })
}
