//! The rules of a product: its states, and when an item is ready and done.

use leptos::prelude::*;

use super::calendar::WorkingDays;
use crate::browser::{self, Anchor};
use crate::command::{self, RuleChange, Which, WorkflowChange};
use crate::model::{Category, Check, EntryRule, Id, Item, Product, Rule, State};
use crate::ui::app::{App, Choice, MenuItem, use_app};
use crate::ui::component::{EmptyState, Icon, LineMenu, TextField, ValueField, each, step_by_key};
use crate::ui::reactive::Memo;
use crate::view::{count, fuzzy_match, status_glyph};

/// The page.
#[component]
pub fn Workflow() -> impl IntoView {
    let app = use_app();
    let product = Memo::new(move |_| {
        app.track_shared();
        app.home_product()
    });
    move || {
        match product.get() {
        None => view! {
            <EmptyState heading="No product yet" words="States and rules belong to a product. Make one first." />
        }
        .into_any(),
        Some(product) => view! {
            <div class="stack short">
                <States product />
                <DefinitionOf product which=Which::Ready />
                <DefinitionOf product which=Which::Done />
                <WorkingDays product />
            </div>
        }
        .into_any(),
    }
    }
}

fn change_workflow(app: App, product: Id, label: &str, change: WorkflowChange) -> Result<(), String> {
    app.try_edit(label, |tx| command::change_workflow(tx, product, &change))
}

/// The same, with what stands against it said aloud.
fn try_workflow(app: App, product: Id, label: &str, change: WorkflowChange) {
    if let Err(reason) = change_workflow(app, product, label, change) {
        app.say(reason);
    }
}

#[component]
fn States(product: Id) -> impl IntoView {
    let app = use_app();
    let owner = app.record::<Product>(product);
    let states = Memo::new(move |_| {
        owner.with(|owner| owner.as_ref().map(|owner| owner.workflow.0.clone()).unwrap_or_default())
    });
    let name = move || owner.with(|owner| owner.as_ref().map(|it| it.name.clone()).unwrap_or_default());
    let ids = move || states.with(|states| states.iter().map(|state| state.id.clone()).collect::<Vec<_>>());
    let add = move |event: leptos::ev::KeyboardEvent| {
        if event.key() != "Enter" {
            return;
        }
        event.prevent_default();
        let written = event_target_value(&event);
        if written.trim().is_empty() {
            return;
        }
        match change_workflow(app, product, "Add a state", WorkflowChange::Add(written)) {
            Ok(()) => drop(browser::clear_input("#add-state")),
            Err(reason) => app.say(reason),
        }
    };
    view! {
        <section class="sec">
            <header><h2>"Workflow"</h2><span class="n">{name}</span></header>
            <table class="table" data-kind="states">
                <thead><tr><th>"State"</th><th>"Means"</th><th class="num">"Limit"</th><th>"To enter it"</th><th><span class="aloud">"Change"</span></th></tr></thead>
                <tbody>
                    {each(ids, move |id| view! { <StateRow product id states /> }.into_any())}
                </tbody>
            </table>
            <input id="add-state" class="cell add" aria-label="New state" placeholder="Add a state" autocomplete="off" on:keydown=add />
            <p class="say line">"Charts read the meaning, whatever a state is called: cycle time runs from the first active state to done. Over its limit, or when an item does not meet what a state asks for, you are asked why."</p>
        </section>
    }
}

