//! The database: reached, whole, migrated, writable, on a file system that locks, ours alone.

use std::path::Path;

use async_trait::async_trait;
use mendan_store::examine::{Examined, Fault, Schema};
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};

/// See the file's head.
pub struct Database;

#[async_trait]
impl Check for Database {
    fn name(&self) -> &'static str {
        "database"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.database
    }

    async fn look(&self, around: &Around) -> Finding {
        let t = around.t;
        let examined = match &around.examined {
            Ok(examined) => examined,
            Err(why) => return Finding::mend(t.database_fails(why), t.database_fails_do),
        };
        let mut found: Vec<Finding> = examined.faults.iter().map(|fault| told(t, fault)).collect();
        if found.is_empty() {
            found.extend(schema(t, examined));
        }
        if let Some(system) = mendan_store::real_file_name(&around.config.database_url).as_deref().and_then(network_of)
        {
            found.push(Finding::mend(t.database_network(system), t.database_network_do));
        }
        match &around.services {
            Ok(services) => {
                if let Err(error) = services.probe_writes().await {
                    let why = crate::commands::open::chain(&error);
                    found.push(Finding::mend(t.database_unwritable(why), t.database_unwritable_do));
                }
            }
            Err(why) if found.is_empty() => found.push(Finding::mend(t.database_fails(why), t.database_fails_do)),
            Err(_) => {}
        }
        Finding::of(found, || Finding::good(t.database_good(&examined.engine)))
    }
}

fn told(t: &Doctor, fault: &Fault) -> Finding {
    match fault {
        Fault::NoFile(path) => Finding::mend(t.database_none(path.display()), t.database_none_do),
        Fault::Damaged(why) => Finding::mend(t.database_damaged(why), t.database_damaged_do),
        Fault::Unreachable(why) => Finding::mend(t.database_unreachable(why), t.database_unreachable_do),
        Fault::TooOld(version) => Finding::mend(t.database_too_old(version), t.database_too_old_do),
        Fault::ReadOnly => Finding::mend(t.database_read_only, t.database_read_only_do),
        Fault::Encoding(encoding) => Finding::mend(t.database_encoding(encoding), t.database_encoding_do),
        Fault::Rights(rights) => Finding::mend(t.database_rights(rights.join(", ")), t.database_rights_do),
        Fault::Pooler => Finding::mend(t.database_pooler, t.database_pooler_do),
    }
}

fn schema(t: &Doctor, examined: &Examined) -> Option<Finding> {
    match examined.schema {
        Schema::Whole => None,
        Schema::Empty => Some(Finding::mend(t.schema_empty, t.schema_empty_do)),
        Schema::Behind(missing) => Some(Finding::mend(t.schema_behind(missing), t.schema_behind_do)),
        Schema::Ahead(number) => Some(Finding::mend(t.schema_ahead(number), t.schema_ahead_do)),
        Schema::Torn(number) => Some(Finding::mend(t.schema_torn(number), t.schema_torn_do)),
    }
}

/// The kind of a file system that is reached over a network, where locks are not what SQLite needs. `None` for disks of the machine.
fn network_of(path: &Path) -> Option<&'static str> {
    const KINDS: [(i64, &str); 6] = [
        (0x6969, "NFS"),
        (0xFF53_4D42, "CIFS"),
        (0xFE53_4D42, "SMB"),
        (0x517B, "SMB"),
        (0x0102_1997, "9P"),
        (0x0BD0_0BD0, "Lustre"),
    ];
    let kind = rustix::fs::statfs(path).ok()?.f_type;
    KINDS.iter().find(|(known, _)| *known == kind).map(|(_, name)| *name)
}
