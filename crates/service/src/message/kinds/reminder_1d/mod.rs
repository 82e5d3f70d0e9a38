//! The day before. Three hours before the start she is on her way. Nobody is woken by it, nor sent to a closed door.

use crate::message::rule::{Bookings, Carries, Due, IfRefused, Kind, Mail, Occasion, Quiet, Rule, Useful};

pub(super) const KIND: Kind = Kind {
    written: Occasion::Standing,
    rule: Rule {
        due: Due::BeforeStart(24 * 60),
        useful: Useful::BeforeStart(3 * 60),
        of: Bookings::Booked,
        same_sequence: true,
        quiet: Quiet::Always,
        waits_while_closed: true,
        if_refused: IfRefused::Call,
        ready_for: None,
    },
    carries: Carries { calendar: false, former_start: false, offers: false, office: true },
    mail: Mail {
        subject: include_str!("mail.subject"),
        text: include_str!("mail.txt"),
        html: include_str!("mail.html"),
    },
};
