//! A report drafted from what really happened, line by line beside the paper it becomes; and the notes of a release.

use leptos::prelude::*;

use super::paper::paper_tools;
use crate::analysis::{Audience, ReportDraft, ReportOf, release_notes, speakers, voices_of};
use crate::browser::{self, Anchor, day_text};
use crate::command::{self, ReportChange, ReportSeed, line_fields};
use crate::format::report_markdown;
use crate::model::kind::{
    LINE_NOW, LINE_OF, LINE_OUT, LINE_SECTION, LINE_TEXT, LINE_THEN, RELEASES, REPORT_FIRST, REPORT_GIST,
    REPORT_KEPT, REPORT_LAST, REPORT_LINES, REPORT_RELEASE, REPORT_TO, REPORTS, TO_CUSTOMERS,
};
use crate::model::{Day, Id, Product, RecordRef, Release, ReleaseState, in_order_of};
use crate::ui::action::{make_described, present};
use crate::ui::app::{App, MenuItem, Paper, use_app};
use crate::ui::component::{EmptyState, Icon, Letter, TextField, each};
use crate::ui::reactive::Memo;
use crate::view::{PeriodLength, Reporting, count};
use crate::workspace::{Described, Fields, Tables, Values};

/// What is looked at: the draft, or what became of it.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    /// The record, where there is one.
    id: Option<Id>,
    /// The day it was kept.
    kept: Option<Day>,
    /// What it is called, for whom and of when.
    seed: Option<ReportSeed>,
    draft: ReportDraft,
    gist: String,
    rows: Vec<Fields>,
    /// Why there is nothing to tell.
    refusal: Option<String>,
}

/// A day with its year, the same in any later year: “16 Nov 2026”.
fn full_day(day: Day) -> String {
    format!("{} {}", day.day(), browser::month_text(day, true))
}

/// A first and a last day in as few words as say it.
fn full_span((first, last): (Day, Day)) -> String {
    match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => format!("{} to {}", first.day(), full_day(last)),
        (true, false) => {
            format!("{} {} to {}", first.day(), browser::month_text(first, false), full_day(last))
        }
        _ => format!("{} to {}", full_day(first), full_day(last)),
    }
}

/// The record a seed has: the one that was changed last.
fn known<'a>(tables: &'a Tables, product: Id, seed: &ReportSeed) -> Option<&'a Described> {
    let is_it = |it: &&Described| {
        let release = it.linked(&REPORT_RELEASE).first().map(|(_, id)| *id);
        it.words(&REPORT_TO) == seed.to
            && release == seed.release
            && (release.is_some()
                || (it.day(&REPORT_FIRST), it.day(&REPORT_LAST)) == (Some(seed.days.0), Some(seed.days.1)))
    };
    tables.described_of(&REPORTS, product).into_iter().filter(is_it).max_by_key(|it| it.meta.updated_at)
}

/// The release whose notes are written: the one that was chosen, else the latest that is out, else the first.
fn release_of(tables: &Tables, product: Id, chosen: Option<Id>) -> Option<&Release> {
    let all: Vec<&Release> = tables.releases.of(product).collect();
    let out = all.iter().filter(|it| it.state == ReleaseState::Released).max_by_key(|it| it.actual);
    let chosen = chosen.and_then(|id| tables.releases.get(id)).filter(|it| it.product == product);
    chosen.or(out.copied()).or(all.first().copied())
}

