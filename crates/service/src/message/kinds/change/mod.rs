//! Her booking is at another time or place, or has another mode or link. It says the time she knew.

use crate::message::rule::{Bookings, Carries, Due, IfRefused, Kind, Mail, Occasion, Quiet, Rule, Useful};

pub(super) const KIND: Kind = Kind {
    written: Occasion::Changed,
    rule: Rule {
        due: Due::AtOnce,
        useful: Useful::HoursSinceDue(72),
        of: Bookings::NotCancelled,
        same_sequence: true,
        quiet: Quiet::UnlessNear,
        waits_while_closed: false,
        if_refused: IfRefused::Call,
        ready_for: None,
    },
    carries: Carries { calendar: true, former_start: true, offers: false, office: true },
    mail: Mail {
        subject: include_str!("mail.subject"),
        text: include_str!("mail.txt"),
        html: include_str!("mail.html"),
    },
};
