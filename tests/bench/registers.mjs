// A register of 5,000 decisions beside a backlog of as many items: what an edit, a keystroke of the search and a sort take to
// the paint. Medians of interleaved runs; nothing here fails on a clock.
import { addTimer, bringIn, launch, median, openList, pressTimed } from "./fixture.mjs";
import { serve } from "../../tools/serve.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const RECORDS = 5_000;
const root = new URL("../../", import.meta.url).pathname;

let next = 0;
const id = () => `e${String((next += 1)).padStart(15, "0")}`;

function both(now) {
  const product = id();
  const base = (n) => ({ id: id(), created_at: now, updated_at: now, product, number: n + 1, rank: `a${String(n).padStart(6, "0")}1` });
  const name = (n) => `${["Booking", "Reminder", "Invoice", "Stand"][n % 4]} ${n} of the workshop`;
  const decisions = Array.from({ length: RECORDS }, (_, n) => ({ ...base(n), name: name(n), state: ["open", "decided", "reviewed"][n % 3], reason: `Because of ${n}` }));
  const items = Array.from({ length: RECORDS }, (_, n) => ({ ...base(n), title: name(n), type: "story", status: ["draft", "ready", "doing"][n % 3], description: `Because of ${n}` }));
  const products = [{ id: product, created_at: now, updated_at: now, name: "Bench", key: "BEN", last_item: RECORDS, counters: {} }];
  return { format: "throughline", version: 1, app: "0.1.0", exported_at: new Date(now).toISOString(), data: { products, decisions, items } };
}

const browser = await launch();
const app = await serve(`${root}${process.env.DIST ?? "target/bench"}`, 0, "/app/");
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await addTimer(page);
await bringIn(page, app.url, both(Date.now()));

const written = (key, at) => page.evaluate(([key, at]) => window.timed(() => {
  const field = document.querySelector(at);
  field.value += key;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: key }));
}), [key, at]);
const pressed = (at) => page.evaluate((at) => window.timed(() => document.querySelector(at).click()), at);

const LISTS = { decisions: "#/ben/communicate/decisions?group=none", items: "#/ben/backlog" };
const took = { edit: {}, search: {}, sort: {} };
const note = (act, list, ms) => (took[act][list] ??= []).push(ms);
for (let run = 0; run < RUNS; run += 1) {
  for (const [list, path] of Object.entries(LISTS)) {
    await openList(page, path);
    await page.keyboard.press("e");
    await page.keyboard.type(`${run}`);
    note("edit", list, await pressTimed(page, "Enter"));
    await openList(page, path);
    await page.keyboard.press("/");
    note("search", list, await written("o", "input[type=search]"));
    await page.keyboard.press("Escape");
    await openList(page, path);
    note("sort", list, await pressed("thead button"));
    await page.goBack();
  }
}
const mounted = await page.locator("tbody tr[data-id]").count();
const fixed = (value) => value.toFixed(1).padStart(8);
console.log(`\nMedians of ${RUNS} interleaved runs; ${RECORDS} decisions and as many items, ${mounted} rows mounted; to the paint.\n`);
for (const [act, lists] of Object.entries(took)) {
  const [decisions, items] = [median(lists.decisions), median(lists.items)];
  console.log(`  ${act.padEnd(8)} ${fixed(decisions)} ms, ${fixed(items)} ms in the backlog: ${(decisions / items).toFixed(2)} ×`);
}
await browser.close();
app.server.close();
