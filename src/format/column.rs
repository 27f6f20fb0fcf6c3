//! The columns of lists of any program, known by their headings.

use crate::model::fold;
use crate::model::kind::{Field, Holds, Kind, OWN_OF};

/// What a column of a list means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetColumn {
    /// What the item is called.
    Title,
    /// More about it.
    Description,
    /// Its labels; may come in several columns.
    Labels,
    /// What kind of work it is.
    Type,
    /// Its state.
    Status,
    /// How large it is.
    Estimate,
    /// How much it is worth, from 1 to 5.
    Value,
    /// How much work it is beside others, from 1 to 5.
    Effort,
    /// The item it is a part of, by its key or its title; may come in several columns, of which the nearest counts.
    Parent,
    /// What it lies in, by its name: an epic here.
    Container,
    /// The initiative it serves, by its name.
    Initiative,
    /// The goal it serves, by its name.
    Goal,
    /// The release it is planned for, by its name.
    Release,
    /// When that release goes out.
    ReleaseOn,
    /// The sprint it is in; of several columns the last that says one.
    Sprint,
    /// The first day of that sprint.
    SprintStart,
    /// The last day of that sprint.
    SprintEnd,
    /// The items it waits for, by their keys or titles.
    WaitsFor,
    /// The items that wait for it.
    Blocks,
    /// The items it has to do with.
    Relates,
    /// The item that says the same.
    Duplicates,
    /// Who does it.
    Delegate,
    /// When to ask how it goes.
    FollowUp,
    /// That it cannot go on, and why.
    Blocked,
    /// What the other tool calls it, by which a second import knows it again.
    Key,
    /// When the row was last changed there.
    Updated,
    /// What its state means, or how it ended, where the state is a word of the other tool's own.
    Category,
    /// That it was put away.
    Archived,
    /// When it was asked for.
    Created,
    /// When work on it began.
    Started,
    /// When it was done, or given up.
    Completed,
    /// When it came to the state it is in.
    Entered,
    /// Remarks; may come in several columns.
    Comments,
    /// Small steps; may come in several columns.
    Checklist,
    /// Whether the step in the column before is done.
    Ticks,
    /// Files that lie elsewhere; may come in several columns.
    Attachments,
    /// A field of a described kind.
    Field(&'static Field),
    /// The key of a record of a described kind, by which it is known again.
    OwnKey,
    /// A field that is added with the list, called as its heading.
    NewField,
    /// Kept with the item as it came.
    Other,
    /// Left out.
    Ignored,
}

