// One file of the person's that is kept up to date, where the browser can write to one: two seconds after the last change, whole or
// not at all. What was changed elsewhere is never written over unasked.
import { answer, inStore } from "./backups.js";
import { bringIn, tell } from "./offline.js";

const REST = 2_000;

// The file, and when it was last written: read anew each time, for other tabs write it as well.
const known = () => inStore("file", (store) => answer(store.get(0)));
const remember = (handle, writtenAt) => inStore("file", (store) => answer(store.put({ handle, writtenAt }, 0)));
const forget = () => inStore("file", (store) => answer(store.delete(0)));

// What Settings, Data shows: what is so, what that means, and the buttons.
const say = (...lines) => tell("file-state", lines.join("\n"));
const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const sayNone = () => say("Keep one file up to date", "It is written two seconds after each change, and any other program can read it.", "Choose a file…");
const sayWritten = (name, at) => say(`${name} is kept up to date`, `Written at ${clock(at)}.`, "Stop");
const sayChanged = (name) =>
  say(`${name} was changed elsewhere`, "Nothing is written to it now. Bring in what it has, or go on with what is here.", "Bring it in…", "Write over it");
const sayFailed = (name) => say(`${name} cannot be written`, "Perhaps it was moved, or the disk is full. What is here is as safe as before. Choose the file again.", "Choose a file…", "Stop");

// Whether it is as it was when it was last written.
async function look({ handle, writtenAt }) {
  if ((await handle.queryPermission?.({ mode: "readwrite" })) === "prompt") {
    say(`${handle.name} waits for your leave`, "The browser asks anew after a start whether this page may write to it.", "Reconnect", "Stop");
    return false;
  }
  const { lastModified } = await handle.getFile();
  const isOurs = !writtenAt || lastModified === writtenAt;
  if (isOurs) sayWritten(handle.name, lastModified);
  else sayChanged(handle.name);
  return isOurs;
}

// One tab at a time.
const write = ([, bytes]) =>
  navigator.locks.request("throughline-file", async () => {
    const kept = await known();
    if (!kept) return;
    const { handle } = kept;
    try {
      if (!(await look(kept))) return;
      const stream = await handle.createWritable();
      await stream.write(bytes);
      await stream.close();
      const { lastModified } = await handle.getFile();
      await remember(handle, lastModified);
      sayWritten(handle.name, lastModified);
      tell("file-written");
    } catch {
      sayFailed(handle.name);
    }
  });

let timer;
function writeSoon(rest = REST) {
  clearTimeout(timer);
  timer = setTimeout(async () => (await known().catch(() => null)) && tell("file-due"), rest);
}

const acts = {
  async "Choose a file…"() {
    const handle = await window.showSaveFilePicker({ suggestedName: "throughline.json", types: [{ accept: { "application/json": [".json"] } }] });
    await remember(handle);
    writeSoon(0);
  },
  async Reconnect() {
    const kept = await known();
    if ((await kept.handle.requestPermission({ mode: "readwrite" })) === "granted" && (await look(kept))) writeSoon(0);
  },
  async "Bring it in…"() {
    bringIn([await (await known()).handle.getFile()]);
  },
  async "Write over it"() {
    await remember((await known()).handle);
    writeSoon(0);
  },
  async Stop() {
    await forget();
    sayNone();
  },
};

async function begin() {
  if (!window.showSaveFilePicker) {
    return say("Keep one file up to date", "This browser lets no page do that; Chrome and Edge do. Save a file by Export everything.");
  }
  const on = (name, act) => window.addEventListener(name, ({ detail }) => act(detail)?.catch(() => {}));
  on("throughline:file", (name) => acts[name]());
  on("throughline:file-text", write);
  on("throughline:changed", () => writeSoon());
  const kept = await known();
  if (!kept) return sayNone();
  await look(kept).catch(() => sayFailed(kept.handle.name));
}

window.addEventListener("throughline:ready", () => begin().catch(() => {}));
