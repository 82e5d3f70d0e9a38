//! Not a mail: get the meeting link from a provider that had none.

use crate::message::rule::{Bookings, Carries, Due, IfRefused, Kind, Mail, Occasion, Rule, Useful};

pub(super) const KIND: Kind = Kind {
    written: Occasion::Asked,
    rule: Rule {
        due: Due::AtOnce,
        useful: Useful::HoursBeforeStart(0),
        of: Bookings::Booked,
        same_sequence: false,
        keeps_quiet_hours: false,
        waits_while_closed: false,
        if_refused: IfRefused::Nothing,
    },
    carries: Carries { calendar: false, former_start: false, office: false },
    mail: Mail { subject: "", text: "", html: "" },
};
