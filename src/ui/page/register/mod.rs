//! The pages of described kinds: the list, and above it what some kinds draw of the whole.

mod buy_in;
mod cut;
mod fits;
mod guide;
mod inbox;
mod kept;
mod launch;
mod lifecycle;
mod market;
mod matrix;
mod money;
mod swot;
mod themes;

pub use inbox::PasteFeedback;

use leptos::prelude::*;

use super::Backlog;
use super::guide::MethodWords;
use super::prioritise::PrioritiseInitiatives;
use crate::model::kind::{
    ACTIVITIES, BUSINESS_CASES, CAPABILITIES, CLAIMS, COSTS, FEEDBACK, IMPACT, INITIATIVES, INTEREST, Kind,
    LAUNCHES, LIKELIHOOD, ORGANISATION_GOALS, OUTCOME_CHECKS, POWER, PROMISES, PULSES, RISK_STATE, RISKS,
    RITUALS, ROLE_CHECKS, SKILLS, STAGES, STAKEHOLDERS, STANCE, SUPPLIERS, SWOT, TERMS, THEMES,
};
use crate::ui::app::use_app;
use crate::ui::page::RitualCalendar;
use crate::ui::reactive::Memo;
use buy_in::BuyInBrief;
use cut::CutLine;
use fits::Fits;
use guide::{PulsesTrend, RolesBrief, SkillsBrief, TimeBrief};
use inbox::InboxBrief;
use kept::KeptBrief;
use launch::{ChecksBrief, LaunchesBrief};
use lifecycle::StagesBrief;
use market::{ClaimsBrief, Market};
use matrix::{Axes, Matrix};
use money::{CasesBrief, CostsBrief, OffersBrief};
use swot::Quadrants;
use themes::{HeardBySegment, Suggestions};

static POWER_AND_INTEREST: Axes = Axes {
    x: &INTEREST,
    y: &POWER,
    corners: ["keep content", "work closely", "watch", "keep informed"],
    glyph: &STANCE,
};
static LIKELIHOOD_AND_IMPACT: Axes = Axes {
    x: &LIKELIHOOD,
    y: &IMPACT,
    corners: ["have a plan", "test first", "let it be", "keep an eye on"],
    glyph: &RISK_STATE,
};

/// The page of a kind.
#[component]
pub fn Register(kind: &'static Kind) -> impl IntoView {
    let app = use_app();
    let has_records = Memo::new(move |_| {
        app.track_content();
        let product = app.product.get();
        product.is_some_and(|product| app.read(|workspace| workspace.tables().has_described(kind, product)))
    });
    let whole = move || {
        if *kind == RITUALS {
            return view! { <RitualCalendar /> }.into_any();
        }
        if !has_records.get() {
            return ().into_any();
        }
        match kind {
            it if *it == STAKEHOLDERS => view! {
                <BuyInBrief />
                <Drawing heading="Power and interest"><Matrix kind axes=POWER_AND_INTEREST /></Drawing>
            }
            .into_any(),
            it if *it == RISKS => view! {
                <Drawing heading="Likelihood and impact"><Matrix kind axes=LIKELIHOOD_AND_IMPACT /></Drawing>
            }
            .into_any(),
            it if *it == SWOT => {
                view! { <Drawing heading="The four quadrants"><Quadrants /></Drawing> }.into_any()
            }
            it if *it == INITIATIVES => view! { <PrioritiseInitiatives /> <CutLine /> }.into_any(),
            it if *it == FEEDBACK => view! { <InboxBrief /> }.into_any(),
            it if *it == THEMES => view! { <HeardBySegment /> }.into_any(),
            it if *it == CAPABILITIES => view! { <Market /> }.into_any(),
            it if *it == CLAIMS => view! { <ClaimsBrief /> }.into_any(),
            it if *it == PROMISES => view! { <KeptBrief /> }.into_any(),
            it if *it == OUTCOME_CHECKS => view! { <ChecksBrief /> }.into_any(),
            it if *it == BUSINESS_CASES => view! { <CasesBrief /> }.into_any(),
            it if *it == COSTS => view! { <CostsBrief /> }.into_any(),
            it if *it == SUPPLIERS => view! { <OffersBrief /> }.into_any(),
            it if *it == STAGES => view! { <StagesBrief /> }.into_any(),
            it if *it == LAUNCHES => view! { <LaunchesBrief /> }.into_any(),
            it if *it == ORGANISATION_GOALS => view! { <Fits /> }.into_any(),
            it if *it == ROLE_CHECKS => view! { <RolesBrief /> }.into_any(),
            it if *it == ACTIVITIES => view! { <TimeBrief /> }.into_any(),
            it if *it == SKILLS => view! { <SkillsBrief /> }.into_any(),
            it if *it == PULSES => {
                view! { <Drawing heading="Over time"><PulsesTrend /></Drawing> }.into_any()
            }
            _ => ().into_any(),
        }
    };
    // The list asks it for its height: what it mounts depends on where it begins.
    // What is offered stands under the list, also where there is no theme yet.
    let offered = (*kind == THEMES).then(|| view! { <Suggestions /> });
    let words = (*kind == TERMS).then(|| view! { <MethodWords /> });
    let page = view! { <div id="whole">{whole}</div> <Backlog /> {offered} {words} }.into_any();
    // What stands beside its list takes its place from there.
    if *kind == INITIATIVES { view! { <div class="prioritise">{page}</div> }.into_any() } else { page }
}

/// A drawing that can be folded away: what it says stands in the list, too.
#[component]
fn Drawing(heading: &'static str, children: Children) -> impl IntoView {
    view! {
        <details class="drawing" open>
            <summary>{heading}</summary>
            {children()}
        </details>
    }
}
