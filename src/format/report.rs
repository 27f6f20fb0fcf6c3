//! What is written for others in Markdown: reports, briefs, the facts of a product, plans of launches.

use std::fmt::Write as _;

use super::share::escaped;
use crate::analysis::{
    Flows, Margin, current_vision, expected_words, irr_words, lanes_of, periods_words, readiness, seen_words,
};
use crate::model::kind::{
    CASE_FLOWS, CASE_SCENARIOS, CASE_WHAT, CASE_WHY, FLOW_IN, FLOW_OUT, FLOW_PERIOD, LAUNCH_ON,
    LAUNCH_RELEASE, LAUNCHES, LINE_FROM, LINE_NOW, LINE_OUT, LINE_SECTION, LINE_TEXT, LINE_THEN, LINE_TO,
    MEANING, OUTCOME_CHECKS, SCENARIO_COST, SCENARIO_FIXED, SCENARIO_NAME, SCENARIO_PRICE, SCENARIO_VOLUME,
    TERMS,
};
use crate::model::{Confidence, Day, Horizon, Id, ReleaseState, format_measure};
use crate::workspace::{Described, Fields, Tables, Values};

/// A heading, and what stands under it; nothing where nothing does.
fn write_section(text: &mut String, heading: &str, body: &str) {
    if !body.trim().is_empty() {
        let _ = write!(text, "## {heading}\n\n{}\n\n", body.trim_end());
    }
}

/// A row of a table.
fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// A table; its first column is words, the others are numbers.
fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
    let rule: Vec<String> =
        (0..heads.len()).map(|at| if at == 0 { "---" } else { "--:" }.to_owned()).collect();
    rows.iter().fold(row(&heads) + &row(&rule), |text, cells| text + &row(cells))
}

/// A report: under its title what it comes to, then its lines section by section; what is left out is not in it.
pub fn report_markdown(title: &str, under: &str, gist: &str, then: &str, lines: &[Fields]) -> String {
    let mut text = format!("# {}\n\n_{}_\n\n", escaped(title), escaped(under));
    if !gist.is_empty() {
        let _ = write!(text, "{}\n\n", escaped(gist));
    }
    for section in LINE_SECTION.choices() {
        let of_it = lines.iter().map(Values).filter(|line| {
            line.words(&LINE_SECTION) == section.key
                && line.words(&LINE_OUT).is_empty()
                && !line.words(&LINE_TEXT).is_empty()
        });
        let of_it: Vec<Values<'_>> = of_it.collect();
        let plain = of_it.iter().filter(|line| line.words(&LINE_NOW).is_empty());
        let sign = if section.key == "decide" { "1." } else { "-" };
        let plain = plain.map(|line| format!("{sign} {}\n", escaped(line.words(&LINE_TEXT))));
        let mut body = plain.collect::<Vec<_>>().concat();
        let numbers = of_it.iter().filter(|line| !line.words(&LINE_NOW).is_empty()).map(|line| {
            [&LINE_TEXT, &LINE_FROM, &LINE_THEN, &LINE_NOW, &LINE_TO]
                .map(|field| escaped(line.words(field)))
                .to_vec()
        });
        let numbers: Vec<Vec<String>> = numbers.collect();
        if !numbers.is_empty() {
            body.push('\n');
            body.push_str(&table(&["Number", "From", then, "Now", "To"], &numbers));
        }
        write_section(&mut text, section.name, &body);
    }
    text
}

/// A sum in whole units.
fn sum(hundredths: i64) -> String {
    format_measure((hundredths + 50 * hundredths.signum()) / 100 * 100, "")
}

/// What the flows of a business case come to, each with its name: the same wherever it is shown.
pub fn returns_of(flows: &Flows) -> Vec<(&'static str, String)> {
    let per_cent = |share: Option<f64>| {
        share.map_or("–".to_owned(), |share| format_measure((share * 1_000.0).round() as i64 * 10, "%"))
    };
    vec![
        ("NPV", flows.npv(flows.rate).map_or("–".to_owned(), |npv| sum(npv.round() as i64))),
        ("ROI", per_cent(flows.roi())),
        ("IRR", irr_words(flows)),
        ("MIRR", per_cent(flows.mirr())),
        ("Payback", periods_words(flows.payback(0.0))),
        ("Discounted payback", periods_words(flows.payback(flows.rate))),
    ]
}

