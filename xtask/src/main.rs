//! The repository's own commands: `cargo xtask COMMAND`.

mod aims;
mod bundle;
mod calibrate;
mod documents;
mod frames;
mod functions;
mod fuzz;
mod icons;
mod instructions;
mod knowledge;
mod licences;
mod links;
mod page;
mod peers;
mod prime;
mod reproduce;
mod sbom;
mod score;
mod serve;
mod shell;
mod size;
mod test;
mod tools;
mod train;

use std::process::ExitCode;

/// What a command does: its arguments in, a message that says what to do out.
type Command = fn(&[String]) -> Result<(), String>;

/// Name, what it does, how.
const COMMANDS: &[(&str, &str, Command)] = &[
    (
        "serve",
        "build the page and serve it at http://127.0.0.1:8080 (--port N, --base /some/path/)",
        serve::run,
    ),
    (
        "test",
        "install what the tests need and run all of them (or: native, browser, e2e, firefox)",
        test::command,
    ),
    ("page", "build the page into dist/", page::command),
    ("bundle", "give the built files hashed names (called by trunk)", bundle::command),
    ("knowledge", "make the lists of countries and given names from open sets", knowledge::run),
    (
        "peers",
        "measure speed and size beside other libraries, write benches/peers.md (--texts DIR)",
        peers::command,
    ),
    (
        "instructions",
        "count the instructions of reading texts, hold them against benches/instructions.tsv (--write)",
        instructions::command,
    ),
    ("fuzz", "feed a part with what nobody would write (TARGET, --minutes N)", fuzz::command),
    (
        "compare",
        "compare the browser's documents with the native engine's (DIR..., --firefox)",
        test::compare,
    ),
    ("reproduce", "build the page twice, in two folders, and want the same files", reproduce::command),
    ("sbom", "list what the page is made of, as CycloneDX, in target/sbom.json", sbom::command),
    ("frames", "measure frames with long articles, write benches/frames.md", frames::command),
    ("size", "hold the built page against its budget", size::command),
    (
        "links",
        "measure links beside other codecs, write benches/links.md (--texts [NAME=]PLACE..., --generated N)",
        links::command,
    ),
    ("licences", "check the licences of all dependencies", licences::command),
    ("icons", "draw the icons into static/", icons::command),
    ("prime", "train the link codec's statistics (--wikinews FILE --plain DIR --out FILE)", prime::run),
    ("aims", "learn at whom statements are aimed (--gold DIR,...)", aims::run),
    ("calibrate", "learn which statements to check (--gold DIR,... --polnear DIR)", calibrate::run),
    ("score", "measure accuracy (--gold DIR, --polnear DIR)", score::run),
    (
        "train",
        "learn the attribution model (--polnear DIR, --ud DIR, --out FILE); `cargo train` is the same, optimised",
        train::run,
    ),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = arguments.split_first().map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
    let Some((_, _, command)) = COMMANDS.iter().find(|(known, _, _)| *known == name) else {
        eprintln!("usage: cargo xtask COMMAND\n");
        for (name, what, _) in COMMANDS {
            eprintln!("  {name:<10} {what}");
        }
        return ExitCode::FAILURE;
    };
    match command(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask {name}: {message}");
            ExitCode::FAILURE
        }
    }
}