#[component]
fn StateRow(product: Id, id: String, states: Memo<Vec<State>>) -> impl IntoView {
    let app = use_app();
    let key = StoredValue::new(id.clone());
    let state = Memo::new(move |_| {
        states.with(|states| states.iter().find(|it| key.with_value(|id| it.id == *id)).cloned())
    });
    let part =
        move |part: fn(&State) -> String| state.with(|state| state.as_ref().map(part).unwrap_or_default());
    let name = Signal::derive(move || part(|state| state.name.clone()));
    let glyph = move || {
        let glyph =
            app.get::<Product>(product).map_or("s-draft", |it| key.with_value(|id| status_glyph(&it, id)));
        states.track();
        view! { <span class="status" data-s=glyph><Icon name=glyph /></span> }
    };
    let rename = move |text: String| {
        try_workflow(app, product, "Rename a state", WorkflowChange::Name(key.get_value(), text));
    };
    let (means_id, entry_id, more_id) = (format!("means-{id}"), format!("entry-{id}"), format!("more-{id}"));
    let (means_at, entry_at, more_at) = (means_id.clone(), entry_id.clone(), more_id.clone());
    let means = move || part(|state| state.category.name().split(':').next().unwrap_or_default().to_owned());
    let entry = move || part(|state| state.entry.name().to_owned());
    let means_menu = move |_| {
        let now = state.with_untracked(|state| state.as_ref().map(|state| state.category));
        let items = Category::ALL.into_iter().map(|category| {
            let run = move || {
                let change = WorkflowChange::Category(key.get_value(), category);
                try_workflow(app, product, "Meaning of a state", change);
            };
            MenuItem { checked: Some(now == Some(category)), ..MenuItem::new("", category.name(), run) }
        });
        let (items, anchor) = (items.collect(), Anchor::of(&means_at));
        app.offer("What the state means", anchor, items);
    };
    let entry_menu = move |_| {
        let now = state.with_untracked(|state| state.as_ref().map(|state| state.entry));
        let items = EntryRule::ALL.into_iter().map(|entry| {
            let run = move || {
                try_workflow(
                    app,
                    product,
                    "What a state asks for",
                    WorkflowChange::Entry(key.get_value(), entry),
                );
            };
            MenuItem { checked: Some(now == Some(entry)), ..MenuItem::new("", entry.name(), run) }
        });
        let (items, anchor) = (items.collect(), Anchor::of(&entry_at));
        app.offer("To enter the state", anchor, items);
    };
    let more_menu = move |_| state_menu(app, product, &key.get_value(), Anchor::of(&more_at));
    let limit = move || {
        let shown = part(|state| state.limit.map(|limit| limit.to_string()).unwrap_or_default());
        let save = std::sync::Arc::new(move |text: String| {
            let limit = match text.trim() {
                "" => None,
                text => match text.parse::<u32>() {
                    Ok(limit) if limit > 0 => Some(limit),
                    _ => return Err("A limit is a number of items from 1.".to_owned()),
                },
            };
            change_workflow(app, product, "Limit of a state", WorkflowChange::Limit(key.get_value(), limit))
        });
        view! { <ValueField label="Limit" kind="text" value=shown save of=format!("-{}", key.get_value()) /> }
    };
    view! {
        <tr>
            <td><span class="title">{glyph} <TextField label="Name of the state" class="cell" value=name on_save=rename /></span></td>
            <td><button class="cell" id=means_id aria-haspopup="menu" aria-label=move || format!("Means: {}", means()) on:click=means_menu>{means}</button></td>
            <td class="num">{limit}</td>
            <td><button class="cell" id=entry_id aria-haspopup="menu" aria-label=move || format!("To enter it: {}", entry()) on:click=entry_menu>{entry}</button></td>
            <td><button class="btn" data-kind="icon" id=more_id aria-haspopup="menu" aria-label=move || format!("More of {}", name.get()) on:click=more_menu><Icon name="more" /></button></td>
        </tr>
    }
}

/// Moving a state among the others, and taking it out.
fn state_menu(app: App, product: Id, id: &str, anchor: Anchor) {
    let step = |icon, label: &str, by: isize| {
        let id = id.to_owned();
        MenuItem::new(icon, label, move || {
            try_workflow(app, product, "Move a state", WorkflowChange::Step(id.clone(), by));
        })
    };
    let gone = id.to_owned();
    let mut remove = MenuItem::new("trash", "Remove the state…", move || {
        remove_state(app, product, gone.clone(), anchor);
    });
    (remove.is_danger, remove.starts_group) = (true, true);
    let items = vec![step("arrow-up", "Move up", -1), step("arrow-down", "Move down", 1), remove];
    app.offer("The state", anchor, items);
}

/// Removes a state: at once where nothing is in it, else after asking where its items go.
fn remove_state(app: App, product: Id, id: String, anchor: Anchor) {
    let Some(owner) = app.get::<Product>(product) else { return };
    let there = app.read(|workspace| {
        let items = workspace.tables().items.iter();
        items.filter(|item: &&Item| item.product == product && item.status == id).count()
    });
    let others: Vec<State> = owner.workflow.0.iter().filter(|state| state.id != id).cloned().collect();
    let remove = move |id: String, into: String, words: &str| {
        if let Err(reason) = change_workflow(app, product, "Remove a state", WorkflowChange::Remove(id, into))
        {
            app.say(reason);
        } else {
            app.say_done(words);
        }
    };
    if there == 0 {
        let into = others.first().map(|state| state.id.clone()).unwrap_or_default();
        return remove(id, into, "Removed the state");
    }
    let items = others.into_iter().map(|state| {
        let (id, glyph) = (id.clone(), status_glyph(&owner, &state.id));
        let words = format!(
            "Removed the state; {} now in {}",
            if there == 1 { "its item is".to_owned() } else { format!("{there} items are") },
            state.name
        );
        MenuItem::new(glyph, format!("Its {} to {}", count(there, "item"), state.name), move || {
            remove(id.clone(), state.id.clone(), &words);
        })
    });
    let items = items.collect();
    app.offer("Where do its items go?", anchor, items);
}

