//! What a report says of what is to come: what is next, what may go wrong, what somebody has to decide.

use std::cell::LazyCell;

use super::{Audience, ReportLine, ReportOf, days_words, line, quoted};
use crate::analysis::flow::{Throughput, WorkLeft, items_left, past_weeks, weeks_for};
use crate::analysis::plan::Plan;
use crate::analysis::sprint::sprint_state;
use crate::analysis::{Overview, exposure, is_running, readiness};
use crate::model::kind::{
    CAME_ON, DECIDED_ON, DECISION_STATE, DECISIONS, Field, IMPEDED_SINCE, IMPEDIMENTS, LAUNCH_ON, LAUNCHES,
    PROMISE_ODDS, PROMISE_STATE, PROMISED_FOR, PROMISES, REQUEST_BY, REQUESTS, RESOLVED_ON, REVIEW_ON,
    RISK_STATE, RISKS, RUNNING, SPRINT_GOAL, SPRINT_LAST, SPRINTS, TOLD_ON,
};
use crate::model::{Block, Confidence, Day, Horizon, Initiative, Item, Release, ReleaseState, in_order_of};
use crate::workspace::Described;

/// So many releases that come next are told.
const RELEASES_MOST: usize = 3;
/// From this exposure on a risk is told.
const EXPOSURE_LEAST: i64 = 12;
/// So far ahead promises are told that may not be kept.
const PROMISE_DAYS: i32 = 60;