fn shown(app: App, is_notes: bool, at: Reporting) -> Option<Shown> {
    let product = app.product.get()?;
    app.read(|workspace| {
        let tables = workspace.tables();
        let owner: &Product = tables.products.get(product)?;
        if let Some(kept) = at.kept.filter(|_| !is_notes).and_then(|id| tables.described(&REPORTS, id)) {
            return Some(of_record(kept, None, ReportDraft::default()));
        }
        let today = browser::today();
        let mut shown = Shown::default();
        let mut of = None;
        if is_notes {
            let release = release_of(tables, product, at.release)?;
            let day = release.day().unwrap_or(today);
            let name = format!("{} {}", owner.name, release.name);
            let seed =
                ReportSeed { name, to: TO_CUSTOMERS, days: (day, day), release: Some(release.meta.id) };
            (shown.seed, shown.draft) = (Some(seed), release_notes(tables, release));
        } else {
            let days = at.days(today);
            let to = if at.audience == Audience::Team { "team" } else { "management" };
            let name = format!("{}, {}", owner.name, full_span(days));
            shown.seed = Some(ReportSeed { name, to, days, release: None });
            let time = ReportOf { tables, product, days, audience: at.audience, today, day_text };
            shown.refusal = time.refusal();
            if shown.refusal.is_none() {
                shown.draft = time.draft();
            }
            of = Some(time);
        }
        let record = shown.seed.as_ref().and_then(|seed| known(tables, product, seed));
        if let Some(record) = record {
            let mut shown = of_record(record, shown.seed, shown.draft);
            if shown.gist.is_empty() {
                // Nobody wrote it: it follows the lines.
                let rows = shown.rows.iter().map(Values).filter(|row| row.words(&LINE_OUT).is_empty());
                let rows = rows.map(|row| (row.words(&LINE_SECTION), row.words(&LINE_OF)));
                shown.gist = of.map_or(shown.draft.gist.clone(), |of| of.gist(rows));
            }
            return Some(shown);
        }
        shown.gist.clone_from(&shown.draft.gist);
        shown.rows = shown.draft.lines.iter().map(line_fields).collect();
        Some(shown)
    })
}

fn of_record(record: &Described, seed: Option<ReportSeed>, draft: ReportDraft) -> Shown {
    let day = |field| record.day(field).unwrap_or_else(Day::first);
    let own = ReportSeed {
        name: record.name().to_owned(),
        to: REPORT_TO.word_or_first(record.words(&REPORT_TO)).map_or("team", |word| word.key),
        days: (day(&REPORT_FIRST), day(&REPORT_LAST)),
        release: record.linked(&REPORT_RELEASE).first().map(|(_, id)| *id),
    };
    Shown {
        id: Some(record.meta.id),
        kept: record.day(&REPORT_KEPT),
        seed: Some(seed.map_or(own.clone(), |seed| ReportSeed { name: own.name, ..seed })),
        draft,
        gist: record.words(&REPORT_GIST).to_owned(),
        rows: record.rows(&REPORT_LINES).into_iter().cloned().collect(),
        refusal: None,
    }
}

impl Shown {
    fn paper(&self) -> Paper {
        let Some(seed) = &self.seed else { return Paper::default() };
        let on = full_day(self.kept.unwrap_or_else(browser::today));
        let under = match seed.to {
            TO_CUSTOMERS => format!("Release notes, {}", full_day(seed.days.1)),
            "management" => format!("For management, {on}"),
            to => format!("For the {to}, {on}"),
        };
        let then = format!("{} {}", seed.days.0.day(), browser::month_text(seed.days.0, false));
        let text = report_markdown(&seed.name, &under, &self.gist, &then, &self.rows);
        Paper { name: seed.name.clone(), text }
    }

    /// The sections it can have.
    fn sections(&self) -> &'static [&'static str] {
        match self.seed.as_ref().map(|seed| seed.to) {
            Some(TO_CUSTOMERS) => &["new", "better", "mended"],
            _ => &["done", "next", "risk", "decide", "numbers"],
        }
    }
}

