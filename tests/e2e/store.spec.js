// The store in a real browser: what is damaged, cleared, erased, out of date or asleep, each with its words.
import { readFileSync } from "node:fs";
import { App, expect, hasNoBarriers, json, test } from "./app.js";

const keys = (page, part) => page.evaluate((part) => Object.keys(localStorage).filter((key) => key.includes(part)), part);
// What cannot be read would come back from the copy beside the store.
const withoutCopy = (page) => page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
const stored = (page) => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("throughline/")).toSorted());
// An edit, a deletion and the like as they come from a tool outside of the page: other tabs hear of it, this one does not.
const put = (page, key, text) => page.evaluate(([key, text]) => (text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text)), [key, text]);
const lists = ["throughline/m/0", "throughline/m/1"];
const newer = () => {
  const text = '{"version":99,"generation":9,"clock":0,"folded":{},"segments":[],"history":[]}';
  let crc = ~0;
  for (const byte of Buffer.from(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return `p${(~crc >>> 0).toString(16).padStart(8, "0")}${text}`;
};

async function written(page) {
  const app = new App(page);
  await app.start();
  await app.write("One", "Two", "Three");
  await app.isSaved();
  return app;
}

async function rename(app, from, to) {
  await app.row(from).locator("[data-cell=title]").dblclick();
  await app.list.getByRole("textbox").fill(to);
  await app.page.keyboard.press("Enter");
}

test("a damaged change is named, the rest opens, and the raw file brings back what can be read", async ({ page }) => {
  await withoutCopy(page);
  const app = await written(page);
  const last = (await keys(page, "/j/")).toSorted((a, b) => Number(a.split("/").at(-1)) - Number(b.split("/").at(-1))).at(-1);
  const text = await page.evaluate((key) => localStorage.getItem(key), last);
  await put(page, last, text.slice(0, -3));
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "A part of what is stored cannot be read. The rest is safe." }).or(page.getByRole("heading", { level: 1, name: "What is stored here cannot be read." }))).toBeVisible();
  await hasNoBarriers(page);
  await page.getByText("What exactly is damaged").click();
  await expect(page.getByText(last)).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download raw data" }).click()]);
  const raw = readFileSync(await download.path(), "utf8");

  await page.getByRole("button", { name: "Open for reading" }).click();
  await expect(page.getByText("For reading only.")).toBeVisible();
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(2);
  await page.keyboard.press("c");
  await page.getByLabel("Title of the new item").fill("Not written");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("This tab is for reading only");
  await page.reload();
  await page.getByRole("button", { name: "Go on", exact: true }).click();
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(2);
  expect(await keys(page, "/q/")).toHaveLength(1);
  await page.reload();
  await expect(app.rows).toHaveCount(2);

  await app.erase();
  await page.getByRole("button", { name: "Import…" }).click();
  const sheet = page.getByRole("dialog", { name: "Import" });
  await sheet.getByLabel("File to import").setInputFiles(json(raw, "throughline-raw.json"));
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(2);
});

test("where nothing can be read, nothing is written over until the person begins anew", async ({ page }) => {
  await withoutCopy(page);
  const app = await written(page);
  for (const key of await keys(page, "/j/")) await put(page, key, "p00000000nonsense");
  const before = await keys(page, "/j/");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "What is stored here cannot be read." })).toBeVisible();
  await expect(page.getByLabel("Product")).toHaveCount(0);
  await page.reload();
  expect(await keys(page, "/j/")).toEqual(before);
  await page.getByRole("button", { name: "Begin anew" }).click();
  await expect(page.getByLabel("Product")).toBeVisible();
  expect(await keys(page, "/q/")).toHaveLength(before.length);
  await app.start("Again");
});

