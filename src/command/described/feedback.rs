//! What people said: taken down, and made into what follows from it, with the links kept.

use serde_json::Value;

use super::{add_row, make, set_field, set_in_row, set_link};
use crate::analysis::{triage, words_said};
use crate::command::{CommandError, Destination, Draft, add_item, described_named};
use crate::format::{read_mail, split_mails};
use crate::model::kind::{
    ABOUT, ACCOUNT, ALSO_ACCOUNT, ALSO_BY, ALSO_ON, ALSO_SAID, ALSO_SEGMENT, ALSO_SOURCE, ALSO_WORDS,
    ALSO_WORTH, ANSWER_BY, ANSWERED_ON, CONTACTS, DIFFERS, FEEDBACK, Field, HEARD, HEARD_QUOTE, HEARD_WORDS,
    Holds, LABELS, MADE_AS, MET_ON, NEEDS, NEEDS_OF, PASSAGES, PERSONA_SEGMENT, PERSONAS, PERSONAS_OF, QUOTE,
    SAID_BY, SAID_ON, SEGMENT, SOURCE, SPEAKS_FOR, THEME_GOAL, THEMES, THEMES_OF, TO_TELL, TOLD_OF_IT,
    WENT_OUT, WORTH, row_id,
};
use crate::model::{Day, Id, Item, ItemType, Rank, Record, RecordRef, clean_text, link_text};
use crate::workspace::{Described, Tx, first_words, known_table};

/// So many pieces are quoted in a story; all of them speak for it.
const QUOTED_MOST: usize = 20;

/// A piece of feedback.
pub(in crate::command) fn of(id: Id) -> RecordRef {
    RecordRef { table: FEEDBACK.table, id }
}

/// Writes down what was said, before everything else in the inbox: today, unless said otherwise later. It is called by its
/// first words.
pub fn add_feedback(tx: &mut Tx<'_>, product: Id, quote: &str) -> Result<Id, CommandError> {
    let quote = clean_text(quote).trim().to_owned();
    let id = make(tx, &FEEDBACK, product, &first_words(&quote))?;
    set_field(tx, of(id), &QUOTE, Some(quote.into()))?;
    let kept = tx.tables().any(FEEDBACK.table);
    let first = kept.and_then(|kept| kept.place(kept.in_order(product).next()?)).map(|(_, rank)| rank);
    let rank = Rank::between(None, first.as_ref()).to_string();
    tx.change(FEEDBACK.table, id, |fields| drop(fields.insert("rank".into(), rank.into())));
    set_field(tx, of(id), &SAID_ON, Some(tx.today().to_string().into()))?;
    Ok(id)
}

/// Writes down what was said of an item.
pub fn say_of(tx: &mut Tx<'_>, item: Id, quote: &str) -> Result<Id, CommandError> {
    let product = tx.get::<Item>(item).ok_or(CommandError::Missing(Item::NOUN))?.product;
    let id = add_feedback(tx, product, quote)?;
    set_link(tx, of(id), &SPEAKS_FOR, RecordRef::to::<Item>(item), true)?;
    Ok(id)
}

/// Writes other words; without any it goes to Trash.
pub fn rewrite_feedback(tx: &mut Tx<'_>, id: Id, words: &str) -> Result<(), CommandError> {
    let words = clean_text(words).trim().to_owned();
    if words.is_empty() {
        tx.trash(FEEDBACK.table, &[id]);
        return Ok(());
    }
    set_field(tx, of(id), &QUOTE, Some(words.into()))?;
    Ok(())
}

/// Refuses a day that is still to come for what was said, or went out.
pub(in crate::command) fn check_said(
    tx: &Tx<'_>,
    field: &Field,
    value: Option<&Value>,
) -> Result<(), CommandError> {
    let day: Option<Day> = value.and_then(Value::as_str).and_then(|text| text.parse().ok());
    match day {
        Some(day) if [&SAID_ON, &WENT_OUT].contains(&field) && day > tx.today() => {
            Err(CommandError::Future(day))
        }
        _ => Ok(()),
    }
}

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
    let source = kept.words(&MADE_AS).to_owned();
    let on = kept.day(&MET_ON).map(|on| on.to_string());
    let id = add_feedback(tx, product, &words)?;
    // A fair is no source of its own.
    let source = if SOURCE.word(&source).is_some() { source } else { "other".to_owned() };
    set_field(tx, of(id), &SOURCE, Some(source.into()))?;
    if let Some(on) = on {
        set_field(tx, of(id), &SAID_ON, Some(on.into()))?;
    }
    let link = Value::from(link_text(FEEDBACK.table, id));
    set_in_row(tx, contact, &[(&HEARD, heard)], &HEARD_QUOTE, Some(link))?;
    Ok(id)
}

