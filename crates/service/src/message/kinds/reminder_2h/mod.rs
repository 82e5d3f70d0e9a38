//! Two hours before, by video alone: with the link, so that she need not look for it. Half an hour before the start she sits down, or looks for it
//! herself. Nobody is woken by it.

use mendan_domain::booking::mode::Mode;

use crate::message::rule::{Bookings, Carries, Due, IfRefused, Kind, Mail, Occasion, Quiet, Rule, Useful};

pub(super) const KIND: Kind = Kind {
    written: Occasion::Standing,
    rule: Rule {
        due: Due::BeforeStart(2 * 60),
        useful: Useful::BeforeStart(30),
        of: Bookings::Booked,
        same_sequence: true,
        quiet: Quiet::Always,
        waits_while_closed: true,
        if_refused: IfRefused::Call,
        ready_for: Some(Mode::Video),
    },
    carries: Carries { calendar: false, former_start: false, offers: false, office: true },
    mail: Mail {
        subject: include_str!("mail.subject"),
        text: include_str!("mail.txt"),
        html: include_str!("mail.html"),
    },
};
