// Lists of records of described kinds, brought in through the same sheet as items: files, pasted rows, and what is wrong with them.
import { App, csv, expect, hasNoBarriers, test } from "./app.js";

const PEOPLE = "Name;Function;Macht;Phone;Stance;Due\nPiet;Sales;5;123;Hostile;\nAda;Design;9;;For;3.12.2099\n;;3;;;\n";

const stored = (page) =>
  page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith("throughline/")).sort()));

// The page of a kind, with its list and its rows.
const opened = async (page, path, name) => {
  const app = new App(page);
  await app.start();
  await page.evaluate((path) => (location.hash = `#/spk/${path}`), path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Add / }).first()).toBeVisible();
  const list = page.getByRole("grid", { name });
  const rows = list.locator("tbody tr[data-id]");
  const row = (title) => rows.filter({ has: page.locator("[data-cell=title]").filter({ hasText: title }) });
  return { app, rows, row };
};

test("a file of stakeholders is mapped, looked at and brought in, and undone", async ({ page }) => {
  const { app, rows, row } = await opened(page, "communicate/stakeholders", "Stakeholders");
  const before = await stored(page);
  await page.getByRole("button", { name: "Import…" }).click();
  const sheet = page.getByRole("dialog", { name: "Import" });
  await expect(sheet.getByRole("textbox")).toHaveAttribute("placeholder", /^Name,Function,Power/);
  await sheet.getByLabel("File to import").setInputFiles(csv(PEOPLE, "people.csv"));
  await expect(sheet.getByLabel("These are")).toHaveValue("stakeholders");
  await expect(sheet.getByLabel("Into", { exact: true })).toHaveCount(0);
  // Each column is a field of the kind, or is left out.
  const macht = sheet.getByLabel("Field for the column Macht");
  await expect(macht).toHaveValue("Leave out");
  await expect(sheet.getByText("Left out: Macht, Phone.")).toBeVisible();
  await macht.selectOption("Power");
  await expect(macht).toBeFocused();
  await expect(sheet.getByText("Left out: Phone.")).toBeVisible();
  await sheet.getByLabel("Stance “Hostile” means").selectOption("Against");
  const preview = sheet.getByRole("table", { name: "As they will look" }).getByRole("row");
  await expect(preview).toHaveText([/Name.*Function.*Power.*Stance/, /Piet.*Sales.*5.*Against/, /Ada.*Design.*For/]);
  await expect(sheet.getByRole("listitem").filter({ hasText: "Row 4" })).toContainText("has no name");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Row 3" })).toContainText("Power is a whole number from 1 to 5, and not “9”.");
  await hasNoBarriers(page);
  expect(await stored(page)).toBe(before);
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.toast).toContainText("2 stakeholders came in");
  await expect(row("Piet")).toContainText("Against");
  await expect(row("Ada")).toContainText("3 Dec 2099");
  // What columns mean is remembered; what is here already is no change.
  const again = await app.import(csv(PEOPLE, "people.csv"), { press: null });
  await expect(again.getByLabel("Field for the column Macht")).toHaveValue("Power");
  await expect(again.getByText("The same, left alone2")).toBeVisible();
  await expect(again.getByText("There is nothing to bring in.")).toBeVisible();
  await expect(again.getByRole("button", { name: "Bring in" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await app.undo.click();
  await expect(rows).toHaveCount(0);
});

test("rows that were copied are pasted on a list, with the keys alone", async ({ page }) => {
  const { app, rows, row } = await opened(page, "discovery/risks", "Assumptions and risks");
  const sheet = page.getByRole("dialog", { name: "Import" });
  const paste = async (text) => {
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("Control+v");
  };
  // Lines are names.
  await paste("Read the law\nAsk the bank\n");
  await expect(sheet.getByText("No row reads like headings")).toBeVisible();
  await expect(sheet.getByRole("heading", { name: "Import" })).toBeFocused();
  const go = sheet.getByRole("button", { name: "Bring in" });
  while (!(await go.evaluate((it) => it === document.activeElement))) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(2);
  await paste("Name\tLikelihood\tImpact\tAbout\nRead the law\t4\t5\tNowhere\nAsk the bank\t\t\t\nRiders read texts\t2\t5\t\n");
  await expect(sheet.getByText("New1")).toBeVisible();
  await expect(sheet.getByText("Changed1")).toBeVisible();
  await expect(sheet.getByText("The same, left alone1")).toBeVisible();
  await expect(sheet.getByRole("listitem").filter({ hasText: "SPK-A1" })).toContainText("Likelihood none → 4, Impact none → 5");
  await expect(sheet.getByText("About: nothing here is called “Nowhere”.")).toBeVisible();
  await hasNoBarriers(page);
  // Looked at, and left.
  await page.keyboard.press("Escape");
  await expect(rows).toHaveCount(2);
  await paste("Name\tLikelihood\nRead the law\t4\nRiders read texts\t2\n");
  await sheet.getByRole("button", { name: "Bring in" }).press("Enter");
  await expect(app.toast).toContainText("1 risk or assumption came in, 1 changed");
  await expect(row("Read the law").locator("[data-cell=likelihood]")).toHaveText("4");
  await page.keyboard.press("Control+z");
  await expect(rows).toHaveCount(2);
  await expect(row("Read the law").locator("[data-cell=likelihood]")).toHaveText("");
});

test("a list of a kind that comes into the backlog is known by its headings, or a person says what it is", async ({ page }) => {
  const { app, rows, row } = await opened(page, "communicate/decisions", "Decisions");
  await app.go("Backlog");
  const own = "Key,Question,State,Choice,Decided,Review,Reason\n,Which gateway?,Decided,Text,2026-11-02,2027-02-01,Read at once\n";
  const sheet = await app.import(csv(own, "spk-decisions.csv"), { press: null });
  await expect(sheet.getByLabel("These are")).toHaveValue("decisions");
  await expect(sheet.getByLabel("Into", { exact: true })).toBeVisible();
  // Said otherwise, and back.
  await sheet.getByLabel("These are").selectOption("Items");
  await expect(sheet.getByLabel("These are")).toBeFocused();
  await expect(sheet.getByLabel("Field for the column Choice")).toHaveValue("Kept with the item");
  await sheet.getByLabel("These are").selectOption("Decisions");
  await expect(sheet.getByRole("table", { name: "As they will look" }).getByRole("row").nth(1)).toContainText("Which gateway?");
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Communicate" })).toBeVisible();
  await expect(rows).toHaveCount(1);
  // What goes out comes in again by its key, also after it was changed in a spreadsheet.
  const text = await app.savedList();
  const same = await app.import(csv(text, "back.csv"), { press: null });
  await expect(same.getByText("There is nothing to bring in.")).toBeVisible();
  await page.keyboard.press("Escape");
  await app.import(csv(text.replace("Which gateway?", "Which text gateway?"), "back.csv"));
  await expect(app.toast).toContainText("1 decision changed");
  await expect(rows).toHaveCount(1);
  await expect(row("Which text gateway?")).toBeVisible();
});

const REFUSED = [
  ["nothing", csv("", "empty.csv"), /empty\.csv: The file is empty/],
  ["headings alone", csv("Name,Function\n"), /There are headings and no row under them/],
  ["no column with names", csv("Function,Power\nSales,5\n"), /No column gives the names\. Choose “Name” for the one that does\./],
];

for (const [name, file, sentence] of REFUSED) {
  test(`refused on the page of a kind: ${name}`, async ({ page }) => {
    const { app } = await opened(page, "communicate/stakeholders", "Stakeholders");
    const before = await stored(page);
    const sheet = await app.import(file, { press: null });
    await expect(sheet.getByRole("alert")).toContainText(sentence);
    await expect(sheet.getByRole("alert")).toContainText("Nothing was changed.");
    await hasNoBarriers(page);
    expect(await stored(page)).toBe(before);
  });
}

test("a list of readings finds its metrics, and one undo takes it back", async ({ page }) => {
  const { app } = await opened(page, "outcomes/metrics", "List of metrics");
  await app.import(csv("Metric,Unit\nSign-ups,\nVisits,\n", "metrics.csv"));
  await expect(app.toast).toContainText("2 metrics came in");
  const list = "Metric,Day,Value\nsign-ups,2026-01-03,11\nSPK-M2,2026-01-03,900\nSign-outs,2026-01-03,4\n";
  const sheet = await app.import(csv(list, "readings.csv"), { press: null });
  await expect(sheet.getByLabel("These are")).toHaveValue("readings");
  await expect(sheet.getByText("New2")).toBeVisible();
  await expect(sheet.getByText("no metric here is called “Sign-outs”")).toBeVisible();
  await hasNoBarriers(page);
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.toast).toContainText("2 readings of metrics came in");
  await expect(page.getByRole("heading", { level: 1, name: "Outcomes" })).toBeVisible();
  const again = await app.import(csv(list, "readings.csv"), { press: null });
  await expect(again.getByText("The same, left alone2")).toBeVisible();
  await expect(again.getByRole("button", { name: "Bring in" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await app.undo.click();
  const back = await app.import(csv(list, "readings.csv"), { press: null });
  await expect(back.getByText("New2")).toBeVisible();
});
