//! The letters of a file: bytes to text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::report::ReadGuess;
use crate::error::Error;

/// The share of zero bytes on one side from which bytes without a mark are UTF-16: Latin letters have one in two.
const WIDE: f64 = 0.3;
/// How many bytes tell that.
const HEAD: usize = 4096;

/// Decodes a file, by the encoding that was named or by what its bytes tell.
pub(in crate::exchange) fn decode<'b>(bytes: &'b [u8], wanted: Option<&str>) -> Result<(Cow<'b, str>, ReadGuess), Error> {
    let (encoding, grounds) = match wanted {
        Some(label) => (named(label)?, "it was named"),
        None => told(bytes)?,
    };
    let (text, used, broken) = encoding.decode(bytes);
    if broken && used == UTF_8 {
        return Err(Error::invalid(
            "encoding",
            "some bytes are no letters of UTF-8",
            "name the encoding, such as `encoding`: `windows-1252`",
        ));
    }
    let guess = ReadGuess::new("encoding", used.name(), grounds);
    let text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Cow::Owned(text) => Cow::Owned(text),
    };
    Ok((text, guess))
}

fn named(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| {
        Error::invalid(
            "encoding",
            format!("`{label}` is not known"),
            "name one of the web's encodings, such as utf-8, utf-16le, windows-1252",
        )
    })
}

fn told(bytes: &[u8]) -> Result<(&'static Encoding, &'static str), Error> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok((encoding, "it begins with a byte order mark"));
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let zeros =
        |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count() as f64 / (head.len() as f64 / 2.0).max(1.0);
    match (zeros(0) >= WIDE, zeros(1) >= WIDE) {
        (false, true) => return Ok((UTF_16LE, "every second byte is zero")),
        (true, false) => return Ok((UTF_16BE, "every second byte is zero")),
        _ if head.contains(&0) => {
            let fix = "give a table, a transcript, subtitles, JSON, a Word or an Excel file";
            return Err(Error::invalid("the file", "it is neither text nor a format that is known", fix));
        }
        _ => {}
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok((UTF_8, "its bytes are valid"));
    }
    Ok((WINDOWS_1252, "its bytes are not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_their_encoding() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        for (bytes, encoding) in [
            ("text\nGrüße".as_bytes().to_vec(), "UTF-8"),
            ([&[0xef, 0xbb, 0xbf], "text\nGrüße".as_bytes()].concat(), "UTF-8"),
            (wide("text\nGrüße"), "UTF-16LE"),
            ([vec![0xff, 0xfe], wide("text\nGrüße")].concat(), "UTF-16LE"),
            (b"text\nGr\xfc\xdfe".to_vec(), "windows-1252"),
        ] {
            let read = decode(&bytes, None).map(|(text, guess)| (text.into_owned(), guess.choice));
            assert_eq!(read, Ok(("text\nGrüße".to_owned(), encoding.to_owned())));
        }
        assert!(decode(b"text\nGr\xfc\xdfe", Some("utf-8")).is_err() && decode(b"x", Some("klingon")).is_err());
        assert!(decode(&[1, 0, 0, 7, 9, 200], None).is_err());
    }
}
