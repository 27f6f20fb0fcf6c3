// Records of described kinds, each duty done from start to end: by mouse and by keyboard, with undo and after a reload.
import { readFileSync } from "node:fs";
import { App, at, chance, expect, hasNoBarriers, isStill, json, test } from "./app.js";

class Register extends App {
  // By the key that makes a record on every list.
  async add(name) {
    await this.page.keyboard.press("c");
    await this.page.getByRole("combobox").fill(name);
    await this.page.keyboard.press("Enter");
    await expect(this.row(name)).toBeVisible();
    // The focus is on its row; the first Esc closes the panel beside it.
    await this.page.keyboard.press("Escape");
    await expect(this.inspector).toBeHidden();
  }

  async choose(name, column, value) {
    await this.cell(name, column).click();
    await this.page.getByRole("menuitemradio", { name: new RegExp(`^${value}`) }).click();
    await expect(this.cell(name, column)).toContainText(value);
  }
}

const opened = async (page, path, name, key = "SPK") => {
  const app = new Register(page, name);
  await app.start();
  await at(page, `#/${key.toLowerCase()}/${path}`);
  await expect(page.getByRole("button", { name: /^Add / }).first()).toBeVisible();
  await page.getByRole("heading", { level: 1 }).focus();
  return app;
};

test("stakeholders: how each stands, buy-in by power, whom to win, and who is overdue", async ({ page }) => {
  const app = await opened(page, "communicate/stakeholders", "Stakeholders");
  await expect(page.getByRole("heading", { name: "Who can help, who can stop it?" })).toBeVisible();
  for (const name of ["Piet", "Ruth"]) await app.add(name);
  await app.choose("Piet", "power", "5");
  await app.choose("Piet", "function", "Sales");
  // A key that leads nowhere chooses nothing.
  await app.cell("Piet", "interest").click();
  await page.keyboard.press("9");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.cell("Piet", "interest")).toHaveText("");
  // With the keys of the backlog: to the row, along its cells, a digit for a step.
  await app.row("Ruth").focus();
  await page.keyboard.press("ArrowRight");
  while ((await page.evaluate(() => document.activeElement.getAttribute("data-cell"))) !== "power") await page.keyboard.press("ArrowRight");
  await page.keyboard.press("4");
  await expect(app.cell("Ruth", "power")).toHaveText("4");
  const stand = async (name, how) => {
    await app.row(name).locator("[data-cell=title]").click();
    await expect(app.inspector.getByRole("heading", { name })).toBeVisible();
    await app.inspector.locator("#add-stances").click();
    await app.inspector.getByRole("listitem").getByRole("button", { name: "Stance: None" }).click();
    await page.getByRole("menuitem", { name: how, exact: true }).click();
    await expect(app.row(name)).toContainText(how);
    await app.inspector.getByRole("button", { name: "Close" }).click();
  };
  await stand("Piet", "Against");
  // Or in its cell: a stance of today.
  await app.choose("Ruth", "stance", "For");
  const brief = page.getByRole("region", { name: "Buy-in" });
  await expect(brief).toContainText("44 % of the power is for the vision");
  await expect(brief).toContainText("4 of 9.");
  await expect(brief).toContainText("Win Piet next: buy-in would be 100 %.");
  // The drawing, by keys and by dragging; the list says the same.
  const grid = page.getByRole("group", { name: "Power against interest" });
  const piet = page.getByRole("button", { name: /^Piet, power 5/ });
  await piet.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "Piet, power 5, interest 2, against" })).toBeFocused();
  await expect(app.cell("Piet", "interest")).toHaveText("2");
  await page.getByRole("button", { name: /^Ruth, power 4/ }).dragTo(grid.locator(".spot").nth(4));
  await expect(app.cell("Ruth", "interest")).toHaveText("5");
  await expect(app.cell("Ruth", "power")).toHaveText("5");
  await app.undo.click();
  await expect(app.cell("Ruth", "power")).toHaveText("4");
  // Filtered by what is due, which is days.
  await app.cell("Piet", "due").click();
  await page.getByRole("combobox").fill("31.02.2026");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("is not a date");
  await expect(app.cell("Piet", "due")).toHaveText("");
  await app.cell("Piet", "due").click();
  await page.getByRole("option", { name: /^Today/ }).click();
  await expect(app.row("Piet")).toContainText("today");
  await at(page, "#/spk/communicate/stakeholders?due=over");
  await expect(app.rows).toHaveCount(1);
  await at(page, "#/spk/communicate/stakeholders");
  await expect(app.rows).toHaveCount(2);
  await app.row("Piet").locator("[data-cell=title]").click();
  await app.inspector.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "The next step is done" }).click();
  await expect(app.cell("Piet", "due")).toHaveText("");
  // Talk every two weeks: never talked to is overdue, a contact today is not.
  await app.row("Piet").locator("[data-cell=title]").click();
  const every = app.inspector.getByLabel("Talk every");
  await every.fill("0");
  await every.press("Enter");
  await expect(app.inspector.getByRole("alert")).toContainText("Talk every is a whole number from 1 to 999, and not “0”.");
  await every.fill("14 days");
  await every.press("Enter");
  await expect(app.row("Piet")).toContainText("never");
  await at(page, "#/spk/today");
  await expect(page.getByText("Talk to Piet again")).toBeVisible();
  await page.getByRole("button", { name: "Open: Talk to Piet again" }).click();
  await app.inspector.locator("#add-contacts").click();
  await app.inspector.getByLabel("How").fill("Call");
  await page.keyboard.press("Enter");
  await expect(app.row("Piet")).toContainText("today");
  await page.reload();
  await expect(brief).toContainText("44 % of the power");
  await expect(app.inspector.getByRole("button", { name: "Call", exact: true })).toBeVisible();
  await at(page, "#/spk/today");
  await expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible();
  await expect(page.getByText("Talk to Piet again")).toBeHidden();
});

