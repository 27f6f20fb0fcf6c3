// Writing an item: the story sentence, criteria with hints, lists, links, evidence; splitting, merging, duplicates.
import { App, expect, hasNoBarriers, test } from "./app.js";

const open = async (page, key) => {
  const app = new App(page);
  await app.sample("Backlog");
  await page.evaluate((key) => (location.hash = `#/spk/backlog/${key}`), key);
  await expect(app.inspector).toBeVisible();
  return app;
};

test("a story says for whom and why, with a persona that is known from then on", async ({ page }) => {
  const app = await open(page, "SPK-118");
  await app.inspector.getByRole("button", { name: "Say for whom and why" }).click();
  await expect(page.getByRole("combobox", { name: /^Persona of/ })).toBeFocused();
  await page.keyboard.type("rider");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("button", { name: "Persona: rider" })).toBeVisible();
  await app.inspector.getByRole("textbox", { name: "I want" }).fill("to answer the reminder");
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("textbox", { name: "So that" }).fill("I need not call");
  await page.keyboard.press("Enter");
  await page.evaluate(() => (location.hash = "#/spk/backlog/SPK-121"));
  await app.inspector.getByRole("button", { name: "Say for whom and why" }).click();
  await expect(page.getByRole("combobox", { name: /^Persona of/ })).toBeFocused();
  await page.getByRole("option", { name: "rider" }).click();
  await expect(app.inspector.getByRole("button", { name: "Persona: rider" })).toBeVisible();
  await page.reload();
  await page.evaluate(() => (location.hash = "#/spk/backlog/SPK-118"));
  await expect(app.inspector.getByRole("textbox", { name: "So that" })).toHaveValue("I need not call");
  await hasNoBarriers(page);
  await app.undo.click();
  await expect(app.toast).toContainText("Undid: SPK-121 is for “rider”");
});

test("the story sentence is taken out of a description", async ({ page }) => {
  const app = await open(page, "SPK-119");
  await app.inspector.getByRole("button", { name: "Add a description" }).click();
  await app.inspector.getByRole("textbox", { name: "Description" }).fill("As a rider, I want my own language so that I understand it.\n\nSee SPK-12.");
  await page.keyboard.press("Control+Enter");
  await app.inspector.getByRole("button", { name: "Take it from the description" }).click();
  await expect(app.inspector.getByRole("textbox", { name: "I want" })).toHaveValue("my own language");
  await expect(app.inspector.getByText("See SPK-12.")).toBeVisible();
  await expect(app.inspector.getByText("As a rider")).toHaveCount(0);
});

test("criteria are pasted, pointed at where they cannot be tested, and lists are kept", async ({ page }) => {
  const app = await open(page, "SPK-119");
  const add = app.inspector.getByRole("textbox", { name: "New acceptance criterion" });
  const before = await app.inspector.locator("[data-notes=criteria] li").count();
  await add.fill("Scenario: one\nGiven a rider\nThen it is read\nScenario: two\nGiven a rider\nWhen it comes\nThen it is read");
  await add.press("Enter");
  await expect(app.inspector.locator("[data-notes=criteria] li")).toHaveCount(before + 2);
  await expect(app.inspector.getByText("No When: what does somebody do?")).toBeVisible();
  await add.fill("It opens quickly");
  await add.press("Enter");
  await expect(app.inspector.getByText(/“quickly” cannot be tested/)).toBeVisible();
  // A line's menu and Alt with an arrow move it; what is first cannot go up.
  const lines = app.inspector.locator("[data-notes=criteria] li");
  const texts = () => lines.locator("textarea").evaluateAll((fields) => fields.map((field) => field.value.split("\n")[0]));
  const all = await texts();
  await lines.last().hover();
  await lines.last().getByRole("button", { name: "More" }).click();
  await expect(page.getByRole("menuitem", { name: "Move down" })).toHaveCount(0);
  await page.getByRole("menuitem", { name: "Move up" }).click();
  await expect.poll(texts).toEqual([...all.slice(0, -2), all.at(-1), all.at(-2)]);
  await lines.nth(all.length - 2).getByRole("textbox").press("Alt+ArrowDown");
  await expect.poll(texts).toEqual(all);
  await lines.last().getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(lines).toHaveCount(before + 2);
  await app.undo.click();
  await expect(lines).toHaveCount(before + 3);
  // What is begun and left is kept too.
  await add.fill("Left behind");
  await app.inspector.getByRole("button", { name: "Question" }).click();
  await expect(app.inspector.locator("[data-notes=criteria] li")).toHaveCount(before + 4);
  await page.keyboard.type("Which languages?");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByText("Asked today")).toBeVisible();
  await app.inspector.getByRole("textbox", { name: "Answer" }).fill("Three");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByText("Answered the same day")).toBeVisible();
  await app.inspector.getByRole("button", { name: "Checklist" }).click();
  await page.keyboard.type("Ask the provider");
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("checkbox", { name: "Done: Ask the provider" }).click();
  await expect(app.inspector.getByRole("heading", { name: "Checklist 1 of 1" })).toBeVisible();
  await app.inspector.getByRole("button", { name: "Comment" }).click();
  await page.keyboard.type("Seen with Mira.");
  await page.keyboard.press("Enter");
  await page.reload();
  await expect(app.inspector.getByRole("textbox", { name: "Comment", exact: true })).toHaveValue("Seen with Mira.");
  await page.getByRole("searchbox", { name: "Search" }).fill("which languages");
  await expect(app.rows).toHaveCount(1);
  await hasNoBarriers(page);
});

