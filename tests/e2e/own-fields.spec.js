// Fields a person adds: a column, a filter, a group, a sort key, in the panel and in files; renamed, taken away, undone.
import { readFileSync } from "node:fs";
import { App, at, csv, expect, hasNoBarriers, test } from "./app.js";

const HOLDS = ["Text", "Number", "Day", "Choice", "Yes or no", "Link"];

// By keys alone, from the columns: its name, what it holds, and what can be chosen.
async function addField(page, name, holds, more) {
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("combobox").fill(name);
  await page.getByRole("option", { name: `New field “${name}”…` }).waitFor();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu", { name: `What does “${name}” hold?` })).toBeVisible();
  await page.keyboard.press(String(HOLDS.indexOf(holds) + 1));
  if (more !== undefined) {
    await page.getByRole("combobox").fill(more);
    await page.keyboard.press("Enter");
  }
}

const cell = (app, row, label) => app.row(row).getByRole("button", { name: new RegExp(`^${label}: `) });

test("a field of items: made by keyboard, filled in cells, filtered, grouped, sorted, exported, renamed and taken away", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Third", "Second", "First");
  await addField(page, "Severity", "Choice", "High, Medium, Low");
  await expect(app.toast).toContainText("All items have the field “Severity” now");
  await expect(app.list.getByRole("columnheader", { name: /Severity/ })).toBeVisible();
  await cell(app, "First", "Severity").click();
  await page.getByRole("menuitemradio", { name: "Low" }).click();
  // With the keys of the list: along the cells, a letter goes to the choice.
  await cell(app, "Third", "Severity").focus();
  await page.keyboard.press("h");
  await page.keyboard.press("Enter");
  await expect(cell(app, "Third", "Severity")).toHaveText("High");
  await addField(page, "Hours", "Number", "h");
  await cell(app, "Third", "Hours").click();
  await page.getByRole("combobox").fill("many");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("“many” is not a number");
  await cell(app, "Third", "Hours").click();
  await page.getByRole("combobox").fill("2.5");
  await page.keyboard.press("Enter");
  await expect(cell(app, "Third", "Hours")).toHaveText("2.5 h");
  await app.list.getByRole("columnheader", { name: /Severity/ }).getByRole("button", { name: /Severity/ }).first().click();
  await expect.poll(() => app.titles()).toEqual(["Third", "First", "Second"]);
  await page.getByRole("button", { name: "Group" }).click();
  await page.getByRole("menuitemradio", { name: "Severity" }).click();
  await expect(app.list.getByRole("row", { name: /No severity/ })).toBeVisible();
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("combobox").fill("high");
  await page.getByRole("option", { name: "Severity: High" }).click();
  await page.keyboard.press("Escape");
  await expect(app.rows).toHaveCount(1);
  await page.reload();
  await expect(app.rows).toHaveCount(1);
  await at(page, "#/spk/backlog");
  await expect(app.rows).toHaveCount(3);
  // In the panel, and in a file.
  await app.row("First").locator("[data-cell=title]").click();
  await expect(app.inspector.getByRole("button", { name: "Severity: Low" })).toBeVisible();
  await app.inspector.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("csv");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text.split("\r\n")[0]).toContain("Description,Severity,Hours");
  expect(text).toContain("High,2.5 h");
  // Where all of them are kept: another name, one choice less, none at all; each is taken back.
  await app.list.getByRole("columnheader", { name: /Severity/ }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Rename or change the field" }).click();
  await expect(page.getByRole("grid", { name: "Own fields" })).toBeVisible();
  await app.inspector.getByLabel("Title").fill("Estimate");
  await app.inspector.getByLabel("Title").press("Enter");
  await expect(app.toast).toContainText("There is a field “Estimate” already");
  await app.inspector.getByLabel("Title").fill("Gravity");
  await app.inspector.getByLabel("Title").press("Enter");
  await app.inspector.getByRole("button", { name: "Remove: High" }).click();
  await expect(app.toast).toContainText("Remove from choices: High, 1 record loses its value");
  await app.undo.click();
  await app.inspector.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(app.toast).toContainText("Deleted “Gravity”, 2 records lose their value");
  await at(page, "#/spk/backlog");
  await expect(app.list.getByRole("columnheader", { name: /Gravity/ })).toHaveCount(0);
  await app.undo.click();
  await expect(app.list.getByRole("columnheader", { name: /Gravity/ })).toBeVisible();
  await expect(cell(app, "Third", "Gravity")).toHaveText("High");
});

test("a kind has fields of one’s own, for several records at once, and a link is one of them", async ({ page }) => {
  const app = new App(page);
  await app.sample("Communicate");
  await at(page, "#/spk/communicate/decisions");
  const list = page.getByRole("grid", { name: "Decisions" });
  const rows = list.locator("tbody tr[data-id]");
  await expect(rows.first()).toBeVisible();
  await addField(page, "Sponsor", "Yes or no");
  await rows.nth(0).getByRole("checkbox").click();
  await rows.nth(1).getByRole("checkbox").click();
  await page.getByRole("toolbar", { name: "2 selected" }).getByRole("button", { name: "Sponsor" }).click();
  await page.getByRole("menuitemradio", { name: "Yes" }).click();
  await expect(rows.nth(1).getByRole("button", { name: "Sponsor: Yes" })).toBeVisible();
  await addField(page, "See also", "Link");
  await rows.nth(0).getByRole("button", { name: "See also: none" }).click();
  await page.getByRole("combobox").fill("deposit");
  await page.getByRole("option").first().click();
  await expect(rows.nth(0).getByRole("button", { name: /^See also: (?!none)/ })).toBeVisible();
});

test("a column of a list that nothing here has becomes a field where one says so", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const file = () => csv("Title,Severity\nOne,High\nTwo,Low\nThree,High\nFour,Low\n");
  const sheet = await app.import(file(), { press: "" });
  await sheet.getByLabel("Field for the column Severity").selectOption("A new field");
  await expect(sheet.getByText("“Severity” becomes a field of all items. It holds one of High, Low.")).toBeVisible();
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows).toHaveCount(4);
  await page.getByRole("button", { name: "Columns", exact: true }).click();
  await page.getByRole("option", { name: "Severity" }).click();
  await page.keyboard.press("Escape");
  await expect(cell(app, "Three", "Severity")).toHaveText("High");
  // The same file again: the field is known, and there is nothing to bring in.
  const again = await app.import(file(), { press: "" });
  await expect(again.getByLabel("Field for the column Severity")).toHaveValue("Severity");
  await expect(again.getByRole("button", { name: "Bring in" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await app.undo.click();
  await expect(app.rows).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"]) {
  test(`no barriers where own fields are kept (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const app = new App(page);
    await app.start();
    await at(page, "#/spk/guide/fields");
    await expect(page.getByRole("heading", { name: "What else do you keep?" })).toBeVisible();
    await hasNoBarriers(page);
    await page.getByRole("button", { name: "Add field" }).first().click();
    await page.getByRole("menuitem", { name: "Items" }).click();
    await page.getByRole("combobox").fill("Severity");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Text" }).click();
    await expect(page.getByRole("grid", { name: "Own fields" }).getByRole("link", { name: "Severity" })).toBeVisible();
    await hasNoBarriers(page);
    await page.setViewportSize({ width: 320, height: 700 });
    await hasNoBarriers(page);
  });
}
