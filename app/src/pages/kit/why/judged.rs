//! What listing and booking judge, in words.

use chrono::NaiveDate;
use mendan_domain::ids::StaffId;
use mendan_domain::offer::Reason;
use mendan_domain::offer::rules::Group;

use super::{Said, Speaker};

impl Speaker<'_> {
    pub(super) fn judged(self, reason: &Reason) -> Said {
        let t = &self.words().offer;
        let (text, rule) = match reason {
            Reason::Past => (t.why_past, t.why_past_rule),
            Reason::KindInactive => (t.why_kind_inactive, t.why_kind_inactive_rule),
            Reason::OfficeInactive => (t.why_office_inactive, t.why_office_inactive_rule),
            Reason::ModeNotOffered => (t.why_mode_not_offered, t.why_mode_not_offered_rule),
            Reason::StaffOnly => (t.why_staff_only, t.why_staff_only_rule),
            Reason::NotPublished => (t.why_not_published, t.why_not_published_rule),
            Reason::NoPartner => (t.why_no_partner, t.why_no_partner_rule),
            Reason::RoomFull => (t.why_room_full, t.why_room_full_rule),
            Reason::Closed(closed) => return self.closed(closed, None),
            Reason::Absent(staff, closed) => return self.closed(closed, Some(*staff)),
            Reason::Horizon { opens_on } => {
                let day = self.words().dates.month_day_of(*opens_on);
                return Said::new(t.why_horizon(day), t.why_horizon_rule);
            }
            Reason::LeadTime { closed_at } => {
                let deadline = t.deadline_of(&self.words().dates, self.kind.rules.book);
                return Said::new(t.why_lead_time(self.moment(*closed_at)), t.why_lead_time_rule(deadline));
            }
            Reason::Quota { group, limit, opens_on } => return self.quota(*group, *limit, *opens_on),
            Reason::Capacity { limit } => return Said::new(t.why_capacity(limit), t.why_capacity_rule(limit)),
            Reason::ClosedByHand(staff)
            | Reason::NurseInactive(staff)
            | Reason::WrongProfession(staff)
            | Reason::ModeNotDone(staff)
            | Reason::DailyMaximum(staff, _)
            | Reason::NurseBusy(staff)
            | Reason::OwnCalendar(staff) => return self.of_nurse(*staff, reason),
        };
        Said::new(text, rule)
    }

    fn quota(self, group: Group, limit: i64, opens_on: Option<NaiveDate>) -> Said {
        let t = &self.words().offer;
        let word = t.group_of(group);
        let full = t.why_quota(word, limit);
        let text = match opens_on.map(|day| t.why_quota_opens(self.words().dates.month_day_of(day))) {
            Some(opens) => self.words().city.two_sentences(full, opens),
            None => full,
        };
        Said::new(text, t.why_quota_rule(word, limit))
    }

    /// What speaks of one nurse.
    fn of_nurse(self, staff: StaffId, reason: &Reason) -> Said {
        let (t, who) = (&self.words().offer, self.who(staff));
        match reason {
            Reason::ClosedByHand(_) => Said::new(t.why_closed_by_hand(who), t.why_closed_by_hand_rule),
            Reason::WrongProfession(_) => Said::new(t.why_profession(who), t.why_profession_rule),
            Reason::ModeNotDone(_) => Said::new(t.why_mode_not_done(who), t.why_mode_not_done_rule),
            Reason::DailyMaximum(_, limit) => {
                Said::new(t.why_daily_maximum(limit, who), t.why_daily_maximum_rule(limit))
            }
            Reason::OwnCalendar(_) => Said::new(t.why_own_calendar(who), t.why_own_calendar_rule),
            Reason::NurseBusy(_) => Said::new(t.why_nurse_busy(who), t.why_nurse_busy_rule),
            _ => Said::new(t.why_nurse_inactive(who), t.why_nurse_inactive_rule),
        }
    }
}