test("what people said stands at the story, with source, segment and day", async ({ page }) => {
  const app = await open(page, "SPK-119");
  await app.inspector.getByRole("button", { name: "Evidence" }).click();
  await page.keyboard.type("I had to call twice.");
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("button", { name: "Source: Other" }).click();
  await page.getByRole("menuitemradio", { name: "Interview" }).click();
  await app.inspector.getByRole("button", { name: "Segment: No segment" }).click();
  await page.keyboard.type("Commuters");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("heading", { name: /^Evidence 1/ })).toBeVisible();
  await expect(app.inspector.getByText("1 person, Commuters 1")).toBeVisible();
  await app.inspector.getByLabel("Said on").fill("2199-01-01");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByText(/has not come yet/)).toBeVisible();
  await page.keyboard.press("Escape");
  // The same quote speaks for another story.
  await page.evaluate(() => (location.hash = "#/spk/backlog/SPK-121"));
  await app.inspector.getByRole("button", { name: "Evidence" }).click();
  await app.inspector.getByRole("button", { name: "Use a quote" }).click();
  await page.getByRole("option", { name: /I had to call twice/ }).click();
  await page.keyboard.press("Escape");
  await expect(app.inspector.getByRole("textbox", { name: "Quote", exact: true })).toHaveValue("I had to call twice.");
  await hasNoBarriers(page);
});

test("links are made, a ring of waiting is refused with the way round, and both sides show them", async ({ page }) => {
  const app = await open(page, "SPK-118");
  const link = async (how, key) => {
    await app.inspector.getByRole("button", { name: "Link", exact: true }).click();
    await page.getByRole("menuitem", { name: how }).click();
    await page.keyboard.type(key);
    await page.keyboard.press("Enter");
  };
  await link("Waits for…", "SPK-126");
  await expect(app.inspector.getByRole("button", { name: "Take off: waits for SPK-126" })).toBeAttached();
  await page.evaluate(() => (location.hash = "#/spk/backlog/SPK-126"));
  await expect(app.inspector.getByRole("button", { name: "Take off: blocks SPK-118" })).toBeAttached();
  await link("Waits for…", "SPK-118");
  await expect(app.toast).toContainText("They would wait for each other: SPK-118, which waits for SPK-126.");
  await app.inspector.getByRole("button", { name: "Take off: blocks SPK-118" }).click();
  await expect(app.inspector.getByRole("button", { name: /^Take off/ })).toHaveCount(0);
});

test("an item is delegated and followed up", async ({ page }) => {
  const app = await open(page, "SPK-118");
  await app.inspector.getByRole("button", { name: "Delegated to: None" }).click();
  await page.keyboard.type("Mira");
  await page.keyboard.press("Enter");
  await app.inspector.getByLabel("Follow up").fill("2026-12-01");
  await page.keyboard.press("Enter");
  await page.reload();
  await expect(app.inspector.getByLabel("Follow up")).toHaveValue("2026-12-01");
  await expect(app.inspector.getByRole("button", { name: "Delegated to: Mira" })).toBeVisible();
  // A year that is too far off stays with a sentence, and Esc puts back what is stored.
  await app.inspector.getByLabel("Follow up").fill("2700-12-01");
  await app.inspector.getByRole("textbox", { name: "Title", exact: true }).focus();
  await expect(app.inspector.getByRole("alert")).toContainText("2700-12-01 lies outside of 1900 to 2199");
  await app.inspector.getByLabel("Follow up").focus();
  await page.keyboard.press("Escape");
  await expect(app.inspector.getByLabel("Follow up")).toHaveValue("2026-12-01");
  await expect(app.inspector.getByRole("alert")).toHaveCount(0);
});

