//! The first two minutes in a product: a sentence of vision, what one has already, five things in order, a roadmap.

use leptos::prelude::*;

use crate::analysis::{Station, current_vision};
use crate::browser;
use crate::command::{self, ItemChange, VisionDraft};
use crate::format::is_table;
use crate::model::{Id, Item, ItemType, Product};
use crate::ui::action::go_to_step;
use crate::ui::app::{App, Brought, Overlay, use_app};
use crate::ui::component::Icon;
use crate::ui::reactive::effect;
use crate::view::{Place, Route, Tab, count};

/// How many items are put in order.
const FIVE: usize = 5;

/// The screen of a step.
#[component]
pub fn FirstSteps(step: Tab) -> impl IntoView {
    let here = match step {
        Tab::FirstVision => Station::Vision,
        Tab::FirstPaste => Station::Epic,
        _ => Station::Story,
    };
    // Goals and initiatives come later, whatever was said before.
    let done = |station: Station| station < here && matches!(station, Station::Vision | Station::Epic);
    let stops = Station::ALL
        .map(|station| {
            let is_done = done(station);
            view! {
                <li
                    data-at=(station == here).then_some("")
                    data-open=(!is_done).then_some("")
                    data-next=(station != here && !is_done).then_some("")
                >
                    <span class="kind">{station.name()}</span>
                </li>
            }
        })
        .collect_view();
    let body = match step {
        Tab::FirstVision => view! { <VisionStep /> }.into_any(),
        Tab::FirstPaste => view! { <PasteStep /> }.into_any(),
        _ => view! { <OrderStep /> }.into_any(),
    };
    view! {
        <div class="first">
            <header><Icon name="line" /> "Throughline"</header>
            <main>
                <ol class="thread" aria-label="The line">{stops}</ol>
                {body}
            </main>
            <footer><span>"Everything can be changed later, and every step taken back"</span></footer>
        </div>
    }
}

/// Goes on to the next step; after the last to the roadmap.
fn go_on(app: App, next: Option<Tab>) {
    if let Some(step) = next {
        return go_to_step(app, step);
    }
    let product = app.product.get_untracked().and_then(|id| app.get::<Product>(id));
    if let Some(product) = product {
        app.go(&Route::place(product.key.as_str(), Place::Roadmap));
        browser::focus_heading();
    }
}

/// The buttons under a step: on, past it, and back.
#[component]
fn Go(button: &'static str, next: Option<Tab>, #[prop(optional)] back: Option<Tab>) -> impl IntoView {
    let app = use_app();
    let back = back.map(|back| {
        view! { <button class="link" type="button" on:click=move |_| go_to_step(app, back)>"Back"</button> }
    });
    view! {
        <div class="go">
            <button class="btn" data-kind="primary" type="submit">{button}</button>
            <button class="btn" data-kind="edge" type="button" on:click=move |_| go_on(app, next)>"Skip"</button>
            {back}
        </div>
    }
}

#[component]
fn VisionStep() -> impl IntoView {
    let app = use_app();
    let statement = RwSignal::new(String::new());
    let known = app.product.get_untracked().and_then(|product| {
        app.read(|workspace| {
            current_vision(workspace.tables(), product).map(|vision| vision.statement.clone())
        })
    });
    if let Some(known) = known {
        statement.set(known);
    }
    let name = app.product.get_untracked().and_then(|id| app.get::<Product>(id)).map(|it| it.name.clone());
    effect(move |_| browser::focus_soon("#first-vision"));
    view! {
        <form
            on:submit=move |event| {
                event.prevent_default();
                let Some(product) = app.product.get_untracked() else { return };
                let current = app.read(|workspace| current_vision(workspace.tables(), product).map(VisionDraft::of));
                let draft = VisionDraft { statement: statement.get_untracked(), ..current.unwrap_or_default() };
                if draft.statement.trim().is_empty() {
                    return go_on(app, Some(Tab::FirstPaste));
                }
                if app.edit("Write the vision", |tx| command::write_vision(tx, product, &draft, false)).is_some() {
                    go_on(app, Some(Tab::FirstPaste));
                }
            }
        >
            <div>
                <h1 tabindex="-1">"What will be so, when " {name} " has worked?"</h1>
                <p class="lede">"One sentence. For whom, and what is different for them then. It can grow into a full vision later."</p>
            </div>
            <label class="field">
                <span>"Vision"</span>
                <textarea
                    id="first-vision"
                    rows="2"
                    placeholder="Every bike workshop knows its day before the door opens."
                    on:input=move |event| statement.set(event_target_value(&event))
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            browser::submit_form(&event);
                        }
                    }
                >
                    {statement.get_untracked()}
                </textarea>
            </label>
            <Go button="Continue" next=Some(Tab::FirstPaste) />
        </form>
    }
}

