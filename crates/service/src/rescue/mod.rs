//! 「今日休みます」: a nurse is absent, and everybody whose time she had is looked after until nobody is left: a colleague at the same time,
//! other times by mail, a call.
//!
//! Whom an absence meets stands on the call list from the moment it is written (`call_about_closed`), each with the absence as the cause; so
//! nobody is forgotten, whatever is done or not done here. What is done here takes her off it, or puts the call off for as long as an answer
//! is awaited.

automod::dir!(pub "src/rescue");
