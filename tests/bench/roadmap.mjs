// A timeline of 500 initiatives over five years, 800 waits between them and 10,000 items under them, beside a plain loop
// over the same arrays in JavaScript. Medians of interleaved runs; nothing here fails on a clock.
import { addTimer, bringIn, launch, median, random, watchTasks } from "./fixture.mjs";
import { serve } from "../../tools/serve.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const INITIATIVES = 500;
const WAITS = 800;
const ITEMS = 10_000;
const DAY = 86_400_000;
const root = new URL("../../", import.meta.url).pathname;

let next = 0;
const id = () => `c${String((next += 1)).padStart(15, "0")}`;
const day = (at) => new Date(at).toISOString().slice(0, 10);

function plan(now) {
  const product = id();
  const goals = Array.from({ length: 8 }, (_, n) => ({ id: id(), created_at: now, updated_at: now, product, number: n + 1, name: `Goal ${n}`, rank: `a${n}1` }));
  const begin = now - 365 * DAY;
  const initiatives = Array.from({ length: INITIATIVES }, (_, n) => {
    const first = begin + Math.floor((n / INITIATIVES) * 5 * 365) * DAY;
    return {
      id: id(), created_at: now, updated_at: now, product, number: n + 1, name: `Initiative ${n}`, rank: `a${String(n).padStart(4, "0")}1`,
      goal: goals[n % 8].id, horizon: "next", confidence: ["committed", "likely", "idea"][n % 3],
      start: day(first), end: day(first + (20 + Math.floor(random() * 60)) * DAY), waits_for: [],
    };
  });
  for (let n = 0; n < WAITS; n += 1) {
    const to = 1 + Math.floor(random() * (INITIATIVES - 1));
    const from = Math.max(0, to - 1 - Math.floor(random() * 30));
    initiatives[to].waits_for.push({ id: id(), on: `initiatives/${initiatives[from].id}` });
  }
  const items = Array.from({ length: ITEMS }, (_, n) => ({
    id: id(), created_at: now, updated_at: now, product, number: n + 1, title: `Item ${n}`, type: "story", status: "ready",
    rank: `a${String(n).padStart(6, "0")}1`, estimate: 10 * (1 + (n % 8)), initiative: initiatives[n % INITIATIVES].id,
  }));
  const products = [{ id: product, created_at: now, updated_at: now, name: "Bench", key: "BEN", last_item: ITEMS, last_initiative: INITIATIVES, capacity: 4000 }];
  return { format: "throughline", version: 1, app: "0.1.0", exported_at: new Date(now).toISOString(), data: { products, goals, initiatives, items } };
}

// The same by a plain loop: earliest and latest starts, slack, and the open points of each initiative.
const plainLoop = ({ initiatives, items }) => {
  const start = performance.now();
  const dayOf = (text) => Math.floor(Date.parse(text) / 86_400_000);
  const place = new Map(initiatives.map((it, at) => [`initiatives/${it.id}`, at]));
  const early = initiatives.map((it) => dayOf(it.start));
  const length = initiatives.map((it) => dayOf(it.end) - dayOf(it.start) + 1);
  const out = initiatives.map(() => []);
  const waits = initiatives.map(() => 0);
  initiatives.forEach((it, to) => it.waits_for.forEach((wait) => { out[place.get(wait.on)].push(to); waits[to] += 1; }));
  const order = waits.flatMap((number, at) => (number === 0 ? [at] : []));
  for (let at = 0; at < order.length; at += 1) {
    for (const to of out[order[at]]) {
      early[to] = Math.max(early[to], early[order[at]] + length[order[at]]);
      waits[to] -= 1;
      if (waits[to] === 0) order.push(to);
    }
  }
  const end = Math.max(...early.map((first, at) => first + length[at]));
  const late = initiatives.map(() => 0);
  for (const at of order.reverse()) late[at] = Math.min(end, ...out[at].map((to) => late[to])) - length[at];
  const points = new Map();
  for (const item of items) points.set(item.initiative, (points.get(item.initiative) ?? 0) + item.estimate);
  return { took: performance.now() - start, sum: late.reduce((sum, it, at) => sum + it - early[at], 0) + points.size };
};

const browser = await launch();
const app = await serve(`${root}${process.env.DIST ?? "target/bench"}`, 0, "/app/");
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await addTimer(page);
await watchTasks(page);
const document_ = plan(Date.now());
await bringIn(page, app.url, document_);
await page.evaluate(() => { location.hash = "#/ben/roadmap/timeline"; });
await page.locator(".bar").first().waitFor({ timeout: 60_000 });

const press = (selector, key) => page.evaluate(([selector, key]) => {
  const it = document.querySelector(selector);
  it.focus();
  return window.timed(() => it.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })));
}, [selector, key]);
const moves = [];
const loops = [];
for (let run = 0; run < RUNS; run += 1) {
  moves.push(await press(".bar", run % 2 ? "ArrowLeft" : "ArrowRight"));
  loops.push((await page.evaluate(`(${plainLoop})(${JSON.stringify({ initiatives: document_.data.initiatives, items: document_.data.items.map(({ initiative, estimate }) => ({ initiative, estimate })) })})`)).took);
}
await page.evaluate(() => { window.longest = 0; });
const zooms = [];
for (const name of ["Month", "Week", "Year", "Quarter"]) {
  zooms.push(await page.evaluate((name) => window.timed(() => [...document.querySelectorAll("[aria-label=Zoom] button")].find((it) => it.textContent === name).click()), name));
}
// Scrolling through all rows, a screen at a time.
for (let at = 0; at < 30; at += 1) await page.evaluate((at) => window.timed(() => { document.getElementById("main").scrollTop = at * 600; }), at);
const longest = await page.evaluate(() => window.longest);
const mounted = await page.locator(".bar").count();
const fixed = (value) => value.toFixed(1).padStart(8);
console.log(`\nMedians of ${RUNS} interleaved runs; ${INITIATIVES} initiatives, ${WAITS} waits, ${ITEMS} items, ${mounted} bars mounted.\n`);
console.log(`  move       ${fixed(median(moves))} ms, ${fixed(median(loops))} ms for a plain loop over the same arrays: ${(median(moves) / median(loops)).toFixed(2)} ×; to the paint`);
console.log(`  zoom       ${fixed(median(zooms))} ms, the slowest ${fixed(Math.max(...zooms))} ms`);
console.log(`  longest    ${fixed(longest)} ms, the longest task while zooming and scrolling`);
await browser.close();
app.server.close();
