//! Short facts of a record: a word, and a value that is changed where it stands.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::Anchor;
use crate::ui::component::{Icon, SaveValue, ValueField, each};
use crate::ui::reactive::Memo;

/// How a fact is changed.
#[derive(Clone)]
pub enum FactEdit {
    /// In a menu or a picker that opens at the value.
    Pick(Arc<dyn Fn(Anchor) + Send + Sync>),
    /// In a field of this kind, `text` or `date`.
    Write(&'static str, SaveValue),
    /// Not at all: it follows from the rest.
    Not,
}

/// A word and its value.
#[derive(Clone)]
pub struct Fact {
    /// The word.
    pub label: &'static str,
    /// The value as it is read; in a field, as it is written.
    pub value: String,
    /// The glyph before it.
    pub icon: &'static str,
    /// A sentence about it; empty where the word says enough.
    pub help: &'static str,
    /// Whether it needs care.
    pub is_warning: bool,
    /// How it is changed.
    pub change: FactEdit,
}

impl PartialEq for Fact {
    fn eq(&self, other: &Self) -> bool {
        (self.label, &self.value, self.icon, self.is_warning)
            == (other.label, &other.value, other.icon, other.is_warning)
    }
}

impl Fact {
    /// A fact that is chosen.
    pub fn picked(
        label: &'static str,
        value: impl Into<String>,
        pick: impl Fn(Anchor) + Send + Sync + 'static,
    ) -> Self {
        Self::new(label, value, FactEdit::Pick(Arc::new(pick)))
    }

    /// A fact that is written.
    pub fn written(
        label: &'static str,
        value: impl Into<String>,
        kind: &'static str,
        save: impl Fn(String) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        Self::new(label, value, FactEdit::Write(kind, Arc::new(save)))
    }

    /// A fact that follows from others.
    pub fn shown(label: &'static str, value: impl Into<String>) -> Self {
        Self::new(label, value, FactEdit::Not)
    }

    fn new(label: &'static str, value: impl Into<String>, change: FactEdit) -> Self {
        Self { label, value: value.into(), icon: "", help: "", is_warning: false, change }
    }

    /// The same with a sentence about it.
    pub fn with_help(self, help: &'static str) -> Self {
        Self { help, ..self }
    }

    /// The same, and whether it needs care.
    pub fn warning(self, is_warning: bool) -> Self {
        Self { is_warning, ..self }
    }

    /// The same with a glyph.
    pub fn with_icon(self, icon: &'static str) -> Self {
        Self { icon, ..self }
    }
}

/// Draws facts; a fact that changes is drawn anew, the others stay as they are.
#[component]
pub fn Facts(
    facts: Memo<Vec<Fact>>,
    /// Tells these facts from others on the page.
    #[prop(optional, into)]
    of: String,
) -> impl IntoView {
    let of = StoredValue::new(of);
    let fact = move |label: String| {
        Memo::new(move |_| facts.with(|facts| facts.iter().find(|fact| fact.label == label).cloned()))
    };
    view! {
        <dl class="facts">
            {each(
                move || facts.with(|facts| facts.iter().map(|fact| fact.label.to_owned()).collect()),
                move |label| {
                    let fact = fact(label.clone());
                    let help = fact.with_untracked(|fact| fact.as_ref().map_or("", |fact| fact.help));
                    view! {
                        <dt title=(!help.is_empty()).then_some(help)>{label}</dt>
                        <dd>{move || fact.get().map(|fact| draw(fact, of.get_value()))}</dd>
                    }
                    .into_any()
                },
            )}
        </dl>
    }
}

fn draw(fact: Fact, of: String) -> AnyView {
    let Fact { label, value, icon, change, is_warning, .. } = fact;
    let tone = is_warning.then_some("warn");
    match change {
        FactEdit::Write(kind, save) => view! { <ValueField label kind value save of /> }.into_any(),
        FactEdit::Not => {
            let glyph = (!icon.is_empty()).then(|| view! { <Icon name=icon /> });
            let words = if value.is_empty() { "–".to_owned() } else { value };
            view! { <span class="state" data-t=tone>{glyph}{words}</span> }.into_any()
        }
        FactEdit::Pick(pick) => {
            let id = format!("fact-{}{of}", label.to_lowercase().replace(' ', "-"));
            let anchor = id.clone();
            let is_none = value.is_empty();
            let words = if is_none { "None".to_owned() } else { value };
            let said = format!("{label}: {words}");
            let glyph = (!icon.is_empty())
                .then(|| view! { <span class="status" data-s=icon><Icon name=icon /></span> });
            view! {
                <button
                    class="select"
                    data-t=tone
                    id=id
                    aria-haspopup="dialog"
                    aria-label=said
                    data-none=is_none.then_some("")
                    on:click=move |_| pick(Anchor::of(&anchor))
                >
                    {glyph}
                    <span class="many">{words}</span>
                </button>
            }
            .into_any()
        }
    }
}
