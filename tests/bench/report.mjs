// A report over a year of 10,000 items until it is painted, beside a plain loop over the same history in JavaScript. Medians
// of interleaved runs; nothing here fails on a clock.
import { addTimer, bringIn, history, launch, median, watchTasks } from "./fixture.mjs";
import { serve } from "../../tools/serve.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const ITEMS = 10_000;
const root = new URL("../../", import.meta.url).pathname;

// What was accepted and what was sent back in a year, by month.
const plainLoop = (items, first, last) => {
  const start = performance.now();
  const place = { draft: 0, ready: 1, doing: 2, review: 3, accepted: 4 };
  const months = new Map();
  const returned = [];
  for (const item of items) {
    let done = null;
    for (const change of item.status_log) {
      if (change.to === "accepted") done = change.on;
      else if (change.from && place[change.to] < place[change.from] && change.on >= first && change.on <= last) returned.push(item.number);
    }
    if (done && done >= first && done <= last) months.set(done.slice(0, 7), [...(months.get(done.slice(0, 7)) ?? []), item.number]);
  }
  return { took: performance.now() - start, sum: months.size + returned.length };
};

const browser = await launch();
const app = await serve(`${root}${process.env.DIST ?? "target/bench"}`, 0, "/app/");
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await addTimer(page);
await watchTasks(page);
const now = Date.now();
const document_ = history(now, ITEMS, 0);
await bringIn(page, app.url, document_);
await page.keyboard.press("Escape");
const open = async (key) => {
  await page.evaluate((key) => { location.hash = `#/${key}/communicate/report`; }, key);
  await page.getByRole("region", { name: "As it prints" }).waitFor();
};
// Back to last year and on to this one: each time the whole of a year is drafted.
const step = async (way) => {
  await page.getByRole("button", { name: way }).focus();
  await page.evaluate(() => { window.longest = 0; });
  const took = await page.evaluate(() => window.timed(() => document.activeElement.click()));
  await page.waitForTimeout(300);
  return [took, await page.evaluate(() => window.longest)];
};
await open("ben");
await page.getByRole("button", { name: /^Week/ }).click();
await page.getByRole("menuitemradio", { name: "Year" }).click();

const year = new Date(now).getUTCFullYear();
const history_ = document_.data.items.map(({ number, status_log }) => ({ number, status_log }));
const [past, present, empty, loops, tasks] = [[], [], [], [], []];
for (let run = 0; run < RUNS; run += 1) {
  await open("ben");
  for (const [way, to, of] of [["Earlier", past, year - 1], ["Later", present, year]]) {
    const [took, longest] = await step(way);
    to.push(took);
    tasks.push(longest);
    loops.push((await page.evaluate(`(${plainLoop})(${JSON.stringify(history_)}, "${of}-01-01", "${of}-12-31")`)).took);
  }
  await open("oth");
  await step("Earlier");
  empty.push((await step("Later"))[0]);
}
const fixed = (value) => value.toFixed(1).padStart(8);
console.log(`\nMedians of ${RUNS} interleaved runs; ${ITEMS} items over three years, a report of a year.\n`);
const line = (name, took) => console.log(`  ${name.padEnd(10)} ${fixed(median(took))} ms to the paint: ${(median(took) / median(loops)).toFixed(2)} ×`);
console.log(`  loop       ${fixed(median(loops))} ms, a plain loop over the same history`);
line("last year", past);
line("this year", present);
line("nothing", empty);
console.log(`  longest    ${fixed(Math.max(...tasks))} ms, the longest task`);
await browser.close();
app.server.close();
