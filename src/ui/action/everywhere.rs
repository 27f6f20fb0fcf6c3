//! What works on every page.

use leptos::prelude::*;

use std::sync::Arc;

use super::copy::{NO_COPY, copy_text};
use super::mend::{make_named, make_now};
use super::own_field::ask_of;
use super::record::{delete_kept, horizon_menu, move_initiative, record_menu};
use super::{in_items, in_list};
use crate::analysis::sprint::{SprintStage, in_view, items_in};
use crate::browser::{self, Anchor};
use crate::command::{self, Destination};
use crate::format::{
    RoadmapBy, backlog_csv, described_csv, handout, markdown_html, roadmap_markdown, write_document,
};
use crate::model::kind::{FIELDS, INITIATIVES, Kind, RELEASES, STAGE_IS, STAGES, Word};
use crate::model::{Confidence, Horizon, Id, Initiative, Lens, Product, RecordRef};
use crate::ui::app::{App, Choice, MenuItem, Overlay, PickerSpec};
use crate::view::{Place, Route, Tab};

pub(super) fn search(app: App) {
    // A list is narrowed; from elsewhere one finds and goes.
    if !in_list(app) {
        return app.overlay.set(Overlay::Palette);
    }
    if browser::is_narrow() {
        browser::open_search();
    }
    browser::focus_first(".search input");
    app.drawer.set(false);
}

/// Opens the line for new items, at the product's backlog; on the page of a described kind, makes one of that.
pub fn compose(app: App) {
    if let Some(kind) = app.kind() {
        return make_described(app, kind);
    }
    if in_items(app) {
        return app.rows.composing.set(true);
    }
    go_to_place(app, Place::Backlog);
    app.rows.composing.set(true);
}

pub(super) fn go_to_place(app: App, place: Place) {
    let key = untrack(|| app.home_product())
        .and_then(|id| app.get::<Product>(id))
        .map(|product| product.key.to_address());
    match key {
        Some(key) => app.go(&Route::place(&key, place)),
        None => app.go(&Route::Start),
    }
}

/// Whether a new version waits, and nothing is written that a reload would take: the first steps keep nothing by themselves.
pub(super) fn can_update(app: App) -> bool {
    let is_first_step = |route: &Route| route.at().is_some_and(|at| at.tab.is_first_step());
    app.has_update.get_untracked() && !app.route.with_untracked(is_first_step)
}

/// Goes to a step of the first two minutes, in the product of the place.
pub fn go_to_step(app: App, step: Tab) {
    go_to_tab(app, Place::Today, step);
}

/// Goes to a page of a place, in the product of the place.
pub fn go_to_tab(app: App, place: Place, tab: Tab) {
    let Some(product) = untrack(|| app.home_product()).and_then(|id| app.get::<Product>(id)) else {
        return;
    };
    let there = Route::tab(product.key.as_str(), place, tab);
    app.go(&app.route.with_untracked(|here| here.on_tab_of(&there)));
}

/// Names and makes a record of a kind.
pub fn make_described(app: App, kind: &'static Kind) {
    if *kind == FIELDS {
        return ask_of(app, Anchor::of_focused(".btn").unwrap_or_else(|| Anchor::of("first-button")));
    }
    if *kind == STAGES {
        return choose_stage(app);
    }
    make_named(app, kind.table, kind.ask);
}

/// Shows which hat is neglected, and what of it most.
pub(super) fn show_neglected(app: App) {
    go_to_tab(app, Place::Guide, Tab::Duties);
    browser::focus_soon(".asks a");
}

/// Lets a person say which stage comes next.
fn choose_stage(app: App) {
    let stage = |word: &'static Word| {
        MenuItem::new("release", word.name, move || make_now(app, STAGES.table, word.name))
    };
    let items = STAGE_IS.choices().iter().map(stage).collect();
    let anchor = Anchor::of_focused(".btn").unwrap_or_else(|| Anchor::of("first-button"));
    app.offer("Stage", anchor, items);
}

