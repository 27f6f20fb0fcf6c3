//! The roadmap as one file anybody can open: a picture of its days and a table of the same, without a script and without
//! anything from elsewhere.

use super::Markup;
use super::redact::{NotRedacted, checked, redact};
use crate::analysis::plan::Plan;
use crate::analysis::{Overview, current_vision};
use crate::model::{Confidence, Day, Id, Initiative, Record};
use crate::workspace::Tables;

/// What those who get the file may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disclosure {
    /// Whether ideas are left out.
    pub hides_ideas: bool,
    /// Whether progress and how sure one is are left out.
    pub hides_numbers: bool,
    /// Words that must stand nowhere in the file.
    pub redacted: Vec<String>,
}

/// A bar of the picture.
struct Bar {
    name: String,
    outcome: String,
    firm: Confidence,
    facts: String,
    days: (Day, Day),
}

/// How wide the picture is, its names, a row and the head of a lane.
const WIDTH: i32 = 1_120;
const NAMES: i32 = 250;
const ROW: i32 = 30;
const LANE: i32 = 34;
const TOP: i32 = 44;

const STYLE: &str = ":root{color-scheme:light dark;--ink:light-dark(#23262f,#eceef2);--soft:light-dark(#5b6070,#a9aebb);--line:light-dark(#dfe2e8,#3a3f4a);--ground:light-dark(#fff,#1c1f26);--main:light-dark(#3560c9,#86a5ee)}body{margin:2rem auto;max-width:74rem;padding:0 1.5rem;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}h1{font-size:1.6rem;margin:0}p{color:var(--soft)}svg{width:100%;height:auto;display:block;margin:1.5rem 0}table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.4rem .8rem .4rem 0;border-bottom:1px solid var(--line)}th{font-weight:600}.scroll{overflow-x:auto}@media print{@page{size:landscape}body{margin:0;max-width:none}tr{break-inside:avoid}}";
const PICTURE: &str = "text{font:13px system-ui,sans-serif;fill:var(--ink)}.soft{fill:var(--soft)}.head{font-weight:600}.line{stroke:var(--line)}.now{stroke:var(--main)}.committed{fill:var(--main)}.likely{fill:url(#hatch);stroke:var(--main)}.idea{fill:none;stroke:var(--soft);stroke-dasharray:4 3}.mark{fill:var(--ink)}.hatching{stroke:var(--main)}";
/// A picture alone has to bring its colours along.
const PICTURE_COLOURS: &str = ":root{color-scheme:light dark;--ink:light-dark(#23262f,#eceef2);--soft:light-dark(#5b6070,#a9aebb);--line:light-dark(#dfe2e8,#3a3f4a);--main:light-dark(#3560c9,#86a5ee)}";

/// The roadmap, as what is shown of it is read once for picture and table.
pub struct RoadmapPage<'a> {
    product: String,
    vision: String,
    lanes: Vec<(String, Vec<Bar>)>,
    undated: Vec<(String, String)>,
    points: Vec<(String, Day)>,
    today: Day,
    audience: &'a Disclosure,
    day_text: fn(Day) -> String,
}

