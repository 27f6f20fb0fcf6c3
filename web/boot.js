// Starts the app, says in plain words why it cannot start, and stays awake to catch a panic of the app itself.
import "./backups.js";
import "./file.js";
import { reload as loadAnew, save } from "./offline.js";

const self = document.querySelector("script[data-wasm]");
const reload = ["Reload", "primary", loadAnew];
const download = ["Download my data", "edge", downloadRaw];

// Everything that is stored, exactly as it is: for the day when the app cannot read it.
function downloadRaw() {
  const raw = {};
  for (let i = 0; i < localStorage.length; i += 1) {
    const key = localStorage.key(i);
    if (key.startsWith("throughline")) raw[key] = localStorage.getItem(key);
  }
  save(new Blob([JSON.stringify(raw)], { type: "application/json" }), `throughline-raw-${new Date().toISOString().slice(0, 10)}.json`);
}

window.addEventListener("throughline:download-raw", downloadRaw);

function storageWorks() {
  try {
    localStorage.setItem("throughline-probe", "1");
    localStorage.removeItem("throughline-probe");
    return true;
  } catch (error) {
    // A full store still opens: the app itself says that it is full.
    return error && error.name === "QuotaExceededError" && localStorage.length > 0;
  }
}

// Stopping soon after the start, twice in a row, is told to the app, which then offers to start without the last change.
const STOPS = "throughline-stops";
const SOON = 60_000;
setTimeout(() => {
  try {
    if (!panicked) localStorage.removeItem(STOPS);
  } catch {
    // Blocked storage is said elsewhere.
  }
}, SOON);
function countStop() {
  if (performance.now() > SOON) return;
  try {
    localStorage.setItem(STOPS, String(Number(localStorage.getItem(STOPS) || 0) + 1));
  } catch {
    // A full store: it opens as usual.
  }
}

// A panic leaves a page that looks alive and loses every later edit: cover it and stop it.
let panicked = false;
window.addEventListener("throughline:panic", (event) => {
  if (panicked) return;
  panicked = true;
  countStop();
  const dialog = document.createElement("dialog");
  dialog.className = "dialog panic";
  dialog.setAttribute("aria-labelledby", "panic-title");
  const title = document.createElement("h2");
  title.id = "panic-title";
  title.textContent = "Throughline has stopped";
  const text = document.createElement("p");
  text.textContent = "A fault in the app, not in your work. Everything that was shown as saved is stored in this browser. Reload to go on; if it stops again, download your data first.";
  const go = document.createElement("p");
  go.className = "go";
  for (const [name, kind, run] of [reload, download]) {
    const button = document.createElement("button");
    button.className = "btn";
    button.dataset.kind = kind;
    button.textContent = name;
    button.addEventListener("click", run);
    go.append(button);
  }
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = "What happened";
  const cause = document.createElement("pre");
  cause.textContent = String(event.detail);
  details.append(summary, cause);
  dialog.append(title, text, go, details);
  dialog.addEventListener("cancel", (cancel) => cancel.preventDefault());
  dialog.addEventListener("close", () => dialog.showModal());
  document.body.append(dialog);
  dialog.showModal();
});

async function start() {
  if (typeof WebAssembly !== "object") {
    throughlineTrouble(
      "This browser cannot run Throughline",
      "It needs WebAssembly, which this browser does not have or has switched off. Current versions of Chrome, Edge, Firefox and Safari have it.",
    );
    return;
  }
  if (!storageWorks()) {
    throughlineTrouble(
      "This browser stores nothing for this page",
      "Throughline keeps your work in the browser’s own storage, and that is switched off here: by a privacy setting, a private window or the page it is shown in. Allow it for this page, then reload.",
      [reload],
    );
    return;
  }
  try {
    const app = await import(new URL(self.dataset.js, document.baseURI));
    await app.default({ module_or_path: new URL(self.dataset.wasm, document.baseURI) });
  } catch (error) {
    if (panicked) return;
    console.error(error);
    throughlineTrouble(
      "Throughline did not load",
      "A part of the page did not arrive. Your work is safe in this browser. Check the connection and reload.",
      [reload, download],
    );
  }
}

if (location.protocol !== "file:") start();
