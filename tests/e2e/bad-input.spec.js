// Every bad input gets a sentence that names file, place and remedy, and nothing stored changes.
import { readFileSync } from "node:fs";
import { App, csv, expect, json, test } from "./app.js";

const DOCUMENT = JSON.parse(readFileSync(new URL("../fixtures/document-v1.json", import.meta.url)));

const stored = (page) =>
  page.evaluate(() => JSON.stringify(Object.entries(localStorage).filter(([key]) => key.startsWith("throughline/")).sort()));

function changed(change) {
  const copy = structuredClone(DOCUMENT);
  change(copy);
  return copy;
}

const deep = "[".repeat(5000) + "]".repeat(5000);
const utf16 = Buffer.from("\ufeffTitle\nOne\n", "utf16le");

const REFUSED = [
  ["no JSON", json("{ oops", "notes.json"), /notes\.json: The file is no JSON: line 1, column 3/],
  ["JSON of another program", json({ name: "Board", cards: [] }, "trello.json"), /trello\.json: The file is JSON, but not an export of Throughline/],
  ["a newer version", json(changed((it) => (it.version = 2))), /saved by a newer Throughline \(format 2/],
  ["a cut file", json(JSON.stringify(DOCUMENT).slice(0, 2000)), /ends in the middle, at line 1\. It was cut short/],
  ["a wrong type", json(changed((it) => (it.data.items[1].title = 7))), /Record 2 of “items”: the field “title” cannot be read/],
  ["duplicate ids", json(changed((it) => it.data.items.push(it.data.items[0]))), /Record 6 of “items” has the id .* an earlier record has already/],
  ["an empty product key", json(changed((it) => (it.data.products[0].key = ""))), /Record 1 of “products” \(“Spoke”\): the field “key” cannot be read/],
  ["a list with a strange name", json(changed((it) => (it.data["ärger"] = []))), /“ärger” in “data” has a name that no list of Throughline has/],
  ["deep nesting", json(deep), /nested more than 128 levels deep/],
  ["nothing", json("", "empty.json"), /empty\.json: The file is empty/],
  ["a list without titles", csv("Foo;Bar\n1;2"), /list\.csv: No column gives the titles\. Choose “Title” for the one that does\./],
  ["a heading alone", csv("Title\n"), /There are headings and no row under them/],
  ["a spreadsheet file cut short", { name: "list.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("PK\u0003\u0004rest") }, /The archive cannot be unpacked/],
];

for (const [name, file, sentence] of REFUSED) {
  test(`refused: ${name}`, async ({ page }) => {
    const app = new App(page);
    await app.start();
    await app.write("Mine");
    const before = await stored(page);
    const sheet = await app.import(file, { press: null });
    await expect(sheet.getByRole("alert")).toContainText(sentence);
    await expect(sheet.getByRole("alert")).toContainText("Nothing was changed.");
    expect(await stored(page)).toBe(before);
    await page.keyboard.press("Escape");
    await expect(app.row("Mine")).toBeVisible();
  });
}

const TOLD = [
  ["dangling links", changed((it) => (it.data.items[1].goal = "zzzzzzzzzzzzzzzz")), /The goal of Item “Send a reminder the day before” names a record that is not there\. The link is removed\./],
  ["parent cycles", changed((it) => (it.data.items[0].parent = it.data.items[1].id)), /stands under itself\. It moves to the top level\./],
  ["NUL and bidi characters", changed((it) => (it.data.items[1].title = "pay\u0000\u202Egpj")), /1 text holds characters nobody can see/],
  ["a hand-changed file", changed((it) => (it.data.items[1].title = "Changed")), /its checksum does not match/],
  ["a taken product key", DOCUMENT, /has the key SPK of another product\. It gets a free one\./],
];

for (const [name, document, sentence] of TOLD) {
  test(`told before it counts: ${name}`, async ({ page }) => {
    const app = new App(page);
    await app.start();
    const before = await stored(page);
    const sheet = await app.import(json(document), { press: null });
    await expect(sheet.getByText(sentence).first()).toBeVisible();
    expect(await stored(page)).toBe(before);
    await sheet.getByRole("button", { name: "Bring in" }).click();
    await expect(app.toast).toContainText("came in");
    await app.isSaved();
  });
}

test("a file of 60 MB is not even read", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const { writeFileSync, mkdtempSync } = await import("node:fs");
  const path = `${mkdtempSync(`${(await import("node:os")).tmpdir()}/big-`)}/big.json`;
  writeFileSync(path, Buffer.alloc(60_000_000, 32));
  const sheet = await app.import(path, { press: null });
  await expect(sheet.getByRole("alert")).toContainText("big.json: The file has 60 MB; 50 MB is the most that is read");
});

test("unknown tables and fields are kept and go out again", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await page.getByRole("button", { name: "Import…" }).click();
  const sheet = page.getByRole("dialog", { name: "Import" });
  await sheet.getByLabel("File to import").setInputFiles(json(DOCUMENT));
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.row("Send a reminder the day before")).toBeVisible();
  const out = JSON.parse(await app.export());
  expect(out.data.moods).toEqual(DOCUMENT.data.moods);
  expect(out.data.items).toEqual(DOCUMENT.data.items);
});

