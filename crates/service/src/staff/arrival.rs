//! Where somebody signs in: what her list of sessions tells her by, and whether several use that computer.

/// Where somebody is who signs in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct At<'a> {
    /// No finer than a neighbourhood (`203.0.113.0/24`): for the audit log, and for herself.
    pub network: &'a str,
    /// Her browser, coarsely (`Chrome (Windows)`); empty where it does not say.
    pub browser: &'a str,
    /// Several use that computer.
    pub shared: bool,
}

impl<'a> From<&'a str> for At<'a> {
    fn from(network: &'a str) -> Self {
        Self { network, ..Self::default() }
    }
}
