//! Meeting links.

automod::dir!("tests/video");
