//! A panic stops the app for good: plain JavaScript outside of it says so, in `web/boot.js`.

use super::tell;

/// Tells the page of every panic.
pub fn watch_panics() {
    std::panic::set_hook(Box::new(|info| tell("throughline:panic", &info.to_string())));
}
