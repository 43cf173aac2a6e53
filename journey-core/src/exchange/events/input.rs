//! The bytes of a log: unpacked, in UTF-8, and never more than a limit at once.

use std::io::{self, BufRead, Cursor, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};
use flate2::read::MultiGzDecoder;

use super::EventLimits;
use crate::error::Error;

/// Bytes from anywhere.
pub(super) type Source<'s> = Box<dyn Read + Send + 's>;

/// How much of a file tells what it is.
pub(super) const HEAD: u64 = 1 << 20;
/// Below this size no file is suspected of filling the memory.
const SMALL: u64 = 1 << 24;

/// The first bytes of a file, and the whole of it.
pub(super) fn with_head<'s>(mut input: Source<'s>) -> Result<(Vec<u8>, Source<'s>), Error> {
    let mut head = Vec::new();
    input.by_ref().take(HEAD).read_to_end(&mut head).map_err(|error| read_error(&error))?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(input))))
}

/// The error of this library in one of reading, or the one of reading in its words.
pub(super) fn read_error(error: &io::Error) -> Error {
    if let Some(known) = error.get_ref().and_then(|source| source.downcast_ref::<Error>()) {
        return known.clone();
    }
    Error::invalid("the file", error, "give a file that can be read to its end")
}

/// A packed file, unpacked within limits.
pub(super) struct Unpacked<R: Read> {
    packed: MultiGzDecoder<Counted<R>>,
    limits: EventLimits,
    unpacked: u64,
}

/// Counts what is read.
struct Counted<R> {
    input: R,
    bytes: u64,
}

impl<R: Read> Unpacked<R> {
    pub(super) fn new(input: R, limits: EventLimits) -> Self {
        Self { packed: MultiGzDecoder::new(Counted { input, bytes: 0 }), limits, unpacked: 0 }
    }

    fn check(&self) -> Result<(), Error> {
        let packed = self.packed.get_ref().bytes.max(1);
        if self.unpacked > SMALL && self.unpacked / packed > self.limits.ratio {
            let problem = format!("it unpacks to more than {} times its size", self.limits.ratio);
            return Err(Error::invalid("the file", problem, "unpack it yourself if you trust it, or raise `limits.ratio`"));
        }
        Ok(())
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.packed.read(buffer).map_err(|error| {
            let problem = format!("its packed bytes are damaged or break off ({error})");
            io::Error::other(Error::invalid("the file", problem, "pack or copy it anew"))
        })?;
        self.unpacked += read as u64;
        self.check().map_err(io::Error::other)?;
        Ok(read)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.bytes += read as u64;
        Ok(read)
    }
}

/// No more bytes than a limit.
pub(super) struct AtMost<R> {
    pub(super) input: R,
    pub(super) left: u64,
    pub(super) option: &'static str,
}

impl<R: Read> Read for AtMost<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            let fix = format!("raise `{}`, or read it in parts", self.option);
            io::Error::other(Error::invalid("the file", "it is larger than the limit", fix))
        })?;
        Ok(read)
    }
}

/// Text of any encoding as UTF-8, without a byte order mark. Bytes that are UTF-8 pass as they are, valid or not.
pub(super) fn in_utf8<'s>(mut input: Source<'s>, encoding: &'static Encoding) -> Result<Source<'s>, Error> {
    if encoding != UTF_8 {
        return Ok(Box::new(Decoding {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            text: Vec::new(),
            taken: 0,
            ended: false,
        }));
    }
    let mut mark = Vec::new();
    input.by_ref().take(3).read_to_end(&mut mark).map_err(|error| read_error(&error))?;
    if mark == [0xef, 0xbb, 0xbf] {
        mark.clear();
    }
    Ok(Box::new(Cursor::new(mark).chain(input)))
}

