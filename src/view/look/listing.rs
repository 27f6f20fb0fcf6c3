//! The rows of a look: what is in view, in order, under which heads or under which rows.

use super::facet::Places;
use super::sort::sort;
use super::{Facet, FacetValue, Filter, Look};
use crate::model::{
    Category, Estimate, Id, Item, ItemType, Product, SortedSet, in_order_of, map_of, set_of, sorted_names,
};
use crate::view::cell::Token;
use crate::workspace::Tables;

/// The head of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Before which row it stands; where the group is folded, before the next group's first.
    pub at: usize,
    /// By which it is folded: the facet and the values.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Its items in view, or folded away.
    pub items: usize,
    /// Of the items of the group, in view or not, how many are accepted.
    pub done: usize,
    /// How many the group has, in view or not.
    pub all: usize,
    /// The estimates of its items in view, in tenths of a point.
    pub tenths: u32,
    /// Whether its rows are shown.
    pub is_open: bool,
}

/// Where a row stands in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// How many rows stand above it.
    pub depth: usize,
    /// Whether rows under it are shown; none where it has no rows under it.
    pub is_open: Option<bool>,
    /// How many rows under it that fit are folded away.
    pub hidden: usize,
    /// Whether it is only there for what is under it.
    pub is_context: bool,
}

/// Whether rows stand one after the other or under each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// One after the other.
    #[default]
    List,
    /// Under each other.
    Tree,
}

/// What is in view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The items, in order; those of folded groups and branches are not among them.
    pub ids: Vec<Id>,
    /// The heads of groups, in order; none where there are no groups.
    pub heads: Vec<Head>,
    /// Where each row stands in the tree; empty for a list.
    pub branches: Vec<Branch>,
    /// The items that fit, in order; folded ones are among them, and none that is only there for what is under it.
    pub fitting: Vec<Id>,
}

/// The rows of a look at those items of a product that `found` has, in the product's order.
pub fn list(
    tables: &Tables,
    product: Id,
    found: Vec<Id>,
    look: &Look,
    shape: Shape,
    folded: &SortedSet<String>,
) -> Listing {
    let Some(owner) = tables.products.get(product) else { return Listing::default() };
    // Everything in its own order: no item is looked at.
    if shape == Shape::List && look.without_columns().is_plain() {
        return Listing { fitting: found.clone(), ids: found, ..Listing::default() };
    }
    let asked: Vec<Asked> = look.filters.iter().map(|filter| Asked::of(filter, tables, product)).collect();
    let mut items: Vec<&Item> = found.iter().filter_map(|id| tables.items.get(*id)).collect();
    items.retain(|item| asked.iter().all(|asked| asked.fits(tables, item)));
    let items = sort(tables, items, look, owner);
    let listing = match (shape, look.group) {
        (Shape::Tree, _) => tree(tables, owner, &items, look, folded),
        (Shape::List, Some(group)) => grouped(tables, owner, &items, group, folded),
        (Shape::List, None) => {
            Listing { ids: items.iter().map(|item| item.meta.id).collect(), ..Listing::default() }
        }
    };
    Listing { fitting: items.iter().map(|item| item.meta.id).collect(), ..listing }
}

/// A filter with its values found.
struct Asked {
    facet: Facet,
    is_not: bool,
    tokens: Vec<Token<'static>>,
}

impl Asked {
    fn of(filter: &Filter, tables: &Tables, product: Id) -> Self {
        let values = filter.facet.values(tables, product);
        let tokens = values.into_iter().filter(|value| filter.values.contains(&value.text));
        Self { facet: filter.facet, is_not: filter.is_not, tokens: tokens.map(|value| value.token).collect() }
    }

    fn fits(&self, tables: &Tables, item: &Item) -> bool {
        let mut has = false;
        self.facet.each(tables, item, |token| has |= self.tokens.contains(&token));
        has != self.is_not
    }
}

