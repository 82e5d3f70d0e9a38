//! Programs that run beside a test and must not outlive it.

use crate::sh::Result;
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

/// The shell that watches over the program. It waits until the program ends, or until our end of the pipe closes, which
/// the kernel sees to however we end; then it stops the program (kindly, after ten seconds firmly) and removes its folder.
const WATCH: &str = r#"
dir=$1 signal=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- & program=$!
trap "" INT TERM HUP
while kill -0 $program 2>/dev/null; do
    read -r -t 0.2 <&3
    [ $? -gt 128 ] || break # more than 128: the time is up, the pipe is open
done
exec 2>/dev/null
kill -s "$signal" $program
(sleep 10; kill -s KILL $program) >/dev/null & timer=$!
wait $program
kill -s KILL $timer
rm -rf "$dir"
"#;

/// A running program and its folder; both are gone after drop, after Ctrl-C and after a crash.
pub struct Background {
    watch: Child,
}

impl Background {
    /// Starts `command`, to be ended with `signal`; `dir` is removed afterwards.
    pub fn start(command: &Command, signal: &str, dir: &Path) -> Result<Self> {
        let mut watch = Command::new("bash");
        watch.args(["-c", WATCH, "watch"]).arg(dir).arg(signal);
        watch.arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => watch.env(name, value),
                None => watch.env_remove(name),
            };
        }
        Ok(Self { watch: watch.current_dir(dir).stdin(Stdio::piped()).spawn()? })
    }

    /// Asks until the answer is yes, for a minute at most.
    pub fn wait_until(&mut self, what: &str, mut ready: impl FnMut() -> bool) -> Result {
        let start = Instant::now();
        while !ready() {
            if self.watch.try_wait()?.is_some() {
                return Err(format!("{what} stopped by itself").into());
            }
            if start.elapsed() > Duration::from_mins(1) {
                return Err(format!("{what} did not become ready within a minute").into());
            }
            sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        drop(self.watch.stdin.take());
        // Nothing better can be done about a failure here; the shell goes on by itself.
        let _ = self.watch.wait();
    }
}

/// A port that nobody listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// A new empty folder under the system's temporary folder.
pub fn temporary(name: &str) -> Result<PathBuf> {
    let dir = std::env::temp_dir().join(format!("mendan-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    Ok(dir)
}

#[cfg(test)]
mod tests {
    use super::{Background, temporary};
    use std::process::Command;

    #[test]
    fn nothing_is_left_of_a_program_after_drop() {
        let dir = temporary("drop-test").unwrap();
        let mut program = Command::new("sh");
        program.args(["-c", "touch started; exec sleep 60"]);
        let mut program = Background::start(&program, "TERM", &dir).unwrap();
        program.wait_until("the shell", || dir.join("started").exists()).unwrap();
        drop(program);
        assert!(!dir.exists());
    }

    #[test]
    fn waiting_for_a_program_that_ended_is_an_error() {
        let dir = temporary("early-test").unwrap();
        let mut program = Background::start(&Command::new("false"), "TERM", &dir).unwrap();
        assert!(program.wait_until("it", || false).is_err());
    }
}
