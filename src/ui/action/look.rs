//! How the backlog is looked at: filters, sort, groups, folds.

use leptos::prelude::*;

use crate::browser::Anchor;
use crate::model::{Id, Item, Product, SortedSet};
use crate::ui::app::{App, Choice, MenuItem};
use crate::view::{At, Facet, Filter, Look, best_first, branch_key, fuzzy_match};

/// Values offered at once; more are found by typing.
const VALUES_MOST: usize = 60;
/// The filter that leaves out what is accepted or dropped.
const OPEN_ONLY: &str = "Open only";

/// How the place is looked at now; nothing is tracked.
fn look_now(app: App) -> Look {
    app.route.with_untracked(|route| route.at().map(|at| at.look.clone()).unwrap_or_default())
}

/// Asks what to filter by: a facet leads on to its values, typed words find values at once.
pub fn filter_picker(app: App, anchor: Option<Anchor>) {
    let anchor = anchor.unwrap_or_else(|| Anchor::of("filter"));
    let answers = move |typed: &str| {
        let typed = typed.trim();
        let lead_on = |facet: Facet| {
            Choice::new(facet.name().to_owned(), facet.glyph(), move || value_picker(app, facet, anchor))
                .with_hint("…".to_owned())
        };
        let subject = app.subject();
        let facets = subject.facets();
        let mut found: Vec<(u8, Choice)> = Vec::new();
        if let Some(fit) = fuzzy_match(typed, OPEN_ONLY).filter(|_| subject.kind.is_none()) {
            found.push((fit.rank, Choice::new(OPEN_ONLY.to_owned(), "s-draft", move || show_open(app))));
        }
        let leads = facets.iter().filter_map(|it| Some((fuzzy_match(typed, it.name())?.rank, lead_on(*it))));
        found.extend(leads);
        if !typed.is_empty() {
            for facet in facets {
                found.extend(value_choices(app, facet, typed, Some(facet.name())));
            }
        }
        best_first(found).take(VALUES_MOST).collect()
    };
    app.ask("Filter by", "A field, or a value", anchor, answers);
}

/// Asks for the values of a filter; each is taken or left while the list follows.
pub fn value_picker(app: App, facet: Facet, anchor: Anchor) {
    let answers = move |typed: &str| {
        let found = value_choices(app, facet, typed.trim(), None);
        let mut choices: Vec<Choice> = best_first(found).take(VALUES_MOST).collect();
        // After the values: they stay where they are when the first is chosen.
        if let Some(filter) = look_now(app).filter(facet).filter(|_| typed.trim().is_empty()) {
            let words = if filter.is_not { "Is one of these" } else { "Is none of these" };
            let turn = move || app.look(|look| look.turn(facet));
            let hint = "turns it round".to_owned();
            choices.push(Choice { hint, stays: true, ..Choice::new(words.to_owned(), "", turn) });
        }
        choices
    };
    // It takes the place of the box that led here, and what was typed there.
    crate::browser::clear_input(".menu input");
    app.ask(format!("{} is", facet.name()), facet.name(), anchor, answers);
}

/// The values of a facet that answer what is typed, each with how well it does.
fn value_choices(app: App, facet: Facet, typed: &str, before: Option<&str>) -> Vec<(u8, Choice)> {
    let Some(product) = app.product.get_untracked() else { return Vec::new() };
    let look = look_now(app);
    let asked = look.filter(facet);
    let values = app.read(|workspace| facet.values(workspace.tables(), product));
    let fitting = values.into_iter().filter_map(|value| Some((fuzzy_match(typed, &value.name)?.rank, value)));
    fitting
        .map(|(rank, value)| {
            let is_on = asked.is_some_and(|filter| filter.values.contains(&value.text));
            let (name, text) = (value.name, value.text);
            let label = before.map_or_else(|| name.clone(), |before| format!("{before}: {name}"));
            let run = move || app.look(|look| look.toggle(facet, &text));
            let choice = Choice::to_check(label, is_on, run);
            (rank, choice)
        })
        .collect()
}

/// Shows what is open alone, by a filter like any other.
fn show_open(app: App) {
    let Some(product) = app.product.get_untracked().and_then(|id| app.get::<Product>(id)) else { return };
    let values = product.workflow.over();
    app.look(|look| {
        look.drop_filter(Facet::Status);
        look.filters.push(Filter { facet: Facet::Status, is_not: true, values });
    });
}

/// Shows everything again: no filter, no search, no gap.
pub fn clear_filters(app: App) {
    app.go(&app.route.with_untracked(|route| {
        route.with(|at| {
            at.look.filters.clear();
            at.search.clear();
            at.gap = None;
        })
    }));
    crate::browser::clear_input(".head .search input");
    app.announce("Everything is shown");
}

