// What the store costs with 10,000 items of 600 characters: writing an edit, reading at a start, folding in steady work.
// Each figure is a ratio to something simpler in the same run; nothing here fails on a clock.
import { existsSync, readdirSync } from "node:fs";
import { chromium } from "../e2e/node_modules/@playwright/test/index.mjs";
import { serve } from "../../tools/serve.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const MINUTES = Number(process.env.MINUTES ?? 1);
const root = new URL("../../target/bench/", import.meta.url).pathname;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const fixed = (value) => value.toFixed(2).padStart(8);

const words = "rider workshop booking reminder cancel job stand message confirm day price part mechanic page order phone".split(" ");
let seed = 7;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const text = (length) => {
  let out = "";
  while (out.length < length) out += `${words[Math.floor(random() * words.length)]}${Math.floor(random() * 400)} `;
  return out.trim();
};
const list = (count) => `Title,Description\n${Array.from({ length: count }, (_, n) => `Item ${n} ${text(40)},${text(550)}`).join("\n")}\n`;

const browser = await chromium.launch({
  executablePath: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync),
  args: ["--no-sandbox", "--disable-background-networking"],
});
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
await page.getByLabel("Product").fill("Bench");
await page.getByRole("button", { name: "Start" }).click();
await page.keyboard.press("Control+k");
await page.getByRole("combobox").fill("import");
await page.keyboard.press("Enter");
await page.getByLabel("File to import").setInputFiles({ name: "bench.csv", mimeType: "text/csv", buffer: Buffer.from(list(10_000)) });
await page.getByRole("button", { name: "Bring in" }).click({ timeout: 120_000 });
await page.getByText("10000 items", { exact: true }).waitFor({ timeout: 120_000 });
await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith("throughline/j/")), null, { timeout: 120_000 });

const module = readdirSync(root).find((name) => /^throughline-.*\.js$/.test(name));
const times = { read: [], parse: [], edit: [], whole: [] };
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

console.log(`\nThe store with 10,000 items, medians of ${RUNS} runs.\n`);
console.log(`  setItem of an edit          ${fixed(median(times.edit))} ms ${fixed(median(times.edit) / median(times.whole))} × a save of the whole as one text (${fixed(median(times.whole)).trim()} ms)`);
console.log(`  read, inflate, parse, index ${fixed(median(times.read))} ms ${fixed(median(times.read) / median(times.parse))} × serde_json alone (${fixed(median(times.parse)).trim()} ms)`);
console.log(`  steady work                 ${edits} edits in ${MINUTES} min: ${after.units - written.units} units in the journal, ${after.folded - written.folded} for folding\n`);
await browser.close();
app.server.close();
