//! What a member of staff may do, and what she is by profession.

pub mod code;
pub mod login;
pub mod permission;
pub mod rights;
pub mod role;

use serde::{Deserialize, Serialize};

pub use permission::Permission;
pub use rights::Rights;
pub use role::{OwnRole, Role, RoleId};

/// The profession of those who interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profession {
    /// 保健師.
    PublicHealthNurse,
    /// 助産師.
    Midwife,
    /// 事務.
    Clerk,
}

impl Profession {
    /// All professions.
    pub const ALL: [Self; 3] = [Self::PublicHealthNurse, Self::Midwife, Self::Clerk];

    /// The word used in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PublicHealthNurse => "public_health_nurse",
            Self::Midwife => "midwife",
            Self::Clerk => "clerk",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profession| profession.as_str() == word)
    }
}
