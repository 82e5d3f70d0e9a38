//! Units of work. What can be asked in them stands in the files of the areas.

use async_trait::async_trait;
use mendan_service::live::changes::Changes;
use mendan_service::live::notice::Notice;
use mendan_service::ports::{StoreError, StoreResult};
use mendan_service::unit::{ReadUnit, WriteUnit};

use super::upkeep::probe;
use super::{Connection, Looked, Snapshot, classify, driver};

/// A unit of work on this engine.
pub(crate) struct Unit<K>(K);

/// What a unit of work may do.
pub(crate) trait Access: Send + 'static {
    /// Whether what is read is kept from others until the end.
    const LOCKS: bool;
    /// Where statements go.
    fn connection(&mut self) -> &mut Connection;
    /// What it changes, where it may change anything.
    fn changes(&mut self) -> Option<&mut Changes> {
        None
    }
}

/// May read.
pub(crate) struct Reading(Snapshot);

/// May read, each statement by itself.
pub(crate) struct Looking(Looked);

/// May write; undone when dropped.
pub(crate) struct Writing {
    tx: super::super::Writing,
    /// Whether there is a savepoint to come back to.
    marked: bool,
    /// What pages that are open will be told.
    changes: Changes,
}

impl Access for Reading {
    const LOCKS: bool = false;
    fn connection(&mut self) -> &mut Connection {
        &mut self.0
    }
}

impl Access for Looking {
    const LOCKS: bool = false;
    fn connection(&mut self) -> &mut Connection {
        &mut self.0
    }
}

impl Access for Writing {
    const LOCKS: bool = true;
    fn connection(&mut self) -> &mut Connection {
        &mut self.tx
    }
    fn changes(&mut self) -> Option<&mut Changes> {
        Some(&mut self.changes)
    }
}

/// A unit that reads.
pub(crate) const fn reading(snapshot: Snapshot) -> Unit<Reading> {
    Unit(Reading(snapshot))
}

/// A unit that reads, each statement by itself.
pub(crate) const fn looking(conn: Looked) -> Unit<Looking> {
    Unit(Looking(conn))
}

/// A unit that writes.
pub(crate) fn writing(tx: super::super::Writing) -> Unit<Writing> {
    Unit(Writing { tx, marked: false, changes: Changes::default() })
}

impl<K: Access> Unit<K> {
    /// Where statements go.
    pub(crate) fn conn(&mut self) -> &mut Connection {
        self.0.connection()
    }
    /// What it changes: to be told of what was read where that may be changed next.
    pub(crate) fn reading(&mut self) -> Option<&mut Changes> {
        self.0.changes()
    }
}

impl Unit<Writing> {
    /// What it changes: whoever writes a row that pages show says so here.
    pub(crate) fn changed(&mut self) -> &mut Changes {
        &mut self.0.changes
    }
}

impl<K: Access> ReadUnit for Unit<K> {}

#[async_trait]
impl WriteUnit for Unit<Writing> {
    fn changes(&mut self) -> Vec<Notice> {
        self.0.changes.take()
    }
    async fn commit(self: Box<Self>) -> StoreResult<()> {
        super::commit(self.0.tx).await
    }
    async fn savepoint(&mut self) -> StoreResult<()> {
        let text = if self.0.marked { "RELEASE SAVEPOINT mark; SAVEPOINT mark" } else { "SAVEPOINT mark" };
        driver::script(self.conn(), text).await.map_err(classify)?;
        self.0.marked = true;
        Ok(())
    }
    async fn rollback_to_savepoint(&mut self) -> StoreResult<()> {
        // Without a mark of its own it would meet somebody else's in the same transaction.
        if !self.0.marked {
            return Err(StoreError::Other("there is no savepoint to come back to".into()));
        }
        driver::script(self.conn(), "ROLLBACK TO SAVEPOINT mark").await.map_err(classify)
    }
    async fn probe(&mut self) -> StoreResult<()> {
        let padding = probe::padding(&mut self.0.tx);
        probe::write(self.conn(), padding).await
    }
}
