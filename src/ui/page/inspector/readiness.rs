//! Which rules of the product an item meets: of Ready before work on it begins, of Done from then on.

use leptos::prelude::*;

use crate::analysis::{category_of, meets};
use crate::command;
use crate::model::{Category, Check, Id, Item, Product, Rule};
use crate::ui::app::use_app;
use crate::ui::component::Icon;
use crate::ui::reactive::Memo;

/// The rules that count now, each met or not; those without a check are ticked here.
#[component]
pub fn Readiness(id: Id) -> impl IntoView {
    let app = use_app();
    let rules = Memo::new(move |_| {
        app.track_content();
        app.read(|workspace| {
            let tables = workspace.tables();
            let item: &Item = tables.items.get(id)?;
            let product: &Product = tables.products.get(item.product)?;
            let (heading, definition) = match category_of(tables, item) {
                Category::Idea | Category::Open => ("Ready when", &product.ready),
                Category::Active | Category::Review => ("Done when", &product.done),
                Category::Done | Category::Cancelled => return None,
            };
            let rules = definition.0.iter().map(|rule| (rule.clone(), meets(tables, item, rule)));
            let rules: Vec<(Rule, bool)> = rules.collect();
            (!rules.is_empty()).then_some((heading, rules))
        })
    });
    move || {
        let (heading, rules) = rules.get()?;
        let met = rules.iter().filter(|(_, is_met)| *is_met).count();
        let tally = format!("{met} of {}", rules.len());
        let lines = rules.into_iter().map(|(rule, is_met)| {
            let glyph = if is_met { "tick" } else { "ring" };
            let said = if is_met { "met" } else { "not met" };
            let pass = is_met.then_some("");
            if rule.check != Check::ByHand {
                return view! {
                    <li data-pass=pass><span class="glyph"><Icon name=glyph /></span><span>{rule.text}<span class="aloud">{format!(", {said}")}</span></span></li>
                }
                .into_any();
            }
            let (rule_id, text) = (rule.id, rule.text.clone());
            let element = format!("rule-{rule_id}");
            let back = format!("#{element}");
            let tick = move |_: leptos::ev::MouseEvent| {
                app.edit(format!("{}: {text}", if is_met { "Not yet" } else { "Met" }), |tx| {
                    command::confirm_rule(tx, id, &rule_id, !is_met);
                    Ok(())
                });
                crate::browser::focus_drawn(back.clone());
            };
            view! {
                <li data-pass=pass>
                    <button class="glyph" id=element role="checkbox" aria-checked=is_met.to_string() aria-label=rule.text.clone() on:click=tick.clone()><Icon name=glyph /></button>
                    <span on:click=tick>{rule.text}</span>
                </li>
            }
            .into_any()
        });
        Some(view! {
            <section>
                <h3>{heading} <span>{tally}</span></h3>
                <ul class="criteria rules">{lines.collect_view()}</ul>
            </section>
        })
    }
}
