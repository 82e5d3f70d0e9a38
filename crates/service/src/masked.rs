//! `Debug` for what holds personal data: it tells the fields that are named and no others. A log line, a panic or a failed
//! assertion prints it, and must not print a person.

/// Writes `Debug` for a type whose other fields hold names, numbers, addresses, dates of birth, notes, tokens or hashes.
#[macro_export]
macro_rules! masked_debug {
    ($type:ident $(<$life:lifetime>)? { $($field:ident),* $(,)? }) => {
        impl $(<$life>)? ::std::fmt::Debug for $type $(<$life>)? {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($type))$(.field(stringify!($field), &self.$field))*.finish_non_exhaustive()
            }
        }
    };
}
