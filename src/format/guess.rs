//! What the values of a list say that its headings leave open.

use super::DayOrder;
use super::heading::is_backlog;
use super::{Sheet, SheetColumn};

/// Titles are shorter than this, in characters.
const TITLE_LONGEST: usize = 160;
/// So many rows are looked at to guess what a column means.
const GUESSED_FROM: usize = 200;

impl Sheet {
    /// Whether it went out of here, known by headings that no other tool has all of.
    pub fn is_backlog(&self) -> bool {
        is_backlog(&self.columns)
    }

    /// The order in which the days of its columns are written, where a person did not say it.
    pub fn day_order(&self) -> DayOrder {
        self.day_order_said.unwrap_or_else(|| DayOrder::of(self.days()))
    }

    /// A day of its columns that can be read in two ways, where no other says which it is.
    pub fn open_day(&self) -> Option<&str> {
        let order = DayOrder::of(self.days());
        self.days().find(|day| order.leaves_open(day))
    }

    fn days(&self) -> impl Iterator<Item = &str> {
        let places: Vec<usize> = (0..)
            .zip(&self.columns)
            .filter(|(_, (_, column))| column.is_day())
            .map(|(place, _)| place)
            .collect();
        let rows = self.rows().filter_map(|row| row.cells.ok());
        rows.flat_map(move |cells| places.clone().into_iter().filter_map(move |place| cells.get(place)))
    }

    /// Guesses by the values what the headings leave open: which column has the titles and which is about them, and
    /// whether an effort is points.
    pub(super) fn guess(&mut self) {
        let values = |place: usize| {
            let rows = self.rows().filter_map(|row| row.cells.ok()).take(GUESSED_FROM);
            rows.filter_map(move |cells| cells.get(place).map(str::trim)).filter(|cell| !cell.is_empty())
        };
        let place_of = |column: SheetColumn| self.columns.iter().position(|(_, other)| *other == column);
        let open = || {
            let open =
                self.columns.iter().enumerate().filter(|(_, (_, column))| *column == SheetColumn::Other);
            open.map(|(place, (name, _))| (place, name.to_lowercase()))
        };
        let is_short = |place: usize| {
            let (all, short) = values(place).fold((0, 0), |(all, short), cell| {
                (all + 1, short + usize::from(cell.chars().count() <= TITLE_LONGEST))
            });
            all > 0 && short * 10 >= all * 9
        };
        let is_spaced = |place: usize| {
            let (all, spaced) = values(place)
                .fold((0, 0), |(all, spaced), cell| (all + 1, spaced + usize::from(cell.contains(' '))));
            spaced * 2 > all
        };
        let is_named = |name: &str| {
            ["feature", "item", "requirement", "idea", "user story", "content", "to-do"].contains(&name)
        };
        let about = || {
            open()
                .find(|(_, name)| name.ends_with("description"))
                .or_else(|| open().find(|(_, name)| name == "content"))
        };
        let mut guessed: Vec<(usize, SheetColumn)> = Vec::new();
        if !self.has_title() {
            // What describes something is never its name.
            let candidates =
                || open().filter(|(place, name)| !is_prose(name) && is_short(*place)).collect::<Vec<_>>();
            let title = candidates().into_iter().find(|(_, name)| is_named(name));
            let title = title.or_else(|| candidates().into_iter().find(|(_, name)| is_name_of_item(name)));
            let spaced = || candidates().into_iter().filter(|(place, _)| is_spaced(*place));
            let title = title.or_else(|| spaced().find(|(_, name)| !is_of_another(name)));
            let title = title.or_else(|| spaced().next());
            guessed.extend(title.map(|(place, _)| (place, SheetColumn::Title)));
        }
        if place_of(SheetColumn::Description).is_none() {
            let is_free = |(place, _): &(usize, String)| guessed.iter().all(|(other, _)| other != place);
            let found = about().filter(is_free);
            guessed.extend(found.map(|(place, _)| (place, SheetColumn::Description)));
        }
        let is_points = |place: &usize| {
            values(*place).any(|cell| {
                let whole = cell.split_once(['.', ',']).map_or(cell, |(whole, _)| whole);
                whole.parse::<u32>().is_ok_and(|points| points > 5)
            })
        };
        let points = place_of(SheetColumn::Effort)
            .filter(is_points)
            .filter(|_| place_of(SheetColumn::Estimate).is_none());
        guessed.extend(points.map(|place| (place, SheetColumn::Estimate)));
        // An item has no day it is due on: where days are there, they get a field of their own.
        let due = open().find(|(place, name)| SheetColumn::is_due(name) && values(*place).next().is_some());
        guessed.extend(due.map(|(place, _)| (place, SheetColumn::NewField)));
        for (place, column) in guessed {
            if let Some((_, own)) = self.columns.get_mut(place) {
                *own = column;
            }
        }
    }
}

/// Whether a heading is that of a text about something.
fn is_prose(heading: &str) -> bool {
    ["description", "comment", "comments", "notes", "details"].iter().any(|word| heading.ends_with(word))
}

/// Whether a heading says that it is of a title: “Feature name”.
fn is_name_of_item(heading: &str) -> bool {
    (heading.ends_with("name") || heading.ends_with("title")) && !is_of_another(heading)
}

/// Whether a heading is that of what an item lies in or of who does it, or of its name: “Project”, “Project name”.
fn is_of_another(heading: &str) -> bool {
    let others = [
        "project", "list", "space", "folder", "bucket", "section", "cycle", "sprint", "epic", "parent",
        "board", "team", "product", "user", "first", "last", "file", "assignee", "owner", "creator",
        "reporter",
    ];
    let of = heading.strip_suffix("name").or_else(|| heading.strip_suffix("title"));
    others.contains(&of.unwrap_or(heading).trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::parse_sheet;

    fn meant(text: &str) -> Vec<SheetColumn> {
        parse_sheet(text).unwrap().columns.into_iter().map(|(_, column)| column).collect()
    }

    #[test]
    fn what_describes_something_is_never_its_title() {
        use SheetColumn::{Description, Other, Title, Type};
        assert_eq!(
            meant("TYPE,CONTENT,DESCRIPTION\ntask,Buy milk,Two cartons\ntask,Compare shops,\n"),
            [Type, Title, Description]
        );
        assert_eq!(meant("Feature name,Feature description\nBell,It rings loud\n"), [Title, Description]);
        assert_eq!(
            meant("Project name,Feature description,What\nA b,It rings loud,Ring it\n"),
            [Other, Description, Title]
        );
        assert_eq!(meant("Project description,Description,Summary\nx,y,z\n"), [Other, Description, Title]);
    }

    #[test]
    fn what_headings_leave_open_is_guessed_from_the_values() {
        use SheetColumn::{Effort, Estimate, Key, Other, Title};
        assert_eq!(meant("ID,Feature,Effort\n1,Login,8\n2,Logout,3\n"), [Key, Title, Estimate]);
        assert_eq!(meant("ID,Wunsch,Effort\n1,Pay by card,5\n2,Pay later,3\n"), [Key, Title, Effort]);
        let mut turned = parse_sheet("ID,Feature\n1,Login\n").unwrap();
        turned.set_heading(None);
        turned.set_heading(Some(1));
        assert_eq!(turned.columns[1].1, Title);
        assert_eq!(meant("ID,Phase,Points,Effort\n1,Now,8,13\n"), [Key, Other, Estimate, Effort]);
    }
}
