//! A relay tried out without sending anything: connect, greeting, EHLO, TLS, signing in, and whether it takes the sender.

use lettre::Address;
use lettre::transport::smtp::commands::{Mail, Quit, Rset};
use mendan_service::city::catalogue::Municipality;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::post::name_of;
use super::smtp::{At, Failure, Security, Smtp};

/// How far a session comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The connection.
    Connect,
    /// The server's first line.
    Greeting,
    /// What we call ourselves.
    Hello,
    /// Encryption, and whom the certificate is of.
    Encrypt,
    /// User and password.
    SignIn,
    /// The sender's address.
    Sender,
}

/// Where a session ended, and what was said then: no address, no password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The step that was not done.
    pub step: Step,
    /// The server's words, or what the connection says.
    pub said: String,
}

impl Smtp {
    /// Host and port.
    pub fn server(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// What it is greeted by, for that sender of a city.
    pub fn name(&self, sender: &Address, city: &Municipality) -> String {
        self.hello_of(Some(sender), name_of(city)).to_string()
    }

    /// Whether it signs in.
    pub fn signs_in(&self) -> bool {
        self.credentials.is_some()
    }

    /// Goes all the way to `MAIL FROM`, and leaves again.
    pub async fn try_out(&self, sender: &Address, city: &Municipality) -> Result<(), Refused> {
        let hello = self.hello_of(Some(sender), name_of(city));
        self.knock().await?;
        let mut session = self.open(&hello).await.map_err(|(came, failure)| at(step(came, &failure), &failure))?;
        let mail = session.command(Mail::new(self.returns_to(Some(sender)), Vec::new()));
        let taken = self.within("MAIL", mail).await;
        // What was begun is taken back; the good-bye is a courtesy.
        let _undone = self.within("RSET", session.command(Rset)).await;
        let _farewell = self.within("QUIT", session.command(Quit)).await;
        taken.map(drop).map_err(|failure| at(Step::Sender, &failure))
    }

    /// The connection and the greeting by themselves: what comes after them is then refused for another reason.
    async fn knock(&self) -> Result<(), Refused> {
        let refused = |step, said: String| Refused { step, said };
        let places = self.places().await.map_err(|failure| at(Step::Connect, &failure))?;
        let connected = timeout(self.step, TcpStream::connect(places.as_slice())).await;
        let mut stream = match connected {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => return Err(refused(Step::Connect, error.to_string())),
            Err(_) => return Err(refused(Step::Connect, "time-out".to_owned())),
        };
        if self.security() == Security::Implicit {
            return Ok(());
        }
        let mut line = [0_u8; 200];
        let heard = match timeout(self.step, stream.read(&mut line)).await {
            Ok(Ok(heard)) if heard > 0 => String::from_utf8_lossy(line.get(..heard).unwrap_or_default()).into_owned(),
            Ok(_) => return Err(refused(Step::Greeting, "the connection was closed".to_owned())),
            Err(_) => return Err(refused(Step::Greeting, "time-out".to_owned())),
        };
        if !heard.starts_with("220") {
            return Err(refused(Step::Greeting, super::refusal::clean(&heard, "")));
        }
        // Whoever leaves without a word is written down by some servers.
        let _farewell = stream.write_all(b"QUIT\r\n").await;
        Ok(())
    }
}

/// After the knock, what is refused before TLS is our name, unless nobody answered.
fn step(came: At, failure: &Failure) -> Step {
    match came {
        At::Connect if failure.is_tls() => Step::Encrypt,
        At::Connect if failure.is_answer() => Step::Hello,
        At::Connect => Step::Connect,
        At::StartTls => Step::Encrypt,
        At::SignIn => Step::SignIn,
        At::Sender | At::Recipient | At::Letter => Step::Sender,
    }
}

fn at(step: Step, failure: &Failure) -> Refused {
    Refused { step, said: failure.said() }
}