/// Copies what to work on next: the sprint that runs or comes next, else the top of the backlog.
pub(super) fn copy_handout(app: App) {
    const NEXT: usize = 10;
    let Some(product) = app.product.get_untracked() else { return };
    let text = app.read(|workspace| {
        let tables = workspace.tables();
        let Some(owner) = tables.products.get(product) else { return String::new() };
        if let Some(sprint) = in_view(tables, product, SprintStage::Work, None) {
            let items = items_in(tables, product, sprint.meta.id);
            let ids: Vec<Id> = items.iter().map(|item| item.meta.id).collect();
            return handout(tables, owner, sprint.name(), &ids);
        }
        let open = tables.items.of(product).filter(|item| !crate::analysis::is_over(tables, item));
        let ids: Vec<Id> = open.take(NEXT).map(|item| item.meta.id).collect();
        handout(tables, owner, "what to work on next", &ids)
    });
    copy_text(app, text, "Copied as Markdown.".into(), NO_COPY.into());
}

/// Names and makes initiatives in a column, one after the other or a line each.
pub fn make_initiative_in(app: App, horizon: Horizon) {
    let Some(product) = app.product.get_untracked() else { return };
    let column = horizon.name();
    let anchor = Anchor::of(&format!("add-to-{}", column.to_lowercase()));
    let answers = move |typed: &str| {
        let names: Vec<String> =
            command::read_outline(typed).unwrap_or_default().into_iter().map(|line| line.title).collect();
        let label = match names.as_slice() {
            [] => return Vec::new(),
            [name] => format!("Add “{name}” to {column}"),
            _ => format!("Add {} to {column}", crate::view::count(names.len(), "initiative")),
        };
        let said = label.clone();
        let make = move || {
            let made = app.edit(said.clone(), |tx| {
                names
                    .iter()
                    .try_for_each(|name| command::add_initiative(tx, product, name, horizon).map(|_| ()))
            });
            if made.is_some() {
                app.say_done(format!("{said}. Confidence: {}", Confidence::usual(horizon).name()));
            }
        };
        vec![Choice::to_make(label, true, make)]
    };
    let picker = PickerSpec::new(format!("New initiative in {column}"), INITIATIVES.ask, anchor, answers);
    app.overlay.set(Overlay::Picker(PickerSpec { takes_lines: true, ..picker }));
}

/// Makes the sample product and goes there; where there is one already, goes to that.
pub fn explore_sample(app: App) {
    let known = app.read(|workspace| {
        let products = workspace.tables().products.iter();
        products.filter(|product| product.is_sample).map(|product| product.meta.id).next()
    });
    let product = known.or_else(|| app.edit("Add the sample", command::create_sample));
    let Some(product) = product.and_then(|id| app.get::<Product>(id)) else { return };
    app.go(&Route::place(product.key.as_str(), Place::Today));
    if known.is_none() {
        app.say_done("Added the sample product Spoke");
    }
}

/// Whether the product of the place is the sample.
pub fn in_sample(app: App) -> bool {
    let product = app.product.get().and_then(|id| app.get::<Product>(id));
    product.is_some_and(|product| product.is_sample)
}

/// Puts the product of the place, with everything in it, into Trash; the sample goes for good, and without a question.
pub fn delete_product(app: App) {
    let product = super::product_named(app).and_then(|id| app.get::<Product>(id));
    let Some(product) = product else { return };
    let (id, name, is_sample) = (product.meta.id, product.name.clone(), product.is_sample);
    let run = move || {
        let label = if is_sample {
            "Delete the sample".to_owned()
        } else {
            format!("Delete the product “{name}”")
        };
        let done = app.edit(label.clone(), |tx| {
            command::delete_product(tx, id);
            Ok(())
        });
        if done.is_some() {
            app.say_done(label);
        }
    };
    if is_sample {
        return run();
    }
    let run = move || {
        app.back_up("Before a deletion");
        run();
    };
    let items = app.read(|workspace| workspace.tables().items.count(id));
    app.overlay.set(Overlay::Confirm(crate::ui::app::Confirm {
        title: format!("Delete {}?", product.name),
        text: format!(
            "The product goes to Trash for 30 days with {} and everything else in it. One Undo brings it back.",
            crate::view::count(items, "item")
        ),
        others: Vec::new(),
        button: "Delete",
        run: Arc::new(run),
    }));
}

fn focused_initiative(app: App) -> Option<(Id, Initiative)> {
    let id = browser::focused_card()?.parse().ok()?;
    Some((id, app.get::<Initiative>(id)?.as_ref().clone()))
}

