// The house itself: it starts under its policy in any folder, says why it cannot, keeps what was typed, is counted.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import { App, csv, expect, hasNoBarriers, test } from "./app.js";

test("nothing outside of its folder is asked for, and nothing at all after it has loaded", async ({ page, baseURL }) => {
  const app = new App(page);
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await app.start();
  expect(asked.every((url) => url.startsWith(baseURL) || url.startsWith("data:"))).toBe(true);
  const loaded = asked.length;
  await app.write("One", "Two");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  expect(asked.length).toBe(loaded);
});

test("every export validates against the published schema", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.import({ name: "t.csv", mimeType: "text/csv", buffer: readFileSync(new URL("../fixtures/backlog-traps.csv", import.meta.url)) });
  await expect(app.rows).toHaveCount(12);
  const schema = await (await page.request.get("schema.json")).json();
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
  validate(JSON.parse(await app.export()));
  expect(validate.errors).toBe(null);
});

test("a panic covers the page, and the data can be had", async ({ page }) => {
  page.expectedErrors = [/./];
  const app = new App(page);
  await app.start();
  await app.write("Kept");
  await app.isSaved();
  await page.evaluate(() => {
    // The next row cannot be built: the framework panics for real.
    Node.prototype.cloneNode = () => { throw new Error("broken on purpose"); };
    Document.prototype.createElement = new Proxy(Document.prototype.createElement, {
      apply: (target, self, [name]) => (["tr", "aside", "td"].includes(name) ? null : Reflect.apply(target, self, [name])),
    });
  });
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Throughline has stopped" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Download my data" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^throughline-raw-/);
  await dialog.getByRole("button", { name: "Reload" }).click();
  await expect(app.row("Kept")).toBeVisible();
});

test("without storage a plain sentence says so", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
  });
  await page.goto("");
  await expect(page.getByRole("alert")).toContainText("This browser stores nothing for this page");
});

test("without WebAssembly a plain sentence says so", async ({ page }) => {
  await page.addInitScript(() => { delete window.WebAssembly; });
  await page.goto("");
  await expect(page.getByRole("alert")).toContainText("This browser cannot run Throughline");
});

test("when a part does not arrive a plain sentence says so", async ({ page }) => {
  page.expectedErrors = [/./];
  await page.route(/\.wasm$/, (route) => route.abort());
  await page.goto("");
  await expect(page.getByRole("alert")).toContainText("Throughline did not load");
  await expect(page.getByRole("button", { name: "Reload" })).toBeVisible();
});

test("opened from disk, the page itself says what to do", async ({ page }) => {
  page.expectedErrors = [/./];
  await page.goto(new URL("../../dist/index.html", import.meta.url).href);
  await expect(page.getByRole("alert")).toContainText("has to be opened from a web server");
});

