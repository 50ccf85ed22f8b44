//! How often words follow one another: the trained statistics.
//!
//! A vocabulary of [tokens](super::tokens) in the order of their bytes, each with a count; for many of them the tokens
//! that follow more often than chance, and for some such pairs the third token. Counts are rounded to half powers of
//! two. Because tokens are in order, those that begin with the same bytes are neighbours, and running sums of the
//! counts answer how likely a beginning is.

use crate::share::coder::Coder;
use crate::share::numbers::{Choice, Flag, Number};

/// A token's place in the vocabulary.
pub type Id = u32;

/// Counts as they are kept: `4 * 2^(level / 2)`.
const LEVELS: [u32; 36] = [
    4, 6, 8, 11, 16, 23, 32, 45, 64, 91, 128, 181, 256, 362, 512, 724, 1024, 1448, 2048, 2896, 4096, 5793,
    8192, 11585, 16384, 23170, 32768, 46341, 65536, 92682, 131_072, 185_364, 262_144, 370_728, 524_288,
    741_455,
];

/// Kinds of tokens outside the vocabulary: words by how they begin (lower case, upper case, digit), and the rest.
pub const STRANGERS: u32 = 4;

/// Sets of followers, one for each of some contexts.
#[derive(Clone, Debug, Default, PartialEq)]
struct Followers {
    /// Where each context's followers start; one more at the end.
    starts: Vec<u32>,
    ids: Vec<u16>,
    levels: Vec<u8>,
    /// Running sums of counts, from 0.
    sums: Vec<u32>,
}

/// The statistics.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ngrams {
    bytes: Vec<u8>,
    starts: Vec<u32>,
    levels: Vec<u8>,
    sums: Vec<u32>,
    pairs: Followers,
    triples: Followers,
    /// First token whose first byte is at least this.
    first: Vec<Id>,
    /// First token that begins with a space and whose second byte is at least this.
    second: Vec<Id>,
}

/// Counted followers of one context: token and level.
pub type Counted = Vec<(Id, u8)>;

/// The kept level nearest to a count.
#[must_use]
pub fn level(count: f64) -> u8 {
    let scaled = (count * 4.0) as u32;
    LEVELS.iter().rposition(|&l| l * 21 / 25 <= scaled).unwrap_or(0) as u8
}

impl Followers {
    fn new(lists: &[Counted]) -> Self {
        let mut all = Self { starts: vec![0], sums: vec![0], ..Self::default() };
        for list in lists {
            for &(id, level) in list {
                all.ids.push(id as u16);
                all.levels.push(level);
                let sum = all.sums.last().copied().unwrap_or(0);
                all.sums.push(sum + LEVELS[usize::from(level) % LEVELS.len()]);
            }
            all.starts.push(all.ids.len() as u32);
        }
        all
    }

    fn of(&self, context: usize) -> (usize, usize) {
        (self.starts[context] as usize, self.starts[context + 1] as usize)
    }

    /// The first follower of at least this id.
    fn at(&self, (from, to): (usize, usize), id: Id) -> usize {
        from + self.ids[from..to].partition_point(|&i| u32::from(i) < id)
    }

    fn mass(&self, (from, to): (usize, usize)) -> u64 {
        u64::from(self.sums[to] - self.sums[from])
    }
}

impl Ngrams {
    /// From a sorted vocabulary with levels, followers of each token and of the strangers, and followers of each of
    /// those pairs in the same order; every list sorted.
    #[must_use]
    pub fn new(words: &[(Vec<u8>, u8)], pairs: &[Counted], triples: &[Counted]) -> Self {
        let mut all = Self { sums: vec![0], ..Self::default() };
        for (word, level) in words {
            all.starts.push(all.bytes.len() as u32);
            all.bytes.extend(word);
            all.levels.push(*level);
            let sum = all.sums.last().copied().unwrap_or(0);
            all.sums.push(sum + LEVELS[usize::from(*level) % LEVELS.len()]);
        }
        all.starts.push(all.bytes.len() as u32);
        all.pairs = Followers::new(pairs);
        all.triples = Followers::new(triples);
        let count = |prefix: &[u8]| words.partition_point(|(w, _)| w.as_slice() < prefix) as Id;
        all.first = (0..=255).map(|b| count(&[b])).chain([words.len() as Id]).collect();
        all.second = (0..=255).map(|b| count(&[b' ', b])).chain([count(b"!")]).collect();
        all
    }

