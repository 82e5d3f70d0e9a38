//! Her nurse is absent at her time: other times to choose from, and until when. Why the nurse is absent is nobody's business. When it is due
//! and how long it is of use is the offer's (`rescue/until.rs`): at night it leaves only where her time is near.

use crate::message::rule::{Bookings, Carries, Due, IfRefused, Kind, Mail, Occasion, Quiet, Rule, Useful};

pub(super) const KIND: Kind = Kind {
    written: Occasion::Asked,
    rule: Rule {
        due: Due::AtOnce,
        useful: Useful::HoursSinceDue(72),
        of: Bookings::Booked,
        same_sequence: true,
        quiet: Quiet::Never,
        waits_while_closed: false,
        if_refused: IfRefused::Call,
        ready_for: None,
    },
    carries: Carries { calendar: false, former_start: false, offers: true, office: true },
    mail: Mail {
        subject: include_str!("mail.subject"),
        text: include_str!("mail.txt"),
        html: include_str!("mail.html"),
    },
};