test("after two stops right after the start the last change can be left out", async ({ page }) => {
  page.expectedErrors = [/./];
  const app = await written(page);
  for (let stop = 0; stop < 2; stop += 1) {
    await page.evaluate(() => window.dispatchEvent(new CustomEvent("throughline:panic", { detail: "on purpose" })));
    await page.getByRole("dialog", { name: "Throughline has stopped" }).getByRole("button", { name: "Reload" }).click();
    if (stop === 0) await expect(app.row("One")).toBeVisible();
  }
  await expect(page.getByRole("heading", { level: 1, name: "Throughline stopped twice, right after it was opened." })).toBeVisible();
  await expect(page.getByText("“Add “Three””")).toBeVisible();
  await hasNoBarriers(page);
  await page.getByRole("button", { name: "Open without it" }).click();
  await expect(app.row("Two")).toBeVisible();
  await expect(app.row("Three")).toHaveCount(0);
});

// Longer than the desk is left alone before the journal is folded and Trash is gone through.
const REST_MS = 10_000;

test("an old build leaves newer data alone, at the start and in an open tab", async ({ page, context }) => {
  await page.clock.install();
  const app = await written(page);
  const other = await context.newPage();
  await other.goto("");
  await put(other, lists[1], newer());
  await expect(page.getByText("This tab is out of date.")).toBeVisible();
  const before = await stored(page);
  await rename(app, "Two", "Changed by the old build");
  await expect(app.toast).toContainText("for reading only");
  await page.clock.runFor(REST_MS);
  expect(await stored(page)).toEqual(before);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "A newer Throughline has been here." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Download raw data" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Reload" })).toBeVisible();
});

test("what is cleared under an open tab is noticed, and stored again", async ({ page, context }) => {
  const app = await written(page);
  // What was read at a start has been there; what was just written would be written again without a word.
  await page.reload();
  await expect(app.rows).toHaveCount(3);
  const other = await context.newPage();
  await other.goto("schema.json");
  await other.evaluate(() => localStorage.clear());
  await expect(page.getByText("What was stored here has been removed, and not by Throughline.")).toBeVisible();
  await page.getByRole("button", { name: "Store it again" }).click();
  await expect(page.getByText("What was stored here has been removed")).toHaveCount(0);
  await rename(app, "Two", "And on");
  await app.isSaved();
  await page.reload();
  await expect(app.row("And on")).toBeVisible();
  await expect(app.rows).toHaveCount(3);
});