    /// Number of tokens, strangers not counted.
    pub fn size(&self) -> Id {
        self.levels.len() as Id
    }

    /// All tokens, rare ones first.
    pub fn by_level(&self) -> impl Iterator<Item = Id> + '_ {
        let of = move |wanted: usize| {
            (0..self.size()).filter(move |id| usize::from(self.levels[*id as usize]) == wanted)
        };
        (0..LEVELS.len()).flat_map(of)
    }

    /// A token's bytes.
    pub fn token(&self, id: Id) -> &[u8] {
        &self.bytes[self.starts[id as usize] as usize..self.starts[id as usize + 1] as usize]
    }

    /// The token of exactly these bytes.
    pub fn find(&self, token: &[u8]) -> Option<Id> {
        let (mut low, mut high) = (0, self.size());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.token(middle) < token { low = middle + 1 } else { high = middle }
        }
        (low < self.size() && self.token(low) == token).then_some(low)
    }

    /// The token of these bytes, or the kind of stranger.
    pub fn id(&self, token: &[u8]) -> Id {
        self.find(token).unwrap_or_else(|| self.size() + stranger(token))
    }

    /// Writes or reads the statistics.
    pub fn code(coder: &mut dyn Coder, given: &Self) -> Self {
        let mut number = Number::new();
        let count = number.code(coder, given.size()) as usize;
        let words = Spelling::new().words(coder, given, count);
        let all = || 0..count as Id + STRANGERS;
        let level = |id: Id| words.get(id as usize).map_or(LEVELS.len(), |w| w.1.into());
        let of_level = |wanted: usize| all().filter(move |id| level(*id) == wanted);
        let order: Vec<Id> = (0..=LEVELS.len()).rev().flat_map(of_level).collect();
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(r, id)| rank[*id as usize] = r as u32);
        let ranks = Ranks { order, rank };
        let contexts = words.len() + STRANGERS as usize;
        let level = |at: usize| words.get(at).map_or(30, |w| w.1);
        let pairs = Lists::new(&ranks).all(coder, &given.pairs, (0..contexts).map(level));
        let levels = pairs.iter().flatten().map(|(_, level)| *level).collect::<Vec<_>>();
        let triples = Lists::new(&ranks).all(coder, &given.triples, levels.into_iter());
        Self::new(&words, &pairs, &triples)
    }
}

fn stranger(token: &[u8]) -> u32 {
    match token {
        [b' ', b'0'..=b'9', ..] => 2,
        [b' ', b'A'..=b'Z', ..] => 1,
        _ if is_word(token) => 0,
        _ => 3,
    }
}

fn is_word(token: &[u8]) -> bool {
    matches!(token, [b' ', byte, ..] if byte.is_ascii_alphanumeric() || *byte >= 0xC3 && *byte != 0xE2)
}

/// Codes the vocabulary: what each token shares with the one before, then letter by letter.
struct Spelling {
    shared: Vec<Choice<5>>,
    letters: Vec<Flag>,
    levels: Choice<6>,
}

impl Spelling {
    fn new() -> Self {
        Self {
            shared: vec![Choice::new(); 24],
            letters: vec![Flag::new(1 << 15); 1 << 20],
            levels: Choice::new(),
        }
    }

    fn words(&mut self, coder: &mut dyn Coder, given: &Ngrams, count: usize) -> Vec<(Vec<u8>, u8)> {
        let mut words: Vec<(Vec<u8>, u8)> = Vec::with_capacity(count);
        let mut before: Vec<u8> = Vec::new();
        let mut last = 0;
        for id in 0..count {
            let token = if given.levels.is_empty() { &[][..] } else { given.token(id as Id) };
            let same = token.iter().zip(&before).take_while(|(a, b)| a == b).count().min(31);
            let same = self.shared[last].code(coder, same as u32) as usize;
            last = same.min(23);
            let mut word = before[..same.min(before.len())].to_vec();
            loop {
                let next = token.get(word.len()).copied().unwrap_or(0);
                let byte =
                    self.letter(coder, &word, next, before.get(same).copied().filter(|_| word.len() == same));
                if byte == 0 || word.len() > 63 {
                    break;
                }
                word.push(byte);
            }
            let level = self.levels.code(coder, given.levels.get(id).copied().unwrap_or(0).into()) as u8;
            before.clone_from(&word);
            words.push((word, level.min(LEVELS.len() as u8 - 1)));
        }
        words
    }

