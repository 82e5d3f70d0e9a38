//! What not everybody may do, one thing each. Roles are rows of them (`role.rs`); pages, handlers and use cases ask for one of
//! these, and for nothing else.

use super::Role;

/// A permission as a type: what a proof of having been asked for it is a proof of.
pub trait Permitted {
    /// Which one.
    const PERMISSION: Permission;
}

/// The permissions, each as a value and, in [`asked`], as a type.
macro_rules! permissions {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {
        /// Something that not everybody may.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Permission {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Permission {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// As it is called here.
            const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }
        }

        /// Each permission as a type.
        pub mod asked {
            use super::{Permission, Permitted};

            $(
                $(#[doc = $doc])+
                #[derive(Debug, Clone, Copy, PartialEq, Eq)]
                pub struct $name;

                impl Permitted for $name {
                    const PERMISSION: Permission = Permission::$name;
                }
            )+
        }
    };
}

permissions! {
    /// Reads bookings: the day, the desk's search, slips, why a time is not offered.
    ViewBookings,
    /// Books for callers; moves, changes, corrects, marks and calls off what others booked.
    BookForOthers,
    /// Telephones: reads the call list and says what came of it.
    KeepCalls,
    /// Opens and closes single times.
    OpenTimes,
    /// Shapes her own times: templates, publishing, absences.
    ShapeOwnTimes,
    /// Shapes everybody's times, and closes the city and its offices.
    ShapeTimes,
    /// May be given an interview.
    HoldInterviews,
    /// Sets the city up: offices, rooms, kinds and their rules, leaflets, holidays, networks.
    ManageSetup,
    /// Adds members of staff, changes and disables them, sets their passwords.
    ManageStaff,
    /// Makes and revokes the keys of partner systems.
    ManagePartners,
    /// Sees what mail did not leave, and sends it anew.
    HandleMail,
    /// Decides about the mail that waits after a restore.
    ReleaseMail,
    /// Reads the log of who saw and did what.
    ReadAudit,
}

impl Permission {
    /// The ready roles that have it.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| role.may(self))
    }

    /// The word that the database and forms have for it: `view_bookings`.
    pub fn word(self) -> String {
        let mut word = String::new();
        for letter in self.name().chars() {
            if letter.is_ascii_uppercase() && !word.is_empty() {
                word.push('_');
            }
            word.push(letter.to_ascii_lowercase());
        }
        word
    }

    /// Whether it is about the city as a whole. Whose role counts at some offices only has none of these.
    pub const fn is_of_the_city(self) -> bool {
        matches!(
            self,
            Self::ManageSetup | Self::ManageStaff | Self::ManagePartners | Self::ReleaseMail | Self::ReadAudit
        )
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|permission| permission.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::Permission::{
        BookForOthers, HandleMail, HoldInterviews, KeepCalls, ManagePartners, ManageSetup, ManageStaff, OpenTimes,
        ReadAudit, ReleaseMail, ShapeOwnTimes, ShapeTimes, ViewBookings,
    };
    use super::Role::{Administrator, Auditor, Manager, Nurse, Receptionist};
    use super::*;

    #[test]
    fn administrators_may_everything_and_every_permission_is_somebodys() {
        for permission in Permission::ALL.iter().copied() {
            assert!(Administrator.may(permission), "{permission:?}");
            assert!(permission.roles().next().is_some(), "{permission:?}");
        }
        let distinct: std::collections::HashSet<Permission> = Permission::ALL.iter().copied().collect();
        assert_eq!(distinct.len(), Permission::ALL.len());
        assert_eq!(ViewBookings.word(), "view_bookings");
    }

    #[test]
    fn each_ready_role_has_what_its_work_needs_and_no_more() {
        let of = |permission: Permission| permission.roles().collect::<Vec<_>>();
        assert_eq!(of(ViewBookings), [Administrator, Nurse, Receptionist, Manager]);
        assert_eq!(of(BookForOthers), [Administrator, Nurse, Receptionist]);
        assert_eq!(of(KeepCalls), [Administrator, Nurse, Receptionist, Manager]);
        assert_eq!(of(OpenTimes), [Administrator, Nurse, Manager]);
        assert_eq!(of(ShapeOwnTimes), [Administrator, Nurse, Manager]);
        assert_eq!(of(ShapeTimes), [Administrator, Manager]);
        assert_eq!(of(HoldInterviews), [Administrator, Nurse]);
        assert_eq!(of(HandleMail), [Administrator, Receptionist, Manager]);
        assert_eq!(of(ReadAudit), [Administrator, Auditor]);
        for permission in [ManageSetup, ManageStaff, ManagePartners, ReleaseMail] {
            assert_eq!(of(permission), [Administrator], "{permission:?}");
        }
        assert_eq!(Auditor.rights().all().collect::<Vec<_>>(), [ReadAudit], "an auditor reads no booking");
    }

    #[test]
    fn whoever_is_there_for_interviews_may_hold_them() {
        for role in Role::ALL.into_iter().filter(|role| role.interviews()) {
            assert!(role.may(HoldInterviews), "{role:?}");
        }
    }
}
