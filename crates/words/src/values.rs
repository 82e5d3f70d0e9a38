//! Words of what the domain knows: rules, groups, professions.

use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::rules::Group;
use mendan_domain::staff::Profession;

use crate::{Dates, Offer, Staff};

impl Offer {
    /// `前営業日15時まで`, `until 15:00 on the working day before`.
    pub fn deadline_of(&self, dates: &Dates, deadline: Deadline) -> String {
        match deadline {
            Deadline::Minutes(minutes) if minutes > 0 => self.deadline_before(self.duration(minutes)),
            Deadline::Start | Deadline::Minutes(_) => self.deadline_start.to_owned(),
            Deadline::BusinessDays { days, at } if days <= 0 => self.deadline_today(self.hour_of(dates, at)),
            Deadline::BusinessDays { days: 1, at } => self.deadline_day_before(self.hour_of(dates, at)),
            Deadline::BusinessDays { days, at } => self.deadline_days_before(days, self.hour_of(dates, at)),
        }
    }

    /// `15時`, `12時30分`.
    fn hour_of(&self, dates: &Dates, minutes: i64) -> String {
        match (minutes / 60, minutes % 60) {
            (hour, 0) => self.hour(hour),
            (hour, minute) => self.hour_minute(dates.minutes_of(minutes), hour, minute),
        }
    }

    /// `45分`, `3時間`, `49時間30分`.
    fn duration(&self, minutes: i64) -> String {
        match (minutes / 60, minutes % 60) {
            (0, minutes) => self.duration_minutes(minutes),
            (hours, 0) => self.duration_hours(hours),
            (hours, minutes) => self.duration_both(hours, minutes),
        }
    }

    /// Who shares a day's bookings, in a word.
    pub const fn group_of(&self, group: Group) -> &'static str {
        match group {
            Group::Web => self.group_web,
            Group::Phone => self.group_phone,
            Group::Staff => self.group_staff,
        }
    }
}

impl Staff {
    /// A profession in a word.
    pub const fn profession_of(&self, profession: Profession) -> &'static str {
        match profession {
            Profession::PublicHealthNurse => self.profession_public_health_nurse,
            Profession::Midwife => self.profession_midwife,
            Profession::Clerk => self.profession_clerk,
        }
    }
}
