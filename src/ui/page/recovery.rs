//! What stands in the way of a start, what is safe, and what a person can do.

use leptos::prelude::*;

use crate::browser::{self, LocalDisk};
use crate::model::capitalised;
use crate::storage::{Found, last_label, set_last_aside};
use crate::ui::app::App;
use crate::ui::component::Icon;
use crate::view::count;

/// Why the app does not simply open.
#[derive(Clone, Copy)]
pub enum Obstacle {
    /// A part of what is stored cannot be read.
    Damaged(App),
    /// A later build has written here.
    Newer,
    /// The page has stopped twice soon after it was opened.
    Stopped(App),
}

impl Obstacle {
    /// What stands in the way of opening the app, if anything does.
    pub fn of(app: App) -> Option<Self> {
        const TOO_OFTEN: u32 = 2;
        if app.read_desk(|desk| !desk.store.damage().is_empty()) {
            return Some(Self::Damaged(app));
        }
        let has_stopped = browser::stops() >= TOO_OFTEN && last_label(&LocalDisk).is_some();
        has_stopped.then_some(Self::Stopped(app))
    }
}

/// The page; `open` goes on into the app, for reading only.
#[component]
pub fn Recovery(obstacle: Obstacle, open: Callback<()>) -> impl IntoView {
    let error = RwSignal::new(None::<String>);
    let (title, words, found, details) = match obstacle {
        Obstacle::Damaged(app) => app.read_desk(|desk| {
            let read: usize = desk.found.iter().map(|found| found.read).sum();
            let title = if read > 0 {
                "A part of what is stored cannot be read. The rest is safe."
            } else {
                "What is stored here cannot be read."
            };
            let details = desk.store.damage().iter().map(|it| format!("{} {}", it.key, it.words)).collect();
            let words = "Nothing has been deleted or written over, and nothing will be until you choose. What is missing was looked for in the state before; what was found there is in the count.";
            (title, words.to_owned(), desk.found.clone(), details)
        }),
        Obstacle::Newer => (
            "A newer Throughline has been here.",
            "What is stored was written by a newer version than this page, which must not change it. Reload to get the new version; a tab that was open for long shows the old one.".to_owned(),
            Vec::new(),
            Vec::new(),
        ),
        Obstacle::Stopped(app) => (
            "Throughline stopped twice, right after it was opened.",
            "Your work is stored and can be read. Perhaps the last change is one this version cannot show.".to_owned(),
            app.read_desk(|desk| desk.found.clone()),
            Vec::new(),
        ),
    };
    let rows = found.into_iter().map(found_row).collect_view();
    view! {
        <div class="first recovery">
            <header><Icon name="line" /> "Throughline"</header>
            <main id="main">
                <div>
                    <h1 tabindex="-1">{title}</h1>
                    <p class="lede">{words}</p>
                </div>
                {(!rows.is_empty()).then(|| view! {
                    <section class="sec"><header><h2>"What was found"</h2></header><ul class="rows">{rows}</ul></section>
                })}
                <section class="sec">
                    <header><h2>"What you can do"</h2></header>
                    <div class="line">
                        <div>
                            <b>"Save what is stored, exactly as it is"</b>
                            <p>"One file. Do this first: it costs nothing, and Import can read it again."</p>
                        </div>
                        <button class="btn" data-kind="primary" on:click=|_| browser::download_raw()>
                            <Icon name="download" />
                            "Download raw data"
                        </button>
                    </div>
                    {ways_on(obstacle, error, open)}
                    {move || error.get().map(|reason| view! { <p class="why" role="alert"><Icon name="warn" /> {reason}</p> })}
                </section>
                {damaged(details)}
            </main>
            <footer>
                <span>"Nothing leaves this page"</span>
                <span>"What is damaged is kept aside, never thrown away"</span>
            </footer>
        </div>
    }
}

fn way(title: &'static str, words: String, button: &'static str, run: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="line">
            <div><b>{title}</b><p>{words}</p></div>
            <button class="btn" data-kind="edge" on:click=move |_| run()>{button}</button>
        </div>
    }
    .into_any()
}

fn ways_on(obstacle: Obstacle, error: RwSignal<Option<String>>, open: Callback<()>) -> Vec<AnyView> {
    let look = || {
        way(
            "Look around first",
            "Opens what can be read, for reading and saving to a file. Nothing is written.".to_owned(),
            "Open for reading",
            move || open.run(()),
        )
    };
    match obstacle {
        Obstacle::Damaged(app) => {
            let go_on = move || match app.set_damage_aside() {
                Ok(()) => {
                    browser::replace_address("#/");
                    browser::reload();
                }
                Err(reason) => error.set(Some(reason)),
            };
            if app.read(|workspace| !workspace.tables().has_product()) {
                let words =
                    "Puts what is damaged aside. A file you saved can be brought in on the first screen.";
                return vec![way("Begin anew", words.to_owned(), "Begin anew", go_on)];
            }
            let words = "Puts the damaged part aside and opens everything else. A file you saved can be brought in afterwards; it fills in what is missing.";
            vec![look(), way("Go on with what can be read", words.to_owned(), "Go on", go_on)]
        }
        Obstacle::Newer => {
            let words = "The newer version reads everything.".to_owned();
            vec![way("Get the newer version", words, "Reload", browser::reload)]
        }
        Obstacle::Stopped(_) => {
            let label = last_label(&LocalDisk).unwrap_or_default();
            let without = move || {
                let set_aside = set_last_aside(&LocalDisk);
                browser::forget_stops();
                match set_aside {
                    Some(_) => browser::reload(),
                    None => error
                        .set(Some("The last change could not be moved: the browser took no more.".into())),
                }
            };
            let again = || {
                browser::forget_stops();
                browser::reload();
            };
            vec![
                way(
                    "Open without the last change",
                    format!("“{label}” is put aside, not deleted. Everything before it stays."),
                    "Open without it",
                    without,
                ),
                look(),
                way("Try again as it is", "Nothing is changed.".to_owned(), "Open", again),
            ]
        }
    }
}

fn found_row(found: Found) -> AnyView {
    let is_whole = found.read >= found.stored;
    let (glyph, state) = if is_whole { ("s-accepted", "s-accepted") } else { ("warn", "warn") };
    let name = capitalised(&found.table);
    let number = if is_whole {
        count(found.read, "record")
    } else {
        format!("{} of {}", found.read, count(found.stored, "record"))
    };
    view! {
        <li>
            <span class="status" data-s=state><Icon name=glyph /></span>
            <span class="t">{name}</span>
            <span class="end n">{number}</span>
        </li>
    }
    .into_any()
}

fn damaged(details: Vec<String>) -> Option<AnyView> {
    (!details.is_empty()).then(|| {
        let lines = details.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <details class="exactly"><summary>"What exactly is damaged"</summary><ul>{lines}</ul></details> }
            .into_any()
    })
}