    /// The letter after `word`; at the first letter not shared, it is above `over`.
    fn letter(&mut self, coder: &mut dyn Coder, word: &[u8], letter: u8, over: Option<u8>) -> u8 {
        let back = |n: usize| word.len().checked_sub(n).map_or(0, |at| u32::from(word[at]));
        let context = match over {
            Some(over) => u32::from(over) | 1 << 11,
            None => (back(1) | back(2) << 8).wrapping_mul(0x9E37_79B1) >> 21,
        };
        let mut node = 1;
        for place in (0..8).rev() {
            let at = (context << 8 | node) as usize & (self.letters.len() - 1);
            node = node << 1 | u32::from(self.letters[at].code(coder, letter >> place & 1 == 1));
        }
        node as u8
    }
}

/// Tokens by how frequent they are, most frequent first.
struct Ranks {
    order: Vec<Id>,
    rank: Vec<u32>,
}

/// Codes lists of followers: how many, then each one's distance in rank from the one before, and its level.
struct Lists<'r> {
    ranks: &'r Ranks,
    counts: Vec<Number>,
    steps: Vec<Number>,
    levels: Vec<Choice<5>>,
}

impl<'r> Lists<'r> {
    fn new(ranks: &'r Ranks) -> Self {
        Self {
            ranks,
            counts: vec![Number::new(); 64],
            steps: vec![Number::new(); 33 * 8],
            levels: vec![Choice::new(); 64],
        }
    }

    fn all(
        &mut self,
        coder: &mut dyn Coder,
        given: &Followers,
        contexts: impl Iterator<Item = u8>,
    ) -> Vec<Counted> {
        let list = |(at, level): (usize, u8)| {
            let given = match given.starts.get(at + 1) {
                Some(_) => {
                    let (from, to) = given.of(at);
                    (from..to).map(|i| (u32::from(given.ids[i]), given.levels[i])).collect()
                }
                None => Vec::new(),
            };
            self.list(coder, given, level)
        };
        contexts.enumerate().map(list).collect()
    }

    fn list(&mut self, coder: &mut dyn Coder, given: Counted, context: u8) -> Counted {
        let mut by_rank = Vec::new();
        given.iter().for_each(|&(id, level)| insert(&mut by_rank, (self.ranks.rank[id as usize], level)));
        let count = self.counts[usize::from(context) & 63].code(coder, by_rank.len() as u32);
        let mut list = Counted::new();
        let mut next = 0;
        let mut before = 0;
        for at in 0..count as usize {
            let (rank, level) = by_rank.get(at).copied().unwrap_or((0, 0));
            let situation = before * 8 + (count.ilog2() as usize).min(7);
            let step = self.steps[situation].code(coder, rank.wrapping_sub(next));
            before = (32 - step.leading_zeros()) as usize;
            let rank = (next.saturating_add(step)).min(self.ranks.order.len() as u32 - 1);
            next = rank + 1;
            let levels = &mut self.levels[usize::from(context) & 63];
            let level = levels.code(coder, level.into()) as u8;
            insert(&mut list, (self.ranks.order[rank as usize], level));
        }
        list
    }
}

/// Keeps a list sorted; sorting it at the end instead would cost more code than time.
fn insert(list: &mut Counted, entry: (u32, u8)) {
    list.insert(list.partition_point(|known| *known < entry), entry);
}

/// Where a token may go on: the tokens that begin with the bytes read so far, and how likely each is.
#[derive(Clone, Copy, Debug, Default)]
pub struct View {
    ids: (Id, Id),
    pairs: (usize, usize),
    triples: (usize, usize),
    pair_rest: u64,
    triple_rest: u64,
    /// Masses at the start of the token.
    pub whole: [u64; 3],
}

