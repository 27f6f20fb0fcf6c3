// The store in a real browser: what is damaged, cleared, erased, out of date or asleep, each with its words.
import { readFileSync } from "node:fs";
import { App, expect, hasNoBarriers, json, test } from "./app.js";

const keys = (page, part) => page.evaluate((part) => Object.keys(localStorage).filter((key) => key.includes(part)), part);
// An edit, a deletion and the like as they come from a tool outside of the page: other tabs hear of it, this one does not.
const put = (page, key, text) => page.evaluate(([key, text]) => (text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text)), [key, text]);
const lists = ["throughline/m/0", "throughline/m/1"];
const newer = () => {
  const text = '{"version":99,"generation":9,"clock":0,"folded":{},"segments":[],"history":[]}';
  let crc = ~0;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return `p${(~crc >>> 0).toString(16).padStart(8, "0")}${text}`;
};

async function written(page) {
  const app = new App(page);
  await app.start();
  await app.write("One", "Two", "Three");
  await app.isSaved();
  return app;
}

async function rename(app, from, to) {
  await app.row(from).locator("[data-cell=title]").dblclick();
  await app.list.getByRole("textbox").fill(to);
  await app.page.keyboard.press("Enter");
}

test("a damaged change is named, the rest opens, and the raw file brings back what can be read", async ({ page }) => {
  const app = await written(page);
  const last = (await keys(page, "/j/")).toSorted((a, b) => Number(a.split("/").at(-1)) - Number(b.split("/").at(-1))).at(-1);
  const text = await page.evaluate((key) => localStorage.getItem(key), last);
  await put(page, last, text.slice(0, -3));
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "A part of what is stored cannot be read. The rest is safe." }).or(page.getByRole("heading", { level: 1, name: "What is stored here cannot be read." }))).toBeVisible();
  await hasNoBarriers(page);
  await page.getByText("What exactly is damaged").click();
  await expect(page.getByText(last)).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download raw data" }).click()]);
  const raw = readFileSync(await download.path(), "utf8");

  await page.getByRole("button", { name: "Open for reading" }).click();
  await expect(page.getByText("For reading only.")).toBeVisible();
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(2);
  await page.keyboard.press("c");
  await page.getByLabel("Title of the new item").fill("Not written");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("This tab is for reading only");
  await page.reload();
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(2);
  expect(await keys(page, "/q/")).toHaveLength(1);
  await page.reload();
  await expect(app.rows).toHaveCount(2);

  await app.erase();
  await page.getByRole("button", { name: "Import…" }).click();
  const sheet = page.getByRole("dialog", { name: "Import" });
  await sheet.getByLabel("File to import").setInputFiles(json(raw, "throughline-raw.json"));
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(2);
});

test("where nothing can be read, nothing is written over until the person begins anew", async ({ page }) => {
  const app = await written(page);
  for (const key of await keys(page, "/j/")) await put(page, key, "p00000000nonsense");
  const before = await keys(page, "/j/");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "What is stored here cannot be read." })).toBeVisible();
  await expect(page.getByLabel("Product")).toHaveCount(0);
  await page.reload();
  expect(await keys(page, "/j/")).toEqual(before);
  await page.getByRole("button", { name: "Begin anew" }).click();
  await expect(page.getByLabel("Product")).toBeVisible();
  expect(await keys(page, "/q/")).toHaveLength(before.length);
  await app.start("Again");
});

test("after two stops right after the start the last change can be left out", async ({ page }) => {
  page.expectedErrors = [/./];
  const app = await written(page);
  for (let stop = 0; stop < 2; stop += 1) {
    await page.evaluate(() => window.dispatchEvent(new CustomEvent("throughline:panic", { detail: "on purpose" })));
    await page.getByRole("dialog", { name: "Throughline has stopped" }).getByRole("button", { name: "Reload" }).click();
    if (stop === 0) await expect(app.row("One")).toBeVisible();
  }
  await expect(page.getByRole("heading", { level: 1, name: "Throughline stopped twice, right after it was opened." })).toBeVisible();
  await expect(page.getByText("“Add “One””")).toBeVisible();
  await hasNoBarriers(page);
  await page.getByRole("button", { name: "Open without it" }).click();
  await expect(app.row("Two")).toBeVisible();
  await expect(app.row("One")).toHaveCount(0);
});

