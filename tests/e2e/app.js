// What every test needs: a page that fails on any console error, and the words a person uses for what is on it.
import { test as base, expect } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";

export { expect };

export const test = base.extend({
  page: async ({ page }, use) => {
    const errors = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(String(error)));
    page.expectedErrors = [];
    if (process.env.LATE_FRAMES) await page.addInitScript(lateFrames, Number(process.env.LATE_FRAMES));
    await use(page);
    const unexpected = errors.filter((error) => !page.expectedErrors.some((known) => known.test(error)));
    expect(unexpected, "console errors").toEqual([]);
  },
});

// As on a machine that is busy elsewhere: a frame comes late, the keys do not. What then fails races the app.
function lateFrames(ms) {
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (paint) => frame(() => setTimeout(() => paint(performance.now()), ms));
}

// Goes to an address.
export const at = (page, hash) => page.evaluate((hash) => (location.hash = hash), hash);

// The file that comes of something pressed.
export async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { name: download.suggestedFilename(), bytes, text: bytes.toString("utf8") };
}

// The app, at the list of a name.
export class App {
  constructor(page, list = "Backlog") {
    this.page = page;
    this.list = page.getByRole("grid", { name: list });
    this.rows = this.list.locator("tbody tr[data-id]");
    this.inspector = page.getByRole("complementary", { name: "Inspector" });
    this.toast = page.getByRole("region", { name: "Message" });
    this.saved = page.getByRole("status", { name: "Save state" });
    this.undo = page.getByRole("button", { name: "Undo", exact: true }).first();
    this.redo = page.getByRole("button", { name: "Redo", exact: true });
  }

  async open(path = "") {
    await this.page.goto(path);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  async start(name = "Spoke") {
    await this.open();
    await this.page.getByLabel("Product").fill(name);
    await this.page.getByRole("button", { name: "Start", exact: true }).click();
    await this.skipFirstSteps();
    await this.go("Backlog");
  }

  // Past vision and list; with nothing to put in order the roadmap is next.
  async skipFirstSteps() {
    await this.page.getByRole("button", { name: "Skip" }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: "What do you have already?" })).toBeVisible();
    await this.page.getByRole("button", { name: "Skip" }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: "Roadmap" })).toBeVisible();
  }

  // The sample product, at a place.
  async sample(place = "Today") {
    await this.open();
    await this.page.getByRole("button", { name: "Explore the sample" }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
    await this.go(place);
  }

  async go(place) {
    const places = this.page.getByRole("button", { name: "Places" });
    if (await places.isVisible()) await places.click();
    await this.page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: place }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: place, exact: true })).toBeVisible();
  }

  // Writes items in the order of the list, and goes to the first.
  async write(...titles) {
    await this.page.keyboard.press("c");
    const field = this.page.getByLabel("Title of the new item");
    for (const title of titles) {
      await field.fill(title);
      await field.press("Enter");
    }
    await field.press("Escape");
    await expect(this.rows).toHaveCount(titles.length);
    await this.rows.first().focus();
  }

  row(name) {
    return this.rows.filter({ has: this.page.locator("[data-cell=title]").filter({ hasText: name }) });
  }

  cell(name, column) {
    return this.row(name).locator(`[data-cell=${column}]`);
  }

  async titles() {
    return this.list.locator("[data-cell=title]").allTextContents();
  }

  async isSaved() {
    await expect(this.saved).toHaveText(/^Saved \d/);
  }

  async import(files, { press = "Bring in" } = {}) {
    await this.page.keyboard.press("Control+k");
    await this.page.getByRole("combobox").fill("import");
    await this.page.keyboard.press("Enter");
    const sheet = this.page.getByRole("dialog", { name: "Import" });
    await sheet.getByLabel("File to import").setInputFiles(files);
    if (press) await sheet.getByRole("button", { name: press }).click();
    return sheet;
  }

  async export() {
    await this.page.goto("#/settings/data");
    const button = this.page.getByRole("button", { name: "Export everything" });
    return (await downloaded(this.page, () => button.click())).text;
  }

  // What the list in view goes out as, for a spreadsheet; by the words that do it, wherever it is.
  async savedList() {
    await this.page.keyboard.press("Control+k");
    await this.page.getByRole("combobox").fill("save this list");
    return (await downloaded(this.page, () => this.page.keyboard.press("Enter"))).text;
  }

  async erase() {
    await this.page.goto("#/settings/data");
    await this.page.getByRole("button", { name: "Erase everything…" }).click();
    const dialog = this.page.getByRole("dialog");
    const word = await dialog.locator("label b").textContent();
    await dialog.getByRole("textbox").fill(word);
    await dialog.getByRole("button", { name: "Erase everything", exact: true }).click();
    await expect(this.page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
  }
}

export const csv = (text, name = "list.csv") => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
export const json = (value, name = "file.json") => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
});

// Numbers below a bound that come by chance, and the same in each run.
export function chance(seed) {
  return (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
}

// Waits for so many frames: what hears of scrolling hears of it in the next, and what scrolls by itself moves in each.
export const frames = (page, count) =>
  page.evaluate(async (count) => {
    for (let left = count; left > 0; left -= 1) await new Promise((done) => requestAnimationFrame(done));
  }, count);

// Waits until what was asked for is drawn and what moves has come to rest.
export async function isStill(page) {
  await frames(page, 2);
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((it) => it.effect.getComputedTiming().endTime < Infinity).map((it) => it.finished)));
}

// Whatever a rule finds is shown with the element, so that the failure says what to mend. The app has no frames and nobody
// reads what passed: without both it takes a fifth of the time.
export async function hasNoBarriers(page) {
  // A colour on its way to another is none of either.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((it) => it instanceof CSSTransition).map((it) => it.finished)));
  const found = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  expect(found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary}`).join(" | ")}`)).toEqual([]);
}
