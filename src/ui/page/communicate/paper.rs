//! Something to hand out, as it lies on paper: copied, printed, or saved as a page anybody can open.

use leptos::prelude::*;

use crate::browser;
use crate::format::{page_html, words_to_redact};
use crate::ui::action::{NO_COPY, copy_rich, copy_text, save_file};
use crate::ui::app::{App, Overlay, Paper, use_app};
use crate::ui::component::{Dialog, DialogKind, FormDialog, Letter, RedactFields};

/// The buttons over a paper; `paper` gives it as it is when one is pressed.
pub fn paper_tools(app: App, paper: impl Fn() -> Paper + Copy + Send + Sync + 'static) -> AnyView {
    let save = move |_| app.overlay.set(Overlay::SavePage(paper()));
    let markdown = move |_| copy_text(app, paper().text, "Copied as Markdown.".into(), NO_COPY.into());
    let rich = move |_| copy_rich(app, &paper().text);
    view! {
        <button class="btn" on:click=|_| browser::print()>"Print"</button>
        <button class="btn" on:click=save>"Save as a page…"</button>
        <button class="btn" on:click=markdown>"Copy Markdown"</button>
        <button class="btn" data-kind="primary" on:click=rich>"Copy rich text"</button>
    }
    .into_any()
}

/// A paper over the page.
#[component]
pub fn PaperSheet(paper: Paper) -> impl IntoView {
    let app = use_app();
    let kept = StoredValue::new(paper.clone());
    let is_large = RwSignal::new(false);
    view! {
        <Dialog label=paper.name kind=DialogKind::Sheet>
            <div class="viewbar">
                <button class="btn" data-kind="edge" autofocus on:click=move |_| app.overlay.set(Overlay::None)>"Close"</button>
                <span class="push"></span>
                <button class="btn only-wide" on:click=move |_| is_large.set(true)>"Present"</button>
                {paper_tools(app, move || kept.get_value())}
            </div>
            <div class="desktop" data-large=move || is_large.get().then_some("") tabindex="0" role="region" aria-label="As it prints"><Letter text=paper.text /></div>
        </Dialog>
    }
}

/// Which words must not stand in a page that is saved for others.
#[component]
pub fn SavePage(paper: Paper) -> impl IntoView {
    let app = use_app();
    let (words, error) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let submit = move || {
        let words = words_to_redact(&words.get_untracked());
        match page_html(&paper.name, &paper.text, &words) {
            Ok(html) => {
                // What it is called may be what is kept out.
                let of =
                    if words.is_empty() { crate::view::file_name(&paper.name) } else { "page".to_owned() };
                let name = format!("{of}-{}.html", browser::file_time());
                if save_file(app, "the page", &name, "text/html", &html) {
                    app.overlay.set(Overlay::None);
                }
            }
            Err(reason) => error.set(Some(reason.to_string())),
        }
    };
    view! {
        <FormDialog heading="Save as a page".to_owned() on_submit=submit>
            <p class="say">"One file, without a script and without anything from elsewhere: it opens anywhere, and prints."</p>
            <RedactFields words error />
        </FormDialog>
    }
}
