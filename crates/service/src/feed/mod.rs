//! Calendars of members of staff: her interviews in a calendar program of her own, by an address that only she knows; and from a
//! calendar of her own, when she has something else to do.

automod::dir!(pub "src/feed");
