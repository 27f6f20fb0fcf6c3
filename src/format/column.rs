//! The columns of lists of any program, known by their headings.

use crate::model::fold;
use crate::model::kind::{Field, Holds, Kind, OWN_OF};

/// What a column of a list means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
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
    /// The item it is a part of, by its key or its title.
    Parent,
    /// The initiative it serves, by its name.
    Initiative,
    /// The goal it serves, by its name.
    Goal,
    /// The release it is planned for, by its name.
    Release,
    /// The sprint it is in.
    Sprint,
    /// The items it waits for, by their keys or titles.
    WaitsFor,
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

impl Column {
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
            Self::Release => "Release",
            Self::Sprint => "Sprint",
            Self::WaitsFor => "Waits for",
            Self::Delegate => "Delegated to",
            Self::FollowUp => "Follow up",
            Self::Blocked => "Blocked, and why",
            Self::Key => "Source key",
            Self::Updated => "Last changed",
            Self::Field(field) => field.label,
            Self::OwnKey => "Key",
            Self::NewField => "A new field",
            Self::Other => "Kept with the item",
            Self::Ignored => "Leave out",
        }
    }

    /// All meanings in a list of items, in the order a person chooses from.
    pub const ALL: [Self; 22] = [
        Self::Title,
        Self::Description,
        Self::Type,
        Self::Status,
        Self::Estimate,
        Self::Value,
        Self::Effort,
        Self::Labels,
        Self::Parent,
        Self::Initiative,
        Self::Goal,
        Self::Release,
        Self::Sprint,
        Self::WaitsFor,
        Self::Delegate,
        Self::FollowUp,
        Self::Blocked,
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
            _ => self == Self::Labels || self.is_rest(),
        }
    }

    /// Whether what is under a heading is the name of what items lie in, and never a key.
    pub fn is_container(heading: &str) -> bool {
        ["project", "projects"].contains(&heading.trim().to_lowercase().as_str())
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
        if ["name", "title", name.label, kind.noun].iter().any(is) {
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
        match heading {
            "title" | "summary" | "name" | "subject" | "story" | "taskname" | "issuetitle" | "cardname" => {
                Self::Title
            }
            "description" | "body" | "notes" | "details" | "issuedescription" | "taskcontent"
            | "carddescription" => Self::Description,
            "labels" | "label" | "tags" | "tag" => Self::Labels,
            "type" | "issuetype" | "workitemtype" | "storytype" | "kind" | "itemtype" => Self::Type,
            "status" | "state" | "currentstate" | "sectioncolumn" | "listname" => Self::Status,
            "estimate"
            | "storypoints"
            | "storypoint"
            | "storypointestimate"
            | "points"
            | "estimation"
            | "customfieldstorypoints"
            | "customfieldstorypointestimate" => Self::Estimate,
            "value" => Self::Value,
            "effort" => Self::Effort,
            "epic"
            | "epiclink"
            | "customfieldepiclink"
            | "parent"
            | "parentid"
            | "parentkey"
            | "parentissue"
            | "parenttask"
            | "project" => Self::Parent,
            "initiative" => Self::Initiative,
            "goal" | "objective" => Self::Goal,
            "release" | "version" | "fixversion" | "fixversions" | "milestone" => Self::Release,
            "sprint" | "iteration" | "cycle" | "cyclename" => Self::Sprint,
            "blockedby" | "blockedbydependencies" | "waitsfor" | "dependson" => Self::WaitsFor,
            "assignee" | "assignedto" | "owner" | "ownedby" | "delegatedto" => Self::Delegate,
            "followup" => Self::FollowUp,
            "blocked" => Self::Blocked,
            "id" | "key" | "issuekey" | "taskid" | "issueid" | "ref" => Self::Key,
            "updated" | "updatedat" | "lastupdated" | "dateupdated" | "lastmodified" | "modified"
            | "changeddate" => Self::Updated,
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

/// The letters and digits of a heading, whatever their case and accents.
fn plain(heading: &str) -> String {
    fold(heading).chars().filter(|character| character.is_alphanumeric()).collect()
}
