//! How the file comes out of each tool, and what of it comes in here.

/// A tool a person moves from.
#[derive(Clone, Copy, Debug)]
pub struct Takeout {
    /// As a person knows it.
    pub tool: &'static str,
    /// What to do there, in three steps.
    pub steps: [&'static str; 3],
    /// What comes in.
    pub comes: &'static str,
    /// What does not.
    pub stays: &'static str,
}

const fn from(
    tool: &'static str,
    steps: [&'static str; 3],
    comes: &'static str,
    stays: &'static str,
) -> Takeout {
    Takeout { tool, steps, comes, stays }
}

/// The tools by name; at the end what holds for any other.
#[rustfmt::skip]
pub static TAKEOUTS: [Takeout; 24] = [
    from("Aha!", ["Open Features, List, and add the columns you need.", "Press Export at the top right, then CSV.", "Save the file."], "what you map to a field", "roadmaps, ideas and their votes"),
    from("Asana", ["Open the project.", "Press the arrow beside its name, then Export/Print, CSV.", "Save the file: one a project."], "sections as states, parents, days, tags, what blocks what", "comments and attachments"),
    from("Azure DevOps", ["Open Boards, Queries, and a query of type Tree, with the columns you need.", "Press the dots at the top right, then Export to CSV.", "Save the file."], "type, state, the tree, points, sprint, tags, description", "comments and history"),
    from("Basecamp", ["An owner opens Adminland, Export data from this account.", "Tick the projects; a mail says when they are ready.", "Open the to-do lists of it, and paste their lines here."], "titles, as lines; a CSV, where you have one", "all else: it goes out as web pages"),
    from("ClickUp", ["An admin opens Settings, Imports / Exports.", "Choose all tasks, and start the export.", "Save the CSV file once it is ready."], "list, parent, state, priority, tags, days, checklists, comments", "attachments and views"),
    from("GitHub issues", ["Log gh in, and go into the folder of the repository.", "Run gh issue list --state all --limit 1000 --json number,title,body,state,stateReason,labels,milestone,assignees,comments,createdAt,updatedAt,closedAt > issues.json", "Choose issues.json here; raise 1000 if there are more."], "labels, milestone, state, days, comments; labels such as bug say the type", "pull requests"),
    from("GitHub Projects", ["Open a view of the project that is a table, with all columns shown.", "Press the arrow beside the view’s name, then Export view data.", "Save the TSV file."], "title, status, estimate, iteration, labels, milestone", "the texts of the issues: take those with gh"),
    from("GitLab", ["Open Issues of the project, and narrow them.", "Press the dots at the top right, then Export as CSV.", "The file comes by mail."], "title, description, state, labels, milestone, weight, days", "comments and links"),
    from("Jira", ["Open Filters, search for the work, and narrow it to what you move.", "Press Export, then Export CSV (all fields).", "Past 1,000 items narrow it further, and save several files."], "type, parent, state, points, sprint, versions, labels, people, days, comments, links", "boards and workflows; files come as links"),
    from("Linear", ["An admin opens Settings, Administration, Import/Export.", "Press Export CSV.", "Save the file; from a large workspace it comes by mail."], "state, estimate, priority, project, cycle, parent, labels, days", "comments"),
    from("Monday", ["Open the board.", "Press the dots at the top right, then More actions, Export board to Excel.", "Choose the Excel file here."], "groups, states, people, days; what you map to a field", "updates and subitems of several levels"),
    from("Notion", ["Open the database as a page of its own.", "Press the dots at the top right, then Export, Markdown & CSV.", "Choose the zip file here."], "every property you map to a field", "the texts of the pages"),
    from("OpenProject", ["Open Work packages, with the columns you need.", "Press the dots at the top right, then Export, CSV, with descriptions.", "Save the file."], "type, state, version, points, days, parent, description", "comments and relations"),
    from("Pivotal Tracker", ["Take the CSV file you saved before it closed in April 2025.", "Unpack it, if it is a ZIP file.", "Choose the CSV file here."], "type, estimate, state, iteration, labels, tasks, comments, blockers", "attachments and activity"),
    from("Planner", ["Open the plan.", "Press the arrow or the dots beside its name, then Export plan to Excel.", "Choose the Excel file here."], "buckets, progress, priority, people, days, checklists", "comments and attachments"),
    from("Productboard", ["Open a board of features, with the columns you need.", "Press the dots at the top right, then Export to CSV.", "Save the file."], "what you map to a field", "insights and roadmaps"),
    from("Redmine", ["Open Issues of the project, and clear the filter to see closed ones, too.", "Below the list press CSV, then All Columns, with Description.", "Save the file as UTF-8."], "tracker as type, state, parent, version, days, description", "comments and relations"),
    from("Shortcut", ["Open Settings, Import/Export.", "Press Export CSV.", "Save the file."], "type, epic, state, estimate, iteration, labels, tasks", "comments and attachments"),
    from("Taiga", ["An admin opens Settings, Project, Export.", "Press Export, and wait for it.", "Save the JSON file; unpack it if it ends in .gz."], "stories, tasks, issues, epics, points, sprints, tags, comments", "wiki and attachments"),
    from("TickTick", ["Open it in the browser: your picture, Settings, Account.", "Press Generate Backup.", "Save the CSV file."], "lists, titles, notes, tags, days, priority, what is done", "attachments and habits"),
    from("Todoist", ["Open the project in the browser.", "Press the dots at the top right, then Export as CSV.", "Save the file: one a project."], "titles, descriptions, sections, indents, priority", "what is done already"),
    from("Trello", ["Open the board’s menu, then Print, export, and share.", "Press Export as JSON.", "Save the page that opens as a file."], "lists as states, people, labels, days, checklists, comments, points, order", "of comments the last 1,000; files come as links"),
    from("YouTrack", ["Open Issues, and search for what you move.", "Press the dots above the list, then Export, Issues in CSV.", "Save the file."], "type, state, estimate, sprint, tags, description", "comments and links"),
    from("Any spreadsheet", ["Put the headings into one row; Title is the one that is needed.", "Save the sheet as CSV or XLSX, or copy the rows.", "Choose the file here, or paste them."], "every column you map to a field; the others are kept with the item", "formulas and colours"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tool_stands_once_in_the_order_of_its_name_with_three_short_steps() {
        let (rest, tools) = TAKEOUTS.split_last().unwrap();
        assert_eq!(rest.tool, "Any spreadsheet");
        assert!(tools.is_sorted_by_key(|it| it.tool.to_lowercase()));
        for it in &TAKEOUTS {
            for step in it.steps {
                assert!(step.len() < 90 || step.starts_with("Run gh"), "{step}");
                assert!(step.ends_with('.') || step.starts_with("Run gh"), "{step}");
            }
            assert!(!it.comes.ends_with('.') && !it.stays.ends_with('.'), "{}", it.tool);
        }
    }
}
