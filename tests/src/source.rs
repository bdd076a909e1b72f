//! Rust sources as the layering rules see them: code without comments and without what stands in quotes.

use std::path::{Path, PathBuf};

/// One source file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file's name without its ending: the module.
    pub module: String,
    pub text: String,
    /// The text with comments, strings and characters blanked, up to the tests in it. Lines stay where they are.
    pub code: String,
}

impl Source {
    pub fn new(module: &str, text: &str) -> Self {
        let code = blank(text);
        let code = code.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        Self { module: module.to_owned(), text: text.to_owned(), code }
    }

    /// The lines of code with their numbers.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

/// Every file of a source folder of this repository, such as "core/src".
pub fn read_folder(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository's root");
    let folder = root.join(folder);
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder's entry").path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    paths.sort();
    assert!(paths.iter().all(|path| path.is_file()), "modules are files: {paths:?}");
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a source file");
            Source::new(&path.file_stem().expect("a name").to_string_lossy(), &text)
        })
        .collect()
}

/// The words of a line of code: runs of letters, digits and underscores.
pub fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

fn blank(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let len = match next {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if rest.starts_with("r\"") || rest.starts_with("r#\"") => {
                let hashes = rest[1..].chars().take_while(|&c| c == '#').count();
                let close = format!("\"{}", "#".repeat(hashes));
                let from = 2 + hashes;
                rest[from..].find(&close).map_or(rest.len(), |end| from + end + close.len())
            }
            '"' => quoted_len(rest, '"').unwrap_or(rest.len()),
            '\'' => character_len(rest).unwrap_or(0),
            _ => 0,
        };
        if len == 0 {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        } else {
            out.extend(rest[..len].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[len..];
        }
    }
    out
}

/// The length of a literal that begins here, with its quotes.
fn quoted_len(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of a character literal that begins here; none where it is a lifetime.
fn character_len(text: &str) -> Option<usize> {
    let mut chars = text.chars().skip(1);
    let (first, second) = (chars.next()?, chars.next()?);
    (first == '\\' || second == '\'').then(|| quoted_len(text, '\'')).flatten()
}

#[cfg(test)]
mod tests {
    use super::blank;

    #[test]
    fn comments_and_quotes_are_blanked_and_lifetimes_stay() {
        let text = "fn f<'a>(x: &'a str) { // as\n g(\"a // \\\" as\", 'b', '\\'', b\"x\", r#\"as \" \"#); /* as */ h() }";
        let code = blank(text);
        assert_eq!(code.len(), text.len());
        assert!(
            !code.contains("as") && code.contains("fn f<'a>(x: &'a str) {") && code.contains("h() }"),
            "{code}"
        );
    }
}
