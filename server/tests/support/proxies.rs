//! nginx and Caddy with the configurations that are shipped, changed in ports and files alone, and visitors who come to them over TLS.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::http::{self, Answer};
use super::server::free_port;
use super::wait::until_true;

/// The name in the shipped examples.
pub const NAME: &str = "yoyaku.city.example.jp";
/// The staff's name there.
pub const STAFF_NAME: &str = "shokuin.city.example.jp";
/// Where the examples look for the server.
const UPSTREAM: &str = "127.0.0.1:3000";
/// And for the staff's door of it.
const STAFF_UPSTREAM: &str = "127.0.0.1:3001";

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `packaging/proxy/nginx.conf`.
    Nginx,
    /// `packaging/proxy/Caddyfile`.
    Caddy,
}

/// A running proxy; ended when dropped.
pub struct Proxy {
    child: Child,
    name: String,
    certificate: CertificateDer<'static>,
    /// Where it listens for TLS.
    pub address: SocketAddr,
    /// Where it listens without.
    pub plain: SocketAddr,
    /// Its certificate, for whoever shall trust it.
    pub authority: PathBuf,
}

impl Proxy {
    /// Starts it in front of a server, under a name. The folder is its own.
    pub async fn start(kind: Kind, name: &str, upstream: SocketAddr, folder: &Path) -> Self {
        Self::start_with(kind, name, (upstream, None), folder).await
    }

    /// The same, and in front of the staff's door under the name that the example has.
    pub async fn start_with(
        kind: Kind,
        name: &str,
        (upstream, staff): (SocketAddr, Option<SocketAddr>),
        folder: &Path,
    ) -> Self {
        fs::create_dir_all(folder).expect("a folder");
        let names = [name.to_owned(), STAFF_NAME.to_owned()];
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).expect("a certificate");
        let (authority, key) = (folder.join("fullchain.pem"), folder.join("privkey.pem"));
        fs::write(&authority, cert.pem()).expect("written");
        fs::write(&key, signing_key.serialize_pem()).expect("written");
        let [address, plain] = [free_port(), free_port()].map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
        let example = |file: &str| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packaging/proxy").join(file);
            let text = fs::read_to_string(path).expect("the example");
            assert!(text.contains(UPSTREAM) && text.contains(NAME), "{file}");
            text.replace(UPSTREAM, &upstream.to_string()).replace(NAME, name)
        };
        let of_staff = |file: &str| {
            let Some(staff) = staff else { return String::new() };
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../packaging/proxy").join(file);
            let text = fs::read_to_string(path).expect("the example");
            assert!(text.contains(STAFF_UPSTREAM) && text.contains(STAFF_NAME), "{file}");
            text.replace(STAFF_UPSTREAM, &staff.to_string())
        };
        let mut command = match kind {
            Kind::Nginx => nginx(&(example("nginx.conf") + &of_staff("nginx-staff.conf")), address, plain, folder),
            Kind::Caddy => {
                let text = example("Caddyfile") + &of_staff("Caddyfile-staff");
                caddy(&text, &[name, STAFF_NAME][..if staff.is_some() { 2 } else { 1 }], address, plain, folder)
            }
        };
        let log = fs::File::create(folder.join("log")).expect("a log");
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn();
        let proxy = Self {
            child: child.unwrap_or_else(|error| panic!("{kind:?} is installed by `cargo xtask setup`: {error}")),
            name: name.to_owned(),
            certificate: cert.der().clone(),
            address,
            plain,
            authority,
        };
        until_true(&format!("{kind:?} to listen"), async || TcpStream::connect(address).await.is_ok()).await;
        proxy
    }

    /// Somebody who comes from that address of the loopback.
    pub fn visitor(&self, from: [u8; 4]) -> Visitor {
        self.visitor_of(&self.name, from)
    }

    /// The same at that name.
    pub fn visitor_of(&self, name: &str, from: [u8; 4]) -> Visitor {
        let config = |protocol: &[u8]| {
            let mut roots = RootCertStore::empty();
            roots.add(self.certificate.clone()).expect("a certificate");
            let config = ClientConfig::builder_with_provider(Arc::new(default_provider()));
            let config = config.with_safe_default_protocol_versions().expect("versions");
            let mut config = config.with_root_certificates(roots).with_no_client_auth();
            config.alpn_protocols = vec![protocol.to_vec()];
            TlsConnector::from(Arc::new(config))
        };
        Visitor {
            from: from.into(),
            address: self.address,
            name: name.to_owned(),
            first: config(b"http/1.1"),
            second: config(b"h2"),
            cookies: Mutex::default(),
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // Kindly, so that nginx takes its workers along.
        drop(Command::new("kill").arg(self.child.id().to_string()).status());
        drop(self.child.wait());
    }
}

