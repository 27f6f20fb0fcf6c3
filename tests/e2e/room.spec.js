// How much fits: 25,000 items where a browser gives what Chromium and Firefox give, and a sentence before it begins where
// it gives less, as WebKit does.
import { App, chance, csv, expect, test } from "./app.js";

const words = "rider workshop booking reminder cancel job stand message confirm day price part mechanic page order phone".split(" ");

// Items of 600 characters, in words that repeat as words do; the same in each run.
function rows(count) {
  const random = chance(11);
  const text = (length) => {
    let out = "";
    while (out.length < length) out += `${words[random(words.length)]}${random(400)} `;
    return out.slice(0, length).trim();
  };
  const lines = Array.from({ length: count }, (_, n) => `Item ${n} ${text(40)},${text(550)}`);
  return csv(`Title,Description\n${lines.join("\n")}\n`, `${count}.csv`);
}

test("25,000 items of 600 characters fit, and can be edited", async ({ page }) => {
  test.setTimeout(300_000);
  const app = new App(page);
  await app.start("Many");
  const sheet = await app.import(rows(25_000), { press: null });
  await sheet.getByRole("button", { name: "Bring in" }).click({ timeout: 120_000 });
  await expect(page.getByText("25000 items", { exact: true })).toBeVisible({ timeout: 120_000 });
  await app.isSaved();
  const share = await page.evaluate(() => Object.entries(localStorage).reduce((sum, [key, text]) => sum + key.length + text.length, 0) / 5_242_880);
  expect(share).toBeLessThan(0.85);
  await app.row("Item 3 ").first().click({ position: { x: 600, y: 10 } });
  await page.keyboard.press("Escape");
  await page.keyboard.press("s");
  await page.keyboard.press("4");
  await page.keyboard.press("End");
  await page.keyboard.press("Control+Shift+Home");
  await app.isSaved();
  await page.reload();
  await expect(page.getByText("25000 items", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(app.rows.first()).toContainText("Item 24999 ");
  await expect(app.row("Item 3 ").first()).toContainText("Doing");
});

test("where a browser gives less, it is said before anything is brought in", async ({ page }) => {
  test.setTimeout(300_000);
  // As WebKit does: half the room, found out by trying.
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "vendor", { get: () => "Apple Computer, Inc." });
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      let taken = key.length + text.length;
      for (let n = 0; n < this.length; n += 1) if (this.key(n) !== key) taken += this.key(n).length + this.getItem(this.key(n)).length;
      if (taken > 2_600_000) throw new DOMException("full", "QuotaExceededError");
      return Reflect.apply(set, this, [key, text]);
    };
  });
  const app = new App(page);
  await app.start("Many");
  await app.write("Before");
  await app.isSaved();
  const keys = () => page.evaluate(() => Object.entries(localStorage).map(([key, text]) => `${key} ${text.length}`).sort());
  const before = await keys();
  const sheet = await app.import(rows(25_000), { press: null });
  await sheet.getByRole("button", { name: "Bring in" }).click({ timeout: 120_000 });
  await expect(sheet.getByRole("alert")).toContainText(/This needs \d+ kB and \d+ kB are left in this browser/, { timeout: 120_000 });
  expect(await keys(), "nothing was written").toEqual(before);
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(app.rows).toHaveCount(1);
  await page.evaluate(() => (location.hash = "#/settings/data"));
  await expect(page.getByText(/of 2\.[456] MB/)).toBeVisible();
});