impl<'a> RoadmapPage<'a> {
    /// Reads the roadmap of a product for an audience; none where there is no such product.
    pub fn of(
        tables: &Tables,
        product: Id,
        audience: &'a Disclosure,
        today: Day,
        day_text: fn(Day) -> String,
    ) -> Option<Self> {
        let owner = tables.products.get(product)?;
        let plan = Plan::of(tables, product)?;
        let overview = Overview::of(tables, product);
        let hide = |text: &str| redact(text, &audience.redacted);
        let (mut lanes, mut undated) = (Vec::new(), Vec::new());
        let goals = tables.goals.of(product).map(|goal| (Some(goal.meta.id), goal.name.as_str()));
        for (goal, name) in goals.chain([(None, "Without a goal")]) {
            let mut bars = Vec::new();
            let shown = |it: &&Initiative| {
                it.goal == goal && !(audience.hides_ideas && it.confidence == Confidence::Idea)
            };
            for it in tables.initiatives.of(product).filter(shown) {
                let Some(days) = it.days() else {
                    undated.push((hide(&it.name), hide(&it.outcome)));
                    continue;
                };
                let work = overview.initiative(it.meta.id);
                let progress = (work.done > 0).then(|| format!("{} of {} done", work.done, work.all));
                let sure = it.confidence_percent.map(|percent| format!("{percent} %"));
                let numbers = progress.into_iter().chain(sure).filter(|_| !audience.hides_numbers);
                let facts: Vec<String> =
                    std::iter::once(it.confidence.name().to_owned()).chain(numbers).collect();
                bars.push(Bar {
                    name: hide(&it.name),
                    outcome: hide(&it.outcome),
                    firm: it.confidence,
                    facts: facts.join(", "),
                    days,
                });
            }
            if !bars.is_empty() {
                lanes.push((hide(name), bars));
            }
        }
        let points = plan.things.iter().filter(|thing| thing.record.table != Initiative::TABLE);
        let points = points.filter_map(|thing| Some((hide(&thing.name), thing.days?.1))).collect();
        let vision = current_vision(tables, product).map(|it| hide(&it.statement)).unwrap_or_default();
        Some(Self { product: hide(&owner.name), vision, lanes, undated, points, today, audience, day_text })
    }

    /// The first and the last day of everything shown.
    fn span(&self) -> (Day, Day) {
        let bars = self.lanes.iter().flat_map(|(_, bars)| bars).flat_map(|bar| [bar.days.0, bar.days.1]);
        let days: Vec<Day> =
            bars.chain(self.points.iter().map(|point| point.1)).chain([self.today]).collect();
        let first = days.iter().min().copied().unwrap_or(self.today);
        (first.plus(-7), days.iter().max().copied().unwrap_or(self.today).plus(21))
    }

    fn height(&self) -> i32 {
        let rows: i32 = self.lanes.iter().map(|(_, bars)| LANE + ROW * bars.len() as i32).sum();
        TOP + ROW + rows + 12
    }

    fn draw(&self, svg: &mut Markup) {
        let (first, last) = self.span();
        let days = i64::from(first.days_until(last).max(1));
        let x =
            |day: Day| NAMES + (i64::from(first.days_until(day)) * i64::from(WIDTH - NAMES) / days) as i32;
        let height = self.height();
        svg.tags("<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"hatching\" d=\"M0 0V6\"/></pattern></defs>");
        let text = |svg: &mut Markup, class: &str, at: (i32, i32), words: &str| {
            svg.tags("<text").attribute("class", class);
            svg.attribute("x", &at.0.to_string()).attribute("y", &at.1.to_string());
            svg.tags(">").text(words).tags("</text>");
        };
        let line = |svg: &mut Markup, class: &str, path: &str| {
            svg.tags("<path").attribute("class", class).attribute("d", path).tags("/>");
        };
        // A mark at each quarter.
        let mut day = first;
        while day <= last {
            if day.day() == 1 && day.month() % 3 == 1 {
                line(svg, "line", &format!("M{} 8V{height}", x(day)));
                let words = format!("Q{} {}", (day.month() + 2) / 3, day.year());
                text(svg, "head", (x(day) + 6, 20), &words);
            }
            let next = day.plus(1);
            if next == day {
                break;
            }
            day = next;
        }
        line(svg, "now", &format!("M{} 26V{height}", x(self.today)));
        text(svg, "soft", (x(self.today) + 6, 38), &format!("today, {}", (self.day_text)(self.today)));
        let mut y = TOP + ROW / 2;
        for (name, day) in &self.points {
            let at = x(*day);
            line(svg, "mark", &format!("M{at} {}l5 5-5 5-5-5z", y - 5));
            text(svg, "soft", (at + 9, y + 4), name);
        }
        y += ROW / 2;
        for (name, bars) in &self.lanes {
            line(svg, "line", &format!("M0 {y}H{WIDTH}"));
            text(svg, "head", (0, y + 22), name);
            y += LANE;
            for bar in bars {
                text(svg, "", (14, y + 19), &short(&bar.name));
                let (left, right) = (x(bar.days.0), x(bar.days.1.plus(1)));
                svg.tags("<rect").attribute("class", bar.firm.key()).attribute("x", &left.to_string());
                svg.attribute("y", &(y + 8).to_string())
                    .attribute("width", &(right - left).max(3).to_string());
                svg.tags(" height=\"14\" rx=\"3\"/>");
                y += ROW;
            }
        }
    }

