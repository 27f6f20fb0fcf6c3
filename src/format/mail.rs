//! A mail as it is pasted or saved: its head, as far as it has one, and what it says.
//!
//! Sources: RFC 2045 (base64, quoted-printable), RFC 2046 (parts), RFC 2047 (words of a head), RFC 4155 (many in one file).

use super::{DayOrder, TextMarkup, decode, plain_markdown};
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

/// So many parts may stand inside each other.
const DEEPEST: usize = 5;

/// The bytes of base64, whatever else stands in it.
fn base64(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}

/// The bytes of quoted-printable: `=C3=A9` is é, and a line that ends in `=` goes on.
fn quoted_printable(text: &str) -> Vec<u8> {
    let mut pieces = text.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let byte = piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let rest = match (piece.strip_prefix('\n'), byte) {
            (Some(rest), _) => rest,
            (_, Some(byte)) => {
                bytes.push(byte);
                piece.get(2..).unwrap_or_default()
            }
            _ => {
                bytes.push(b'=');
                piece
            }
        };
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}

/// What was written so that it passes through anything: base64, or quoted-printable.
fn decoded(way: &str, text: &str) -> String {
    match way.trim().get(..1).unwrap_or_default() {
        "B" | "b" => decode(&base64(text)).0,
        "Q" | "q" => decode(&quoted_printable(text)).0,
        _ => text.to_owned(),
    }
}

/// A value of a head with its words decoded: `=?UTF-8?B?…?=`.
fn decode_words(mut text: &str) -> String {
    let (mut words, mut is_behind_word) = (String::new(), false);
    while let Some((before, rest)) = text.split_once("=?") {
        let decoded = rest.split_once('?').and_then(|(_, rest)| {
            let (way, rest) = rest.split_once('?')?;
            let (word, rest) = rest.split_once("?=")?;
            // An underscore stands for a space; base64 has none.
            Some((decoded(way, &word.replace('_', " ")), rest))
        });
        // What parts two such words is no part of the value.
        if !is_behind_word || decoded.is_none() || !before.trim().is_empty() {
            words.push_str(before);
        }
        is_behind_word = decoded.is_some();
        let (word, rest) = decoded.unwrap_or(("=?".to_owned(), rest));
        words.push_str(&word);
        text = rest;
    }
    words.push_str(text);
    words
}

/// What a mail or a part of one says, by what its head says of it: the first part that is text, decoded.
fn body(kind: &str, transfer: &str, text: &str, depth: usize) -> String {
    let is = |prefix: &str| kind.get(..prefix.len()).is_some_and(|it| it.eq_ignore_ascii_case(prefix));
    if is("multipart/") && depth < DEEPEST {
        let from = kind.to_ascii_lowercase().find("boundary=").and_then(|at| kind.get(at + 9..));
        let boundary = from.unwrap_or_default();
        let boundary = boundary.strip_prefix('"').map_or_else(
            || boundary.split(';').next().unwrap_or_default().trim(),
            |quoted| quoted.split('"').next().unwrap_or_default(),
        );
        let mark = ["--", boundary].concat();
        let parts = text.split(&mark).skip(1).filter(|_| !boundary.is_empty());
        let said: Vec<String> =
            parts.filter(|part| !part.starts_with("--")).map(|it| part(it, depth)).collect();
        return said.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
    }
    // “7bit”, “8bit” and “binary” mean that it stands there as it is.
    let is_plain = transfer.eq_ignore_ascii_case("binary");
    let text = decoded(if is_plain { "" } else { transfer }, text).replace('\r', "");
    if is("text/html") {
        return plain_markdown(&text, TextMarkup::Markdown).trim().to_owned();
    }
    if kind.is_empty() || is("text/") { text.trim().to_owned() } else { String::new() }
}

/// What a part of a mail says.
fn part(text: &str, depth: usize) -> String {
    let text = text.trim_start_matches([' ', '\t']).strip_prefix('\n').unwrap_or(text);
    let (head, rest) = match text.strip_prefix('\n') {
        Some(rest) => ("", rest),
        None => text.split_once("\n\n").unwrap_or((text, "")),
    };
    let head = head.replace("\n ", " ").replace("\n\t", " ");
    let value = |name: &str| {
        let mut heads = head.lines().filter_map(|line| line.split_once(':'));
        heads.find(|(head, _)| head.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value.trim())
    };
    body(value("content-type"), value("content-transfer-encoding"), rest, depth + 1)
}

/// The mails of a file with many of them, each begun by a line `From …` before its head; any other text as it is.
pub fn split_mails(text: &str) -> Vec<String> {
    let (mut mails, mut is_behind_gap) = (vec![String::new()], true);
    let mut lines = text.lines().peekable();
    let is_head = |line: &&str| line.split_once(':').is_some_and(|(head, _)| !head.contains(' '));
    while let Some(line) = lines.next() {
        if is_behind_gap && line.starts_with("From ") && lines.peek().is_some_and(is_head) {
            mails.push(String::new());
        } else if let Some(mail) = mails.last_mut() {
            // A line that only looks like the beginning of the next was marked.
            let is_marked = line.trim_start_matches('>').starts_with("From ");
            mail.push_str(line.strip_prefix('>').filter(|_| is_marked).unwrap_or(line));
            mail.push('\n');
        }
        is_behind_gap = line.is_empty();
    }
    if mails.len() > 1 { mails } else { vec![text.to_owned()] }
}

