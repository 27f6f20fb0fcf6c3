// Lists of the kinds with a type of their own: releases and goals have all that a list of any kind has, and their own rules.
import { App, at, csv, expect, hasNoBarriers, isStill, test } from "./app.js";

// The sample on a day that does not change, at a list.
async function opened(page, path, name) {
  await page.clock.setFixedTime(new Date("2026-11-23T09:00:00"));
  const app = new App(page, name);
  await app.sample();
  await at(page, `#/spk/${path}`);
  await expect(app.rows).toHaveCount(4);
  return app;
}

test("releases are a list: what each comes to, its state by menu, its days, and where its metric is looked at", async ({ page }) => {
  const app = await opened(page, "roadmap/releases", "Releases");
  expect(await app.titles()).toEqual(["2.4 Prices on the booking page", "2.5 Opening hours by season", "2.6", "2.7"]);
  await expect(app.row("2.4")).toContainText(/Released.*14 Oct.*\d+ of \d+.*Calls a day, 22 → 18/);
  // What came of it leads to the metric; where none is named, one is chosen there.
  await app.cell("2.4", "outcome").click();
  await expect(app.inspector.getByLabel("Title")).toHaveValue("Calls a day");
  await page.keyboard.press("Escape");
  await app.cell("2.6", "outcome").click();
  await page.getByRole("option", { name: /Empty stands/ }).click();
  await expect(app.cell("2.6", "outcome")).toHaveText("Empty stands, 5.2 hours a week");
  // Over open items it asks; in the panel as well as in the list.
  await app.cell("2.6", "state").click();
  await page.getByRole("menuitemradio", { name: "Released" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/\d+ items of this release are neither accepted nor dropped/);
  await hasNoBarriers(page);
  await page.keyboard.press("Escape");
  await expect(app.cell("2.6", "state")).toHaveText("Open");
  await app.cell("2.6", "actual").click();
  await page.getByRole("combobox").fill("2099-01-01");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Release", exact: true }).click();
  await expect(app.toast).toContainText("2099-01-01 has not come yet");
  await expect(app.cell("2.6", "state")).toHaveText("Open");
  await app.cell("2.6", "actual").click();
  await page.getByRole("combobox").fill("20.11.2026");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Move them to 2.7" }).click();
  await expect(app.cell("2.6", "state")).toHaveText("Released");
  await expect(app.cell("2.6", "actual")).toHaveText(/20 Nov/);
  await app.undo.click();
  await expect(app.cell("2.6", "state")).toHaveText("Open");
  await expect(app.cell("2.6", "actual")).toHaveText("");
  await app.cell("2.7", "planned").click();
  await page.getByRole("combobox").fill("2027-01-04");
  await page.keyboard.press("Enter");
  await expect(app.row("2.7")).toContainText(/4 Jan 2027/);
});

test("releases are filtered, sorted, grouped, changed in bulk by keyboard, and go out and in as a table", async ({ page }) => {
  const app = await opened(page, "roadmap/releases", "Releases");
  await at(page, "#/spk/roadmap/releases?state=released");
  await expect(page.getByRole("status", { name: "In view" })).toHaveText("2 of 4 releases");
  await at(page, "#/spk/roadmap/releases?sort=!planned");
  await expect(app.rows.first()).toContainText("2.7");
  await at(page, "#/spk/roadmap/releases?group=state");
  await expect(app.list.getByRole("button", { name: "Fold Planned" })).toBeVisible();
  await at(page, "#/spk/roadmap/releases");
  await app.row("2.6").focus();
  for (const key of ["x", "j", "x"]) await page.keyboard.press(key);
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByRole("toolbar").getByRole("button", { name: "State" }).press("Enter");
  await page.keyboard.press("2");
  await expect(app.toast).toContainText("State of 2 releases: open");
  await expect(app.cell("2.7", "state")).toHaveText("Open");
  await page.keyboard.press("Escape");
  await app.undo.click();
  const text = await app.savedList();
  expect(text.split("\r\n")[0]).toContain("Key,Release,State,Planned,Went out,Metric,Waits for,Description");
  const same = await app.import(csv(text, "releases.csv"), { press: null });
  await expect(same.getByText("There is nothing to bring in.")).toBeVisible();
  await page.keyboard.press("Escape");
  const changed = text.replace(/(SPK-R3,2\.6,)Open/, "$1Released").replace(/(SPK-R4,2\.7,)Planned/, "$1Open");
  const sheet = await app.import(csv(`${changed},3.0,,2027-06-01,,,,\r\n`, "releases.csv"), { press: null });
  await expect(sheet.getByText(/State: \d+ items of this release are neither accepted nor dropped/)).toBeVisible();
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.toast).toContainText("1 release came in, 1 changed");
  await expect(app.rows).toHaveCount(5);
  await expect(app.cell("2.6", "state")).toHaveText("Open");
  await expect(app.cell("2.7", "state")).toHaveText("Open");
});

