//! The stream of a thin link: about, engine, quotations without their words, corrections about those. No article.

use super::article::{about, engine};
use super::coder::Coder;
use super::frame::end;
use super::log::LogCoder;
use super::numbers::{Choice, Number, bits};
use super::{LinkError, Thin, trained};
use crate::corrections::{MAX_QUOTATIONS, Outline, Quotation};

/// Writes `given`, or reads another one.
pub(super) fn stream(coder: &mut dyn Coder, given: &Thin) -> Result<Thin, LinkError> {
    let mut model = trained::text();
    let mut read = Thin {
        about: about(coder, &mut model, &given.about)?,
        engine: engine(coder, &mut model, &given.engine)?,
        outline: Outline::default(),
    };
    let count = Number::new().code(coder, given.outline.quotations.len() as u32) as usize;
    if count > MAX_QUOTATIONS {
        return Err(LinkError::Changed);
    }
    let (mut steps, mut words) = (Number::new(), Number::new());
    let mut slack = [Choice::<2>::new(), Choice::<2>::new()];
    let mut first = 0u32;
    for at in 0..count {
        let quotation = given.outline.quotations.get(at).copied().unwrap_or_default();
        first = first.saturating_add(steps.code(coder, quotation.first.wrapping_sub(first)));
        let words = words.code(coder, quotation.words);
        let mut side = |side: usize| slack[side].code(coder, quotation.slack[side].into()) as u8;
        read.outline.quotations.push(Quotation {
            first,
            words,
            slack: [side(0), side(1)],
            hash: bits(coder, 12, quotation.hash.into()) as u16,
            before: bits(coder, 8, quotation.before.into()) as u8,
            after: bits(coder, 8, quotation.after.into()) as u8,
        });
        if coder.lost() {
            return Err(LinkError::Cut);
        }
    }
    let mut log = LogCoder::of_quotations(count, &mut model);
    read.outline.log = log.code(coder, &given.outline.log).ok_or(LinkError::Changed)?;
    end(coder)?;
    Ok(read)
}
