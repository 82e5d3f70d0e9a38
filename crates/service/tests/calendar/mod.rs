//! What a day holds, and who looked.

automod::dir!("tests/calendar");
