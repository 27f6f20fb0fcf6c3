//! Bars of numbers that follow each other: weeks, and the odds of weeks to come.

use super::frame::{Frame, LINE, room_of};
use super::{Chart, Point};

/// From this width on a bar has its number over it.
const NUMBERED: i32 = 14;
/// The widest a bar becomes.
const WIDEST: i32 = 44;

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// How high it is.
    pub value: i32,
    /// How high the line across it is that it is held against.
    pub aim: Option<i32>,
    /// Its look, a class of the style sheet.
    pub look: &'static str,
    /// Its number, as it is written.
    pub number: String,
    /// What stands below it, where there is room.
    pub name: String,
    /// What it says.
    pub said: String,
}

/// The bars in their order, laid out for a width.
pub fn bar_chart(bars: Vec<Bar>, width: i32) -> Chart {
    bar_chart_to(0, bars, width)
}

/// The same, on an axis that reaches at least so far.
pub fn bar_chart_to(least: i32, bars: Vec<Bar>, width: i32) -> Chart {
    let most = bars.iter().map(|bar| bar.value.max(bar.aim.unwrap_or(0))).max().unwrap_or(0).max(least);
    let frame = Frame::new(width, 0, most.into());
    let mut chart = frame.chart();
    let number = bars.len() as i32;
    let step = frame.plot_width() / number.max(1);
    let wide = (step * 3 / 4).clamp(1, WIDEST);
    let name = bars.iter().map(|bar| room_of(&bar.name)).max().unwrap_or(0);
    let nth = (name / step.max(1) + 1) as usize;
    for (place, bar) in bars.into_iter().enumerate() {
        let middle = frame.x(place as i32 * 2 + 1, number * 2);
        let (left, top, foot) = (middle - wide / 2, frame.y(bar.value.into()), frame.foot());
        chart.draw(bar.look, format!("M{left} {foot}V{top}h{wide}V{foot}"));
        let aim = bar.aim.map(|aim| frame.y(aim.into()));
        if let Some(aim) = aim {
            chart.draw("step", format!("M{} {aim}h{}", left - 3, wide + 6));
        }
        if wide >= NUMBERED {
            // Above the line where it would be struck through.
            let over = aim.filter(|aim| (top - LINE..=top).contains(aim)).unwrap_or(top);
            chart.write((middle, over - 6), "middle", "", bar.number);
        }
        if place % nth == 0 && middle + name / 2 <= width {
            chart.write((middle, foot + 18), "middle", "", bar.name);
        }
        chart.points.push(Point { at: (middle, top), said: bar.said });
    }
    chart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_beside_each_other_on_the_foot() {
        let bar = |value: i32| Bar {
            value,
            aim: None,
            look: "fill",
            number: value.to_string(),
            name: "w".into(),
            said: format!("{value} done"),
        };
        let chart = bar_chart(vec![bar(4), bar(0), bar(2)], 328);
        assert_eq!(chart.marks[1].path, "M56 152V20h44V152");
        assert_eq!(chart.marks[3].path, "M256 152V86h44V152");
        assert_eq!(chart.points[2].at, (278, 86));
        assert!(chart.labels.iter().any(|label| label.text == "4" && label.at == (78, 14)));
        let aimed = bar_chart(vec![Bar { aim: Some(8), ..bar(4) }], 328);
        assert_eq!(aimed.marks[2].path, "M153 20h50", "the axis reaches the aim");
        assert!(bar_chart(Vec::new(), 328).points.is_empty());
        assert_eq!(bar_chart((0..600).map(|_| bar(1)).collect(), 328).points.len(), 600);
    }
}
