//! The inside of a row of the backlog as markup.
//!
//! It is the one part of the screen that is not drawn by components: a page of rows comes and goes with a key press, and
//! markup that the browser parses takes a tenth of the time of as many elements with signals.

use super::glyph::goal_shape;
use super::{Branch, Cell, Column, Head, ListRow, Wording, is_score, type_glyph};
use crate::format::Markup;

/// What a row shows, and how.
#[derive(Clone, Copy, Debug)]
pub struct RowMarkup<'a> {
    /// Its words.
    pub row: &'a ListRow,
    /// Whether it has a key.
    pub has_key: bool,
    /// The columns after the title, with what stands in them.
    pub cells: &'a [(Column, Cell)],
    /// Where it stands in the tree; none in a list.
    pub branch: Option<Branch>,
    /// Whether it is picked.
    pub is_picked: bool,
    /// Whether its title is a field.
    pub is_edited: bool,
    /// How days and moments are written.
    pub wording: Wording,
    /// The shapes of an icon, as markup.
    pub icon: fn(&'static str) -> &'static str,
}

impl RowMarkup<'_> {
    /// The cells.
    pub fn into_text(self) -> String {
        let mut html = Markup::default();
        self.write_box(&mut html);
        if self.has_key {
            html.tags("<td class=\"key\">").text(&self.row.key).tags("</td>");
        }
        self.write_title(&mut html);
        for (column, cell) in self.cells {
            self.write_cell(*column, cell, &mut html);
        }
        html.into_text()
    }

    /// The words of the cells alone, for a list that flies by: the controls are nine tenths of what a browser lays out.
    pub fn into_sketch(self) -> String {
        let mut html = Markup::default();
        html.tags("<td></td>");
        if self.has_key {
            html.tags("<td class=\"key\">").text(&self.row.key).tags("</td>");
        }
        html.tags("<td");
        if let Some(branch) = self.branch {
            html.attribute("data-depth", indent(branch.depth));
        }
        html.tags(">").text(&self.row.title).tags("</td>");
        for (column, cell) in self.cells {
            html.tags(if column.is_number() { "<td class=\"num\"" } else { "<td" });
            html.attribute("data-col", column.segment()).tags(">");
            match cell {
                Cell::Status => html.text(self.row.status_word()),
                Cell::Goal(goal) => {
                    html.text(&goal.as_ref().map(|(number, _)| format!("G{number}")).unwrap_or_default())
                }
                cell => html.text(&cell.clone().words(self.row, self.wording)),
            };
            html.tags("</td>");
        }
        html.into_text()
    }

    fn write_box(self, html: &mut Markup) {
        html.tags("<td><button class=\"check\" role=\"checkbox\" tabindex=\"-1\" data-cell=\"check\"")
            .attribute("aria-checked", if self.is_picked { "true" } else { "false" })
            .attribute("aria-label", &format!("Select {}", self.row.said()))
            .tags("></button></td>");
    }

    fn write_title(self, html: &mut Markup) {
        let row = self.row;
        html.tags(if self.is_edited { "<td><span class=\"title\">" } else { "<td>" });
        if let Some(branch) = self.branch {
            self.write_twisty(branch, html);
        }
        if let Some(kind) = row.kind {
            html.tags("<button class=\"glyph\" tabindex=\"-1\" data-cell=\"type\" aria-haspopup=\"menu\"")
                .attribute("id", &format!("type-{}", row.id))
                .attribute("aria-label", &format!("Type: {}", kind.name()))
                .tags(">");
            self.write_icon(type_glyph(kind), html);
            html.tags("</button>");
        }
        if self.is_edited {
            html.tags("<input class=\"cell\" data-cell=\"edit\" aria-label=\"Title\" autocomplete=\"off\"")
                .attribute("value", &row.title)
                .tags(">");
        } else {
            html.tags("<a tabindex=\"-1\" data-cell=\"title\" draggable=\"false\"")
                .attribute("href", &row.href)
                .tags(">")
                .text(&row.title)
                .tags("</a>");
            if let Some(hidden) = self.branch.map(|branch| branch.hidden).filter(|hidden| *hidden > 0) {
                html.tags("<span class=\"n\">").text(&hidden.to_string());
                html.tags("<span class=\"aloud\"> folded away</span></span>");
            }
        }
        html.tags(if self.is_edited { "</span></td>" } else { "</td>" });
    }

    /// A cell of a chosen column; those that can be changed are buttons.
    fn write_cell(self, column: Column, cell: &Cell, html: &mut Markup) {
        let name = column.segment();
        html.tags(if column.is_number() { "<td class=\"num\"" } else { "<td" });
        html.attribute("data-col", name);
        if matches!(cell, Cell::Day(_)) {
            // Where there is no room for a head over it, the cell says itself which day it is.
            html.attribute("data-head", column.name());
        }
        html.tags(">");
        if column.is_edited() || column.leads() {
            let said = match cell {
                Cell::Goal(Some((number, _))) => Some(format!("Goal: G{number}")),
                Cell::Goal(None) => Some("Goal: none".to_owned()),
                Cell::Text(text) if text.is_empty() => Some(format!("{}: none", column.name())),
                Cell::Text(text) | Cell::Word(_, text, _) => Some(format!("{}: {text}", column.name())),
                Cell::Day(day) => Some(format!("{}: {}", column.name(), (self.wording.day)(*day))),
                // Glyph and word of a state say it themselves.
                Cell::Status | Cell::At(_) | Cell::Since(..) => None,
            };
            html.tags(match cell {
                Cell::Status | Cell::Word("s-idea" | "s-draft" | "s-doing" | "s-accepted", ..) => {
                    "<button class=\"cell status\""
                }
                Cell::Word(..) => "<button class=\"cell state\"",
                _ if column.is_long() => "<button class=\"cell long\"",
                _ => "<button class=\"cell sub\"",
            });
            if *cell == Cell::Status {
                html.attribute("data-s", self.row.status_glyph);
                if self.row.is_blocked {
                    html.attribute("title", &self.row.status_words());
                }
            }
            if let Cell::Word(glyph, _, is_warning) = cell {
                html.attribute(
                    if *is_warning { "data-t" } else { "data-s" },
                    if *is_warning { "warn" } else { glyph },
                );
            }
            html.tags(" tabindex=\"-1\"")
                .attribute("data-cell", name)
                .attribute("id", &format!("{name}-{}", self.row.id))
                .attribute("aria-haspopup", if column.has_menu() { "menu" } else { "dialog" });
            if let Some(said) = said {
                html.attribute("aria-label", &said);
            }
            html.tags(">");
            self.write_words(column, cell, html);
            html.tags("</button></td>");
        } else {
            html.tags("<span");
            match cell {
                Cell::Word(_, _, true) => html.attribute("class", "state").attribute("data-t", "warn"),
                Cell::Word(glyph, ..) => html.attribute("class", "status").attribute("data-s", glyph),
                _ => html.attribute("class", "sub"),
            };
            html.tags(">");
            self.write_words(column, cell, html);
            html.tags("</span></td>");
        }
    }

    fn write_words(self, column: Column, cell: &Cell, html: &mut Markup) {
        match cell {
            Cell::Status => {
                self.write_icon(self.row.status_glyph, html);
                html.text(self.row.status_word());
            }
            Cell::Goal(Some((number, name))) => {
                let (series, shape) = goal_shape(*number);
                html.tags("<span class=\"goal\"")
                    .attribute("title", name)
                    .tags("><span class=\"goal\"")
                    .attribute("data-g", series)
                    .tags("><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><path")
                    .attribute("d", shape)
                    .tags("></path></svg></span>G")
                    .text(&number.to_string())
                    .tags("</span>");
            }
            Cell::Goal(None) => {
                html.tags("<span class=\"mend\">+ Goal</span>");
            }
            Cell::Text(text) if text.is_empty() && column.leads() => {
                html.tags("<span class=\"mend\">+ Outcome metric</span>");
            }
            // Many rows have no label: a dash in each would be noise.
            Cell::Text(text) if text.is_empty() && matches!(column, Column::Labels | Column::Field(_)) => {}
            Cell::Text(text) if text.is_empty() => {
                html.tags("<span class=\"none\">–</span>");
            }
            // What the rows stand in the order of.
            Cell::Text(text) if matches!(column, Column::Field(field) if is_score(field)) => {
                html.tags("<b>").text(text).tags("</b>");
            }
            Cell::Text(_) | Cell::Day(_) | Cell::At(_) => {
                html.text(&cell.clone().words(self.row, self.wording));
            }
            Cell::Word(glyph, text, _) => {
                if !glyph.is_empty() {
                    self.write_icon(glyph, html);
                }
                html.text(text);
            }
            Cell::Since(at, is_blocked) => {
                html.tags(if *is_blocked { "<span class=\"bad\">" } else { "<span>" });
                html.text(&(self.wording.age)(*at)).tags("</span>");
            }
        }
    }

    /// What opens and folds what is under a row of the tree; room for it where nothing is.
    fn write_twisty(self, branch: Branch, html: &mut Markup) {
        let indent = indent(branch.depth);
        match branch.is_open {
            Some(is_open) => {
                html.tags("<button class=\"twisty\" tabindex=\"-1\" data-fold")
                    .attribute("data-depth", indent)
                    .attribute("aria-label", if is_open { "Fold" } else { "Unfold" })
                    .attribute("aria-expanded", if is_open { "true" } else { "false" })
                    .tags(">");
                self.write_icon("down", html);
                html.tags("</button>");
            }
            None => {
                html.tags("<span class=\"twisty\"").attribute("data-depth", indent).tags("></span>");
            }
        }
    }

    /// The shapes stand in the row itself: a `<use>` in each cell doubles what the browser lays out.
    fn write_icon(self, name: &'static str, html: &mut Markup) {
        html.tags("<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">");
        html.tags((self.icon)(name)).tags("</svg>");
    }
}