impl SheetColumn {
    /// The field's name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Description => "Description",
            Self::Labels => "Labels",
            Self::Type => "Type",
            Self::Status => "Status",
            Self::Estimate => "Estimate",
            Self::Value => "Value",
            Self::Effort => "Effort",
            Self::Parent => "Epic or parent",
            Self::Initiative => "Initiative",
            Self::Goal => "Goal",
            Self::Container => "Project or list",
            Self::Release => "Release",
            Self::ReleaseOn => "Release day",
            Self::Sprint => "Sprint",
            Self::SprintStart => "Sprint begins",
            Self::SprintEnd => "Sprint ends",
            Self::WaitsFor => "Waits for",
            Self::Blocks => "Blocks",
            Self::Relates => "Relates to",
            Self::Duplicates => "Duplicate of",
            Self::Delegate => "Delegated to",
            Self::FollowUp => "Follow up",
            Self::Blocked => "Blocked, and why",
            Self::Key => "Source key",
            Self::Updated => "Last changed",
            Self::Category => "Status meaning",
            Self::Archived => "Archived",
            Self::Created => "Created on",
            Self::Started => "Begun on",
            Self::Completed => "Done on",
            Self::Entered => "In this status since",
            Self::Comments => "Comments",
            Self::Checklist => "Checklist",
            Self::Ticks => "Checklist, ticked",
            Self::Attachments => "Attachments",
            Self::Field(field) => field.label,
            Self::OwnKey => "Key",
            Self::NewField => "A new field",
            Self::Other => "Kept with the item",
            Self::Ignored => "Leave out",
        }
    }

    /// All meanings in a list of items, in the order a person chooses from.
    pub const ALL: [Self; 39] = [
        Self::Title,
        Self::Description,
        Self::Type,
        Self::Status,
        Self::Estimate,
        Self::Value,
        Self::Effort,
        Self::Labels,
        Self::Parent,
        Self::Container,
        Self::Initiative,
        Self::Goal,
        Self::Release,
        Self::ReleaseOn,
        Self::Sprint,
        Self::SprintStart,
        Self::SprintEnd,
        Self::WaitsFor,
        Self::Blocks,
        Self::Relates,
        Self::Duplicates,
        Self::Delegate,
        Self::FollowUp,
        Self::Blocked,
        Self::Category,
        Self::Archived,
        Self::Created,
        Self::Started,
        Self::Completed,
        Self::Entered,
        Self::Comments,
        Self::Checklist,
        Self::Ticks,
        Self::Attachments,
        Self::Key,
        Self::Updated,
        Self::NewField,
        Self::Other,
        Self::Ignored,
    ];

    /// All meanings in a list of records of a kind, or of items.
    pub fn all(kind: Option<&Kind>) -> Vec<Self> {
        let Some(kind) = kind else { return Self::ALL.to_vec() };
        let fields = kind.all_fields().into_iter().filter(|field| field.is_read()).map(Self::Field);
        let key = (!kind.letter.is_empty()).then_some(Self::OwnKey);
        let new = OWN_OF.word(kind.table).map(|_| Self::NewField);
        fields.chain(key).chain(new).chain([Self::Ignored]).collect()
    }

    /// What a column means that means nothing: an item keeps what came with it, a record of a kind has its fields.
    pub(super) fn rest(kind: Option<&Kind>) -> Self {
        if kind.is_some() { Self::Ignored } else { Self::Other }
    }

    /// Whether nothing here is called so.
    pub(super) fn is_rest(self) -> bool {
        matches!(self, Self::NewField | Self::Other | Self::Ignored)
    }

    /// Whether several columns can mean it.
    pub(super) fn is_many(self) -> bool {
        match self {
            Self::Field(field) => matches!(field.holds, Holds::Links(_)),
            Self::Labels
            | Self::Estimate
            | Self::Parent
            | Self::Release
            | Self::Sprint
            | Self::WaitsFor
            | Self::Blocks
            | Self::Relates
            | Self::Duplicates
            | Self::Delegate
            | Self::Category
            | Self::Archived
            | Self::Completed
            | Self::Comments
            | Self::Checklist
            | Self::Ticks
            | Self::Attachments => true,
            _ => self.is_rest(),
        }
    }

    /// Whether a heading says by when something is to be done.
    pub fn is_due(heading: &str) -> bool {
        let plain = plain(heading);
        ["due", "dueon", "deadline", "finishdate"].contains(&plain.as_str()) || plain.ends_with("duedate")
    }

    /// Whether it names a day, or a day with its time.
    pub fn is_day(self) -> bool {
        match self {
            Self::Field(field) => matches!(field.holds, Holds::Day | Holds::Due),
            Self::ReleaseOn
            | Self::SprintStart
            | Self::SprintEnd
            | Self::Created
            | Self::Started
            | Self::Completed
            | Self::Entered
            | Self::Updated
            | Self::FollowUp => true,
            _ => false,
        }
    }

    /// What a heading of any tool means in a list of records of a kind, or of items.
    pub(super) fn recognise(heading: &str, kind: Option<&Kind>) -> Self {
        let plain = plain(heading);
        match kind {
            Some(kind) => Self::of_kind(&plain, kind),
            None => Self::of_item(&plain),
        }
    }

    fn of_kind(heading: &str, kind: &Kind) -> Self {
        let is = |word: &&str| plain(word) == heading;
        let name = kind.name();
        // What is kept inside records has no name but its owner's.
        if kind.kept_in().is_none() && ["name", "title", name.label, kind.noun].iter().any(is) {
            return Self::Field(name);
        }
        let mut all = Self::all(Some(kind)).into_iter().filter(|column| !column.is_rest());
        let is_it = |column: &Self| match column {
            Self::Field(field) => [field.label, field.key].iter().any(is),
            _ => is(&column.name()),
        };
        all.find(is_it).unwrap_or(Self::Ignored)
    }

    /// What a heading means that is none of ours, and that other programs give a field of a kind.
    pub(super) fn by_other_name(heading: &str, kind: &Kind) -> Option<Self> {
        let plain = plain(heading);
        let fields = kind.all_fields().into_iter().filter(|field| field.is_read());
        fields.into_iter().find(|field| other_names(field).contains(&plain.as_str())).map(Self::Field)
    }

    fn of_item(heading: &str) -> Self {
        let known = Self::of_heading(heading);
        if !known.is_rest() {
            return known;
        }
        // “Issue status”, “Task assignee(s)”, “Custom field (Story points)”: the heading says what it is of.
        let bare = ["customfield", "issue", "task", "card", "feature", "workitem", "item"];
        let bare = bare.into_iter().find_map(|of| heading.strip_prefix(of));
        let heading = bare.unwrap_or(heading);
        Self::of_heading(heading.trim_end_matches("autogenerated").trim_end_matches("utc"))
    }

    fn of_heading(heading: &str) -> Self {
        match heading {
            "title" | "summary" | "name" | "subject" | "story" | "todo" => Self::Title,
            "description" | "body" | "notes" | "details" | "descriptioncontent" | "taskcontent" => {
                Self::Description
            }
            "labels" | "label" | "tags" | "tag" => Self::Labels,
            "type" | "workitemtype" | "storytype" | "kind" | "tracker" => Self::Type,
            "status" | "state" | "currentstate" | "sectioncolumn" | "section" | "listname" | "bucketname"
            | "columnname" => Self::Status,
            "estimate" | "storypoints" | "storypoint" | "storypointestimate" | "points" | "estimation"
            | "weight" => Self::Estimate,
            "value" => Self::Value,
            "effort" => Self::Effort,
            "epic" | "epiclink" | "epicname" | "epictitle" | "parent" | "parentid" | "parentkey"
            | "parentissue" | "parenttask" | "parentsummary" | "parentitem" => Self::Parent,
            "project" | "projects" => Self::Container,
            "initiative" | "initiativename" => Self::Initiative,
            "goal" | "objective" => Self::Goal,
            "release" | "version" | "fixversion" | "fixversions" | "milestone" | "targetversion"
            | "releasename" => Self::Release,
            "releaseday" | "milestoneduedate" => Self::ReleaseOn,
            "sprint" | "sprints" | "iteration" | "cycle" | "cyclename" | "iterationpath" => Self::Sprint,
            "sprintbegins" | "sprintstart" | "cyclestart" | "iterationstart" => Self::SprintStart,
            "sprintends" | "sprintend" | "cycleend" | "iterationend" => Self::SprintEnd,
            "blockedby"
            | "blockedbydependencies"
            | "waitsfor"
            | "dependson"
            | "inwardissuelinkblocks"
            | "predecessors"
            | "blocker" => Self::WaitsFor,
            "blocks" | "blockingdependencies" | "blocking" | "outwardissuelinkblocks" | "linkblocks" => {
                Self::Blocks
            }
            "relatesto"
            | "relatedto"
            | "related"
            | "inwardissuelinkrelates"
            | "outwardissuelinkrelates"
            | "linkrelates" => Self::Relates,
            "duplicateof" | "outwardissuelinkduplicate" | "linkduplicate" => Self::Duplicates,
            "assignee" | "assignees" | "assignedto" | "owner" | "owners" | "ownedby" | "delegatedto"
            | "members" | "person" | "responsible" | "assign" => Self::Delegate,
            "followup" => Self::FollowUp,
            "blocked" | "isblocked" => Self::Blocked,
            "statuscategory" | "statereason" | "resolution" | "progress" => Self::Category,
            "archived" | "isarchived" => Self::Archived,
            "created" | "createdat" | "createdon" | "createddate" | "createdtime" | "datecreated"
            | "datecreatedtext" => Self::Created,
            "started" | "startedat" | "begunon" | "actualstart" | "activateddate" => Self::Started,
            "completed" | "completedat" | "completedon" | "completeddate" | "completedtime" | "closed"
            | "closedat" | "closeddate" | "dateclosed" | "resolved" | "resolvedat" | "acceptedat"
            | "doneon" | "canceled" | "cancelled" | "canceledat" => Self::Completed,
            "statuscategorychanged" | "statechangedate" | "movedat" | "inthisstatussince" => Self::Entered,
            "comment" | "comments" | "commentsdata" => Self::Comments,
            "checklist" | "checklists" | "checklistitems" | "tasks" => Self::Checklist,
            "taskstatus" => Self::Ticks,
            "attachment" | "attachments" => Self::Attachments,
            "id" | "number" | "iid" | "gid" | "key" | "issuekey" | "taskid" | "issueid" | "ref"
            | "reference" | "referenceid" => Self::Key,
            "updated" | "updatedat" | "updateddate" | "lastupdated" | "dateupdated" | "lastmodified"
            | "modified" | "changeddate" => Self::Updated,
            _ => Self::Other,
        }
    }
}

