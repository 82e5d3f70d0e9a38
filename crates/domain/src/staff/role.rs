//! Roles: rows of permissions. Five are ready, a city makes others of its own.

use serde::{Serialize, Serializer};

use super::Permission;
use super::Permission::{
    BookForOthers, HandleMail, HoldInterviews, KeepCalls, OpenTimes, ReadAudit, ShapeOwnTimes, ShapeTimes, ViewBookings,
};
use super::rights::Rights;

crate::id! {
    /// A role that a city made.
    RoleId;
}

/// What the word of a role of the city's begins with; its id follows.
const OWN: &str = "own-";

/// What a member of staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Sets the city up.
    Administrator,
    /// Holds interviews (保健師・助産師).
    Nurse,
    /// Answers the phone and the counter.
    Receptionist,
    /// Leads: sees bookings, shapes what is offered, handles mail (管理職・DX担当).
    Manager,
    /// Reads the audit log, and no booking (監査).
    Auditor,
    /// What the city itself put together.
    Own(OwnRole),
}

/// A role that the city made, with what it gives at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OwnRole {
    /// Which one.
    pub id: RoleId,
    /// What it gives.
    pub rights: Rights,
}

impl Role {
    /// The ready ones.
    pub const ALL: [Self; 5] = [Self::Administrator, Self::Nurse, Self::Receptionist, Self::Manager, Self::Auditor];

    /// The word that the database and the command line have for a ready one; all of the city's own are `own`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Nurse => "nurse",
            Self::Receptionist => "receptionist",
            Self::Manager => "manager",
            Self::Auditor => "auditor",
            Self::Own(_) => "own",
        }
    }

    /// The word that names this one among all that a city has: what forms post and the audit log keeps.
    pub fn word(self) -> String {
        match self {
            Self::Own(own) => format!("{OWN}{}", own.id),
            ready => ready.as_str().to_owned(),
        }
    }

    /// Reads the word of a ready one.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// Which of the city's own a word names.
    pub fn parse_own(word: &str) -> Option<RoleId> {
        word.strip_prefix(OWN)?.parse().ok()
    }

    /// Which of the city's own it is.
    pub const fn own(self) -> Option<RoleId> {
        match self {
            Self::Own(own) => Some(own.id),
            Self::Administrator | Self::Nurse | Self::Receptionist | Self::Manager | Self::Auditor => None,
        }
    }

    /// The table of the ready ones.
    const fn row(self) -> &'static [Permission] {
        match self {
            Self::Administrator => Permission::ALL,
            Self::Nurse => &[ViewBookings, BookForOthers, KeepCalls, OpenTimes, ShapeOwnTimes, HoldInterviews],
            Self::Receptionist => &[ViewBookings, BookForOthers, KeepCalls, HandleMail],
            Self::Manager => &[ViewBookings, KeepCalls, OpenTimes, ShapeOwnTimes, ShapeTimes, HandleMail],
            Self::Auditor => &[ReadAudit],
            Self::Own(_) => &[],
        }
    }

    /// What somebody of that role may.
    pub fn rights(self) -> Rights {
        match self {
            Self::Own(own) => own.rights,
            ready => ready.row().iter().copied().collect(),
        }
    }

    /// Whether it gives that.
    pub fn may(self, permission: Permission) -> bool {
        self.rights().has(permission)
    }

    /// Whether interviews are what she is there for: what an office offers "by everybody" is offered by her. Of the ready roles that
    /// is one; others who may hold one do so where a template names them. A city that puts it into a role of its own means it.
    pub fn interviews(self) -> bool {
        match self {
            Self::Own(own) => own.rights.has(HoldInterviews),
            ready => matches!(ready, Self::Nurse),
        }
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.word())
    }
}
