// The same paragraph with the keyboard alone: the mouse is never used, and the focus is never lost.
import { App, expect, test } from "./app.js";

const focused = (page) => page.evaluate(() => document.activeElement?.tagName ?? "none");

async function keepsFocus(page) {
  await expect.poll(() => focused(page), "the focus dropped to the page").not.toBe("BODY");
}

test("everything is done with the keyboard alone", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await expect(page.getByLabel("Product")).toBeFocused();
  await page.keyboard.type("Spoke");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Key")).toHaveValue("SPK");
  await page.keyboard.press("Enter");
  // Empty steps are passed by their first button.
  await expect(page.getByLabel("Vision")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Lines")).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Roadmap" })).toBeFocused();
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page.getByRole("heading", { level: 1, name: "Backlog" })).toBeFocused();

  await page.keyboard.press("c");
  for (const title of ["First", "Second", "Third"]) {
    await page.keyboard.type(title);
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("Escape");
  await expect(app.row("Third")).toBeFocused();

  await page.keyboard.press("k");
  await expect(app.row("Second")).toBeFocused();
  await page.keyboard.press("s");
  await expect(page.getByRole("menu", { name: "Status of SPK-2" })).toBeVisible();
  await page.keyboard.press("4");
  await expect(app.row("Second")).toContainText("Doing");
  await expect(app.row("Second")).toBeFocused();
  await page.keyboard.press("t");
  await page.keyboard.type("b");
  await page.keyboard.press("Enter");
  await expect(app.row("Second").getByRole("button", { name: "Type: Bug" })).toBeAttached();
  await page.keyboard.press("Shift+E");
  await expect(page.getByRole("combobox", { name: "Estimate of SPK-2" })).toBeFocused();
  await page.keyboard.type("2.5");
  await page.keyboard.press("Enter");
  await expect(app.row("Second")).toContainText("2.5");
  await page.keyboard.press("l");
  await expect(page.getByRole("combobox", { name: "Labels of SPK-2" })).toBeFocused();
  await page.keyboard.type("mobile");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.row("Second")).toContainText("mobile");
  await keepsFocus(page);
  await page.keyboard.press("e");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Second, better");
  await page.keyboard.press("Enter");
  await expect(app.row("Second, better")).toBeFocused();

  await page.keyboard.press("Control+Shift+ArrowUp");
  await expect.poll(() => app.titles()).toEqual(["Second, better", "First", "Third"]);
  await expect(app.row("Second, better")).toBeFocused();
  await page.keyboard.press("Control+Shift+End");
  await expect.poll(() => app.titles()).toEqual(["First", "Third", "Second, better"]);
  await page.keyboard.press("m");
  await page.keyboard.type("top");
  await page.keyboard.press("Enter");
  await expect.poll(() => app.titles()).toEqual(["Second, better", "First", "Third"]);
  await page.keyboard.press("Shift+M");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => app.titles()).toEqual(["First", "Second, better", "Third"]);
  await page.keyboard.press("Shift+M");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await expect.poll(() => app.titles()).toEqual(["First", "Second, better", "Third"]);

  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("heading", { name: "Second, better" })).toBeFocused();
  await page.keyboard.press("e");
  await expect(app.inspector.getByLabel("Title")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(app.inspector).toHaveCount(0);
  await keepsFocus(page);

  await page.keyboard.press("Home");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByRole("toolbar", { name: "2 selected" })).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(app.rows).toHaveCount(1);
  await expect(app.row("Third")).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect(app.rows).toHaveCount(3);
  await keepsFocus(page);
  await page.keyboard.press("Control+Shift+z");
  await expect(app.rows).toHaveCount(1);
  await page.keyboard.press("Control+z");

  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search" })).toBeFocused();
  await page.keyboard.type("third");
  await expect(app.rows).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(app.row("Third")).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await expect(app.rows).toHaveCount(3);

  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press(",");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeFocused();
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page.getByRole("heading", { level: 1, name: "Backlog" })).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("SPK-1");
  await page.keyboard.press("Enter");
  await expect(app.inspector).toContainText("SPK-1");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Shortcuts" })).toHaveCount(0);
  await app.isSaved();
});

test("letters are letters while one writes, and shortcuts live on after a button was pressed", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("One");
  await page.keyboard.press("Enter");
  await app.inspector.getByLabel("Title").fill("xcs? [m");
  await page.keyboard.press("Enter");
  await expect(app.row("xcs? [m")).toBeVisible();
  await app.inspector.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "PM" }).click();
  await page.keyboard.press("c");
  await expect(page.getByLabel("Title of the new item")).toBeFocused();
});

test("the cells of a row are reached with left and right, and up and down keep the column", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("One", "Two");
  for (let i = 0; i < 4; i += 1) await page.keyboard.press("ArrowRight");
  await expect(app.row("One").locator("[data-cell=status]")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(app.row("Two").locator("[data-cell=status]")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.row("Two").locator("[data-cell=status]")).toBeFocused();
});

test("Delete deletes once, however long it is held", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("One", "Two", "Three");
  for (let press = 0; press < 4; press += 1) await page.keyboard.down("Delete");
  await page.keyboard.up("Delete");
  await expect(app.rows).toHaveCount(2);
  await page.keyboard.press("Delete");
  await expect(app.rows).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await expect(app.rows).toHaveCount(2);
});
