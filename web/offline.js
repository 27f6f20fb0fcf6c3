// What an installed app is beside the app itself: its files are kept, a new version is noticed, and what the system hands over
// comes in. It speaks with the app by events of the window.
const HOUR = 3_600_000;
const worker = new URL("worker.js", document.baseURI);
// What a shortcut of the manifest may do: actions by what they are known by.
const ACTIONS = { "new-item": ["Backlog", "NewItem"], today: ["Today"], inbox: ["Discovery"] };

export const tell = (name, detail) => window.dispatchEvent(new CustomEvent(`throughline:${name}`, { detail }));

// Loads the page anew: in the new version, where one waits.
export async function reload() {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => null);
  const waiting = registration?.waiting;
  if (!waiting) return location.reload();
  waiting.addEventListener("statechange", () => location.reload(), { once: true });
  waiting.postMessage("SKIP_WAITING");
}

// Hands a file to the person.
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Has files looked at as if they were dropped on the page.
export function bringIn(files) {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  window.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
}

async function keepFiles() {
  // Without https, in some private windows and where a person switched it off there is no place for a worker.
  const registration = await navigator.serviceWorker?.register(worker, { updateViaCache: "none" }).catch(() => null);
  if (!registration) return;
  const tellOfNew = () => registration.waiting && registration.active && tell("update");
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", tellOfNew));
  // Another tab went over to the new version.
  navigator.serviceWorker.addEventListener("controllerchange", () => tell("update"));
  tellOfNew();
  const look = () => registration.active?.postMessage("LOOK");
  look();
  // The browser looks for a new version at each start; a page that stays open looks when a person comes back to it.
  let looked = performance.now();
  window.addEventListener("focus", () => {
    if (performance.now() - looked < HOUR) return;
    looked = performance.now();
    look();
    registration.update().catch(() => {});
  });
}

function takeOver() {
  window.launchQueue?.setConsumer(async ({ files }) => {
    if (files?.length) bringIn(await Promise.all([...files].map((file) => file.getFile())));
  });
  const asked = new URLSearchParams(location.search);
  const actions = ACTIONS[asked.get("do")];
  const said = [...new Set(["title", "text", "url"].map((name) => asked.get(name)))].filter(Boolean).join("\n");
  if (!actions && !said) return;
  // Once: the page can be loaded anew.
  history.replaceState(history.state, "", location.pathname + location.hash);
  if (actions) actions.forEach((action) => tell("do", action));
  else tell("share", said);
}

window.addEventListener("throughline:reload", reload);
window.addEventListener("throughline:ready", () => {
  takeOver();
  keepFiles();
}, { once: true });
