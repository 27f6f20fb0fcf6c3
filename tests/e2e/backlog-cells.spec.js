// What a person from a spreadsheet, and one who types fast, does on the list: cells, menus, the panel, paper.
import { App, expect, frames, test } from "./app.js";

const message = (page) => page.getByRole("region", { name: "Message" });

test("what is typed on a cell goes into it, Tab goes on, Delete empties it and Esc leaves it", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  await page.evaluate(() => (location.hash = "#/spk/backlog?columns=status,delegate,release"));
  const row = app.row("Send a reminder the day before");
  const cell = (name) => row.getByRole("button", { name });
  await row.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("ArrowRight");
  await expect(cell("Delegated to: none")).toBeFocused();
  await page.keyboard.type("Sara", { delay: 40 });
  await expect(page.getByRole("combobox")).toHaveValue("Sara");
  await page.keyboard.press("Tab");
  await expect(cell("Delegated to: Sara")).toBeVisible();
  await expect(cell(/^Release/)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("in r", { delay: 40 });
  await page.keyboard.press("Enter");
  await expect(cell("In review")).toBeFocused();
  await page.keyboard.press("Control+C");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("In review");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Delete");
  await expect(message(page)).toContainText("A title cannot be empty.");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("bu", { delay: 40 });
  await page.keyboard.press("Enter");
  await expect(cell("Type: Bug")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(row).toBeFocused();
  // On the row letters are shortcuts again; a press with the mouse leaves them so.
  await cell("In review").click();
  await page.getByRole("menuitemradio", { name: "Doing" }).click();
  await expect(row).toBeFocused();
  await row.getByRole("checkbox").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("heading", { level: 2 })).toHaveText("Let riders confirm or cancel from the reminder");
});

test("a name with a space is typed in a menu, and what is picked is left alone by keys in the panel", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  const row = (name) => app.row(name);
  await row("Send a reminder the day before").focus();
  await page.keyboard.press("s");
  await page.keyboard.type("in review", { delay: 30 });
  await page.keyboard.press("Enter");
  await expect(row("Send a reminder the day before").getByRole("button", { name: "In review" })).toBeVisible();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("s");
  await page.keyboard.type("doing");
  await page.keyboard.press("Enter");
  await expect(row("Let riders confirm or cancel").getByRole("button", { name: "Doing" })).toBeVisible();
  await expect(row("Send a reminder the day before").getByRole("button", { name: "In review" })).toBeVisible();
});

test("a story is told with Tab from field to field", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  await app.row("Let riders confirm or cancel").locator("td.key").click();
  await app.inspector.getByRole("button", { name: "Say for whom and why" }).click();
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("courier");
  await page.keyboard.press("Tab");
  await expect(app.inspector.getByRole("textbox", { name: "I want" })).toBeFocused();
  await page.keyboard.type("to confirm");
  await page.keyboard.press("Tab");
  await expect(app.inspector.getByRole("textbox", { name: "So that" })).toBeFocused();
  await page.keyboard.type("I know");
  await page.keyboard.press("Control+Enter");
  await expect(app.inspector.getByRole("button", { name: "Persona: courier" })).toBeVisible();
  await expect(app.inspector.getByRole("textbox", { name: "I want" })).toHaveValue("to confirm");
});

test("a list one has come back to stays where it is when an item is opened, and keys bring their row into view", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  const main = page.locator("#main");
  await main.evaluate((it) => it.scrollTo(0, 400));
  await frames(page, 3);
  await app.go("Today");
  await app.go("Backlog");
  await expect.poll(() => main.evaluate((it) => it.scrollTop)).toBe(400);
  await main.evaluate((it) => it.scrollTo(0, 900));
  await frames(page, 3);
  const id = await page.evaluate(() => document.elementFromPoint(600, 450).closest("tr[data-id]").id);
  const row = page.locator(`#${id}`);
  const at = await main.evaluate((it) => it.scrollTop);
  await row.locator("td.key").click();
  await expect(app.inspector).toBeVisible();
  expect(await main.evaluate((it) => it.scrollTop)).toBe(at);
  await page.keyboard.press("Escape");
  await main.evaluate((it) => it.scrollTo(0, 0));
  await frames(page, 3);
  await page.keyboard.press("s");
  await expect(page.getByRole("menu", { name: /^Status of/ })).toBeVisible();
  await expect(row).toBeInViewport();
});

test("a table with a line break in a cell is looked at, items stand in the order they are typed, and paper has them all", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", 'Title\tStatus\nOne\tReady\n"Two\nlines"\tDraft\n');
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  const sheet = page.getByRole("dialog", { name: "Import" });
  await expect(sheet.getByRole("table", { name: "As they will look" }).getByRole("row")).toHaveText([/Title/, /One/, /Two lines/]);
  await sheet.getByLabel("Into").selectOption("A new product, My product");
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(page).toHaveURL(/#\/mp\/backlog/);
  await expect(app.rows).toHaveCount(2);
  await page.keyboard.press("c");
  for (const title of ["First", "Second"]) {
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Escape");
  await expect.poll(() => app.titles()).toEqual(["First", "Second", "One", "Two lines"]);
  await page.evaluate(() => (location.hash = "#/spk/backlog"));
  await expect(app.rows.first()).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(page.locator("#paper-rows tr")).toHaveCount(111);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("#paper-rows tr").last()).toBeVisible();
  await expect(app.rows.first()).toBeHidden();
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(page.locator("#paper-rows tr")).toHaveCount(0);
});