impl ReportOf<'_> {
    pub(super) fn add_next(&self, lines: &mut Vec<ReportLine>) {
        let (tables, day, as_of) = (self.tables, self.day_text, self.as_of());
        let planned = tables.releases.of(self.product).filter_map(|it| Some((it, it.planned?)));
        let planned = planned.filter(|(it, on)| *on > as_of && it.actual.is_none_or(|out| out > as_of));
        let planned = in_order_of(planned.collect::<Vec<(&Release, Day)>>(), |(_, on)| *on);
        for (release, on) in planned.into_iter().take(RELEASES_MOST) {
            lines.push(line("next", format!("{} is planned for {}.", release.name, day(on)), "release"));
        }
        for launch in self.kept(&LAUNCHES) {
            let Some(on) = launch.day(&LAUNCH_ON).filter(|on| *on > as_of) else { continue };
            let ready = readiness(launch).filter(|_| self.is_now());
            let ready =
                ready.map(|(done, all)| format!(", {} % ready", done * 100 / all)).unwrap_or_default();
            lines.push(line("next", format!("{}: launch on {}{ready}.", launch.name(), day(on)), "launch"));
        }
        // What stands on the roadmap now says nothing of what stood there once.
        if !self.is_now() {
            return;
        }
        for sprint in self.kept(&SPRINTS).filter(|it| sprint_state(it) == RUNNING) {
            let until = sprint.day(&SPRINT_LAST).map(|on| format!(" until {}", day(on))).unwrap_or_default();
            let goal = sprint.words(&SPRINT_GOAL);
            let goal =
                if goal.is_empty() { String::new() } else { format!(": {}", goal.trim_end_matches('.')) };
            lines.push(self.team_only(line("next", format!("{}{until}{goal}.", sprint.name()), "sprint")));
        }
        let overview = Overview::of(tables, self.product);
        let is_open = |it: &&Initiative| {
            let work = overview.initiative(it.meta.id);
            it.horizon != Horizon::Later && (work.all == 0 || work.done < work.all)
        };
        for it in tables.initiatives.of(self.product).filter(is_open) {
            let outcome =
                if it.outcome.is_empty() { String::new() } else { format!(", aim: {}", it.outcome) };
            let said = format!("{}{}", it.name, outcome.trim_end_matches('.'));
            let drafted = line("next", format!("{said}."), it.confidence.name().to_lowercase());
            // Only what is committed is promised.
            let is_out = it.confidence == Confidence::Idea
                || self.audience == Audience::Management && it.confidence != Confidence::Committed;
            lines.push(ReportLine { is_out, ..drafted });
        }
    }

    pub(super) fn add_risks(&self, lines: &mut Vec<ReportLine>, items: &[&Item]) {
        let (tables, day, as_of) = (self.tables, self.day_text, self.as_of());
        let over = |on: Day| days_words(on.days_until(as_of));
        let throughput = LazyCell::new(|| Throughput::of(&past_weeks(tables, self.product, self.today)).ok());
        for release in tables.releases.of(self.product) {
            let is_out = release.actual.is_some_and(|out| out <= as_of);
            let Some(on) = release.planned.filter(|_| !is_out) else { continue };
            if on < as_of && Day::of(release.meta.created_at) <= as_of {
                lines.push(line(
                    "risk",
                    format!("{} is {} over its day.", release.name, over(on)),
                    "release",
                ));
            } else if let Some(text) = self.odds(release, on, &|| throughput.as_ref()) {
                lines.push(line("risk", text, "forecast"));
            }
        }
        for promise in self.kept(&PROMISES) {
            let ended = promise.day(&CAME_ON).is_some_and(|came| came <= as_of)
                || promise.words(&PROMISE_STATE) == "withdrawn";
            let told = promise.day(&TOLD_ON).is_none_or(|told| told <= as_of);
            let Some(on) = promise.day(&PROMISED_FOR).filter(|_| !ended && told) else { continue };
            let odds = promise.number(&PROMISE_ODDS);
            if on < as_of {
                let text = format!("“{}” was promised for {}: {} over.", promise.name(), day(on), over(on));
                lines.push(line("risk", text, "promise"));
            } else if odds.is_some_and(|odds| odds < 85) && as_of.days_until(on) <= PROMISE_DAYS {
                let odds = odds.unwrap_or(0);
                let text =
                    format!("“{}” is promised for {} with a chance of {odds} %.", promise.name(), day(on));
                lines.push(line("risk", text, "promise"));
            }
        }
        let impeded: Vec<&str> = self
            .kept(&IMPEDIMENTS)
            .filter(|it| self.is_open_on(it, &RESOLVED_ON))
            .map(Described::name)
            .collect();
        for impediment in self.kept(&IMPEDIMENTS).filter(|it| self.is_open_on(it, &RESOLVED_ON)) {
            let since = impediment.day(&IMPEDED_SINCE).map(|on| format!(" for {}", over(on)));
            let name = impediment.name().trim_end_matches('.');
            let text = format!("Impeded{}: {name}.", since.unwrap_or_default());
            lines.push(line("risk", text, "impediment"));
        }
        let held = |block: &&Block| {
            let until = block.until_on.or(block.until.map(Day::of));
            block.on <= as_of && until.is_none_or(|until| until > as_of)
        };
        let blocked = items.iter().filter_map(|item| Some((item.blocked.iter().find(held)?, item)));
        for (block, item) in in_order_of(blocked.collect(), |(block, item)| (block.on, item.number)) {
            if impeded.contains(&block.reason.as_str()) {
                continue;
            }
            let why = if block.reason.is_empty() { String::new() } else { format!("; {}", block.reason) };
            let text = format!("{} is blocked for {}{why}.", quoted(&item.shown_title()), over(block.on));
            let key = tables.item_key(item.meta.id).unwrap_or_default();
            lines.push(line("risk", text, key));
        }
        if !self.is_now() {
            return;
        }
        let open =
            |risk: &&Described| risk.words(&RISK_STATE) == "open" || risk.words(&RISK_STATE) == "testing";
        for risk in self.kept(&RISKS).filter(open) {
            if let Some(exposure) = exposure(risk).filter(|it| *it >= EXPOSURE_LEAST) {
                let text = format!("Risk, {exposure} of 25: {}.", risk.name().trim_end_matches('.'));
                lines.push(self.team_only(line("risk", text, self.key_of(risk, "A"))));
            }
        }
        let Some(plan) = Plan::of(tables, self.product) else { return };
        for (it, days, _) in plan.conflicts() {
            let names = plan.things.get(it.to).zip(plan.things.get(it.from));
            if let Some((late, before)) = names {
                let days = days_words(days);
                let (late, before) = (quoted(&late.name), quoted(&before.name));
                let text = format!("{late} is planned {days} too early: it waits for {before}.");
                lines.push(line("risk", text, "roadmap"));
            }
        }
    }

    fn is_open_on(&self, record: &Described, ended: &Field) -> bool {
        record.day(ended).is_none_or(|on| on > self.as_of())
    }

    /// What the forecast says of a release that is planned for a day, where that is less than sure.
    fn odds<'b>(
        &self,
        release: &Release,
        on: Day,
        throughput: &dyn Fn() -> Option<&'b Throughput>,
    ) -> Option<String> {
        if !self.is_now() || release.state == ReleaseState::Released {
            return None;
        }
        let left = items_left(self.tables, self.product, WorkLeft::Release(release.meta.id));
        let weeks = usize::try_from(self.today.days_until(on) / 7).ok()?;
        let done_by = throughput()?.done_by(left, left);
        let odds = done_by.get(weeks).copied().unwrap_or(1.0) * 100.0;
        if left == 0 || odds >= 85.0 {
            return None;
        }
        let later = weeks_for(&done_by, 85).map(|weeks| self.today.plus(weeks as i32 * 7));
        let later = later.map(|later| format!("; for 85 % say {}", (self.day_text)(later)));
        let (name, day) = (&release.name, (self.day_text)(on));
        Some(format!("{name} has a {} % chance for {day}{}.", odds.round() as i64, later.unwrap_or_default()))
    }

    pub(super) fn add_decisions(&self, lines: &mut Vec<ReportLine>) {
        let by = |on: Option<Day>| on.map(|on| format!(" By {}.", (self.day_text)(on))).unwrap_or_default();
        for decision in self.kept(&DECISIONS).filter(|it| self.is_open_on(it, &DECIDED_ON)) {
            if decision.words(&DECISION_STATE) == "open" || decision.day(&DECIDED_ON).is_some() {
                let text = format!("{}{}", decision.name(), by(decision.day(&REVIEW_ON)));
                lines.push(line("decide", text, self.key_of(decision, "D")));
            }
        }
        for request in
            self.kept(&REQUESTS).filter(|it| self.is_now() && is_running(self.tables, &REQUESTS, it))
        {
            let text = format!("{}?{}", request.name().trim_end_matches('?'), by(request.day(&REQUEST_BY)));
            lines.push(line("decide", text, "request"));
        }
    }
}