test("erasing everything is heard by the other tab, which writes nothing after it", async ({ page, context }) => {
  await page.clock.install();
  const app = await written(page);
  const other = new App(await context.newPage());
  await other.open();
  await other.erase();
  await expect(page.getByText("Everything was erased in another tab.")).toBeVisible();
  const before = await stored(page);
  expect(before.filter(([key]) => /\/[jms]\//.test(key))).toEqual([]);
  await rename(app, "Two", "Too late");
  await page.clock.runFor(REST_MS);
  expect(await stored(page)).toEqual(before);
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByLabel("Product")).toBeVisible();
});

test("a tab that slept catches up when it is turned to again", async ({ page, context }) => {
  // A frozen tab gets no events.
  await page.addInitScript(() => window.addEventListener("storage", (event) => event.stopImmediatePropagation(), true));
  const app = await written(page);
  const other = new App(await context.newPage());
  await other.open();
  await rename(other, "Two", "While the other slept");
  await other.isSaved();
  // What one process wrote is there for the other a while later.
  await expect.poll(() => page.evaluate(() => Object.values(localStorage).some((text) => text.includes("While the other slept")))).toBe(true);
  await expect(app.row("While the other slept")).toHaveCount(0);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(app.row("While the other slept")).toBeVisible();
});

test("what another tab writes comes into a field nobody has begun in, and is not lost without a word where one has", async ({ page, context }) => {
  const app = await written(page);
  const other = new App(await context.newPage());
  await other.open();
  await other.go("Backlog");
  const field = (tab) => tab.inspector.getByRole("textbox", { name: "Title", exact: true });
  for (const tab of [app, other]) {
    await tab.row("One").locator("[data-cell=title]").click();
    await expect(field(tab)).toHaveValue("One");
  }
  await field(other).focus();
  await field(app).fill("One by the first");
  await field(app).press("Enter");
  await expect(field(other)).toHaveValue("One by the first");
  await field(other).pressSequentially(" and the second");
  await field(other).press("Enter");
  await expect(field(app)).toHaveValue("One by the first and the second");
  // Both write at once: the later stands, and says so.
  await field(other).fill("");
  await field(app).fill("Meanwhile");
  await field(app).press("Enter");
  await expect(other.row("Meanwhile")).toBeVisible();
  await field(other).fill("Mine");
  await field(other).press("Enter");
  await expect(other.toast).toContainText("Another tab has changed this meanwhile.");
  await other.toast.getByRole("button", { name: "Undo" }).click();
  await expect(field(app)).toHaveValue("Meanwhile");
});

test("what is deleted in another tab closes here with a sentence", async ({ page, context }) => {
  const app = await written(page);
  const other = new App(await context.newPage());
  await other.open();
  await other.go("Backlog");
  await app.row("Two").locator("[data-cell=title]").click();
  await expect(app.inspector).toBeVisible();
  await other.row("Two").focus();
  await other.page.keyboard.press("Delete");
  await expect(app.inspector).toBeHidden();
  await expect(app.toast).toContainText("“Two” was deleted in another tab. Settings, Trash brings it back.");
  // What one deletes oneself is said as ever.
  await expect(other.toast).toContainText("Delete");
});

test("two tabs at work end up with the same", async ({ page, context }) => {
  test.setTimeout(300_000);
  const app = await written(page);
  const other = new App(await context.newPage());
  await other.open();
  await expect(other.rows).toHaveCount(3);
  const work = async (app, name) => {
    await app.page.keyboard.press("c");
    const field = app.page.getByLabel("Title of the new item");
    for (let n = 0; n < 25; n += 1) {
      await field.fill(`${name} ${n}`);
      await field.press("Enter");
    }
    await field.press("Escape");
    for (const status of ["4", "3", "5"]) {
      await app.page.keyboard.press("s");
      await app.page.keyboard.press(status);
      await app.page.keyboard.press("j");
    }
    await app.isSaved();
  };
  await Promise.all([work(app, "first"), work(other, "second")]);
  // They mend what they did together once both have gone quiet.
  let mine;
  await expect(async () => {
    mine = JSON.parse(await app.export());
    const theirs = JSON.parse(await other.export());
    expect(mine.data).toEqual(theirs.data);
    expect(mine.data.items).toHaveLength(53);
    expect(new Set(mine.data.items.map((item) => item.number)).size).toBe(53);
  }).toPass({ timeout: 30_000 });
  // History says what was mended, in the tab that did it: where both took a number at once, which hangs on their pace.
  const history = await Promise.all([app, other].map((tab) => tab.page.getByRole("listitem").filter({ hasText: "It gets the next free one." }).count()));
  const renumbered = mine.data.items.filter((item) => item.former_numbers?.length).length;
  expect(history[0] + history[1] > 0).toBe(renumbered > 0);
});

// Another page of the same address takes all the room but so many characters.
const fill = (page, left) =>
  page.evaluate((left) => {
    let text = "";
    for (let size = 1 << 20; size >= 64; ) {
      try {
        localStorage.setItem("another-page", text + "x".repeat(size));
        text += "x".repeat(size);
      } catch {
        size /= 2;
      }
    }
    localStorage.setItem("another-page", text.slice(left));
  }, left);

async function addMany(app, titles) {
  await app.page.keyboard.press("c");
  const field = app.page.getByLabel("Title of the new item");
  for (const title of titles) {
    await field.fill(title);
    await field.press("Enter");
  }
  await field.press("Escape");
}

test("where another page has filled the room, it is said, and what did not fit is stored when there is room again", async ({ page }) => {
  test.setTimeout(240_000);
  const app = await written(page);
  await fill(page, 0);
  const titles = Array.from({ length: 30 }, (_, n) => `${n} ${"long ".repeat(60)}`);
  await addMany(app, titles);
  await expect(app.saved).toHaveText("Not saved");
  await expect(page.getByText("What you did since is in this page only")).toBeVisible();
  await page.evaluate(() => localStorage.removeItem("another-page"));
  await expect(app.saved).toHaveText(/^Saved \d/, { timeout: 20_000 });
  await page.reload();
  await expect(app.rows).toHaveCount(33);
});

test("two tabs that race for the last room: what says saved is there", async ({ page, context }) => {
  test.setTimeout(300_000);
  const app = await written(page);
  const other = new App(await context.newPage());
  await other.open();
  await expect(other.rows).toHaveCount(3);
  await fill(page, 6_000);
  const titles = (name) => Array.from({ length: 20 }, (_, n) => `${name} ${n} ${"long ".repeat(30)}`);
  await Promise.all([addMany(app, titles("first")), addMany(other, titles("second"))]);
  const third = new App(await context.newPage());
  await third.open();
  const lookThrough = () => third.page.evaluate(async () => {
    const main = document.getElementById("main");
    const seen = new Set();
    for (let top = 0; top <= main.scrollHeight; top += 300) {
      main.scrollTop = top;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      for (const cell of document.querySelectorAll("tr[data-id] [data-cell=title]")) seen.add(cell.textContent.trim().split(" ").slice(0, 2).join(" "));
    }
    return [...seen];
  });
  // Both look at what they wrote once more, and say so.
  await expect(async () => {
    await third.page.reload();
    await expect(third.rows.first()).toBeVisible();
    const [there, saved] = [await lookThrough(), await Promise.all([app, other].map((tab) => tab.saved.textContent()))];
    for (const [place, name] of ["first", "second"].entries()) {
      const count = there.filter((title) => title.startsWith(name)).length;
      if (/^Saved/.test(saved[place])) expect(count, `${name} said: ${saved[place]}`).toBe(20);
      else expect(saved[place]).toBe("Not saved");
    }
    expect(saved, "there was no race").toContain("Not saved");
  }).toPass({ timeout: 30_000 });
  await page.evaluate(() => localStorage.removeItem("another-page"));
  for (const tab of [app, other]) await expect(tab.saved).toHaveText(/^Saved \d/, { timeout: 20_000 });
  await third.page.reload();
  await expect(third.list).toHaveAttribute("aria-rowcount", "44");
});

test("what is deleted rests in Trash, and comes back from there one by one or together", async ({ page }) => {
  const app = await written(page);
  await app.row("Two").locator("[data-cell=check]").click();
  await app.row("Three").locator("[data-cell=check]").click();
  await page.keyboard.press("Delete");
  await expect(app.rows).toHaveCount(1);
  await app.row("One").locator("[data-cell=check]").click();
  await page.keyboard.press("Delete");
  await page.evaluate(() => (location.hash = "#/settings/trash"));
  await expect(page.getByText("30 days left")).toHaveCount(2);
  await hasNoBarriers(page);
  await page.getByRole("button", { name: "Restore One" }).click();
  await expect(app.toast).toContainText("Restored “One”");
  await page.getByRole("button", { name: "Restore all" }).click();
  await expect(page.getByRole("heading", { name: "Trash is empty" })).toBeVisible();
  await app.go("Backlog");
  expect(await app.titles()).toEqual(["One", "Two", "Three"]);
  await app.undo.click();
  await expect(app.rows).toHaveCount(1);
  await page.evaluate(() => (location.hash = "#/settings/trash"));
  await page.getByRole("button", { name: "Empty Trash…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Empty Trash" }).click();
  await expect(page.getByRole("heading", { name: "Trash is empty" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Trash is empty" })).toBeVisible();
  await app.undo.click();
  await expect(page.getByRole("button", { name: "Restore all" })).toBeVisible();
});

test("what lay in Trash for 30 days leaves it by itself, and not because a clock jumped", async ({ page }) => {
  await page.clock.install();
  const app = await written(page);
  await app.row("Two").locator("[data-cell=check]").click();
  await page.keyboard.press("Delete");
  await app.isSaved();
  const later = async (days) => {
    await page.clock.setSystemTime(Date.now() + days * 86_400_000);
    await page.reload();
    await page.evaluate(() => (location.hash = "#/settings/trash"));
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
    await page.clock.runFor(REST_MS);
  };
  await later(40);
  await expect(page.getByRole("button", { name: "Restore Two" })).toBeVisible();
  await page.evaluate(() => (location.hash = "#/spk/backlog"));
  await rename(app, "One", "Worked on that day");
  await app.isSaved();
  await later(41);
  await expect(page.getByRole("heading", { name: "Trash is empty" })).toBeVisible();
});

test("Check my data names what the disk has lost under an open page, and writes it again", async ({ page }) => {
  const app = await written(page);
  // What was just written would be written again without a word, as soon as it is read back.
  await page.reload();
  await page.evaluate(() => (location.hash = "#/settings/data"));
  await page.getByRole("button", { name: "Check my data" }).click();
  await expect(page.getByText("Everything fits, and everything can be read.")).toBeVisible();
  const [key] = await keys(page, "/j/");
  await put(page, key, "damaged");
  await page.getByRole("button", { name: "Check my data" }).click();
  await expect(page.getByText("A change cannot be read")).toBeVisible();
  await hasNoBarriers(page);
  await page.getByRole("button", { name: "Write it again" }).click();
  await expect(page.getByText("Everything fits, and everything can be read.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Set aside" })).toBeVisible();
  await page.reload();
  await page.getByRole("button", { name: "Remove…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("heading", { name: "Set aside" })).toHaveCount(0);
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(3);
});

test("Today says when a file is due, as often as the person wants to hear it", async ({ page }) => {
  const app = await written(page);
  await app.go("Today");
  await expect(page.getByText("Never saved to a file. This browser has the only copy.")).toBeVisible();
  await expect(page.getByText("A file is due.")).toHaveCount(0);
  await page.clock.setFixedTime(Date.now() + 8 * 86_400_000);
  await app.go("Backlog");
  await app.go("Today");
  await expect(page.getByText("A file is due.")).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save to file" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^throughline-/);
  await expect(page.getByText("Saved to a file today. Nothing has changed since.")).toBeVisible();
  await expect(page.getByText("A file is due.")).toHaveCount(0);
  await app.go("Backlog");
  await addMany(app, ["one more"]);
  await page.clock.setFixedTime(Date.now() + 16 * 86_400_000);
  await app.go("Today");
  await expect(page.getByText("A file is due.")).toBeVisible();
  await expect(page.getByText(/Saved to a file 8 days ago, \d+ changes? since/)).toBeVisible();
  await page.evaluate(() => (location.hash = "#/settings/data"));
  await page.getByRole("group", { name: "Say when a file is due" }).getByRole("button", { name: "Off" }).click();
  await app.go("Today");
  await expect(page.getByText("A file is due.")).toHaveCount(0);
});

test("a text that is being written is saved when the tab is closed", async ({ page, context }) => {
  const app = await written(page);
  await app.row("Two").locator("[data-cell=title]").click();
  await app.inspector.getByRole("textbox", { name: "Title" }).fill("Two, half writ");
  await page.close({ runBeforeUnload: false });
  const next = new App(await context.newPage());
  await next.open();
  await expect(next.row("Two, half writ")).toBeVisible();
});

test("the only product, deleted by mistake, is a press away: by the message, on the first screen, and from Trash", async ({ page }) => {
  const app = await written(page);
  const remove = async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("delete this product");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: /^Delete/ }).click();
    await expect(page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
  };
  const isBack = async () => {
    await expect(page.getByRole("navigation", { name: "Places" })).toBeVisible();
    await app.go("Backlog");
    await expect(app.rows).toHaveCount(3);
  };
  await remove();
  await app.toast.getByRole("button", { name: "Undo" }).click();
  await isBack();
  await remove();
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Undo" }).click();
  await isBack();
  await remove();
  await page.getByRole("link", { name: "Trash" }).click();
  await page.getByRole("button", { name: "Restore Spoke" }).click();
  await isBack();
});
