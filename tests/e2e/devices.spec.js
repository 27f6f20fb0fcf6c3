// Two devices that worked apart come together by their files.
import { App, expect, hasNoBarriers, json, test } from "./app.js";

// Another device: a browser of its own, with what a file brings.
async function device(browser, page, file) {
  const context = await browser.newContext({ baseURL: page.url().split("#")[0] });
  const other = new App(await context.newPage());
  await other.open();
  await other.import(json(file, "laptop.throughline.json"));
  await expect(other.page.getByRole("heading", { level: 1 })).toBeVisible();
  await other.go("Backlog");
  return other;
}

async function rename(app, from, to) {
  await app.go("Backlog");
  await app.row(from).focus();
  await app.page.keyboard.press("F2");
  await app.page.keyboard.press("Control+a");
  await app.page.keyboard.type(to);
  await app.page.keyboard.press("Enter");
  await expect(app.row(to)).toBeVisible();
}

const tables = (text) => {
  const { stamps, ...data } = JSON.parse(text).data;
  return { stamps, ...data };
};

test("two devices diverge, one merges the other’s file and gives its own back: both have the same", async ({ browser, page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Confirm from the reminder", "Price range", "Two bikes");
  const other = await device(browser, page, await app.export());
  await rename(other, "Confirm from the reminder", "Confirm with one tap");
  await rename(other, "Price range", "Price range before booking");
  await rename(app, "Confirm from the reminder", "Confirm or cancel");
  await rename(app, "Two bikes", "Two bikes at once");
  const theirs = await other.export();

  await app.go("Backlog");
  const sheet = await app.import(json(theirs, "tablet.throughline.json"), { press: null });
  await expect(sheet.getByRole("heading", { name: "1 record to decide." })).toBeVisible();
  await expect(sheet.getByText("One is open. Left so, what is here stands, on both devices.")).toBeVisible();
  const title = sheet.getByRole("radiogroup", { name: "Title" });
  await expect(title).toContainText("Confirm from the reminder");
  await hasNoBarriers(page);
  await expect(sheet.getByText("Title Price range → Price range before booking")).toBeVisible();
  // By keyboard: the arrows choose within the row.
  await title.getByRole("radio", { name: "Confirm or cancel" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(title.getByRole("radio", { name: "Confirm with one tap" })).toBeChecked();
  await expect(sheet.getByText("One undo takes all of it back.")).toBeVisible();
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.toast).toContainText("2 records came in");
  await app.go("Backlog");
  expect(await app.titles()).toEqual(["Confirm with one tap", "Price range before booking", "Two bikes at once"]);

  const merged = await app.export();
  await other.import(json(merged, "laptop.throughline.json"));
  await expect(other.toast).toContainText("came in");
  expect(tables(await other.export())).toEqual(tables(merged));

  // The same once more: nothing.
  await app.go("Backlog");
  const again = await app.import(json(theirs, "tablet.throughline.json"), { press: null });
  await expect(again.getByRole("button", { name: "Bring in" })).toBeDisabled();
  await page.keyboard.press("Escape");
  // One undo takes the merge back.
  await app.undo.click();
  expect(await app.titles()).toEqual(["Confirm or cancel", "Price range", "Two bikes at once"]);
  await other.page.context().close();
});

test("check-ins made apart are all there on both", async ({ browser, page }) => {
  const app = new App(page);
  await app.sample("Strategy");
  const other = await device(browser, page, await app.export());
  const dialog = (of) => of.page.getByRole("dialog");
  const open = async (of) => {
    await of.go("Strategy");
    await of.page.getByRole("row").getByRole("button", { name: /^Check in: Bookings made online/ }).click();
  };
  for (const [of, value, day] of [[app, "61", 2], [other, "63", 1]]) {
    await open(of);
    await dialog(of).getByLabel("Value").fill(value);
    await dialog(of).getByLabel(/^Day/).fill(await of.page.evaluate((day) => new Date(Date.now() - day * 86_400_000).toISOString().slice(0, 10), day));
    await dialog(of).getByRole("button", { name: "Check in" }).click();
    await expect(dialog(of)).toHaveCount(0);
    await expect(of.page.getByRole("row").filter({ hasText: "Bookings made online" })).toContainText(`${value} %`);
  }
  const theirs = await other.export();
  await app.import(json(theirs, "tablet.throughline.json"));
  await expect(app.toast).toContainText("1 record came in");
  await other.import(json(await app.export(), "laptop.throughline.json"));
  await expect(other.toast).toContainText("1 record came in");
  for (const of of [app, other]) {
    await open(of);
    await expect(dialog(of).getByRole("button", { name: /^Remove 6[13] % of / })).toHaveCount(2);
    await of.page.keyboard.press("Escape");
  }
  await other.page.context().close();
});

test("what one deleted and the other changed is asked, and both may stay", async ({ browser, page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Bells", "Lamps");
  const other = await device(browser, page, await app.export());
  await rename(other, "Lamps", "Lamps with a switch");
  await rename(other, "Bells", "Louder bells");
  await rename(app, "Lamps", "Two lamps");
  await app.row("Bells").focus();
  await page.keyboard.press("Delete");
  await expect(app.rows).toHaveCount(1);
  const sheet = await app.import(json(await other.export(), "tablet.json"), { press: null });
  const list = sheet.getByRole("list", { name: "To decide" });
  await expect(list.getByRole("button")).toHaveCount(2);
  await list.getByRole("button", { name: "Louder bells" }).click();
  const deleted = sheet.getByRole("radiogroup", { name: "Deleted" });
  await deleted.locator("label", { hasText: "No, and changed since" }).click();
  await expect(deleted.getByRole("radio", { name: "No, and changed since" })).toBeChecked();
  await list.getByRole("button", { name: "lamps" }).click();
  await sheet.getByRole("button", { name: "Keep both" }).click();
  await expect(list.getByRole("button", { name: "both" })).toBeVisible();
  await hasNoBarriers(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await hasNoBarriers(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await hasNoBarriers(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(3);
  expect(new Set(await app.titles())).toEqual(new Set(["Louder bells", "Two lamps", "Lamps with a switch"]));
  await other.page.context().close();
});
