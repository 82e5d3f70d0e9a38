//! What one member of staff may, whichever way she came by it: today by her role, and a city's own roles give such a set, too.

use super::Permission;

/// A set of permissions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rights(u64);

impl Rights {
    /// Whether it has that one.
    pub fn has(self, permission: Permission) -> bool {
        self.0 & bit(permission) != 0
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
    use crate::staff::Role;

    #[test]
    fn a_role_s_rights_are_its_row_of_the_table() {
        for role in Role::ALL {
            for permission in Permission::ALL.iter().copied() {
                assert_eq!(role.rights().has(permission), role.may(permission), "{role:?} {permission:?}");
            }
        }
        assert!(Permission::ALL.len() <= 64);
        assert!(Permission::ALL.iter().all(|permission| !Rights::default().has(*permission)));
    }
}
