//! The command line: the same engine for people with folders of articles.

pub mod annotate;
pub mod export;
pub mod link;

use std::io::{self, Read, Write};
use std::process::ExitCode;

/// What a command prints for one file; the result is written to standard output.
pub type PerFile<'a> = dyn FnMut(&str, &str) -> String + 'a;

/// Runs `command` on each file (`-` is standard input) and writes what it returns.
///
/// A file that cannot be read or is not UTF-8 gets a message on standard error and the exit code 1 at the end; the
/// others are still done. A broken pipe ends quietly.
pub fn for_each_file(files: &[String], command: &mut PerFile) -> ExitCode {
    let mut failed = false;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in files {
        match read(file) {
            Ok(text) => {
                let result = out.write_all(command(file, &text).as_bytes()).and_then(|()| out.flush());
                if result.is_err() {
                    return ExitCode::from(u8::from(failed));
                }
            }
            Err(message) => {
                eprintln!("partyline: {file}: {message}");
                failed = true;
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

fn read(file: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let result = if file == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        std::fs::read(file).map(|read| bytes = read)
    };
    result.map_err(|e| format!("cannot be read: {e}"))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        format!("is not UTF-8 (first wrong byte at {at}); convert it first, for example with iconv")
    })
}