/// Writes down several pieces: what stands between empty lines is one; without an empty line each line is one.
pub fn add_many(tx: &mut Tx<'_>, product: Id, text: &str) -> Result<usize, CommandError> {
    let text = clean_text(text);
    let has_gaps = text.lines().any(|line| line.trim().is_empty());
    let mut pieces: Vec<String> = vec![String::new()];
    for line in text.lines() {
        // Between the head of a mail and what it says stands an empty line, too.
        let is_head = pieces.last().is_some_and(|piece| {
            !piece.is_empty() && read_mail(&format!("{piece}x")).is_some_and(|mail| mail.body == "x")
        });
        if (line.trim().is_empty() || !has_gaps) && !is_head {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut().filter(|_| !line.trim().is_empty()) {
            piece.push_str(line);
            piece.push('\n');
        }
    }
    add_pieces(tx, product, &pieces)
}

/// Writes down pieces, each a mail with its head, many mails, or plain words.
pub fn add_pieces(tx: &mut Tx<'_>, product: Id, pieces: &[String]) -> Result<usize, CommandError> {
    let pieces: Vec<String> = pieces.iter().flat_map(|piece| split_mails(&clean_text(piece))).collect();
    let pieces: Vec<&String> = pieces.iter().filter(|piece| !piece.trim().is_empty()).collect();
    // The first of them comes to stand first.
    for piece in pieces.iter().rev() {
        let Some(mail) = read_mail(piece) else {
            add_feedback(tx, product, piece)?;
            continue;
        };
        let id = add_feedback(tx, product, &mail.body)?;
        let on = mail.on.filter(|on| *on <= tx.today()).map(|on| on.to_string());
        let said = [(&SOURCE, Some("mail".to_owned())), (&SAID_BY, Some(mail.from)), (&SAID_ON, on)];
        for (field, value) in said {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                set_field(tx, of(id), field, Some(value.into()))?;
            }
        }
        if !mail.subject.is_empty() {
            set_field(tx, of(id), FEEDBACK.name(), Some(mail.subject.into()))?;
        }
    }
    if pieces.is_empty() { Err(CommandError::NoName(FEEDBACK.noun)) } else { Ok(pieces.len()) }
}

/// The goal of the first theme of some feedback that has one.
fn goal_of(tx: &Tx<'_>, ids: &[Id]) -> Option<Id> {
    let kept = ids.iter().filter_map(|id| tx.tables().described(&FEEDBACK, *id));
    let mut themes = kept.flat_map(|it| it.linked(&THEMES_OF));
    themes.find_map(|(_, theme)| Some(tx.tables().described(&THEMES, theme)?.linked(&THEME_GOAL).first()?.1))
}

/// Makes a story of feedback: it wants what the first piece needs, and serves the goal of a theme.
pub fn story_of(tx: &mut Tx<'_>, product: Id, ids: &[Id]) -> Result<Id, CommandError> {
    let first = ids.first().and_then(|id| tx.tables().described(&FEEDBACK, *id));
    let first = first.ok_or(CommandError::Missing(FEEDBACK.noun))?;
    let need = first.linked(&NEEDS_OF).first().and_then(|(_, id)| tx.tables().described(&NEEDS, *id));
    let want = need.unwrap_or(first).name().to_owned();
    let (persona, goal) = (need.and_then(persona_of), goal_of(tx, ids));
    story(tx, product, want, (persona, goal), ids)
}

/// The first persona that has a need.
pub(in crate::command) fn persona_of(need: &Described) -> Option<Id> {
    need.linked(&PERSONAS_OF).first().map(|(_, id)| *id)
}

/// Makes a story of what somebody wants, for a persona, else for that of the segment of the first piece, and for a goal; what
/// was said stands in its description, and each piece speaks for it.
pub(in crate::command) fn story(
    tx: &mut Tx<'_>,
    product: Id,
    want: String,
    (persona, goal): (Option<Id>, Option<Id>),
    pieces: &[Id],
) -> Result<Id, CommandError> {
    let kept = pieces.iter().filter_map(|id| tx.tables().described(&FEEDBACK, *id));
    let quoted = |it: &Described| {
        let lines: Vec<String> = words_said(it).lines().map(|line| format!("> {line}")).collect();
        lines.join("\n")
    };
    let description = kept.clone().take(QUOTED_MOST).map(quoted).collect::<Vec<_>>().join("\n\n");
    let segment = kept.into_iter().find_map(|it| it.linked(&SEGMENT).first().map(|(_, id)| *id));
    let personas = tx.tables().described_of(&PERSONAS, product);
    let is_of = |it: &&Described| it.linked(&PERSONA_SEGMENT).first().map(|(_, id)| *id) == segment;
    let of_segment = personas.into_iter().filter(|_| segment.is_some()).find(is_of).map(|it| it.meta.id);
    let persona = persona.or(of_segment);
    let draft = Draft { title: want.clone(), kind: ItemType::Story, ..Draft::default() };
    let item = add_item(tx, product, draft, Destination::Top)?;
    tx.edit(item, |item: &mut Item| {
        item.description = description;
        item.want = want;
        item.persona = persona;
        item.goal = goal;
    });
    for id in pieces {
        set_link(tx, of(*id), &SPEAKS_FOR, RecordRef::to::<Item>(item), true)?;
    }
    Ok(item)
}

