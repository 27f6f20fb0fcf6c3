//! Where a duty is done, and which duties a page serves.

use super::{Place, Route, SettingsTab, Tab};
use crate::analysis::{DUTIES, Duty};
use crate::model::kind::{INITIATIVES, Kind};
use crate::model::{Item, Lens, Record, Vision};

/// How many duties the head of a page names.
const NAMED: usize = 3;

/// Duties that are done on another page than the one where their records are listed.
static ELSEWHERE: [(u8, Place, Tab); 18] = [
    (14, Place::Roadmap, Tab::Timeline),
    (15, Place::Roadmap, Tab::Changes),
    (17, Place::Roadmap, Tab::Dependencies),
    (20, Place::Roadmap, Tab::Kind(&INITIATIVES)),
    (25, Place::Backlog, Tab::Prioritise),
    (26, Place::Backlog, Tab::Refine),
    (28, Place::Delivery, Tab::Acceptance),
    (30, Place::Delivery, Tab::Plan),
    (32, Place::Delivery, Tab::Review),
    (33, Place::Delivery, Tab::Board),
    (35, Place::Delivery, Tab::Review),
    (36, Place::Delivery, Tab::Forecast),
    (38, Place::Strategy, Tab::Trace),
    (46, Place::Delivery, Tab::Charts),
    (49, Place::Communicate, Tab::Report),
    (65, Place::Guide, Tab::Duties),
    (66, Place::Roadmap, Tab::First),
    (67, Place::Guide, Tab::Duties),
];

/// The page on which a duty is done; none where that is no page of the product.
pub fn duty_place(duty: &Duty) -> Option<(Place, Tab)> {
    if let Some((_, place, tab)) = ELSEWHERE.iter().find(|(number, ..)| *number == duty.number) {
        return Some((*place, *tab));
    }
    let table = duty.signs.first()?.table;
    match table {
        Vision::TABLE => Some((Place::Strategy, Tab::First)),
        Item::TABLE => Some(Place::of_table(table)),
        _ => Kind::of_any_table(table).map(|_| Place::of_table(table)),
    }
}

/// The address at which a duty is done, and what that page is called.
pub fn duty_route(duty: &Duty, key: &str) -> (Route, &'static str) {
    let (place, tab) = match (duty_place(duty), duty.number) {
        (Some(at), _) => at,
        (None, 29) => return (Route::Settings(SettingsTab::Workflow), SettingsTab::Workflow.name()),
        (None, 60) => return (Route::Portfolio, "All products"),
        (None, _) => (Place::Guide, Tab::Duties),
    };
    (Route::tab(key, place, tab), tab.name(place))
}

/// The hat that leads the duties a page serves, and their numbers: those of the page, else of its place.
pub fn served_by(place: Place, tab: Tab) -> Option<(Lens, String)> {
    let of = |is_it: &dyn Fn((Place, Tab)) -> bool| -> Vec<&Duty> {
        DUTIES.iter().filter(|duty| duty_place(duty).is_some_and(is_it)).collect()
    };
    let mut served = of(&|at| at == (place, tab));
    if served.is_empty() {
        served = of(&|(other, _)| other == place);
    }
    let hat = served.first()?.hat;
    let hat = if served.iter().all(|duty| duty.hat == hat) { hat } else { Lens::Both };
    let numbers: Vec<String> = served.iter().take(NAMED).map(|duty| format!("D{}", duty.number)).collect();
    Some((hat, numbers.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_duty_has_a_page_that_is_there() {
        for duty in &DUTIES {
            if let Some((place, tab)) = duty_place(duty) {
                assert!(place.tabs().contains(&tab), "D{} is on no page", duty.number);
            }
            assert!(!duty_route(duty, "spk").1.is_empty());
        }
    }

    #[test]
    fn a_page_says_what_it_serves() {
        assert_eq!(served_by(Place::Roadmap, Tab::Changes), Some((Lens::Pm, "D15".into())));
        assert_eq!(served_by(Place::Strategy, Tab::First), Some((Lens::Both, "D1 D3".into())));
        assert_eq!(served_by(Place::Delivery, Tab::Review), Some((Lens::Both, "D32 D35".into())));
        for place in Place::ALL.into_iter().filter(|place| *place != Place::Today) {
            assert!(place.tabs().iter().all(|tab| served_by(place, *tab).is_some()), "{place:?}");
        }
    }
}