test("decisions: options are weighed, one is chosen, and the review comes back", async ({ page }) => {
  const app = await opened(page, "communicate/decisions", "Decisions");
  await page.getByRole("button", { name: "Add decision" }).first().click();
  await page.getByRole("combobox").fill("How does the reminder reach the rider?");
  await page.keyboard.press("Enter");
  await expect(app.inspector).toContainText("A decision without options is a choice nobody had.");
  const weigh = app.inspector.getByRole("table", { name: "Options by criteria" });
  for (const name of ["Text", "E-mail"]) {
    await app.inspector.getByRole("button", { name: "Add option" }).click();
    const field = weigh.getByLabel("Option").last();
    await expect(field).toBeFocused();
    await field.fill(name);
    await field.press("Enter");
  }
  for (const name of ["Read in time", "Cost"]) {
    await app.inspector.getByRole("button", { name: "Add criterion" }).click();
    const field = weigh.getByRole("textbox", { name: "Criterion" }).last();
    await expect(field).toBeFocused();
    await field.fill(name);
    await field.press("Enter");
  }
  const score = async (cell, value) => {
    await weigh.getByRole("button", { name: cell }).click();
    await page.getByRole("menuitemradio", { name: value, exact: true }).click();
  };
  await weigh.getByRole("button", { name: "Weight of Read in time: 1" }).click();
  await page.getByRole("menuitem", { name: "3", exact: true }).click();
  await score("Text by Read in time: none", "5");
  await score("Text by Cost: none", "2");
  await score("E-mail by Read in time: none", "2");
  await score("E-mail by Cost: none", "5");
  await expect(weigh.locator("tfoot")).toContainText("of 20");
  await expect(weigh.locator("tfoot b")).toHaveText("17");
  await expect(app.inspector).toContainText("Text stays first while “Cost” weighs 2 or less.");
  await app.inspector.getByRole("button", { name: "Choose Text" }).click();
  await expect(app.cell("How does the reminder", "choice")).toHaveText("Text");
  await expect(app.row("How does the reminder")).toContainText("Decided");
  // It comes back on its day.
  const today = await page.evaluate(() => new Date().toLocaleDateString("sv"));
  await app.inspector.getByLabel("Review", { exact: true }).fill(today);
  await page.keyboard.press("Enter");
  await at(page, "#/spk/today");
  await page.getByRole("button", { name: "Open: Review of decision “How does the reminder reach the rider?”" }).click();
  await app.inspector.getByRole("button", { name: "How well decided: None" }).click();
  await page.getByRole("menuitemradio", { name: "4", exact: true }).click();
  await app.inspector.getByRole("button", { name: "Keep" }).click();
  await expect(app.row("How does the reminder")).toContainText("Kept");
  await page.reload();
  await expect(app.inspector.getByRole("button", { name: "How well decided: 4" })).toBeVisible();
  // Found by its reason, from anywhere.
  await app.inspector.getByLabel("Reason").fill("Eight in ten texts are read within the hour.");
  await app.isSaved();
  await at(page, "#/spk/backlog");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("within the hour");
  await page.getByRole("option", { name: /How does the reminder/ }).click();
  await expect(page).toHaveURL(/communicate\/decisions\/SPK-D1/);
});

