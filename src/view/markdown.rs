//! Markdown files as plain text: what only makes marks is taken out, words and paragraphs stay.

/// The words of a Markdown text.
#[must_use]
pub fn plain(text: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn line(line: &str) -> String {
    let bare = line.trim_start();
    let heading = bare.trim_start_matches('#');
    let bare = match (bare.starts_with('#'), heading.strip_prefix(' ')) {
        (true, Some(words)) => words.trim_end_matches([' ', '#']),
        _ => bare.strip_prefix("> ").unwrap_or(line),
    };
    let mut out = String::with_capacity(bare.len());
    let mut rest = bare;
    while let Some(at) = rest.find(['[', '!', '*', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((words, length)) = link(rest) {
            out.push_str(words);
            rest = &rest[length..];
        } else if rest.starts_with(['*', '`']) {
            rest = rest.trim_start_matches(['*', '`']);
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// `[words](address)` or `![words](address)` at the start: the words of a link, nothing of an image, and the length.
fn link(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('!').unwrap_or(text).strip_prefix('[')?;
    let (words, after) = inner.split_once(']')?;
    let address = after.strip_prefix('(')?;
    let end = address.find(')')?;
    let length = text.len() - address.len() + end + 1;
    Some((if text.starts_with('!') { "" } else { words }, length))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_go_and_words_stay() {
        let text =
            "## Ferry *stops* ##\n\n> The [mayor](https://example.org/x) said **no**! [sic]\n![map](m.png)";
        assert_eq!(plain(text), "Ferry stops\n\nThe mayor said no! [sic]\n");
    }
}
