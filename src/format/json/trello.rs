//! A board of Trello: its cards in the order of its lists.

use serde_json::{Value, json};

use super::row::{Rows, called};
use super::{Members, Object, at, objects, text};
use crate::model::{Pace, SortedMap, in_order_of};

/// A list of the board.
struct List {
    name: Value,
    is_closed: bool,
    place: i64,
}

/// What the actions of a board say of a card.
#[derive(Default)]
struct Past {
    comments: Vec<Value>,
    created: Option<Value>,
    /// When it first went to another list.
    moved: Option<Value>,
    /// When it came to the list it is in, and which that was.
    came: Option<(Value, Value)>,
}

pub(super) async fn read(board: &Members<'_>, rows: &mut Rows, pace: &Pace) {
    let lists: SortedMap<String, List> = objects(board, "lists")
        .map(|list| {
            let of = List {
                name: list.get("name").cloned().unwrap_or_default(),
                is_closed: list.get("closed") == Some(&json!(true)),
                place: thousandths(list.get("pos")),
            };
            (text(&list, "id").to_owned(), of)
        })
        .collect();
    let named = |table: &str, name: &str| -> SortedMap<String, String> {
        objects(board, table).map(|it| (text(&it, "id").to_owned(), text(&it, name).to_owned())).collect()
    };
    let members = named("members", "fullName");
    let mut labels = named("labels", "name");
    labels.extend(
        objects(board, "labels")
            .filter(|it| text(it, "name").is_empty())
            .map(|it| (text(&it, "id").to_owned(), text(&it, "color").to_owned())),
    );
    let fields: SortedMap<String, Object> =
        objects(board, "customFields").map(|field| (text(&field, "id").to_owned(), field)).collect();
    let mut checklists: SortedMap<String, Vec<Value>> = SortedMap::new();
    for mut list in objects(board, "checklists") {
        if let Some(Value::Array(items)) = list.get_mut("checkItems").map(Value::take) {
            let items = in_order_of(items, place_of);
            checklists.entry(text(&list, "idCard").to_owned()).or_default().extend(items);
        }
    }
    let mut past = read_actions(board, pace).await;
    let mut cards: Vec<((i64, i64), Object)> = Vec::new();
    for card in objects(board, "cards") {
        pace.breathe().await;
        let (id, list) = (text(&card, "id"), lists.get(text(&card, "idList")));
        let past = past.get_mut(id).map(std::mem::take).unwrap_or_default();
        let is_away = card.get("closed") == Some(&json!(true)) || list.is_some_and(|list| list.is_closed);
        let is_done = card.get("dueComplete") == Some(&json!(true));
        let ids = |name: &str, of: &SortedMap<String, String>| -> Vec<Value> {
            let ids = card.get(name).and_then(Value::as_array).into_iter().flatten();
            ids.filter_map(|id| of.get(id.as_str()?)).map(|name| json!(name)).collect()
        };
        let came = past.came.filter(|(_, list)| Some(list) == card.get("idList")).map(|(at, _)| at);
        let mut row = Object::new();
        let mut add = |heading: &str, value: Value| drop(row.insert(heading.to_owned(), value));
        let (title, points) = points_in(text(&card, "name"));
        add("Card ID", json!(id));
        add("Title", json!(title));
        add("Description", json!(text(&card, "desc")));
        add("List name", list.map(|list| list.name.clone()).unwrap_or_default());
        add("Status category", if is_done { json!("Done") } else { Value::Null });
        add("Archived", if is_away { json!("yes") } else { Value::Null });
        add("Labels", ids("idLabels", &labels).into());
        add("Members", ids("idMembers", &members).into());
        add("Estimate", points.map(|points| json!(points)).unwrap_or_default());
        add("Due date", card.get("due").cloned().unwrap_or_default());
        add("Created", past.created.unwrap_or_else(|| created_in(id)));
        add("Started", past.moved.unwrap_or_default());
        add("In this status since", came.unwrap_or_default());
        add("Updated", card.get("dateLastActivity").cloned().unwrap_or_default());
        add("Checklist", checklists.get_mut(id).map(std::mem::take).unwrap_or_default().into());
        add("Comments", past.comments.into());
        add("Attachments", card.get("attachments").cloned().unwrap_or_default());
        for said in card.get("customFieldItems").and_then(Value::as_array).into_iter().flatten() {
            if let Some(field) = at(said, "idCustomField").as_str().and_then(|id| fields.get(id)) {
                add(text(field, "name"), json!(value_of(field, said)));
            }
        }
        let place = (list.map_or(i64::MAX, |list| list.place), thousandths(card.get("pos")));
        cards.push((place, row));
    }
    for (_, card) in in_order_of(cards, |(place, _)| *place) {
        rows.push(card);
    }
}

/// A place, which Trello writes with fractions.
fn thousandths(place: Option<&Value>) -> i64 {
    (place.and_then(Value::as_f64).unwrap_or(0.0) * 1_000.0) as i64
}

fn place_of(it: &Value) -> i64 {
    thousandths(it.get("pos"))
}

/// Remarks and moves, by card; a board keeps the newest action first.
async fn read_actions(board: &Members<'_>, pace: &Pace) -> SortedMap<String, Past> {
    let mut all: SortedMap<String, Past> = SortedMap::new();
    for action in objects(board, "actions") {
        pace.breathe().await;
        let data = action.get("data").unwrap_or(&Value::Null);
        let Some(card) = at(at(data, "card"), "id").as_str() else { continue };
        let when = action.get("date").cloned().unwrap_or_default();
        let kind = text(&action, "type");
        let of_card = || card.to_owned();
        match kind {
            "commentCard" => {
                let by = action.get("memberCreator").map(called);
                let comment = json!({ "text": at(data, "text"), "by": by, "date": when });
                all.entry(of_card()).or_default().comments.insert(0, comment);
            }
            "createCard" | "copyCard" => all.entry(of_card()).or_default().created = Some(when),
            "updateCard" if at(data, "listAfter").is_object() => {
                let past = all.entry(of_card()).or_default();
                past.came.get_or_insert_with(|| (when.clone(), at(at(data, "listAfter"), "id").clone()));
                past.moved = Some(when);
            }
            _ => {}
        }
    }
    all
}

/// The moment that stands in an identifier: its first eight digits are seconds since 1970.
fn created_in(id: &str) -> Value {
    let seconds =
        id.get(..8).filter(|_| id.len() == 24).and_then(|digits| i64::from_str_radix(digits, 16).ok());
    seconds.map_or(Value::Null, |seconds| json!(crate::model::Instant(seconds * 1_000).to_rfc3339()))
}

/// A title without the points in brackets in front of it, as extensions of Trello write them: “(5) Pay by card”.
fn points_in(name: &str) -> (&str, Option<&str>) {
    let points = name.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let points = points.filter(|(points, rest)| points.parse::<f32>().is_ok() && !rest.trim().is_empty());
    points.map_or((name, None), |(points, rest)| (rest.trim_start(), Some(points)))
}

/// What a card has in a field of the board's own.
fn value_of(field: &Object, said: &Value) -> String {
    let chosen = field.get("options").and_then(Value::as_array).into_iter().flatten();
    let chosen = chosen.into_iter().find(|option| at(option, "id") == at(said, "idValue"));
    let value = at(chosen.unwrap_or(said), "value").as_object().and_then(|value| value.values().next());
    match value.map(called).unwrap_or_default().as_str() {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        other => other.to_owned(),
    }
}