test("a former key leads to the product's current address", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await page.getByRole("button", { name: "Import…" }).click();
  const sheet = page.getByRole("dialog", { name: "Import" });
  await sheet.getByLabel("File to import").setInputFiles(json(DOCUMENT));
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows.first()).toBeVisible();
  await page.evaluate(() => (location.hash = "#/bike/backlog/BIKE-2"));
  await expect(page).toHaveURL(/#\/spk\/backlog\/SPK-2$/);
  await expect(app.inspector).toContainText("SPK-2");
});

for (const [name, buffer, title] of [
  ["a byte order mark", Buffer.from("\ufeffTitle,Type\nÜber,Bug\n"), "Über"],
  ["UTF-16", utf16, "One"],
  ["Windows-1252", Buffer.from("Title\n\xdcber \x93x\x94\n", "latin1"), "Über “x”"],
  ["tabs", Buffer.from("Title\tType\nTabbed\tBug\n"), "Tabbed"],
]) {
  test(`a list in ${name} is read`, async ({ page }) => {
    const app = new App(page);
    await app.start();
    await app.import({ name: "list.csv", mimeType: "text/csv", buffer });
    await expect(app.row(title)).toBeVisible();
  });
}

test("a product needs a name and a free key of the right form", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByText("A product needs a name.")).toBeVisible();
  await expect(page.getByLabel("Product")).toBeFocused();
  await page.getByLabel("Product").fill("Spoke");
  await page.getByLabel("Key").fill("");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByText("A product needs a key: two to five letters, such as SPK.")).toBeVisible();
  await page.getByLabel("Key").fill("SP-K");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByText("Two to five letters or digits, a letter first.")).toBeVisible();
  await page.getByLabel("Key").fill("SPK");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await app.skipFirstSteps();
  await page.getByRole("button", { name: "Product: Spoke" }).click();
  await page.getByRole("menuitem", { name: "New product…" }).click();
  await page.getByLabel("Product", { exact: true }).fill("Other");
  await page.getByLabel("Key").fill("spk");
  await page.getByRole("button", { name: "Make the product" }).click();
  await expect(page.getByText("SPK belongs to Spoke. Choose another key.")).toBeVisible();
});

test("an address that means nothing says so and leads on", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await page.evaluate(() => (location.hash = "#/xyz/nowhere"));
  await expect(page.getByText("There is nothing at this address")).toBeVisible();
  await page.getByRole("link", { name: "Go to Today" }).click();
  await expect(page).toHaveURL(/#\/spk\/today$/);
});

test("a text of a million characters, emoji and right-to-left titles, and absurd estimates are taken or refused with a sentence", async ({ page }) => {
  const app = new App(page);
  await app.start("Odd");
  await app.write("شاشة الحجز 🚲 v2", "👩‍🔧🧰 repairs", "An ordinary one");
  // Estimates that are none are refused where they are written, and nothing is changed.
  for (const absurd of ["-3", "1e9", "100000", "three"]) {
    await app.row("An ordinary one").locator("[data-cell=estimate]").click();
    await page.getByRole("combobox").fill(absurd);
    await expect(page.getByText("Points are a number from 0 to 999, with one place at most."), absurd).toBeVisible();
    await page.keyboard.press("Enter");
    // Esc takes back what was typed, then closes.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(app.row("An ordinary one").getByRole("button", { name: "Estimate: none" })).toBeVisible();
  }
  // A million characters: kept whole, and the list stays as light as it was.
  await app.row("repairs").locator("[data-cell=title]").click();
  await app.inspector.getByRole("button", { name: "Add a description" }).click();
  const description = app.inspector.getByRole("textbox", { name: "Description" });
  await description.evaluate((area) => {
    area.value = "long ".repeat(200_000);
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  await description.press("Control+Enter");
  await app.isSaved();
  const criterion = app.inspector.getByRole("textbox", { name: "New acceptance criterion" });
  await criterion.fill("x".repeat(100_000));
  await criterion.press("Enter");
  await expect(app.inspector.locator("[data-notes=criteria] li")).toHaveCount(1);
  await app.isSaved();
  await page.reload();
  await expect(app.rows).toHaveCount(3);
  await app.row("🚲").locator("[data-cell=title]").click();
  await expect(app.inspector.getByRole("textbox", { name: "Title" })).toHaveValue("شاشة الحجز 🚲 v2");
  // A title's own direction, whatever stands beside it.
  expect(await app.row("🚲").locator("[data-cell=title]").evaluate((title) => getComputedStyle(title).unicodeBidi)).toBe("plaintext");
  await app.row("repairs").locator("[data-cell=title]").click();
  expect(await app.inspector.locator(".prose").evaluate((prose) => prose.textContent.length)).toBeGreaterThan(999_000);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(app.inspector.getByRole("button", { name: "Add a description" })).toBeVisible();
});
