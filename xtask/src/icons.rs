//! `cargo xtask icons`: the page's icon, drawn from a few shapes into `static/`, as SVG and as PNG.
//!
//! Two speech bubbles of two parties; the words of one underlined solid, verbatim, of the other dotted, reported.

use crate::shell::{root, say};
use std::fmt::Write as _;
use std::fs;
use std::io::BufWriter;
use std::path::Path;

/// Side of the drawing, in its own units.
const SIDE: f64 = 64.0;
/// Samples of each pixel in each direction.
const SAMPLES: u32 = 4;

const NIGHT: Colour = [0x22, 0x30, 0x4f];
const BLUE: Colour = [0x7d, 0xb3, 0xff];
const ORANGE: Colour = [0xff, 0xb4, 0x5c];

type Colour = [u8; 3];

enum Shape {
    /// x, y, width, height, radius of the corners.
    Box(f64, f64, f64, f64, f64, Colour),
    /// Three corners.
    Triangle([(f64, f64); 3], Colour),
}

/// The drawing; `background` has round corners, or none where the system cuts its own.
fn drawing(background: f64) -> Vec<Shape> {
    let mut shapes = vec![
        Shape::Box(0.0, 0.0, SIDE, SIDE, background, NIGHT),
        Shape::Box(12.0, 13.0, 29.0, 18.0, 5.0, BLUE),
        Shape::Triangle([(17.0, 29.0), (26.0, 29.0), (16.0, 37.0)], BLUE),
        Shape::Box(23.0, 35.0, 29.0, 14.0, 5.0, ORANGE),
        Shape::Triangle([(38.0, 47.0), (47.0, 47.0), (48.0, 55.0)], ORANGE),
        Shape::Box(17.0, 22.0, 19.0, 3.0, 1.5, NIGHT),
    ];
    shapes.extend((0..4).map(|k| Shape::Box(28.5 + 5.2 * f64::from(k), 41.0, 3.0, 3.0, 1.5, NIGHT)));
    shapes
}

/// The command.
pub fn command(_: &[String]) -> Result<(), String> {
    say("Drawing the icons into static/");
    let folder = root().join("static");
    let svg = folder.join("icon.svg");
    fs::write(&svg, as_svg(&drawing(14.0))).map_err(|error| format!("{}: {error}", svg.display()))?;
    for (name, side, corners) in
        [("icon-192", 192, 14.0), ("icon-512", 512, 14.0), ("icon-maskable", 512, 0.0)]
    {
        as_png(&drawing(corners), side, &folder.join(format!("{name}.png")))?;
    }
    Ok(())
}

fn as_svg(shapes: &[Shape]) -> String {
    let hex = |[r, g, b]: &Colour| format!("#{r:02x}{g:02x}{b:02x}");
    let mut svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIDE} {SIDE}\">\n");
    for shape in shapes {
        let _ = match shape {
            Shape::Box(x, y, w, h, r, colour) => {
                writeln!(
                    svg,
                    "  <rect x=\"{x}\" y=\"{y:.1}\" width=\"{w}\" height=\"{h}\" rx=\"{r}\" fill=\"{}\"/>",
                    hex(colour)
                )
            }
            Shape::Triangle([a, b, c], colour) => {
                writeln!(
                    svg,
                    "  <path d=\"M{} {}L{} {}L{} {}Z\" fill=\"{}\"/>",
                    a.0,
                    a.1,
                    b.0,
                    b.1,
                    c.0,
                    c.1,
                    hex(colour)
                )
            }
        };
    }
    svg.push_str("</svg>\n");
    svg
}

fn as_png(shapes: &[Shape], side: u32, path: &Path) -> Result<(), String> {
    let mut pixels = Vec::with_capacity((side * side * 4) as usize);
    for row in 0..side {
        for column in 0..side {
            pixels.extend(pixel(shapes, column, row, side));
        }
    }
    let file = fs::File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut encoder = png::Encoder::new(BufWriter::new(file), side, side);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels));
    written.map_err(|error| format!("{}: {error}", path.display()))
}

/// The mean of a pixel's samples: red, green, blue, opacity.
fn pixel(shapes: &[Shape], column: u32, row: u32, side: u32) -> [u8; 4] {
    let at = |whole: u32, part: u32| {
        (f64::from(whole) + (f64::from(part) + 0.5) / f64::from(SAMPLES)) * SIDE / f64::from(side)
    };
    let (mut sum, mut hits) = ([0u32; 3], 0);
    for part in 0..SAMPLES * SAMPLES {
        let (x, y) = (at(column, part % SAMPLES), at(row, part / SAMPLES));
        if let Some(colour) = shapes.iter().rev().find_map(|shape| shape.colour_at(x, y)) {
            hits += 1;
            for (sum, value) in sum.iter_mut().zip(colour) {
                *sum += u32::from(value);
            }
        }
    }
    let byte = |value: u32| u8::try_from(value).unwrap_or(u8::MAX);
    let [r, g, b] = sum.map(|sum| byte(sum / hits.max(1)));
    [r, g, b, byte(hits * 255 / (SAMPLES * SAMPLES))]
}

impl Shape {
    fn colour_at(&self, x: f64, y: f64) -> Option<Colour> {
        match self {
            Shape::Box(left, top, width, height, radius, colour) => {
                let (dx, dy) = ((x - left - width / 2.0).abs(), (y - top - height / 2.0).abs());
                let (cx, cy) = ((dx - width / 2.0 + radius).max(0.0), (dy - height / 2.0 + radius).max(0.0));
                let inside =
                    dx <= width / 2.0 && dy <= height / 2.0 && cx * cx + cy * cy <= radius.max(0.01).powi(2);
                inside.then_some(*colour)
            }
            Shape::Triangle(corners, colour) => {
                let side = |a: (f64, f64), b: (f64, f64)| (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0);
                let [a, b, c] = *corners;
                let sides = [side(a, b), side(b, c), side(c, a)];
                let inside = sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0);
                inside.then_some(*colour)
            }
        }
    }
}
