// A day with ten thousand items: list, tree, groups, bulk, rank, split, merge, filter, search, saved view, and one undo
// for nine thousand deleted. Counts say whether it stays light: no clock does.
import { readFileSync } from "node:fs";
import { App, chance, csv, expect, test } from "./app.js";

const COUNT = 10_000;
const words = "rider workshop booking reminder cancel job stand message confirm day price part mechanic page order phone".split(" ");
const states = ["Idea", "Draft", "Ready", "Doing", "In review", "Accepted"];

// Items with long Markdown, labels, states and estimates, the same in each run. BACKLOG_CSV tries a file of one's own.
function backlog() {
  if (process.env.BACKLOG_CSV) return csv(readFileSync(process.env.BACKLOG_CSV, "utf8"), "backlog.csv");
  const random = chance(5);
  const some = (count) => Array.from({ length: count }, () => `${words[random(words.length)]}${random(300)}`).join(" ");
  const text = () => `## ${some(3)}\n\nAs a ${some(1)}, I want ${some(5)} so that ${some(4)}.\n\n- [ ] ${some(4)}\n- ${some(6)}\n\n> ${some(8)}`;
  const lines = Array.from({ length: COUNT }, (_, n) =>
    [`Item ${n} ${some(4)}`, `"${text()}"`, states[random(states.length)], `"area ${random(9)}, ${words[random(words.length)]}"`, [1, 2, 3, 5, 8][random(5)]].join(","),
  );
  return csv(`Title,Description,Status,Labels,Estimate\n${lines.join("\n")}\n`, "ten-thousand.csv");
}