test("a full store is said, nothing is lost from the page, and it can be saved to a file", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Before");
  await app.isSaved();
  await page.evaluate(() => {
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  await page.keyboard.press("s");
  await page.keyboard.press("4");
  await expect(app.saved).toHaveText("Not saved");
  await expect(page.getByText("What you did since is in this page only")).toBeVisible();
  await expect(app.row("Before")).toContainText("Doing");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export everything" }).click()]);
  expect(download.suggestedFilename()).toMatch(/^throughline-.*\.json$/);
});

test("a message stays its time, though one before it was dismissed", async ({ page }) => {
  await page.clock.install();
  const app = new App(page);
  await app.start();
  await app.write("One", "Two");
  await page.keyboard.press("Delete");
  await expect(app.toast).toContainText("Deleted");
  await app.toast.getByRole("button", { name: "Dismiss" }).click();
  // One that is looked at waits.
  await page.mouse.move(700, 300);
  await page.clock.runFor(5_000);
  await app.rows.first().focus();
  await page.keyboard.press("Delete");
  await expect(app.toast).toContainText("Deleted");
  await page.clock.runFor(4_000);
  await expect(app.toast).toContainText("Deleted");
  await page.clock.runFor(8_000);
  await expect(app.toast).toBeHidden();
});

test("a message that was read stays where it was said, and one of a moment ago comes along", async ({ page }) => {
  const start = new Date("2026-11-20T09:00:00");
  await page.clock.setFixedTime(start);
  const app = new App(page);
  await app.start();
  await app.write("One", "Two");
  await page.keyboard.press("Delete");
  await expect(app.toast).toContainText("Deleted");
  await page.mouse.move(700, 300);
  await app.go("Roadmap");
  await expect(app.toast).toContainText("Deleted");
  await page.clock.setFixedTime(new Date(start.getTime() + 3_000));
  await app.go("Today");
  expect(await app.toast.isVisible()).toBe(false);
  await page.keyboard.press("Control+z");
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(2);
});

test("what two tabs write reaches both", async ({ context, page }) => {
  const app = new App(page);
  await app.start();
  await app.write("One");
  const other = new App(await context.newPage());
  await other.open();
  await expect(other.row("One")).toBeVisible();
  await app.row("One").locator("[data-cell=status]").click();
  await page.getByRole("menuitemradio", { name: "Ready" }).click();
  await expect(other.row("One")).toContainText("Ready");
  await other.row("One").locator("[data-cell=estimate]").click();
  await other.page.getByRole("option", { name: "8 points" }).click();
  await expect(app.row("One")).toContainText("8");
});

const big = () => {
  const rows = Array.from({ length: 10_000 }, (_, n) => `Item ${n} of many,"${"Some words of a description that are long enough. ".repeat(11)}"`);
  return csv(`Title,Description\n${rows.join("\n")}\n`, "ten-thousand.csv");
};

test("with ten thousand items the counts hold", async ({ page }) => {
  test.setTimeout(400_000);
  const app = new App(page);
  await page.addInitScript(() => {
    window.units = 0;
    window.marks = 0;
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      if (key.startsWith("throughline/")) window.units += key.length + text.length;
      return Reflect.apply(set, this, [key, text]);
    };
    new PerformanceObserver((list) => { window.marks += list.getEntriesByName("throughline:list").length; }).observe({ type: "mark" });
  });
  await app.start("Many");
  await app.import(big());
  await expect(page.getByText("10000 items", { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(app.list).toHaveAttribute("aria-rowcount", "10001");
  const counts = async () => ({ rows: await app.rows.count(), nodes: await page.evaluate(() => document.getElementsByTagName("*").length) });
  const check = async () => {
    const { rows, nodes } = await counts();
    expect(rows).toBeLessThanOrEqual(60);
    expect(nodes).toBeLessThanOrEqual(4800);
  };
  await check();
  // The journal is folded when the desk is left alone; wait, so that only the edit is counted.
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("throughline/j/")).length), { timeout: 90_000 }).toBe(0);
  const share = await page.evaluate(() => Object.entries(localStorage).reduce((sum, [key, text]) => sum + key.length + text.length, 0) / 5_242_880);
  expect(share).toBeLessThan(0.3);

  const measured = async (act) => {
    const before = await page.evaluate(() => [window.units, window.marks]);
    await act();
    await app.isSaved();
    const after = await page.evaluate(() => [window.units, window.marks]);
    return { units: after[0] - before[0], lists: after[1] - before[1] };
  };
  await app.row("Item 3 of many").first().click({ position: { x: 600, y: 10 } });
  await page.keyboard.press("Escape");
  const status = await measured(async () => {
    await page.keyboard.press("s");
    await page.keyboard.press("4");
  });
  expect(status.units).toBeGreaterThan(0);
  expect(status.units).toBeLessThan(2000);
  expect(status.lists, "a change of status orders nothing anew").toBe(0);
  const moved = await measured(() => page.keyboard.press("Control+Shift+ArrowUp"));
  expect(moved.units).toBeLessThan(2000);
  expect(moved.lists, "a move computes the list once").toBe(1);
  const renamed = await measured(async () => {
    await page.keyboard.press("e");
    await page.keyboard.type("Another title");
    await page.keyboard.press("Enter");
  });
  expect(renamed.units).toBeLessThan(2000);

  await page.keyboard.press("End");
  await expect(app.row("Item 9999 of many")).toBeFocused();
  await check();
  await page.locator("main").evaluate((main) => main.scrollTo(0, 100_000));
  const shown = () => app.list.locator("tr[data-id]").evaluateAll((rows) => rows.filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top < 900 && bottom > 110;
  }).length);
  await expect.poll(shown, "rows fill the view wherever it is scrolled").toBeGreaterThanOrEqual(24);
  await check();
  await page.reload();
  await expect(app.row("Another title")).toBeVisible({ timeout: 30_000 });
});

