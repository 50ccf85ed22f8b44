//! `cargo xtask serve`: builds the page and serves it as a static host would, with the headers that a host should send.

use crate::page;
use crate::shell::{root, say};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use tiny_http::{Header, Request, Response, Server};

/// A folder served under a path.
pub struct Site {
    server: Arc<Server>,
    folder: PathBuf,
    /// Begins and ends with a slash.
    base: String,
    policy: String,
}

/// The command.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let (mut port, mut base) = (8080, "/".to_owned());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match (argument.as_str(), rest.next()) {
            ("--port", Some(value)) => {
                port = value.parse().map_err(|_| format!("--port {value}: not a port"))?
            }
            ("--base", Some(value)) => base = format!("/{}/", value.trim_matches('/')).replace("//", "/"),
            _ => return Err(format!("{argument}: not known; there are --port N and --base /some/path/")),
        }
    }
    page::build()?;
    let site = Site::open(&page::dist(), &base, port)?;
    say(&format!("Serving dist/ at {} (Ctrl+C ends it)", site.address()));
    site.serve();
    Ok(())
}

impl Site {
    /// Listens on this machine only. Port 0 takes any free one.
    pub fn open(folder: &Path, base: &str, port: u16) -> Result<Site, String> {
        let server = Server::http(("127.0.0.1", port)).map_err(|error| {
            format!("port {port} cannot be used ({error}). End what uses it, or choose another with --port N")
        })?;
        Ok(Site {
            server: Arc::new(server),
            folder: folder.to_owned(),
            base: base.to_owned(),
            policy: policy()?,
        })
    }

    /// Where the page is.
    pub fn address(&self) -> String {
        self.server
            .server_addr()
            .to_ip()
            .map_or_else(String::new, |address| format!("http://{address}{}", self.base))
    }

    /// Answers requests until the process ends, several at a time: a browser that takes one file slowly waits for no other.
    pub fn serve(&self) {
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| self.server.incoming_requests().for_each(|request| self.answer(request)));
            }
        });
    }

    fn answer(&self, request: Request) {
        let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
        let found = path.strip_prefix(&self.base).and_then(|name| {
            let name = if name.is_empty() { "index.html" } else { name };
            let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
            plain.then(|| fs::read(self.folder.join(name)).ok().map(|body| (name.to_owned(), body))).flatten()
        });
        let (status, name, body) = match found {
            Some((name, body)) => (200, name, body),
            None => (404, "missing.txt".to_owned(), b"There is no such file here.\n".to_vec()),
        };
        let mut response = Response::from_data(body).with_status_code(status);
        for (field, value) in [
            ("Content-Type", media_type(&name)),
            ("Cache-Control", if hashed(&name) { "public, max-age=31536000, immutable" } else { "no-cache" }),
            ("Content-Security-Policy", self.policy.as_str()),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
        ] {
            if let Ok(header) = Header::from_bytes(field, value) {
                response.add_header(header);
            }
        }
        // A reader who went away is no error of ours.
        let _ = request.respond(response);
    }
}

/// The policy of `index.html`, and what only a header can say.
fn policy() -> Result<String, String> {
    let html =
        fs::read_to_string(root().join("index.html")).map_err(|error| format!("index.html: {error}"))?;
    let content = html
        .split_once("Content-Security-Policy\" content=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .ok_or("index.html has no Content-Security-Policy")?;
    Ok(format!("{}; frame-ancestors 'none'", content.0))
}

/// Whether a name carries a hash, so that its content never changes.
fn hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-')
        .is_some_and(|(_, hash)| hash.len() >= 12 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
