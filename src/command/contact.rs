//! What was heard at a contact becomes feedback.

use serde_json::Value;

use super::CommandError;
use super::described::set_in_row;
use super::product::new_meta;
use crate::model::kind::{CONTACTS, HEARD, HEARD_QUOTE, HEARD_WORDS, MADE_AS, MET_ON, row_id};
use crate::model::{Feedback, FeedbackSource, Id, Record, RecordRef};
use crate::workspace::{Tx, link_text};

/// Makes feedback of a product of something that was heard, with the day and the way of the contact, and links the two.
pub fn heard_to_feedback(
    tx: &mut Tx<'_>,
    product: Id,
    contact: RecordRef,
    heard: Id,
) -> Result<Id, CommandError> {
    let kept = tx.tables().described(&CONTACTS, contact.id).ok_or(CommandError::Missing(CONTACTS.noun))?;
    let row = kept.rows(&HEARD).into_iter().find(|row| row_id(row) == Some(heard));
    let words = row.and_then(|row| row.get(HEARD_WORDS.key)?.as_str()).unwrap_or_default().to_owned();
    if words.is_empty() {
        return Err(CommandError::NoName(Feedback::NOUN));
    }
    let source = match kept.words(&MADE_AS) {
        "visit" => FeedbackSource::Visit,
        "call" => FeedbackSource::Call,
        "interview" => FeedbackSource::Interview,
        _ => FeedbackSource::Other,
    };
    let on = kept.day(&MET_ON).unwrap_or_else(|| tx.today());
    let meta = new_meta(tx);
    let id = meta.id;
    tx.insert(Feedback { meta, product, quote: words, source, on, segment: None, items: [].into() });
    let link = Value::from(link_text(Feedback::TABLE, id));
    set_in_row(tx, contact, &[(&HEARD, heard)], &HEARD_QUOTE, Some(link))?;
    Ok(id)
}
