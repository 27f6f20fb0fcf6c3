// What it costs to work with 1,000 and 10,000 items, as ratios to a plain page of 1,000 rows in the same run.
//
// What is timed begins with the act and ends when the last frame that it changes is painted. Medians of interleaved runs; nothing here fails on a clock.
import { readFile, readdir } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { serve } from "../../tools/serve.mjs";
import { addTimer, fill, launch, median, random } from "./fixture.mjs";

const RUNS = Number(process.env.RUNS ?? 30);
const STARTS = Math.min(RUNS, 10);
const SCROLLS = Math.min(RUNS, 10);
const root = new URL("../../", import.meta.url).pathname;
const fixed = (value, digits = 2) => value.toFixed(digits).padStart(8);

const browser = await launch();
const app = await serve(`${root}target/bench`, 0, "/app/");
const base = await serve(`${root}tests/bench`, 0, "/");

// Frames of 180 that are not drawn while the whole list goes by in three seconds.
const dropped = (page, selector) =>
  page.evaluate(async (selector) => {
    const main = selector ? document.querySelector(selector) : document.scrollingElement;
    main.scrollTo(0, 0);
    await new Promise((done) => setTimeout(done, 500));
    const length = main.scrollHeight - main.clientHeight;
    const start = performance.now();
    let frames = 0;
    await new Promise((done) => {
      const step = () => {
        const part = (performance.now() - start) / 3000;
        main.scrollTop = part * length;
        frames += 1;
        if (part < 1) requestAnimationFrame(step);
        else done();
      };
      requestAnimationFrame(step);
    });
    main.scrollTo(0, 0);
    return Math.max(0, 180 - frames);
  }, selector);

