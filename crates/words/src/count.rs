//! Numbers that decide how a text is put.

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules};

use crate::made::Tongue;

/// A whole number of things.
pub trait Count {
    /// The number.
    fn count(self) -> i64;
}

macro_rules! counts {
    ($($number:ty),*) => {
        $(impl Count for $number {
            fn count(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        })*
    };
}

counts!(u8, u16, u32, u64, usize, i8, i16, i32, i64);

/// Which plural that number takes. The rules are compiled in, and looking them up costs less than keeping them; the build has
/// asked for those of every language already.
pub(crate) fn category(tongue: Tongue, number: i64) -> PluralCategory {
    let locale = tongue.language().tag().parse::<Locale>().ok();
    let rules = locale.and_then(|locale| PluralRules::try_new_cardinal(locale.into()).ok());
    rules.map_or(PluralCategory::Other, |rules| rules.category_for(number))
}
