// The paragraph of the house, by mouse: what a person can do, from the first screen to the second export.
import { readFileSync } from "node:fs";
import { App, csv, expect, json, test } from "./app.js";

const TRAPS = readFileSync(new URL("../fixtures/backlog-traps.csv", import.meta.url));

test("a product is named, its key proposed, and the first story written", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await page.getByLabel("Product").fill("Bike Workshop Booking");
  await expect(page.getByLabel("Key")).toHaveValue("BWB");
  await page.getByText("Backlog, acceptance and releases first").click();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await app.skipFirstSteps();
  await app.go("Backlog");
  await expect(page).toHaveURL(/#\/bwb\/backlog$/);
  await expect(page).toHaveTitle("Backlog - Bike Workshop Booking - Throughline");
  await expect(page.getByText("Nothing to build yet")).toBeVisible();
  await expect(page.getByRole("button", { name: "PO", exact: true })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("main").getByRole("button", { name: /New item/ }).click();
  await page.getByLabel("Title of the new item").fill("Send a reminder");
  await page.keyboard.press("Enter");
  await expect(app.row("Send a reminder")).toContainText("BWB-1");
  await app.isSaved();
});

test("fields are edited in place and in the inspector, and all of it is undone and redone", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("First", "Second", "Third");
  const row = app.row("Second");

  await row.locator("[data-cell=status]").click();
  await page.getByRole("menuitemradio", { name: "Doing" }).click();
  await expect(row).toContainText("Doing");
  await row.getByRole("button", { name: "Type: Story" }).click();
  await page.getByRole("menuitemradio", { name: "Bug" }).click();
  await expect(row.getByRole("button", { name: "Type: Bug" })).toBeVisible();
  await row.locator("[data-cell=estimate]").click();
  await page.getByRole("option", { name: "5 points", exact: true }).click();
  await expect(row.getByRole("button", { name: "Estimate: 5" })).toBeVisible();
  // The first label brings its column along.
  await row.getByRole("checkbox").click();
  await page.getByRole("toolbar").getByRole("button", { name: "Labels" }).click();
  await page.getByRole("combobox", { name: /Labels of/ }).fill("mobile");
  await page.getByRole("option", { name: "Make label “mobile”" }).click();
  await page.keyboard.press("Escape");
  await expect(row.locator("[data-cell=labels]")).toHaveText("mobile");
  await page.keyboard.press("Escape");
  await row.locator("[data-cell=title]").dblclick();
  await page.getByRole("textbox", { name: "Title", exact: true }).first().fill("Second, better");
  await page.keyboard.press("Enter");
  await expect(row).toContainText("Second, better");

  await app.row("First").locator("[data-cell=title]").click();
  await expect(page).toHaveURL(/SPK-1$/);
  const inspector = app.inspector;
  await inspector.getByRole("button", { name: "Add a description" }).click();
  await inspector.getByLabel("Description").fill("**Bold** and <b>not markup</b>\n\n- [x] done\n- [link](javascript:alert(1))\n- [page](https://example.org)");
  await inspector.getByRole("button", { name: "Preview" }).click();
  await expect(inspector.locator("strong")).toHaveText("Bold");
  await expect(inspector.getByText("<b>not markup</b>")).toBeVisible();
  await expect(inspector.getByRole("link", { name: "link", exact: true })).toHaveCount(0);
  await expect(inspector.getByRole("link", { name: "page" })).toHaveAttribute("href", "https://example.org");
  for (const text of ["It names the time", "It goes out once"]) {
    await inspector.getByLabel("New acceptance criterion").fill(text);
    await page.keyboard.press("Enter");
  }
  await inspector.getByRole("checkbox", { name: "Met: It names the time" }).click();
  await expect(inspector.getByText("1 of 2", { exact: true })).toBeVisible();
  await inspector.getByRole("button", { name: "Close" }).click();
  await expect(inspector).toHaveCount(0);

  let steps = 0;
  const start = page.getByRole("button", { name: "Start", exact: true });
  while (!(await start.isVisible())) {
    await app.undo.click();
    steps += 1;
    expect(steps).toBeLessThan(40);
  }
  await page.getByRole("button", { name: "Redo" }).click();
  await app.go("Backlog");
  while (await app.redo.isEnabled()) await app.redo.click();
  await expect(app.row("Second, better")).toContainText("Doing");
  await expect(app.row("Second, better")).toContainText("mobile");
  await app.isSaved();
  await page.reload();
  await expect(app.row("Second, better")).toContainText("mobile");
  await app.row("First").locator("[data-cell=title]").click();
  await expect(app.inspector.getByText("1 of 2", { exact: true })).toBeVisible();
  await page.goBack();
  await expect(app.inspector).toHaveCount(0);
});