pub(super) fn card_menu(app: App) {
    if let Some((id, _)) = focused_initiative(app) {
        horizon_menu(app, id, Anchor::of(&format!("card-{id}")));
    }
}

/// Shows everything that can be done with the card that has the focus.
pub(super) fn card_actions(app: App) {
    if let Some((id, _)) = focused_initiative(app) {
        record_menu(app, RecordRef::to::<Initiative>(id), Anchor::of(&format!("card-{id}")));
    }
}

/// Opens the card that has the focus, to give it another name.
pub(super) fn edit_card(app: App) {
    if let Some((id, _)) = focused_initiative(app) {
        app.inspect_record(RecordRef::to::<Initiative>(id));
        browser::after_paint(|| browser::select_field(".insp textarea"));
    }
}

/// Puts the card that has the focus into Trash, and goes to the one after it, else to the one before.
pub(super) fn delete_card(app: App) {
    let Some((id, _)) = focused_initiative(app) else { return };
    let next = beside(app, 1).or_else(|| beside(app, -1));
    if delete_kept(app, RecordRef::to::<Initiative>(id)) {
        browser::focus_soon(next.map_or_else(|| "h1".to_owned(), |next| format!("#card-{next}")));
    }
}

/// Goes to the card below the one that has the focus, or above it.
pub(super) fn go_to_card(app: App, by: isize) {
    if let Some(next) = beside(app, by) {
        browser::focus_first(&format!("#card-{next}"));
    }
}

/// The card so far below the one that has the focus in its column, or above it.
fn beside(app: App, by: isize) -> Option<Id> {
    let (id, initiative) = focused_initiative(app)?;
    let column: Vec<Id> = app.read(|workspace| {
        let table = &workspace.tables().initiatives;
        let same = |it: &Id| table.get(*it).is_some_and(|it| it.horizon == initiative.horizon);
        table.in_order(initiative.product).filter(same).collect()
    });
    let at = column.iter().position(|it| *it == id)?;
    column.get(at.checked_add_signed(by)?).copied()
}

/// Moves the card that has the focus up or down in its column.
pub(super) fn step_card(app: App, by: isize) {
    let Some((id, initiative)) = focused_initiative(app) else { return };
    match beside(app, by) {
        Some(other) => {
            let to = if by < 0 { Destination::Before(other) } else { Destination::After(other) };
            move_initiative(app, id, initiative.horizon, Some(to));
        }
        None => app.announce(if by < 0 { "Already at the top" } else { "Already at the bottom" }),
    }
}

/// Moves the card that has the focus to the column beside its own. It keeps its place in the order of all, and so the way
/// back leads to where it was.
pub(super) fn shift_card(app: App, by: isize) {
    let Some((id, initiative)) = focused_initiative(app) else { return };
    let at = Horizon::ALL.iter().position(|it| *it == initiative.horizon).unwrap_or(0);
    match at.checked_add_signed(by).and_then(|at| Horizon::ALL.get(at)) {
        Some(horizon) => move_initiative(app, id, *horizon, None),
        None => app.announce("There is no column beyond"),
    }
}

/// The roadmap as the page shows it.
fn roadmap_text(app: App) -> Option<String> {
    let product = app.product.get_untracked()?;
    let by = match app.route.with_untracked(|route| route.at().map(|at| at.tab)) {
        Some(Tab::ByGoal) => RoadmapBy::Goal,
        Some(Tab::Kind(kind)) if *kind == RELEASES => RoadmapBy::Release,
        _ => RoadmapBy::Horizon,
    };
    Some(app.read(|workspace| {
        roadmap_markdown(workspace.tables(), product, by, browser::today(), browser::day_text)
    }))
}

/// Copies the roadmap as Markdown.
pub fn copy_roadmap_markdown(app: App) {
    let Some(text) = roadmap_text(app) else { return };
    copy_text(app, text, "Copied the roadmap as Markdown.".into(), NO_COPY.into());
}

/// Copies the roadmap as rich text, with Markdown for fields that take plain text only.
pub fn copy_roadmap_rich(app: App) {
    if let Some(text) = roadmap_text(app) {
        copy_rich(app, &text);
    }
}

