//! The table of every action: buttons, menus, palette, shortcuts and the help sheet all read it.

use leptos::prelude::*;

use super::{
    Action, Group, always, can_fold, can_group, can_redo, can_undo, column_menu, combine, copy, everywhere,
    feedback, feedback::on_feedback, has_product, in_board, in_list, in_product, is_narrowed, item,
    lifecycle, list, look, on_branch, on_card, on_item, on_item_row, on_row, order, priority, product_named,
    sprint, time, tree, view, write,
};
use super::{
    clear_filters, compose, copy_roadmap_markdown, copy_roadmap_rich, delegate_picker, delete_product,
    delete_targets, estimate_at, explore_sample, export_everything, label_picker, link_item, make_described,
    persona_picker, present, status_menu, type_menu, weight_menu,
};
use crate::analysis::Joint;
use crate::browser;
use crate::command::{Destination, ItemChange, NoteList};
use crate::model::kind::{
    ACTIVITIES, ANSWER_BY, FEEDBACK, GOALS, INITIATIVES, METRICS, NEEDS_OF, OPPORTUNITIES, RELEASES, SKILLS,
    SPEAKS_FOR, THEMES_OF,
};
use crate::model::{Initiative, Item, Record};
use crate::ui::app::{App, HistoryOf, Overlay};
use crate::view::{Place, Route, SettingsTab, Tab};

