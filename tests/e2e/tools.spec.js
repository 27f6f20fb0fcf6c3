// A team moves in: what other tools hand out is known by its content, looked at, brought in, and taken back with one undo.
import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import { App, csv, expect, hasNoBarriers, test } from "./app.js";

const fixture = (name) => ({ name, mimeType: "application/octet-stream", buffer: readFileSync(new URL(`../fixtures/tools/${name}`, import.meta.url)) });

// An archive of files, deflated; the sums of their bytes are not looked at here.
function zip(name, files) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [file, content] of Object.entries(files)) {
    const data = Buffer.isBuffer(content) ? content : Buffer.from(content);
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(Buffer.byteLength(file), 22);
    parts.push(Buffer.from("PK\x03\x04", "latin1"), head, Buffer.from(file), packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), head, place, Buffer.from(file));
    at += 30 + Buffer.byteLength(file) + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(files).length, 4);
  end.writeUInt16LE(Object.keys(files).length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return { name, mimeType: "application/zip", buffer: Buffer.concat([...parts, listed, Buffer.from("PK\x05\x06", "latin1"), end]) };
}

test("a board of Trello comes in with its lists, people, steps, remarks and days, by keys, and goes with one undo", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const before = JSON.parse(await app.export()).data;
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  const sheet = await app.import(fixture("trello.json"), { press: null });
  await expect(sheet.getByText(/^A list: 5 rows, \d+ columns, Trello board, UTF-8\./)).toBeVisible();
  await expect(sheet.getByText("“Due date” becomes a field of all items. It holds a day.")).toBeVisible();
  await hasNoBarriers(page);
  await expect(sheet.getByRole("heading", { name: "Import" })).toBeFocused();
  await sheet.getByRole("button", { name: "Bring in" }).focus();
  await page.keyboard.press("Enter");
  await expect(app.rows).toHaveCount(5);
  await app.row("Pay by card").locator("[data-cell=title]").click();
  await expect(app.inspector.getByRole("textbox", { name: "Comment", exact: true })).toHaveValue("Bo: Which cards?");
  await expect(app.inspector.getByText("1 of 2")).toBeVisible();
  await expect(app.inspector).toContainText("Ann Lee");
  await app.undo.click();
  await expect(page.getByText("Nothing to build yet")).toBeVisible();
  const after = JSON.parse(await app.export()).data;
  // Numbers once given are not given again, and a change of the product is stamped.
  const settled = ({ stamps, versions, products, ...rest }) => JSON.stringify(rest);
  expect(settled(after)).toBe(settled(before));
});

test("files of Jira that are parts of one list are one, and a second time nothing comes", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const heads = "Issue key,Issue id,Summary,Issue Type,Status,Parent,Created,Status Category\n";
  const first = csv(`${heads}SHOP-2,10002,Pay by card,Story,In Progress,10001,05/Jan/24 9:00 AM,In Progress\n`, "one.csv");
  const second = csv(`${heads}SHOP-1,10001,Checkout,Epic,To Do,,03/Jan/24 9:00 AM,To Do\n`, "two.csv");
  let sheet = await app.import([first, second], { press: null });
  await expect(sheet.getByText("A list: 2 rows")).toBeVisible();
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows).toHaveCount(2);
  await app.row("Pay by card").locator("[data-cell=title]").click();
  await expect(app.inspector).toContainText("Checkout");
  await page.keyboard.press("Escape");
  sheet = await app.import([first, second], { press: null });
  await expect(sheet.getByText("Everything in the file is here already. There is nothing to bring in.")).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Bring in" })).toBeDisabled();
});

test("an archive of Notion, a workbook of Excel and a list wait for each other", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const inner = zip("Part-1.zip", { "Tasks 1_all.csv": "Name,Status\nPay by card,In progress\nAsk,Done\n", "Tasks 1.csv": "Name,Status\nAsk,Done\n", "Pay by card.md": "# Pay" });
  const notion = zip("Export.zip", { "Part-1.zip": inner.buffer });
  const cell = (at, text) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const excel = zip("Plan.xlsx", {
    "xl/workbook.xml": "<workbook/>",
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1">${cell("A1", "Task Name")}${cell("B1", "Bucket Name")}</row><row r="2">${cell("A2", "Paint &amp; dry")}${cell("B2", "To do")}</row></sheetData></worksheet>`,
  });
  const sheet = await app.import([notion, excel], { press: null });
  await expect(sheet.getByText("1 file to look at after this one")).toBeVisible();
  await expect(sheet.getByText("A list: 2 rows, 2 columns, comma, UTF-8.")).toBeVisible();
  await hasNoBarriers(page);
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(sheet.getByText("A list: 1 row, 2 columns, workbook, Excel.")).toBeVisible();
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows).toHaveCount(3);
  await expect(app.row("Paint & dry")).toBeVisible();
});

test("days that can be two are asked for, and read as they are said", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const sheet = await app.import(csv("Title,Created,Due date\nPay by card,5/1/2024,6/1/2024\n", "days.csv"), { press: null });
  const choice = sheet.getByLabel("Days such as 5/1/2024 are");
  await expect(choice).toHaveValue("");
  await choice.selectOption("Day, month, year");
  await expect(choice).toBeFocused();
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows).toHaveCount(1);
  const [item] = JSON.parse(await app.export()).data.items;
  expect(item.status_log[0].on).toBe("2024-01-05");
});

test("what is no list of work is refused with a sentence, and nothing changes", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const before = await app.export();
  const binary = (name, text) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text, "latin1") });
  const bomb = zip("bomb.zip", { "a.csv": Buffer.alloc(60_000_000, "x") });
  const refused = [
    [binary("plan.pdf", "%PDF-1.7\n"), "plan.pdf: This is a PDF, and no list."],
    [binary("board.xls", "\xD0\xCF\x11\xE0rest"), "board.xls: This is a file of an old Excel or Word, and no list."],
    [bomb, "bomb.zip: What is packed in it is more than 50 MB. Nothing was unpacked."],
    [zip("pages.zip", { "a.md": "# a" }), "pages.zip: There is no list in the archive"],
    [fixture("worklog.csv"), "worklog.csv: Each row is time that was spent on work"],
  ];
  let sheet;
  for (const [file, words] of refused) {
    sheet = sheet ?? (await app.import([], { press: null }));
    await sheet.getByLabel("File to import").setInputFiles(file);
    await expect(sheet.getByRole("alert")).toContainText(words);
  }
  await hasNoBarriers(page);
  await page.keyboard.press("Escape");
  const data = (text) => JSON.stringify(JSON.parse(text).data);
  expect(data(await app.export())).toBe(data(before));
});

test("a file that is dropped on any page is looked at", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await page.goto("#/spk/today");
  const name = await page.evaluate(() => location.hash);
  expect(name).toContain("today");
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["- [x] Pay by card\n- [ ] Ask\n  - [ ] Who\n"], "list.md", { type: "text/markdown" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  const sheet = page.getByRole("dialog", { name: "Import" });
  await expect(sheet.getByText("A list: 3 rows")).toBeVisible();
  await sheet.getByRole("button", { name: "Bring in" }).click();
  await expect(app.rows).toHaveCount(3);
});
