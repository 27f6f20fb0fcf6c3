// Items of 600 characters in words that repeat as words do, the same in each run; and the browser to try them in.
import { existsSync } from "node:fs";
import { chromium } from "../e2e/node_modules/@playwright/test/index.mjs";

const words = "rider workshop booking reminder cancel job stand message confirm day price part mechanic page order phone".split(" ");
let seed = 7;
export const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const text = (length) => {
  let out = "";
  while (out.length < length) out += `${words[Math.floor(random() * words.length)]}${Math.floor(random() * 400)} `;
  return out.trim();
};
const list = (count) => `Title,Description\n${Array.from({ length: count }, (_, n) => `Item ${n} ${text(40)},${text(550)}`).join("\n")}\n`;

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

export const launch = () =>
  chromium.launch({
    executablePath: ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync),
    args: ["--no-sandbox", "--js-flags=--expose-gc", "--disable-background-networking"],
  });

// What an act takes to the paint: what runs at once, and every frame after it in which something still changed.
export const addTimer = (page) =>
  page.addInitScript(() => {
    // Until two frames have passed in which nothing changed; frames that wait are not counted.
    const nextTask = () => new Promise((done) => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); });
    window.timed = async (act) => {
      let changes = 0;
      const observer = new MutationObserver((records) => { changes += records.length; });
      observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
      const start = performance.now();
      act();
      await Promise.resolve();
      let took = performance.now() - start;
      for (let quiet = -1; quiet < 2; ) {
        const before = changes;
        // A frame: callbacks, style, layout and paint; the next task comes when it is painted.
        const frame = await new Promise((done) => requestAnimationFrame(() => done(performance.now())));
        await nextTask();
        observer.takeRecords().forEach(() => { changes += 1; });
        // The first frame paints what was done at once.
        const isBusy = quiet < 0 || changes > before;
        if (isBusy) took += performance.now() - frame;
        quiet = isBusy ? 0 : quiet + 1;
      }
      observer.disconnect();
      return took;
    };
  });

// A product with so many items, folded into segments.
export async function fill(page, count) {
  await page.getByLabel("Product").fill("Bench");
  await page.getByRole("button", { name: "Start" }).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("import");
  await page.keyboard.press("Enter");
  await page.getByLabel("File to import").setInputFiles({ name: "bench.csv", mimeType: "text/csv", buffer: Buffer.from(list(count)) });
  await page.getByRole("button", { name: "Bring in" }).click({ timeout: 120_000 });
  await page.getByText(`${count} items`, { exact: true }).waitFor({ timeout: 120_000 });
  await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith("throughline/j/")), null, { timeout: 120_000 });
}

// The longest task since it was last put to nothing, in `window.longest`.
export const watchTasks = (page) =>
  page.addInitScript(() => {
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((task) => { window.longest = Math.max(window.longest, task.duration); })).observe({ type: "longtask", buffered: true });
  });

// Opens the app and brings in a document, given as what its file says.
export async function bringIn(page, url, document) {
  await page.goto(url);
  await page.getByLabel("Product").fill("Other");
  await page.getByRole("button", { name: "Start" }).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("import");
  await page.keyboard.press("Enter");
  await page.getByLabel("File to import").setInputFiles({ name: "bench.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(document)) });
  await page.getByRole("button", { name: "Bring in" }).click({ timeout: 120_000 });
  await page.getByRole("dialog").waitFor({ state: "hidden", timeout: 120_000 }).catch(() => {});
}

// What a key takes to the paint, pressed where the focus is.
export const pressTimed = (page, key) =>
  page.evaluate((key) => window.timed(() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))), key);

// Goes to a list and stands on its fourth row.
export const openList = async (page, path) => {
  await page.evaluate((path) => { location.hash = path; }, path);
  const rows = page.locator("tbody tr[data-id]");
  await rows.first().waitFor({ timeout: 60_000 });
  await rows.nth(3).focus();
};

const DAY = 86_400_000;

// Ids are 16 letters of an alphabet without vowels that look like others.
let next = 0;
const id = () => `b${String((next += 1)).padStart(15, "0")}`;
const day = (at) => new Date(at).toISOString().slice(0, 10);

// A product whose items went through their states over three years, the last of them in a sprint that runs.
export function history(now, count, cards) {
  const product = id();
  const sprint = id();
  const items = [];
  for (let n = 0; n < count; n += 1) {
    const inSprint = n >= count - cards;
    const asked = now - Math.floor((1 - n / count) * 3 * 365) * DAY - 20 * DAY;
    const states = inSprint ? ["draft", "ready", "doing", "review", "accepted"].slice(0, 2 + (n % 4)) : ["draft", "ready", "doing", "review", "accepted"];
    let at = asked;
    const log = states.map((to, place) => {
      const change = { id: id(), at, on: day(at), to, ...(place > 0 ? { from: states[place - 1] } : {}) };
      at = Math.min(now, at + Math.floor(random() * 6) * DAY);
      return change;
    });
    items.push({
      id: id(), created_at: asked, updated_at: at, product, number: n + 1, title: `Item ${n}`, type: "story",
      status: states.at(-1), status_log: log, rank: `a${String(n).padStart(6, "0")}1`, estimate: 10 * (1 + (n % 8)),
      ...(inSprint ? { sprint, sprint_log: [{ id: id(), at: now - 4 * DAY, on: day(now - 4 * DAY), to: sprint }] } : {}),
    });
  }
  const products = [{ id: product, created_at: now, updated_at: now, name: "Bench", key: "BEN", last_item: count }];
  const sprints = [{
    id: sprint, created_at: now, updated_at: now, product, number: 1, name: "Sprint 1", rank: "a0",
    first: day(now - 4 * DAY), last: day(now + 9 * DAY),
    steps: [{ id: id(), to: "running", on: day(now - 4 * DAY) }],
  }];
  return { format: "throughline", version: 1, app: "0.1.0", exported_at: new Date(now).toISOString(), data: { products, items, sprints } };
}