test("goals are a list: how each stands and what serves it, by keyboard, and out and in as a table", async ({ page }) => {
  const app = await opened(page, "strategy/goals", "List of goals");
  await app.go("Strategy");
  await page.getByRole("button", { name: "As a list" }).click();
  await expect(page).toHaveURL(/strategy\/goals$/);
  const names = ["Riders book without calling", "No bike, no empty stand", "The day plan holds", "Workshops that stay"];
  expect(await app.titles()).toEqual(names);
  await expect(app.row(names[0])).toContainText(/(On track|Behind).*0\.\d+.*\d+ of \d+/);
  // What stands on the page of the strategy stands here.
  await at(page, "#/spk/strategy/goals?sort=!score&group=state");
  await expect(app.list.getByRole("button", { name: /^Fold / }).first()).toBeVisible();
  await at(page, "#/spk/strategy/goals?state=behind");
  const behind = await app.titles();
  await app.go("Strategy");
  for (const name of behind) await expect(page.getByRole("row").filter({ hasText: name }).first()).toContainText("behind");
  await at(page, "#/spk/strategy/goals");
  await app.row(names[3]).focus();
  // Its name, where it stands; for two at once, the version of the vision.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Workshops that pay and stay");
  await page.keyboard.press("Enter");
  await expect(app.row("Workshops that pay and stay")).toBeVisible();
  await page.keyboard.press("x");
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  await page.getByRole("toolbar").getByRole("button", { name: "Vision" }).press("Enter");
  await page.getByRole("option").first().click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("status", { name: "In view" })).toContainText("4 goals");
  await app.undo.click();
  const text = await app.savedList();
  expect(text.split("\r\n")[0]).toContain("Key,Goal,Vision,Learned,Description");
  const same = await app.import(csv(text, "goals.csv"), { press: null });
  await expect(same.getByText("There is nothing to bring in.")).toBeVisible();
  await page.keyboard.press("Escape");
  await app.import(csv(`${text.replace("The day plan holds", "The plan of the day holds")},A fifth,,,\r\n`, "goals.csv"));
  await expect(app.toast).toContainText("1 goal came in, 1 changed");
  await expect(app.row("A fifth")).toContainText("No work yet");
  await expect(app.row("The plan of the day holds")).toBeVisible();
});

for (const [name, setting] of [["light", { colorScheme: "light" }], ["dark", { colorScheme: "dark" }], ["320 pixels", { width: 320 }]]) {
  test(`no barriers on the lists of releases and goals, in ${name}`, async ({ page }) => {
    if (setting.width) await page.setViewportSize({ width: setting.width, height: 700 });
    else await page.emulateMedia(setting);
    const app = new App(page);
    await app.sample();
    for (const place of ["roadmap/releases", "roadmap/releases/SPK-R2", "roadmap/releases?gap=release-metric", "strategy/goals", "strategy/goals/SPK-G1"]) {
      await at(page, `#/spk/${place}`);
      await isStill(page);
      if (setting.width) expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(setting.width);
      await hasNoBarriers(page);
    }
  });
}