/// Reads a text that begins like the head of a mail; none of any other.
pub fn read_mail(text: &str) -> Option<Mail> {
    let mut mail = Mail::default();
    let mut lines = text.lines().peekable();
    let (mut heads, mut unknown) = (0, 0);
    let (mut kind, mut transfer) = (String::new(), String::new());
    while let Some((head, value)) = lines.peek().and_then(|line| line.split_once(':')) {
        let head = head.trim().to_lowercase();
        let is_known = ["from", "subject", "date", "sent", "to", "cc", "reply-to"].contains(&head.as_str());
        // A mail that was saved has many more.
        if !is_known && !is_head_name(&head) {
            break;
        }
        heads += 1;
        unknown += usize::from(!is_known);
        let mut value = value.trim().to_owned();
        lines.next();
        // What goes on in the next line is set in.
        while let Some(more) = lines.next_if(|it| it.starts_with([' ', '\t']) && it.trim().len() > 1) {
            value.push(' ');
            value.push_str(more.trim());
        }
        match head.as_str() {
            "from" => mail.from = name_in(&decode_words(&value)),
            "subject" => mail.subject = decode_words(&value),
            "date" | "sent" => {
                // The name of the week's day and the clock say nothing of the day.
                let week = value.split_once(", ").filter(|(week, _)| week.len() <= 9);
                let day = week.map_or(value.as_str(), |(_, day)| day);
                let words: Vec<&str> = day.split_whitespace().take(3).collect();
                let read = |text: &str| DayOrder::Unknown.read(text).ok()?.parse().ok();
                mail.on = read(&words.join(" ")).or_else(|| read(words.first()?));
            }
            "content-type" => kind = value,
            "content-transfer-encoding" => transfer = value,
            _ => {}
        }
    }
    if heads == unknown {
        return None;
    }
    mail.body = body(&kind, &transfer, &lines.collect::<Vec<_>>().join("\n"), 0);
    (heads > 0 && !mail.body.is_empty()).then_some(mail)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_saved_mail_says_what_a_person_reads() {
        let saved = |heads: &str, body: &str| {
            let mail = format!("From: Jo <jo@b.c>\nMIME-Version: 1.0\n{heads}\n\n{body}");
            read_mail(&mail).map(|mail| mail.body).unwrap_or_default()
        };
        let plain = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding:";
        assert_eq!(
            saved(&format!("{plain} quoted-printable"), "Zu sp=C3=A4t f=\n=C3=BCr mich =3D aus"),
            "Zu spät für mich = aus"
        );
        assert_eq!(saved(&format!("{plain} base64"), "WnUgc3DD\npHQu\n"), "Zu spät.");
        assert_eq!(
            saved(&format!("{plain} quoted-printable"), "Gr=FC=DFe =ZZ ="),
            "Grüße =ZZ =",
            "Windows-1252"
        );
        let parts = "This is a mail.\n--x=1\nContent-Type: multipart/alternative;\n\tboundary=y\n\n--y\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nTGF0ZS4=\n--y\nContent-Type: text/html\n\n<p>Late.</p>\n--y--\n--x=1\nContent-Type: image/png\n\niVBOR\n--x=1--\n";
        assert_eq!(saved("Content-Type: multipart/mixed; boundary=\"x=1\"", parts), "Late.");
        assert_eq!(saved("Content-Type: text/html", "<p>Late <b>again</b></p>"), "Late **again**");
        let head = "From: =?UTF-8?B?SsO2cmc=?= =?iso-8859-1?Q?_M=FCller?= <j@b.c>\nSubject: =?utf-8?q?Zu_sp=C3=A4t?= =?odd\n\nAgain.";
        let mail = read_mail(head).unwrap();
        assert_eq!((mail.from.as_str(), mail.subject.as_str()), ("Jörg Müller", "Zu spät =?odd"));
        let many = "From a@b Mon Nov 2\nFrom: Jo\n\nOne.\n>From here on\n\nFrom b@c Tue\nFrom: Kai\n\nTwo.\n";
        let bodies: Vec<String> =
            split_mails(many).iter().filter_map(|it| read_mail(it)).map(|it| it.body).collect();
        assert_eq!(bodies, ["One.\nFrom here on", "Two."]);
        assert_eq!(split_mails("From here\n\nFrom there"), ["From here\n\nFrom there"]);
    }

    proptest! {
        #[test]
        fn no_mail_makes_it_panic(head in "(?s).{0,60}", kind in "(text/plain|multipart/x; boundary=.{0,4}|.{0,9})", transfer in "(base64|quoted-printable|.{0,5})", text in "(?s)[-=?x\\n\\PC]{0,200}") {
            let mail = format!("From: {head}\nContent-Type: {kind}\nContent-Transfer-Encoding: {transfer}\n\n{text}");
            let _ = (read_mail(&mail), split_mails(&text), decode_words(&text), split_mails(&format!("From {text}")));
        }
    }

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
