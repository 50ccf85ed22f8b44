//! Where a link of some length arrives whole.

/// Longest link of each place, in characters, as their users found out; chat programs cut what is longer.
const PLACES: [(&str, usize); 6] = [
    ("Discord", 2_000),
    ("Teams", 2_048),
    ("Slack", 4_000),
    ("X", 4_088),
    ("e-mail", 8_000),
    ("any browser’s address bar", 64_000),
];

/// Places where a link of `length` characters works, and those that would cut it.
#[must_use]
pub fn fits(length: usize) -> (Vec<&'static str>, Vec<&'static str>) {
    let names = |fits: bool| {
        PLACES.iter().filter(|(_, most)| (length <= *most) == fits).map(|(name, _)| *name).collect()
    };
    (names(true), names(false))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_link_fits_where_it_is_short_enough() {
        assert_eq!(fits(2_000).1, Vec::<&str>::new());
        assert_eq!(fits(2_001).1, ["Discord"]);
        assert_eq!(fits(5_000).0, ["e-mail", "any browser’s address bar"]);
    }
}
