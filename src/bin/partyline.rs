//! The command line: files in, one JSON annotation per line out.

fn main() {}