/// What is known of a group while it is put together.
#[derive(Default)]
struct Group {
    /// The places of its values among the facet's.
    values: Vec<usize>,
    ids: Vec<Id>,
    tenths: u32,
    done: usize,
    all: usize,
}

/// The groups of a facet, and in which an item is.
struct Groups<'a> {
    places: Places<'a>,
    found: Vec<Group>,
    /// The group of each value alone.
    alone: Vec<Option<usize>>,
}

impl<'a> Groups<'a> {
    fn of(tables: &'a Tables, product: Id, facet: Facet) -> Self {
        let places = Places::of(tables, product, facet);
        let alone = vec![None; places.values.len() + 1];
        Self { places, found: Vec::new(), alone }
    }

    /// The group of an item. One with several labels stands once, in the group of all of them.
    fn find(&self, values: &[usize]) -> Option<usize> {
        match values {
            [one] => self.alone.get(*one).copied().flatten(),
            _ => self.found.iter().position(|group| group.values == values),
        }
    }

    fn group_of(&mut self, item: &Item) -> Option<&mut Group> {
        let values = self.places.of_item(item);
        let place = self.find(&values).unwrap_or_else(|| {
            if let [one] = values[..]
                && let Some(alone) = self.alone.get_mut(one)
            {
                *alone = Some(self.found.len());
            }
            self.found.push(Group { values, ..Group::default() });
            self.found.len() - 1
        });
        self.found.get_mut(place)
    }
}

fn grouped(
    tables: &Tables,
    product: &Product,
    items: &[&Item],
    facet: Facet,
    folded: &SortedSet<String>,
) -> Listing {
    // Under epics, the epic is the head and no row.
    let is_row = |item: &Item| !(facet == Facet::Epic && item.kind == ItemType::Epic);
    let mut groups = Groups::of(tables, product.meta.id, facet);
    for item in items {
        if let Some(group) = groups.group_of(item).filter(|_| is_row(item)) {
            group.ids.push(item.meta.id);
            group.tenths += item.estimate.map_or(0, Estimate::tenths);
        }
    }
    let is_done =
        |item: &Item| product.workflow.state(&item.status).is_some_and(|it| it.category == Category::Done);
    for id in tables.items.in_order(product.meta.id) {
        if let Some(item) = tables.items.get(id).filter(|item| is_row(item))
            && let Some(place) = groups.find(&groups.places.of_item(item))
            && let Some(group) = groups.found.get_mut(place)
        {
            group.all += 1;
            group.done += usize::from(is_done(item));
        }
    }
    let mut listing = Listing::default();
    let order = |group: &Group| {
        let digit = |place: usize| group.values.get(place).map_or(0, |value| *value as i64 + 1);
        (digit(0) * 100_000 + digit(1)) * 100_000 + digit(2)
    };
    for group in in_order_of(std::mem::take(&mut groups.found), order) {
        let (key, name) = title_of(facet, &groups.places.values, &group.values);
        let is_open = !folded.contains(&key);
        listing.heads.push(Head {
            at: listing.ids.len(),
            key,
            name,
            items: group.ids.len(),
            done: group.done,
            all: group.all,
            tenths: group.tenths,
            is_open,
        });
        if is_open {
            listing.ids.extend(group.ids);
        }
    }
    listing
}

/// Under what a group is folded, and its name.
fn title_of(facet: Facet, values: &[FacetValue], places: &[usize]) -> (String, String) {
    let chosen: Vec<&FacetValue> = places.iter().filter_map(|place| values.get(*place)).collect();
    let texts: Vec<&str> = chosen.iter().map(|value| value.text.as_str()).collect();
    let names: Vec<String> = chosen.iter().map(|value| value.name.clone()).collect();
    let key = format!("{}/{}", facet.segment(), texts.join(","));
    let name = if names.is_empty() { "Other".to_owned() } else { sorted_names(names).join(", ") };
    let is_bare = matches!(facet, Facet::Blocked | Facet::Estimate) && places.len() == 1;
    let is_named = chosen.first().is_some_and(|value| value.token != Token::None);
    let name = match facet {
        Facet::Blocked if is_bare && is_named => {
            if name == "Yes" {
                "Blocked".into()
            } else {
                "Not blocked".into()
            }
        }
        Facet::Estimate if is_bare && is_named => {
            format!("{name} {}", if name == "1" { "point" } else { "points" })
        }
        _ => name,
    };
    (key, name)
}

