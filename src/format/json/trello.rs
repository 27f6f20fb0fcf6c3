//! A board of Trello: its cards in the order of its lists.

use serde_json::Value;

use super::row::JsonRows;
use super::word::{called, remark};
use super::{Members, Object, at, is_true, objects, text};
use crate::format::join_list;
use crate::model::{Category, Instant, Pace, SortedMap, Workflow, in_order_of};

/// A list of the board.
struct List {
    name: String,
    /// Whether work is done on what is in it.
    is_work: bool,
    is_closed: bool,
    place: i64,
}

/// What the actions of a board say of a card.
#[derive(Default)]
struct Past {
    comments: Vec<Value>,
    created: String,
    /// When it first went to a list on which work is done.
    moved: String,
    /// When it last went to another list, and which that was.
    came: Option<(String, String)>,
}

/// What a board says beside its cards, by the numbers of things.
struct Board {
    lists: SortedMap<String, List>,
    members: SortedMap<String, String>,
    labels: SortedMap<String, String>,
    fields: SortedMap<String, Object>,
    checklists: SortedMap<String, Vec<Value>>,
    past: SortedMap<String, Past>,
}

pub(super) async fn read(members: &Members<'_>, rows: &mut JsonRows, pace: &Pace) {
    let mut board = Board::read(members);
    for action in objects(members, "actions") {
        pace.breathe().await;
        board.note(&action);
    }
    let mut cards: Vec<((i64, i64), Object)> = Vec::new();
    for card in objects(members, "cards") {
        pace.breathe().await;
        let list = board.lists.get(text(&card, "idList")).map_or(i64::MAX, |list| list.place);
        cards.push(((list, thousandths(card.get("pos"))), card));
    }
    for (_, card) in in_order_of(cards, |(place, _)| *place) {
        pace.breathe().await;
        board.push(&card, rows);
    }
}

impl Board {
    fn read(members: &Members<'_>) -> Self {
        let of = |it: &Object, name: &str| text(it, name).to_owned();
        let states = Workflow::default();
        let lists = objects(members, "lists").map(|it| {
            let name = of(&it, "name");
            let category = states.recognise(&name).map(|state| state.category);
            let list = List {
                is_work: matches!(category, Some(Category::Active | Category::Review))
                    || ["doing", "progress"].iter().any(|word| name.to_lowercase().contains(word)),
                name,
                is_closed: is_true(&it, "closed"),
                place: thousandths(it.get("pos")),
            };
            (of(&it, "id"), list)
        });
        // A label without a name is its colour.
        let label = |it: Object| {
            let name = if text(&it, "name").is_empty() { "color" } else { "name" };
            (of(&it, "id"), of(&it, name))
        };
        let mut checklists: SortedMap<String, Vec<Value>> = SortedMap::new();
        for mut list in objects(members, "checklists") {
            if let Some(Value::Array(items)) = list.get_mut("checkItems").map(Value::take) {
                let items = in_order_of(items, |it| thousandths(it.get("pos")));
                checklists.entry(of(&list, "idCard")).or_default().extend(items);
            }
        }
        Self {
            lists: lists.collect(),
            members: objects(members, "members").map(|it| (of(&it, "id"), of(&it, "fullName"))).collect(),
            labels: objects(members, "labels").map(label).collect(),
            fields: objects(members, "customFields").map(|it| (of(&it, "id"), it)).collect(),
            checklists,
            past: SortedMap::new(),
        }
    }

    /// Takes note of a remark or a move; a board has the newest action first.
    fn note(&mut self, action: &Object) {
        let data = action.get("data").unwrap_or(&Value::Null);
        let Some(card) = at(at(data, "card"), "id").as_str() else { return };
        let (kind, when) = (text(action, "type"), text(action, "date").to_owned());
        let to = at(at(data, "listAfter"), "id").as_str();
        if !(["commentCard", "createCard", "copyCard"].contains(&kind)
            || kind == "updateCard" && to.is_some())
        {
            return;
        }
        let past = self.past.entry(card.to_owned()).or_default();
        match (kind, to) {
            ("commentCard", _) => {
                let by = action.get("memberCreator").map(called).unwrap_or_default();
                past.comments.insert(0, remark(&called(at(data, "text")), &by, &when));
            }
            ("updateCard", Some(to)) => {
                past.came.get_or_insert_with(|| (when.clone(), to.to_owned()));
                if self.lists.get(to).is_some_and(|list| list.is_work) {
                    past.moved = when;
                }
            }
            _ => past.created = when,
        }
    }

