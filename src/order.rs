//! Sorting and gathering with little code, for the programs that readers download.
//!
//! The standard library's sorts, and its maps where they are collected, are compiled anew for each element and
//! comparison: they were a fifth of the worker. Here one merge sort of numbers serves them all; what is compiled for
//! each use is the comparison and a swap.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Stable sorting; n log n comparisons at most, n of them where nothing is to be done.
pub trait Order<T> {
    /// Smallest first.
    fn order(&mut self)
    where
        T: Ord;

    /// Smallest key first.
    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);

    /// By any comparison that is a total order.
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);
}

impl<T> Order<T> for [T] {
    fn order(&mut self)
    where
        T: Ord,
    {
        arrange(self, |a, b| a < b);
    }

    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        arrange(self, |a, b| key(a) < key(b));
    }

    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        arrange(self, |a, b| compare(a, b).is_lt());
    }
}

/// A map of entries; of those with one key the last stays.
pub fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

/// A set of elements.
pub fn set<T: Ord>(elements: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for element in elements {
        set.insert(element);
    }
    set
}

fn arrange<T>(list: &mut [T], less: impl Fn(&T, &T) -> bool) {
    let mut from = sorted(list.len(), &|a, b| less(&list[a], &list[b]));
    // Along each circle of elements that take each other's places.
    for start in 0..from.len() {
        let mut to = start;
        while from[to] != to {
            let next = std::mem::replace(&mut from[to], to);
            if next == start {
                break;
            }
            list.swap(to, next);
            to = next;
        }
    }
}

/// The places of `length` elements, those of smaller elements first.
fn sorted(length: usize, less: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    if (1..length).all(|at| !less(at, at - 1)) {
        return Vec::new();
    }
    let mut places: Vec<usize> = (0..length).collect();
    let mut merged = Vec::with_capacity(length);
    let mut run = 1;
    while run < length {
        merged.clear();
        for pair in places.chunks(2 * run) {
            let (mut left, mut right) = pair.split_at(run.min(pair.len()));
            while let (&[a, ref later @ ..], &[b, ref after @ ..]) = (left, right) {
                if less(b, a) {
                    merged.push(b);
                    right = after;
                } else {
                    merged.push(a);
                    left = later;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut places, &mut merged);
        run *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(list in prop::collection::vec((0u8..20, any::<u32>()), 0..300)) {
            let mut expected = list.clone();
            expected.sort_by_key(|element| element.0);
            let mut ordered = list.clone();
            ordered.order_by_key(|element| element.0);
            prop_assert_eq!(&ordered, &expected);
            ordered.order();
            expected.sort();
            prop_assert_eq!(&ordered, &expected);
            ordered.order_by(|a, b| b.cmp(a));
            expected.reverse();
            prop_assert_eq!(ordered, expected);
        }
    }

    #[test]
    fn maps_and_sets_hold_what_was_given() {
        assert_eq!(map([(2, 'b'), (1, 'a'), (2, 'c')]), BTreeMap::from([(1, 'a'), (2, 'c')]));
        assert_eq!(set([3, 1, 3]), BTreeSet::from([1, 3]));
    }
}
