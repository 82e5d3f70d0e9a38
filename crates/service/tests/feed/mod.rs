//! Calendars of members of staff.

automod::dir!("tests/feed");