test("assumptions: what committed work hangs on and nobody has tested is named on Today and on the roadmap", async ({ page }) => {
  const app = await opened(page, "discovery/risks", "Assumptions and risks");
  await app.add("Riders read texts");
  await at(page, "#/spk/roadmap");
  await page.getByRole("button", { name: "Add initiative" }).first().click();
  await page.getByRole("combobox").fill("Reminders");
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("button", { name: /^Confidence: / }).click();
  await page.getByRole("menuitemradio", { name: "Committed" }).click();
  await at(page, "#/spk/discovery/risks");
  await app.row("Riders read texts").locator("[data-cell=title]").click();
  await app.inspector.locator("#add-about").click();
  await page.getByRole("combobox").fill("Reminders");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.inspector.getByRole("button", { name: "Reminders", exact: true })).toBeVisible();
  await at(page, "#/spk/roadmap");
  await page.getByRole("link", { name: "1 untested assumption" }).click();
  await expect(app.rows).toHaveCount(1);
  await at(page, "#/spk/today");
  await page.getByRole("link", { name: "Open: 1 assumption under committed work not tested" }).click();
  await expect(app.rows).toHaveCount(1);
  await app.choose("Riders read texts", "likelihood", "2");
  await app.choose("Riders read texts", "impact", "5");
  await expect(app.row("Riders read texts")).toContainText("10");
  await app.cell("Riders read texts", "state").click();
  await page.getByRole("menuitemradio", { name: "Confirmed" }).click();
  // It no longer fits the filter, and asks nobody.
  await expect(app.rows).toHaveCount(0);
  await at(page, "#/spk/today");
  await expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible();
  await expect(page.getByText(/not tested/)).toBeHidden();
  // Also here: the initiative knows what hangs on it.
  await at(page, "#/spk/roadmap/SPK-I1");
  await expect(app.inspector.getByRole("button", { name: "Riders read texts" })).toBeVisible();
});

test("organisation goals: what serves them, and what serves nothing", async ({ page }) => {
  const app = await opened(page, "strategy/organisation_goals", "Organisation goals");
  await app.add("Growth in the north");
  await expect(page.getByRole("heading", { name: "The product has no goals yet" })).toBeVisible();
  await at(page, "#/spk/strategy");
  await page.getByRole("button", { name: "Add goal" }).first().click();
  await page.getByRole("combobox").fill("Riders book without calling");
  await page.keyboard.press("Enter");
  await at(page, "#/spk/strategy/organisation_goals");
  await expect(page.getByText("Serving none of them: Riders book without calling.")).toBeVisible();
  const fit = page.getByRole("button", { name: /^Riders book without calling serves Growth in the north/ });
  await fit.click();
  await page.getByRole("menuitemradio", { name: "2, much" }).click();
  await expect(page.getByText("Every goal of the product serves one of them.")).toBeVisible();
  await fit.focus();
  await page.keyboard.press("3");
  await expect(fit).toHaveText("3");
  await expect(fit).toBeFocused();
  await app.undo.click();
  await expect(fit).toHaveText("2");
});

test("requests, technical options, contacts and terms are kept, and go out as a list", async ({ page }) => {
  const app = await opened(page, "communicate/requests", "Requests");
  await app.add("A second tester");
  await app.cell("A second tester", "cost").click();
  await page.getByRole("combobox").fill("many");
  await expect(page.getByRole("option")).toContainText("“many” is not a number");
  await page.getByRole("combobox").fill("1200.50");
  await page.keyboard.press("Enter");
  await expect(app.cell("A second tester", "cost")).toHaveText("1200.5");
  await app.choose("A second tester", "state", "Refused");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("save this list");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toMatch(/^spk-requests-.*\.csv$/);
  expect(readFileSync(await download.path(), "utf8")).toContain("SPK-Q1,A second tester,Refused,,1200.5,");
  for (const [path, name, words] of [["roadmap/options", "Technical options", "Own text gateway"], ["discovery/contacts", "Contacts", "Eurobike"], ["guide/terms", "Glossary", "Stand"]]) {
    await at(page, `#/spk/${path}`);
    const list = new Register(page, name);
    await expect(page.getByRole("button", { name: /^Add / }).first()).toBeVisible();
    await page.getByRole("heading", { level: 1 }).focus();
    await list.add(words);
    await page.reload();
    await expect(list.row(words)).toBeVisible();
    // Deleted with the key, taken back with another.
    await list.row(words).focus();
    await page.keyboard.press("Delete");
    await expect(list.rows).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expect(list.row(words)).toBeVisible();
  }
});

test("contacts: what was heard becomes feedback, once", async ({ page }) => {
  const app = await opened(page, "discovery/contacts", "Contacts");
  await app.add("Eurobike");
  await app.choose("Eurobike", "type", "Visit");
  await app.row("Eurobike").locator("[data-cell=title]").click();
  await app.inspector.locator("#add-heard").click();
  const said = app.inspector.getByLabel("What was said");
  await expect(said).toBeFocused();
  await said.fill("Nobody picks up the phone before nine.");
  await said.press("Enter");
  const make = app.inspector.getByRole("button", { name: /^Make feedback of/ });
  await make.click();
  await expect(app.toast).toContainText("Made feedback");
  await expect(make).toBeHidden();
  const { data } = JSON.parse(await app.export());
  expect(data.feedback.map((it) => [it.quote, it.source])).toEqual([["Nobody picks up the phone before nine.", "visit"]]);
});

