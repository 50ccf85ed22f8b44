//! How much a sign speaks for a stance: `weights.txt` with typed access.

use super::{lines, list, table::Table};
use crate::document::Stance;
use std::sync::LazyLock;

/// Points for each stance, in the order of [`Stance::ALL`].
pub type Points = [i32; Stance::ALL.len()];

static STANCES: LazyLock<Table<Points>> = LazyLock::new(|| table(list!("weights.txt")));
static AIMS: LazyLock<Table<Points>> = LazyLock::new(|| table(list!("aims.txt")));

/// Stances that the points of targets do not tell apart.
pub const GROUPS: [(&str, &[Stance]); 5] = [
    ("states", &[Stance::States]),
    ("friendly", &[Stance::Supports, Stance::Commits, Stance::Concedes]),
    ("asking", &[Stance::Appeals, Stance::Demands]),
    ("hostile", &[Stance::Criticises, Stance::Accuses, Stance::Warns]),
    ("denying", &[Stance::Rejects]),
];

fn table(file: &'static str) -> Table<Points> {
    let mut weights = Table::new();
    for (sign, stances, points) in lines(file).filter_map(parse) {
        let row = weights.entry(sign, Points::default());
        stances.iter().for_each(|&stance| row[stance as usize] += points);
    }
    weights
}

/// Sign, stances and points of a line: a stance or a group by name, or `*` for all.
fn parse(line: &'static str) -> Option<(&'static str, &'static [Stance], i32)> {
    let mut columns = line.split('\t');
    let (sign, name, points) = (columns.next()?, columns.next()?, columns.next()?.parse().ok()?);
    let group = || GROUPS.iter().find(|group| group.0 == name).map(|group| group.1);
    let one = || Stance::ALL.iter().position(|s| s.label() == name).map(|i| &Stance::ALL[i..=i]);
    let stances = if name == "*" { Some(&Stance::ALL[..]) } else { one().or_else(group) };
    Some((sign, stances?, points))
}

/// The points that `sign` gives to each stance.
#[must_use]
pub fn weight(sign: &str) -> Points {
    STANCES.get(sign).copied().unwrap_or_default()
}

/// The points that `sign` gives to a side as the target of a statement of each stance.
#[must_use]
pub fn aim(sign: &str) -> Points {
    AIMS.get(sign).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_understood() {
        for line in lines(list!("weights.txt")).chain(lines(list!("aims.txt"))) {
            assert!(parse(line).is_some(), "not understood: {line}");
        }
        assert_eq!(weight("no such sign"), Points::default());
    }
}