/// The page of reports, or of release notes.
#[component]
pub fn ReportPage(is_notes: bool) -> impl IntoView {
    let app = use_app();
    let shown = Memo::new(move |_| {
        app.track_content();
        shown(app, is_notes, app.reporting.get())
    });
    let change = move |label: &'static str, change: ReportChange| {
        let Some((shown, product)) = shown.get_untracked().zip(app.product.get_untracked()) else { return };
        let Some(seed) = shown.seed else { return };
        let draft = ReportDraft { gist: shown.gist, ..shown.draft };
        app.edit(label, |tx| command::change_report(tx, product, shown.id, (&seed, &draft), &change));
    };
    let has_shown = Memo::new(move |_| shown.with(Option::is_some));
    let refusal = move || shown.with(|shown| shown.as_ref().and_then(|it| it.refusal.clone()));
    let is_refused = Memo::new(move |_| refusal().is_some());
    let paper = move || shown.with_untracked(|shown| shown.as_ref().map(Shown::paper).unwrap_or_default());
    let text = Signal::derive(move || {
        shown.with(|shown| shown.as_ref().map(|it| it.paper().text).unwrap_or_default())
    });
    let kept = move || shown.with(|shown| shown.as_ref().and_then(|it| it.kept));
    let is_kept = Memo::new(move |_| kept().is_some());
    let keep = move || {
        let is_kept = is_kept.get();
        let (words, label) =
            if is_kept { ("Open again", "Open the report again") } else { ("Keep", "Keep the report") };
        let press = move |_| {
            change(label, ReportChange::Keep(!is_kept));
            app.say_done(if is_kept {
                "Open again: it can be changed"
            } else {
                "Kept: it will not change by itself"
            });
        };
        view! { <button class="btn" on:click=press>{words}</button> }
    };
    let about = move || match kept() {
        Some(on) => Some(format!("kept on {}", day_text(on))),
        None => shown.with(|shown| shown.as_ref()?.id).map(|_| "changed by you".to_owned()),
    };
    let page = move || {
        if !has_shown.get() {
            return view! {
                <EmptyState heading="What is new for those who use it?" words="Release notes are drafted from what was accepted in a release. There is no release yet."><button class="btn" data-kind="primary" on:click=move |_| make_described(app, &RELEASES)>"Add release"</button></EmptyState>
            }
            .into_any();
        }
        let sections = shown.with_untracked(|shown| shown.as_ref().map_or(&[][..], Shown::sections));
        let sections: Vec<AnyView> =
            sections.iter().map(|section| section_of(app, shown, is_kept, section, change)).collect();
        let gist = Signal::derive(move || {
            shown.with(|shown| shown.as_ref().map(|it| it.gist.clone()).unwrap_or_default())
        });
        let tell = is_notes.then(|| to_tell(app, shown));
        let body = move || {
            match refusal() {
            Some(words) => view! { <p class="say">{words}</p> }.into_any(),
            None => view! {
                <TextField label="In short" class="writing short" value=gist is_prose=true placeholder="What does it come to?" on_save=move |text: String| change("What a report comes to", ReportChange::Gist(text)) />
            }
            .into_any(),
        }
        };
        view! {
            <div class="draft page">
                {body}
                <div class="stack" hidden=move || is_refused.get()>{sections}</div>
                {tell}
            </div>
            <div class="desktop" hidden=move || is_refused.get() tabindex="0" role="region" aria-label="As it prints"><Letter text /></div>
        }
        .into_any()
    };
    let choose = if is_notes { release_chooser(app, shown) } else { time_chooser(app, shown) };
    view! {
        <div class="report">
            <div class="viewbar">
                {choose}
                <span class="n">{about}</span>
                <span class="push"></span>
                <Show when=move || has_shown.get() && !is_refused.get()>{keep}<button class="btn only-wide" on:click=move |_| present(app, true)>"Present"</button>{paper_tools(app, paper)}</Show>
            </div>
            {page}
        </div>
    }
}

