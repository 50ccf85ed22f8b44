//! How much a sign speaks for a stance: `weights.txt` with typed access.

use super::{lines, list, table::Table};
use crate::document::Stance;
use std::sync::LazyLock;

/// Points for each stance, in the order of [`Stance::ALL`].
pub type Points = [i32; Stance::ALL.len()];

static WEIGHTS: LazyLock<Table<Points>> = LazyLock::new(|| {
    let mut weights: Table<Points> = Table::new();
    for (sign, stance, points) in lines(list!("weights.txt")).filter_map(parse) {
        let row = weights.entry(sign, Points::default());
        match stance {
            Some(stance) => row[stance as usize] += points,
            None => row.iter_mut().for_each(|cell| *cell += points),
        }
    }
    weights
});

fn parse(line: &'static str) -> Option<(&'static str, Option<Stance>, i32)> {
    let mut columns = line.split('\t');
    let (sign, stance, points) = (columns.next()?, columns.next()?, columns.next()?.parse().ok()?);
    let stance = match stance {
        "*" => None,
        name => Some(Stance::ALL.into_iter().find(|s| s.label() == name)?),
    };
    Some((sign, stance, points))
}

/// The points that `sign` gives to each stance.
#[must_use]
pub fn weight(sign: &str) -> Points {
    WEIGHTS.get(sign).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_understood() {
        for line in lines(list!("weights.txt")) {
            assert!(parse(line).is_some(), "not understood: {line}");
        }
        assert_eq!(weight("no such sign"), Points::default());
    }
}
