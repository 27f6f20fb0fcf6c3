//! Writing the document: everything, or one product with what belongs to it.

use serde_json::{Map, Value};

use super::{DOCUMENT_VERSION, FORMAT, STAMPS, VERSIONS};
use crate::model::{CRC32, Id, Instant, Product, Record, SortedMap, SortedSet};
use crate::workspace::{AnyTable, Knowledge, MERGED, Stamps, Tab, Tables, Workspace};

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

/// Writes everything, or one product with what belongs to it, and the labels and people its items name. Two documents of
/// the same content differ in `exported_at` and `known` alone.
///
/// Each record stands in a line of its own, so that two files can be compared by line.
pub fn write_document(workspace: &Workspace, only: Option<Id>, app: &str, at: Instant) -> String {
    let named = only.map(|product| named_by(workspace.tables(), product));
    let belongs = |table: &AnyTable, id: &Id| match (only, &named) {
        (Some(product), Some(named)) => {
            *id == product || table.owner(*id) == Some(product) || named.contains(id)
        }
        _ => true,
    };
    let mut versions: SortedMap<Tab, u64> = SortedMap::new();
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
        for stamp in ids.iter().filter_map(|id| table.stamps(*id)).flat_map(Stamps::all) {
            let clock = versions.entry(stamp.tab).or_insert(0);
            *clock = stamp.clock.max(*clock);
        }
        let lines = ids.iter().filter_map(|id| serde_json::to_string(&table.fields(*id)?).ok());
        members.insert(table.name().to_owned(), lines.collect());
        let each = ids
            .iter()
            .filter_map(|id| Some(format!("\"{id}\":{}", serde_json::to_string(table.stamps(*id)?).ok()?)));
        stamps.push(format!("{}:{{{}}}", Value::from(table.name()), each.collect::<Vec<_>>().join(",")));
        counts.insert(table.name().to_owned(), ids.len().into());
    }
    let versions = versions.into_iter().map(|(tab, clock)| format!("\"{tab}\":{clock}"));
    let versions = format!("{{{}}}", versions.collect::<Vec<_>>().join(","));
    let stamps = format!("{{{}}}", stamps.join(","));

    // The checksum is over the data without white space, so that a file that was only laid out anew still matches.
    let mut hasher = CRC32.digest();
    let mut data = String::new();
    let mut push = |text: &str, layout: &str| {
        hasher.update(text.as_bytes());
        data.push_str(text);
        data.push_str(layout);
    };
    let mut open = "{";
    let mut push_member = |name: &str, lines: Option<&[String]>, text: &str| {
        push(open, "\n");
        open = ",";
        push(&format!("{}:", Value::from(name)), "");
        let Some(lines) = lines else { return push(text, "") };
        push("[", "\n");
        for (place, line) in lines.iter().enumerate() {
            push(line, "");
            push(if place + 1 < lines.len() { "," } else { "" }, "\n");
        }
        push("]", "");
    };
    members.insert(STAMPS.into(), Vec::new());
    members.insert(VERSIONS.into(), Vec::new());
    for (name, lines) in &members {
        match name.as_str() {
            STAMPS => push_member(name, None, &stamps),
            VERSIONS => push_member(name, None, &versions),
            _ => push_member(name, Some(lines), ""),
        }
    }
    push("}", "");
    let checksum = format!("{:08x}", hasher.finalize());
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