/// The lines of a section, each with whether it is in, what it says, and what it is of.
fn section_of(
    app: App,
    shown: Memo<Option<Shown>>,
    is_kept: Memo<bool>,
    section: &'static str,
    change: impl Fn(&'static str, ReportChange) + Copy + Send + Sync + 'static,
) -> AnyView {
    let name = LINE_SECTION.word(section).map_or("", |word| word.name);
    let places = move || {
        shown.with(|shown| {
            let rows = shown.iter().flat_map(|it| it.rows.iter().enumerate());
            let of_it = rows.filter(|(_, row)| Values(row).words(&LINE_SECTION) == section);
            of_it.map(|(at, _)| at.to_string()).collect::<Vec<_>>()
        })
    };
    let number = move || {
        let number = shown.with(|shown| {
            let rows = shown.iter().flat_map(|it| &it.rows).map(Values);
            let is_told =
                |row: &Values<'_>| row.words(&LINE_SECTION) == section && row.words(&LINE_OUT).is_empty();
            rows.filter(is_told).count()
        });
        (number > 0).then_some(number)
    };
    let again = move |_| {
        let drafted = shown.with_untracked(|shown| {
            let lines = shown.iter().flat_map(|it| &it.draft.lines);
            lines.filter(|line| line.section == section).cloned().collect()
        });
        change("Draft a section again", ReportChange::Again(section, drafted));
        app.say_done(format!("Drafted “{name}” again"));
    };
    let add = move |_| {
        change("Add a line to a report", ReportChange::Add(section, String::new()));
        let last = places().pop().unwrap_or_default();
        browser::focus_soon(format!("#line-{last} textarea"));
    };
    let is_drafted = move || shown.with(|shown| shown.as_ref().is_some_and(|it| it.id.is_none()));
    let said = format!("Draft again: {name}");
    let buttons = move || {
        let said = said.clone();
        (!is_kept.get()).then(|| {
            let again = (!is_drafted()).then(|| view! { <button class="link" aria-label=said on:click=again>"Draft again"</button> });
            view! { <span class="push"></span>{again}<button class="link" aria-label=format!("Add a line: {name}") on:click=add>"Add"</button> }
        })
    };
    let row = move |key: String| {
        let at: usize = key.parse().unwrap_or(0);
        let read = move |field: &'static crate::model::kind::Field| {
            shown.with(|shown| {
                let row = shown.as_ref().and_then(|it| it.rows.get(at));
                row.map(|row| Values(row).words(field).to_owned()).unwrap_or_default()
            })
        };
        let is_in = Memo::new(move |_| read(&LINE_OUT).is_empty());
        let text = Signal::derive(move || read(&LINE_TEXT));
        let of = move || match (read(&LINE_THEN), read(&LINE_NOW)) {
            (then, now) if !now.is_empty() => {
                if then.is_empty() {
                    now
                } else {
                    format!("{then} → {now}")
                }
            }
            _ => read(&LINE_OF),
        };
        let toggle = move |_| change("Lines of a report", ReportChange::Out(at, is_in.get_untracked()));
        view! {
            <li id=format!("line-{at}") data-out=move || (!is_in.get()).then_some("")>
                <button class="check" role="checkbox" aria-checked=move || is_in.get().to_string() aria-label=move || format!("In the report: {}", text.get()) disabled=move || is_kept.get() on:click=toggle><Icon name="check" /></button>
                <TextField label="Line" class="cell" placeholder="A line of your own" value=text on_save=move |text: String| change("A line of a report", ReportChange::Text(at, text)) />
                <span class="meta">{of}</span>
            </li>
        }
        .into_any()
    };
    let read_only = move || {
        let lines = shown.with(|shown| {
            let rows = shown.iter().flat_map(|it| &it.rows);
            let of_it = rows.filter(|row| {
                Values(row).words(&LINE_SECTION) == section && Values(row).words(&LINE_OUT).is_empty()
            });
            of_it.map(|row| Values(row).words(&LINE_TEXT).to_owned()).collect::<Vec<_>>()
        });
        lines
            .into_iter()
            .map(|text| view! { <li><span class="t">{text}</span></li> }.into_any())
            .collect::<Vec<_>>()
    };
    let lines = move || if is_kept.get() { read_only().into_any() } else { each(places, row) };
    view! {
        <section class="sec" aria-label=name>
            <header><h2>{name}</h2><span class="n">{number}</span>{buttons}</header>
            <ul class="lines">{lines}</ul>
        </section>
    }
    .into_any()
}

fn set_reporting(app: App, change: impl FnOnce(&mut Reporting)) {
    app.save_drafts();
    app.reporting.update(change);
}

/// For whom, and of which time.
fn time_chooser(app: App, shown: Memo<Option<Shown>>) -> AnyView {
    let audience = move |audience: Audience, words: &'static str| {
        let is_on = move || (app.reporting.with(|at| at.audience == audience)).to_string();
        view! { <button aria-pressed=is_on on:click=move |_| set_reporting(app, |at| { at.audience = audience; at.kept = None; })>{words}</button> }.into_any()
    };
    let step = move |by: i32, said: &'static str, way: &'static str| {
        let go = move |_| set_reporting(app, |at| *at = at.further(browser::today(), by));
        view! { <button class="btn" data-kind="icon" data-way=way aria-label=said on:click=go><Icon name="down" /></button> }.into_any()
    };
    let days = move || shown.with(|shown| shown.as_ref()?.seed.as_ref().map(|seed| full_span(seed.days)));
    let span = move || app.reporting.with(|at| at.span.name());
    let spans = move |_| {
        let now = app.reporting.get_untracked().span;
        let items = PeriodLength::ALL.map(|span| MenuItem {
            checked: Some(now == span),
            ..MenuItem::new("", span.name(), move || {
                set_reporting(app, |at| {
                    at.span = span;
                    at.kept = None;
                });
            })
        });
        app.offer("How long", Anchor::of("report-span"), items.into());
    };
    view! {
        <div class="seg" role="group" aria-label="For">{audience(Audience::Team, "Team")}{audience(Audience::Management, "Management")}</div>
        <span class="stepping">{step(-1, "Earlier", "back")}<button class="btn" id="report-span" aria-haspopup="menu" on:click=spans>{span}" "<span class="v">{days}</span></button>{step(1, "Later", "on")}</span>
        {kept_chooser(app)}
    }
    .into_any()
}