#[component]
fn PasteStep() -> impl IntoView {
    let app = use_app();
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let product = app.product.get_untracked();
    let here = product.map_or(0, |product| app.read(|workspace| workspace.tables().items.count(product)));
    let found = move || match text.with(|text| command::read_outline(text)) {
        Ok(lines) if lines.is_empty() && here > 0 => {
            format!("{} here already. What you paste comes after.", count(here, "item"))
        }
        Ok(lines) if lines.is_empty() => String::new(),
        Ok(lines) => {
            let under = lines.iter().filter(|line| line.depth > 0).count();
            let all = count(lines.len(), "item");
            if under == 0 { all } else { format!("{all}, {under} of them under another") }
        }
        Err(reason) => reason.to_string(),
    };
    effect(move |_| browser::focus_soon("#first-paste"));
    view! {
        <form
            on:submit=move |event| {
                event.prevent_default();
                let Some(product) = app.product.get_untracked() else { return };
                let text = text.get_untracked();
                if text.trim().is_empty() {
                    return go_on(app, Some(Tab::FirstOrder));
                }
                match app.try_edit("Paste a list", |tx| command::paste_outline(tx, product, &text, false)) {
                    Ok(made) => {
                        app.announce(format!("{} added", count(made.len(), "item")));
                        go_on(app, Some(Tab::FirstOrder));
                    }
                    Err(reason) => error.set(Some(reason)),
                }
            }
        >
            <div>
                <h1 tabindex="-1">"What do you have already?"</h1>
                <p class="lede">"Paste anything: notes, a list, rows of a table. Each line becomes an item; what is indented stands under the line above it."</p>
            </div>
            <label class="field">
                <span>"Lines"</span>
                <textarea
                    id="first-paste"
                    rows="8"
                    placeholder="Reminders\n    Send one the day before\n    Let riders cancel from it\nBooking page\n    Show the first free time"
                    aria-describedby="found"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:paste=move |event| {
                        if let Some(table) = browser::pasted_text(&event).filter(|text| is_table(text)) {
                            event.prevent_default();
                            app.overlay.set(Overlay::Import(vec![Brought::pasted(&table)]));
                        }
                    }
                    on:input=move |event| {
                        error.set(None);
                        text.set(event_target_value(&event));
                    }
                    on:keydown=move |event| {
                        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                            event.prevent_default();
                            browser::submit_form(&event);
                        }
                    }
                ></textarea>
                {move || error.get().map(|reason| view! { <span class="why" role="alert"><Icon name="warn" /> {reason}</span> })}
                <p class="hint" id="found">{found}</p>
            </label>
            <Go button="Continue" next=Some(Tab::FirstOrder) back=Tab::FirstVision />
        </form>
    }
}

/// The stories of the list, in order.
fn stories(app: App) -> Vec<Id> {
    let Some(product) = app.product.get_untracked() else { return Vec::new() };
    app.read(|workspace| {
        let tables = workspace.tables();
        let items = &tables.items;
        let is_story = |id: &Id| {
            let item = items.get(*id).filter(|it| !matches!(it.kind, ItemType::Epic | ItemType::Task));
            let owner = tables.products.get(product);
            item.zip(owner).is_some_and(|(item, owner)| !owner.workflow.is_over(&item.status))
        };
        items.in_order(product).filter(is_story).collect()
    })
}

