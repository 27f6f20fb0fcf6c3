//! Go, find, do: one box for every place, item and action.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;

use super::action::view::{view_route, views_of};
use super::action::{ACTIONS, Action, ActionId, Group, compose, make_described};
use super::app::{App, Overlay, use_app};
use super::component::{Dialog, DialogKind, Icon, Keys, StatusMark};
use crate::browser;
use crate::command::{self, Destination, Draft};
use crate::model::kind::{Kind, TERMS};
use crate::model::{Id, Item, Product, Record, RecordRef, sorted_names};
use crate::ui::reactive::Memo;
use crate::view::{
    FuzzyMatch, ListRow, METHOD_WORDS, Place, Route, Tab, best_first, count, fuzzy_match, row_of,
};
use crate::workspace::{Search, Workspace, open_tables};

/// How many items are shown.
const ITEMS_MOST: usize = 8;
/// What has the words elsewhere than in its name.
const MENTIONS: &str = "Mentioned in";
/// How many goals, initiatives, releases and metrics are shown.
const RECORDS_MOST: usize = 4;

/// One line of the palette.
#[derive(Clone)]
struct Line {
    heading: &'static str,
    icon: &'static str,
    text: String,
    marked: Vec<(usize, usize)>,
    key: Option<String>,
    item: Option<ListRow>,
    keys: Option<String>,
    run: Arc<dyn Fn() + Send + Sync>,
}

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let app = use_app();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let lines = Memo::comparing(move |_| typed.with(|typed| by_heading(&answers(app, typed))), |_, _| false);
    let run = move |place: usize| {
        let Some(line) = lines.with_untracked(|lines| lines.get(place).cloned()) else { return };
        app.overlay.set(Overlay::None);
        // What it does may open something itself: the palette has to be gone by then.
        browser::when_drawn(move || (line.run)());
    };
    let show = move |place: usize| {
        at.set(place);
        browser::show_row(&format!("line-{place}"));
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let count = lines.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => show((at.get_untracked() + 1) % count),
            "ArrowUp" => show((at.get_untracked() + count - 1) % count),
            "Enter" => run(at.get_untracked()),
            "Escape" => app.overlay.set(Overlay::None),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let groups = move || {
        lines.with(|lines| {
            let mut headings: Vec<&'static str> = lines.iter().map(|line| line.heading).collect();
            headings.dedup();
            headings
                .into_iter()
                .map(|heading| {
                    let rows = lines
                        .iter()
                        .enumerate()
                        .filter(|(_, line)| line.heading == heading)
                        .map(|(place, line)| view! { <LineView line=line.clone() place at run=Callback::new(move |()| run(place)) /> })
                        .collect_view();
                    view! { <h3 aria-hidden="true">{heading}</h3><ul role="group" aria-label=heading>{rows}</ul> }
                })
                .collect_view()
        })
    };
    view! {
        <Dialog label="Commands" kind=DialogKind::Palette>
            <label>
                <Icon name="search" />
                <input
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="found"
                    aria-autocomplete="list"
                    aria-activedescendant=Signal::derive(move || lines.with(|lines| (!lines.is_empty()).then(|| format!("line-{}", at.get()))))
                    aria-label="Go, find, do"
                    placeholder="Go, find, do"
                    autocomplete="off"
                    spellcheck="false"
                    autofocus
                    on:keydown=on_key
                    on:input=move |event| {
                        at.set(0);
                        typed.set(event_target_value(&event));
                        app.announce(count(lines.with_untracked(Vec::len), "result"));
                    }
                />
                <Keys shortcut="Ctrl K" />
            </label>
            <div role="listbox" id="found" aria-label="Results" on:mousedown=|event| event.prevent_default()>{groups}</div>
            <footer>
                <span><kbd>"↑↓"</kbd>" choose"</span>
                <span><kbd>"Enter"</kbd>" run"</span>
                <span><kbd>"Esc"</kbd>" close"</span>
                <span class="push"><kbd>">"</kbd>" actions"</span>
                <span><kbd>"#"</kbd>" label"</span>
                <span><kbd>":"</kbd>" product"</span>
            </footer>
        </Dialog>
    }
}

