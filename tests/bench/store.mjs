// What the store costs with 10,000 items of 600 characters: writing an edit, until it is said to be saved, reading at a start,
// folding in steady work.
// Each figure is a ratio to something simpler in the same run; nothing here fails on a clock.
import { readdirSync } from "node:fs";
import { serve } from "../../tools/serve.mjs";
import { fill, launch, median } from "./fixture.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const MINUTES = Number(process.env.MINUTES ?? 1);
const root = new URL("../../target/bench/", import.meta.url).pathname;
const fixed = (value) => value.toFixed(2).padStart(8);

const browser = await launch();
const app = await serve(root, 0, "/app/");
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.addInitScript(() => {
  Object.assign(window, { setting: 0, units: 0, folded: 0, marks: {} });
  const set = Storage.prototype.setItem;
  window.setAlone = (key, value) => Reflect.apply(set, localStorage, [key, value]);
  Storage.prototype.setItem = function (key, value) {
    const start = performance.now();
    Reflect.apply(set, this, [key, value]);
    window.setting += performance.now() - start;
    const part = key.startsWith("throughline/j/") ? "units" : "folded";
    window[part] += key.length + value.length;
  };
  new PerformanceObserver((entries) => entries.getEntries().forEach((mark) => { window.marks[mark.name] = mark.startTime; })).observe({ type: "mark" });
});
await page.goto(app.url);
await fill(page, 10_000);

const module = readdirSync(root).find((name) => /^throughline-.*\.js$/.test(name));
const times = { read: [], parse: [], edit: [], whole: [], saved: [], strict: [] };
const state = async (key) => {
  await page.keyboard.press("s");
  await page.keyboard.press(key);
};
for (let run = 0; run < RUNS; run += 1) {
  await page.reload();
  await page.locator("tr[data-id]").first().waitFor();
  times.read.push(await page.evaluate(() => window.marks["throughline:opened"] - window.marks["throughline:open"]));
  times.parse.push(await page.evaluate(async (module) => (await import(`./${module}`)).parse_alone(), module));
  await page.locator("tr[data-id]").nth(5).click({ position: { x: 500, y: 10 } });
  await page.keyboard.press("Escape");
  const before = await page.evaluate(() => window.setting);
  await state(String(2 + (run % 4)));
  times.edit.push((await page.evaluate(() => window.setting)) - before);
  // The same work as one text under one key, as short as it is stored.
  times.whole.push(await page.evaluate(() => {
    const parts = Object.keys(localStorage).filter((key) => key.startsWith("throughline/s/")).map((key) => localStorage.getItem(key));
    const whole = parts.join("").slice(0, 2_000_000);
    const start = performance.now();
    window.setAlone("whole", whole);
    const took = performance.now() - start;
    localStorage.removeItem("whole");
    return took;
  }));
}
// From the key to the word “Saved”, beside a strict write of as much to a database of its own.
await page.evaluate(() => {
  window.untilSaved = (key) =>
    new Promise((done) => {
      const state = document.querySelector('[aria-label="Save state"]');
      const start = performance.now();
      let isSaving = false;
      const watch = new MutationObserver(() => {
        isSaving ||= state.textContent.startsWith("Saving");
        if (!isSaving || !state.textContent.startsWith("Saved")) return;
        watch.disconnect();
        done(performance.now() - start);
      });
      watch.observe(state, { subtree: true, childList: true, characterData: true });
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    });
  window.strictWrite = () =>
    new Promise((done) => {
      const opening = indexedDB.open("alone");
      opening.onupgradeneeded = () => opening.result.createObjectStore("alone");
      opening.onsuccess = () => {
        const start = performance.now();
        const writing = opening.result.transaction("alone", "readwrite", { durability: "strict" });
        writing.objectStore("alone").put("x".repeat(600), 1);
        writing.oncomplete = () => {
          opening.result.close();
          done(performance.now() - start);
        };
      };
    });
});
for (let run = 0; run < RUNS; run += 1) {
  await page.keyboard.press("s");
  await page.getByRole("menu").waitFor();
  times.saved.push(await page.evaluate((key) => window.untilSaved(key), String(2 + ((run + RUNS) % 4))));
  times.strict.push(await page.evaluate(() => window.strictWrite()));
}
const written = await page.evaluate(() => ({ units: window.units, folded: window.folded }));
const start = Date.now();
let edits = 0;
while (Date.now() - start < MINUTES * 60_000) {
  await page.keyboard.press("j");
  await state(String(2 + (edits % 4)));
  edits += 1;
  await page.waitForTimeout(100);
}
const after = await page.evaluate(() => ({ units: window.units, folded: window.folded }));
// Then the desk is left alone, and the journal is folded at its own pace.
if (MINUTES > 0) await page.waitForTimeout(60_000);
const atRest = await page.evaluate(() => window.folded);

console.log(`\nThe store with 10,000 items, medians of ${RUNS} runs.\n`);
console.log(`  setItem of an edit          ${fixed(median(times.edit))} ms ${fixed(median(times.edit) / median(times.whole))} × a save of the whole as one text (${fixed(median(times.whole)).trim()} ms)`);
console.log(`  a key until “Saved”         ${fixed(median(times.saved))} ms ${fixed(median(times.saved) / median(times.strict))} × a strict write alone (${fixed(median(times.strict)).trim()} ms); the longest ${fixed(Math.max(...times.saved)).trim()} ms`);
console.log(`  read, inflate, parse, index ${fixed(median(times.read))} ms ${fixed(median(times.read) / median(times.parse))} × serde_json alone (${fixed(median(times.parse)).trim()} ms)`);
console.log(`  steady work                 ${edits} edits in ${MINUTES} min: ${after.units - written.units} units in the journal, ${after.folded - written.folded} for folding; ${atRest - after.folded} in the minute of rest after it\n`);
await browser.close();
app.server.close();
