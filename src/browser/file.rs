//! Files in and out, and the clipboard.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, ClipboardItem, File, HtmlAnchorElement,
    HtmlCanvasElement, HtmlImageElement, Url,
};

use super::window;
use crate::model::Instant;

/// Hands bytes to the person as a file.
pub fn download(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    hand_over(name, &blob_of(bytes, kind)?)
}

fn blob_of(bytes: &[u8], kind: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(&Uint8Array::from(bytes)), &options)
}

fn hand_over(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = window().document().ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// Hands a picture written as SVG to the person as PNG, twice as fine as its size in CSS pixels; whether the browser could.
pub async fn download_png(name: String, svg: String, (width, height): (u32, u32)) -> bool {
    const FINER: u32 = 2;
    let drawn = async {
        let url = Url::create_object_url_with_blob(&blob_of(svg.as_bytes(), "image/svg+xml")?)?;
        let image = HtmlImageElement::new()?;
        image.set_src(&url);
        let read = JsFuture::from(image.decode()).await;
        Url::revoke_object_url(&url)?;
        read?;
        let document = window().document().ok_or(JsValue::NULL)?;
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
        canvas.set_width(width * FINER);
        canvas.set_height(height * FINER);
        let pen: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
        let (wide, high) = (f64::from(width * FINER), f64::from(height * FINER));
        pen.set_fill_style_str("#fff");
        pen.fill_rect(0.0, 0.0, wide, high);
        pen.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, wide, high)?;
        let png = js_sys::Promise::new(&mut |taken, refused| {
            // What cannot be drawn comes back as nothing.
            if canvas.to_blob(&taken).is_err() {
                let _ = refused.call0(&JsValue::NULL);
            }
        });
        hand_over(&name, &JsFuture::from(png).await?.dyn_into::<Blob>()?)
    };
    drawn.await.is_ok()
}

/// The bytes of a file a person chose; none where the browser cannot read it. It is read in pieces: the browser keeps what
/// it has read beside ours for a while.
pub async fn read_file(file: File) -> Option<Vec<u8>> {
    const PIECE: usize = 1 << 19;
    let size = file.size() as usize;
    let mut bytes = vec![0; size];
    for (start, piece) in (0..size).step_by(PIECE).zip(bytes.chunks_mut(PIECE)) {
        let (from, to) = (start as f64, (start + piece.len()) as f64);
        let slice = file.slice_with_f64_and_f64(from, to).ok()?;
        let read = Uint8Array::new(&JsFuture::from(slice.array_buffer()).await.ok()?);
        if read.length() as usize != piece.len() {
            return None;
        }
        read.copy_to(piece);
    }
    Some(bytes)
}

/// Whether files are dragged.
pub fn has_files(event: &web_sys::DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// The files that were dropped.
pub fn files_of(event: &web_sys::DragEvent) -> Vec<File> {
    let files = event.data_transfer().and_then(|data| data.files());
    files.map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect()).unwrap_or_default()
}

/// When a file was last changed, as the system has it.
pub fn saved_at(file: &File) -> Instant {
    Instant(file.last_modified() as i64)
}

/// Puts rich text on the clipboard, with plain text for fields that take no other; whether the browser let it.
pub async fn copy_rich(html: String, plain: String) -> bool {
    let (Ok(html), Ok(plain)) =
        (blob_of(html.as_bytes(), "text/html"), blob_of(plain.as_bytes(), "text/plain"))
    else {
        return false;
    };
    let kinds = js_sys::Object::new();
    for (kind, blob) in [("text/html", html), ("text/plain", plain)] {
        // A plain object takes every key.
        let _ = js_sys::Reflect::set(&kinds, &kind.into(), &blob);
    }
    let Ok(item) = ClipboardItem::new_with_record_from_str_to_blob_promise(&kinds) else { return false };
    let written = window().navigator().clipboard().write(&Array::of1(&item));
    JsFuture::from(written).await.is_ok()
}

/// Puts a text on the clipboard; whether the browser let it.
pub async fn copy_text(text: String) -> bool {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(&text)).await.is_ok()
}

/// Puts a text in place of what the person copies; whether the browser let it.
pub fn set_copied_text(event: &web_sys::Event, text: &str) -> bool {
    let data = event.dyn_ref::<web_sys::ClipboardEvent>().and_then(web_sys::ClipboardEvent::clipboard_data);
    data.is_some_and(|data| data.set_data("text/plain", text).is_ok())
}

/// The words that are selected in a field, also after the focus went elsewhere; empty where none are.
pub fn selected_in(selector: &str) -> String {
    let document = window().document();
    let field = document.and_then(|document| document.query_selector(selector).ok().flatten());
    let Some(field) = field.and_then(|it| it.dyn_into::<web_sys::HtmlTextAreaElement>().ok()) else {
        return String::new();
    };
    let at = |at: Result<Option<u32>, JsValue>| at.ok().flatten().unwrap_or_default() as usize;
    // The browser counts in units of UTF-16.
    let units: Vec<u16> = field.value().encode_utf16().collect();
    let selected = units.get(at(field.selection_start())..at(field.selection_end()));
    String::from_utf16_lossy(selected.unwrap_or_default())
}

/// Whether the person has selected text on the page.
pub fn has_selected_text() -> bool {
    window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}

/// The text that is being pasted.
pub fn pasted_text(event: &web_sys::Event) -> Option<String> {
    let event = event.dyn_ref::<web_sys::ClipboardEvent>()?;
    event.clipboard_data()?.get_data("text/plain").ok()
}

/// Writes at the caret of the field that has the focus, as if it were typed: the field can undo it.
pub fn write_in_field(text: &str) {
    exec_command("insertText", false, text);
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = document, js_name = execCommand)]
    fn exec_command(name: &str, has_interface: bool, value: &str) -> bool;
}