test("ten thousand items are worked through without a hitch, and undone", async ({ page }) => {
  test.setTimeout(400_000);
  const app = new App(page);
  await app.start("Many");
  const sheet = await app.import(backlog(), { press: null });
  await sheet.getByRole("button", { name: "Bring in" }).click({ timeout: 120_000 });
  const inView = page.getByRole("status", { name: "In view" });
  await expect(inView).toHaveText(/^10000 items/, { timeout: 120_000 });
  const isLight = async () => {
    expect(await app.rows.count(), "rows mounted").toBeLessThanOrEqual(60);
    expect(await page.locator("*").count(), "elements").toBeLessThan(2_500);
  };
  const stored = () => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("throughline/j/")).reduce((sum, [key, text]) => sum + key.length + text.length, 0));
  await isLight();

  // One picked up at the bottom and put to the top.
  await app.rows.first().click({ position: { x: 600, y: 10 } });
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  const bottom = page.locator(`#rows tr[aria-rowindex="${COUNT + 1}"]`);
  await expect(bottom).toBeFocused();
  const last = await bottom.locator("[data-cell=title]").textContent();
  await page.keyboard.press("Control+Shift+Home");
  await expect(app.rows.first()).toContainText(last);
  await isLight();

  // Flown through from end to end: in each frame there are rows to see, and at rest they are whole.
  const flown = await page.evaluate(async () => {
    const main = document.getElementById("main");
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const middle = () => document.elementFromPoint(700, 500).closest("#rows tr");
    let [frames, blank, sketches] = [0, 0, 0];
    main.scrollTo(0, 0);
    await frame();
    for (const stride of [400, 3_000]) {
      for (let count = 0; count < 40; count += 1, frames += 1) {
        main.scrollBy(0, stride);
        await frame();
        blank += middle()?.matches("[data-id]") ? 0 : 1;
        sketches += middle()?.querySelector("[role=checkbox]") ? 0 : 1;
      }
    }
    return { frames, blank, sketches };
  });
  expect(flown.blank, "frames without a row").toBe(0);
  expect(flown.sketches, "frames with words alone").toBeGreaterThan(flown.frames / 2);
  await expect(page.locator("#rows tr[data-id]:not(:has([role=checkbox]))")).toHaveCount(0);
  await isLight();
  await page.keyboard.press("Home");

  // A filter, a search in it, and everything that fits put under an epic, at once and with one undo.
  await page.evaluate(() => (location.hash = "#/mny/backlog?status=ready&sort=!estimate"));
  await expect(inView).toHaveText(/^\d+ of 10000 items/);
  const ready = Number((await inView.textContent()).match(/^\d+/)[0]);
  await page.keyboard.press("Control+a");
  await expect(page.getByText(`${ready} selected`)).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(">epic");
  await page.getByRole("option", { name: /^Epic/ }).first().click();
  const picker = page.getByRole("combobox");
  await expect(picker).toHaveValue("");
  await picker.fill("Everything ready");
  await expect(page.getByRole("option", { name: /Everything ready/ })).toBeVisible();
  await picker.press("Enter");
  await expect(app.toast).toContainText("Everything ready", { timeout: 30_000 });
  await page.keyboard.press("Escape");

  // Under it in the tree, folded and unfolded; by state, folded all.
  await page.evaluate(() => (location.hash = "#/mny/backlog/tree"));
  const tree = page.getByRole("treegrid", { name: "Backlog" });
  const epic = tree.locator("tr[data-id]").filter({ hasText: "Everything ready" }).first();
  await expect(epic).toHaveAttribute("aria-expanded", "true");
  await epic.click({ position: { x: 600, y: 10 } });
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowLeft");
  await expect(epic).toHaveAttribute("aria-expanded", "false");
  await isLight();
  await page.evaluate(() => (location.hash = "#/mny/backlog?group=status"));
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(app.rows).toHaveCount(0);
  await page.keyboard.press("Shift+ArrowRight");
  await isLight();
  await app.undo.click();
  await page.evaluate(() => (location.hash = "#/mny/backlog?epic=none"));
  await expect(inView).toHaveText(/^10000 of|^10000 items/);

  // A search and a saved view by its link, with Back.
  await page.evaluate(() => (location.hash = "#/mny/backlog?status=doing&columns=status,estimate,criteria"));
  await page.getByRole("button", { name: "Save view" }).click();
  await page.keyboard.type("In work");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: /In work/ })).toBeVisible();
  const link = await page.evaluate(() => location.hash);
  await app.go("Today");
  await page.goBack();
  await expect(page.getByRole("button", { name: "In work", exact: true })).toBeVisible();
  await page.evaluate(() => (location.hash = "#/mny/backlog"));
  await page.getByRole("searchbox", { name: "Search" }).fill("MNY-77");
  await page.getByRole("searchbox", { name: "Search" }).fill("item 77");
  await expect(app.rows.first()).toBeVisible();
  await page.getByRole("searchbox", { name: "Search" }).fill("");
  await page.evaluate((link) => (location.hash = link), link);
  await expect(page.getByRole("button", { name: "In work", exact: true })).toBeVisible();

  // Split, merged, looked through for duplicates.
  await page.evaluate(() => (location.hash = "#/mny/backlog"));
  await app.rows.nth(2).click({ position: { x: 600, y: 10 } });
  await app.inspector.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /^Split/ }).click();
  await page.getByRole("textbox", { name: /Title of the new one/ }).fill("A part of it");
  await page.keyboard.press("Enter");
  await expect(app.row("A part of it")).toBeVisible();
  await page.keyboard.press("Escape");
  await app.row("A part of it").locator("td.key").click({ modifiers: ["ControlOrMeta"] });
  await app.rows.nth(2).locator("td.key").click({ modifiers: ["ControlOrMeta"] });
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(">merge");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Merge 2 items" }).getByRole("button", { name: "Merge", exact: true }).click();
  await expect(inView).toHaveText(/^10000 items/);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("find duplicates");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Duplicates" })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press("Escape");

  // A change of one item writes a few hundred units, whatever is stored beside it.
  await app.isSaved();
  const written = await stored();
  await app.rows.nth(1).click({ position: { x: 600, y: 10 } });
  await page.keyboard.press("Escape");
  await page.keyboard.press("s");
  await page.keyboard.press("1");
  await page.keyboard.press("Control+Shift+ArrowDown");
  expect((await stored()) - written, "units written").toBeLessThan(1_500);

  // Nine thousand deleted after a question, and one undo brings them back as they were.
  const first = () => app.rows.evaluateAll((rows) => rows.slice(0, 30).map((row) => row.textContent));
  await page.locator("#main").evaluate((main) => main.scrollTo(0, 0));
  await expect(page.locator('#rows tr[aria-rowindex="2"]')).toBeVisible();
  const before = await first();
  await page.evaluate(() => (location.hash = "#/mny/backlog?status=!doing"));
  await expect(inView).toHaveText(/of 10000 items/);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  const ask = page.getByRole("dialog", { name: /^Delete \d+ items\?$/ });
  await ask.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Nothing fits all of the filters.")).toBeVisible({ timeout: 60_000 });
  await app.undo.click();
  await page.evaluate(() => (location.hash = "#/mny/backlog"));
  await expect(inView).toHaveText(/^10000 items/, { timeout: 60_000 });
  await page.locator("#main").evaluate((main) => main.scrollTo(0, 0));
  await expect.poll(first).toEqual(before);
  await isLight();
});
