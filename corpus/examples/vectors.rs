// Holds a reader against the corpus: rustc vectors.rs && ./vectors corpus
use std::{env, fs, io};

/// Put your reader here. This one only looks for a magic number.
fn accepts(image: &[u8]) -> bool {
    image.len() >= 8 && (image.starts_with(b"\x9a\x62\x78\xd0") || image[4..].starts_with(b"\x9a\x62\x78\xc0"))
}

/// The text of a field in a line; names of files and words have no escapes.
fn field<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let key = format!("\"{name}\":\"");
    let from = line.find(&key)? + key.len();
    line[from..].split('"').next()
}

fn main() -> io::Result<()> {
    let corpus = env::args().nth(1).unwrap_or("corpus".into());
    let (mut agree, mut all) = (0, 0);
    for line in fs::read_to_string(format!("{corpus}/vectors.json"))?.lines() {
        if field(line, "profile") != Some("strict") {
            continue;
        }
        let image = fs::read(format!("{corpus}/{}", field(line, "file").unwrap()))?;
        let expected = field(line, "expect") == Some("accept");
        agree += (accepts(&image) == expected) as u32;
        all += 1;
    }
    println!("{agree} of {all} agree");
    Ok(())
}
