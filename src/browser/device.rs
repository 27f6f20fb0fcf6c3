//! Where the choices for this browser are kept, and how they show.

use super::page::set_attribute;
use super::{LocalDisk, window};
use crate::storage::KeyValue;
use crate::view::{Density, Device, Theme};

/// Where they are kept; `web/early.js` reads it before anything is painted.
pub(super) const DEVICE_KEY: &str = "throughline-device";

/// The choices as they are stored.
pub fn stored_device() -> String {
    LocalDisk.get(DEVICE_KEY).unwrap_or_default()
}

/// Keeps what is chosen now and was not chosen before; what other tabs chose stays.
pub fn keep_device(before: &Device, now: &Device) {
    if before != now {
        // A full store loses a preference, not work.
        let _ = LocalDisk.set(DEVICE_KEY, &now.write_over(before, &stored_device()));
    }
}

/// Shows the choices.
pub fn show_device(device: &Device) {
    let Some(root) = window().document().and_then(|document| document.document_element()) else { return };
    let set = |name: &str, value: Option<&str>| set_attribute(&root, name, value);
    set(
        "data-theme",
        match device.theme {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        },
    );
    set("data-density", (device.density == Density::Comfortable).then_some("comfortable"));
    set("data-side", device.rail.then_some("rail"));
}

/// Forgets the choices.
pub fn forget_device() {
    LocalDisk.remove(DEVICE_KEY);
}
