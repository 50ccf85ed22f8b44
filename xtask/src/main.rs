//! The repository's own commands: `cargo xtask COMMAND`.

fn main() {
    println!("usage: cargo xtask COMMAND");
}