#[component]
fn DefinitionOf(product: Id, which: Which) -> impl IntoView {
    let app = use_app();
    let owner = app.record::<Product>(product);
    let rules = Memo::new(move |_| {
        owner.with(|owner| owner.as_ref().map(|owner| which.of(owner).0.clone()).unwrap_or_default())
    });
    let (heading, add_id) = match which {
        Which::Ready => ("Definition of Ready", "add-ready"),
        Which::Done => ("Definition of Done", "add-done"),
    };
    let ids = move || rules.with(|rules| rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>());
    view! {
        <section class="sec">
            <header>
                <h2>{heading}</h2>
                <span class="n">{move || rules.with(Vec::len)}</span>
                <button class="link" id=add_id aria-haspopup="dialog" on:click=move |_| rule_picker(app, product, which, Anchor::of(add_id))>"Add a rule"</button>
            </header>
            <ul class="criteria rules">
                {each(ids, move |id| view! { <RuleLine product which id rules /> }.into_any())}
            </ul>
        </section>
    }
}

fn change_rule(app: App, product: Id, which: Which, label: &str, change: &RuleChange) {
    app.edit(label, |tx| command::change_definition(tx, product, which, change));
}

#[component]
fn RuleLine(product: Id, which: Which, id: String, rules: Memo<Vec<Rule>>) -> impl IntoView {
    let app = use_app();
    let key = StoredValue::new(id);
    let rule = move |rules: &Vec<Rule>| rules.iter().find(|it| key.with_value(|id| it.id == *id)).cloned();
    let text = Signal::derive(move || rules.with(rule).map(|rule| rule.text).unwrap_or_default());
    let is_by_hand = rules.with_untracked(rule).is_some_and(|rule| rule.check == Check::ByHand);
    let back_to = if which == Which::Ready { "#add-ready" } else { "#add-done" };
    let place = move || {
        let place = |rules: &Vec<Rule>| rules.iter().position(|it| key.with_value(|id| it.id == *id));
        rules.with_untracked(|rules| (place(rules).unwrap_or_default(), rules.len()))
    };
    let change = move |label: &str, change: RuleChange| change_rule(app, product, which, label, &change);
    let step = move |by| change("Move a rule", RuleChange::Step(key.get_value(), by));
    let remove = move || {
        change("Remove a rule", RuleChange::Remove(key.get_value()));
        app.say_done("Removed the rule");
        browser::focus_soon(back_to);
    };
    view! {
        <li on:keydown=move |event| step_by_key(&event, step)>
            <span class="glyph"><Icon name=if is_by_hand { "ring" } else { "tick" } /></span>
            <TextField
                label="Rule"
                class="cell"
                value=text
                on_save=move |text| change_rule(app, product, which, "Edit a rule", &RuleChange::Text(key.get_value(), text))
            />
            <LineMenu label="Rule".to_owned() id=key.with_value(|id| format!("rule-{id}")) place step remove />
        </li>
    }
}

/// Asks for a rule: one that is found out, or what is typed, to be ticked at each item.
fn rule_picker(app: App, product: Id, which: Which, anchor: Anchor) {
    let answers = move |typed: &str| {
        let typed = typed.trim().to_owned();
        let there: Vec<Check> = app
            .get::<Product>(product)
            .map_or_else(Vec::new, |owner| which.of(&owner).0.iter().map(|rule| rule.check).collect());
        let fits = |check: &Check| {
            let is_free = *check != Check::ByHand && !there.contains(check);
            is_free && fuzzy_match(&typed, check.name()).is_some()
        };
        let mut choices: Vec<Choice> = Check::ALL
            .into_iter()
            .filter(fits)
            .map(|check| {
                let add = RuleChange::Add(check, String::new());
                let run = move || change_rule(app, product, which, "Add a rule", &add);
                Choice::new(check.name().to_owned(), "tick", run).with_hint("checked for you".to_owned())
            })
            .collect();
        if !typed.is_empty() {
            let words = format!("“{typed}”, ticked at each item");
            let add = RuleChange::Add(Check::ByHand, typed);
            let run = move || change_rule(app, product, which, "Add a rule", &add);
            choices.push(Choice::to_make(words, false, run));
        }
        choices
    };
    app.ask("Another rule", "Choose, or write a rule of your own", anchor, answers);
}
