//! What was done in the time of a report: what went out, was accepted or sent back, closed, kept and decided.

use super::{DECISION, ReportLine, ReportOf, line, quoted};
use crate::analysis::acceptance::{has_failed, is_return};
use crate::analysis::flow::{counts, done_on, done_states};
use crate::analysis::sprint::{SprintResult, range, results};
use crate::analysis::up;
use crate::model::kind::{
    CAME_ON, CHOICE, DECIDED_ON, DECISIONS, LAUNCH_ON, LAUNCH_STATE, LAUNCHES, MILESTONE_ON, MILESTONE_STATE,
    MILESTONES, PROMISE_KEPT, PROMISE_STATE, PROMISES, REACHED,
};
use crate::model::{Day, Estimate, Id, Item, ItemType, SortedMap, format_measure, in_order_of};

/// From so many items on they are told by what they belong to.
const ITEMS_MOST: usize = 12;

impl ReportOf<'_> {
    pub(super) fn add_done(&self, lines: &mut Vec<ReportLine>, items: &[&Item]) {
        let (tables, day) = (self.tables, self.day_text);
        for release in tables.releases.of(self.product).filter(|it| self.in_time(it.actual)) {
            let on = release.actual.map(day).unwrap_or_default();
            lines.push(line("done", format!("{} is out since {on}.", release.name), "release"));
        }
        for launch in self.kept(&LAUNCHES).filter(|it| self.in_time(it.day(&LAUNCH_ON))) {
            if ["launched", "reviewed"].contains(&launch.words(&LAUNCH_STATE)) {
                lines.push(line("done", format!("{}: launched.", launch.name()), "launch"));
            }
        }
        for goal in tables.goals.of(self.product).filter(|it| self.in_time(it.closed_on)) {
            let score = goal.score.map(|score| format!(" with {}", format_measure(score / 100, "")));
            let text = format!("The goal “{}” was closed{}.", goal.name, score.unwrap_or_default());
            lines.push(line("done", text, format!("G{}", goal.number)));
        }
        for milestone in self.kept(&MILESTONES).filter(|it| self.in_time(it.day(&MILESTONE_ON))) {
            if milestone.words(&MILESTONE_STATE) == REACHED {
                lines.push(line("done", format!("{} is reached.", milestone.name()), "milestone"));
            }
        }
        self.add_items(lines, items);
        let sprints = results(tables, self.product);
        for result in sprints.iter().filter(|result| self.in_time(result.on)) {
            lines.push(line("done", sprint_words(result, &sprints), ""));
        }
        for promise in self.kept(&PROMISES) {
            if self.in_time(promise.day(&CAME_ON)) && promise.words(&PROMISE_STATE) == PROMISE_KEPT {
                lines.push(line("done", format!("The promise “{}” was kept.", promise.name()), "promise"));
            }
        }
        for decision in self.kept(&DECISIONS).filter(|it| self.in_time(it.day(&DECIDED_ON))) {
            let choice = decision.words(&CHOICE);
            let text = if choice.is_empty() {
                format!("Decided: {}", decision.name())
            } else {
                format!("Decided: {} {choice}.", decision.name())
            };
            lines.push(line("done", text, DECISION));
        }
    }

    /// What was accepted in the time and what was sent back, by one walk over the items something happened to.
    fn add_items(&self, lines: &mut Vec<ReportLine>, items: &[&Item]) {
        let Some(owner) = self.tables.products.get(self.product) else { return };
        let (first, last) = self.days;
        let mut done: Vec<(Day, &Item)> = Vec::new();
        let mut returned: Vec<&Item> = Vec::new();
        let done_states = done_states(&owner.workflow);
        for &item in items {
            let changes = || item.status_log.iter().rev().take_while(|change| change.on >= first);
            if changes().all(|change| change.on > last) || !counts(item) {
                continue;
            }
            let ended = done_on(&done_states, item, self.today);
            if let Some(on) = ended.filter(|on| self.in_time(Some(*on))) {
                done.push((on, item));
            } else if changes().any(|it| it.on <= last && is_return(&owner.workflow, it)) {
                returned.push(item);
            }
        }
        let key = |item: &Item| format!("{}-{}", owner.key, item.number);
        if done.len() <= ITEMS_MOST {
            for (_, item) in in_order_of(done, |(on, item)| (*on, item.number)) {
                let what = if item.kind == ItemType::Bug { "fixed" } else { "done" };
                lines.push(line("done", format!("{} is {what}.", quoted(&item.shown_title())), key(item)));
            }
        } else {
            lines.extend(self.by_initiative(&done));
        }
        for item in in_order_of(returned, |item| item.number).into_iter().take(ITEMS_MOST) {
            let failed = item.criteria.iter().any(has_failed);
            let why = if failed { ": a criterion did not hold" } else { "" };
            lines.push(self.team_only(line("done", format!("{} was sent back{why}.", key(item)), key(item))));
        }
    }

    /// Many items, by what they belong to.
    fn by_initiative(&self, done: &[(Day, &Item)]) -> Vec<ReportLine> {
        let mut of: SortedMap<Option<Id>, usize> = SortedMap::new();
        for (_, item) in done {
            *of.entry(up(self.tables, item).initiative).or_insert(0) += 1;
        }
        let counted =
            |number: usize| if number == 1 { "1 item".to_owned() } else { format!("{number} items") };
        let all = line("done", format!("{} done in all.", counted(done.len())), "");
        let named = of.into_iter().map(|(id, number)| {
            let name = id.and_then(|id| self.tables.initiatives.get(id)).map(|it| it.name.clone());
            let text =
                format!("{}: {} done.", name.unwrap_or_else(|| "Other work".to_owned()), counted(number));
            (id.is_none(), std::cmp::Reverse(number), line("done", text, "initiative"))
        });
        let named = in_order_of(named.collect(), |(is_other, number, _)| (*is_other, *number));
        std::iter::once(all).chain(named.into_iter().map(|(.., line)| line)).collect()
    }
}

/// What a sprint came to, beside what is usual.
fn sprint_words(result: &SprintResult, all: &[SprintResult]) -> String {
    let number = Estimate::from_tenths;
    let before: Vec<u32> = all.iter().filter(|it| it.on < result.on).map(|it| it.done).collect();
    let usual = range(&before).map(|range| range.middle);
    let beside = match usual {
        None => String::new(),
        Some(usual) => format!("; {} is usual", number(usual)),
    };
    format!(
        "{}: {} points done, {} committed{beside}.",
        result.name,
        number(result.done),
        number(result.committed)
    )
}
