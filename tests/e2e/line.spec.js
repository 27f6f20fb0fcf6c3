// The line: from the first screen to a roadmap to show, and from a lonely story to a whole line and back.
import { App, csv, expect, hasNoBarriers, isStill, test } from "./app.js";

const LIST = "Reminders\n  Send one the day before\n  Let riders cancel from it\nBooking page\n  Show the first free time\n  Price range\n  Photos of the bike";
const PLACES = ["today", "strategy", "strategy/trace", "roadmap", "roadmap/by-goal", "backlog", "outcomes"];

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
// Goes to an address, and waits until the page has heard of it.
const at = (page, hash) =>
  page.evaluate(
    (hash) =>
      new Promise((there) => {
        if (location.hash === hash) return there();
        addEventListener("hashchange", () => requestAnimationFrame(there), { once: true });
        location.hash = hash;
      }),
    hash,
  );

test("by mouse from the first screen to a copied roadmap, and back by undo", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await page.getByLabel("Product").fill("Spoke");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByLabel("Vision").fill("Every workshop knows its day.");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Lines").fill(LIST);
  await expect(page.getByText("7 items, 5 of them under another")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  // Back says what is there already.
  await page.getByRole("button", { name: "Back" }).click();
  await expect(page.getByText("7 items here already. What you paste comes after.")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  const weigh = (name, weight) => page.getByRole("group", { name }).getByRole("button", { name: String(weight) }).click();
  await weigh("Value of Price range", 5);
  await weigh("Effort of Price range", 1);
  await page.getByRole("button", { name: "Make the roadmap" }).click();
  await expect(page.getByRole("region", { name: "Now" }).getByRole("article")).toHaveText([/Booking page/]);
  await expect(page.getByRole("region", { name: "Next" }).getByRole("article")).toHaveText([/Reminders/]);
  await page.getByRole("button", { name: "Copy Markdown" }).click();
  await expect(app.toast).toContainText("Copied the roadmap as Markdown.");
  expect(await clipboard(page)).toContain("> Every workshop knows its day.\n\n## Now\n\n- **Booking page**");
  await page.getByRole("button", { name: "Copy rich text" }).click();
  await expect(app.toast).toContainText("rich text");
  const html = await page.evaluate(async () => (await (await navigator.clipboard.read())[0].getType("text/html")).text());
  expect(html).toContain("<li><strong>Booking page</strong>");
  await app.undo.click();
  await expect(page.getByText("Nothing on the roadmap yet")).toBeVisible();
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(7);
  await app.undo.click();
  await expect(page.getByText("Nothing to build yet")).toBeVisible();
});

test("the same with the keyboard alone, two keys an item", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await page.keyboard.type("Spoke");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Vision")).toBeFocused();
  await page.keyboard.type("Every workshop knows its day.");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Lines")).toBeFocused();
  await page.keyboard.insertText(LIST);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("group", { name: "Value of Send one the day before" })).toBeFocused();
  for (const [row, weights] of ["33", "33", "33", "51", "33"].entries()) {
    for (const [column, weight] of [...weights].entries()) {
      await expect(page.locator(`#weigh-${row}-${column}`)).toBeFocused();
      await page.keyboard.press(weight);
    }
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Roadmap" })).toBeFocused();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("markdown");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("Copied");
  expect(await clipboard(page)).toContain("- **Booking page**");
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect.poll(() => app.titles()).toEqual(expect.arrayContaining(["Price range"]));
  // The best story first, after the epic it belongs to.
  expect((await app.titles()).slice(0, 2)).toEqual(["Booking page", "Price range"]);
});

