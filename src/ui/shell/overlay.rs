//! Draws what is open over the page.

use leptos::prelude::*;

use crate::ui::action::{item_menu, move_picker};
use crate::ui::app::{Overlay, use_app};
use crate::ui::component::{Menu, Picker};
use crate::ui::help::Help;
use crate::ui::page::{
    CheckInForm, Comparison, ConfirmDialog, Duplicates, EraseDialog, ExportForm, FinishRitual, GateForm,
    HandOverForm, ImportSheet, KeyResultForm, MergeForm, PaperSheet, PasteFeedback, PasteReadings,
    ProductDialog, SavePage, ShareForm, SplitForm, VisionChanges, VisionForm,
};
use crate::ui::palette::Palette;

/// Draws what is open.
#[component]
pub fn Overlays() -> impl IntoView {
    let app = use_app();
    move || match app.overlay.get() {
        Overlay::None => ().into_any(),
        Overlay::Palette => view! { <Palette /> }.into_any(),
        Overlay::Help => view! { <Help /> }.into_any(),
        Overlay::ItemMenu(anchor) => view! { <Menu spec=untrack(|| item_menu(app, anchor)) /> }.into_any(),
        Overlay::Move => view! { <Picker spec=untrack(|| move_picker(app)) /> }.into_any(),
        Overlay::Menu(spec) => view! { <Menu spec /> }.into_any(),
        Overlay::Picker(spec) => view! { <Picker spec /> }.into_any(),
        Overlay::Import(brought) => view! { <ImportSheet brought /> }.into_any(),
        Overlay::Export => view! { <ExportForm /> }.into_any(),
        Overlay::Product(product) => view! { <ProductDialog product /> }.into_any(),
        Overlay::Vision { is_new_version } => view! { <VisionForm is_new_version /> }.into_any(),
        Overlay::VisionChanges => view! { <VisionChanges /> }.into_any(),
        Overlay::KeyResult(goal, key_result) => view! { <KeyResultForm goal key_result /> }.into_any(),
        Overlay::CheckIn(goal, key_result) => view! { <CheckInForm goal key_result /> }.into_any(),
        Overlay::FinishRitual(run) => view! { <FinishRitual run /> }.into_any(),
        Overlay::Gate(ids, state) => view! { <GateForm ids state /> }.into_any(),
        Overlay::HandOver(id) => view! { <HandOverForm id /> }.into_any(),
        Overlay::Split(id) => view! { <SplitForm id /> }.into_any(),
        Overlay::Merge { ids, is_found } => view! { <MergeForm ids is_found /> }.into_any(),
        Overlay::Duplicates => view! { <Duplicates /> }.into_any(),
        Overlay::ShareRoadmap => view! { <ShareForm /> }.into_any(),
        Overlay::PasteFeedback => view! { <PasteFeedback /> }.into_any(),
        Overlay::PasteReadings(metric) => view! { <PasteReadings metric /> }.into_any(),
        Overlay::Paper(paper) => view! { <PaperSheet paper /> }.into_any(),
        Overlay::SavePage(paper) => view! { <SavePage paper /> }.into_any(),
        Overlay::Comparison => view! { <Comparison /> }.into_any(),
        Overlay::Erase => view! { <EraseDialog /> }.into_any(),
        Overlay::Confirm(confirm) => view! { <ConfirmDialog confirm /> }.into_any(),
    }
}