/// What each scenario of a business case brings: its name, price, volume, revenue, profit, and from how many on it pays.
pub fn scenarios_of(case: &Described) -> Vec<Vec<String>> {
    let rows = case.rows(&CASE_SCENARIOS).into_iter().map(Values);
    let read = |row: Values<'_>| {
        let number = |field| row.number(field).unwrap_or(0);
        let (price, volume) = (number(&SCENARIO_PRICE), number(&SCENARIO_VOLUME));
        let margin = Margin::of(price, volume, number(&SCENARIO_COST), number(&SCENARIO_FIXED));
        let even = margin.break_even.map_or("never".to_owned(), |even| even.to_string());
        let name = escaped(row.words(&SCENARIO_NAME));
        vec![
            name,
            format_measure(price, ""),
            volume.to_string(),
            sum(margin.revenue),
            sum(margin.profit),
            even,
        ]
    };
    rows.map(read).collect()
}

/// The heads of [`scenarios_of`].
pub const SCENARIO_HEADS: [&str; 6] = ["Scenario", "Price", "Volume", "Revenue", "Profit", "Break-even"];

/// A business case as a brief of one page.
pub fn brief_markdown(tables: &Tables, case: &Described) -> String {
    let mut text = format!("# {}\n\n", escaped(case.name()));
    let owner = case.product().and_then(|id| tables.products.get(id));
    if let Some(owner) = owner {
        let _ = write!(text, "_Business case, {}_\n\n", escaped(&owner.name));
    }
    write_section(&mut text, "Why", case.words(&CASE_WHY));
    write_section(&mut text, "What", case.words(&CASE_WHAT));
    if let Some(flows) = Flows::of(case) {
        let values = returns_of(&flows).into_iter().map(|(name, value)| vec![name.to_owned(), value]);
        let rate = format_measure((flows.rate * 10_000.0).round() as i64, "%");
        let body = table(&["Return", &format!("at {rate}")], &values.collect::<Vec<_>>());
        write_section(&mut text, "What it brings", &body);
        let rows = case.rows(&CASE_FLOWS).into_iter().map(Values).map(|row| {
            let amount = |field| sum(row.number(field).unwrap_or(0));
            vec![escaped(row.words(&FLOW_PERIOD)), amount(&FLOW_OUT), amount(&FLOW_IN)]
        });
        write_section(
            &mut text,
            "Cash flows",
            &table(&["Period", "Cost", "Gain"], &rows.collect::<Vec<_>>()),
        );
    }
    let scenarios = scenarios_of(case);
    if !scenarios.is_empty() {
        write_section(&mut text, "Price and volume", &table(&SCENARIO_HEADS, &scenarios));
    }
    text
}

/// A launch as a plan: its tasks by function, with their days.
pub fn launch_markdown(tables: &Tables, launch: &Described, day_text: fn(Day) -> String) -> String {
    let mut text = format!("# {}\n\n", escaped(launch.name()));
    let day = launch.day(&LAUNCH_ON).map(|on| format!("Launch on {}", day_text(on)));
    let ready = readiness(launch).map(|(done, all)| format!("{done} of {all} done"));
    let release = launch.linked(&LAUNCH_RELEASE).first().and_then(|(_, id)| tables.releases.get(*id));
    let facts: Vec<String> =
        day.into_iter().chain(ready).chain(release.map(|it| escaped(&it.name))).collect();
    let _ = write!(text, "_{}_\n\n", facts.join(", "));
    for (name, tasks) in lanes_of(launch) {
        let of_it = tasks.iter().map(|task| {
            let by = task.by.map(|by| format!(", by {}", day_text(by))).unwrap_or_default();
            format!("- [{}] {}{by}\n", if task.is_done { "x" } else { " " }, escaped(&task.text))
        });
        write_section(&mut text, name, &of_it.collect::<Vec<_>>().concat());
    }
    text
}

