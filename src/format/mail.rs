//! A mail as it is pasted: its head, as far as it has one, and what it says.

use super::DayOrder;
use crate::model::Day;

/// What the head of a mail says, and the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mail {
    /// What it is about; empty where it does not say.
    pub subject: String,
    /// The name of who wrote it, else the address.
    pub from: String,
    /// The day it was written, where that can be read in one way.
    pub on: Option<Day>,
    /// What it says.
    pub body: String,
}

/// The name in `Anna Berg <anna@example.org>`; an address alone stands for itself.
fn name_in(sender: &str) -> String {
    let (name, address) = sender.split_once('<').unwrap_or((sender, ""));
    let name = name.trim().trim_matches('"');
    if name.is_empty() { address.trim_end_matches('>').trim().to_owned() } else { name.to_owned() }
}

/// Whether a word is the name of a line of a head: letters and dashes, and at least one of these.
fn is_head_name(word: &str) -> bool {
    word.contains('-') && word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
        || word == "received"
}

/// Reads a text that begins like the head of a mail; none of any other.
pub fn read_mail(text: &str) -> Option<Mail> {
    let mut mail = Mail::default();
    let mut lines = text.lines().peekable();
    let (mut heads, mut unknown) = (0, 0);
    while let Some((head, value)) = lines.peek().and_then(|line| line.split_once(':')) {
        let value = value.trim();
        match head.trim().to_lowercase().as_str() {
            "from" => mail.from = name_in(value),
            "subject" => value.clone_into(&mut mail.subject),
            "date" | "sent" => {
                // The name of the week's day and the clock say nothing of the day.
                let day =
                    value.split_once(", ").filter(|(week, _)| week.len() <= 9).map_or(value, |(_, day)| day);
                let words: Vec<&str> = day.split_whitespace().take(3).collect();
                let read = |text: &str| DayOrder::Unknown.read(text).ok()?.parse().ok();
                mail.on = read(&words.join(" ")).or_else(|| read(words.first()?));
            }
            "to" | "cc" | "reply-to" => {}
            // A mail that was saved has many more, and what goes on in the next line is set in.
            head if is_head_name(head) => unknown += 1,
            _ => break,
        }
        heads += 1;
        lines.next();
        while lines.peek().is_some_and(|line| line.starts_with([' ', '\t']) && line.trim().len() > 1) {
            lines.next();
        }
    }
    if heads == unknown {
        return None;
    }
    lines.collect::<Vec<_>>().join("\n").trim().clone_into(&mut mail.body);
    (heads > 0 && !mail.body.is_empty()).then_some(mail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_mail_says_who_what_and_when() {
        let saved = "Return-Path: <a@b.c>\nReceived: by mx\n\tfor you\nFrom: Jo <jo@b.c>\nSubject: Late\nMIME-Version: 1.0\n\nAgain.";
        let saved = read_mail(saved).unwrap();
        assert_eq!(
            (saved.from.as_str(), saved.subject.as_str(), saved.body.as_str()),
            ("Jo", "Late", "Again.")
        );
        assert_eq!(read_mail("Follow-up: call her\n\nAgain."), None, "a note is no mail");
        let mail = read_mail("From: Anna Berg <anna@example.org>\nDate: Tue, 3 March 2026 09:12\nSubject: Rota\n\nIt is late.\nAgain.").unwrap();
        assert_eq!(
            (mail.from.as_str(), mail.subject.as_str(), mail.body.as_str()),
            ("Anna Berg", "Rota", "It is late.\nAgain.")
        );
        assert_eq!(mail.on, "2026-03-03".parse().ok());
        assert_eq!(
            read_mail("From: a@b.example\nLate").map(|mail| (mail.from, mail.on)),
            Some(("a@b.example".into(), None))
        );
        assert_eq!(read_mail("Note: it is late"), None);
        assert_eq!(read_mail("From: Anna"), None, "a head alone says nothing");
        assert_eq!(read_mail("Date: 3/4/2026\nLate").unwrap().on, None, "what can be two days is none");
    }
}
