//! Writing the document: everything, or one product with what belongs to it.

use serde_json::{Map, Value};

use super::{DOCUMENT_VERSION, FORMAT, STAMPS, VERSIONS};
use crate::model::{CRC32, Id, Instant, Pace, Product, Record, SortedMap, SortedSet, finish};
use crate::workspace::{AnyTable, Knowledge, MERGED, Stamps, TabId, Tables, Workspace};

/// What the records of a product name that belongs to the workspace: labels, people, stakeholders, and what those name.
fn named_by(tables: &Tables, product: Id) -> SortedSet<Id> {
    let mut named = SortedSet::new();
    let mut next: Vec<(&AnyTable, Id)> = tables
        .all()
        .flat_map(|table| table.ids().into_iter().map(move |id| (table, id)))
        .filter(|(table, id)| table.owner(*id) == Some(product))
        .collect();
    while let Some((table, id)) = next.pop() {
        for link in table.links(id) {
            let target = tables.any(link.table).filter(|target| target.has(link.id));
            let Some(target) = target.filter(|target| target.owner(link.id).is_none()) else { continue };
            if link.table != Product::TABLE && named.insert(link.id) {
                next.push((target, link.id));
            }
        }
    }
    named
}

/// The data as it is written. Its checksum is over the text without white space, so that a file that was only laid out anew
/// still matches.
struct Data {
    text: String,
    hasher: crc::Digest<'static, u32>,
}

impl Data {
    fn push(&mut self, text: &str, layout: &str) {
        self.hasher.update(text.as_bytes());
        self.text.push_str(text);
        self.text.push_str(layout);
    }
}

/// Writes a document at once: see [`write_in_slices`].
pub fn write_document(workspace: &Workspace, only: Option<Id>, app: &str, at: Instant) -> String {
    finish(write_in_slices(workspace, only, app, at, &Pace::whole()))
}

/// Writes everything, or one product with what belongs to it, and the labels and people its items name. Two documents of
/// the same content differ in `exported_at` and `known` alone.
///
/// Each record stands in a line of its own, so that two files can be compared by line.
pub async fn write_in_slices(
    workspace: &Workspace,
    only: Option<Id>,
    app: &str,
    at: Instant,
    pace: &Pace,
) -> String {
    let named = only.map(|product| named_by(workspace.tables(), product));
    let belongs = |table: &AnyTable, id: &Id| match (only, &named) {
        (Some(product), Some(named)) => {
            *id == product || table.owner(*id) == Some(product) || named.contains(id)
        }
        _ => true,
    };
    let mut versions: SortedMap<TabId, u64> = SortedMap::new();
    let mut members: SortedMap<String, Vec<String>> = SortedMap::new();
    let mut stamps: Vec<String> = Vec::new();
    let mut counts = Map::new();
    let mut tables: Vec<&AnyTable> = Vec::new();
    // A kind that is not used leaves no trace: documents of a build that lacks it stay the same.
    let kept = workspace.tables().all().filter(|table| !table.is_empty() && table.name() != MERGED);
    for table in kept {
        tables.insert(tables.partition_point(|other| other.name() < table.name()), table);
    }
    for table in tables {
        let mut ids = table.ids();
        ids.retain(|id| belongs(table, id));
        if ids.is_empty() {
            continue;
        }
        let (mut lines, mut each) = (Vec::with_capacity(ids.len()), Vec::with_capacity(ids.len()));
        for id in &ids {
            for stamp in table.stamps(*id).into_iter().flat_map(Stamps::all) {
                let clock = versions.entry(stamp.tab).or_insert(0);
                *clock = stamp.clock.max(*clock);
            }
            lines.extend(table.fields(*id).and_then(|fields| serde_json::to_string(&fields).ok()));
            let written = table.stamps(*id).and_then(|stamps| serde_json::to_string(stamps).ok());
            each.extend(written.map(|written| format!("\"{id}\":{written}")));
            pace.breathe().await;
        }
        members.insert(table.name().to_owned(), lines);
        stamps.push(format!("{}:{{{}}}", Value::from(table.name()), each.join(",")));
        counts.insert(table.name().to_owned(), ids.len().into());
    }
    let versions = versions.into_iter().map(|(tab, clock)| format!("\"{tab}\":{clock}"));
    let versions = format!("{{{}}}", versions.collect::<Vec<_>>().join(","));
    let stamps = format!("{{{}}}", stamps.join(","));

    let mut data = Data { text: String::new(), hasher: CRC32.digest() };
    let mut open = "{";
    members.insert(STAMPS.into(), Vec::new());
    members.insert(VERSIONS.into(), Vec::new());
    for (name, lines) in &members {
        data.push(open, "\n");
        open = ",";
        data.push(&format!("{}:", Value::from(name.as_str())), "");
        match name.as_str() {
            STAMPS => data.push(&stamps, ""),
            VERSIONS => data.push(&versions, ""),
            _ => {
                data.push("[", "\n");
                for (place, line) in lines.iter().enumerate() {
                    data.push(line, "");
                    data.push(if place + 1 < lines.len() { "," } else { "" }, "\n");
                    pace.breathe().await;
                }
                data.push("]", "");
            }
        }
    }
    data.push("}", "");
    let (data, checksum) = (data.text, format!("{:08x}", data.hasher.finalize()));
    pace.rest().await;
    let known = Knowledge::in_all(workspace.known(), workspace.tables(), only);
    let only = only.map(|product| format!("\"only\":\"{product}\",")).unwrap_or_default();
    format!(
        "{{\"app\":{},\"checksum\":\"{checksum}\",\"counts\":{},\"data\":{data},\"exported_at\":\"{}\",\"format\":\"{FORMAT}\",\"known\":{},{only}\"version\":{DOCUMENT_VERSION}}}\n",
        Value::from(app),
        Value::Object(counts),
        at.to_rfc3339(),
        serde_json::to_string(&known.recent()).unwrap_or_default(),
    )
}