/// A group, then an action a line: what the code and chosen keys know it by, label, glyph, shortcuts (the one to show first), further words it is found by;
/// when it can be done, and what it does.
macro_rules! actions {
    ($($group:ident { $($id:ident $label:literal, $icon:literal, [$($keys:literal),*], $keywords:literal: $when:expr => $run:expr;)* })*) => {
        /// What an action is known by, whatever it is called.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ActionId {
            $($(#[doc = $label] $id,)*)*
        }

        /// Every action there is, in the order of [`ActionId`].
        pub static ACTIONS: &[Action] = &[$($(Action {
            id: ActionId::$id,
            key: stringify!($id),
            label: $label,
            keywords: $keywords,
            icon: $icon,
            keys: &[$($keys),*],
            group: Group::$group,
            when: $when,
            run: $run,
        },)*)*];
    };
}

actions! {
    Everywhere {
        GoFindDo "Go, find, do", "search", ["Ctrl K"], "command palette menu": always
            => |app| app.overlay.set(Overlay::Palette);
        Search "Search", "search", ["/"], "find filter": has_product
            => everywhere::search;
        NewItem "New item", "plus", ["C"], "create add story bug task": has_product
            => compose;
        Undo "Undo", "undo", ["Ctrl Z"], "take back": can_undo
            => |app| app.undo();
        Redo "Redo", "redo", ["Ctrl Shift Z", "Ctrl Y"], "again": can_redo
            => |app| app.redo();
        History "History", "clock", ["G H"], "past day time machine as of see earlier restore steps": always
            => |app| app.history.set(Some(HistoryOf::Everything));
        BackToNow "Back to now", "clock", ["Escape"], "present leave the past": |app| app.past.with_untracked(Option::is_some)
            => |app| app.look_at(None);
        SwitchTheLens "Switch the lens", "both", ["Shift L"], "hat pm po both product manager owner": |app| app.product.get_untracked().is_some()
            => everywhere::switch_lens;
        Places "Places", "side", ["["], "sidebar navigation fold": always
            => everywhere::toggle_places;
        Inspector "Inspector", "panel", ["]"], "details panel": in_product
            => list::toggle_inspector;
        FirstSteps "First steps", "line", [], "begin paste vision order wizard": in_product
            => |app| everywhere::go_to_step(app, Tab::FirstVision);
        StartTodaysRitual "Start today’s ritual", "today", ["G N"], "continue next step daily monday planning guided": in_product
            => super::ritual::go_on_with_ritual;
        WhichHatAmINeglecting "Which hat am I neglecting?", "guide", [], "duties balance pm po both manager owner": in_product
            => everywhere::show_neglected;
        StartARitual "Start a ritual…", "today", [], "daily monday refinement review quarter launch metrics": in_product
            => super::ritual::choose_ritual;
        DraftTheRoadmap "Draft the roadmap", "roadmap", [], "first steps order value effort initiatives": in_product
            => |app| everywhere::go_to_step(app, Tab::FirstOrder);
        WriteTheVision "Write the vision", "strategy", [], "edit statement purpose": in_product
            => |app| app.overlay.set(Overlay::Vision { is_new_version: false });
        AddGoal "Add goal", "goal", [], "new objective okr": in_product
            => |app| make_described(app, &GOALS);
        AddInitiative "Add initiative", "roadmap", [], "new roadmap bet": in_product
            => |app| make_described(app, &INITIATIVES);
        AddRelease "Add release", "release", [], "new version ship": in_product
            => |app| make_described(app, &RELEASES);
        PlanASprint "Plan a sprint", "delivery", [], "new iteration next": in_product
            => sprint::plan_sprint;
        StartSprint "Start sprint", "delivery", [], "begin commit iteration": in_product
            => sprint::start_sprint;
        FinishSprint "Finish sprint…", "delivery", [], "end close complete iteration": in_product
            => sprint::finish_sprint;
        CopyWhatToWorkOnNext "Copy what to work on next", "copy", [], "handout share team sprint": in_product
            => everywhere::copy_handout;
        AddMetric "Add metric", "outcomes", [], "new outcome measure kpi": in_product
            => |app| make_described(app, &METRICS);
        SaveTheRoadmapForOthers "Save the roadmap for others…", "download", [], "share export html svg page stakeholders": in_product
            => |app| app.overlay.set(Overlay::ShareRoadmap);
        TakeABaselineOfThePlan "Take a baseline of the plan", "clock", [], "snapshot compare roadmap keep": in_product
            => super::take_baseline;
        InvestHoldHarvestOrRetire "Invest, hold, harvest or retire?", "split", [], "decline lifecycle stage revitalise end of life decision": in_product
            => super::invest_or_retire;
        CopyTheRoadmapAsMarkdown "Copy the roadmap as Markdown", "copy", [], "share export text": in_product
            => copy_roadmap_markdown;
        CopyTheRoadmapAsRichText "Copy the roadmap as rich text", "copy", [], "share export mail slack": in_product
            => copy_roadmap_rich;
        NewField "New field…", "columns", [], "own custom attribute property column add": in_list
            => |app| super::own_field::new_field(app, "", browser::Anchor::of("choose-columns"));
        PresentThisPage "Present this page", "panel", [], "full screen show slides meeting": in_product
            => |app| present(app, true);
        Print "Print", "print", [], "paper pdf": in_product
            => |_| browser::print();
        Import "Import…", "upload", [], "bring in csv tsv json open restore paste": always
            => |app| app.overlay.set(Overlay::Import(Vec::new()));
        Export "Export…", "download", [], "save jira linear trello github gitlab azure xlsx ics markdown move hand over": in_product
            => |app| app.overlay.set(Overlay::Export);
        ExportEverything "Export everything", "download", [], "save backup file json download": has_product
            => export_everything;
        ExportThisProduct "Export this product", "download", [], "save file json download backup": in_product
            => everywhere::export_product;
        SaveTheBacklogAsCSV "Save the backlog as CSV", "download", [], "export list spreadsheet excel": in_product
            => everywhere::export_backlog;
        SaveThisListAsCSV "Save this list as CSV", "download", [], "export spreadsheet excel stakeholders decisions": |app| app.kind().is_some()
            => everywhere::export_list;
        NewProduct "New product…", "plus", [], "create add": has_product
            => |app| app.overlay.set(Overlay::Product(None));
        MoveTheProductUp "Move the product up", "arrow-up", ["Ctrl Shift ArrowUp"], "order rank portfolio": lifecycle::on_product
            => |app| lifecycle::step_product(app, -1);
        MoveTheProductDown "Move the product down", "arrow-down", ["Ctrl Shift ArrowDown"], "order rank portfolio": lifecycle::on_product
            => |app| lifecycle::step_product(app, 1);
        NameAndKeyOfThisProduct "Name and key of this product…", "edit", [], "rename": |app| product_named(app).is_some()
            => |app| app.overlay.set(Overlay::Product(product_named(app)));
        DeleteThisProduct "Delete this product…", "trash", [], "remove trash sample": |app| product_named(app).is_some()
            => delete_product;
        ExploreTheSample "Explore the sample", "line", [], "spoke example demo": always
            => explore_sample;
        PasteMany "Paste many…", "plus", [], "feedback inbox several mails lines": in_product
            => feedback::paste_many;
        LogTime "Log time", "clock", ["H"], "hours timesheet activity spent": in_product
            => time::log_time;
        StartOrStopTheTimer "Start or stop the timer", "clock", ["Shift H"], "stopwatch hours track time": in_product
            => time::toggle_timer;
        AddTheUsualActivities "Add the usual activities", "clock", [], "time split week classes": in_product
            => |app| time::add_usual(app, &ACTIVITIES);
        AddTheUsualSkills "Add the usual skills", "star", [], "assessment rate product manager owner": in_product
            => |app| time::add_usual(app, &SKILLS);
        AddFeedback "Add feedback", "quote", ["Q"], "inbox capture voice note customer said": in_product
            => |app| make_described(app, &FEEDBACK);
        ReloadForTheNewVersion "Reload for the new version", "download", [], "update upgrade install": everywhere::can_update
            => |app| app.update();
        Shortcuts "Shortcuts", "help", ["?"], "help keyboard keys": always
            => |app| app.overlay.set(Overlay::Help);
    }
    GoTo {
        Today "Today", "today", ["G T"], "focus attention home": has_product
            => |app| everywhere::go_to_place(app, Place::Today);
        Strategy "Strategy", "strategy", ["G S"], "vision goals okr key results": has_product
            => |app| everywhere::go_to_place(app, Place::Strategy);
        Roadmap "Roadmap", "roadmap", ["G R"], "initiatives now next later releases": has_product
            => |app| everywhere::go_to_place(app, Place::Roadmap);
        Backlog "Backlog", "backlog", ["G B"], "list items": has_product
            => |app| everywhere::go_to_place(app, Place::Backlog);
        Delivery "Delivery", "delivery", ["G P"], "sprint plan": has_product
            => |app| everywhere::go_to_place(app, Place::Delivery);
        Board "Board", "delivery", ["V B"], "sprint kanban columns cards daily": has_product
            => |app| everywhere::go_to_tab(app, Place::Delivery, Tab::Board);
        Charts "Charts", "delivery", [], "flow burndown velocity cycle time throughput cumulative": has_product
            => |app| everywhere::go_to_tab(app, Place::Delivery, Tab::Charts);
        Acceptance "Acceptance", "tick", [], "review criteria test pass fail gate": has_product
            => |app| everywhere::go_to_tab(app, Place::Delivery, Tab::Acceptance);
        ReviewAndRetrospective "Review and retrospective", "delivery", [], "sprint retro look back": has_product
            => |app| everywhere::go_to_tab(app, Place::Delivery, Tab::Review);
        Forecast "Forecast", "delivery", [], "when done dates odds delivery monte carlo": has_product
            => |app| everywhere::go_to_tab(app, Place::Delivery, Tab::Forecast);
        Discovery "Discovery", "discovery", ["G D"], "assumptions risks contacts fair visit": has_product
            => |app| everywhere::go_to_place(app, Place::Discovery);
        Communicate "Communicate", "communicate", ["G C"], "stakeholders decisions requests promises buy-in": has_product
            => |app| everywhere::go_to_place(app, Place::Communicate);
        StatusReport "Status report", "communicate", [], "weekly update mail management team write": has_product
            => |app| everywhere::go_to_tab(app, Place::Communicate, Tab::Report);
        WriteReleaseNotes "Write release notes", "communicate", [], "changelog what is new customers write": has_product
            => |app| everywhere::go_to_tab(app, Place::Communicate, Tab::Notes);
        FactsAboutTheProduct "Facts about the product", "communicate", [], "one page why decisions search": has_product
            => |app| everywhere::go_to_tab(app, Place::Communicate, Tab::Facts);
        Guide "Guide", "guide", ["G U"], "duties neglected hat balance glossary terms role check skills time hours one-to-one coaching team health pulse": has_product
            => |app| everywhere::go_to_place(app, Place::Guide);
        Playbooks "Playbooks", "guide", [], "how to discovery launch quarter sprint steps guide": has_product
            => |app| everywhere::go_to_tab(app, Place::Guide, Tab::Playbooks);
        BacklogAsATree "Backlog as a tree", "line", ["V E"], "epics hierarchy nested children view": has_product
            => |app| everywhere::go_to_tab(app, Place::Backlog, Tab::Tree);
        BacklogAsAList "Backlog as a list", "backlog", ["V L"], "flat rank order view": has_product
            => |app| everywhere::go_to_tab(app, Place::Backlog, Tab::First);
        Prioritise "Prioritise", "points", ["V P"], "rice ice wsjf moscow kano value effort opportunity score rank order": has_product
            => |app| everywhere::go_to_tab(app, Place::Backlog, Tab::Prioritise);
        PrioritiseInitiatives "Prioritise initiatives", "points", [], "rice ice wsjf roadmap bets score rank order quarter": has_product
            => priority::prioritise_initiatives;
        Refine "Refine", "tick", ["V R"], "refinement ready invest grooming radar": has_product
            => |app| everywhere::go_to_tab(app, Place::Backlog, Tab::Refine);
        StoryMap "Story map", "columns", ["V M"], "activities slices releases journey": has_product
            => |app| everywhere::go_to_tab(app, Place::Backlog, Tab::Map);
        Outcomes "Outcomes", "outcomes", ["G O"], "metrics readings stages lifecycle decline": has_product
            => |app| everywhere::go_to_place(app, Place::Outcomes);
        Trace "Trace", "line", ["Shift T"], "line tree vision stories gaps print": has_product
            => |app| everywhere::go_to_tab(app, Place::Strategy, Tab::Trace);
        AllProducts "All products", "line", ["G A"], "portfolio several": has_product
            => |app| app.go(&Route::Portfolio);
        Settings "Settings", "sliders", ["G ,"], "data backup storage look theme dark light density about erase": always
            => |app| app.go(&Route::Settings(SettingsTab::Data));
        Trash "Trash", "trash", [], "deleted restore take back bin": always
            => |app| app.go(&Route::Settings(SettingsTab::Trash));
    }
    List {
        Next "Next", "", ["J", "ArrowDown"], "": in_list
            => |app| list::step(app, 1);
        Previous "Previous", "", ["K", "ArrowUp"], "": in_list
            => |app| list::step(app, -1);
        APageDown "A page down", "", ["PageDown"], "": in_list
            => |app| list::step(app, list::page_rows());
        APageUp "A page up", "", ["PageUp"], "": in_list
            => |app| list::step(app, -list::page_rows());
        First "First", "", ["Home"], "": in_list
            => |app| list::step(app, isize::MIN / 2);
        Last "Last", "", ["End"], "": in_list
            => |app| list::step(app, isize::MAX / 2);
        Open "Open", "panel", ["Enter", "O"], "inspector details": on_row
            => list::open;
        Peek "Peek", "", ["Space"], "inspector preview": on_row
            => list::peek;
        Select "Select", "", ["X", "Shift Space"], "pick check": in_list
            => list::toggle;
        SelectOneMoreBelow "Select one more below", "", ["Shift ArrowDown"], "": in_list
            => |app| list::extend(app, 1);
        SelectOneMoreAbove "Select one more above", "", ["Shift ArrowUp"], "": in_list
            => |app| list::extend(app, -1);
        SelectAllInView "Select all in view", "check", ["Ctrl A"], "everything": in_list
            => list::toggle_all;
        Filter "Filter…", "plus", ["F"], "narrow show only status goal epic release label": in_list
            => |app| look::filter_picker(app, None);
        ClearFilters "Clear filters", "x", ["Shift F"], "show all everything reset": is_narrowed
            => clear_filters;
        GroupBy "Group by…", "backlog", ["Shift G"], "sections epic status goal": can_group
            => |app| look::group_menu(app, None);
        SortBy "Sort by…", "arrow-down", ["Shift S"], "order columns estimate value title": in_list
            => |app| look::sort_picker(app, None);
        WorkflowAndRules "Workflow and rules…", "sliders", [], "states definition of ready done limit wip policy dor dod": has_product
            => |app| app.go(&Route::Settings(SettingsTab::Workflow));
        FindDuplicates "Find duplicates…", "copy", [], "same alike similar merge twice": in_product
            => |app| app.overlay.set(Overlay::Duplicates);
        Columns "Columns…", "columns", ["Shift V"], "show hide order width table": in_list
            => |app| column_menu::column_picker(app, None);
        SaveThisView "Save this view…", "story", ["V S"], "saved view filters look name": in_list
            => |app| view::view_menu(app, None);
        FoldEverything "Fold everything", "down", ["Shift ArrowLeft"], "collapse groups tree": can_fold
            => |app| look::fold_all(app, false);
        UnfoldEverything "Unfold everything", "down", ["Shift ArrowRight"], "expand groups tree": can_fold
            => |app| look::fold_all(app, true);
        ClearTheSelection "Clear the selection", "", ["Escape"], "none": always
            => list::escape;
        AllActions "All actions", "", [".", "Shift F10", "ContextMenu"], "": on_row
            => item::open_menu;
    }
    Item {
        EditTitle "Edit title", "edit", ["E", "F2"], "rename": on_row
            => item::edit_title;
        Status "Status", "s-doing", ["S"], "state set done doing ready": on_item
            => |app| status_menu(app, app.targets(), None);
        BlockOrUnblock "Block or unblock", "s-blocked", ["W"], "wait impediment stuck hold": on_item
            => item::block;
        Type "Type", "story", ["T"], "epic story bug task chore spike set": on_item
            => |app| type_menu(app, app.targets(), None);
        Labels "Labels", "tag", ["L"], "tag add remove": on_item
            => |app| label_picker(app, app.targets(), None);
        Estimate "Estimate", "points", ["Shift E"], "points size": on_item
            => |app| estimate_at(app, app.targets(), None);
        Value "Value", "points", [], "worth weigh 1 to 5": on_item
            => |app| weight_menu(app, app.targets(), "Value", ItemChange::Value, None);
        Effort "Effort", "points", [], "work weigh 1 to 5": on_item
            => |app| weight_menu(app, app.targets(), "Effort", ItemChange::Effort, None);
        Delegate "Delegate", "person", ["D"], "assign waiting for who person": on_item
            => |app| delegate_picker(app, app.targets(), None);
        Persona "Persona", "person", [], "as a who user role": on_item
            => |app| persona_picker(app, app.targets(), None);
        TakeTheStoryOutOfTheDescription "Take the story out of the description", "story", [], "as a i want so that sentence fields": on_item
            => write::take_stories;
        Goal "Goal", "goal", [], "link line why objective": on_item
            => |app| item::link_targets(app, Joint::Goal);
        Initiative "Initiative", "roadmap", [], "link line roadmap bet": on_item
            => |app| item::link_targets(app, Joint::Initiative);
        Epic "Epic", "epic", [], "link line parent under into tree": on_item
            => |app| item::link_targets(app, Joint::Epic);
        Sprint "Sprint", "delivery", [], "iteration plan move": on_item
            => |app| item::link_targets(app, Joint::Sprint);
        PullIntoTheSprintOrOut "Pull into the sprint, or out", "delivery", ["P"], "plan sprint add take": on_item
            => |app| sprint::pull(app, &app.targets());
        Accept "Accept", "tick", [], "done acceptance review ok": on_item
            => |app| sprint::accept(app, &app.targets());
        Return "Return…", "undo", [], "reject back acceptance review": on_item
            => |app| sprint::return_items(app, app.targets(), None);
        Release "Release", "release", [], "link line version ship": on_item
            => |app| item::link_targets(app, Joint::Release);
        MoveTo "Move to…", "move", ["M"], "top bottom before position order rank": on_item
            => move_by_menu;
        MoveUp "Move up", "arrow-up", ["Ctrl Shift ArrowUp"], "order rank": on_item
            => |app| order::move_by(app, -1);
        MoveDown "Move down", "arrow-down", ["Ctrl Shift ArrowDown"], "order rank": on_item
            => |app| order::move_by(app, 1);
        MoveToTheTop "Move to the top", "top", ["Ctrl Shift Home"], "order rank first": on_item
            => |app| order::move_to(app, app.targets(), Destination::Top);
        MoveToTheBottom "Move to the bottom", "bottom", ["Ctrl Shift End"], "order rank last": on_item
            => |app| order::move_to(app, app.targets(), Destination::Bottom);
        MoveUnderTheOneAbove "Move under the one above", "down", ["Ctrl Shift ArrowRight"], "indent child tree parent": on_branch
            => tree::indent;
        MoveOutOfWhatItStandsUnder "Move out of what it stands under", "arrow-up", ["Ctrl Shift ArrowLeft"], "outdent tree parent": on_branch
            => tree::outdent;
        PickUpDrop "Pick up, drop", "", ["Shift M"], "grab carry drag": on_item_row
            => order::pick_up;
        Split "Split…", "split", [], "two cut divide criteria": on_item
            => combine::split;
        Merge "Merge…", "merge", [], "join combine duplicate": on_item
            => combine::merge;
        LinkAnItem "Link an item…", "link", [], "waits blocks relates duplicate depends dependency": on_item
            => |app| link_item(app);
        AddEvidence "Add evidence…", "quote", [], "feedback quote said why": on_item
            => write::begin_quote;
        AskAQuestion "Ask a question…", "help", [], "open unknown": on_item
            => |app| write::begin_note(app, NoteList::Questions);
        Comment "Comment…", "comment", ["Shift C"], "remark note say": on_item
            => |app| write::begin_note(app, NoteList::Comments);
        Duplicate "Duplicate", "copy", [], "copy clone": on_item
            => item::duplicate;
        CopyRows "Copy rows", "copy", [], "clipboard spreadsheet table text": on_row
            => copy::copy_rows;
        CopyLink "Copy link", "link", [], "address url permalink": in_product
            => copy::copy_link;
        Delete "Delete", "trash", ["Delete", "Backspace"], "remove trash": on_row
            => delete_targets;
    }
    Discovery {
        Theme "Theme…", "tag", ["T"], "feedback common cluster label": on_feedback
            => |app| feedback::change(app, &THEMES_OF);
        LinkToAnItem "Link to an item…", "link", ["L"], "feedback speaks for evidence story": on_feedback
            => |app| feedback::change(app, &SPEAKS_FOR);
        Need "Need…", "goal", ["N"], "feedback pain job": on_feedback
            => |app| feedback::change(app, &NEEDS_OF);
        MakeAStory "Make a story", "story", ["S"], "feedback convert item turn into": on_feedback
            => |app| feedback::make_story(app, &app.targets());
        MakeANeed "Make a need", "goal", [], "feedback convert turn into": on_feedback
            => |app| feedback::make_need(app, &app.targets());
        Archive "Archive", "s-dropped", ["A"], "feedback put away": on_feedback
            => |app| feedback::archive(app, &app.targets());
        OweAnAnswer "Owe an answer…", "clock", ["Shift A"], "feedback reply promise due": on_feedback
            => |app| feedback::change(app, &ANSWER_BY);
        AnsweredOrTold "Answered, or told", "check", ["D"], "feedback reply done close the loop": on_feedback
            => |app| feedback::tell(app, &app.targets());
        CopyWhatToWrite "Copy what to write", "copy", ["Shift D"], "feedback reply letter mail draft": on_feedback
            => |app| feedback::copy_answers(app, &app.targets());
        JoinIntoTheFirst "Join into the first", "merge", ["M"], "feedback theme duplicate merge same": feedback::can_join
            => feedback::join;
        MakeAnInitiative "Make an initiative", "roadmap", ["I"], "theme need opportunity promote": feedback::can_promote
            => |app| feedback::promote_at(app, Initiative::TABLE);
        MakeAnOpportunity "Make an opportunity", "outcomes", [], "theme need promote bet": |app| feedback::can_promote(app) && app.kind() != Some(&OPPORTUNITIES)
            => |app| feedback::promote_at(app, OPPORTUNITIES.table);
        MakeAStoryOfIt "Make a story of it", "story", ["S"], "theme need opportunity promote item": feedback::can_promote
            => |app| feedback::promote_at(app, Item::TABLE);
    }
    Card {
        NextCard "Next card", "", ["J", "ArrowDown"], "": on_card
            => |app| everywhere::go_to_card(app, 1);
        PreviousCard "Previous card", "", ["K", "ArrowUp"], "": on_card
            => |app| everywhere::go_to_card(app, -1);
        EditTheNameOfTheCard "Edit the name of the card", "edit", ["E", "F2"], "rename title initiative": on_card
            => everywhere::edit_card;
        AllActionsOfTheCard "All actions of the card", "", [".", "Shift F10", "ContextMenu"], "": on_card
            => everywhere::card_actions;
        DeleteTheCard "Delete the card", "trash", ["Delete", "Backspace"], "remove trash initiative": on_card
            => everywhere::delete_card;
        MoveToAnotherColumn "Move to another column", "move", ["M"], "now next later horizon": on_card
            => everywhere::card_menu;
        MoveTheCardUp "Move the card up", "arrow-up", ["Ctrl Shift ArrowUp"], "order rank": on_card
            => |app| everywhere::step_card(app, -1);
        MoveTheCardDown "Move the card down", "arrow-down", ["Ctrl Shift ArrowDown"], "order rank": on_card
            => |app| everywhere::step_card(app, 1);
        MoveToTheColumnBefore "Move to the column before", "", ["Ctrl Shift ArrowLeft"], "sooner now next horizon": on_card
            => |app| everywhere::shift_card(app, -1);
        MoveToTheColumnAfter "Move to the column after", "", ["Ctrl Shift ArrowRight"], "later next horizon": on_card
            => |app| everywhere::shift_card(app, 1);
    }
}

/// Asks where the items are to go: on a board, to which column.
fn move_by_menu(app: App) {
    if in_board(app) {
        status_menu(app, app.targets(), None);
    } else {
        app.overlay.set(Overlay::Move);
    }
}
