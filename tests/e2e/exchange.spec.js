// What comes in from other tools and goes out again, and the keys a person chooses.
import { App, csv, downloaded, expect, hasNoBarriers, test } from "./app.js";

const FOREIGN = "What,Phase,Sort,Secret,Points\nOne,Parking,Wish,x,3\nTwo,Parking,Bug,y,\nThree,Done,Wish,z,many\n";

test("a foreign list is mapped, looked at and brought in, and undone", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const sheet = await app.import(csv(FOREIGN, "foreign.csv"), { press: null });
  await expect(sheet.getByRole("alert")).toContainText("No column gives the titles.");
  await expect(sheet.getByRole("button", { name: "Bring in" })).toBeDisabled();
  await hasNoBarriers(page);
  await sheet.getByLabel("Field for the column What").selectOption("Title");
  await expect(sheet.getByLabel("Field for the column What")).toBeFocused();
  await sheet.getByLabel("Field for the column Phase").selectOption("Status");
  await sheet.getByLabel("Field for the column Sort").selectOption("Type");
  await sheet.getByLabel("Field for the column Secret").selectOption("Leave out");
  // Both columns are read by now: what stands first may have become another choice.
  await expect(sheet.getByLabel("Type “Wish” means")).toBeVisible();
  await sheet.getByLabel("Status “Parking” means").selectOption("Idea");
  await sheet.getByLabel("Type “Wish” means").selectOption("Spike");
  const preview = sheet.getByRole("table", { name: "As they will look" }).getByRole("row");
  await expect(preview).toHaveText([/Title/, /One.*Idea.*3/, /Two.*Idea/, /Three.*Accepted/]);
  await expect(sheet.getByText("Estimate “many” is no number of points.")).toBeVisible();
  await hasNoBarriers(page);
  const [download] = await Promise.all([page.waitForEvent("download"), sheet.getByRole("button", { name: "Save report" }).click()]);
  expect(download.suggestedFilename()).toBe("import-report.txt");
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows).toHaveCount(3);
  await expect(app.row("One").getByRole("button", { name: "Type: Spike" })).toBeVisible();
  await app.row("One").locator("[data-cell=title]").click();
  await expect(app.inspector).not.toContainText("Secret");
  await app.undo.click();
  await expect(page.getByText("Nothing to build yet")).toBeVisible();
});

const paste = (page, text) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    (document.activeElement ?? document.body).dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);

test("what was copied elsewhere is pasted on the list: lines become items, a table is looked at first", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await paste(page, "Sheds\n  Paint them\n  Lock them\n");
  await expect(app.toast).toContainText("Added 3 items");
  await expect(app.rows).toHaveCount(3);
  await paste(page, "Title\tStatus\tEstimate\nBells\tReady\t3\nLamps\tIdea\t1\n");
  const sheet = page.getByRole("dialog", { name: "Import" });
  await expect(sheet.getByRole("table", { name: "As they will look" }).getByRole("row")).toHaveText([/Title/, /Bells.*Ready.*3/, /Lamps.*Idea.*1/]);
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows).toHaveCount(5);
  await app.undo.click();
  await expect(app.rows).toHaveCount(3);
  await app.undo.click();
  await expect(page.getByText("Nothing to build yet")).toBeVisible();
  // In a field it is text like any other.
  await page.keyboard.press("c");
  await paste(page, "One line");
  await expect(app.rows).toHaveCount(0);
  // A cell with a line break is one title, without the quotes of the spreadsheet; a table is looked at here, too.
  await paste(page, '"Login\nwith ""SSO"""');
  const field = page.getByLabel("Title of the new item");
  await expect(field).toHaveValue('Login with "SSO"');
  await field.press("Enter");
  await paste(page, '"Pay\nby card"\n- [x] Pay by bill\n');
  await expect(app.rows).toHaveCount(3);
  await expect(app.row("Pay by card")).toBeVisible();
  await expect(app.row("Pay by bill").getByRole("button", { name: "Accepted" })).toBeVisible();
  await paste(page, "Title\tStatus\nBells\tReady\n");
  await expect(sheet).toBeVisible();
  await expect(app.rows).toHaveCount(3);
});