impl Ngrams {
    /// Everything that may follow two tokens; a word only, if the second was something between words.
    pub fn view(&self, before: Id, last: Id) -> View {
        let ids = if self.is_word(last) { (0, self.size()) } else { (self.second[0], self.second[256]) };
        let mut view = View { ids, ..View::default() };
        let all = self.pairs.of(last as usize);
        view.pairs = (self.pairs.at(all, view.ids.0), self.pairs.at(all, view.ids.1));
        let whole = u64::from(self.sums[view.ids.1 as usize] - self.sums[view.ids.0 as usize]).max(1);
        let kept = self.pairs.mass(view.pairs);
        let seen = match self.levels.get(last as usize) {
            Some(level) => u64::from(LEVELS[usize::from(*level)]),
            None => kept * 2,
        };
        view.pair_rest = (seen.saturating_sub(kept).max(seen / 16 + 4) << 32) / whole;
        let pairs = self.pairs.of(before as usize);
        let pair = self.pairs.at(pairs, last);
        if pair < pairs.1 && u32::from(self.pairs.ids[pair]) == last {
            let all = self.triples.of(pair);
            view.triples = (self.triples.at(all, view.ids.0), self.triples.at(all, view.ids.1));
            let kept = self.triples.mass(view.triples);
            let seen = u64::from(LEVELS[usize::from(self.pairs.levels[pair])]);
            let rest = seen.saturating_sub(kept).max(seen / 16 + 2);
            let [_, pair_mass, _] = self.masses(&view);
            view.triple_rest = ((rest << 44) / pair_mass.max(1)).min(1 << 28);
        } else {
            view.triple_rest = 1 << 28;
        }
        view.whole = self.masses(&view);
        view
    }

    /// Whether a token is a word.
    pub fn is_word(&self, id: Id) -> bool {
        if id < self.size() { is_word(self.token(id)) } else { id < self.size() + 3 }
    }

    /// How likely what is in view is: by the token alone, by the token before, by the two before. Units differ.
    pub fn masses(&self, view: &View) -> [u64; 3] {
        let one = u64::from(self.sums[view.ids.1 as usize] - self.sums[view.ids.0 as usize]);
        let two = (self.pairs.mass(view.pairs) << 16) + ((one * view.pair_rest) >> 16);
        let three = (self.triples.mass(view.triples) << 16) + ((two * view.triple_rest) >> 28);
        [one, two, three]
    }

    /// How many of the three statistics know anything of what is in view.
    pub fn support(&self, view: &View) -> usize {
        match view {
            _ if view.triples.0 < view.triples.1 => 3,
            _ if view.pairs.0 < view.pairs.1 => 2,
            _ if view.ids.0 < view.ids.1 => 1,
            _ => 0,
        }
    }

    /// The tokens in view whose byte at `depth` is at least `byte`, and the others; none may be shorter.
    pub fn split(&self, view: &View, depth: usize, byte: u32) -> (View, View) {
        let (from, to) = view.ids;
        let middle = match (depth, byte) {
            (_, 256..) => to,
            (0, _) => self.first[byte as usize].clamp(from, to),
            (1, _) if self.second[0] <= from && to <= self.second[256] => {
                self.second[byte as usize].clamp(from, to)
            }
            _ => {
                let starts = &self.starts[from as usize..to as usize];
                from + starts.partition_point(|s| u32::from(self.bytes[*s as usize + depth]) < byte) as Id
            }
        };
        let pair = self.pairs.at(view.pairs, middle);
        let triple = self.triples.at(view.triples, middle);
        let mut below = *view;
        let mut above = *view;
        below.ids.1 = middle;
        above.ids.0 = middle;
        below.pairs.1 = pair;
        above.pairs.0 = pair;
        below.triples.1 = triple;
        above.triples.0 = triple;
        (below, above)
    }

    /// The token in view that ends at `depth`, if there is one, alone, and the others.
    pub fn ending(&self, view: &View, depth: usize) -> Option<(Id, View, View)> {
        let id = view.ids.0;
        if id >= view.ids.1 || self.token(id).len() != depth {
            return None;
        }
        let mut alone = *view;
        let mut others = *view;
        alone.ids.1 = id + 1;
        others.ids.0 = id + 1;
        alone.pairs.1 = self.pairs.at(view.pairs, id + 1);
        others.pairs.0 = alone.pairs.1;
        alone.triples.1 = self.triples.at(view.triples, id + 1);
        others.triples.0 = alone.triples.1;
        Some((id, alone, others))
    }
}
