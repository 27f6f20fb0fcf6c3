//! Guide: the duties of both hats, and how they stand beside each other.

mod balance;
mod duties;
mod playbooks;
mod words;

use std::time::Duration;

use crate::analysis::{Balance, HorizonWork, Standing, ahead, weigh_duties};
use crate::browser;
use crate::model::{Id, Product};
use crate::ui::app::{App, at_rest};
use crate::ui::reactive::Memo;
pub use balance::BalanceCard;
pub use duties::Duties;
pub use playbooks::Playbooks;
pub use words::MethodWords;

/// What was found in the records of a product.
#[derive(Clone, Default, PartialEq)]
struct Facts {
    all: Vec<Standing>,
    week: Balance,
    ahead: Vec<HorizonWork>,
}

/// The same for the product in view, once the person has come to rest: every table is walked over.
fn facts(app: App) -> Memo<Facts> {
    at_rest(
        Duration::from_millis(30),
        move || {
            app.track_content();
            app.product.get()
        },
        move |product: Option<Id>| {
            let Some(product) = product else { return Facts::default() };
            let overview = app.overview.get_untracked();
            let today = browser::today();
            app.read(|workspace| {
                let tables = workspace.tables();
                let (all, week) = weigh_duties(tables, product, today);
                Facts { all, week, ahead: ahead(tables, product, &overview).to_vec() }
            })
        },
    )
}

/// The key of the product in view, as it stands in addresses.
fn product_key(app: App) -> String {
    let product = app.home_product().and_then(|id| app.get::<Product>(id));
    product.map(|product| product.key.to_address()).unwrap_or_default()
}
