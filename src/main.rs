//! Starts the app in the browser; elsewhere it says where to look.

#[cfg(target_arch = "wasm32")]
fn main() {
    throughline::browser::watch_panics();
    throughline::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::print_stderr, reason = "a person ran the wrong command in a terminal")]
fn main() {
    eprintln!("Throughline runs in a browser: type `make run`.");
}