/// nginx: the example inside the least that surrounds it.
fn nginx(example: &str, address: SocketAddr, plain: SocketAddr, folder: &Path) -> Command {
    let at = |name: &str| folder.join(name).display().to_string();
    let site = example
        .replace("  listen [::]:443 ssl http2;\n", "")
        .replace("  listen [::]:80;\n", "")
        .replace("listen 443 ssl http2;", &format!("listen {address} ssl http2;"))
        .replace("listen 80;", &format!("listen {plain};"))
        .replace("/etc/ssl/mendan", &folder.display().to_string());
    assert!(!site.contains("[::]") && site.contains(&address.to_string()) && site.contains(&plain.to_string()));
    let temporary =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|what| format!("{what}_temp_path {};", at(what)));
    let main = format!(
        "daemon off; pid {}; error_log stderr; worker_processes 1; events {{}} http {{ access_log off; {} include {}; }}\n",
        at("pid"),
        temporary.join(" "),
        at("site.conf")
    );
    fs::write(folder.join("site.conf"), site).expect("written");
    fs::write(folder.join("nginx.conf"), main).expect("written");
    let program = if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" };
    let mut command = Command::new(program);
    command.arg("-c").arg(folder.join("nginx.conf")).arg("-p").arg(folder);
    command
}

/// Caddy: the example with the certificate named, as its comment says, and the ports in global options.
fn caddy(example: &str, names: &[&str], address: SocketAddr, plain: SocketAddr, folder: &Path) -> Command {
    let mut example = example.to_owned();
    for name in names {
        let begins = format!("{name} {{\n");
        assert!(example.contains(&begins), "{example}");
        let tls = format!("{begins}  bind 127.0.0.1\n  tls {0}/fullchain.pem {0}/privkey.pem\n", folder.display());
        example = example.replace(&begins, &tls);
    }
    let options = format!("{{\n  admin off\n  https_port {}\n  http_port {}\n}}\n", address.port(), plain.port());
    fs::write(folder.join("Caddyfile"), options + &example).expect("written");
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(folder.join("Caddyfile"));
    command.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    command
}

/// A browser behind one address.
pub struct Visitor {
    from: IpAddr,
    address: SocketAddr,
    name: String,
    first: TlsConnector,
    second: TlsConnector,
    /// What the server set: name, value, and the whole line.
    pub cookies: Mutex<BTreeMap<String, (String, String)>>,
}

impl Visitor {
    async fn connect(&self, tls: &TlsConnector) -> io::Result<TlsStream<TcpStream>> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(self.from, 0))?;
        let stream = socket.connect(self.address).await?;
        tls.connect(ServerName::try_from(self.name.clone()).expect("a name"), stream).await
    }

    /// What stands in `Host`: as browsers write it.
    fn host(&self) -> String {
        if [NAME, STAFF_NAME].contains(&self.name.as_str()) {
            self.name.clone()
        } else {
            format!("{}:{}", self.name, self.address.port())
        }
    }

    /// One request, with what the server set before.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut stream = self.connect(&self.first).await.expect("a connection");
        let (host, cookies) = (self.host(), self.cookie_line());
        let mut headers = [&[("host", host.as_str())], headers].concat();
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        // A proxy that refuses early may not read to the end; its answer still counts.
        let _unread = stream.write_all(&http::request(self.address, method, path, &headers, body)).await;
        let answer = http::read(&mut stream, method == "HEAD").await;
        let answer = answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let mut jar = self.cookies.lock().expect("the jar");
        for (_, line) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            if let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) {
                jar.insert(name.to_owned(), (value.to_owned(), line.clone()));
            }
        }
        answer
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"").await
    }

    /// A form, as a page of ours sends it.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let origin = format!("https://{}", self.host());
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", &origin),
            ("sec-fetch-site", "same-origin"),
        ];
        self.ask("POST", path, &headers, body.as_bytes()).await
    }

    /// A connection after a request whose answer is read bit by bit.
    pub async fn stream(&self, path: &str) -> TlsStream<TcpStream> {
        let mut stream = self.connect(&self.first).await.expect("a connection");
        let octets = http::request(self.address, "GET", path, &[("host", &self.host())], b"");
        stream.write_all(&octets).await.expect("asked");
        stream
    }

    /// A page over HTTP/2: its status.
    pub async fn second(&self, path: &str) -> u16 {
        let stream = self.connect(&self.second).await.expect("a connection");
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
        let (sender, connection) = h2::client::handshake(stream).await.expect("HTTP/2");
        tokio::spawn(connection);
        let request = ::http::Request::get(format!("https://{}{path}", self.host())).body(()).expect("a request");
        let (answer, _) = sender.ready().await.expect("ready").send_request(request, true).expect("asked");
        answer.await.expect("an answer").status().as_u16()
    }

    fn cookie_line(&self) -> String {
        let jar = self.cookies.lock().expect("the jar");
        jar.iter().map(|(name, (value, _))| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}
