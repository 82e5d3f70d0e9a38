//! What one member of staff may, whichever way she came by it: a ready role gives such a set, and so does one of the city's own.

use super::Permission;

/// A set of permissions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Rights(u64);

impl Rights {
    /// Every permission there is.
    pub fn every() -> Self {
        Permission::ALL.iter().copied().collect()
    }

    /// Whether it has that one.
    pub fn has(self, permission: Permission) -> bool {
        self.0 & bit(permission) != 0
    }

    /// Whether it has all that the other has.
    pub const fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// What it has and the other has not.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it has nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is left of it where it counts at some offices only.
    #[must_use]
    pub fn at_offices(self) -> Self {
        self.all().filter(|permission| !permission.is_of_the_city()).collect()
    }

    /// What it has, in the order of the table.
    pub fn all(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.has(*permission))
    }

    /// As the database keeps it: the words of its permissions, with spaces between them.
    pub fn words(self) -> String {
        self.all().map(Permission::word).collect::<Vec<_>>().join(" ")
    }

    /// Reads the words. One that nobody knows, of another release, gives nothing.
    pub fn parse(words: &str) -> Self {
        words.split(' ').filter_map(Permission::parse).collect()
    }
}

impl FromIterator<Permission> for Rights {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |set, permission| set | bit(permission)))
    }
}

fn bit(permission: Permission) -> u64 {
    Permission::ALL.iter().position(|known| *known == permission).map_or(0, |place| 1 << place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_is_written_in_words_and_read_again() {
        assert!(Permission::ALL.len() <= 64);
        for permission in Permission::ALL.iter().copied() {
            let one: Rights = [permission].into_iter().collect();
            assert_eq!(Rights::parse(&one.words()), one, "{}", one.words());
            assert!(!Rights::default().has(permission) && Rights::every().has(permission));
            assert_eq!(one.all().collect::<Vec<_>>(), [permission]);
        }
        assert_eq!(Rights::parse(&Rights::every().words()), Rights::every());
        assert_eq!(Rights::parse("view_bookings something_new").words(), "view_bookings");
        assert!(Rights::parse("").is_empty());
    }

    #[test]
    fn a_set_covers_what_is_a_part_of_it() {
        let few = Rights::parse("view_bookings keep_calls");
        assert!(Rights::every().covers(few) && few.covers(few) && few.covers(Rights::default()));
        assert!(!few.covers(Rights::every()));
        assert_eq!(few.without(Rights::parse("keep_calls")).words(), "view_bookings");
    }
}