/// Copies a text in Markdown as rich text, with the Markdown for fields that take plain text only.
pub fn copy_rich(app: App, text: &str) {
    let (html, text) = (markdown_html(text), text.to_owned());
    leptos::task::spawn_local(async move {
        let done = browser::copy_rich(html, text).await;
        app.say(if done { "Copied as rich text." } else { NO_COPY });
    });
}

pub(super) fn switch_lens(app: App) {
    let next = match untrack(|| app.lens()) {
        Lens::Pm => Lens::Po,
        Lens::Po => Lens::Both,
        Lens::Both => Lens::Pm,
    };
    set_lens(app, next);
}

/// Puts another hat first, for the product of the place.
pub fn set_lens(app: App, lens: Lens) {
    let Some(product) = untrack(|| app.home_product()) else { return };
    let name = match lens {
        Lens::Pm => "product manager",
        Lens::Po => "product owner",
        Lens::Both => "both hats",
    };
    let set = |tx: &mut crate::workspace::Tx<'_>| {
        command::set_lens(tx, product, lens);
        Ok(())
    };
    if app.edit(format!("Lens: {name}"), set).is_some() {
        app.announce(format!("Lens: {name}"));
    }
}

pub(super) fn toggle_places(app: App) {
    if browser::is_narrow() {
        app.drawer.update(|is_open| *is_open = !*is_open);
    } else {
        app.device.update(|device| device.rail = !device.rail);
    }
}

/// Hands a file over, and says so.
pub fn save_file(app: App, what: &str, name: &str, kind: &str, text: &str) -> bool {
    let is_saved = browser::download(name, kind, text.as_bytes()).is_ok();
    say_saved(app, what, name, is_saved);
    is_saved
}

/// Says that a file was saved, or that it was not.
pub fn say_saved(app: App, what: &str, name: &str, is_saved: bool) {
    app.say(if is_saved {
        format!("Saved {what} to {name}.")
    } else {
        "The browser did not take the file. Try again, or use another browser.".to_owned()
    });
}

/// Shows the page to others, on the whole screen where the browser lets it; or ends that.
pub fn present(app: App, is_on: bool) {
    app.close_inspector();
    app.overlay.set(Overlay::None);
    app.presenting.set(is_on);
    browser::set_whole_screen(is_on);
    browser::focus_soon(if is_on { ".presenter .btn:last-child" } else { "h1" });
}

/// Saves the product of the place as a file that Import takes.
pub fn export_product(app: App) {
    let Some(product) = untrack(|| app.home_product()).and_then(|id| app.get::<Product>(id)) else { return };
    let id = product.meta.id;
    let text =
        app.read(|workspace| write_document(workspace, Some(id), env!("CARGO_PKG_VERSION"), browser::now()));
    let name = format!("throughline-{}-{}.json", product.key.to_address(), browser::file_time());
    save_file(app, &product.name, &name, "application/json", &text);
}

/// Saves the backlog, as it is searched and narrowed, as a list for a spreadsheet.
pub fn export_backlog(app: App) {
    let Some(product) = app.product.get_untracked().and_then(|id| app.get::<Product>(id)) else { return };
    let list = app.list.get_untracked();
    let text = app.read(|workspace| backlog_csv(workspace.tables(), &list.fitting));
    let name = format!("{}-backlog-{}.csv", product.key.to_address(), browser::file_time());
    save_file(app, &crate::view::count(list.fitting.len(), "item"), &name, "text/csv", &text);
}

/// Saves the list of a described kind, as it is searched and narrowed, for a spreadsheet.
pub fn export_list(app: App) {
    let Some(product) = app.product.get_untracked().and_then(|id| app.get::<Product>(id)) else { return };
    let Some(kind) = app.kind() else { return };
    let list = app.list.get_untracked();
    let text = app.read(|workspace| described_csv(workspace.tables(), kind, &list.fitting));
    let name = format!("{}-{}-{}.csv", product.key.to_address(), kind.table, browser::file_time());
    save_file(app, &format!("{} {}", list.fitting.len(), kind.plural), &name, "text/csv", &text);
}

/// Saves everything as a file.
pub fn export_everything(app: App) {
    let text = app.document();
    let name = format!("throughline-{}.json", browser::file_time());
    if save_file(app, "everything", &name, "application/json", &text) {
        app.mark_saved();
    }
}
