// One file of the person's is kept up to date. A file of the browser's own stands in for the one that a person would choose.
import { App, expect, hasNoBarriers, test } from "./app.js";

const line = (page) => page.locator(".line").filter({ hasText: "spoke.json" });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const disk = (page) =>
  page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle("spoke.json", { create: true })).getFile()).text();
  });
const writeElsewhere = (page, text) =>
  page.evaluate(async (text) => {
    const folder = await navigator.storage.getDirectory();
    const stream = await (await folder.getFileHandle("spoke.json")).createWritable();
    await stream.write(text);
    await stream.close();
  }, text);

test.beforeEach(async ({ context }) => {
  await context.addInitScript(() => {
    window.showSaveFilePicker = async () => (await navigator.storage.getDirectory()).getFileHandle("spoke.json", { create: true });
  });
});

async function keepsFile(page) {
  const app = new App(page);
  await app.start();
  await app.write("First");
  await page.goto("#/settings/data");
  await button(page, "Choose a file…").click();
  await expect(line(page)).toContainText("is kept up to date");
  await expect.poll(() => disk(page)).toContain("First");
  return app;
}

async function adds(app, title) {
  await app.go("Backlog");
  await app.page.keyboard.press("c");
  await app.page.getByLabel("Title of the new item").fill(title);
  await app.page.keyboard.press("Enter");
  await app.page.keyboard.press("Escape");
  await expect(app.row(title)).toBeVisible();
}

test("a file is written after each change, whatever the tab, and goes on after a start", async ({ page, context }) => {
  const app = await keepsFile(page);
  await hasNoBarriers(page);
  await adds(app, "Second");
  await expect.poll(() => disk(page)).toContain("Second");
  const other = new App(await context.newPage());
  await other.open();
  await adds(other, "Third");
  await expect.poll(() => disk(page)).toContain("Third");
  await adds(app, "Fourth");
  await expect.poll(() => disk(page)).toContain("Fourth");
  expect(JSON.parse(await disk(page)).data.items).toHaveLength(4);
  await page.reload();
  await adds(app, "Fifth");
  await expect.poll(() => disk(page)).toContain("Fifth");
  await page.goto("#/settings/data");
  await expect(line(page)).toContainText("is kept up to date");
});

test("what was changed elsewhere is not written over unasked", async ({ page }) => {
  const app = await keepsFile(page);
  const theirs = (await disk(page)).replace("First", "Theirs");
  await writeElsewhere(page, theirs);
  await adds(app, "Ours");
  await page.goto("#/settings/data");
  await expect(line(page)).toContainText("was changed elsewhere");
  expect(await disk(page)).toBe(theirs);
  await button(page, "Bring it in…").click();
  await expect(page.getByRole("dialog", { name: "Import" })).toContainText("spoke.json");
  await page.keyboard.press("Escape");
  await button(page, "Write over it").click();
  await expect(line(page)).toContainText("is kept up to date");
  await expect.poll(() => disk(page)).toContain("Ours");
});

test("a file that has gone is said, and stopping ends it", async ({ page }) => {
  const app = await keepsFile(page);
  await page.evaluate(() => {
    FileSystemFileHandle.prototype.createWritable = () => Promise.reject(new DOMException("gone", "NotFoundError"));
  });
  await adds(app, "Not written");
  await page.goto("#/settings/data");
  await expect(line(page)).toContainText("cannot be written");
  await button(page, "Stop").click();
  await expect(page.getByText("Keep one file up to date")).toBeVisible();
  await page.reload();
  await page.goto("#/settings/data");
  await expect(page.getByText("Keep one file up to date")).toBeVisible();
});

test("a browser that cannot write to a file says so", async ({ page }) => {
  await page.addInitScript(() => delete window.showSaveFilePicker);
  const app = new App(page);
  await app.start();
  await page.goto("#/settings/data");
  await expect(page.getByText("This browser lets no page do that")).toBeVisible();
});