#[component]
fn OrderStep() -> impl IntoView {
    let app = use_app();
    let all = stories(app);
    let ids: Vec<Id> = all.iter().take(FIVE).copied().collect();
    let more = (all.len() > FIVE)
        .then(|| format!("These are the first five of {}; the others keep their order below.", all.len()));
    if ids.is_empty() {
        // Nothing to put in order: the roadmap is next.
        effect(move |_| browser::after_paint(move || go_on(app, None)));
        return ().into_any();
    }
    let weights: RwSignal<Vec<[Option<u8>; 2]>> = RwSignal::new(
        ids.iter()
            .map(|id| app.get::<Item>(*id).map_or([None, None], |item| [item.value, item.effort]))
            .collect(),
    );
    let at = RwSignal::new((0usize, 0usize));
    let last = ids.len();
    let set = move |row: usize, column: usize, weight: u8| {
        weights.update(|weights| {
            if let Some(own) = weights.get_mut(row).and_then(|weights| weights.get_mut(column)) {
                *own = Some(weight);
            }
        });
        let next = if column == 0 { (row, 1) } else { (row + 1, 0) };
        at.set(if next.0 < last { next } else { (row, column) });
        let (row, column) = at.get_untracked();
        browser::focus_soon(format!("#weigh-{row}-{column}"));
    };
    let is_weighed = move |row: usize, column: usize, weight: u8| {
        let own = |weights: &Vec<[Option<u8>; 2]>| *weights.get(row)?.get(column)?;
        weights.with(own) == Some(weight)
    };
    let group = move |row: usize, column: usize, name: String| {
        let said = format!("{} of {name}", if column == 0 { "Value" } else { "Effort" });
        let buttons = Item::WEIGHTS
            .map(|weight| {
                view! {
                    <button
                        type="button"
                        tabindex="-1"
                        aria-pressed=move || is_weighed(row, column, weight).to_string()
                        on:click=move |_| set(row, column, weight)
                    >
                        {weight}
                    </button>
                }
            })
            .collect_view();
        view! {
            <div
                class="seg"
                role="group"
                tabindex="0"
                id=format!("weigh-{row}-{column}")
                aria-label=said
                on:focus=move |_| at.set((row, column))
                on:keydown=move |event| {
                    match event.key().parse::<u8>() {
                        Ok(weight) if Item::WEIGHTS.contains(&weight) => {
                            event.prevent_default();
                            // Who types fast is ahead of the focus.
                            let (row, column) = at.get_untracked();
                            set(row, column, weight);
                        }
                        _ if event.key() == "Enter" => browser::submit_form(&event),
                        _ => {}
                    }
                }
            >
                {buttons}
            </div>
        }
    };
    let rows = ids
        .iter()
        .enumerate()
        .filter_map(|(row, id)| {
            let title = app.get::<Item>(*id)?.shown_title().into_owned();
            Some(view! {
                <tr>
                    <th scope="row">{title.clone()}</th>
                    <td data-label="Value">{group(row, 0, title.clone())}</td>
                    <td data-label="Effort">{group(row, 1, title)}</td>
                </tr>
            })
        })
        .collect_view();
    effect(move |_| browser::focus_soon("#weigh-0-0"));
    let make = move || {
        let Some(product) = app.product.get_untracked() else { return };
        let made = app.edit("Order five, and draft the roadmap", |tx| {
            for (id, [value, effort]) in ids.iter().zip(weights.get_untracked()) {
                command::change_items(tx, &[*id], &ItemChange::Value(value));
                command::change_items(tx, &[*id], &ItemChange::Effort(effort));
            }
            command::order_by_value(tx, &ids);
            command::draft_roadmap(tx, product)
        });
        if let Some(made) = made {
            go_on(app, None);
            app.say_done(format!("{} on the roadmap", count(made.len(), "initiative")));
        }
    };
    view! {
        <form
            on:submit=move |event| {
                event.prevent_default();
                make();
            }
        >
            <div>
                <h1 tabindex="-1">"Which comes first?"</h1>
                <p class="lede">"How much is each worth, and how much work is it? Press 1 to 5 twice for each, first value, then effort. The most value for the least work goes to the top. " {more}</p>
            </div>
            <table class="weigh">
                <thead><tr><th><span class="aloud">"Item"</span></th><th>"Value"</th><th>"Effort"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <Go button="Make the roadmap" next=None back=Tab::FirstPaste />
        </form>
    }
    .into_any()
}
