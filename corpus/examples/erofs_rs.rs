// Holds an EROFS reader against vectors.tsv, which `takecover corpus export --format erofs-rs OUT` writes:
// rustc erofs_rs.rs && ./erofs_rs OUT
use std::{env, fs, io};

/// Put your reader here, as `EroFS::new(..)` and a walk. This one only looks for a magic number.
fn accepts(image: &[u8]) -> bool {
    image.get(1024..1028) == Some(&b"\xe2\xe1\xf5\xe0"[..])
}

fn main() -> io::Result<()> {
    let out = env::args().nth(1).unwrap_or("OUT".into());
    let (mut agree, mut free, mut all) = (0, 0, 0);
    for line in fs::read_to_string(format!("{out}/vectors.tsv"))?.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (file, profile, expect, kind) = (cells[0], cells[2], cells[3], cells[4]);
        let accepted = accepts(&fs::read(format!("{out}/{file}"))?);
        if profile != "strict" {
            continue;
        }
        all += 1;
        // What only composefs forbids, a reader of any EROFS image may accept; it must not fall over.
        free += (kind == "UNSUPPORTED" || kind == "LIMIT" || kind == "NONCANONICAL") as u32;
        agree += (accepted == (expect == "accept")) as u32;
    }
    println!("{agree} of {all} agree, {free} are up to the reader");
    Ok(())
}