    /// How wide and how high the picture is, in CSS pixels.
    pub fn size(&self) -> (u32, u32) {
        (WIDTH as u32, self.height() as u32)
    }

    /// The picture alone, as an SVG file.
    pub fn svg(&self) -> Result<String, NotRedacted> {
        let mut svg = Markup::default();
        let size = format!("0 0 {WIDTH} {}", self.height());
        svg.tags("<svg xmlns=\"http://www.w3.org/2000/svg\"").attribute("viewBox", &size);
        svg.attribute("width", &WIDTH.to_string()).attribute("height", &self.height().to_string());
        svg.tags("><style>").tags(PICTURE_COLOURS).tags(PICTURE).tags("</style>");
        self.draw(&mut svg);
        svg.tags("</svg>");
        checked(svg.into_text(), &self.audience.redacted)
    }

    /// The page: heading, picture, table, and of which day it is.
    pub fn html(&self) -> Result<String, NotRedacted> {
        let mut html = Markup::default();
        html.tags("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>");
        html.text(&self.product).tags(": roadmap</title><style>").tags(STYLE).tags(PICTURE);
        html.tags("</style></head><body><h1>").text(&self.product).tags(": roadmap</h1>");
        if !self.vision.is_empty() {
            html.tags("<p>").text(&self.vision).tags("</p>");
        }
        let size = format!("0 0 {WIDTH} {}", self.height());
        html.tags("<div class=\"scroll\"><svg role=\"img\" aria-label=\"The table below as a picture\"");
        html.attribute("viewBox", &size).tags(">");
        self.draw(&mut html);
        html.tags("</svg></div><div class=\"scroll\"><table><thead><tr><th>Goal</th><th>What</th>");
        let has_outcomes = self.lanes.iter().flat_map(|(_, bars)| bars).any(|bar| !bar.outcome.is_empty());
        if has_outcomes {
            html.tags("<th>What will be different</th>");
        }
        html.tags("<th>From</th><th>To</th><th>How firm</th></tr></thead><tbody>");
        for (goal, bars) in &self.lanes {
            for bar in bars {
                html.tags("<tr>");
                let days = [(self.day_text)(bar.days.0), (self.day_text)(bar.days.1)];
                let outcome = has_outcomes.then_some(&bar.outcome);
                let cells = [goal, &bar.name].into_iter().chain(outcome);
                for cell in cells.chain([&days[0], &days[1], &bar.facts]) {
                    html.tags("<td>").text(cell).tags("</td>");
                }
                html.tags("</tr>");
            }
        }
        html.tags("</tbody></table></div>");
        let list = |html: &mut Markup, heading: &'static str, rows: Vec<(String, String)>| {
            if rows.is_empty() {
                return;
            }
            html.tags("<h2>").tags(heading).tags("</h2><ul>");
            for (name, more) in rows {
                html.tags("<li><b>").text(&name).tags("</b> ").text(&more).tags("</li>");
            }
            html.tags("</ul>");
        };
        let points = self.points.iter().map(|(name, day)| (name.clone(), (self.day_text)(*day))).collect();
        list(&mut html, "Milestones and releases", points);
        list(&mut html, "Without days yet", self.undated.clone());
        html.tags("<p>As of ").text(&(self.day_text)(self.today));
        html.tags(". Solid bars are committed, hatched ones likely");
        html.tags(if self.audience.hides_ideas { "." } else { ", dashed ones ideas." });
        html.tags(" Only what is committed is promised.</p></body></html>");
        checked(html.into_text(), &self.audience.redacted)
    }
}

/// A name as far as it has room beside the bars.
fn short(name: &str) -> String {
    const MOST: usize = 32;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    name.chars().take(MOST - 1).chain(['…']).collect()
}
