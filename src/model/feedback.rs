//! What people said: the evidence of a story.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::fold::contains_folded;
use super::record::identity;
use super::{Day, Id, Item, Link, MergeClass, Meta, Record, Segment};

/// How feedback reached us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackSource {
    /// Asked in a talk that was prepared.
    Interview,
    /// Seen or heard where people work.
    Visit,
    /// On the telephone or in a meeting.
    Call,
    /// In a letter or a message.
    Mail,
    /// In a request for help.
    Support,
    /// In answers to a questionnaire.
    Survey,
    /// In public: a shop, a forum, a network.
    Review,
    /// While something was to be sold.
    Sales,
    /// In another way.
    #[default]
    Other,
}

impl FeedbackSource {
    /// All sources, in the order menus show them.
    pub const ALL: [Self; 9] = [
        Self::Interview,
        Self::Visit,
        Self::Call,
        Self::Mail,
        Self::Support,
        Self::Survey,
        Self::Review,
        Self::Sales,
        Self::Other,
    ];

    /// The word a person reads.
    pub fn name(self) -> &'static str {
        match self {
            Self::Interview => "Interview",
            Self::Visit => "Visit",
            Self::Call => "Call",
            Self::Mail => "Mail",
            Self::Support => "Support",
            Self::Survey => "Survey",
            Self::Review => "Review",
            Self::Sales => "Sales",
            Self::Other => "Other",
        }
    }
}

/// Something that was said, where and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Feedback {
    /// Identity and times.
    #[serde(flatten)]
    pub meta: Meta,
    /// The product it is about.
    pub product: Id,
    /// What was said, in their own words.
    pub quote: String,
    /// How it reached us.
    #[serde(default)]
    pub source: FeedbackSource,
    /// The day it was said.
    pub on: Day,
    /// The part of the market it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<Id>,
    /// The items it speaks for.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub items: BTreeSet<Id>,
}

impl Record for Feedback {
    identity!("feedback", "quote", quote);

    fn merge_class(field: &str) -> MergeClass {
        match field {
            "items" => MergeClass::Set,
            "quote" => MergeClass::LongText,
            _ => MergeClass::Scalar,
        }
    }
    fn owner(&self) -> Option<Id> {
        Some(self.product)
    }
    fn links(&self) -> Vec<Link> {
        let segment = self.segment.map(|id| Link { field: "segment", table: Segment::TABLE, id });
        let items = self.items.iter().map(|&id| Link { field: "items", table: Item::TABLE, id });
        segment.into_iter().chain(items).collect()
    }
    fn unlink(&mut self, target: Id) {
        self.segment.take_if(|id| *id == target);
        self.items.remove(&target);
    }
    fn contains(&self, needle: &str) -> bool {
        contains_folded(&self.quote, needle)
    }
}
