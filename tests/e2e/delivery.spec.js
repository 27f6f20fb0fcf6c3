// Delivery: how work has flowed, and when it will be done, by mouse and by keyboard.
import { App, expect, hasNoBarriers, isStill, test } from "./app.js";

const section = (page, name) => page.getByRole("region", { name, exact: true });

test("flow says in a sentence what is to be seen, and its points are reached by keyboard", async ({ page }) => {
  const app = new App(page);
  await app.sample("Delivery");
  await page.getByRole("link", { name: "Charts" }).click();
  const cycle = section(page, "Cycle time");
  await expect(cycle.getByRole("heading", { level: 3 })).toHaveText(/^Half are done in \d+ days, 85 in a hundred in \d+\.$/);
  await expect(cycle.getByRole("img")).toHaveAccessibleName(/^Cycle time: Half are done in/);
  const points = cycle.getByRole("slider", { name: "Points of Cycle time" });
  await points.focus();
  await page.keyboard.press("Home");
  const first = await points.getAttribute("aria-valuetext");
  expect(first).toMatch(/^SPK-\d+: \d+ days?, done /);
  await page.keyboard.press("ArrowRight");
  await expect(points).not.toHaveAttribute("aria-valuetext", first);
  await expect(points).toHaveAttribute("aria-valuenow", "2");
  await page.keyboard.press("ArrowLeft");
  await expect(points).toHaveText(first);
  await page.keyboard.press("End");
  await expect(points).toHaveAttribute("aria-valuenow", await points.getAttribute("aria-valuemax"));
  await expect(section(page, "Cumulative flow").getByRole("slider")).toHaveAttribute("aria-valuetext", /\d+ open, \d+ active, \d+ review, \d+ done$/);
  await expect(section(page, "Flow efficiency")).toContainText(/Little’s law: \d/);
});

test("a period is chosen, stays chosen, and changes what is counted", async ({ page }) => {
  const app = new App(page);
  await app.sample("Delivery");
  await page.getByRole("link", { name: "Charts" }).click();
  const bars = section(page, "Throughput").getByRole("slider");
  const number = async () => Number(await bars.getAttribute("aria-valuemax"));
  const quarter = await number();
  await page.getByRole("button", { name: "4 weeks", exact: true }).click();
  await expect.poll(number).toBeLessThan(quarter);
  await page.reload();
  await expect(page.getByRole("button", { name: "4 weeks", exact: true })).toHaveAttribute("aria-pressed", "true");
});

test("a chart is a table, too, and is copied as CSV", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const app = new App(page);
  await app.sample("Delivery");
  await page.getByRole("link", { name: "Charts" }).click();
  const throughput = section(page, "Throughput");
  await throughput.getByText("Show data").click();
  await expect(throughput.getByRole("columnheader", { name: "Done" })).toBeVisible();
  await throughput.getByRole("button", { name: "Copy as CSV" }).click();
  await expect(app.toast).toContainText("Copied the table as CSV");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Week from,Done\r\n/);
  await throughput.getByText("How is this computed?").click();
  await expect(throughput).toContainText("Weeks in which nothing was done count.");
});

test("a forecast states its odds, takes a range, and follows what is asked for", async ({ page }) => {
  const app = new App(page);
  await app.sample("Delivery");
  await page.getByRole("link", { name: "Forecast" }).click();
  const asked = section(page, "When will it be done?");
  const days = () => asked.locator("dd span").allTextContents();
  await expect(asked.getByText("85 %")).toBeVisible();
  const all = await days();
  await asked.getByLabel("What").selectOption({ label: "Release 2.6" });
  await expect.poll(days).not.toEqual(all);
  const exact = await days();
  await asked.getByLabel("Most items").fill("40");
  await asked.getByLabel("Most items").press("Enter");
  await expect.poll(days).not.toEqual(exact);
  await expect(section(page, "Odds by week").getByRole("heading", { level: 3 })).toHaveText(/^For 85 %, say .+: \d+ weeks from today\.$/);
  const many = section(page, "How many by a day?");
  await expect(many.locator("dd b")).toHaveCount(4);
  await many.getByLabel("Day", { exact: true }).fill("2000-01-01");
  await expect(many.getByRole("status")).toHaveText("Choose a day that is at least a week from now.");
});

test("weeks are left out by keyboard, and too few of them are refused with the reason", async ({ page }) => {
  const app = new App(page);
  await app.sample("Delivery");
  await page.getByRole("link", { name: "Forecast" }).click();
  const history = section(page, "History used");
  const weeks = history.getByRole("checkbox");
  await weeks.first().focus();
  await page.keyboard.press("Space");
  await expect(history).toContainText("1 left out");
  await page.reload();
  await expect(weeks.first()).not.toBeChecked();
  for (let week = 1; week < (await weeks.count()) - 4; week += 1) await weeks.nth(week).uncheck();
  await expect(page.getByRole("status").filter({ hasText: "4 whole weeks of history are counted, and a forecast takes five." })).toBeVisible();
  await weeks.nth(1).check();
  await expect(section(page, "When will it be done?")).toBeVisible();
  await expect(section(page, "Was it right before?")).toContainText(/right \d+ times in a hundred|too few weeks/);
});

test("where nothing has moved the page says what makes it move", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Not begun");
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page.getByRole("heading", { level: 1, name: "Delivery" })).toBeVisible();
  await page.getByRole("link", { name: "Charts" }).click();
  await expect(page.getByRole("heading", { name: "Nothing has moved yet" })).toBeVisible();
});

for (const [name, setting] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["forced colours", { forcedColors: "active" }],
  ["320 pixels", { width: 320 }],
]) {
  test(`no barriers on Delivery in ${name}`, async ({ page }) => {
    if (setting.width) await page.setViewportSize({ width: setting.width, height: 700 });
    else await page.emulateMedia(setting);
    const app = new App(page);
    await app.sample();
    for (const place of ["charts", "forecast"]) {
      await page.goto(`#/spk/delivery/${place}`);
      await isStill(page);
      for (const summary of await page.locator(".asides summary").all()) await summary.click();
      if (setting.width) expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(setting.width);
      await hasNoBarriers(page);
    }
  });
}

test("paper has the charts and none of the controls", async ({ page }) => {
  const app = new App(page);
  await app.sample("Delivery");
  await page.getByRole("link", { name: "Charts" }).click();
  await page.emulateMedia({ media: "print" });
  await expect(section(page, "Cumulative flow").getByRole("img")).toBeVisible();
  await expect(page.getByRole("group", { name: "Period" })).toBeHidden();
  await expect(page.getByText("Show data").first()).toBeHidden();
});
