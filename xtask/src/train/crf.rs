//! Linear-chain conditional random field: loss and gradients.

/// Score of a transition that may not happen; its probability is exactly zero.
pub const NEVER: f32 = -1e4;

/// Scratch space of [`loss`], reused from call to call.
#[derive(Default)]
pub struct Scratch {
    emit: Vec<f32>,
    alpha: Vec<f32>,
    beta: Vec<f32>,
    scale: Vec<f32>,
    step: Vec<f32>,
}

/// What a chain is scored with: `trans[from * tags + to]` and `start[tag]`.
pub struct Chain<'a> {
    pub tags: usize,
    pub trans: &'a [f32],
    pub start: &'a [f32],
}

/// Negative log-likelihood of `gold` given `emissions` (one row a token), times `weight`.
/// Gradients are added to `d_emissions`, `d_trans` and `d_start`.
pub fn loss(
    chain: &Chain,
    emissions: &[f32],
    gold: &[u8],
    weight: f32,
    d_emissions: &mut [f32],
    d_trans: &mut [f32],
    d_start: &mut [f32],
    s: &mut Scratch,
) -> f32 {
    let k = chain.tags;
    let n = gold.len();
    if n == 0 {
        return 0.0;
    }
    let exp_trans: Vec<f32> =
        chain.trans.iter().map(|t| if *t <= NEVER / 2.0 { 0.0 } else { t.exp() }).collect();
    let exp_start: Vec<f32> =
        chain.start.iter().map(|t| if *t <= NEVER / 2.0 { 0.0 } else { t.exp() }).collect();
    s.emit.clear();
    s.alpha.clear();
    s.alpha.resize(n * k, 0.0);
    s.beta.clear();
    s.beta.resize(n * k, 0.0);
    s.scale.clear();
    let mut log_z = 0.0f64;
    for t in 0..n {
        let row = &emissions[t * k..(t + 1) * k];
        let top = row.iter().copied().fold(f32::MIN, f32::max);
        log_z += f64::from(top);
        s.emit.extend(row.iter().map(|e| (e - top).exp()));
    }
    for t in 0..n {
        let (before, now) = s.alpha.split_at_mut(t * k);
        let now = &mut now[..k];
        if t == 0 {
            now.copy_from_slice(&exp_start);
        } else {
            let before = &before[(t - 1) * k..];
            for (from, &p) in before.iter().enumerate() {
                for (to, a) in now.iter_mut().enumerate() {
                    *a += p * exp_trans[from * k + to];
                }
            }
        }
        let mut sum = 1e-30;
        for (a, e) in now.iter_mut().zip(&s.emit[t * k..]) {
            *a = *a * e + 1e-30;
            sum += *a;
        }
        now.iter_mut().for_each(|a| *a /= sum);
        s.scale.push(sum);
        log_z += f64::from(sum).ln();
    }
    let last = (n - 1) * k;
    s.beta[last..].fill(1.0);
    s.step.clear();
    s.step.resize(k, 0.0);
    for t in (0..n - 1).rev() {
        let next = (t + 1) * k;
        for to in 0..k {
            s.step[to] = s.emit[next + to] * s.beta[next + to] / s.scale[t + 1];
        }
        for from in 0..k {
            let mut sum = 0.0;
            for to in 0..k {
                sum += exp_trans[from * k + to] * s.step[to];
            }
            s.beta[t * k + from] = sum;
        }
        for from in 0..k {
            let a = s.alpha[t * k + from] * weight;
            for to in 0..k {
                d_trans[from * k + to] += a * exp_trans[from * k + to] * s.step[to];
            }
        }
    }
    let mut score = f64::from(chain.start[usize::from(gold[0])]);
    for t in 0..n {
        let g = usize::from(gold[t]);
        for j in 0..k {
            let p = s.alpha[t * k + j] * s.beta[t * k + j];
            d_emissions[t * k + j] += weight * (p - f32::from(u8::from(j == g)));
        }
        score += f64::from(emissions[t * k + g]);
        if t > 0 {
            let from = usize::from(gold[t - 1]);
            score += f64::from(chain.trans[from * k + g]);
            d_trans[from * k + g] -= weight;
        }
    }
    for j in 0..k {
        d_start[j] += weight * (s.alpha[j] * s.beta[j] - f32::from(u8::from(j == usize::from(gold[0]))));
    }
    (log_z - score) as f32 * weight
}