/// Asks what items are put together by.
pub fn group_menu(app: App, anchor: Option<Anchor>) {
    let group = look_now(app).group;
    let entry = |facet: Option<Facet>, icon, label: &str| {
        let mut entry = MenuItem::new(icon, label, move || app.look(|look| look.group = facet));
        entry.checked = Some(group == facet);
        entry
    };
    let mut items = vec![entry(None, "", "No groups")];
    let facets = app.subject().facets().into_iter();
    items.extend(facets.map(|facet| entry(Some(facet), facet.glyph(), facet.name())));
    if let Some(first) = items.get_mut(1) {
        first.starts_group = true;
    }
    let anchor = anchor.unwrap_or_else(|| Anchor::of("group"));
    app.offer("Group by", anchor, items);
}

/// Asks what the list is sorted by: the first key chosen counts first, a second press turns it, a third lets it go.
pub fn sort_picker(app: App, anchor: Option<Anchor>) {
    let anchor = anchor.unwrap_or_else(|| Anchor::of("sort"));
    let answers = move |typed: &str| {
        let look = look_now(app);
        let mut choices = Vec::new();
        if typed.trim().is_empty() {
            let own = move || app.look(|look| look.sort.clear());
            let choice = Choice::new("Your own order".to_owned(), "", own);
            choices.push(choice.ticked(look.sort.is_empty()));
        }
        let keys = app.subject().sorts().into_iter();
        let keys = keys.filter(|by| fuzzy_match(typed.trim(), by.name()).is_some());
        choices.extend(keys.map(|by| {
            let place = look.sort.iter().position(|sort| sort.by == by);
            let hint = place.zip(look.sorted_by(by)).map_or_else(String::new, |(place, sort)| {
                let way = if sort.is_down { "largest first" } else { "smallest first" };
                if look.sort.len() > 1 { format!("{}. {way}", place + 1) } else { way.to_owned() }
            });
            let run = move || app.look(|look| look.step_sort(by, false));
            let choice = Choice::to_check(by.name().to_owned(), place.is_some(), run);
            // Who typed the one that was meant is done; who looks on may take several.
            Choice { hint, stays: typed.trim().is_empty(), ..choice }
        }));
        choices
    };
    app.ask("Sort by", "A column", anchor, answers);
}

/// Shows or hides what is under a head or a row.
pub fn fold(app: App, key: &str, is_open: bool) {
    change_folded(app, |folded| {
        if is_open {
            folded.remove(key);
        } else {
            folded.insert(key.to_owned());
        }
    });
    app.announce(if is_open { "Unfolded" } else { "Folded" });
}

/// Shows or hides what is under an item of the tree.
pub fn fold_branch(app: App, id: Id, is_open: bool) {
    if let Some(item) = app.get::<Item>(id) {
        fold(app, &branch_key(&item), is_open);
    }
}

/// Changes what is folded away in the product of the place.
fn change_folded(app: App, change: impl FnOnce(&mut SortedSet<String>)) {
    let Some(product) = app.product.get_untracked().and_then(|id| app.get::<Product>(id)) else { return };
    app.device.update(|device| change(device.folded.entry(product.key.to_address()).or_default()));
}

/// Shows what is under an item of the tree.
pub(super) fn unfold(app: App, item: &Item) {
    let key = branch_key(item);
    let Some(product) = app.get::<Product>(item.product).map(|product| product.key.to_address()) else {
        return;
    };
    if app.device.with_untracked(|device| device.folded.get(&product).is_some_and(|it| it.contains(&key))) {
        fold(app, &key, true);
    }
}

/// Folds or unfolds every group, or every branch of the tree.
pub fn fold_all(app: App, is_open: bool) {
    let list = app.list.get_untracked();
    let Some(product) = app.product.get_untracked() else { return };
    let keys: Vec<String> = if list.heads.is_empty() {
        app.read(|workspace| {
            let items = &workspace.tables().items;
            let has_children = |id: &Id| items.any.children(*id).next().is_some();
            let parents = items.in_order(product).filter(has_children).filter_map(|id| items.get(id));
            parents.map(branch_key).collect()
        })
    } else {
        list.heads.iter().map(|head| head.key.clone()).collect()
    };
    change_folded(
        app,
        |folded| {
            if is_open { folded.retain(|key| !keys.contains(key)) } else { folded.extend(keys) }
        },
    );
    app.announce(if is_open { "Everything unfolded" } else { "Everything folded" });
}

/// Why items cannot be put in another order where they are looked at like this.
pub fn order_is_fixed(app: App) -> Option<String> {
    if app.route.with_untracked(|route| route.at().is_some_and(|at| !at.search.trim().is_empty())) {
        return Some("The search shows first what fits best. Clear it to move items.".to_owned());
    }
    let look = look_now(app);
    let by = app.route.with_untracked(|route| route.at().and_then(At::by));
    if let Some(by) = by.map(|by| by.label).filter(|_| look.sort.is_empty()) {
        return Some(format!(
            "The list is in the order of {by}. “Order the backlog like this” takes it over; List moves items."
        ));
    }
    let by = look.sort.first()?.by.name().to_lowercase();
    Some(format!("The list is sorted by {by}. Choose “Your own order” under Sort to move items."))
}
