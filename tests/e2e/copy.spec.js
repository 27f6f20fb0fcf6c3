// The copy of the tail in IndexedDB: what the store lacks at a start comes from it, and nothing depends on it.
import { App, expect, test } from "./app.js";

const promise = (page) => page.locator("section", { has: page.getByRole("heading", { name: "What “Saved” promises" }) }).locator("p");
const kept = (page) => page.evaluate(() => new Promise((done) => {
  const open = indexedDB.open("throughline");
  open.onsuccess = () => {
    const all = open.result.transaction("tail").objectStore("tail").getAllKeys();
    all.onsuccess = () => (open.result.close(), done(all.result));
  };
}));

test("what the disk had not taken is caught up at the next start, and stays", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("on the disk");
  await app.isSaved();
  const before = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  await page.keyboard.press("F2");
  await page.keyboard.type("only in the copy");
  await page.keyboard.press("Enter");
  await app.isSaved();
  // A page of the same place that is not the app, while the disk goes back to what it was.
  page.expectedErrors.push(/404/);
  await page.goto("schema.json");
  await page.evaluate((before) => {
    localStorage.clear();
    for (const [key, text] of Object.entries(JSON.parse(before))) localStorage.setItem(key, text);
  }, before);
  for (let start = 0; start < 2; start += 1) {
    await app.open("#/spk/backlog");
    await expect(app.row("only in the copy")).toBeVisible();
    await app.isSaved();
    await page.goto("schema.json");
  }
});

test("Settings says what “Saved” promises where there is a copy", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await page.goto("#/settings/data");
  await expect(promise(page)).toContainText("is on the disk");
});

for (const [what, spoil] of [
  ["missing", () => Object.defineProperty(window, "indexedDB", { value: undefined })],
  ["blocked", () => (IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); })],
  ["full", () => (IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); })],
]) {
  test(`IndexedDB that is ${what} changes nothing but the promise`, async ({ page }) => {
    await page.addInitScript(spoil);
    const app = new App(page);
    await app.start();
    await app.write("one");
    await app.isSaved();
    await page.goto("#/settings/data");
    await expect(promise(page)).toContainText("survives closing the tab");
    await page.reload();
    await app.open("#/spk/backlog");
    await expect(app.rows).toHaveCount(1);
  });
}

test("IndexedDB that is slow by two seconds holds nobody up", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
      set(done) {
        this.addEventListener("complete", () => setTimeout(done, 2_000));
      },
    });
  });
  const app = new App(page);
  await app.start();
  await app.write("one", "two", "three");
  await expect(app.saved).toHaveText("Saving…");
  await app.isSaved();
  await page.reload();
  await expect(app.rows).toHaveCount(3);
});

test("IndexedDB that is taken away under a running page changes nothing but the promise", async ({ page }) => {
  await page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    window.opened = [];
    IDBFactory.prototype.open = function (...words) {
      const request = open.apply(this, words);
      request.addEventListener("success", () => window.opened.push(request.result));
      return request;
    };
  });
  const app = new App(page);
  await app.start();
  await app.isSaved();
  await page.evaluate(() => window.opened.forEach((database) => database.close()));
  await app.write("one");
  await app.isSaved();
  await page.goto("#/settings/data");
  await expect(promise(page)).toContainText("survives closing the tab");
});

test("erasing everything erases the copy, and nothing comes back", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("gone for good");
  await app.isSaved();
  await app.erase();
  expect(await kept(page)).toEqual([]);
  await page.reload();
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
});

test("Saved shows with the first answer of the copy, which is asked to be strict", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("one");
  await app.isSaved();
  await page.evaluate(() => {
    const answers = [];
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...words) {
      const begun = transaction.apply(this, words);
      begun.addEventListener("complete", () => answers.push(words[2]?.durability));
      return begun;
    };
    const state = document.querySelector("[aria-label='Save state']");
    window.answersUntilSaved = new Promise((done) => {
      const seen = new MutationObserver(() => /^Saved \d/.test(state.textContent) && done(answers.slice()));
      seen.observe(state, { childList: true, characterData: true, subtree: true });
    });
  });
  await page.keyboard.press("Delete");
  expect(await page.evaluate(() => window.answersUntilSaved)).toEqual(["strict"]);
});
