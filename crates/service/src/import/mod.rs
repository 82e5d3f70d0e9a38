//! Bring in what a city has elsewhere: places, staff, and the bookings of another system.
//!
//! A file waits in a [`draft`], with what its columns mean ([`mapping`]). What would come of it is planned ([`plan`]) as often as
//! somebody looks, and once more in the transaction that writes it ([`run`]): all of it, if it is still what was shown, or nothing.
//! What is special about a sort of rows stands in a file of its own: [`offices`], [`members`], [`bookings`].

automod::dir!(pub "src/import");