// A start with what is stored and nothing that the browser has kept: when the first row is there, and the longest task.
async function coldStart(entries, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${app.url}schema.json`);
  await page.evaluate((entries) => entries.forEach(([key, text]) => localStorage.setItem(key, text)), entries);
  await page.addInitScript(() => {
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((task) => { window.longest = Math.max(window.longest, task.duration); })).observe({ type: "longtask", buffered: true });
  });
  await page.goto(url);
  await page.locator("tr[data-id]").first().waitFor();
  const load = await page.evaluate(() => performance.now());
  // Tasks are told some time after they ended.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1000)));
  const longest = await page.evaluate(() => window.longest);
  await context.close();
  return { load, longest };
}

async function plainPage() {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await addTimer(page);
  await page.goto(`${base.url}plain.html`);
  await page.evaluate(() => {
    const body = document.querySelector("tbody");
    for (let n = 0; n < 1000; n += 1) body.insertAdjacentHTML("beforeend", `<tr tabindex=-1><td>P-${n}<td>Item ${n}<td>Draft`);
  });
  let at = 0;
  return {
    page,
    // Selecting a row: what everything is compared with.
    select: () => page.evaluate((at) => window.timed(() => {
      document.querySelector("[aria-selected=true]")?.removeAttribute("aria-selected");
      const row = document.querySelectorAll("tr")[at];
      row.setAttribute("aria-selected", "true");
      row.focus();
    }), (at = (at + 7) % 1000)),
  };
}

async function appPage(count) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await addTimer(page);
  await page.addInitScript(() => {
    window.units = 0;
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (key.startsWith("throughline/j/")) window.units += key.length + value.length;
      return Reflect.apply(set, this, [key, value]);
    };
    // A key press and everything the app does for it, microtasks and layout among it.
    window.press = (key, options = {}) => {
      const act = () => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }));
      return window.timed(act);
    };
    window.type = (box, text) =>
      window.timed(() => {
        box.value = text;
        box.dispatchEvent(new InputEvent("input", { bubbles: true }));
      });
  });
  await page.goto(app.url);
  await fill(page, count);
  const share = await page.evaluate(() => Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0) / 5_242_880);
  const entries = await page.evaluate(() => Object.entries(localStorage));
  const starts = [];
  for (let run = 0; run < STARTS; run += 1) starts.push(await coldStart(entries, page.url()));
  const memory = await page.evaluate(() => { globalThis.gc?.(); return performance.memory?.usedJSHeapSize ?? 0; });
  await page.locator("tr[data-id]").nth(5).click({ position: { x: 500, y: 10 } });
  await page.keyboard.press("Escape");
  return { page, share, load: median(starts.map((it) => it.load)), longest: median(starts.map((it) => it.longest)), memory };
}

async function unitsOf(page, act) {
  const before = await page.evaluate(() => window.units);
  await act();
  return (await page.evaluate(() => window.units)) - before;
}

const results = {};
for (const count of [1000, 10_000]) {
  const plain = await plainPage();
  const { page, share, load, longest, memory } = await appPage(count);
  const times = { baseline: [], edit: [], add: [], move: [], bottomToTop: [], filter: [], palette: [] };
  const status = async () => {
    await page.keyboard.press("s");
    return page.evaluate((key) => window.press(key), String(1 + Math.floor(random() * 6)));
  };
  for (let run = 0; run < RUNS; run += 1) {
    times.baseline.push(await plain.select());
    times.edit.push(await status());
    times.move.push(await page.evaluate((down) => window.press(down ? "ArrowDown" : "ArrowUp", { ctrlKey: true, shiftKey: true }), run % 2 === 0));
    await page.keyboard.press("End");
    times.bottomToTop.push(await page.evaluate(() => window.press("Home", { ctrlKey: true, shiftKey: true })));
    await page.keyboard.press("c");
    times.add.push(await page.evaluate(async (run) => {
      document.activeElement.value = `Added ${run}`;
      return window.press("Enter");
    }, run));
    await page.keyboard.press("Escape");
    times.filter.push(await page.evaluate(async () => {
      const box = document.querySelector(".head .search input");
      const took = await window.type(box, "r");
      await window.type(box, "");
      return took;
    }));
    await page.keyboard.press("Control+k");
    times.palette.push(await page.evaluate(() => window.type(document.activeElement, "item 9")));
    await page.keyboard.press("Escape");
    await page.locator("tr[data-id]").nth(3).click({ position: { x: 500, y: 10 } });
    await page.keyboard.press("Escape");
  }
  const frames = { app: [], plain: [] };
  for (let run = 0; run < SCROLLS; run += 1) {
    frames.app.push(await dropped(page, "#main"));
    frames.plain.push(await dropped(plain.page));
  }
  await page.locator("main").evaluate((main) => main.scrollTo(0, 0));
  await page.locator("tr[data-id]").nth(3).click({ position: { x: 500, y: 10 } });
  await page.keyboard.press("Escape");
  const units = {
    status: await unitsOf(page, async () => { for (const state of ["2", "3"]) { await page.keyboard.press("s"); await page.keyboard.press(state); } }),
    move: await unitsOf(page, () => page.keyboard.press("Control+Shift+ArrowDown")),
  };
  results[count] = { times, share, load, longest, memory, frames, units };
  await page.close();
  await plain.page.close();
}

console.log(`\nMedians of ${RUNS} interleaved runs; × is the ratio to selecting a row in a plain page of 1,000 rows.\n`);
for (const [count, { times, share, load, longest, memory, frames, units }] of Object.entries(results)) {
  const unit = median(times.baseline);
  console.log(`${count} items`);
  for (const [name, values] of Object.entries(times)) console.log(`  ${name.padEnd(12)} ${fixed(median(values))} ms ${fixed(median(values) / unit)} ×`);
  console.log(`  load         ${fixed(load)} ms, from navigation to the first row in a browser that has kept nothing; the longest task ${fixed(longest, 0)} ms`);
  console.log(`  scroll       ${fixed(median(frames.app), 0)} of 180 frames dropped while the whole list went by in 3 s; the plain page ${fixed(median(frames.plain), 0)}`);
  console.log(`  search       ${fixed(median(times.filter) / median(times.edit))} × an edit, for the first letter of a broad one`);
  console.log(`  written      ${String(units.status).padStart(8)} units for two changes of status, ${units.move} for a move`);
  console.log(`  stored       ${fixed(share * 100, 1)} % of the limit; ${fixed(memory / 1e6, 1)} MB of JavaScript heap\n`);
}
const sizes = { raw: 0, gzip: 0, brotli: 0 };
for (const name of (await readdir(`${root}target/bench`)).filter((name) => name !== "schema.json")) {
  const bytes = await readFile(`${root}target/bench/${name}`);
  sizes.raw += bytes.length;
  sizes.gzip += gzipSync(bytes, { level: 9 }).length;
  sizes.brotli += brotliCompressSync(bytes).length;
}
console.log(`loaded bytes: ${sizes.raw} raw, ${sizes.gzip} gzip, ${sizes.brotli} brotli`);
await browser.close();
app.server.close();
base.server.close();
