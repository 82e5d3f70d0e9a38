//! Words of what the domain knows: rules, groups, professions.

use mendan_domain::offer::deadline::Deadline;
use mendan_domain::offer::rules::Group;
use mendan_domain::staff::{Permission, Profession, Role};

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
    /// A ready role in a word; those of its own the city names.
    pub const fn ready_role_of(&self, role: Role) -> Option<&'static str> {
        Some(match role {
            Role::Administrator => self.role_administrator,
            Role::Nurse => self.role_nurse,
            Role::Receptionist => self.role_receptionist,
            Role::Manager => self.role_manager,
            Role::Auditor => self.role_auditor,
            Role::Own(_) => return None,
        })
    }

    /// What a permission is called, and what it means.
    pub const fn permission_of(&self, permission: Permission) -> (&'static str, &'static str) {
        match permission {
            Permission::ViewBookings => (self.may_view_bookings, self.may_view_bookings_about),
            Permission::BookForOthers => (self.may_book_for_others, self.may_book_for_others_about),
            Permission::KeepCalls => (self.may_keep_calls, self.may_keep_calls_about),
            Permission::OpenTimes => (self.may_open_times, self.may_open_times_about),
            Permission::ShapeOwnTimes => (self.may_shape_own_times, self.may_shape_own_times_about),
            Permission::ShapeTimes => (self.may_shape_times, self.may_shape_times_about),
            Permission::HoldInterviews => (self.may_hold_interviews, self.may_hold_interviews_about),
            Permission::ManageSetup => (self.may_manage_setup, self.may_manage_setup_about),
            Permission::ManageStaff => (self.may_manage_staff, self.may_manage_staff_about),
            Permission::ManagePartners => (self.may_manage_partners, self.may_manage_partners_about),
            Permission::HandleMail => (self.may_handle_mail, self.may_handle_mail_about),
            Permission::ReleaseMail => (self.may_release_mail, self.may_release_mail_about),
            Permission::ReadAudit => (self.may_read_audit, self.may_read_audit_about),
        }
    }

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
