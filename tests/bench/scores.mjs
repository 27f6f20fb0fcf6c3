// 10,000 scored items: a changed input until the list is painted in its new order, beside a plain sort of the same array in
// JavaScript and an edit of the backlog. Medians of interleaved runs; nothing here fails on a clock.
import { addTimer, bringIn, launch, median, openList, pressTimed, random, watchTasks } from "./fixture.mjs";
import { serve } from "../../tools/serve.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const ITEMS = 10_000;
const root = new URL("../../", import.meta.url).pathname;

let next = 0;
const id = () => `e${String((next += 1)).padStart(15, "0")}`;
const some = (most) => 1 + Math.floor(random() * most);

function scored(now) {
  const product = id();
  const items = Array.from({ length: ITEMS }, (_, n) => ({
    id: id(), created_at: now, updated_at: now, product, number: n + 1, title: `Item ${n}`, type: "story", status: "ready",
    rank: `a${String(n).padStart(6, "0")}1`, reach: some(5_000), impact: 25 * some(12), confidence_percent: some(100), person_months: some(900),
  }));
  const products = [{ id: product, created_at: now, updated_at: now, name: "Bench", key: "BEN", last_item: ITEMS }];
  return { format: "throughline", version: 1, app: "0.1.0", exported_at: new Date(now).toISOString(), data: { products, items } };
}

const plainSort = (inputs) => {
  const start = performance.now();
  const scores = inputs.map((it, at) => ({ at, score: (it.reach * it.impact * it.confidence_percent) / it.person_months }));
  scores.sort((a, b) => b.score - a.score);
  return performance.now() - start;
};

const browser = await launch();
const app = await serve(`${root}${process.env.DIST ?? "target/bench"}`, 0, "/app/");
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await addTimer(page);
await watchTasks(page);
const document_ = scored(Date.now());
await bringIn(page, app.url, document_);

const [ranks, edits, sorts, tasks] = [[], [], [], []];
const inputs = document_.data.items.map(({ reach, impact, confidence_percent, person_months }) => ({ reach, impact, confidence_percent, person_months }));
for (let run = 0; run < RUNS; run += 1) {
  await openList(page, "#/ben/backlog/prioritise");
  await page.locator("tbody tr[data-id]").nth(3).locator("[data-cell=reach]").click();
  await page.getByRole("combobox").fill(String(some(5_000)));
  await page.evaluate(() => { window.longest = 0; });
  ranks.push(await pressTimed(page, "Enter"));
  await page.waitForTimeout(700);
  tasks.push(await page.evaluate(() => window.longest));
  sorts.push(await page.evaluate(`(${plainSort})(${JSON.stringify(inputs)})`));
  await openList(page, "#/ben/backlog");
  await pressTimed(page, "s");
  edits.push(await pressTimed(page, String(1 + (run % 3))));
}
const mounted = await page.locator("tbody tr[data-id]").count();
const fixed = (value) => value.toFixed(1).padStart(8);
console.log(`\nMedians of ${RUNS} interleaved runs; ${ITEMS} scored items, ${mounted} rows mounted.\n`);
console.log(`  rank       ${fixed(median(ranks))} ms from a changed input to the paint; ${fixed(median(edits))} ms for an edit of the backlog, ${fixed(median(sorts))} ms for a plain sort`);
console.log(`  reasons    ${fixed(median(tasks))} ms, the longest task from there until ranks, changes and disagreements stand`);
await browser.close();
app.server.close();
