// The duties over 10,000 items: from the address of the Guide until they are counted, with and without the items, beside a plain
// loop over the same records in JavaScript. Medians of interleaved runs; nothing here fails on a clock.
import { bringIn, history, launch, median, watchTasks } from "./fixture.mjs";
import { serve } from "../../tools/serve.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const ITEMS = 10_000;
const root = new URL("../../", import.meta.url).pathname;

// The latest of each thing that the duties ask of an item.
const plainLoop = (items) => {
  const start = performance.now();
  const last = {};
  const see = (what, at) => { if (!(last[what] >= at)) last[what] = at; };
  for (const item of items) {
    see("made", item.created_at);
    see("touched", item.updated_at);
    if (item.estimate !== undefined) see("estimated", item.updated_at);
    if (item.type === "story" || item.type === "epic") see("written", item.created_at);
    if (item.delegate) see("delegated", item.updated_at);
    if (item.blocked_by) see("waits", item.updated_at);
    for (const criterion of item.criteria ?? []) for (const run of criterion.runs ?? []) see("tried", run.at);
    for (const change of item.status_log) {
      if (change.from) see("moved", change.at);
      if (change.from && change.to === "accepted") see(item.initiative ? "served" : "done", change.at);
    }
    for (const block of item.blocked ?? []) if (block.until) see("freed", block.until);
    for (const question of item.questions ?? []) if (question.answered_at) see("answered", question.answered_at);
    for (const comment of item.comments ?? []) see("remarked", comment.at);
    for (const change of item.sprint_log ?? []) if (change.to) see("pulled", change.at);
  }
  return { took: performance.now() - start, sum: Object.keys(last).length };
};

const browser = await launch();
const app = await serve(`${root}${process.env.DIST ?? "target/bench"}`, 0, "/app/");
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await watchTasks(page);
const document_ = history(Date.now(), ITEMS, 0);
await bringIn(page, app.url, document_);
await page.keyboard.press("Escape");

// Until the duty of the backlog has the state it comes to.
const open = async (key, state) => {
  await page.evaluate((key) => { location.hash = `#/${key}/settings`; }, key);
  await page.evaluate((key) => { location.hash = `#/${key}/strategy`; }, key);
  await page.getByRole("heading", { level: 1, name: "Strategy" }).waitFor();
  await page.waitForTimeout(300);
  return page.evaluate(([key, state]) => new Promise((done) => {
    window.longest = 0;
    const start = performance.now();
    const look = () => {
      if (document.querySelector("#duty-24 .state")?.textContent === state) done(performance.now() - start);
      else requestAnimationFrame(look);
    };
    location.hash = `#/${key}/guide`;
    look();
  }), [key, state]);
};

const [full, bare, loops, tasks] = [[], [], [], []];
for (let run = 0; run < RUNS; run += 1) {
  full.push(await open("ben", "Live"));
  tasks.push(await page.evaluate(() => window.longest));
  bare.push(await open("oth", "Never used"));
  loops.push((await page.evaluate(`(${plainLoop})(${JSON.stringify(document_.data.items)})`)).took);
}
const fixed = (value) => value.toFixed(1).padStart(8);
const walk = median(full) - median(bare);
console.log(`\nMedians of ${RUNS} interleaved runs; 67 duties over ${ITEMS} items.\n`);
console.log(`  loop       ${fixed(median(loops))} ms, a plain loop over the same items`);
console.log(`  full       ${fixed(median(full))} ms from the address until the duties are counted`);
console.log(`  bare       ${fixed(median(bare))} ms, the same of a product without items`);
console.log(`  walk       ${fixed(walk)} ms, the difference: ${(walk / median(loops)).toFixed(2)} ×`);
console.log(`  longest    ${fixed(Math.max(...tasks))} ms, the longest task`);
await browser.close();
app.server.close();