    fn push(&mut self, card: &Object, rows: &mut JsonRows) {
        let (id, list) = (text(card, "id"), self.lists.get(text(card, "idList")));
        let past = self.past.get_mut(id).map(std::mem::take).unwrap_or_default();
        let names = |name: &str, of: &SortedMap<String, String>| {
            let ids = card.get(name).and_then(Value::as_array).into_iter().flatten();
            join_list(ids.filter_map(|id| of.get(id.as_str()?).cloned()))
        };
        let yes = |is_so: bool, words: &str| if is_so { words.to_owned() } else { String::new() };
        let is_away = is_true(card, "closed") || list.is_some_and(|list| list.is_closed);
        let came = past.came.filter(|(_, to)| to == text(card, "idList")).map(|(when, _)| when);
        // What was put away or ticked off without a move has been so since it was last touched.
        let is_over = is_away || is_true(card, "dueComplete");
        let came = came.or_else(|| is_over.then(|| text(card, "dateLastActivity").to_owned()));
        let (title, points) = points_in(text(card, "name"));
        let created = if past.created.is_empty() { created_in(id) } else { past.created };
        let steps = self.checklists.get_mut(id).map(std::mem::take).unwrap_or_default();
        let cells = [
            ("Card ID", id.to_owned()),
            ("Title", title.to_owned()),
            ("Description", text(card, "desc").to_owned()),
            ("List name", list.map(|list| list.name.clone()).unwrap_or_default()),
            ("Status category", yes(is_true(card, "dueComplete"), "Done")),
            ("Archived", yes(is_away, "yes")),
            ("Labels", names("idLabels", &self.labels)),
            ("Members", names("idMembers", &self.members)),
            ("Estimate", points.to_owned()),
            ("Due date", text(card, "due").to_owned()),
            ("Created", created),
            ("Started", past.moved),
            ("In this status since", came.unwrap_or_default()),
            ("Updated", text(card, "dateLastActivity").to_owned()),
            ("Checklist", rows.list(steps)),
            ("Comments", rows.list(past.comments)),
            (
                "Attachments",
                rows.list(card.get("attachments").and_then(Value::as_array).cloned().unwrap_or_default()),
            ),
        ];
        rows.begin();
        for (heading, cell) in cells {
            rows.put(heading, cell);
        }
        for said in card.get("customFieldItems").and_then(Value::as_array).into_iter().flatten() {
            if let Some(field) = at(said, "idCustomField").as_str().and_then(|id| self.fields.get(id)) {
                rows.put(text(field, "name"), value_of(field, said));
            }
        }
        rows.end();
    }
}

/// A place, which Trello writes with fractions.
fn thousandths(place: Option<&Value>) -> i64 {
    (place.and_then(Value::as_f64).unwrap_or(0.0) * 1_000.0) as i64
}

/// The moment that stands in an identifier: its first eight digits are seconds since 1970.
fn created_in(id: &str) -> String {
    let seconds =
        id.get(..8).filter(|_| id.len() == 24).and_then(|digits| i64::from_str_radix(digits, 16).ok());
    seconds.map(|seconds| Instant(seconds * 1_000).to_rfc3339()).unwrap_or_default()
}

/// A title without the points in brackets in front of it, as extensions of Trello write them: “(5) Pay by card”.
fn points_in(name: &str) -> (&str, &str) {
    let points = name.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let is_number = |points: &str| {
        !points.is_empty() && points.bytes().all(|digit| digit.is_ascii_digit() || digit == b'.')
    };
    let points = points.filter(|(points, rest)| is_number(points) && !rest.trim().is_empty());
    points.map_or((name, ""), |(points, rest)| (rest.trim_start(), points))
}

/// What a card has in a field of the board's own.
fn value_of(field: &Object, said: &Value) -> String {
    let mut chosen = field.get("options").and_then(Value::as_array).into_iter().flatten();
    let chosen = chosen.find(|option| at(option, "id") == at(said, "idValue"));
    let value = at(chosen.unwrap_or(said), "value").as_object().and_then(|value| value.values().next());
    match value.map(called).unwrap_or_default().as_str() {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        other => other.to_owned(),
    }
}
