//! The staff's day.

automod::dir!(pub "src/calendar");