test("a lonely story becomes part of a whole line through the gap buttons, and lonely again by undo", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Send a reminder");
  await app.row("Send a reminder").locator("[data-cell=title]").click();
  const line = app.inspector.getByRole("list", { name: "The line" });
  const station = (name) => line.getByRole("listitem").filter({ hasText: new RegExp(`^${name}`) });

  await station("Initiative").getByRole("button", { name: "Choose an initiative" }).click();
  await page.getByRole("combobox").fill("Two-way reminders");
  await page.getByRole("option", { name: "New initiative “Two-way reminders”" }).click();
  await expect(station("Initiative")).toContainText("Two-way reminders");
  await expect(station("Initiative").getByRole("button", { name: "Two-way reminders" })).toBeFocused();

  await station("Goal").getByRole("button", { name: "Choose a goal" }).click();
  await page.getByRole("combobox").fill("No empty stand");
  await page.keyboard.press("Enter");
  await expect(station("Goal")).toContainText("No empty stand");

  await station("Vision").getByRole("button", { name: "Write the vision" }).click();
  await page.getByRole("dialog").getByLabel("What will be so?").fill("Every workshop knows its day.");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(station("Vision")).toContainText("Every workshop knows its day.");

  await station("Acceptance").getByRole("button", { name: "Write the first criterion" }).click();
  await expect(app.inspector.getByLabel("New acceptance criterion")).toBeFocused();
  await page.keyboard.type("It goes out once");
  await page.keyboard.press("Enter");
  await expect(station("Acceptance")).toContainText("0 of 1 met");

  await station("Release").getByRole("button", { name: "Choose a release" }).click();
  await page.getByRole("combobox").fill("2.6");
  await page.keyboard.press("Enter");
  await expect(station("Release")).toContainText("2.6");
  await station("Outcome").getByRole("button", { name: "Add an outcome metric" }).click();
  await page.getByRole("combobox").fill("Riders who do not come");
  await page.keyboard.press("Enter");
  await expect(station("Outcome")).toContainText("Riders who do not come");
  await station("Epic").getByRole("button", { name: "Choose an epic" }).click();
  await page.getByRole("combobox").fill("Reminder messages");
  await page.keyboard.press("Enter");
  await expect(station("Epic")).toContainText("Reminder messages");
  await expect(line.getByRole("button", { name: /^(Choose|Write|Add|Serve)/ })).toHaveCount(0);

  await app.go("Today");
  await expect(page.getByText("1 of 1 open stories are joined from vision to acceptance")).toBeVisible();
  await app.go("Backlog");
  for (let step = 0; step < 7; step += 1) await app.undo.click();
  await app.row("Send a reminder").locator("[data-cell=title]").click();
  await expect(line.getByRole("button", { name: /^(Choose|Write|Add|Serve)/ })).not.toHaveCount(0);
  await expect(station("Initiative").getByRole("button", { name: "Choose an initiative" })).toBeVisible();
  await app.go("Strategy");
  await expect(page.getByText("What will be so, when it has worked?")).toBeVisible();
});