test("an item is split by keyboard, two are merged, and each is one undo", async ({ page }) => {
  const app = await open(page, "SPK-118");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(">split");
  await page.keyboard.press("Enter");
  const split = page.getByRole("dialog", { name: "Split SPK-118" });
  await split.getByRole("button", { name: "Split in two" }).click();
  await expect(split.getByText("It needs a title.")).toBeVisible();
  await split.getByRole("textbox", { name: /Title of the new one/ }).fill("Let riders cancel from the reminder");
  await split.getByRole("checkbox", { name: /Cancelling frees/ }).check();
  await hasNoBarriers(page);
  await split.getByRole("button", { name: "Split in two" }).click();
  await expect(app.inspector.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("Let riders cancel from the reminder");
  await expect(app.inspector.locator("[data-notes=criteria] li")).toHaveCount(1);
  await expect(app.inspector.getByText(/^Much like/)).toBeVisible();
  // They look alike, and are merged again from there.
  await app.inspector.getByRole("button", { name: "Merge…" }).first().click();
  const merge = page.getByRole("dialog", { name: "Merge 2 items" });
  await merge.getByRole("radio", { name: /SPK-118/ }).check();
  await expect(merge.getByText(/1 criterion come over|1 criterion/)).toBeVisible();
  await merge.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(app.inspector.getByText("SPK-118")).toBeVisible();
  await expect(app.inspector.locator("[data-notes=criteria] li")).toHaveCount(3);
  await app.undo.click();
  await app.undo.click();
  await expect(app.row("Let riders cancel from the reminder")).toHaveCount(0);
  await expect(app.inspector.locator("[data-notes=criteria] li")).toHaveCount(3);
});

test("duplicates are found, settled, and do not come back", async ({ page }) => {
  const app = await open(page, "SPK-118");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("find duplicates");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Duplicates" });
  await expect(dialog.getByText("1 pair")).toBeVisible();
  await hasNoBarriers(page);
  // A merge from the list comes back to it, and one undo brings the pair back.
  await dialog.getByRole("button", { name: /^Merge SPK/ }).click();
  await page.getByRole("dialog", { name: "Merge 2 items" }).getByRole("button", { name: "Merge" }).click();
  await expect(dialog.getByText("No two items share most of the words of their titles.")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("find duplicates");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: /are not the same/ }).click();
  await expect(dialog.getByText("No two items share most of the words of their titles.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(app.toast).toContainText("are not the same");
});

test("a comment is begun from the list, left by Esc and gone on with, and kept by Enter", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  await app.row("Reminder in the rider’s own language").locator("td.key").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Shift+C");
  await page.keyboard.type("Talked to Ana");
  await expect(app.inspector.getByRole("textbox", { name: "New comment" })).toHaveValue("Talked to Ana");
  await page.keyboard.press("Escape");
  await expect(app.inspector.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(app.inspector.getByRole("textbox", { name: "New comment" })).toHaveValue("Talked to Ana");
  await page.keyboard.press("Shift+C");
  await page.keyboard.type(" and Mira");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("textbox", { name: "Comment", exact: true })).toHaveValue("Talked to Ana and Mira");
});

test("what is begun in a criterion, a story, a comment, a name or a key result is there after one has left", async ({ page }) => {
  const app = await open(page, "SPK-119");
  const field = (name) => app.inspector.getByRole("textbox", { name, exact: true });
  const leave = async () => {
    await page.evaluate(() => (location.hash = "#/spk/today"));
    await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  };
  const back = async (place) => {
    await page.evaluate((place) => (location.hash = `#/spk/${place}`), place);
    await expect(app.inspector).toBeVisible();
  };
  for (const name of ["New acceptance criterion", "New comment"]) {
    if (!(await field(name).isVisible())) await app.inspector.getByRole("button", { name: "Comment" }).first().click();
    await field(name).fill(`Begun as ${name}`);
    await leave();
    await back("backlog/SPK-119");
    await expect.poll(() => app.inspector.locator("textarea").evaluateAll((fields) => fields.map((field) => field.value)), name).toContain(`Begun as ${name}`);
  }
  await app.inspector.getByRole("button", { name: "Say for whom and why" }).click();
  await page.keyboard.type("rider");
  await page.keyboard.press("Enter");
  await field("So that").fill("I need not call");
  await leave();
  await back("backlog/SPK-119");
  await expect(field("So that")).toHaveValue("I need not call");
  await back("strategy/SPK-G1");
  await app.inspector.getByRole("textbox").first().fill("A goal with another name");
  await leave();
  await back("strategy/SPK-G1");
  await expect(app.inspector.getByRole("textbox").first()).toHaveValue("A goal with another name");
  await app.inspector.getByRole("button", { name: "Add key result" }).click();
  const dialog = page.getByRole("dialog", { name: /key result/i });
  await dialog.getByRole("textbox").first().fill("Stands in use");
  await page.mouse.click(5, 5);
  await expect(dialog.getByRole("alert")).toContainText("This is not saved.");
  await expect(dialog.getByRole("textbox").first()).toHaveValue("Stands in use");
});

test("what stands in a description is there to be edited, and a part of it changed keeps the rest", async ({ page }) => {
  const app = await open(page, "SPK-119");
  await app.inspector.getByRole("button", { name: "Add a description" }).click();
  const field = app.inspector.getByRole("textbox", { name: "Description" });
  await page.keyboard.type("First line");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Second line");
  await page.keyboard.press("Control+Enter");
  await expect(app.inspector.getByText("Second line")).toBeVisible();
  await app.inspector.getByRole("button", { name: "Edit" }).click();
  await expect(field).toHaveValue("First line\nSecond line");
  await expect(field).toBeFocused();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(", and more");
  await page.keyboard.press("Control+Enter");
  await app.isSaved();
  await page.reload();
  await expect(app.inspector.getByText("Second line, and more")).toBeVisible();
  await expect(app.inspector.getByText("First line")).toBeVisible();
});

test("Undo in a field nobody has written in takes back the last step, and nothing else", async ({ page }) => {
  const app = await open(page, "SPK-118");
  const lines = app.inspector.locator("[data-notes=criteria] li");
  await expect(lines).toHaveCount(3);
  await lines.first().getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect(lines).toHaveCount(2);
  await app.inspector.getByRole("textbox", { name: "New acceptance criterion" }).focus();
  await page.keyboard.press("Control+z");
  await expect(lines).toHaveCount(3);
  // Where something is being written, the keys are for the writing.
  await page.keyboard.type("begun");
  await page.keyboard.press("Control+z");
  await expect(lines).toHaveCount(3);
});

test("a cell that is pasted into a title comes without its quotes, in one line", async ({ page }) => {
  const app = await open(page, "SPK-118");
  const title = app.inspector.getByRole("textbox", { name: "Title", exact: true });
  await page.evaluate(() => navigator.clipboard.writeText('"Login\nwith ""SSO"""'));
  await title.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Enter");
  await expect(app.row('Login with "SSO"')).toBeVisible();
});

test("History of an item names everything that was done to it", async ({ page }) => {
  const app = await open(page, "SPK-118");
  await app.row("Let riders confirm").getByRole("button", { name: "Estimate: 5" }).click();
  await page.getByRole("option", { name: "8 points", exact: true }).click();
  await app.inspector.getByRole("button", { name: "Delegated to: None" }).click();
  await page.keyboard.type("Mira");
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("textbox", { name: "New acceptance criterion" }).fill("One press is enough");
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("button", { name: "Link", exact: true }).click();
  await page.getByRole("menuitem", { name: "Waits for…" }).click();
  await page.keyboard.type("SPK-126");
  await page.keyboard.press("Enter");
  await app.row("Let riders confirm").focus();
  await page.keyboard.press("Control+Shift+ArrowDown");
  await app.inspector.getByRole("button", { name: "History of this" }).click();
  const steps = page.getByRole("complementary", { name: "History" }).getByRole("listitem");
  await expect(steps).toHaveText([/move/i, /SPK-126/, /criteri/i, /Mira/, /estimate/i, /sample/i]);
});

test("keys are for the item that is looked at", async ({ page }) => {
  const app = await open(page, "SPK-118");
  await app.row("Send a reminder the day before").locator("td.key").click();
  await app.inspector.getByText("Reminder messages").first().click();
  await expect(app.inspector.getByRole("textbox", { name: "Title" })).toHaveValue("Reminder messages");
  await page.keyboard.press("l");
  await expect(page.getByRole("dialog", { name: "Labels of SPK-105" })).toBeVisible();
});

test("Delete in a cell empties the cell, and on the row it deletes the item; the frame is where the keys go", async ({ page }) => {
  const app = await open(page, "SPK-118");
  await page.keyboard.press("Escape");
  const row = app.row("Let riders confirm or cancel from the reminder");
  await row.getByRole("button", { name: "Estimate: 5" }).focus();
  await page.keyboard.press("Delete");
  await expect(row.getByRole("button", { name: "Estimate: none" })).toBeFocused();
  await expect(app.toast).toContainText("Emptied “Estimate” of SPK-118");
  await page.keyboard.press("Control+z");
  await expect(row.getByRole("button", { name: "Estimate: 5" })).toBeVisible();
  await row.focus();
  await page.keyboard.press("Delete");
  await expect(row).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(row).toHaveCount(1);
  // The frame and the cursor are one.
  const framed = () => page.evaluate(() => document.activeElement.closest("tr")?.getAttribute("tabindex"));
  await expect.poll(framed).toBe("0");
});
