//! The day before. Three hours before the start she is on her way. Nobody is woken by it, nor sent to a closed door.

use crate::message::rule::{Bookings, Carries, Due, IfRefused, Kind, Mail, Occasion, Rule, Useful};

pub(super) const KIND: Kind = Kind {
    written: Occasion::Standing,
    rule: Rule {
        due: Due::HoursBeforeStart(24),
        useful: Useful::HoursBeforeStart(3),
        of: Bookings::Booked,
        same_sequence: true,
        keeps_quiet_hours: true,
        waits_while_closed: true,
        if_refused: IfRefused::Call,
    },
    carries: Carries { calendar: false, former_start: false, offers: false, office: true },
    mail: Mail {
        subject: include_str!("mail.subject"),
        text: include_str!("mail.txt"),
        html: include_str!("mail.html"),
    },
};