#[component]
fn LineView(line: Line, place: usize, at: RwSignal<usize>, run: Callback<()>) -> impl IntoView {
    let end = match (&line.item, line.keys.clone()) {
        (Some(row), _) => {
            let (glyph, name) = (row.status_glyph, row.status_word().to_owned());
            view! { <StatusMark glyph=glyph name=name /> }.into_any()
        }
        (None, Some(keys)) => view! { <span class="end"><Keys shortcut=keys /></span> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! {
        <li
            role="option"
            id=format!("line-{place}")
            aria-selected=Signal::derive(move || (at.get() == place).to_string())
            on:pointermove=move |_| at.set(place)
            on:click=move |_| run.run(())
        >
            <Icon name=line.icon />
            {line.key.map(|key| view! { <span class="key">{key}</span> })}
            <span class="t">{marked(&line.text, &line.marked)}</span>
            {end}
        </li>
    }
}

fn marked(text: &str, ranges: &[(usize, usize)]) -> Vec<AnyView> {
    let mut parts = Vec::new();
    let mut done = 0;
    let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    for (start, end) in ranges {
        parts.push(part(done..*start).into_any());
        parts.push(view! { <mark>{part(*start..*end)}</mark> }.into_any());
        done = *end;
    }
    parts.push(part(done..text.len()).into_any());
    parts
}

/// What answers what was typed: an exact key, actions on the selection, items, places, other actions, making an item.
fn answers(app: App, typed: &str) -> Vec<Line> {
    let typed = typed.trim_start();
    if let Some(rest) = typed.strip_prefix('>') {
        return actions(app, rest.trim(), |_| true);
    }
    if let Some(rest) = typed.strip_prefix('#') {
        return labels(app, rest.trim());
    }
    if let Some(rest) = typed.strip_prefix(':') {
        return products(app, rest.trim());
    }
    let typed = typed.trim();
    let mut lines = exact_key(app, typed);
    if typed.is_empty() {
        lines.extend(actions(app, typed, |group| group == Group::Item));
        lines.extend(actions(app, typed, |group| group != Group::Item));
        return lines;
    }
    // What is called by its first letters comes before items that only happen to have them.
    let (named, others): (Vec<Line>, Vec<Line>) = actions(app, typed, |_| true)
        .into_iter()
        .partition(|line| line.marked.first().is_some_and(|(start, _)| *start == 0));
    lines.extend(named);
    lines.extend(registers(app, typed));
    lines.extend(words(app, typed));
    lines.extend(views(app, typed));
    lines.extend(records(app, typed));
    lines.extend(items(app, typed));
    lines.extend(mentions(app, typed));
    lines.extend(others);
    if super::action::has_product(app) {
        let title = typed.to_owned();
        let run = move || make(app, &title);
        lines.push(line("New", "plus", format!("Write a story “{typed}”"), Vec::new(), run));
    }
    lines
}

fn line(
    heading: &'static str,
    icon: &'static str,
    text: impl Into<String>,
    marked: Vec<(usize, usize)>,
    run: impl Fn() + Send + Sync + 'static,
) -> Line {
    Line { heading, icon, text: text.into(), marked, key: None, item: None, keys: None, run: Arc::new(run) }
}

/// The lines of each heading together, in the order in which the headings first came.
fn by_heading(lines: &[Line]) -> Vec<Line> {
    let mut headings: Vec<&'static str> = Vec::new();
    for line in lines.iter().filter(|line| !line.heading.is_empty()) {
        if !headings.contains(&line.heading) {
            headings.push(line.heading);
        }
    }
    let of = |heading| lines.iter().filter(move |line| line.heading == heading).cloned();
    of("").chain(headings.into_iter().flat_map(of)).collect()
}

fn actions(app: App, typed: &str, of_group: fn(Group) -> bool) -> Vec<Line> {
    let can_run = |action: &&Action| {
        of_group(action.group) && !action.is_motion() && (action.when)(app) && action.id != ActionId::GoFindDo
    };
    let found: Vec<(u8, (FuzzyMatch, &'static Action))> = ACTIONS
        .iter()
        .filter(can_run)
        .filter_map(|action| {
            let by_label = fuzzy_match(typed, action.label).filter(|it| it.rank < 3 || typed.is_empty());
            let by_word = || {
                let words = [action.label, action.keywords].join(" ");
                let is_meant = |typed: &str| fuzzy_match(typed, &words).is_some_and(|it| it.rank < 2);
                typed.split_whitespace().all(is_meant).then(|| FuzzyMatch { rank: 2, ranges: Vec::new() })
            };
            let answer = by_label.or_else(by_word)?;
            Some((answer.rank, (answer, action)))
        })
        .collect();
    let selected = app.targets().len();
    best_first(found)
        .map(|(answer, action)| {
            let heading = match action.group {
                Group::Item | Group::List | Group::Discovery if selected > 1 => "On the selection",
                Group::Item | Group::List => "On this item",
                Group::Discovery => "In the inbox",
                Group::Card => "On this initiative",
                Group::GoTo => "Places",
                Group::Everywhere => "Actions",
            };
            Line {
                keys: action.shortcuts(app).into_iter().next(),
                ..line(heading, action.icon, action.label, answer.ranges, move || (action.run)(app))
            }
        })
        .collect()
}

fn item_line(app: App, heading: &'static str, row: ListRow, marked: Vec<(usize, usize)>) -> Line {
    let id = row.id;
    let run = move || open(app, id);
    Line {
        key: Some(row.key.clone()),
        item: Some(row.clone()),
        ..line(heading, row.glyph(), row.title, marked, run)
    }
}

fn open(app: App, id: Id) {
    app.go_to_record(RecordRef::to::<Item>(id));
    app.go_to(id);
}

/// The record of a key such as SPK-12 or SPK-G2, of whatever product.
fn exact_key(app: App, typed: &str) -> Vec<Line> {
    app.read(|workspace| {
        let (key, _) = typed.split_once('-')?;
        let record = workspace.record_by_key(workspace.product_by_key(key)?, typed)?;
        Some(if record.table == Item::TABLE {
            item_line(app, "Item", row_of(workspace.tables(), record.id)?, Vec::new())
        } else {
            record_line(app, workspace, record, Vec::new())?
        })
    })
    .into_iter()
    .collect()
}

/// How a name answers what was typed, where its letters stand together.
fn named(typed: &str, name: &str) -> Option<FuzzyMatch> {
    fuzzy_match(typed, name).filter(|answer| answer.rank < 3)
}

/// Goals, initiatives, releases and metrics of any product, by name.
fn records(app: App, typed: &str) -> Vec<Line> {
    app.read(|workspace| {
        let mut found: Vec<(u8, (RecordRef, FuzzyMatch))> = Vec::new();
        for table in open_tables().into_iter().filter(|table| *table != Item::TABLE) {
            let Some(kept) = workspace.tables().any(table) else { continue };
            for id in kept.ids().into_iter().filter(|id| kept.has_live(*id)) {
                let title = kept.title(id).unwrap_or_default();
                if let Some(answer) = named(typed, title) {
                    found.push((answer.rank, (RecordRef { table, id }, answer)));
                }
            }
        }
        let best = best_first(found).take(RECORDS_MOST);
        best.filter_map(|(record, answer)| record_line(app, workspace, record, answer.ranges)).collect()
    })
}

fn record_line(
    app: App,
    workspace: &Workspace,
    record: RecordRef,
    marked: Vec<(usize, usize)>,
) -> Option<Line> {
    let title = workspace.tables().any(record.table)?.title(record.id)?.to_owned();
    let heading = Kind::of_table(record.table).map_or("On the line", |kind| kind.title);
    let icon = match Kind::of_table(record.table) {
        Some(kind) => kind.glyph,
        None => Place::of_table(record.table).0.segment(),
    };
    Some(Line {
        key: workspace.key_of(record),
        ..line(heading, icon, title, marked, move || app.go_to_record(record))
    })
}

fn items(app: App, typed: &str) -> Vec<Line> {
    app.read(|workspace| {
        let tables = workspace.tables();
        let mut found: Vec<(u8, Id)> = Vec::new();
        for item in tables.items.iter() {
            if let Some(answer) = named(typed, &item.title) {
                found.push((answer.rank, item.meta.id));
            }
        }
        let best = best_first(found).take(ITEMS_MOST).filter_map(|id| row_of(tables, id));
        best.map(|row| {
            let ranges = fuzzy_match(typed, &row.title).map(|answer| answer.ranges).unwrap_or_default();
            item_line(app, "Items", row, ranges)
        })
        .collect()
    })
}

/// Records and items that have the words elsewhere than in their names: in a description, a criterion, a comment.
fn mentions(app: App, typed: &str) -> Vec<Line> {
    let search = Search::parse(typed);
    app.read(|workspace| {
        let tables = workspace.tables();
        let finder = search.finder(tables);
        let has_words = |item: &&Item| {
            let owner = tables.products.get(item.product);
            owner.is_some_and(|owner| finder.finds(owner, item)) && named(typed, &item.title).is_none()
        };
        let items = tables.items.iter().filter(has_words).filter_map(|item| row_of(tables, item.meta.id));
        let items = items.map(|row| item_line(app, MENTIONS, row, Vec::new()));
        let kinds = open_tables().into_iter().filter(|table| *table != Item::TABLE);
        let records =
            kinds.filter_map(|table| Some((table, tables.any(table)?))).flat_map(|(table, kept)| {
                let ids = kept.ids().into_iter().filter(|id| kept.has_live(*id) && search.is_in(kept, *id));
                let others = ids.filter(|id| named(typed, kept.title(*id).unwrap_or_default()).is_none());
                others
                    .filter_map(|id| record_line(app, workspace, RecordRef { table, id }, Vec::new()))
                    .collect::<Vec<_>>()
            });
        let records = records.map(|line| Line { heading: MENTIONS, ..line });
        records.take(RECORDS_MOST).chain(items.take(ITEMS_MOST)).collect()
    })
}

/// What the pages of described kinds answer to: going there, and making a record.
fn registers(app: App, typed: &str) -> Vec<Line> {
    if app.home_product().is_none() {
        return Vec::new();
    }
    let mut found: Vec<(u8, Line)> = Vec::new();
    for kind in Kind::all_listed() {
        if let Some(answer) = named(typed, kind.title) {
            let go = move || go_to_kind(app, kind);
            found.push((answer.rank, line("Places", kind.glyph, kind.title, answer.ranges, go)));
        }
        let words = format!("Add {}", kind.noun);
        // What is built has an action of its own for it.
        let is_described = Kind::of_table(kind.table).is_some();
        if let Some(answer) = named(typed, &words).filter(|_| is_described) {
            let run = move || {
                go_to_kind(app, kind);
                make_described(app, kind);
            };
            found.push((answer.rank, line("Actions", "plus", words.clone(), answer.ranges, run)));
        }
    }
    best_first(found).take(RECORDS_MOST).collect()
}

/// The words of the method, with what they mean.
fn words(app: App, typed: &str) -> Vec<Line> {
    let found = METHOD_WORDS.into_iter().filter_map(|(word, meaning)| {
        let answer = named(typed, word)?;
        let go = move || go_to_kind(app, &TERMS);
        let text = format!("{word}: {meaning}");
        Some((answer.rank, line(TERMS.title, TERMS.glyph, text, answer.ranges, go)))
    });
    best_first(found.collect()).take(2).collect()
}

fn go_to_kind(app: App, kind: &'static Kind) {
    let product = untrack(|| app.home_product()).and_then(|id| app.get::<Product>(id));
    if let Some(product) = product {
        let (place, tab) = Place::of_list(kind);
        app.go(&Route::tab(product.key.as_str(), place, tab));
    }
}

/// The saved views of the product a person is in.
fn views(app: App, typed: &str) -> Vec<Line> {
    let Some(product) = app.home_product() else { return Vec::new() };
    let found = views_of(app, product).into_iter();
    let found = found.filter_map(|view| Some((named(typed, &view.name)?, view)));
    found
        .filter_map(|(answer, view)| {
            let route = view_route(app, &view)?;
            Some(line("Saved views", "backlog", view.name.clone(), answer.ranges, move || app.go(&route)))
        })
        .collect()
}

fn labels(app: App, typed: &str) -> Vec<Line> {
    let names =
        app.read(|workspace| workspace.tables().labels.iter().map(|label| label.name.clone()).collect());
    let names = sorted_names(names);
    let found = names.into_iter().filter_map(|name| Some((fuzzy_match(typed, &name)?, name)));
    found
        .take(ITEMS_MOST)
        .map(|(answer, name)| {
            let words = name.clone();
            let run = move || {
                let route = app.route.with_untracked(|route| {
                    route
                        .bare()
                        .with(|at| (at.place, at.tab) = (Place::Backlog, Tab::First))
                        .with_search(&words)
                });
                app.go(&route);
            };
            line("Items with label", "tag", name, answer.ranges, run)
        })
        .collect()
}

fn products(app: App, typed: &str) -> Vec<Line> {
    let products = app.products();
    let found =
        products.into_iter().filter_map(|product| Some((fuzzy_match(typed, &product.name)?, product)));
    found
        .map(|(answer, product)| {
            let route = Route::place(product.key.as_str(), Place::Today);
            line("Products", "line", product.name.clone(), answer.ranges, move || app.go(&route))
        })
        .collect()
}

fn make(app: App, title: &str) {
    let Some(product) = app.product.get_untracked() else { return compose(app) };
    let draft = Draft { title: title.to_owned(), ..Draft::default() };
    let made =
        app.edit(format!("Add “{title}”"), |tx| command::add_item(tx, product, draft, Destination::Top));
    if let Some(id) = made {
        app.go_to(id);
        app.say_done(format!("Added “{title}”"));
    }
}
