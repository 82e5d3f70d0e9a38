//! What a member of staff may do: one table of roles and permissions. Pages, handlers and use cases ask it, and nothing else.

use super::Role;
use super::rights::Rights;

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
}

use Permission::{BookForOthers, HandleMail, HoldInterviews, KeepCalls, OpenTimes, ShapeOwnTimes, ViewBookings};

impl Permission {
    /// The roles that have it.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| role.may(self))
    }
}

impl Role {
    /// The table.
    pub const fn permissions(self) -> &'static [Permission] {
        match self {
            Self::Administrator => Permission::ALL,
            Self::Nurse => &[ViewBookings, BookForOthers, KeepCalls, OpenTimes, ShapeOwnTimes, HoldInterviews],
            Self::Receptionist => &[ViewBookings, BookForOthers, KeepCalls, HandleMail],
        }
    }

    /// Whether the table has it.
    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }

    /// What somebody of that role may.
    pub fn rights(self) -> Rights {
        self.permissions().iter().copied().collect()
    }

    /// Whether interviews are what she is there for: what an office offers "by everybody" is offered by her. Others who may hold
    /// one do so where a template names them.
    pub const fn interviews(self) -> bool {
        matches!(self, Self::Nurse)
    }
}

#[cfg(test)]
mod tests {
    use super::Permission::{ManagePartners, ManageSetup, ManageStaff, ReleaseMail, ShapeTimes};
    use super::*;

    #[test]
    fn administrators_may_everything_and_every_permission_is_somebodys() {
        for permission in Permission::ALL.iter().copied() {
            assert!(Role::Administrator.may(permission), "{permission:?}");
            assert!(permission.roles().next().is_some(), "{permission:?}");
        }
        let distinct: std::collections::HashSet<Permission> = Permission::ALL.iter().copied().collect();
        assert_eq!(distinct.len(), Permission::ALL.len());
    }

    #[test]
    fn all_staff_answer_callers_and_only_some_shape_what_is_offered() {
        for role in Role::ALL {
            assert!([ViewBookings, BookForOthers, KeepCalls].into_iter().all(|permission| role.may(permission)));
        }
        let of = |permission: Permission| permission.roles().collect::<Vec<_>>();
        assert_eq!(of(OpenTimes), [Role::Administrator, Role::Nurse]);
        assert_eq!(of(ShapeOwnTimes), [Role::Administrator, Role::Nurse]);
        assert_eq!(of(HoldInterviews), [Role::Administrator, Role::Nurse]);
        assert_eq!(of(HandleMail), [Role::Administrator, Role::Receptionist]);
        for permission in [ShapeTimes, ManageSetup, ManageStaff, ManagePartners, ReleaseMail] {
            assert_eq!(of(permission), [Role::Administrator], "{permission:?}");
        }
    }

    #[test]
    fn whoever_is_there_for_interviews_may_hold_them() {
        for role in Role::ALL.into_iter().filter(|role| role.interviews()) {
            assert!(role.may(HoldInterviews), "{role:?}");
        }
    }
}
