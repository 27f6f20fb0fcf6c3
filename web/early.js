// Runs before anything is painted: the theme and the density a person chose, and what can be said without WebAssembly.
"use strict";
try {
  const device = JSON.parse(localStorage.getItem("throughline-device") || "{}");
  if (device.theme === "light" || device.theme === "dark") document.documentElement.dataset.theme = device.theme;
  if (device.density === "comfortable") document.documentElement.dataset.density = device.density;
} catch {
  // Storage is blocked or the setting is broken: the system's theme is right, and boot.js says what is wrong.
}
// The same words serve start-up failures and panics; boot.js and this file share them.
window.throughlineTrouble = (title, text, buttons) => {
  const box = document.querySelector("#boot .trouble");
  if (!box) return;
  box.querySelector("h1").textContent = title;
  box.querySelector("p").textContent = text;
  const go = box.querySelector(".go");
  go.replaceChildren(...(buttons || []).map(([name, kind, run]) => {
    const button = document.createElement("button");
    button.className = "btn";
    button.dataset.kind = kind;
    button.textContent = name;
    button.addEventListener("click", run);
    return button;
  }));
  box.hidden = false;
};
if (location.protocol === "file:") {
  document.addEventListener("DOMContentLoaded", () => throughlineTrouble(
    "Throughline has to be opened from a web server",
    "Browsers do not run it from a file on disk. Put the folder on any static web host, or run “make run” in the project and open the address it prints.",
  ));
}