for (const scheme of ["light", "dark"]) {
  test(`no barriers are found in ${scheme}`, async ({ page }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ colorScheme: scheme });
    const app = new App(page);
    await app.open();
    await hasNoBarriers(page);
    await app.start();
    await hasNoBarriers(page);
    await app.write("One", "Two", "Three");
    await page.keyboard.press("x");
    await hasNoBarriers(page);
    await page.keyboard.press("s");
    await hasNoBarriers(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("l");
    await hasNoBarriers(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await app.inspector.getByLabel("New acceptance criterion").fill("It works quickly");
    await page.keyboard.press("Enter");
    for (const part of ["Checklist", "Question", "Evidence", "Comment"]) {
      await app.inspector.getByRole("region", { name: "Add to this item" }).getByRole("button", { name: part }).click();
      await page.keyboard.type(`A ${part}`);
      await page.keyboard.press("Enter");
    }
    await hasNoBarriers(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type(">split");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: /^Split/ })).toBeVisible();
    await hasNoBarriers(page);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await hasNoBarriers(page);
    await page.keyboard.press("Escape");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("?");
    await hasNoBarriers(page);
    await page.keyboard.press("Escape");
    for (const tab of ["data", "workflow", "look", "about"]) {
      await page.evaluate((tab) => (location.hash = `#/settings/${tab}`), tab);
      await hasNoBarriers(page);
    }
    const sheet = await app.import(csv("Title,Status\nNew,Parking\n"), { press: null });
    await expect(sheet.getByText("What will happen")).toBeVisible();
    await hasNoBarriers(page);
  });
}

test("at 320 pixels everything is there and nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const app = new App(page);
  const isNarrow = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await app.open();
  await isNarrow();
  await hasNoBarriers(page);
  await app.start();
  await page.getByRole("main").getByRole("button", { name: /New item/ }).click();
  await page.getByLabel("Title of the new item").fill("A rather long title that does not fit into one line of so narrow a screen");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await isNarrow();
  await hasNoBarriers(page);
  await app.rows.first().locator("[data-cell=title]").click();
  await expect(app.inspector).toBeVisible();
  await isNarrow();
  await hasNoBarriers(page);
  await app.inspector.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("searchbox", { name: "Search" })).toBeFocused();
  await page.getByRole("button", { name: "Places" }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await isNarrow();
  await hasNoBarriers(page);
  await page.evaluate(() => (location.hash = "#/settings/workflow"));
  await expect(page.getByRole("heading", { name: "Workflow", exact: true })).toBeVisible();
  await isNarrow();
  await hasNoBarriers(page);
});

test("theme and density are kept and shown before the first paint", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await page.evaluate(() => (location.hash = "#/settings/look"));
  await page.getByRole("button", { name: "Dark" }).click();
  await page.getByRole("button", { name: "Comfortable" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload({ waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("data-density", "comfortable");
});

test("a key pressed right after a link is meant for the page it leads to", async ({ page }) => {
  const app = new App(page);
  await app.sample("Delivery");
  // In one task: the browser tells of the new address only after it.
  await page.evaluate(() => {
    [...document.querySelectorAll("nav[aria-label=Tabs] a, [role=navigation] a")].find((it) => it.textContent.trim() === "Plan").click();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", ctrlKey: true, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole("combobox")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Plan", exact: true })).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("Escape");
  await page.goBack();
  await expect(page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Board", exact: true })).toHaveAttribute("aria-current", "page");
});
