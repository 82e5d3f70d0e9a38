//! Many times at once: a range of times is closed, opened, moved or copied, first shown and then done as it was shown; and all of it is
//! undone at once. Opening and closing a single time is here, too, because it is undone the same way.

automod::dir!(pub "src/range");
