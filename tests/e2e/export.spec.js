// What goes out for another tool, and how the file comes out of one.
import { App, csv, downloaded, expect, hasNoBarriers, test } from "./app.js";

test("the list in view goes out for Jira by keys alone, and comes in again", async ({ page }) => {
  const app = new App(page);
  await app.start("Mine");
  await app.write("Pay by card", "Pay, by bill", "Lock the shed");
  await page.keyboard.press("/");
  await page.keyboard.type("pay");
  await expect(app.rows).toHaveCount(2);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("export…");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Export" });
  await expect(dialog.getByRole("button", { name: "This list, 2 items" })).toHaveAttribute("aria-pressed", "true");
  await expect(dialog.getByRole("button", { name: "All 3 items" })).toBeVisible();
  await dialog.getByRole("radio").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("radio", { name: "Jira" })).toBeChecked();
  await expect(dialog.getByRole("status")).toContainText("External system import");
  const file = await downloaded(page, () => page.keyboard.press("Enter"));
  expect(file.name).toMatch(/^mn-jira-.*\.csv$/);
  const text = file.bytes.toString("utf8");
  expect(text.split("\r\n")[0]).toMatch(/^Summary,Issue key,Issue id,Parent,Issue Type,Status,/);
  expect(text).toContain('\r\n"Pay, by bill",MN-2,2,');
  expect(text).not.toContain("Lock the shed");
  await expect(dialog).toBeHidden();
  await expect(app.toast).toContainText("Saved Mine to mn-jira-");
  await app.erase();
  await app.start("Other");
  await app.import(csv(text, file.name));
  await expect(app.rows).toHaveText([/Pay by card/, /Pay, by bill/]);
});

test("the whole product goes out as a workbook, a script and a calendar by mouse", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  await page.keyboard.press("/");
  await page.keyboard.type("booking");
  await expect(app.rows.first()).toContainText(/booking/i);
  await page.getByRole("button", { name: "Export…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  const all = dialog.getByRole("button", { name: /^All \d+ items$/ });
  await all.click();
  await expect(all).toHaveAttribute("aria-pressed", "true");
  await hasNoBarriers(page);
  const save = dialog.getByRole("button", { name: "Save the file" });
  const book = await downloaded(page, () => save.click());
  expect(book.name).toMatch(/^spk-excel-.*\.xlsx$/);
  expect(book.bytes.subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  expect(book.bytes.includes("xl/worksheets/sheet20.xml")).toBe(true);
  for (const [tool, name, begins] of [
    ["GitHub", /^spk-github-.*\.sh$/, "#!/bin/sh\n"],
    ["Calendar", /^spk-calendar-.*\.ics$/, "BEGIN:VCALENDAR\r\n"],
  ]) {
    await page.evaluate(() => (location.hash = "#/settings/data"));
    await page.getByRole("button", { name: "Export…" }).click();
    await dialog.getByText(tool, { exact: true }).click();
    const file = await downloaded(page, () => save.click());
    expect(file.name).toMatch(name);
    expect(file.bytes.toString("utf8").startsWith(begins)).toBe(true);
  }
});

test("a calendar is of the whole product, and closing keeps everything as it was", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  await page.keyboard.press("/");
  await page.keyboard.type("booking");
  await expect(app.rows.first()).toContainText(/booking/i);
  const opener = page.getByRole("button", { name: "Export…" });
  await opener.click();
  const dialog = page.getByRole("dialog", { name: "Export" });
  await dialog.getByText("Calendar", { exact: true }).click();
  await expect(dialog.getByRole("button", { name: /^This list/ })).toBeDisabled();
  await expect(dialog.getByRole("button", { name: /^All \d/ })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test("import says how the file comes out of a tool, in three steps", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("import");
  await page.keyboard.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Import" });
  const tool = sheet.getByLabel("How to get the file out of");
  await expect(tool.getByRole("option")).toHaveCount(25);
  await tool.selectOption("Jira");
  await expect(sheet.getByRole("listitem").filter({ hasText: "Export CSV (all fields)" })).toBeVisible();
  await expect(sheet.getByText("Comes in: type, parent, state")).toBeVisible();
  await hasNoBarriers(page);
  await tool.selectOption("Trello");
  await expect(sheet.getByText("Press Export as JSON.")).toBeVisible();
  await expect(sheet.getByText("all fields")).toHaveCount(0);
});