/// As deep as can be seen; deeper rows stand under one another.
fn indent(depth: usize) -> &'static str {
    const INDENTS: [&str; 9] = ["0", "1", "2", "3", "4", "5", "6", "7", "8"];
    INDENTS.get(depth).or(INDENTS.last()).copied().unwrap_or_default()
}

/// The head of a group for paper, over so many columns after the title.
pub fn head_markup(head: &Head, columns: usize) -> String {
    let mut html = Markup::default();
    html.tags("<th></th><th colspan=\"2\"><span class=\"title\">").text(&head.name);
    html.tags("<span class=\"n\">").text(&head.items.to_string()).tags("</span></span></th><td");
    html.attribute("colspan", &columns.to_string()).tags("></td>");
    html.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Ids, Instant, ItemType};

    fn row(title: &str) -> ListRow {
        ListRow {
            id: Ids::seeded(1).next_id(),
            key: "SPK-12".into(),
            title: title.into(),
            href: "#/spk/backlog/SPK-12".into(),
            kind: Some(ItemType::Story),
            status: "ready".into(),
            status_name: "Ready".into(),
            is_blocked: false,
            status_glyph: "s-ready",
            labels: Vec::new(),
            estimate: None,
        }
    }

    fn markup(row: &ListRow, cells: &[(Column, Cell)]) -> String {
        let wording = Wording {
            day: |day| day.to_string(),
            moment: |_| "12 Nov".to_owned(),
            age: |_| "12 d".to_owned(),
        };
        let icon = |_| "<path></path>";
        RowMarkup {
            row,
            has_key: true,
            cells,
            branch: None,
            is_picked: false,
            is_edited: false,
            wording,
            icon,
        }
        .into_text()
    }

    #[test]
    fn what_a_person_wrote_is_never_markup() {
        let row = row("<img src=x onerror=\"alert(1)\">");
        let cells = [
            (Column::Labels, Cell::Text("a\" autofocus=\"".into())),
            (Column::Goal, Cell::Goal(Some((3, "\"><b>".into())))),
        ];
        for html in [
            markup(&row, &cells),
            RowMarkup {
                is_edited: true,
                row: &row,
                has_key: true,
                cells: &[],
                branch: None,
                is_picked: false,
                wording: Wording {
                    day: |_| String::new(),
                    moment: |_| String::new(),
                    age: |_| String::new(),
                },
                icon: |_| "",
            }
            .into_text(),
        ] {
            assert!(
                !html.contains("<img") && !html.contains("<b>") && !html.contains("\" autofocus"),
                "{html}"
            );
        }
    }

    #[test]
    fn each_cell_says_what_it_is() {
        let cells = [
            (Column::Goal, Cell::Goal(None)),
            (Column::Labels, Cell::Text(String::new())),
            (Column::Estimate, Cell::Text("5".into())),
            (Column::Created, Cell::At(Instant(0))),
        ];
        let html = markup(&row("Invite by link"), &cells);
        for said in ["Goal: none", "Labels: none", "Estimate: 5", ">12 Nov<", "Select SPK-12", "Type: Story"]
        {
            assert!(html.contains(said), "{said} is not in {html}");
        }
        assert!(html.contains("href=\"#/spk/backlog/SPK-12\""), "{html}");
    }
}
