//! Six slots of colour and pattern for parties. The first party of the panel has the first slot, and so on.
//!
//! The colours were computed by a search that maximises the smallest pairwise distance in CIELAB (CIE 1976) over
//! normal vision and simulated protanopia, deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009, full
//! severity); the tests hold them to it. `static/page.css` and `static/report.css` repeat them as custom properties,
//! which a test compares.

use crate::document::PartyId;

/// How many parties have a colour of their own. Later ones share grey and keep letters, pattern and name.
pub const SLOTS: usize = 6;

/// Paper and ink of the light theme, then of the dark one.
pub const GROUNDS: [(&str, &str); 2] = [("#fbfaf7", "#1d1c1a"), ("#17181b", "#e8e5de")];

/// Colours of the slots on light paper: indigo, ochre, green, oxblood, lavender, aubergine.
pub const LIGHT: [&str; SLOTS] = ["#382299", "#a06500", "#2d7f5c", "#79010f", "#8363ad", "#582751"];

/// Colours of the slots on dark paper: violet, gold, pale green, copper, cyan, teal.
pub const DARK: [&str; SLOTS] = ["#8f70d7", "#f6cd5d", "#b5daae", "#ba7042", "#3ce5fb", "#428e89"];

/// How much of a slot's colour lies under verbatim words, in per cent: light, then dark.
pub const TINT: [u8; 2] = [14, 22];

/// What a party is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// One of the six, from 0.
    Party(u8),
    /// A party after the sixth.
    Other,
    /// Nobody's words: the reporter's, or an unnamed source's.
    Nobody,
}

impl Slot {
    /// The slot of a party.
    #[must_use]
    pub fn of(party: Option<PartyId>) -> Self {
        match party {
            Some(id) if (id as usize) < SLOTS => Self::Party(id as u8),
            Some(_) => Self::Other,
            None => Self::Nobody,
        }
    }

    /// The value of `data-slot`, which the style sheet knows: `0` to `5`, `other`, `nobody`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Party(k) => ["0", "1", "2", "3", "4", "5"][usize::from(k) % SLOTS],
            Self::Other => "other",
            Self::Nobody => "nobody",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rgb = [f64; 3];

    const NORMAL: [[f64; 3]; 3] = [[1., 0., 0.], [0., 1., 0.], [0., 0., 1.]];
    const PROTAN: [[f64; 3]; 3] =
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]];
    const DEUTAN: [[f64; 3]; 3] =
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]];
    const TRITAN: [[f64; 3]; 3] =
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]];

    fn bytes(hex: &str) -> [u8; 3] {
        let part = |i: usize| u8::from_str_radix(&hex[1 + 2 * i..3 + 2 * i], 16).expect("two hex digits");
        [part(0), part(1), part(2)]
    }

    fn linear(colour: [u8; 3]) -> Rgb {
        colour.map(|byte| {
            let c = f64::from(byte) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn times(m: [[f64; 3]; 3], v: Rgb) -> Rgb {
        m.map(|row| (row[0] * v[0] + row[1] * v[1] + row[2] * v[2]).clamp(0.0, 1.0))
    }

    fn luminance(v: Rgb) -> f64 {
        0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]
    }

    fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
        let (a, b) = (luminance(linear(a)) + 0.05, luminance(linear(b)) + 0.05);
        if a > b { a / b } else { b / a }
    }

    fn lab(v: Rgb) -> [f64; 3] {
        let x = (0.412_456_4 * v[0] + 0.357_576_1 * v[1] + 0.180_437_5 * v[2]) / 0.950_47;
        let y = 0.212_672_9 * v[0] + 0.715_152_2 * v[1] + 0.072_175 * v[2];
        let z = (0.019_333_9 * v[0] + 0.119_192 * v[1] + 0.950_304_1 * v[2]) / 1.088_83;
        let f = |t: f64| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 };
        [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
    }

    fn distance(a: [f64; 3], b: [f64; 3]) -> f64 {
        (0..3).map(|i| (a[i] - b[i]).powi(2)).sum::<f64>().sqrt()
    }

    fn mixed(over: [u8; 3], ground: [u8; 3], percent: u8) -> [u8; 3] {
        let mix = |o: u8, g: u8| {
            (u32::from(o) * u32::from(percent) + u32::from(g) * (100 - u32::from(percent))) / 100
        };
        [0, 1, 2].map(|i| mix(over[i], ground[i]) as u8)
    }

    #[test]
    fn any_two_slots_differ_for_every_kind_of_vision() {
        for theme in [LIGHT, DARK] {
            for (name, vision) in
                [("normal", NORMAL), ("protan", PROTAN), ("deutan", DEUTAN), ("tritan", TRITAN)]
            {
                for (i, a) in theme.iter().enumerate() {
                    for b in &theme[..i] {
                        let see = |hex: &str| lab(times(vision, linear(bytes(hex))));
                        let far = distance(see(a), see(b));
                        assert!(far >= 30.0, "{a} and {b} are {far:.1} apart under {name} vision");
                    }
                }
            }
        }
    }

    #[test]
    fn letters_and_lines_stand_out_and_body_text_on_a_tint_stays_legible() {
        for (theme, (colours, (paper, ink))) in [LIGHT, DARK].into_iter().zip(GROUNDS).enumerate() {
            for colour in colours {
                let letters = contrast(bytes(colour), bytes(paper));
                assert!(letters >= 4.5, "{colour} on {paper}: {letters:.2}");
                let tint = mixed(bytes(colour), bytes(paper), TINT[theme]);
                let body = contrast(bytes(ink), tint);
                assert!(body >= 7.0, "{ink} on the tint of {colour}: {body:.2}");
            }
        }
    }

    #[test]
    fn the_style_sheets_have_the_same_colours() {
        let css = include_str!("../../static/page.css");
        let report = include_str!("../../static/report.css");
        for (theme, colours) in [LIGHT, DARK].into_iter().enumerate() {
            for (slot, colour) in colours.into_iter().enumerate() {
                let declaration = format!("--slot-{slot}: {colour};");
                assert!(css.contains(&declaration), "theme {theme}: {declaration} is missing");
                assert!(
                    report.contains(&declaration),
                    "theme {theme} of the report: {declaration} is missing"
                );
            }
            let (paper, ink) = GROUNDS[theme];
            for declaration in
                [format!("--paper: {paper};"), format!("--ink: {ink};"), format!("--tint: {}%;", TINT[theme])]
            {
                assert!(css.contains(&declaration), "theme {theme}: {declaration} is missing");
            }
        }
    }
}
