//! What needs care: a row for each thing, with the press that mends it, and a menu that puts it off.

use leptos::prelude::*;

use crate::analysis::{Attention, Gap, asked};
use crate::browser::{self, Anchor};
use crate::command;
use crate::model::kind::{
    ASSUMPTION, COMMITTED, FEEDBACK, Field, Kind, NEW, NEXT_STEP, PUT_OFF, RISK_STATE, RISK_TYPE, RISKS,
    ROLE_CHECKS, TO_TELL, TRIAGE,
};
use crate::model::{Day, Goal, Id, Item, Metric, Product, RecordRef, Release, capitalised};
use crate::ui::app::{App, MenuItem, Overlay, use_app};
use crate::ui::component::Icon;
use crate::ui::page::coverage::gap_route;
use crate::ui::reactive::Memo;
use crate::view::{Facet, Place, Route, Tab, count};

/// So many of a group stand in the list; of more, the first alone until a person asks for the others.
const GROUP_MOST: usize = 2;

/// The list.
#[component]
pub fn Needs() -> impl IntoView {
    let app = use_app();
    let needs = Memo::new(move |_| {
        app.track_content();
        let overview = app.overview.get();
        let Some(product) = app.product.get() else { return (Vec::new(), 0) };
        app.read(|workspace| asked(workspace.tables(), product, &overview, browser::today()))
    });
    let unfolded = RwSignal::new(Vec::<Group>::new());
    let rows = move || {
        needs.with(|(needs, _)| {
            let mut at = 0;
            let mut shown = Vec::new();
            for together in needs.chunk_by(|one, two| one.group() == two.group()) {
                let others = together.len() - 1;
                let can_fold = others >= GROUP_MOST;
                for (place, it) in together.iter().enumerate() {
                    let is_open = unfolded.with(|unfolded| unfolded.contains(&it.group()));
                    let turn = (can_fold && place == 0).then(|| fold(at, (unfolded, is_open), it, others));
                    if place == 0 || !can_fold || is_open {
                        shown.push(row(app, at, it, turn));
                    }
                    at += 1;
                }
            }
            shown
        })
    };
    let away = move || {
        let number = needs.with(|(_, away)| *away);
        let product = app.product.get().and_then(|id| app.get::<Product>(id)).filter(|_| number > 0)?;
        let href = Route::tab(product.key.as_str(), Place::Guide, Tab::Kind(&PUT_OFF)).href();
        Some(view! { <a class="link" href=href>{format!("{number} put off")}</a> })
    };
    let number = move || needs.with(|(needs, _)| needs.len());
    view! {
        <section class="sec">
            <header>
                <h2>"Needs attention"</h2>
                <span class="n">{move || Some(number()).filter(|number| *number > 0)}</span>
                {away}
            </header>
            <ul class="rows">{rows}</ul>
            {move || (number() == 0).then(|| view! { <p class="say body">"Nothing. The line is whole, and every key result was checked lately."</p> })}
        </section>
    }
}

/// What stands together in the list: see [`Attention::group`].
type Group = (&'static str, &'static str);

/// Shows the others of a group behind its first, or hides them again.
fn fold(
    at: usize,
    (unfolded, is_open): (RwSignal<Vec<Group>>, bool),
    first: &Attention,
    others: usize,
) -> AnyView {
    let (id, group) = (format!("others-{at}"), first.group());
    let words = if is_open { "Fewer".to_owned() } else { format!("{others} more") };
    let said = format!("{words}: {}", first.rule().1);
    let here = format!("#{id}");
    let turn = move |_| {
        unfolded.update(|unfolded| {
            if is_open {
                unfolded.retain(|it| *it != group);
            } else {
                unfolded.push(group);
            }
        });
        browser::focus_soon(here.clone());
    };
    view! { <button class="link" id=id aria-label=said on:click=turn>{words}</button> }.into_any()
}

fn days_words(days: i32) -> String {
    match days {
        0 => "today".to_owned(),
        days => count(days.unsigned_abs() as usize, "day"),
    }
}

fn since_words(days: Option<i32>) -> String {
    days.map_or_else(|| "never".to_owned(), days_words)
}

/// The list of a kind, narrowed to some values of its fields.
fn narrowed(app: App, kind: &'static Kind, by: &[(&'static Field, &str)]) -> Option<Route> {
    let product = app.home_product().and_then(|id| app.get::<Product>(id))?;
    let (place, tab) = Place::of_table(kind.table);
    Some(Route::tab(product.key.as_str(), place, tab).with_look(|look| {
        for (field, value) in by {
            look.toggle(Facet::Field(field), value);
        }
    }))
}

