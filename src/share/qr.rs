//! A link as a QR code: its address in bytes, its fragment in the alphanumeric mode, which takes a third less room.

#[cfg(feature = "qr")]
use super::LinkError;
#[cfg(feature = "qr")]
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use serde::{Deserialize, Serialize};

/// A square of dark and light modules, without the light border of four that belongs around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qr {
    /// Modules on each side.
    pub size: u32,
    /// The dark modules as the path of an SVG, one unit a module.
    pub path: String,
}

/// The QR code of the link with this fragment of [`super::Alphabet::Qr`] at `page`.
///
/// # Errors
/// [`LinkError::QrTooLong`] if no QR code holds it.
#[cfg(feature = "qr")]
pub fn qr(page: &str, fragment: &str) -> Result<Qr, LinkError> {
    let address = format!("{page}#");
    let segments = [QrSegment::make_bytes(address.as_bytes()), QrSegment::make_alphanumeric(fragment)];
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, Version::MIN, Version::MAX, None, true)
            .map_err(|_| LinkError::QrTooLong)?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let length = (x..size).take_while(|&x| code.get_module(x, y)).count() as i32;
            if length > 0 {
                path.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
            }
            x += length.max(1);
        }
    }
    Ok(Qr { size: size as u32, path })
}

#[cfg(all(test, feature = "qr"))]
mod tests {
    use super::*;

    #[test]
    fn a_code_holds_4296_characters_less_the_address() {
        let small = qr("https://example.org/", "Q1ABC$*+-./:").unwrap();
        assert_eq!(small.size, 25);
        assert!(small.path.starts_with("M0 0h7v1h-7z"), "{}", small.path);
        let most = qr("https://example.org/", &"A".repeat(4_250)).unwrap();
        assert_eq!(most.size, 177);
        assert_eq!(qr("https://example.org/", &"A".repeat(4_290)), Err(LinkError::QrTooLong));
    }
}
