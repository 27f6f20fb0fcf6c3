//! Saving the roadmap for others: as a page anybody can open, or as a picture.

use leptos::prelude::*;

use crate::browser::{self, day_text};
use crate::format::{Disclosure, RoadmapPage, words_to_redact};
use crate::model::Product;
use crate::ui::action::{save_file, say_saved};
use crate::ui::app::{App, Overlay, use_app};
use crate::ui::component::{FormDialog, RedactFields};

/// As what the roadmap is saved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Page,
    Svg,
    Png,
}

/// Writes the file and hands it over; else says why not.
fn save(app: App, audience: &Disclosure, form: Form) -> Result<(), String> {
    let Some(product) = app.product.get_untracked().and_then(|id| app.get::<Product>(id)) else {
        return Ok(());
    };
    let written = app.read(|workspace| {
        let page =
            RoadmapPage::of(workspace.tables(), product.meta.id, audience, browser::today(), day_text)?;
        let text = if form == Form::Page { page.html() } else { page.svg() };
        Some(text.map(|text| (text, page.size())))
    });
    let written = written.transpose().map_err(|reason| reason.to_string())?;
    let Some((text, size)) = written else { return Ok(()) };
    let (ending, kind) = match form {
        Form::Page => ("html", "text/html"),
        Form::Svg => ("svg", "image/svg+xml"),
        Form::Png => ("png", "image/png"),
    };
    // The key of a product may be the word that is kept out.
    let of =
        if audience.redacted.is_empty() { format!("{}-", product.key.to_address()) } else { String::new() };
    let name = format!("{of}roadmap-{}.{ending}", browser::file_time());
    if form == Form::Png {
        app.overlay.set(Overlay::None);
        // Paper has no dark.
        let text = text.replace("color-scheme:light dark", "color-scheme:light");
        leptos::task::spawn_local(async move {
            let is_saved = browser::download_png(name.clone(), text, size).await;
            say_saved(app, "the roadmap", &name, is_saved);
        });
    } else if save_file(app, "the roadmap", &name, kind, &text) {
        app.overlay.set(Overlay::None);
    }
    Ok(())
}

/// Who gets it, and what must not stand in it.
#[component]
pub fn ShareForm() -> impl IntoView {
    let app = use_app();
    let (hides_ideas, hides_numbers) = (RwSignal::new(false), RwSignal::new(false));
    let (words, form) = (RwSignal::new(String::new()), RwSignal::new(Form::Page));
    let error = RwSignal::new(None::<String>);
    let submit = move || {
        let audience = Disclosure {
            hides_ideas: hides_ideas.get_untracked(),
            hides_numbers: hides_numbers.get_untracked(),
            redacted: words_to_redact(&words.get_untracked()),
        };
        error.set(save(app, &audience, form.get_untracked()).err());
    };
    let check = move |label: &'static str, on: RwSignal<bool>| {
        view! { <label class="choice-line"><input type="checkbox" on:change=move |_| on.update(|on| *on = !*on) /> {label}</label> }
    };
    let choice = move |label: &'static str, it: Form| {
        view! { <button type="button" aria-pressed=move || (form.get() == it).to_string() on:click=move |_| form.set(it)>{label}</button> }
    };
    view! {
        <FormDialog heading="Save the roadmap for others".to_owned() on_submit=submit>
            <p class="say">"One file, without a script and without anything from elsewhere: it opens anywhere, and prints; page and SVG are light or dark as the reader's screen is."</p>
            <div class="seg" role="group" aria-label="As">{choice("Page", Form::Page)}{choice("Picture (SVG)", Form::Svg)}{choice("Picture (PNG)", Form::Png)}</div>
            {check("Leave out ideas", hides_ideas)}
            {check("Leave out progress and percentages", hides_numbers)}
            <RedactFields words error />
        </FormDialog>
    }
}