struct Decoding<'s> {
    input: Source<'s>,
    decoder: Decoder,
    text: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl Decoding<'_> {
    fn refill(&mut self) -> io::Result<()> {
        let mut bytes = Vec::new();
        self.input.by_ref().take(1 << 16).read_to_end(&mut bytes)?;
        self.ended = bytes.is_empty();
        let room = self.decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
        self.text.clear();
        self.text.resize(room, 0);
        let (result, _, written, _) = self.decoder.decode_to_utf8(&bytes, &mut self.text, self.ended);
        self.text.truncate(written);
        self.taken = 0;
        match result {
            CoderResult::InputEmpty => Ok(()),
            CoderResult::OutputFull => Err(io::Error::other("a text grew beyond what its encoding allows")),
        }
    }
}

impl Read for Decoding<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken >= self.text.len() && !self.ended {
            self.refill()?;
        }
        let mut rest = self.text.get(self.taken..).unwrap_or_default();
        let read = rest.read(buffer)?;
        self.taken += read;
        Ok(read)
    }
}

/// Text whose lines end with returns alone, as old Macs wrote them, with line feeds.
pub(super) struct Returns<'s>(pub(super) Source<'s>);

impl Read for Returns<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        buffer.iter_mut().take(read).filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        Ok(read)
    }
}

/// Bytes of which only so many may be taken until the next allowance: what a parser holds at once is bounded.
pub(super) struct Allowed<R> {
    input: R,
    left: u64,
    what: &'static str,
}

impl<R> Allowed<R> {
    pub(super) fn new(input: R, what: &'static str) -> Self {
        Self { input, left: 0, what }
    }

    pub(super) fn allow(&mut self, bytes: u64) {
        self.left = bytes;
    }

    fn spend(&mut self, bytes: usize) -> io::Result<()> {
        self.left = self.left.checked_sub(bytes as u64).ok_or_else(|| {
            let fix = "mend it: a quote or a tag may not be closed; or raise `limits.attribute`";
            io::Error::other(Error::invalid("the file", format!("{} is longer than the limit", self.what), fix))
        })?;
        Ok(())
    }
}

impl<R: Read> Read for Allowed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.spend(read)?;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Allowed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        // A parser that has taken all it may asks once more: it is refused here, as taking bytes cannot fail.
        if self.left == 0 {
            self.spend(1)?;
        }
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        let bytes = self.input.fill_buf()?;
        Ok(bytes.get(..left.min(bytes.len())).unwrap_or_default())
    }

    fn consume(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes as u64);
        self.input.consume(bytes);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use encoding_rs::{UTF_16LE, WINDOWS_1252};
    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn a_file_is_unpacked_within_its_limits() {
        let text = "a,b\n".repeat(1000);
        let unpacked =
            |bytes: &[u8]| io::read_to_string(Unpacked::new(bytes, EventLimits::default())).map_err(|error| read_error(&error).to_string());
        assert_eq!(unpacked(&packed(text.as_bytes())), Ok(text.clone()));
        let bomb = packed(&vec![0; 1 << 25]);
        assert!(unpacked(&bomb).unwrap_err().contains("more than 400 times its size"));
        let whole = packed(text.as_bytes());
        assert!(unpacked(&whole[..whole.len() - 9]).unwrap_err().contains("break off"));
    }

    #[test]
    fn text_of_any_encoding_becomes_utf_8() {
        let read = |bytes: Vec<u8>, encoding| io::read_to_string(in_utf8(Box::new(Cursor::new(bytes)), encoding).unwrap()).unwrap();
        let long = "Grüße, ".repeat(20_000);
        let wide: Vec<u8> = [0xfeff].into_iter().chain(long.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(wide, UTF_16LE), long);
        assert_eq!(read(b"Gr\xfc\xdfe".to_vec(), WINDOWS_1252), "Grüße");
        assert_eq!(read("\u{feff}Grüße".into(), UTF_8), "Grüße");
        assert_eq!(read(b"ab".to_vec(), UTF_8), "ab");
    }

    #[test]
    fn what_is_taken_at_once_is_bounded() {
        let mut allowed = Allowed::new(&b"0123456789"[..], "a row");
        allowed.allow(4);
        let mut bytes = Vec::new();
        assert!(allowed.read_to_end(&mut bytes).is_err());
        let mut allowed = Allowed::new(&b"0123456789"[..], "a row");
        allowed.allow(11);
        assert_eq!(allowed.read_to_end(&mut bytes).unwrap(), 10);
    }
}
