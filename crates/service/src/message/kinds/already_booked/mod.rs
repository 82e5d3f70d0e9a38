//! Somebody tried to book a second time in her name. Whoever it was learns nothing; she gets the link to her booking, and no
//! word of when and where, in case the address is not hers.

use crate::message::rule::{Bookings, Carries, Due, IfRefused, Kind, Mail, Occasion, Quiet, Rule, Useful};

pub(super) const KIND: Kind = Kind {
    written: Occasion::Asked,
    rule: Rule {
        due: Due::AtOnce,
        useful: Useful::HoursSinceDue(72),
        of: Bookings::Booked,
        same_sequence: false,
        quiet: Quiet::Never,
        waits_while_closed: false,
        if_refused: IfRefused::Nothing,
        ready_for: None,
    },
    carries: Carries { calendar: false, former_start: false, offers: false, office: false },
    mail: Mail {
        subject: include_str!("mail.subject"),
        text: include_str!("mail.txt"),
        html: include_str!("mail.html"),
    },
};
