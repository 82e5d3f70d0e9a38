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

#[cfg(test)]
mod tests {
    use mendan_domain::language::Language;

    use super::Deadline;
    use crate::words;

    #[test]
    fn deadlines_are_told_in_words() {
        for (deadline, ja, en) in [
            (Deadline::Start, "開始時刻まで", "until the start"),
            (Deadline::Minutes(0), "開始時刻まで", "until the start"),
            (Deadline::Minutes(45), "開始の45分前まで", "until 45 min before the start"),
            (Deadline::Minutes(180), "開始の3時間前まで", "until 3 h before the start"),
            (Deadline::Minutes(2970), "開始の49時間30分前まで", "until 49 h 30 min before the start"),
            (Deadline::BusinessDays { days: 1, at: 900 }, "前営業日15時まで", "until 15:00 on the working day before"),
            (
                Deadline::BusinessDays { days: 2, at: 750 },
                "2営業日前の12時30分まで",
                "until 12:30, 2 working days before",
            ),
            (Deadline::BusinessDays { days: 0, at: 510 }, "当日8時30分まで", "until 8:30 on the day"),
        ] {
            let [said_ja, said_en] = Language::ALL.map(words).map(|t| t.offer.deadline_of(&t.dates, deadline));
            assert_eq!((said_ja.as_str(), said_en.as_str()), (ja, en));
        }
    }
}
