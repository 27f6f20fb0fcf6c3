// Backups beside the store: made by themselves, listed, brought back by Import, and gone with everything else.
import { readFileSync } from "node:fs";
import { App, csv, expect, hasNoBarriers, test } from "./app.js";

const heading = (page) => page.getByRole("heading", { name: "Backups", exact: true });
const rows = (page) => page.locator("section").filter({ has: heading(page) }).last().getByRole("listitem");

// What is brought in shows where it went: that comes first.
async function backups(page) {
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.goto("#/settings/data");
  await expect(heading(page)).toBeVisible();
}

test("the first start of a day keeps a backup, and Import brings it back by one step", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("As it was");
  await app.isSaved();
  await page.reload();
  await app.row("As it was").locator("[data-cell=title]").click();
  await backups(page);
  await expect(rows(page)).toHaveCount(1);
  await hasNoBarriers(page);
  await app.go("Backlog");
  await app.row("As it was").locator("[data-cell=title]").click();
  await app.inspector.getByRole("textbox", { name: "Title" }).fill("As it became");
  await page.keyboard.press("Tab");
  await expect(app.row("As it became")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("c");
  await page.keyboard.type("Came since");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.rows).toHaveCount(2);

  await backups(page);
  await rows(page).getByRole("button", { name: /^Restore/ }).click();
  const sheet = page.getByRole("dialog", { name: "Import" });
  await expect(sheet.getByRole("radio", { name: "Put everything back" })).toBeChecked();
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await app.go("Backlog");
  await expect(app.row("As it was")).toBeVisible();
  await expect(app.rows).toHaveCount(1);
  await app.undo.click();
  await expect(app.row("As it became")).toBeVisible();
  await expect(app.rows).toHaveCount(2);
});

test("seven days are kept, one of each", async ({ page }) => {
  const app = new App(page);
  await page.clock.setFixedTime("2026-11-01T09:00:00");
  await app.start();
  await app.isSaved();
  for (let day = 1; day <= 9; day += 1) {
    await page.clock.setFixedTime(`2026-11-0${day}T09:00:00`);
    for (const start of ["first", "second"]) {
      await page.reload();
      await backups(page);
      // With seven kept, the number alone does not say that this day's is there: that one has a time and no day.
      await expect(rows(page).first()).toHaveText(/^\d\d:\d\d/);
      await expect(rows(page), `the ${start} start of day ${day}`).toHaveCount(Math.min(day, 7));
    }
  }
  await expect(rows(page).last()).toContainText("3 Nov");
});

test("an import, a large deletion and emptying Trash are preceded by one; the last three stay", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.import(csv(`Title\n${Array.from({ length: 30 }, (_, n) => `Item ${n}`).join("\n")}\n`));
  await expect(app.toast).toContainText("30 items");
  await backups(page);
  await expect(rows(page)).toHaveText([/^Before an import/]);
  await app.go("Backlog");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(app.toast).toContainText("Deleted");
  await page.goto("#/settings/trash");
  await page.getByRole("button", { name: "Empty Trash…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Empty Trash" }).click();
  await backups(page);
  await expect(rows(page)).toHaveText([/^Before a deletion/, /^Before a deletion/, /^Before an import/]);
  await app.go("Backlog");
  await app.import(csv("Title\nOne more\n"));
  await backups(page);
  await expect(rows(page)).toHaveText([/^Before an import/, /^Before a deletion/, /^Before a deletion/]);

  // What was there before the items were deleted.
  const [download] = await Promise.all([page.waitForEvent("download"), rows(page).nth(2).getByRole("button", { name: /^Download/ }).click()]);
  expect(download.suggestedFilename()).toMatch(/^throughline-backup-[\d-]+\.json$/);
  expect(JSON.parse(readFileSync(await download.path(), "utf8")).data.items).toHaveLength(30);
});

test("erasing everything erases the backups", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.import(csv("Title\nOne\n"));
  await backups(page);
  await expect(rows(page)).toHaveText([/^Before an import/]);
  await app.erase();
  await app.start();
  await backups(page);
  await expect(page.getByText("There is none yet")).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
});

test("where the browser has no place for them, everything else is as ever", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { get() { throw new DOMException("denied", "SecurityError"); } }));
  const app = new App(page);
  await app.start();
  await app.import(csv("Title\nOne\n"));
  await expect(app.row("One")).toBeVisible();
  await backups(page);
  await expect(page.getByText("this browser lets the page keep none")).toBeVisible();
});
