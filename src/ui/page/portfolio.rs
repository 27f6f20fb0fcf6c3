//! All products: where each stands, in one list.

use leptos::prelude::*;

use crate::analysis::Overview;
use crate::model::{Lens, Product, in_order_of};
use crate::ui::app::use_app;
use crate::ui::overlay::Overlay;
use crate::view::{Place, Route};

/// The list of products.
#[component]
pub fn Portfolio() -> impl IntoView {
    let app = use_app();
    let rows = move || {
        app.track_content();
        let products: Vec<Product> =
            app.read(|workspace| workspace.tables().products.iter().cloned().collect());
        let products = in_order_of(products, |product| product.meta.created_at.0);
        let rows = products.into_iter().map(|product| {
            let (overview, goals, releases) = app.read(|workspace| {
                let tables = workspace.tables();
                let id = product.meta.id;
                (Overview::of(tables, id), tables.goals.count(id), tables.releases.count(id))
            });
            let gaps: usize = overview.gaps.iter().map(|(_, ids)| ids.len()).sum();
            let lens = match product.lens {
                Lens::Pm => "PM",
                Lens::Po => "PO",
                Lens::Both => "Both",
            };
            let href = Route::place(product.key.as_str(), Place::Today).href();
            view! {
                <tr>
                    <td><a class="title" href=href><span>{product.name.clone()}</span></a></td>
                    <td class="sub">{product.key.to_string()}</td>
                    <td class="sub">{lens}</td>
                    <td class="num">{goals}</td>
                    <td class="num">{overview.open_stories}</td>
                    <td class="num">{releases}</td>
                    <td class="num">{gaps}</td>
                </tr>
            }
        });
        rows.collect_view()
    };
    view! {
        <div class="page">
            <section class="scroll" tabindex="0" aria-label="Products">
                <table class="table goals" aria-label="Products">
                    <colgroup><col /><col class="col-last" /><col class="col-last" /><col class="col-last" /><col class="col-last" /><col class="col-last" /><col class="col-last" /></colgroup>
                    <thead>
                        <tr>
                            <th>"Product"</th><th>"Key"</th><th>"Lens"</th><th class="num">"Goals"</th>
                            <th class="num">"Open stories"</th><th class="num">"Releases"</th><th class="num">"Gaps"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
            <div><button class="btn" data-kind="edge" on:click=move |_| app.overlay.set(Overlay::Product(None))>"New product…"</button></div>
        </div>
    }
}
