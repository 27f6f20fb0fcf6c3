//! The only room that speaks to the browser: storage, clock, chance, files, clipboard, address, page.
#![allow(clippy::disallowed_methods, reason = "this is the room those methods are kept in")]

#[cfg(feature = "bench")]
mod bench;
mod clock;
mod copy;
mod device;
mod disk;
mod file;
mod focus;
mod launch;
mod listen;
mod page;
mod panic;
mod pointer;
mod row;
mod tabs;

pub use clock::{
    IN_SHEETS, ON_SCREEN, age_text, clock_text, day_and_clock_text, day_of, day_text, file_time, moment,
    month_text, now, see, span_text, today, weekday_of, weekday_text,
};
pub use copy::{TailCopy, clear_copy};
pub use device::{forget_device, keep_device, show_device, stored_device};
pub use disk::{LocalDisk, lineage, probe_limit, seed};
pub use file::{
    copy_rich, copy_text, download, download_png, files_of, has_files, has_selected_text, pasted_text,
    read_file, saved_at, selected_in, set_copied_text, write_in_field,
};
pub use focus::{
    FocusBefore, body_has_focus, focus, focus_drawn, focus_first, focus_heading, focus_is_in, focus_soon,
    focus_when_drawn, focused_id, has_focus, select_field,
};
pub use launch::{download_raw, keep_begun_title, on_told, reload, take_begun_title, tell, tell_bytes};
pub use listen::{ask_before_leaving, leave_keys_to_input_methods, listen, on_hidden, on_left};
pub use page::{
    Anchor, WidthWatch, address, after_paint, by_id, clear_input, drop_skeleton, followed_link, host,
    is_editing, is_looking, is_mac, is_narrow, is_on_control, is_whole_screen, left_of, main_height,
    main_scrolled, main_scrolls_sideways, mark, now_ms, offset_in_main, open_search, page_url, print,
    replace_address, root_px, scroll_across, scroll_into_view, scroll_main, scroll_main_to, scrolled_across,
    set_address, set_attribute, set_property, set_title, set_whole_screen, show_current, show_modal,
    show_popover, submit_form, top_of, view_height, view_width, watch_width, when_drawn, width_of,
};
pub use panic::watch_panics;
pub use pointer::{
    capture_pointer, card_at, drag, dragged, focused_card, is_inside, is_within, mark_drop, place_in,
    unmark_drop, width_at,
};
pub use row::{cells, focus_row, focused_cell, icon_shapes, is_shown, row_and_cell, set_inside, show_row};
pub use tabs::{News, alone, breathe, forget_stops, on_other_tab, on_woken, sleep, stops, tell_erased};

use tabs::later;
use web_sys::Window;

/// The window; there is always one where this runs.
#[expect(clippy::expect_used, reason = "without a window no code of ours runs")]
fn window() -> Window {
    web_sys::window().expect("a window")
}