/// Under what a row of the tree is folded.
pub fn branch_key(item: &Item) -> String {
    format!("tree/{}", item.number)
}

fn tree(
    tables: &Tables,
    product: &Product,
    items: &[&Item],
    look: &Look,
    folded: &SortedSet<String>,
) -> Listing {
    let matching = set_of(items.iter().map(|item| item.meta.id));
    let parent_of = |item: &Item| item.parent.filter(|parent| tables.items.get(*parent).is_some());
    // What stands above an item in view is in view too.
    let mut shown = matching.clone();
    for item in items {
        let mut next = parent_of(item);
        while let Some(parent) = next.filter(|parent| shown.insert(*parent)) {
            next = tables.items.get(parent).and_then(parent_of);
        }
    }
    let in_order = tables.items.in_order(product.meta.id).filter(|id| shown.contains(id));
    let all = sort(tables, in_order.filter_map(|id| tables.items.get(id)).collect(), look, product);
    let places = map_of(all.iter().map(|item| item.meta.id).zip(0..));
    let mut under: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    let mut left: Vec<(usize, usize)> = Vec::new();
    for (place, item) in all.iter().enumerate().rev() {
        let parent = parent_of(item).and_then(|parent| places.get(&parent));
        match parent.and_then(|parent| under.get_mut(*parent)) {
            Some(under) => under.push(place),
            None => left.push((0, place)),
        }
    }
    let mut listing = Listing::default();
    while let Some((depth, place)) = left.pop() {
        let (Some(item), Some(children)) = (all.get(place), under.get(place)) else { continue };
        let id = item.meta.id;
        // What is only there for what is under it shows that.
        let is_context = !matching.contains(&id);
        let is_open = (!children.is_empty()).then(|| is_context || !folded.contains(&branch_key(item)));
        listing.ids.push(id);
        let fits = |place: &usize| all.get(*place).is_some_and(|item| matching.contains(&item.meta.id));
        let hidden = if is_open == Some(false) {
            rows_under(&under, place).iter().filter(|it| fits(it)).count()
        } else {
            0
        };
        listing.branches.push(Branch { depth, is_open, hidden, is_context });
        if is_open == Some(true) {
            left.extend(children.iter().map(|child| (depth + 1, *child)));
        }
    }
    listing
}

