//! Mails as programs of others read them: `read_mail.py` in the environment that `cargo xtask setup` makes.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::json;

/// What was read of a mail; what two programs read stands twice.
#[derive(Debug, Deserialize)]
pub struct ReadMail {
    /// From the top: selector, algorithm, and `true` where the signature holds.
    pub signatures: Vec<(String, String, serde_json::Value)>,
    /// Subjects.
    pub subjects: [String; 2],
    /// Addresses of the sender.
    pub from: [String; 2],
    /// Message-IDs.
    pub message_ids: [String; 2],
    /// Reply-To.
    pub reply_to: String,
    /// Auto-Submitted.
    pub auto_submitted: String,
    /// The plain text.
    pub text: String,
    /// Whether both read the same text.
    pub texts_agree: bool,
    /// Names of attached calendars.
    pub attachments: Vec<String>,
    /// What is wrong with its form.
    pub defects: Vec<String>,
}

impl ReadMail {
    /// The selectors of the signatures that hold.
    pub fn signed_by(&self) -> Vec<&str> {
        let holding = self.signatures.iter().filter(|(_, _, holds)| holds == true);
        holding.map(|(selector, ..)| selector.as_str()).collect()
    }
}

/// Reads them; keys of signatures are looked up in that DNS.
pub fn read(mails: &[String], dns: &BTreeMap<String, String>) -> Vec<ReadMail> {
    let python = std::env::var("MENDAN_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/read_mail.py");
    let mut command = Command::new(python);
    command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut reader = command.spawn().expect("Python runs: cargo xtask setup");
    let asked = json!({ "mails": mails, "dns": dns }).to_string();
    // It reads all of it before it writes anything.
    reader.stdin.take().expect("its input").write_all(asked.as_bytes()).expect("it reads");
    let output = reader.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("what it read")
}
