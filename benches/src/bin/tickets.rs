//! Prints tickets of two or three sentences as CSV: what a help desk exports, in the words of invented customers.

use std::io::{self, BufWriter, Write};

use journey_benches::sentences;

/// The same numbers on every machine, each far from the one before.
fn scattered(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 20
}

fn main() -> io::Result<()> {
    let count: u64 = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1000);
    let said = sentences(4000);
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "ticket_id,customer_id,segment,nps,subject,message")?;
    for number in 0..count {
        let drawn = scattered(number + 1);
        let (customer, segment) = (scattered(drawn) % (count * 4 / 5).max(1), ["new", "loyal", "business", "family"][(drawn % 4) as usize]);
        let sentence = |at: u64| said[(scattered(drawn + at) % said.len() as u64) as usize].replace('"', "\"\"");
        let message: Vec<String> = (1..=2 + drawn % 2).map(sentence).collect();
        writeln!(out, "T-{number},C-{customer},{segment},{},Case {number},\"{}\"", drawn / 4 % 11, message.join(" "))?;
    }
    out.flush()
}