test("a list of records is filtered, sorted, grouped, saved as a view and changed in bulk with the keys of the backlog", async ({ page }) => {
  const app = await opened(page, "communicate/stakeholders", "Stakeholders");
  for (const name of ["Piet", "Otto", "Ruth"]) await app.add(name);
  await app.row("Piet").focus();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.getByRole("toolbar").getByRole("button", { name: "Function" }).click();
  await page.getByRole("menuitemradio", { name: "Sales" }).click();
  await expect(app.toast).toContainText("Function of 2 stakeholders");
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  await page.getByRole("combobox").fill("sales");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.rows).toHaveCount(2);
  await expect(page.getByRole("status", { name: "In view" })).toHaveText("2 of 3 stakeholders");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.keyboard.type("Sales people");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+f");
  await expect(app.rows).toHaveCount(3);
  await page.getByRole("link", { name: /Sales people/ }).click();
  await expect(app.rows).toHaveCount(2);
  await page.getByRole("button", { name: /^Group/ }).click();
  await page.getByRole("menuitemradio", { name: "Function" }).click();
  await expect(app.list.getByRole("button", { name: "Fold Sales" })).toBeVisible();
  await page.reload();
  await expect(app.rows).toHaveCount(2);
  await expect(app.list.getByRole("button", { name: "Fold Sales" })).toBeVisible();
});

test("five thousand decisions stay light: few rows are mounted, and an edit writes little", async ({ page }) => {
  const app = await opened(page, "communicate/decisions", "Decisions");
  const { data } = JSON.parse(await app.export());
  const random = chance(3);
  const id = (n) => String(n).padStart(16, "0");
  const decisions = Array.from({ length: 5_000 }, (_, n) => ({
    id: id(n + 1), created_at: 1, updated_at: 1, product: data.products[0].id, number: n + 1, rank: "a0",
    name: `Question ${n} of ${random(900)}`, state: ["open", "decided", "kept", "changed"][random(4)], choice: `Answer ${random(90)}`,
  }));
  const sheet = await app.import(json({ format: "throughline", version: 1, data: { decisions } }), { press: null });
  await sheet.getByRole("button", { name: "Bring in" }).click({ timeout: 60_000 });
  await expect(sheet).toBeHidden({ timeout: 60_000 });
  await at(page, "#/spk/communicate/decisions?group=none");
  const inView = page.getByRole("status", { name: "In view" });
  await expect(inView).toHaveText("5000 decisions");
  const isLight = async () => expect(await app.rows.count(), "rows mounted").toBeLessThanOrEqual(60);
  await isLight();
  await app.rows.first().click({ position: { x: 400, y: 10 } });
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await expect(app.rows.last()).toContainText("Question 4999");
  await isLight();
  await page.keyboard.press("Home");
  await app.isSaved();
  const stored = () => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("throughline/j/")).reduce((sum, [key, text]) => sum + key.length + text.length, 0));
  const before = await stored();
  await app.cell("Question 0 ", "state").click();
  await page.getByRole("menuitemradio", { name: /^Kept/ }).click();
  await app.isSaved();
  expect((await stored()) - before, "units written").toBeLessThan(2_000);
  await at(page, "#/spk/communicate/decisions?state=kept&sort=choice");
  await expect(inView).toHaveText(/^\d+ of 5000 decisions$/);
  await isLight();
  await page.getByRole("searchbox", { name: "Search" }).fill("question 4321");
  await at(page, "#/spk/communicate/decisions?q=SPK-D4322");
  await expect(app.rows).toHaveCount(1);
  await expect(app.rows.first()).toContainText("Question 4321 ");
  await isLight();
});

for (const [name, setting] of [["light", { colorScheme: "light" }], ["dark", { colorScheme: "dark" }], ["320 pixels", { width: 320 }]]) {
  test(`no barriers on any register in ${name}`, async ({ page }) => {
    test.setTimeout(400_000);
    if (setting.width) await page.setViewportSize({ width: setting.width, height: 700 });
    else await page.emulateMedia(setting);
    const app = new App(page);
    await app.sample();
    for (const place of ["communicate/stakeholders", "communicate/decisions", "communicate/decisions/SPK-D1", "communicate/requests", "discovery/risks", "discovery/contacts", "strategy/organisation_goals", "roadmap/options", "guide/terms"]) {
      await at(page, `#/spk/${place}`);
      await isStill(page);
      if (setting.width) expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(setting.width);
      await hasNoBarriers(page);
    }
  });
}