test("an old build leaves newer data alone, at the start and in an open tab", async ({ page, context }) => {
  const app = await written(page);
  const other = await context.newPage();
  await other.goto("");
  await put(other, lists[1], newer());
  await expect(page.getByText("This tab is out of date.")).toBeVisible();
  const before = await keys(page, "throughline/");
  await rename(app, "Two", "Changed by the old build");
  await expect(app.toast).toContainText("for reading only");
  await page.waitForTimeout(1500);
  expect(await keys(page, "throughline/")).toEqual(before);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "A newer Throughline has been here." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Download raw data" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Reload" })).toBeVisible();
});

test("what is cleared under an open tab is noticed, and stored again", async ({ page, context }) => {
  const app = await written(page);
  const other = await context.newPage();
  await other.goto("schema.json");
  await other.evaluate(() => localStorage.clear());
  await expect(page.getByText("What was stored here has been removed, and not by Throughline.")).toBeVisible();
  await page.getByRole("button", { name: "Store it again" }).click();
  await expect(page.getByText("What was stored here has been removed")).toHaveCount(0);
  await rename(app, "Two", "And on");
  await app.isSaved();
  await page.reload();
  await expect(app.row("And on")).toBeVisible();
  await expect(app.rows).toHaveCount(3);
});

test("erasing everything is heard by the other tab, which writes nothing after it", async ({ page, context }) => {
  const app = await written(page);
  const other = new App(await context.newPage());
  await other.open();
  await other.erase();
  await expect(page.getByText("Everything was erased in another tab.")).toBeVisible();
  await rename(app, "Two", "Too late");
  await page.waitForTimeout(1500);
  expect(await keys(page, "/j/")).toEqual([]);
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByLabel("Product")).toBeVisible();
});

test("a tab that slept catches up when it is turned to again", async ({ page, context }) => {
  // A frozen tab gets no events.
  await page.addInitScript(() => window.addEventListener("storage", (event) => event.stopImmediatePropagation(), true));
  const app = await written(page);
  const other = new App(await context.newPage());
  await other.open();
  await rename(other, "Two", "While the other slept");
  await other.isSaved();
  await expect(app.row("While the other slept")).toHaveCount(0);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(app.row("While the other slept")).toBeVisible();
});

test("two tabs at work end up with the same", async ({ page, context }) => {
  test.setTimeout(120_000);
  const app = await written(page);
  const other = new App(await context.newPage());
  await other.open();
  await expect(other.rows).toHaveCount(3);
  const work = async (app, name) => {
    await app.page.keyboard.press("c");
    const field = app.page.getByLabel("Title of the new item");
    for (let n = 0; n < 25; n += 1) {
      await field.fill(`${name} ${n}`);
      await field.press("Enter");
    }
    await field.press("Escape");
    for (const status of ["4", "3", "5"]) {
      await app.page.keyboard.press("s");
      await app.page.keyboard.press(status);
      await app.page.keyboard.press("j");
    }
    await app.isSaved();
  };
  await Promise.all([work(app, "first"), work(other, "second")]);
  await expect(app.rows).toHaveCount(await other.rows.count());
  for (const tab of [app, other]) {
    await tab.page.waitForTimeout(2500);
    await tab.isSaved();
  }
  const [mine, theirs] = [JSON.parse(await app.export()), JSON.parse(await other.export())];
  expect(mine.data).toEqual(theirs.data);
  expect(mine.data.items).toHaveLength(53);
  const numbers = new Set(mine.data.items.map((item) => item.number));
  expect(numbers.size).toBe(53);
  // History says what was mended, in the tab that did it.
  const history = await Promise.all([app, other].map((tab) => tab.page.getByRole("listitem").filter({ hasText: "It gets the next free one." }).count()));
  expect(history[0] + history[1]).toBeGreaterThan(0);
});
