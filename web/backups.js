// Backups beside the store: everything as one document, the first of each day and before what changes much. The app writes the
// text; where it is kept and for how long is decided here. Where the browser lets the page have no such place, there are none.
import { bringIn, save, tell } from "./offline.js";

const NAME = "throughline-backups";
const STORES = { backups: { keyPath: "at" }, file: undefined };
// So many of days, and so many from before what changes much.
const KEPT = { day: 7, act: 3 };

const today = () => new Date().toDateString();
export const answer = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
const through = (data, stream) => new Response(new Blob([data]).stream().pipeThrough(stream));

export async function inStore(name, act) {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => Object.entries(STORES).forEach(([store, form]) => request.result.createObjectStore(store, form));
  const database = await answer(request);
  try {
    return await act(database.transaction(name, "readwrite", { durability: "strict" }).objectStore(name));
  } finally {
    database.close();
  }
}

async function show() {
  const all = await inStore("backups", (store) => answer(store.getAll()));
  tell("backups", all.reverse().map(({ at, why }) => `${at} ${why}`).join("\n"));
  return all;
}

// Why, and the text in bytes; the first of a day has no why.
async function keep({ detail: [why, bytes] }) {
  const packed = await through(bytes, new CompressionStream("gzip")).arrayBuffer();
  await inStore("backups", async (store) => {
    await answer(store.put({ at: Date.now(), why, packed }));
    const all = await answer(store.getAll());
    const olderThan = (most, kept) => kept.slice(0, Math.max(0, kept.length - most));
    const days = olderThan(KEPT.day, all.filter((it) => !it.why));
    const acts = olderThan(KEPT.act, all.filter((it) => it.why));
    for (const { at } of [...days, ...acts]) await answer(store.delete(at));
  });
  await show();
}

async function file({ detail }) {
  const { at, packed } = await inStore("backups", (store) => answer(store.get(Number(detail))));
  const data = await through(packed, new DecompressionStream("gzip")).blob();
  const name = `throughline-backup-${new Date(at).toISOString().slice(0, 16).replace(/\D/g, "-")}.json`;
  return new File([data], name, { type: "application/json", lastModified: at });
}

async function download(event) {
  const backup = await file(event);
  save(backup, backup.name);
}

let lastDay;
async function keepDay({ detail }) {
  if (lastDay === today()) return;
  lastDay = today();
  const all = await show();
  // A day that begins with nothing has nothing to keep.
  if (detail !== "" && !all.some(({ at, why }) => !why && new Date(at).toDateString() === lastDay)) (window.requestIdleCallback ?? setTimeout)(() => tell("backup-due"));
}

const on = (name, act) => window.addEventListener(name, (event) => act(event).catch(() => {}));
on("throughline:ready", async (event) => {
  on("focus", keepDay);
  await keepDay(event);
});
on("throughline:back-up", keep);
on("throughline:restore-backup", async (event) => bringIn([await file(event)]));
on("throughline:download-backup", download);
on("throughline:erase", async () => indexedDB.deleteDatabase(NAME));
