//! What the inspector shows of a role check: the result, the reasons, what would change it, the rules.

use leptos::prelude::*;

use crate::analysis::advisor::{
    HOW, RULES, RoleAnswers, advice, answers_of, given, left_open, role_flip, rule_words, weighed,
};
use crate::model::Id;
use crate::model::kind::{Field, ROLE_CHECKS, ROLE_QUESTIONS, ROLE_RESULT};
use crate::ui::app::use_app;

fn called(result: &str) -> &'static str {
    ROLE_RESULT.word(result).map_or("", |word| word.name)
}

fn sentences(all: Vec<String>) -> AnyView {
    let all: Vec<AnyView> = all.into_iter().map(|words| view! { <li>{words}</li> }.into_any()).collect();
    view! { <ul class="say reasons">{all}</ul> }.into_any()
}

/// What would change the result, or what is left open.
fn beside(answers: &RoleAnswers) -> String {
    let open: Vec<String> = left_open(answers).iter().map(|field| field.label.to_lowercase()).collect();
    if !open.is_empty() {
        let stays = if advice(answers) == "open" { "" } else { " None of them can change the result." };
        return format!("Left open: {}.{stays}", open.join(", "));
    }
    let Some(flip) = role_flip(answers) else { return String::new() };
    let changes = flip.changes.iter().map(|(field, word)| format!("“{}” at {}", word.name, field.label));
    format!("It would be “{}” with {}.", called(flip.to), changes.collect::<Vec<_>>().join(" and "))
}

/// One rule of the table, as a sentence.
fn rule_sentence(field: &Field, word: &str, rule: &crate::analysis::advisor::AdviceRule) -> String {
    format!("{}, “{word}”: {}; {}.", field.label, rule.why, rule_words(rule))
}

/// The result of a role check, and why.
#[component]
pub fn RoleAdvice(id: Id) -> impl IntoView {
    let app = use_app();
    let body = move || {
        app.track_content();
        let answers = app.read(|workspace| workspace.tables().described(&ROLE_CHECKS, id).map(answers_of))?;
        let (sum, result) = (weighed(&answers), advice(&answers));
        let is_too_much = (result == "one" && sum.load > 0)
            .then_some("It is too much for one, and two are not there: ask for a second person. ");
        let reasons =
            given(&answers).into_iter().map(|(field, word, rule)| rule_sentence(field, word.name, rule));
        Some(view! {
            <p class="big">{called(result)}</p>
            <p class="say">{format!("In all: {}. ", rule_words(&sum))}{is_too_much}{beside(&answers)}</p>
            {sentences(reasons.collect())}
        })
    };
    let rules = ROLE_QUESTIONS.into_iter().zip(RULES).flat_map(|(field, rules)| {
        let each = field.choices().iter().zip(rules);
        each.map(move |(word, rule)| rule_sentence(field, word.name, rule))
    });
    view! {
        <section aria-label="Result">
            <h3>"Result"</h3>
            {body}
            <details><summary>"All rules"</summary><p class="say">{HOW}</p>{sentences(rules.collect())}</details>
        </section>
    }
}