/// What columns of other programs are called that have a field.
fn other_names(field: &Field) -> &'static [&'static str] {
    match field.key {
        "description" => &["notes", "note", "details", "comment", "comments"],
        "quote" => {
            &["whattheysaid", "feedback", "quote", "comment", "comments", "verbatim", "message", "body"]
        }
        "person" => &["customer", "user", "contact", "name", "from", "author", "who"],
        "account" => &["company", "organisation", "organization", "client"],
        "date" => &["on", "when", "time", "timestamp"],
        "reading" => &["number", "result", "current", "progress"],
        "comment" => &["comments", "reason", "note", "notes", "words"],
        "on" => &["date", "day", "created", "createdat", "when"],
        "source" => &["channel", "via"],
        "start" => &["startdate", "begin", "begins", "from"],
        "end" => &["enddate", "finish", "until", "due", "duedate", "targetdate"],
        "confidence" => &["status"],
        "goal" => &["objective", "theme"],
        "waits_for" => &["dependson", "blockedby", "predecessors", "after"],
        _ => &[],
    }
}

/// The letters and digits of a heading, whatever their case and accents; a lone “#” is that of numbers.
fn plain(heading: &str) -> String {
    let plain: String = fold(heading).chars().filter(|character| character.is_alphanumeric()).collect();
    if plain.is_empty() && heading.trim() == "#" { "id".to_owned() } else { plain }
}
