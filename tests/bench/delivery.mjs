// A board of 500 cards beside the list of the same items, and the charts of three years beside a plain loop over the same
// history in JavaScript. Medians of interleaved runs; nothing here fails on a clock.
import { addTimer, bringIn, history, launch, median, watchTasks } from "./fixture.mjs";
import { serve } from "../../tools/serve.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const ITEMS = 10_000;
const CARDS = 500;
const root = new URL("../../", import.meta.url).pathname;

// What the charts say, by a plain loop: the counts of each day, cycle times, weeks, efficiency.
const plainLoop = (items, now) => {
  const start = performance.now();
  const dayOf = (text) => Math.floor(Date.parse(text) / 86_400_000);
  const today = Math.floor(now / 86_400_000);
  const first = today - 3 * 365;
  const category = { draft: 0, ready: 0, doing: 1, review: 2, accepted: 3 };
  const counts = Array.from({ length: today - first + 1 }, () => [0, 0, 0, 0]);
  const cycles = [];
  const weeks = new Map();
  let worked = 0;
  for (const item of items) {
    const steps = item.status_log.map((change) => ({ on: dayOf(change.on), category: category[change.to] }));
    for (let place = 0; place < steps.length; place += 1) {
      const until = place + 1 < steps.length ? steps[place + 1].on : today + 1;
      for (let day = Math.max(first, steps[place].on); day < until; day += 1) counts[day - first][steps[place].category] += 1;
    }
    const done = steps.find((step) => step.category === 3);
    const begun = steps.find((step) => step.category === 1);
    if (done) weeks.set(Math.floor((done.on - 4) / 7), (weeks.get(Math.floor((done.on - 4) / 7)) ?? 0) + 1);
    if (done && begun) {
      cycles.push(done.on - begun.on + 1);
      worked += done.on - begun.on + 1;
    }
  }
  cycles.sort((a, b) => a - b);
  return { took: performance.now() - start, sum: counts.length + cycles.length + weeks.size + worked };
};

// Ten thousand trials of a forecast by dice.
const plainTrials = (weeks, left) => {
  const start = performance.now();
  const took = [];
  for (let trial = 0; trial < 10_000; trial += 1) {
    let rest = left;
    let number = 0;
    while (rest > 0 && number < 520) {
      rest -= weeks[Math.floor(Math.random() * weeks.length)];
      number += 1;
    }
    took.push(number);
  }
  took.sort((a, b) => a - b);
  return performance.now() - start;
};

const browser = await launch();
const app = await serve(`${root}${process.env.DIST ?? "target/bench"}`, 0, "/app/");
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await addTimer(page);
await watchTasks(page);
const now = Date.now();
const document_ = history(now, ITEMS, CARDS);
await bringIn(page, app.url, document_);
await page.keyboard.press("Escape");

const go = async (hash, ready) => {
  await page.evaluate((hash) => { location.hash = hash; }, hash);
  await page.locator(ready).first().waitFor({ timeout: 60_000 });
};
// The state of the item at the cursor, by its key: the menu opens, then the number is timed.
const edit = async (state) => {
  await page.keyboard.press("s");
  return page.evaluate((key) => window.timed(() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))), state);
};
const board = [];
const list = [];
const charts = [];
const loops = [];
for (let run = 0; run < RUNS; run += 1) {
  await go("#/ben/delivery/board", ".card");
  await page.locator(".card").nth(3).focus();
  board.push(await edit(run % 2 ? "4" : "5"));
  await go("#/ben/backlog?sprint=S1", "tr[data-id]");
  await page.locator("tr[data-id]").nth(3).focus();
  list.push(await edit(run % 2 ? "4" : "5"));
  charts.push(await page.evaluate(() => window.timed(() => { location.hash = "#/ben/delivery/charts"; })));
  loops.push((await page.evaluate(`(${plainLoop})(${JSON.stringify(document_.data.items.map((item) => ({ status_log: item.status_log })))}, ${now})`)).took);
}
const cards = await page.evaluate(() => { location.hash = "#/ben/delivery/board"; }).then(() => page.locator(".card").first().waitFor()).then(() => page.locator(".card").count());
const forecast = [];
const trials = [];
for (let run = 0; run < RUNS; run += 1) {
  await go("#/ben/delivery/board", ".card");
  await page.evaluate(() => { window.longest = 0; });
  forecast.push(await page.evaluate(() => window.timed(() => { location.hash = "#/ben/delivery/forecast"; })));
  trials.push(await page.evaluate(`(${plainTrials})(Array.from({ length: 150 }, (_, n) => 55 + (n * 7) % 30), 400)`));
}
const longest = await page.evaluate(() => window.longest);
const fixed = (value) => value.toFixed(1).padStart(8);
const line = (name, value, of, unit) => console.log(`  ${name.padEnd(10)} ${fixed(median(value))} ms, ${fixed(median(of))} ms ${unit}: ${(median(value) / median(of)).toFixed(2)} ×`);
console.log(`\nMedians of ${RUNS} interleaved runs; ${ITEMS} items over three years, ${CARDS} in the sprint, ${cards} cards drawn.\n`);
line("board", board, list, "for the same edit in the list");
line("charts", charts, loops, "for a plain loop over the same history; the page with all its charts, to the paint");
line("forecast", forecast, trials, "for 10,000 trials in JavaScript; the page, to the paint");
console.log(`  longest    ${fixed(longest)} ms, the longest task of a forecast`);
await browser.close();
app.server.close();
