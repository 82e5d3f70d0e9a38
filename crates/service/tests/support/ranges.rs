//! Ranges of times, as they are asked for.

use mendan_domain::booking::Channel;
use mendan_domain::ids::StaffId;
use mendan_service::handle::Handle;
use mendan_service::model::Booking;
use mendan_service::permit::{Permit, asked::ShapeOwnTimes};
use mendan_service::range::act::Done;
use mendan_service::range::form::RangeForm;
use mendan_service::range::preview::Preview;

use crate::support::world::{Time, World};

/// Times of that nurse on Tuesday, 28 April 2026.
pub fn of_nurse(nurse: StaffId, act: &str) -> RangeForm {
    RangeForm {
        act: act.into(),
        whose: vec![format!("staff-{nurse}")],
        from: "2026-04-28".into(),
        reason: "研修".into(),
        ..RangeForm::default()
    }
}

impl World {
    /// Who shapes everybody's times.
    pub fn shaper(&self) -> Permit<ShapeOwnTimes> {
        self.administrator().permit().unwrap()
    }

    /// What would become of it.
    pub async fn range_seen(&self, form: &RangeForm) -> Preview {
        self.services.range_preview(&self.shaper(), form).await.unwrap()
    }

    /// It is done as it was shown.
    pub async fn range_done(&mut self, form: &RangeForm) -> Done {
        let seen = self.range_seen(form).await;
        let done = self.services.range_do(&self.shaper(), form, &seen.digest).await.unwrap();
        assert_eq!((done.times, done.bookings), (seen.changed(), seen.met()), "as it was shown");
        self.reread().await;
        done
    }

    /// Somebody is booked into that time of that nurse by the desk, and gets mail.
    pub async fn booked_with(&mut self, time: Time, nurse: StaffId) -> Booking {
        let (context, mut command) = self.command(time, Channel::Phone, None);
        command.person.email = format!("{}@mail.kaku.example", command.person.phone);
        command.nurse = Some(nurse);
        let answer = self.services.book(&context, command).await.unwrap();
        let booking = self.services.find(&context, &Handle::Token(answer.token)).await.unwrap();
        assert_eq!(booking.claim.staff, nurse);
        // What the desk did is not in the way of what is undone later.
        self.undo_is_over().await;
        booking
    }
}