/// The reports that were kept, and the way back from one.
fn kept_chooser(app: App) -> AnyView {
    let kept = move || {
        app.track_content();
        let product = app.product.get();
        let kept = product.map(|product| {
            app.read(|workspace| {
                let all = workspace.tables().described_of(&REPORTS, product).into_iter();
                let kept =
                    all.filter(|it| it.day(&REPORT_KEPT).is_some() && it.words(&REPORT_TO) != TO_CUSTOMERS);
                let named = kept.map(|it| {
                    let to = REPORT_TO.word(it.words(&REPORT_TO)).map_or("Team", |word| word.name);
                    (it.day(&REPORT_LAST), it.meta.id, format!("{}, {}", it.name(), to.to_lowercase()))
                });
                named.collect::<Vec<(Option<Day>, Id, String)>>()
            })
        });
        in_order_of(kept.unwrap_or_default(), |(on, ..)| std::cmp::Reverse(*on))
    };
    let open = move |_| {
        let items = untrack(kept).into_iter().map(|(_, id, name)| {
            MenuItem::new("", name, move || set_reporting(app, |at| at.kept = Some(id)))
        });
        app.offer("Kept reports", Anchor::of("kept-reports"), items.collect());
    };
    let button = move || {
        let number = kept().len();
        (number > 0).then(|| {
            view! { <button class="btn" id="kept-reports" aria-haspopup="menu" on:click=open>{count(number, "kept report")}</button> }
        })
    };
    let back = move || {
        app.reporting.with(|at| at.kept.is_some()).then(|| {
            view! { <button class="link" on:click=move |_| set_reporting(app, |at| at.kept = None)>"Back to the draft"</button> }
        })
    };
    view! { {button} {back} }.into_any()
}

/// The release whose notes are written.
fn release_chooser(app: App, shown: Memo<Option<Shown>>) -> AnyView {
    let name = move || {
        let release = shown.with(|shown| shown.as_ref()?.seed.as_ref()?.release);
        release.and_then(|id| app.get::<Release>(id)).map(|it| it.name.clone())
    };
    let open = move |_| {
        let Some(product) = app.product.get_untracked() else { return };
        let all: Vec<(Id, String)> = app.read(|workspace| {
            workspace.tables().releases.of(product).map(|it| (it.meta.id, it.name.clone())).collect()
        });
        let items = all.into_iter().map(|(id, name)| {
            MenuItem::new("release", name, move || set_reporting(app, |at| at.release = Some(id)))
        });
        app.offer("Release", Anchor::of("notes-of"), items.collect());
    };
    let button = move || {
        name().map(|name| view! { <button class="btn" id="notes-of" aria-haspopup="menu" on:click=open><span class="v">{name}</span> <Icon name="updown" /></button> })
    };
    button.into_any()
}

/// Those who asked for what is in the release: they are to be told.
fn to_tell(app: App, shown: Memo<Option<Shown>>) -> AnyView {
    let people = move || {
        app.track_content();
        let release = shown.with(|shown| shown.as_ref()?.seed.as_ref()?.release)?;
        let names = app.read(|workspace| {
            let tables = workspace.tables();
            let product = tables.releases.get(release)?.product;
            let items = tables.items.of(product).filter(|it| it.release == Some(release));
            let voices = items.flat_map(|item| voices_of(tables, item.meta.id));
            let named = voices
                .flat_map(|voice| speakers(voice).into_iter().map(|it| (voice.meta.id, it.name.to_owned())));
            Some(named.filter(|(_, name)| !name.is_empty()).collect::<Vec<(Id, String)>>())
        })?;
        (!names.is_empty()).then(|| {
            let number = names.len();
            let rows = names.into_iter().map(|(id, name)| {
                let record = RecordRef { table: crate::model::kind::FEEDBACK.table, id };
                view! { <li><button class="t" on:click=move |_| app.inspect_record(record)>{name}</button></li> }.into_any()
            });
            let rows: Vec<AnyView> = rows.collect();
            view! {
                <section class="sec" aria-label="To be told"><header><h2>"To be told"</h2><span class="n">{count(number, "person")}</span></header><ul class="rows">{rows}</ul></section>
            }
        })
    };
    people.into_any()
}