/// The assumptions under committed work that were never tested, in their list.
pub fn untested_route(app: App) -> Option<Route> {
    narrowed(app, &RISKS, &[(&RISK_TYPE, ASSUMPTION), (&RISK_STATE, "open"), (&COMMITTED, "yes")])
}

/// What a press on a row's verb does.
#[derive(Clone)]
enum Act {
    /// Opens an address.
    Link(Option<Route>),
    /// Shows a record where it is.
    Inspect(RecordRef),
    /// Goes to a record's place.
    GoTo(RecordRef),
    /// Opens a dialog.
    Open(Overlay),
    /// Goes to where a metric is read.
    Read(Id),
}

impl Act {
    fn run(self, app: App) {
        match self {
            Self::Link(route) => drop(route.map(|route| app.go(&route))),
            Self::Inspect(record) => app.inspect_record(record),
            Self::GoTo(record) => app.go_to_record(record),
            Self::Open(overlay) => app.overlay.set(overlay),
            Self::Read(metric) => {
                app.go_to_record(RecordRef::to::<Metric>(metric));
                browser::focus_soon(".insp .value-form input");
            }
        }
    }
}

/// How a row reads: its tone, its glyph, its words, since when, and the verb with what it does.
struct Need {
    tone: &'static str,
    icon: &'static str,
    words: String,
    since: String,
    verb: &'static str,
    act: Act,
}

fn need(app: App, attention: &Attention) -> Need {
    let open =
        |tone, icon, words: String, since: String, act| Need { tone, icon, words, since, verb: "Open", act };
    match attention {
        Attention::Blocked { item, title, reason, days } => {
            let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
            let words = format!("“{title}” is blocked{why}");
            open("bad", "s-blocked", words, days_words(*days), Act::Inspect(RecordRef::to::<Item>(*item)))
        }
        Attention::FollowUp { item, title, who, days } => {
            let words = if who.is_empty() {
                format!("Look at “{title}” again")
            } else {
                format!("Ask {who} how “{title}” goes")
            };
            open("warn", "clock", words, days_words(*days), Act::Inspect(RecordRef::to::<Item>(*item)))
        }
        Attention::Due { record, name, label, days } => {
            let noun = Kind::of_table(record.table).map_or("", |kind| kind.noun);
            let step = app.read(|workspace| {
                let kept = workspace.tables().any(record.table)?.described(record.id)?;
                Some(kept.words(&NEXT_STEP).to_owned()).filter(|step| !step.is_empty())
            });
            let words = match step {
                Some(step) => format!("{name}: {step}"),
                None => {
                    let what = label.trim_end_matches(" on").trim_end_matches(" by");
                    if noun.ends_with(&what.to_lowercase()) {
                        format!("{} “{name}”", capitalised(noun))
                    } else {
                        format!("{what} of {noun} “{name}”")
                    }
                }
            };
            open("warn", "clock", words, days_words(*days), Act::GoTo(*record))
        }
        Attention::Talk { record, name, days } => {
            open("warn", "person", format!("Talk to {name} again"), since_words(*days), Act::GoTo(*record))
        }
        Attention::Untested(number) => {
            let words = format!("{} under committed work not tested", count(*number, "assumption"));
            open("warn", "warn", words, String::new(), Act::Link(untested_route(app)))
        }
        Attention::Inbox { number, days } => Need {
            verb: "Triage",
            ..open(
                "",
                "quote",
                format!("{} in the inbox", FEEDBACK.count(*number)),
                if *days == 0 { String::new() } else { format!("oldest {}", days_words(*days)) },
                Act::Link(narrowed(app, &FEEDBACK, &[(&TRIAGE, NEW)])),
            )
        },
        Attention::RoleCheck { check, days } => {
            let record = RecordRef { table: ROLE_CHECKS.table, id: *check };
            let words = "Which role do you need now?".to_owned();
            open("", "both", words, days_words(*days), Act::GoTo(record))
        }
        Attention::ToTell(number) => Need {
            verb: "Tell",
            ..open(
                "",
                "communicate",
                format!("What they asked for is out: {} to answer", FEEDBACK.count(*number)),
                String::new(),
                Act::Link(narrowed(app, &FEEDBACK, &[(&TRIAGE, TO_TELL)])),
            )
        },
        Attention::ToHandOver { initiative, name } => Need {
            verb: "Hand over",
            ..open(
                "",
                "roadmap",
                format!("“{name}” is agreed, and not handed over yet"),
                String::new(),
                Act::Open(Overlay::HandOver(*initiative)),
            )
        },
        Attention::Unchecked { release, days } => {
            let kept = app.get::<Release>(*release);
            let name = kept.as_ref().map(|it| it.name.clone()).unwrap_or_default();
            let metric = kept.and_then(|it| it.metric);
            let record = metric.map_or(RecordRef::to::<Release>(*release), RecordRef::to::<Metric>);
            let words = format!("{name} is out, and nobody looked whether it worked");
            Need {
                verb: "Add reading",
                ..open("warn", "clock", words, days_words(*days), Act::Inspect(record))
            }
        }
        Attention::Unread { metric, name, days } => Need {
            verb: "Read",
            ..open(
                "warn",
                "clock",
                format!("“{name}” is due for a reading"),
                days_words(*days),
                Act::Read(*metric),
            )
        },
        Attention::Overdue { goal, key_result, name, days } => Need {
            verb: "Check in",
            ..open(
                "warn",
                "clock",
                format!("No check-in on “{name}”"),
                since_words(*days),
                Act::Open(Overlay::CheckIn(*goal, *key_result)),
            )
        },
        Attention::Behind { goal, name } => Need {
            verb: "Look",
            ..open(
                "warn",
                "warn",
                format!("“{name}” is behind its pace"),
                String::new(),
                Act::Inspect(RecordRef::to::<Goal>(*goal)),
            )
        },
        Attention::Gap(gap, number) => {
            let words = match gap {
                Gap::Vision => "The product has no vision yet".to_owned(),
                gap => gap.sentence(*number),
            };
            open("", "line", words, String::new(), Act::Link(gap_route(app, *gap)))
        }
    }
}

