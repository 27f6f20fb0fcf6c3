//! Files as they are brought, and what is in them: documents, lists, archives of lists.

use std::fmt::Display;
use std::sync::Arc;

use super::staged::{Content, Refusal};
use crate::browser;
use crate::format::{
    Document, Sheet, SheetError, decode_bytes, is_archive, is_json, no_list, read_json, read_sheet,
    read_workbook, unpack, write_document,
};
use crate::model::Pace;
use crate::model::kind::{Kind, OwnFields};
use crate::storage::{Memory, Store};
use crate::ui::app::Brought;
use crate::workspace::TabId;

/// Reads files that are brought to a page, of a kind or not: parts of one list are one.
pub async fn read_all(
    files: Vec<Brought>,
    page: Option<&'static Kind>,
    own: OwnFields,
    pace: &Pace,
) -> Result<Vec<(String, Content)>, Refusal> {
    let mut all: Vec<(String, Content)> = Vec::new();
    for file in files {
        for part in unpacked(file)? {
            pace.rest().await;
            let name = part.name.clone();
            let content = read(part, page, own.clone(), pace).await?;
            if let Content::Sheet { sheet, .. } = &content
                && let Some((_, Content::Sheet { sheet: first, .. })) = all.last_mut()
                && Arc::make_mut(first).append(sheet)
            {
                continue;
            }
            all.push((name, content));
        }
    }
    Ok(all)
}

/// The lists in an archive, or the file itself.
fn unpacked(file: Brought) -> Result<Vec<Brought>, Refusal> {
    let bytes = file.take_bytes();
    let back = |bytes| Ok(vec![Brought::of(file.name.clone(), bytes, file.saved_at)]);
    if !is_archive(&bytes) {
        return back(bytes);
    }
    const WORKBOOK: &str = "xl/workbook.xml";
    let is_list = |name: &str| {
        let name = name.to_lowercase();
        name == WORKBOOK || [".csv", ".tsv", ".json"].iter().any(|end| name.ends_with(end))
    };
    let lists = unpack(&bytes, &is_list).map_err(|error| format!("{}: {error}", file.name))?;
    if lists.iter().any(|(name, _)| name == WORKBOOK) {
        return back(bytes);
    }
    let names: Vec<String> = lists.iter().map(|(name, _)| name.clone()).collect();
    // Notion packs a view of a list beside all of it.
    let is_view = |name: &str| {
        let whole = name.strip_suffix(".csv").map(|stem| format!("{stem}_all.csv"));
        whole.is_some_and(|whole| names.contains(&whole))
    };
    let kept = lists.into_iter().filter(|(name, _)| !is_view(name));
    let bare = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let brought: Vec<Brought> =
        kept.map(|(name, bytes)| Brought::of(bare(&name), bytes, file.saved_at)).collect();
    if brought.is_empty() {
        return Err(format!("{}: There is no list in the archive: no CSV, TSV or JSON file.", file.name));
    }
    Ok(brought)
}

/// Reads a file.
async fn read(
    brought: Brought,
    page: Option<&'static Kind>,
    own: OwnFields,
    pace: &Pace,
) -> Result<Content, Refusal> {
    let (name, saved_at) = (&brought.name, brought.saved_at);
    let refuse = |reason: &dyn Display| format!("{name}: {reason}");
    let staged = |mut sheet: Sheet, encoding: &'static str| {
        sheet.saved_at = saved_at;
        sheet.set_name(name);
        sheet.set_own(own);
        Content::Sheet { sheet: Arc::new(sheet), encoding }
    };
    let bytes = brought.take_bytes();
    if let Some(what) = no_list(&bytes) {
        return Err(refuse(&SheetError::NoList(what)));
    }
    if is_archive(&bytes) {
        let table = read_workbook(&bytes).map_err(|error| refuse(&error))?;
        let table = table.ok_or_else(|| refuse(&SheetError::NotText))?;
        let sheet = Sheet::of_table(table, 0, "workbook", page).map_err(|error| refuse(&error))?;
        return Ok(staged(sheet, "Excel"));
    }
    let (text, encoding) = decode_bytes(bytes);
    pace.rest().await;
    if is_json(name, &text) {
        if !says_it_is_ours(&text)
            && let Some(sheet) = read_json(&text, page, pace).await
        {
            return sheet.map(|sheet| staged(sheet, encoding)).map_err(|error| refuse(&error));
        }
        let document = match Memory::of_raw(&text) {
            Some(raw) => read_raw(raw),
            None => Document::parse(&text).map_err(|error| error.to_string()),
        };
        let document = document.map_err(|error| refuse(&error))?;
        return Ok(Content::Document(Arc::new(document)));
    }
    let sheet = read_sheet(text, page, pace).await.map_err(|error| refuse(&error))?;
    Ok(staged(sheet, encoding))
}

/// Whether “format” is said to be ours anywhere in a JSON text: a board may have a card of that name.
fn says_it_is_ours(text: &str) -> bool {
    text.match_indices("\"throughline\"").any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.trim_end().strip_suffix(':'));
        before.is_some_and(|before| before.trim_end().ends_with("\"format\""))
    })
}

/// Reads what a browser stored, saved exactly as it was, as if it had been exported.
fn read_raw(raw: Memory) -> Result<Document, String> {
    let (store, loaded) = Store::open(raw, TabId(0)).map_err(|error| error.to_string())?;
    let text = write_document(&loaded.workspace, None, env!("CARGO_PKG_VERSION"), browser::now());
    let mut document = Document::parse(&text).map_err(|error| error.to_string())?;
    document.notes.extend(store.damage().iter().map(|damaged| damaged.words.clone()));
    Ok(document)
}