test("rows without headings lose none, epics come along, and a table pasted in the first steps is looked at too", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await page.getByLabel("Product", { exact: true }).fill("Spoke");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByRole("textbox", { name: "Lines" }).focus();
  await paste(page, "A-1\tPay by card\tCheckout\t3\nA-2\tPay by bill\tCheckout\tmuch\n");
  const sheet = page.getByRole("dialog", { name: "Import" });
  const headings = sheet.getByLabel("Headings", { exact: true });
  await expect(headings).toHaveValue("");
  const preview = sheet.getByRole("table", { name: "As they will look" }).getByRole("row");
  await expect(preview).toHaveText([/Title/, /Pay by card/, /Pay by bill/]);
  await headings.selectOption("1");
  await expect(sheet.getByLabel("Field for the column Pay by card")).toBeVisible();
  await expect(headings).toBeFocused();
  await headings.selectOption("");
  await sheet.getByLabel("Field for the column Column 3").selectOption("Epic or parent");
  await expect(sheet.getByText("Made, for what the file names: 1 epic.")).toBeVisible();
  await hasNoBarriers(page);
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("first");
  await page.evaluate(() => (location.hash = "#/spk/backlog/tree"));
  await expect(page.locator("tr[data-id]")).toHaveText([/Checkout/, /Pay by card/, /Pay by bill/]);
  await expect(page.locator("tr[data-id]").nth(2)).toHaveAttribute("aria-level", "2");
  await app.undo.click();
  await expect(page.locator("tr[data-id]")).toHaveCount(0);
});

test("one product goes out alone, and the backlog as a list that comes back as itself", async ({ page }) => {
  const app = new App(page);
  await app.start("Mine");
  await app.write("My own");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("sample");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await page.evaluate(() => (location.hash = "#/settings/data"));
  const one = await downloaded(page, () => page.getByRole("button", { name: "Export this product" }).click());
  expect(one.name).toMatch(/^throughline-spk-/);
  const document = JSON.parse(one.text);
  expect(document.counts.products).toBe(1);
  expect(document.counts.items).toBe(111);
  await page.evaluate(() => (location.hash = "#/spk/backlog"));
  await expect(app.rows.first()).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("csv");
  const list = await downloaded(page, () => page.keyboard.press("Enter"));
  expect(list.name).toMatch(/^spk-backlog-.*\.csv$/);
  const sheet = await app.import(csv(list.text, "back.csv"), { press: null });
  await expect(sheet.getByText("New0")).toBeVisible();
});

test("letters alone can be switched off, and an action be given another key", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("One", "Two");
  await page.evaluate(() => (location.hash = "#/settings/keyboard"));
  await expect(page.getByRole("heading", { level: 2, name: "Keyboard" })).toBeVisible();
  await hasNoBarriers(page);
  const change = page.getByRole("button", { name: "Change the key of New item" });
  await change.click();
  await page.keyboard.press("Control+t");
  await expect(page.getByText("The browser keeps Ctrl T for itself. Choose another.")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByText("Ctrl K is for “Go, find, do” already. Choose another.")).toBeVisible();
  await page.keyboard.press("y");
  await expect(page.getByRole("button", { name: "Reset the key of New item" })).toBeVisible();
  await app.go("Backlog");
  await page.keyboard.press("c");
  await expect(page.getByLabel("Title of the new item")).toHaveCount(0);
  await page.keyboard.press("y");
  await expect(page.getByLabel("Title of the new item")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(app.rows).toHaveCount(2);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Shortcuts" }).getByRole("listitem").filter({ hasText: "New item" })).toContainText("Y");
  await page.keyboard.press("Escape");
  // Earlier builds kept a key by what the action was called.
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("throughline-device"));
    localStorage.setItem("throughline-device", JSON.stringify({ ...kept, keys: { "New item": "U" } }));
  });
  await page.reload();
  await expect(app.rows).toHaveCount(2);
  await page.keyboard.press("u");
  await expect(page.getByLabel("Title of the new item")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/settings/keyboard"));
  await page.getByRole("button", { name: "Reset the key of New item" }).click();
  await expect(page.getByRole("button", { name: "Reset the key of New item" })).toHaveCount(0);
  await page.getByRole("button", { name: "Off", exact: true }).click();
  await app.go("Backlog");
  await page.keyboard.press("c");
  await expect(page.getByLabel("Title of the new item")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
});