test("rows are reordered by drag and by Move to…, several at once, and Esc puts them back", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write(..."ABCDE");
  const centre = async (name) => {
    const box = await app.row(name).boundingBox();
    return { x: box.x + 500, y: box.y + box.height / 2 };
  };
  const drag = async (from, to, { drop = true } = {}) => {
    const [start, end] = [await centre(from), await centre(to)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(start.x, start.y + 10, { steps: 3 });
    await page.mouse.move(end.x, end.y - 12, { steps: 6 });
    if (!drop) await page.keyboard.press("Escape");
    await page.mouse.up();
  };
  await drag("D", "A");
  await expect.poll(() => app.titles()).toEqual(["D", "A", "B", "C", "E"]);
  await drag("E", "A", { drop: false });
  await expect.poll(() => app.titles()).toEqual(["D", "A", "B", "C", "E"]);
  await app.row("B").getByRole("checkbox").click();
  await app.row("C").getByRole("checkbox").click();
  await expect(page.getByRole("toolbar", { name: "2 selected" })).toBeVisible();
  await drag("B", "D");
  await expect.poll(() => app.titles()).toEqual(["B", "C", "D", "A", "E"]);
  await page.getByRole("toolbar").getByRole("button", { name: "Move to…" }).click();
  await page.getByRole("option", { name: "Bottom of the list" }).click();
  await expect.poll(() => app.titles()).toEqual(["D", "A", "E", "B", "C"]);
  await page.getByRole("toolbar").getByRole("button", { name: "Move to…" }).click();
  await page.getByRole("combobox", { name: /Move 2 items/ }).fill("2");
  await page.getByRole("option", { name: "Position 2" }).click();
  await expect.poll(() => app.titles()).toEqual(["D", "B", "C", "A", "E"]);
  await app.undo.click();
  await expect.poll(() => app.titles()).toEqual(["D", "A", "E", "B", "C"]);
});

test("several are changed at once, deleted and brought back", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("A", "B", "C", "D");
  await page.getByRole("checkbox", { name: "Select all" }).click();
  const bar = page.getByRole("toolbar");
  await expect(bar).toContainText("4 selected");
  await bar.getByRole("button", { name: "Status" }).click();
  await page.getByRole("menuitemradio", { name: "Ready" }).click();
  await expect(app.list.getByText("Ready")).toHaveCount(4);
  await app.toast.getByRole("button", { name: "Undo" }).click();
  await expect(app.list.getByText("Draft")).toHaveCount(4);
  await bar.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Nothing to build yet")).toBeVisible();
  await app.toast.getByRole("button", { name: "Undo" }).click();
  await expect(app.rows).toHaveCount(4);
  // With the panel open the bar is one line, too.
  await page.getByRole("checkbox", { name: "Select all" }).click();
  await app.row("B").locator("[data-cell=title]").click();
  await expect(app.inspector).toBeVisible();
  await expect.poll(async () => (await bar.boundingBox()).height).toBeLessThan(50);
  await page.getByRole("button", { name: "Clear selection" }).click();
  // What has come back is where one goes on, also from the panel.
  await app.row("B").locator("[data-cell=title]").click();
  await page.keyboard.press("Delete");
  await expect(app.rows).toHaveCount(3);
  await page.keyboard.press("Control+z");
  await expect(app.row("B")).toBeFocused();
});