/// The rows that stand under a row, at any depth.
fn rows_under(under: &[Vec<usize>], place: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut next = Some(place);
    let mut seen = 0;
    while let Some(children) = next.and_then(|place| under.get(place)) {
        found.extend(children);
        next = found.get(seen).copied();
        seen += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::command::create_sample;
    use crate::view::{Sort, SortBy};
    use crate::workspace::{Context, TabId, Workspace};

    fn sample() -> (Workspace, Id) {
        let mut workspace = Workspace::default();
        let today = crate::model::Day::new(2026, 11, 22).unwrap();
        let ids = crate::model::Ids::seeded(1);
        let mut context = Context { now: crate::model::Instant(1_000), today, tab: TabId(1), ids };
        let (product, _) = workspace.edit(&mut context, "Sample", create_sample).unwrap();
        (workspace, product)
    }

    fn look(query: &[(&str, &str)]) -> Look {
        let pairs: Vec<(String, String)> =
            query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Look::parse(&crate::view::Subject::default(), &pairs)
    }

    fn run(
        workspace: &Workspace,
        product: Id,
        look: &Look,
        shape: Shape,
        folded: &SortedSet<String>,
    ) -> Listing {
        let all = workspace.tables().items.in_order(product).collect();
        list(workspace.tables(), product, all, look, shape, folded)
    }

    fn facets() -> impl Strategy<Value = Facet> {
        prop::sample::select(&Facet::ALL)
    }

    #[test]
    fn sorted_by_a_facet_the_values_stand_in_their_order_and_what_has_none_is_last() {
        let (workspace, product) = sample();
        let tables = workspace.tables();
        let listing = run(&workspace, product, &look(&[("sort", "release")]), Shape::List, &SortedSet::new());
        let order: Vec<Id> = tables.releases.in_order(product).collect();
        let place = |id: &Id| {
            let release = tables.items.get(*id).and_then(|item| item.release);
            release.map_or(order.len(), |release| order.iter().position(|it| *it == release).unwrap())
        };
        let places: Vec<usize> = listing.ids.iter().map(place).collect();
        assert!(places.is_sorted() && places[0] == 0 && places.contains(&order.len()), "{places:?}");
    }

    proptest! {
        #[test]
        fn a_filter_and_its_opposite_part_the_backlog(facet in facets(), picks in prop::collection::vec(0usize..40, 1..4)) {
            let (workspace, product) = sample();
            let values = facet.values(workspace.tables(), product);
            let values = picks.iter().map(|pick| values[pick % values.len()].text.clone()).collect();
            let mut filter = Filter { facet, is_not: false, values };
            let mut ids = Vec::new();
            for is_not in [false, true] {
                filter.is_not = is_not;
                let look = Look { filters: vec![filter.clone()], ..Look::default() };
                ids.extend(run(&workspace, product, &look, Shape::List, &SortedSet::new()).ids);
            }
            let all = set_of(workspace.tables().items.in_order(product));
            prop_assert_eq!(ids.len(), all.len());
            prop_assert_eq!(set_of(ids), all);
        }

        #[test]
        fn groups_hold_everything_once_and_sum_to_the_whole(facet in facets(), by in prop::sample::select(&SortBy::ALL)) {
            let (workspace, product) = sample();
            let look = Look { group: Some(facet), sort: vec![Sort { by, is_down: true }], ..Look::default() };
            let listing = run(&workspace, product, &look, Shape::List, &SortedSet::new());
            prop_assert_eq!(set_of(listing.ids.iter().copied()).len(), listing.ids.len());
            prop_assert_eq!(listing.heads.iter().map(|head| head.items).sum::<usize>(), listing.ids.len());
            prop_assert!(listing.heads.windows(2).all(|pair| pair[0].at + pair[0].items == pair[1].at));
            // Under epics, epics are heads and no rows.
            let items = &workspace.tables().items;
            let is_row = |item: &&Item| facet != Facet::Epic || item.kind != ItemType::Epic;
            let rows: Vec<&Item> = items.of(product).filter(is_row).collect();
            prop_assert_eq!(rows.len(), listing.ids.len());
            let tenths: u32 = rows.iter().filter_map(|item| item.estimate).map(Estimate::tenths).sum();
            prop_assert_eq!(listing.heads.iter().map(|head| head.tenths).sum::<u32>(), tenths);
            let folded: SortedSet<String> = listing.heads.iter().map(|head| head.key.clone()).collect();
            prop_assert_eq!(folded.len(), listing.heads.len());
            let closed = run(&workspace, product, &look, Shape::List, &folded);
            prop_assert!(closed.ids.is_empty());
            prop_assert_eq!(closed.fitting, listing.fitting);
        }
    }

    #[test]
    fn what_has_no_value_stands_last_whichever_way() {
        let (workspace, product) = sample();
        for is_down in [false, true] {
            let look = Look { sort: vec![Sort { by: SortBy::Estimate, is_down }], ..Look::default() };
            let ids = run(&workspace, product, &look, Shape::List, &SortedSet::new()).ids;
            let points: Vec<Option<u32>> = ids
                .iter()
                .map(|id| workspace.tables().items.get(*id).unwrap().estimate.map(Estimate::tenths))
                .collect();
            let with = points.iter().take_while(|points| points.is_some()).count();
            assert!(with > 10 && points[with..].iter().all(Option::is_none));
            assert!(points[..with].is_sorted_by(|one, next| if is_down { one >= next } else { one <= next }));
        }
    }

    #[test]
    fn several_keys_sort_one_after_the_other() {
        let (workspace, product) = sample();
        let ids =
            run(&workspace, product, &look(&[("sort", "status,title")]), Shape::List, &SortedSet::new()).ids;
        let items = &workspace.tables().items;
        let workflow = &workspace.tables().products.get(product).unwrap().workflow;
        let keys: Vec<(usize, String)> = ids
            .iter()
            .map(|id| items.get(*id).unwrap())
            .map(|item| {
                let place = workflow.0.iter().position(|state| state.id == item.status).unwrap();
                (place, item.title.to_lowercase())
            })
            .collect();
        assert!(keys.is_sorted());
    }

    #[test]
    fn the_tree_shows_what_stands_above_and_folds_what_stands_under() {
        let (workspace, product) = sample();
        let items = &workspace.tables().items;
        let all = run(&workspace, product, &Look::default(), Shape::Tree, &SortedSet::new());
        assert_eq!(all.ids.len(), items.count(product));
        for (id, branch) in all.ids.iter().zip(&all.branches) {
            assert_eq!(branch.depth > 0, items.get(*id).unwrap().parent.is_some());
            assert!(!branch.is_context);
        }
        let some = run(&workspace, product, &look(&[("status", "doing")]), Shape::Tree, &SortedSet::new());
        assert!(some.branches.iter().any(|branch| branch.is_context));
        let shown = some.branches.iter().filter(|branch| !branch.is_context).count();
        assert_eq!(shown, some.fitting.len());
        let first =
            all.ids.iter().zip(&all.branches).find(|(_, branch)| branch.is_open == Some(true)).unwrap().0;
        let folded = SortedSet::from([branch_key(items.get(*first).unwrap())]);
        let less = run(&workspace, product, &Look::default(), Shape::Tree, &folded);
        let under =
            items.in_order(product).filter(|id| items.get(*id).unwrap().parent == Some(*first)).count();
        assert_eq!(less.ids.len(), all.ids.len() - under);
    }

    #[test]
    fn a_branch_that_was_folded_hides_nothing_a_filter_asks_for() {
        let (workspace, product) = sample();
        let items = &workspace.tables().items;
        let folded: SortedSet<String> =
            items.in_order(product).filter_map(|id| items.get(id)).map(branch_key).collect();
        let some = run(&workspace, product, &look(&[("status", "doing")]), Shape::Tree, &folded);
        for (id, branch) in some.ids.iter().zip(&some.branches) {
            assert!(!branch.is_context || branch.is_open == Some(true), "{id}");
        }
        let hidden: usize = some.branches.iter().map(|branch| branch.hidden).sum();
        let shown = some.branches.iter().filter(|branch| !branch.is_context).count();
        assert_eq!(shown + hidden, some.fitting.len(), "only what fits is counted");
    }

    #[test]
    fn a_value_that_has_gone_fits_nothing_and_is_said_to() {
        let (workspace, product) = sample();
        let gone = look(&[("label", "0nosuchlabel")]);
        assert!(run(&workspace, product, &gone, Shape::List, &SortedSet::new()).ids.is_empty());
        assert_eq!(gone.filters[0].words(workspace.tables(), product), "one that is gone");
        let some = look(&[("status", "ready,moon,idea,draft,doing")]);
        assert_eq!(some.filters[0].words(workspace.tables(), product), "Idea, Draft, Ready, 2 more");
    }
}
