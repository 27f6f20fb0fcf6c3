//! Markup as text in which nothing a person wrote can become markup.

/// Markup under way: what is known when the program is built goes in as it is, everything else is escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

/// The letter that a name between `&` and `;` stands for.
pub(super) fn entity(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16).ok());
            char::from_u32(hex.unwrap_or_else(|| number.parse().ok())?)?
        }
    })
}

impl Markup {
    /// Adds tags, or parts of them.
    pub fn tags(&mut self, tags: &'static str) -> &mut Self {
        self.0.push_str(tags);
        self
    }

    /// Adds text, inside of an element or of an attribute's quotes.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '&' => self.0.push_str("&amp;"),
                '"' => self.0.push_str("&quot;"),
                other => self.0.push(other),
            }
        }
        self
    }

    /// Adds an attribute to the tag that is being written.
    pub fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.tags(" ").tags(name).tags("=\"").text(value).tags("\"")
    }

    /// The whole.
    pub fn into_text(self) -> String {
        self.0
    }
}