test("the list is searched by title, description, label and key, and the address keeps it", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Reminder by text", "Price range", "Another reminder");
  const search = page.getByRole("searchbox", { name: "Search" });
  await search.fill("remind text");
  await expect(app.rows).toHaveCount(1);
  await search.fill("SPK-2");
  await expect(app.rows).toHaveText(/Price range/);
  await expect(page).toHaveURL(/q=SPK-2/);
  await page.reload();
  await expect(app.rows).toHaveCount(1);
  await expect(search).toHaveValue("SPK-2");
  await search.fill("nothing like it");
  await expect(page.getByText("No items match")).toBeVisible();
  await page.getByRole("button", { name: "Clear the search" }).click();
  await expect(app.rows).toHaveCount(3);
});

test("who leaves right after a search was cleared stays where he went", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Reminder by text", "Price range");
  await page.evaluate(() => (location.hash = "#/spk/backlog?sort=title"));
  const search = page.getByRole("searchbox", { name: "Search" });
  await search.fill("price");
  await expect(page).toHaveURL(/q=price/);
  // The address is left in the very moment in which it would be written: behind a busy script first the message runs, which
  // leaves, then the timer of the search, then the page hears of the new address.
  await page.evaluate(() => new Promise((done) => {
    const box = document.querySelector(".head .search input");
    box.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    const begun = performance.now();
    setTimeout(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        location.hash = "#/spk/backlog?status=idea";
        setTimeout(done, 100);
      };
      port2.postMessage(null);
      while (performance.now() < begun + 450);
    }, 350);
  }));
  await expect(page).toHaveURL(/status=idea/);
  await expect(page.getByText("No items match")).toBeVisible();
});

test("a list comes in once, everything goes out, and comes back the same", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const file = { name: "traps.csv", mimeType: "text/csv", buffer: TRAPS };
  const sheet = await app.import(file, { press: null });
  await expect(sheet.getByText("A list: 14 rows, 6 columns, comma, UTF-8")).toBeVisible();
  await expect(sheet.locator(".legend li").first()).toContainText("12");
  await expect(sheet.getByText("Row 13", { exact: true })).toBeVisible();
  await expect(sheet.getByText("Status “Parking” is not known here.")).toBeVisible();
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows).toHaveCount(12);
  await expect(app.row("<img src=x onerror=alert(1)>")).toBeVisible();
  await app.row("Über die Straße").locator("[data-cell=status]").click();
  await page.getByRole("menuitemradio", { name: "Accepted" }).click();

  const again = await app.import(file, { press: null });
  await expect(again.getByText("Everything in the file is here already.")).toBeVisible();
  await expect(again.getByRole("button", { name: "Bring in" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(app.row("Über die Straße")).toContainText("Accepted");

  await page.reload();
  await expect(app.rows).toHaveCount(12);
  const first = await app.export();
  await app.erase();
  await page.getByRole("button", { name: "Import…" }).click();
  const restored = page.getByRole("dialog", { name: "Import" });
  await restored.getByLabel("File to import").setInputFiles(json(first, "backup.json"));
  await restored.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows).toHaveCount(12);
  const second = await app.export();
  const without = (text) => text.replace(/"exported_at":"[^"]*"/, "").replace(/"known":{[^}]*}/, "");
  expect(without(second)).toBe(without(first));
  await page.reload();
  expect(without(await app.export())).toBe(without(first));
});

test("one undo takes an import back", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.import(csv("Title\nOne\nTwo\n"));
  await expect(app.rows).toHaveCount(2);
  await app.toast.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Nothing to build yet")).toBeVisible();
});