/// Makes a need of feedback, and each piece speaks for it.
pub fn need_of(tx: &mut Tx<'_>, product: Id, ids: &[Id]) -> Result<Id, CommandError> {
    let first = ids.first().and_then(|id| tx.tables().described(&FEEDBACK, *id));
    let name = first.ok_or(CommandError::Missing(FEEDBACK.noun))?.name().to_owned();
    let need = described_named(tx, &NEEDS, product, &name).ok_or(CommandError::NoName(NEEDS.noun))?;
    for id in ids {
        set_link(tx, of(*id), &NEEDS_OF, RecordRef { table: NEEDS.table, id: need }, true)?;
    }
    Ok(need)
}

/// Joins pieces that say the same into one: who said it, how and when is kept, what they speak for comes over, and they go to
/// Trash.
pub fn join_feedback(tx: &mut Tx<'_>, into: Id, others: &[Id]) -> Result<(), CommandError> {
    let gone: Vec<Described> = others
        .iter()
        .filter(|id| **id != into)
        .filter_map(|id| tx.tables().described(&FEEDBACK, *id).cloned())
        .collect();
    if gone.is_empty() {
        return Err(CommandError::SameItem);
    }
    for other in &gone {
        let mut values: Vec<(&Field, Value)> = vec![(&ALSO_WORDS, words_said(other).into())];
        let same = [
            (&ALSO_BY, &SAID_BY),
            (&ALSO_ACCOUNT, &ACCOUNT),
            (&ALSO_SEGMENT, &SEGMENT),
            (&ALSO_WORTH, &WORTH),
            (&ALSO_SOURCE, &SOURCE),
            (&ALSO_ON, &SAID_ON),
        ];
        for (field, from) in same {
            values.extend(other.value(from).map(|value| (field, value.clone())));
        }
        add_row(tx, of(into), &[], &ALSO_SAID, None, &values)?;
        for rows in [&ALSO_SAID, &PASSAGES] {
            for row in other.rows(rows) {
                let Holds::Rows(inner) = rows.holds else { continue };
                let values = inner.iter().filter_map(|field| Some((*field, row.get(field.key)?.clone())));
                add_row(tx, of(into), &[], rows, row_id(row), &values.collect::<Vec<_>>())?;
            }
        }
        for field in [&THEMES_OF, &NEEDS_OF, &SPEAKS_FOR, &ABOUT, &LABELS] {
            for (table, id) in other.linked(field) {
                let to = known_table(table).map(|table| RecordRef { table, id });
                // What is in Trash is named no more.
                if let Some(to) =
                    to.filter(|to| tx.tables().any(to.table).is_some_and(|kept| kept.has_live(to.id)))
                {
                    set_link(tx, of(into), field, to, true)?;
                }
            }
        }
    }
    // The first answer that is still owed to one of them is owed.
    let kept = tx.tables().described(&FEEDBACK, into);
    let owed = kept.into_iter().chain(&gone).filter(|it| it.day(&ANSWERED_ON).is_none());
    if let Some(first) = owed.filter_map(|it| it.day(&ANSWER_BY)).min() {
        set_field(tx, of(into), &ANSWER_BY, Some(first.to_string().into()))?;
        set_field(tx, of(into), &ANSWERED_ON, None)?;
    }
    tx.trash(FEEDBACK.table, &gone.iter().map(|it| it.meta.id).collect::<Vec<_>>());
    Ok(())
}

/// Notes that two pieces do not say the same, so that neither is offered beside the other again.
pub fn differ_feedback(tx: &mut Tx<'_>, one: Id, other: Id) -> Result<(), CommandError> {
    set_link(tx, of(one), &DIFFERS, of(other), true)
}

/// Notes that people have heard from us today: an answer that was owed is given, and who waited for what is out was told.
pub fn tell(tx: &mut Tx<'_>, ids: &[Id]) -> Result<(), CommandError> {
    let today = Value::from(tx.today().to_string());
    for id in ids {
        let Some(kept) = tx.tables().described(&FEEDBACK, *id) else { continue };
        let is_told = triage(tx.tables(), kept) == TO_TELL;
        set_field(tx, of(*id), if is_told { &TOLD_OF_IT } else { &ANSWERED_ON }, Some(today.clone()))?;
    }
    Ok(())
}