/// A row; `fold` stands behind its words.
fn row(app: App, at: usize, attention: &Attention, fold: Option<AnyView>) -> AnyView {
    let Need { tone, icon, words, since, verb, act } = need(app, attention);
    let said = format!("{verb}: {words}");
    let (_, why) = attention.rule();
    let press = match act {
        Act::Link(route) => {
            let href = route.map(|route| route.href());
            view! { <a class="link end" href=href aria-label=said>{verb}</a> }.into_any()
        }
        act => view! { <button class="link end" aria-label=said on:click=move |_| act.clone().run(app)>{verb}</button> }
            .into_any(),
    };
    let id = format!("need-{at}");
    let more = {
        let (id, words, attention) = (id.clone(), words.clone(), attention.clone());
        move |_| put_off_menu(app, &id, &words, &attention)
    };
    view! {
        <li data-tone=tone title=why>
            <Icon name=icon />
            <span class="t">{words.clone()}</span>
            {(!since.is_empty()).then(|| view! { <span class="meta">{since}</span> })}
            {fold}
            {press}
            <button class="btn" data-kind="icon" id=id aria-label=format!("Put off: {words}") aria-haspopup="menu" on:click=more>
                <Icon name="more" />
            </button>
        </li>
    }
    .into_any()
}

/// Lets a person not be asked for something until a day, or for good, and says why it is asked for.
fn put_off_menu(app: App, id: &str, words: &str, attention: &Attention) {
    let Some(product) = app.product.get_untracked() else { return };
    let today = browser::today();
    let (rule, why) = attention.rule();
    let key = attention.key();
    let off = |label: &str, what: &str, name: &str, until: Option<Day>| {
        let (what, name) = (what.to_owned(), name.to_owned());
        MenuItem::new("clock", label, move || {
            let made = app.edit("Put off", |tx| command::put_off(tx, product, &what, &name, until));
            if made.is_some() {
                app.say_done("Put off. It stands in Guide, Put off");
            }
        })
    };
    let mut items = vec![
        off("Not until tomorrow", &key, words, Some(today.plus(1))),
        off("Not for a week", &key, words, Some(today.plus(7))),
        off("Not for a month", &key, words, Some(today.plus(30))),
    ];
    if key != rule {
        items.push(off("Never this one", &key, words, None));
    }
    items.push(MenuItem {
        starts_group: true,
        ..off(&format!("Never: {}", why.trim_end_matches('.').to_lowercase()), rule, why, None)
    });
    items.push(MenuItem::new("help", "Why is it here?", move || app.say(format!("Looked for: {why}"))));
    app.offer(words.to_owned(), Anchor::of(id), items);
}
