//! Linear-chain conditional random field: loss and gradients.

/// Score of a transition that may not happen; its probability is exactly zero.
pub const NEVER: f32 = -1e4;

/// What a chain is scored with: `trans[from * tags + to]` and `start[tag]`.
pub struct Chain<'a> {
    pub tags: usize,
    pub trans: &'a [f32],
    pub start: &'a [f32],
}

/// How often each tag stands at each token (one row a token) and how often each pair of tags follows each other:
/// counts of a known sequence, or expectations under a model.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    pub tags: Vec<f32>,
    pub steps: Vec<f32>,
}

impl Counts {
    /// The counts of one sequence.
    pub fn of(sequence: &[u8], tags: usize) -> Self {
        let mut counts = Self { tags: vec![0.0; sequence.len() * tags], steps: vec![0.0; tags * tags] };
        for (t, &tag) in sequence.iter().enumerate() {
            counts.tags[t * tags + usize::from(tag)] = 1.0;
            if t > 0 {
                counts.steps[usize::from(sequence[t - 1]) * tags + usize::from(tag)] += 1.0;
            }
        }
        counts
    }

    /// Adds `share` of `other`; an empty one counts as zero.
    pub fn add(&mut self, other: &Counts, share: f32) {
        for (to, from) in [(&mut self.tags, &other.tags), (&mut self.steps, &other.steps)] {
            to.resize(from.len(), 0.0);
            to.iter_mut().zip(from).for_each(|(a, b)| *a += share * b);
        }
    }
}

/// Expected counts under the chain, and the logarithm of its normaliser.
pub fn expect(chain: &Chain, emissions: &[f32]) -> (Counts, f64) {
    let k = chain.tags;
    let n = emissions.len() / k;
    if n == 0 {
        return (Counts { tags: Vec::new(), steps: vec![0.0; k * k] }, 0.0);
    }
    let power = |t: &f32| if *t <= NEVER / 2.0 { 0.0 } else { t.exp() };
    let exp_trans: Vec<f32> = chain.trans.iter().map(power).collect();
    let mut emit = Vec::with_capacity(n * k);
    let mut log_z = 0.0f64;
    for row in emissions.chunks_exact(k) {
        let top = row.iter().copied().fold(f32::MIN, f32::max);
        log_z += f64::from(top);
        emit.extend(row.iter().map(|e| (e - top).exp()));
    }
    let mut alpha = vec![0.0; n * k];
    let mut scale = Vec::with_capacity(n);
    for t in 0..n {
        let (before, now) = alpha.split_at_mut(t * k);
        let now = &mut now[..k];
        if t == 0 {
            now.iter_mut().zip(chain.start).for_each(|(a, s)| *a = power(s));
        } else {
            for (&p, steps) in before[(t - 1) * k..].iter().zip(exp_trans.chunks_exact(k)) {
                now.iter_mut().zip(steps).for_each(|(a, s)| *a += p * s);
            }
        }
        let mut sum = 1e-30;
        for (a, e) in now.iter_mut().zip(&emit[t * k..]) {
            *a = *a * e + 1e-30;
            sum += *a;
        }
        now.iter_mut().for_each(|a| *a /= sum);
        scale.push(sum);
        log_z += f64::from(sum).ln();
    }
    let mut steps = vec![0.0; k * k];
    let mut beta = vec![1.0; k];
    let mut step = vec![0.0; k];
    for t in (0..n - 1).rev() {
        for (to, s) in step.iter_mut().enumerate() {
            *s = emit[(t + 1) * k + to] * beta[to] / scale[t + 1];
        }
        for from in 0..k {
            let row = &exp_trans[from * k..(from + 1) * k];
            let a = alpha[t * k + from];
            let mut sum = 0.0;
            for to in 0..k {
                sum += row[to] * step[to];
                steps[from * k + to] += a * row[to] * step[to];
            }
            beta[from] = sum;
        }
        alpha[t * k..(t + 1) * k].iter_mut().zip(&beta).for_each(|(a, b)| *a *= b);
    }
    (Counts { tags: alpha, steps }, log_z)
}

/// Cross-entropy of the chain against the `wanted` counts. Gradients are added to `d_trans` and `d_start`, that of the
/// emissions is returned.
pub fn loss(
    chain: &Chain,
    emissions: &[f32],
    wanted: &Counts,
    d_trans: &mut [f32],
    d_start: &mut [f32],
) -> (f32, Vec<f32>) {
    let (mut expected, log_z) = expect(chain, emissions);
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum::<f64>();
    let score = product(emissions, &wanted.tags)
        + product(chain.trans, &wanted.steps)
        + product(chain.start, &wanted.tags[..chain.tags.min(wanted.tags.len())]);
    expected.tags.iter_mut().zip(&wanted.tags).for_each(|(e, w)| *e -= w);
    for ((d, e), w) in d_trans.iter_mut().zip(&expected.steps).zip(&wanted.steps) {
        *d += e - w;
    }
    d_start.iter_mut().zip(&expected.tags).for_each(|(d, e)| *d += e);
    ((log_z - score) as f32, expected.tags)
}
