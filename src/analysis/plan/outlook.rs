//! The plan against what one's own throughput foresees, and against what came.

use super::Plan;
use crate::analysis::flow::{NoForecast, Throughput, Track, counts, tracks, weeks_done};
use crate::analysis::{Overview, category_of, up};
use crate::model::{Category, Day, Id, Initiative, Record, SortedMap, in_order_of, map_of};
use crate::workspace::Tables;

/// The odds a day is foreseen with, in per cent.
pub const OUTLOOK_ODDS: u32 = 85;

/// An initiative as it was planned, as it is foreseen, and as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The initiative.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// The last day it is planned for.
    pub planned: Day,
    /// Its items that are not done.
    pub left: usize,
    /// The day by which they are done, with [`OUTLOOK_ODDS`]; none where the work under it is done, or not known, or ends
    /// in no foreseeable time.
    pub foreseen: Option<Day>,
    /// The day its last item was done, where all are.
    pub came: Option<Day>,
}

impl Outlook {
    /// By how many days it comes, or came, later than planned; earlier counted down.
    pub fn slip(&self) -> Option<i32> {
        Some(self.planned.days_until(self.came.or(self.foreseen)?))
    }
}

/// What is planned against what is foreseen, in the order of the first days: what begins first is worked off first, all of
/// it by the throughput of the product. Refuses where there is too little history.
pub fn outlook(
    tables: &Tables,
    product: Id,
    plan: &Plan,
    overview: &Overview,
    today: Day,
) -> Result<Vec<Outlook>, NoForecast> {
    let tracks: Vec<Track> = tracks(tables, product, today);
    let done: Vec<u32> = weeks_done(&tracks, today).iter().map(|week| week.done).collect();
    let throughput = Throughput::of(&done)?;
    let things = plan.things.iter().filter(|thing| thing.record.table == Initiative::TABLE);
    let dated: Vec<(Id, &str, Day, Day)> = things
        .filter_map(|thing| Some((thing.record.id, thing.name.as_str(), thing.days?.0, thing.days?.1)))
        .collect();
    let dated = in_order_of(dated, |(_, _, first, _)| i64::from(Day::first().days_until(*first)));
    let mut before = 0;
    let mut totals = Vec::new();
    for (id, ..) in &dated {
        let work = overview.initiative(*id);
        before += work.all - work.done;
        totals.push(before);
    }
    let weeks = throughput.weeks_for_each(&totals, OUTLOOK_ODDS);
    let came = last_days(tables, product, &tracks);
    let read = |((id, name, _, planned), weeks): (&(Id, &str, Day, Day), &Option<usize>)| {
        let work = overview.initiative(*id);
        let left = work.all - work.done;
        let foreseen = weeks.filter(|_| left > 0).map(|weeks| today.plus(weeks as i32 * 7));
        let came = came.get(id).copied().flatten().filter(|_| work.all > 0 && left == 0);
        Outlook { id: *id, name: (*name).to_owned(), planned: *planned, left, foreseen, came }
    };
    Ok(dated.iter().zip(&weeks).map(read).collect())
}

/// The day the last item of each initiative was done; none of one with an item of which no day is known.
fn last_days(tables: &Tables, product: Id, tracks: &[Track]) -> SortedMap<Id, Option<Day>> {
    let done = map_of(tracks.iter().map(|track| (track.id, track.done())));
    let mut last: SortedMap<Id, Option<Day>> = SortedMap::new();
    for item in tables.items.of(product) {
        let is_work = counts(item) && category_of(tables, item) != Category::Cancelled;
        if let Some(initiative) = up(tables, item).initiative.filter(|_| is_work) {
            let day = done.get(&item.meta.id).copied().flatten();
            let known = last.entry(initiative).or_insert(day);
            *known = known.zip(day).map(|(one, other)| one.max(other));
        }
    }
    last
}
