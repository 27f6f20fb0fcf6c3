// Ten thousand rows come in while the page stays alive: a progress, a Cancel, one undo. Counts are gated, and no clock.
import { writeFileSync } from "node:fs";
import { App, expect, hasNoBarriers, test } from "./app.js";

const COUNT = 10_000;

// A file on the disk: one that is handed over as bytes is unpacked in the page, in a long task of its own.
function rows() {
  const states = ["To Do", "In Progress", "Done"];
  const lines = Array.from({ length: COUNT }, (_, n) => {
    const epic = n % 50 === 0;
    return `APP-${n + 1},Make thing number ${n} work better,${epic ? "Epic" : "Story"},${states[n % 3]},api,"What it is about, and why ${n}",${epic ? "" : `APP-${n - (n % 50) + 1}`}`;
  });
  const file = test.info().outputPath("large.csv");
  writeFileSync(file, `Issue key,Summary,Issue Type,Status,Labels,Description,Parent\r\n${lines.join("\r\n")}\r\n`);
  return file;
}

// Slices are marked; a task is long when it takes more than 50 ms.
const watch = (page) =>
  page.evaluate(() => {
    window.slices = 0;
    window.long = [];
    const observe = (type, see) => new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ entryTypes: [type] });
    observe("mark", (mark) => (window.slices += mark.name === "throughline:slice" ? 1 : 0));
    observe("longtask", (task) => window.long.push(Math.round(task.duration)));
    // What the progress has said, read off the page itself.
    window.said = [];
    new MutationObserver(() => {
      const text = document.querySelector("[role=progressbar]")?.getAttribute("aria-valuetext");
      if (text && window.said.at(-1) !== text) window.said.push(text);
    }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-valuetext"] });
  });
const taken = (page) =>
  page.evaluate(() => {
    const taken = { slices: window.slices, long: window.long, said: window.said };
    [window.slices, window.long, window.said] = [0, [], []];
    return taken;
  });
const tell = (what, { slices, long, said }) => console.log(`${what}: ${slices} slices, longest task ${Math.max(0, ...long)} ms of ${long.length} long ones, ${said.length} steps of progress`);

test("ten thousand rows come in slice by slice, are cancelled, brought in, and undone by one undo", async ({ page }) => {
  test.setTimeout(400_000);
  const app = new App(page);
  await app.start("Many");
  await app.write("Here before");
  const before = JSON.parse(await app.export()).data.items;
  await app.go("Backlog");
  await watch(page);
  const sheet = await app.import(rows(), { press: null });
  const progress = sheet.getByRole("progressbar");
  const bringIn = sheet.getByRole("button", { name: "Bring in" });

  // A file that is being read is let go.
  await expect(progress).toBeVisible({ timeout: 60_000 });
  await sheet.getByRole("button", { name: "Cancel" }).click();
  await expect(progress).toHaveCount(0);
  await expect(sheet.getByText("Choose files, or drop them here")).toBeVisible();
  await taken(page);
  await sheet.getByLabel("File to import").setInputFiles(rows());
  await expect(bringIn).toBeEnabled({ timeout: 120_000 });
  const read = await taken(page);
  tell("read and looked at", read);
  expect(read.slices).toBeGreaterThan((2 * COUNT) / 250);
  expect(read.said.some((text) => /^(Reading|Looking) [\d,]+ of 10,00\d (rows|lines)$/.test(text)), read.said.join("\n")).toBe(true);
  await expect(sheet.getByText("New10000")).toBeVisible();

  // Escape stops what is coming in, and the sheet stays with what was looked at.
  await bringIn.click();
  await expect(progress).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Cancel" })).toBeFocused();
  await hasNoBarriers(page);
  await page.keyboard.press("Escape");
  await expect(progress).toHaveCount(0);
  await expect(bringIn).toBeEnabled();
  await expect(bringIn).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Cancelled. Nothing was changed." })).toHaveCount(1);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("throughline/s/")).length)).toBeLessThan(20);

  await taken(page);
  await bringIn.press("Enter");
  await expect(page.getByRole("status", { name: "In view" })).toHaveText(/^10001 items/, { timeout: 120_000 });
  const done = await taken(page);
  tell("brought in", done);
  expect(done.slices).toBeGreaterThan((4 * COUNT) / 250);
  expect(done.said.some((text) => /^Bringing in [\d,]+ of 10,000 rows$/.test(text)), done.said.join("\n")).toBe(true);
  await app.isSaved();

  // The same file adds nothing.
  await app.import(rows(), { press: null });
  await expect(sheet.getByText("Everything in the file is here already. There is nothing to bring in.")).toBeVisible({ timeout: 120_000 });
  tell("looked at again", await taken(page));
  await sheet.getByRole("button", { name: "Close" }).click();

  // Undone in one step, after a reload.
  await page.reload();
  await expect(page.getByRole("status", { name: "In view" })).toHaveText(/^10001 items/, { timeout: 60_000 });
  await app.undo.click();
  await expect(app.rows).toHaveCount(1, { timeout: 60_000 });
  expect(JSON.parse(await app.export()).data.items).toEqual(before);
});
