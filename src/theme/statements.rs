//! A style sheet as a row of statements: selectors, rules with an `@`, and declarations. Every check of a sheet goes by these, so
//! that each statement is judged, whatever is wrong with those before it.

/// What stands between two of the marks `{`, `}` and `;`.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'s> {
    /// Its words, without the blanks around them.
    pub words: &'s str,
    /// Where its words start.
    pub start: usize,
    /// Where the mark stands that ends it.
    pub end: usize,
    pub mark: char,
    /// How many rules it stands in.
    pub depth: usize,
    /// Whether it stands right within `@keyframes`.
    pub in_steps: bool,
}

impl<'s> Statement<'s> {
    /// The first line of its words.
    pub fn first_line(&self) -> &'s str {
        self.words.lines().next().unwrap_or_default().trim_end()
    }

    /// Name, value, and where the value starts: right behind the colon. Nothing for what is no declaration.
    pub fn declaration(&self) -> Option<(&'s str, &'s str, usize)> {
        let (name, value) = self.words.split_once(':').filter(|_| self.mark != '{' && !self.words.starts_with('@'))?;
        Some((name.trim_end(), value, self.start + name.len() + 1))
    }
}

/// The statements of a sheet without comments and texts in quotes; what follows its last mark is none.
pub fn statements(bare: &str) -> impl Iterator<Item = Statement<'_>> {
    let bytes = bare.as_bytes();
    let (mut from, mut at) = (0, 0);
    let mut within_if = WithinIf::default();
    // For each rule that is open, whether it holds the steps of an animation.
    let mut open: Vec<bool> = Vec::new();
    std::iter::from_fn(move || {
        loop {
            at += memchr::memchr3(b'{', b'}', b';', &bytes[at..])?;
            // `if(media(print): white; else: black)` is one value.
            if bytes[at] != b';' || !within_if.at(bytes, from, at) {
                break;
            }
            at += 1;
        }
        let raw = &bare[from..at];
        let words = raw.trim();
        let start = from + raw.len() - raw.trim_start().len();
        let mark = char::from(bytes[at]);
        let in_steps = open.last() == Some(&true);
        let statement = Statement { words, start, end: at, mark, depth: open.len(), in_steps };
        match mark {
            '{' => open.push(words.starts_with("@keyframes")),
            '}' => drop(open.pop()),
            _ => {}
        }
        at += 1;
        from = at;
        Some(statement)
    })
}

/// Whether a `;` stands within the round brackets of an `if()`. It is asked of one after the other, and looks at each byte once.
#[derive(Default)]
struct WithinIf {
    /// Up to where the statement's brackets are counted, and how many are open since its first `if(`.
    counted: usize,
    open: Option<isize>,
    /// The next brace, and the last `)` before it.
    brace: usize,
    closed: usize,
}

impl WithinIf {
    fn at(&mut self, bytes: &[u8], from: usize, at: usize) -> bool {
        if self.counted < from {
            (self.counted, self.open) = (from, None);
        }
        for now in self.counted..at {
            match bytes[now] {
                b'(' if self.open.is_none() && bytes[from..now].ends_with(b"if") => self.open = Some(1),
                b'(' => self.open = self.open.map(|open| open + 1),
                b')' => self.open = self.open.map(|open| open - 1),
                _ => {}
            }
        }
        self.counted = at;
        if self.open.is_none_or(|open| open < 1) {
            return false;
        }
        if self.brace <= at {
            self.brace = memchr::memchr2(b'{', b'}', &bytes[at..]).map_or(bytes.len(), |length| at + length);
            self.closed = memchr::memrchr(b')', &bytes[at..self.brace]).map_or(0, |length| at + length);
        }
        self.closed > at
    }
}