test("every gap opens its list, and mending the last one empties it", async ({ page }) => {
  const app = new App(page);
  await app.sample();
  await page.getByRole("link", { name: "14 stories without a goal" }).first().click();
  await expect(page).toHaveURL(/#\/spk\/backlog\?gap=story-goal$/);
  await expect(app.rows).toHaveCount(14);
  await page.getByRole("button", { name: "Items without a goal: show all" }).click();
  await expect(page).toHaveURL(/#\/spk\/backlog$/);
  await app.go("Today");
  await page.getByRole("link", { name: "1 release without an outcome metric" }).first().click();
  await page.getByRole("button", { name: "Outcome: none" }).click();
  await page.getByRole("option", { name: /Calls a day/ }).click();
  await expect(page.getByRole("heading", { name: "Nothing is missing here" })).toBeVisible();
  await app.go("Today");
  await expect(page.getByRole("link", { name: /release without an outcome metric/ })).toHaveCount(0);
  await page.getByRole("link", { name: "6 initiatives without a goal" }).first().click();
  await expect(page.getByRole("article")).toHaveCount(6);
});

test("the sample comes in one action and goes without a trace", async ({ page }) => {
  const app = new App(page);
  await app.start("Mine");
  await app.write("My own story");
  const before = JSON.parse(await app.export());
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("sample");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Product: Spoke" })).toBeVisible();
  await page.getByRole("button", { name: "Delete all sample data" }).click();
  await expect(page.getByRole("button", { name: "Product: Mine" })).toBeVisible();
  const after = JSON.parse(await app.export());
  expect(after.data.products).toEqual(before.data.products);
  expect(after.counts).toEqual(before.counts);
  await app.undo.click();
  await at(page, "#/all/products");
  await expect(page.getByRole("table", { name: "Products" }).getByRole("row")).toHaveCount(3);
});

test("heads of tables stay in view, and the last rows of a list come free of what is said at its foot", async ({ page }) => {
  const app = new App(page);
  await page.setViewportSize({ width: 1440, height: 500 });
  await app.sample("Strategy");
  const end = (part) => page.locator("#main").evaluate((main, part) => main.scrollTo(0, main.scrollHeight * part), part);
  await end(0.4);
  await expect(page.getByRole("columnheader", { name: "Last check-in" })).toBeInViewport();
  await at(page, "#/spk/roadmap/by-goal");
  await end(1);
  await expect(page.getByRole("columnheader", { name: "Confidence" })).toBeInViewport();
  await at(page, "#/spk/backlog");
  await end(1);
  const bottom = (part) => part.evaluate((part) => part.getBoundingClientRect().bottom);
  await expect.poll(() => bottom(app.rows.last())).toBeLessThan(440);
  // On a phone no heading breaks and no word touches its value.
  await page.setViewportSize({ width: 390, height: 844 });
  await at(page, "#/spk/today");
  expect((await page.getByRole("heading", { name: "The line" }).boundingBox()).height).toBeLessThan(24);
  await at(page, "#/spk/backlog/SPK-118");
  const ends = await app.inspector.locator("dt").filter({ hasText: "Delegated to" }).evaluate((word) => {
    const text = document.createRange();
    text.selectNodeContents(word);
    return [text.getBoundingClientRect().right, text.getBoundingClientRect().height];
  });
  const value = await app.inspector.locator("#fact-delegated-to .many").boundingBox();
  expect(ends[1]).toBeLessThan(24);
  expect(value.x - ends[0]).toBeGreaterThan(8);
});

test("two products are kept apart", async ({ page }) => {
  const app = new App(page);
  await app.start("Spoke");
  await app.write("Of Spoke");
  await page.getByRole("button", { name: "Product: Spoke" }).click();
  await page.getByRole("menuitem", { name: "New product…" }).click();
  await page.getByLabel("Product", { exact: true }).fill("Other");
  await page.getByRole("button", { name: "Make the product" }).click();
  await expect(page).toHaveURL(/#\/oth\/today$/);
  await app.go("Backlog");
  await expect(page.getByText("Nothing to build yet")).toBeVisible();
  await app.go("Strategy");
  await page.getByRole("button", { name: "Add goal" }).first().click();
  await page.getByRole("combobox").fill("Of the other");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/oth\/strategy\/OTH-G1$/);
  await page.getByRole("button", { name: "PM", exact: true }).click();
  await page.getByRole("button", { name: "Product: Other" }).click();
  await page.getByRole("menuitemradio", { name: "Spoke" }).click();
  await expect(page).toHaveURL(/#\/spk\/strategy$/);
  await expect(page.getByRole("main").getByText("Of the other")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Both", exact: true })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Product: Spoke" }).click();
  await page.getByRole("menuitem", { name: "All products" }).click();
  await expect(page.getByRole("table", { name: "Products" }).getByRole("row")).toHaveText([/Product/, /Spoke/, /Other/]);
});

test("the lens says what comes first, and hides nothing", async ({ page }) => {
  const app = new App(page);
  await app.sample();
  const places = page.getByRole("navigation", { name: "Places" }).getByRole("list").first().getByRole("link");
  // How much is open stands in the name, too.
  await expect(places.filter({ hasText: "Backlog" })).toHaveAccessibleName("Backlog 62 open");
  const order = async () => (await places.allTextContents()).map((text) => text.replace(/\d+.*/, "").trim());
  expect(await order()).toEqual(["Today", "Strategy", "Discovery", "Roadmap", "Backlog", "Delivery", "Outcomes", "Communicate", "Guide"]);
  await page.keyboard.press("Shift+L");
  await expect(page.getByRole("button", { name: "PM", exact: true })).toHaveAttribute("aria-pressed", "true");
  expect(await order()).toEqual(["Today", "Strategy", "Discovery", "Roadmap", "Outcomes", "Communicate", "Backlog", "Delivery", "Guide"]);
  await expect(page.getByRole("main").getByRole("heading", { level: 2 }).first()).toHaveText("The line");
  await page.getByRole("button", { name: "PO", exact: true }).click();
  expect(await order()).toEqual(["Today", "Backlog", "Delivery", "Roadmap", "Discovery", "Outcomes", "Communicate", "Strategy", "Guide"]);
  await expect(page.getByRole("main").getByRole("heading", { level: 2 }).first()).toHaveText("Focus");
});

test("initiatives move by drag, by keys and by menu, and the dates stay", async ({ page }) => {
  const app = new App(page);
  await app.sample("Roadmap");
  const column = (name) => page.getByRole("region", { name }).getByRole("article");
  const waiting = column("Next").filter({ hasText: "Waiting list" });
  const booking = column("Now").filter({ hasText: "Booking page" });
  await waiting.dragTo(booking, { targetPosition: { x: 40, y: 8 } });
  await expect(column("Now")).toHaveText([/Two-way reminders/, /Waiting list/, /Booking page/, /Day board/]);
  await app.undo.click();
  // On the lower half it comes after, and a line says so.
  const { width, height } = await booking.boundingBox();
  await waiting.hover();
  await page.mouse.down();
  await booking.hover({ position: { x: width / 2, y: height - 8 } });
  await booking.hover({ position: { x: width / 2, y: height - 10 } });
  await expect(page.locator("[data-drop]")).toHaveText(/Day board/);
  await page.mouse.up();
  await expect(page.locator("[data-drop]")).toHaveCount(0);
  await expect(column("Now")).toHaveText([/Two-way reminders/, /Booking page/, /Waiting list/, /Day board/]);
  await app.undo.click();
  await expect(column("Next").first()).toHaveText(/Waiting list/);

  await page.getByRole("link", { name: "Day board" }).focus();
  await page.keyboard.press("Control+Shift+ArrowUp");
  await expect(column("Now")).toHaveText([/Two-way/, /Day board/, /Booking page/]);
  await expect(page.getByRole("link", { name: "Day board" })).toBeFocused();
  await page.keyboard.press("Control+Shift+ArrowRight");
  await expect(column("Next").filter({ hasText: "Day board" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Day board" })).toBeFocused();
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await expect(column("Now")).toHaveText([/Two-way/, /Day board/, /Booking page/]);
  await page.keyboard.press("m");
  await page.getByRole("menuitemradio", { name: "Later" }).click();
  await expect(column("Later").last()).toHaveText(/Day board/);
  await expect(app.toast).toContainText("to Later. Its confidence stays Committed");
  // The head of a column stays with its cards.
  await page.locator("#main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
  await expect(page.getByRole("heading", { name: "Later", exact: true })).toBeInViewport();

  await page.getByRole("link", { name: "Waiting list" }).click();
  await app.inspector.getByLabel("Start").fill("2027-01-04");
  await app.inspector.getByLabel("End").fill("2026-12-01");
  await app.inspector.getByLabel("How sure").focus();
  await expect(app.inspector.getByRole("alert")).toContainText("The end lies before the start.");
  await app.inspector.getByLabel("End").fill("2027-02-01");
  await app.inspector.getByLabel("How sure").fill("140");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("alert")).toContainText("How sure is a whole number from 0 to 100, and not “140”.");
  await app.inspector.getByLabel("How sure").fill("65");
  await page.keyboard.press("Enter");
  await expect(column("Next").first()).toContainText("65 %");
  await expect(app.inspector.getByLabel("How sure")).toBeFocused();
  await app.undo.click();
  await expect(app.inspector.getByLabel("How sure")).toHaveValue("60 %");
  await app.inspector.getByRole("button", { name: "Horizon: Next" }).click();
  await page.getByRole("menuitemradio", { name: "Now" }).click();
  await expect(column("Now").last()).toContainText("Waiting list");
  await expect(app.inspector.getByLabel("Start")).toHaveValue("2027-01-04");
});

test("cards answer the keys of a list, and several are added one after the other or a line each", async ({ page }) => {
  const app = new App(page);
  await app.sample("Roadmap");
  const column = (name) => page.getByRole("region", { name }).getByRole("article");
  const card = (name) => page.getByRole("link", { name, exact: true });
  await card("Two-way reminders").focus();
  await page.keyboard.press("j");
  await expect(card("Booking page")).toBeFocused();
  await page.keyboard.press("k");
  await expect(card("Two-way reminders")).toBeFocused();
  await page.keyboard.press(".");
  await expect(page.getByRole("menuitem", { name: "Move to Later" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card("Two-way reminders")).toBeFocused();
  await page.keyboard.press("F2");
  await expect(app.inspector.getByRole("textbox", { name: "Title", exact: true })).toBeFocused();
  await page.keyboard.type("Reminders that answer");
  await page.keyboard.press("Enter");
  await expect(card("Reminders that answer")).toBeVisible();
  await card("Reminders that answer").focus();
  await page.keyboard.press("Delete");
  await expect(card("Reminders that answer")).toHaveCount(0);
  await expect(card("Booking page")).toBeFocused();

  const before = await column("Later").count();
  await page.getByRole("button", { name: "Add to Later" }).click();
  await page.keyboard.type("First");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Second");
  await page.keyboard.press("Enter");
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "- Third\n- Fourth\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(column("Later")).toHaveCount(before + 4);
  await expect(app.toast).toContainText("Added 2 initiatives to Later. Confidence: Idea");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox")).toHaveCount(0);
  await expect(column("Later").last()).toHaveText(/Fourth/);
  await app.undo.click();
  await expect(column("Later").last()).toHaveText(/Second/);
});

test("a handover says what becomes of the epic there is", async ({ page }) => {
  const app = new App(page);
  await app.sample("Roadmap");
  for (const [card, words] of [["Two-way reminders", /^It has an epic in the backlog, SPK-/], ["Pick-up service", /^An epic of this name comes to the top/]]) {
    await page.getByRole("link", { name: card, exact: true }).click();
    await app.inspector.getByRole("button", { name: /^(Hand over|Add stories)…$/ }).click();
    await expect(page.getByRole("dialog", { name: /^Hand over/ }).getByText(words)).toBeVisible();
    await page.keyboard.press("Escape");
  }
});

test("a goal is measured: key results, check-ins, and what cannot be is said where it is written", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.go("Strategy");
  await page.getByRole("main").getByRole("button", { name: "Write the vision" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("A vision needs a sentence");
  await dialog.getByLabel("What will be so?").fill("Every workshop knows its day.");
  await dialog.getByLabel("For", { exact: true }).fill("bike workshops");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Vision" })).toContainText("bike workshops");
  await expect(page.getByText("No goals yet: two to four lead to the vision.")).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveCount(0);
  await page.getByRole("button", { name: "New version" }).click();
  await dialog.getByLabel("What will be so?").fill("Every rider knows when to come.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "What changed" }).click();
  await expect(dialog).toContainText("Every workshop knows its day.");
  await dialog.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "Add goal" }).click();
  await page.getByRole("combobox").fill("Riders book without calling");
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("button", { name: "Add key result" }).click();
  // An example is told from a value.
  expect(await dialog.getByLabel("What is measured").evaluate((field) => getComputedStyle(field, "::placeholder").fontStyle)).toBe("italic");
  await dialog.getByLabel("What is measured").fill("Bookings made online");
  await dialog.getByLabel("From").fill("41");
  await dialog.getByLabel("To", { exact: true }).fill("41");
  await dialog.getByLabel("Unit").fill("%");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("From and to are the same");
  await dialog.getByLabel("To", { exact: true }).fill("70");
  await dialog.getByLabel("Due").fill("2300-01-01");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("2300-01-01 lies outside of 1900 to 2199");
  await dialog.getByLabel("Due").fill("2199-01-01");
  await dialog.getByRole("button", { name: "Save" }).click();

  await app.inspector.getByRole("button", { name: "Check in" }).click();
  await dialog.getByLabel("Value").fill("58 %");
  await dialog.getByLabel(/^Day/).fill("2190-01-01");
  await dialog.getByRole("button", { name: "Check in" }).click();
  await expect(dialog.getByRole("alert")).toContainText("2190-01-01 has not come yet.");
  await dialog.getByLabel(/^Day/).fill("");
  await dialog.getByRole("button", { name: "Check in" }).click();
  const row = page.getByRole("row").filter({ hasText: "Bookings made online" });
  await expect(row).toContainText("58 %41 %");
  // Another value of the day is said to take the place of the first; one that runs the wrong way looks like it.
  await app.inspector.getByRole("button", { name: "Check in" }).click();
  await dialog.getByLabel("Value").fill("30");
  await dialog.getByRole("button", { name: "Check in" }).click();
  await expect(app.toast).toContainText("in place of 58 %");
  await expect(row.getByRole("img", { name: "It went the wrong way" })).toBeVisible();
  await app.undo.click();
  await expect(row).toContainText("58 %41 %");
  await app.inspector.getByRole("button", { name: "Check in" }).click();
  await dialog.getByRole("button", { name: /^Remove 58 % of / }).click();
  await expect(dialog.getByRole("heading", { name: "Check-ins" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(row).not.toContainText("58 %");
  await app.undo.click();
  await expect(row).toContainText("58 %41 %");
  await expect(row.getByRole("button", { name: "Check in: Bookings made online, last today" })).toBeVisible();
  await app.undo.click();
  await expect(row.getByRole("button", { name: "Check in: Bookings made online, last never" })).toBeVisible();

  // A target that is moved leaves a trace.
  await app.inspector.getByRole("button", { name: "More about Bookings made online" }).click();
  await page.getByRole("menuitem", { name: "Edit…" }).click();
  await dialog.getByLabel("To", { exact: true }).fill("65");
  await dialog.getByRole("button", { name: "Save" }).click();
  await app.inspector.getByRole("button", { name: "History of this" }).click();
  await expect(page.getByRole("complementary", { name: "History" }).getByRole("listitem").first()).toContainText("Key result “Bookings made online”: target 70 → 65");
});

test("a release is not closed over open items without a question, and asks whether it worked", async ({ page }) => {
  const app = new App(page);
  await app.sample("Roadmap");
  await page.getByRole("link", { name: "Releases" }).click();
  await page.getByRole("link", { name: "2.6", exact: true }).click();
  await app.inspector.getByRole("button", { name: "State: Open" }).click();
  await page.getByRole("menuitemradio", { name: "Released" }).click();
  await expect(page.getByRole("dialog")).toContainText(/items of this release are neither accepted nor dropped/);
  await page.getByRole("dialog").getByRole("button", { name: "Move them to 2.7" }).click();
  await expect(app.inspector.getByRole("button", { name: "State: Released" })).toBeVisible();
  await app.undo.click();
  await app.inspector.getByRole("button", { name: "State: Open" }).click();
  await page.getByRole("menuitemradio", { name: "Released" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Release", exact: true }).click();
  await expect(app.inspector.getByRole("button", { name: "State: Released" })).toBeVisible();
  await app.go("Today");
  await page.getByRole("button", { name: "Add reading" }).first().click();
  await app.inspector.getByLabel("Reading").fill("4,5");
  await app.inspector.getByRole("button", { name: "Add reading" }).click();
  await expect(app.inspector).toContainText("4.5 hours a week");
  await expect(app.undo).toHaveAttribute("title", /Add a reading of Empty stands/);
  await expect(page.getByText("2.5 Opening hours by season is out")).toHaveCount(0);
});

test("items go into a release from there and from the backlog, and the copy says what the page shows", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const app = new App(page);
  await app.start();
  await app.write("One", "Two", "Three");
  await app.go("Roadmap");
  await page.getByRole("link", { name: "Releases" }).click();
  await page.getByRole("main").getByRole("button", { name: "Add release" }).click();
  await page.getByRole("combobox").fill("1.0");
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("button", { name: "Add items" }).click();
  await page.getByRole("option", { name: "Two" }).click();
  await expect(page.getByRole("option", { name: /^Two/ })).toContainText("on all");
  await page.getByRole("combobox").fill("Written here");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.inspector.getByRole("listitem").filter({ hasText: /Two|Written here/ })).toHaveCount(2);
  await expect(app.inspector.getByRole("button", { name: "Add items" })).toBeFocused();
  await app.go("Backlog");
  for (const title of ["One", "Three"]) await app.row(title).locator("[data-cell=check]").click();
  await page.getByRole("button", { name: "Release", exact: true }).click();
  await page.getByRole("option", { name: "1.0" }).click();
  await expect(app.toast).toContainText("2 items: 1.0");
  await page.getByRole("button", { name: "Initiative", exact: true }).click();
  await page.getByRole("combobox").fill("A bet");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("New initiative “A bet” for 2 items");
  await page.getByRole("button", { name: "Release", exact: true }).click();
  await expect(page.getByRole("option", { name: "1.0" })).toContainText("chosen");
  await page.keyboard.press("Escape");
  await app.go("Roadmap");
  await page.getByRole("link", { name: "Releases" }).click();
  await expect(page.getByRole("row").filter({ hasText: "1.0" })).toContainText("0 of 4");
  const copied = async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("copy the roadmap as markdown");
    await page.keyboard.press("Enter");
    await expect(app.toast).toContainText("Copied the roadmap as Markdown");
    return page.evaluate(() => navigator.clipboard.readText());
  };
  expect(await copied()).toContain("- **1.0** – planned");
  await page.getByRole("link", { name: "By goal" }).click();
  expect(await copied()).toContain("## Without a goal\n\n- **A bet**");
  await page.getByRole("link", { name: "Now, next, later" }).click();
  expect(await copied()).toMatch(/## \w+\n\n- \*\*A bet\*\*/);
  for (let step = 0; step < 4; step += 1) await app.undo.click();
  await app.go("Backlog");
  await expect(app.rows).toHaveCount(3);
});

test("what waits is drawn over its state, and Today says so first", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Waits for parts", "Goes on");
  await page.keyboard.press("w");
  await page.getByRole("combobox").fill("the supplier’s list");
  await page.keyboard.press("Enter");
  await expect(app.row("Waits for parts")).toContainText("Blocked");
  await app.row("Waits for parts").locator("[data-cell=title]").click();
  await expect(app.inspector.getByLabel("Held up by")).toHaveValue("the supplier’s list");
  await expect(app.inspector).toContainText("Blocked: the supplier’s list");
  // The reason has a line of its own, and the other facts stand two by two.
  const top = async (fact) => Math.round((await app.inspector.locator(`#fact-${fact}`).boundingBox()).y);
  expect([await top("type"), await top("labels")]).toEqual([await top("estimate"), await top("value")]);
  await app.go("Today");
  await expect(page.getByRole("listitem").filter({ hasText: "“Waits for parts” is blocked" })).toBeVisible();
  await app.go("Backlog");
  await app.row("Waits for parts").focus();
  await page.keyboard.press("w");
  await expect(app.row("Waits for parts")).toContainText("Draft");
});

test("what is pasted by the thousand goes through Import, with a sentence", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await page.getByLabel("Product").fill("Spoke");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByLabel("Lines").evaluate((field) => {
    // At once: typing as many is the driver's slowness, not the page's.
    field.value = "line\n".repeat(20_000);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "That is 20000 lines." })).toBeVisible();
  await expect(page.getByLabel("Lines")).toBeVisible();
});

test("paper has the words and none of the controls", async ({ page }) => {
  const app = new App(page);
  await app.sample();
  await page.emulateMedia({ media: "print" });
  await at(page, "#/spk/roadmap");
  await expect(page.getByText("Calls a day, 22 → 18, closer")).toBeVisible();
  // A column that goes on over the page has its head there, too.
  expect(await page.getByRole("region", { name: "Later" }).locator("header").evaluate((head) => getComputedStyle(head).display)).toBe("table-header-group");
  await at(page, "#/spk/strategy");
  await expect(page.getByText("Coverage")).toBeHidden();
  // A small sheet leaves no name out.
  await page.setViewportSize({ width: 400, height: 560 });
  await expect(page.getByText("Bookings made online")).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const [place, words] of [["strategy", "Riders book without calling"], ["roadmap", "Two-way reminders"], ["backlog", "Send a reminder the day before"], ["strategy/trace", "Let riders confirm"]]) {
    await at(page, `#/spk/${place}`);
    await expect(page.getByText(words).first()).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Places" })).toBeHidden();
    await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeHidden();
  }
});

for (const [name, setting] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["forced colours", { forcedColors: "active" }],
  ["320 pixels", { width: 320 }],
]) {
  test(`no barriers on any place and dialog in ${name}`, async ({ page }) => {
    test.setTimeout(600_000);
    if (setting.width) await page.setViewportSize({ width: setting.width, height: 700 });
    else await page.emulateMedia(setting);
    const app = new App(page);
    await app.sample();
    const check = async () => {
      if (setting.width) expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(setting.width);
      await hasNoBarriers(page);
    };
    for (const place of PLACES) {
      await at(page, `#/spk/${place}`);
      await isStill(page);
      await check();
    }
    for (const record of ["strategy/SPK-G2", "roadmap/SPK-I1", "roadmap/releases/SPK-R2", "outcomes/SPK-M5", "backlog/SPK-118", "backlog/SPK-105"]) {
      await at(page, `#/spk/${record}`);
      await expect(app.inspector).toBeVisible();
      await check();
    }
    await at(page, "#/all/products");
    await check();
    await at(page, "#/spk/strategy");
    for (const button of ["Edit", /^Check in: Bookings made online/]) {
      await page.getByRole("button", { name: button }).first().click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await check();
      await page.keyboard.press("Escape");
    }
    await at(page, "#/spk/strategy/SPK-G1");
    await app.inspector.getByRole("button", { name: "Add key result" }).click();
    await check();
    await page.keyboard.press("Escape");
    const dialogs = async (...steps) => {
      for (const open of steps) {
        await open();
        await expect(page.getByRole("dialog")).toBeVisible();
        await check();
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toBeHidden();
      }
    };
    const command = async (words) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill(words);
      await page.keyboard.press("Enter");
    };
    await at(page, "#/spk/strategy");
    await dialogs(
      () => page.getByRole("button", { name: "What changed" }).click(),
      () => command("new product"),
      () => command("keyboard shortcuts"),
      () => page.keyboard.press("Control+k"),
    );
    await at(page, "#/spk/roadmap/releases");
    await page.getByRole("link", { name: "2.6", exact: true }).click();
    await dialogs(async () => {
      await app.inspector.getByRole("button", { name: "State: Open" }).click();
      await page.getByRole("menuitemradio", { name: "Released" }).click();
    });
    await at(page, "#/settings/data");
    await dialogs(() => page.getByRole("button", { name: "Erase everything…" }).click());
    await at(page, "#/settings/keyboard");
    await check();
    await dialogs(async () => {
      const sheet = await app.import(csv("Summary,State,Prio,Nobody knows\nNew,Parking,High,x\n,To do,,\n", "foreign.csv"), { press: null });
      await expect(sheet.getByText("What will happen")).toBeVisible();
    });
    await at(page, "#/spk/today");
    await command("first steps");
    for (const heading of [/has worked/, "What do you have already?", "Which comes first?"]) {
      await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
      await check();
      await page.getByRole("button", { name: "Skip" }).click();
    }
  });
}
