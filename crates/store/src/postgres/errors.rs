//! What PostgreSQL's errors mean to us. <https://www.postgresql.org/docs/15/errcodes-appendix.html>

use mendan_service::ports::StoreError;

/// In the words of the port.
pub(crate) fn classify(error: sqlx::Error) -> StoreError {
    use sqlx::Error as E;
    match error {
        E::Database(cause) => {
            let code = cause.code().unwrap_or_default().into_owned();
            // Code and message only: the detail quotes the row, and rows are personal.
            let source = format!("{code}: {}", cause.message()).into();
            match code.as_str() {
                // Serialisation failure, deadlock, lock not available, statement cancelled, idle too long in a transaction.
                "40001" | "40P01" | "55P03" | "57014" | "25P03" => StoreError::Busy(source),
                code if is_away(code) => StoreError::Unavailable(source),
                _ => StoreError::Other(source),
            }
        }
        E::PoolTimedOut => StoreError::Busy(error.into()),
        // What is no message of PostgreSQL's comes from a connection that was cut, also while it was being made.
        E::PoolClosed | E::Io(_) | E::Tls(_) | E::Protocol(_) | E::BeginFailed => StoreError::Unavailable(error.into()),
        E::ColumnDecode { .. } | E::Decode(_) => StoreError::Corrupt(error.to_string()),
        error => StoreError::Other(error.into()),
    }
}

/// Read-only (a standby), the server stopping or starting, no connection, no memory, disk or connections left, trouble of the
/// system below.
fn is_away(code: &str) -> bool {
    ["25006", "57P", "08", "53", "58"].iter().any(|class| code.starts_with(class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_is_cut_while_it_is_made_is_no_fault_of_ours() {
        let cut = sqlx::Error::Protocol("unexpected response from SSLRequest: 0x00".into());
        assert!(matches!(classify(cut), StoreError::Unavailable(_)));
    }
}
