// History: any page as of any step, compared with now, and brought back.
import { App, expect, hasNoBarriers, test } from "./app.js";

const on = (page, day, time = "09:00") => page.clock.setFixedTime(new Date(`2026-11-${day}T${time}:00+01:00`));
const FRIDAY = 20;
const MONDAY = 23;

// What a page says once it has gone quiet: some of it is computed after the first look at it.
const atRest = (main) =>
  main.evaluate(
    (main) =>
      new Promise((resolve) => {
        const quiet = () => setTimeout(() => (observer.disconnect(), resolve(main.innerText)), 600);
        let timer = quiet();
        const observer = new MutationObserver(() => (clearTimeout(timer), (timer = quiet())));
        observer.observe(main, { subtree: true, childList: true, characterData: true });
      }),
  );

class History extends App {
  constructor(page) {
    super(page);
    this.panel = page.getByRole("complementary", { name: "History" });
    this.slider = this.panel.getByRole("slider", { name: "Moment" });
    this.past = page.getByRole("region", { name: "The past" });
    this.main = page.getByRole("main");
  }

  // By keyboard: the panel, and so many steps back from now.
  async back(steps) {
    await this.page.keyboard.press("g");
    await this.page.keyboard.press("h");
    await expect(this.panel).toBeVisible();
    await this.slider.focus();
    for (let step = 0; step < steps; step += 1) await this.slider.press("ArrowLeft");
    await expect(this.past).toContainText("As of");
  }

  step(label) {
    return this.panel.getByRole("button", { name: label, exact: true });
  }

  async rename(title) {
    const field = this.inspector.getByRole("textbox", { name: "Title", exact: true });
    await field.fill(title);
    await field.press("Tab");
    await this.isSaved();
  }
}

test("every place shows a past day as it was, changes nothing, and now is back at once", async ({ page }) => {
  const app = new History(page);
  // The bar takes some height, and rows nobody could see are not drawn.
  await page.setViewportSize({ width: 1440, height: 3000 });
  await on(page, FRIDAY);
  await app.sample("Backlog");
  await app.isSaved();
  const places = ["Today", "Strategy", "Discovery", "Roadmap", "Backlog", "Delivery", "Outcomes", "Communicate", "Guide"];
  const read = async () => {
    const texts = {};
    for (const place of places) {
      await app.go(place);
      texts[place] = await atRest(app.main);
    }
    return texts;
  };
  const friday = await read();
  await on(page, MONDAY);
  await app.go("Backlog");
  await app.rows.first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.getByRole("dialog").getByRole("button", { name: /^Delete/ }).click();
  await app.isSaved();
  const monday = await read();
  expect(monday.Backlog).not.toEqual(friday.Backlog);

  await app.go("Backlog");
  await app.back(2);
  await expect(app.past).toContainText(/As of Friday.*20/);
  await expect(app.slider).toHaveAttribute("aria-valuetext", /Friday.*20.*09:00/);
  await app.panel.getByRole("button", { name: "Close" }).click();
  expect(await read()).toEqual(friday);

  await app.go("Backlog");
  await page.keyboard.press("c");
  await page.keyboard.type("Not then");
  await expect(app.toast).toContainText(/You look at Friday.*Go back to now to change something/);
  await expect(page.getByLabel("Title of the new item")).toHaveValue("");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Back to now" }).click();
  await expect(app.past).toHaveCount(0);
  expect(await read()).toEqual(monday);
});

test("one record, or everything, is restored in a step that Undo takes back, by keyboard", async ({ page }) => {
  const app = new History(page);
  await on(page, FRIDAY);
  await app.start();
  await app.write("One", "Two");
  await app.isSaved();
  await on(page, MONDAY);
  await app.row("One").focus();
  await page.keyboard.press("Enter");
  await app.rename("Uno");
  await app.inspector.getByRole("button", { name: "History of this" }).press("Enter");
  await expect(app.panel.getByRole("listitem")).toHaveCount(2);
  await app.step("Add “One”").press("Enter");
  await expect(app.past).toContainText("As of Friday");
  await expect(app.row("One")).toBeVisible();
  await app.past.getByRole("button", { name: "Restore this record" }).press("Enter");
  await expect(app.past).toHaveCount(0);
  await expect(app.row("One")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(app.row("Uno")).toBeVisible();

  await app.panel.getByRole("button", { name: "Close" }).press("Enter");
  await app.row("Two").focus();
  await page.keyboard.press("Delete");
  await expect(app.rows).toHaveCount(1);
  await page.keyboard.press("c");
  await page.getByLabel("Title of the new item").fill("Three");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await app.isSaved();
  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await app.step("Add “Two”").press("Enter");
  await expect(app.past).toContainText("As of Friday");
  await app.past.getByRole("button", { name: "Compare with now" }).press("Enter");
  const compared = page.getByRole("dialog", { name: "Compared with now" });
  await expect(compared.getByRole("heading", { level: 3 })).toHaveText([
    "Changed since: 1 item", "New since: 1 item", "Gone since: 1 item",
  ]);
  await expect(compared.getByRole("listitem").filter({ hasText: "One" })).toContainText("Title One → Uno");
  await hasNoBarriers(page);
  await page.keyboard.press("Escape");
  await app.past.getByRole("button", { name: "Restore everything…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Restore everything?" });
  await expect(dialog).toContainText("2 records");
  await dialog.getByRole("button", { name: "Restore everything" }).press("Enter");
  await expect(app.past).toHaveCount(0);
  await expect(app.rows).toHaveCount(2);
  expect(await app.titles()).toEqual(["One", "Two"]);
  await page.keyboard.press("Control+z");
  await expect(app.row("Three")).toBeVisible();
  await expect(app.row("Uno")).toBeVisible();
});

test("a reload while one looks back comes back to now, and nothing was written", async ({ page }) => {
  const app = new History(page);
  await app.start();
  await app.write("One");
  await app.isSaved();
  const stored = () => page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => /throughline\/[jms]/.test(key)).sort()));
  const before = await stored();
  await app.back(3);
  await expect(app.rows).toHaveCount(0);
  expect(await stored()).toEqual(before);
  await page.reload();
  await expect(app.rows).toHaveCount(1);
  await expect(app.past).toHaveCount(0);
  await page.goto("#/settings/data");
  await page.getByRole("button", { name: "See a past day" }).click();
  await expect(app.panel).toContainText(/History reaches back to .*, when the work here began/);
  await app.panel.getByRole("combobox", { name: "Steps of" }).selectOption("items");
  await expect(app.panel.getByRole("listitem")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(app.panel).toHaveCount(0);
});

for (const [scheme, width] of [["light", 1440], ["dark", 1440], ["light", 320]]) {
  test(`the panel and the bar have no barriers, ${scheme} at ${width}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    const app = new History(page);
    await on(page, FRIDAY);
    await app.sample("Backlog");
    await page.setViewportSize({ width, height: 900 });
    await app.back(1);
    await hasNoBarriers(page);
    await app.panel.getByRole("button", { name: "Close" }).click();
    await expect(app.past).toBeVisible();
    await hasNoBarriers(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
}