/// What is known of a product, on a page.
pub fn facts_markdown(tables: &Tables, product: Id, today: Day, day_text: fn(Day) -> String) -> String {
    let Some(owner) = tables.products.get(product) else { return String::new() };
    let mut text = format!("# {}\n\n_As of {}_\n\n", escaped(&owner.name), day_text(today));
    if let Some(vision) = current_vision(tables, product) {
        let _ = write!(text, "> {}\n\n", escaped(&vision.statement));
        let parts = [
            ("For", &vision.audience),
            ("who need", &vision.need),
            ("It is", &vision.category),
            ("unlike", &vision.alternative),
            ("it", &vision.difference),
        ];
        let said = parts.into_iter().filter(|(_, words)| !words.is_empty());
        let said: Vec<String> = said.map(|(word, words)| format!("- {word} {}\n", escaped(words))).collect();
        let _ = writeln!(text, "{}", said.concat());
    }
    let measured = tables.metrics.of(product).filter_map(|metric| {
        let now = metric.latest()?;
        let target = metric.target.map(|target| format_measure(target, &metric.unit)).unwrap_or_default();
        Some(vec![escaped(&metric.name), format_measure(now.value, &metric.unit), target, day_text(now.on)])
    });
    let measured: Vec<Vec<String>> = measured.collect();
    if !measured.is_empty() {
        write_section(&mut text, "Numbers", &table(&["Metric", "Now", "Target", "Read"], &measured));
    }
    let goals = tables.goals.of(product).filter(|goal| goal.closed_on.is_none());
    write_section(
        &mut text,
        "Goals",
        &goals.map(|it| format!("- {}\n", escaped(&it.name))).collect::<Vec<_>>().concat(),
    );
    let releases = tables.releases.of(product).map(|it| {
        let day = it.day().map(day_text).unwrap_or_default();
        let state = if it.state == ReleaseState::Released { "out since" } else { "planned for" };
        format!("- {}, {state} {day}\n", escaped(&it.name))
    });
    write_section(&mut text, "Releases", &releases.collect::<Vec<_>>().concat());
    let firm =
        |it: &&crate::model::Initiative| it.horizon == Horizon::Now && it.confidence == Confidence::Committed;
    let firm = tables.initiatives.of(product).filter(firm);
    write_section(
        &mut text,
        "Being built",
        &firm
            .map(|it| format!("- **{}** {}\n", escaped(&it.name), escaped(&it.outcome)))
            .collect::<Vec<_>>()
            .concat(),
    );
    let checks = tables.described_of(&OUTCOME_CHECKS, product).into_iter().filter_map(|check| {
        let (expected, seen) = (expected_words(tables, check)?, seen_words(tables, check)?);
        Some(format!(
            "- {}: expected {}, seen {}\n",
            escaped(check.name()),
            escaped(&expected),
            escaped(&seen)
        ))
    });
    write_section(&mut text, "Did it work?", &checks.collect::<Vec<_>>().concat());
    let terms = tables
        .described_of(&TERMS, product)
        .into_iter()
        .map(|term| format!("- **{}** {}\n", escaped(term.name()), escaped(term.words(&MEANING))));
    write_section(&mut text, "Words", &terms.collect::<Vec<_>>().concat());
    let launches = tables.described_of(&LAUNCHES, product).into_iter().filter_map(|launch| {
        let on = launch.day(&LAUNCH_ON).filter(|on| *on >= today)?;
        Some(format!("- {}, {}\n", escaped(launch.name()), day_text(on)))
    });
    write_section(&mut text, "Launches", &launches.collect::<Vec<_>>().concat());
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_report_has_what_is_in_and_not_what_is_out() {
        let line = |value: serde_json::Value| value.as_object().unwrap().clone();
        let lines = [
            line(json!({"section": "done", "text": "2.5 is *out*."})),
            line(json!({"section": "done", "text": "A secret.", "out": "yes"})),
            line(
                json!({"section": "numbers", "text": "No-shows", "from": "14 %", "then": "12 %", "now": "11.2 %", "to": "6 %"}),
            ),
            line(json!({"section": "decide", "text": "Do deposits come first?"})),
        ];
        let text = report_markdown("Spoke", "To the team", "It is out.", "16 Nov", &lines);
        assert!(
            text.starts_with("# Spoke\n\n_To the team_\n\nIt is out.\n\n## Done\n\n- 2.5 is \\*out\\*.\n"),
            "{text}"
        );
        assert!(text.contains("| No-shows | 14 % | 12 % | 11.2 % | 6 % |"), "{text}");
        assert!(text.contains("1. Do deposits come first?") && !text.contains("secret"), "{text}");
    }
}
