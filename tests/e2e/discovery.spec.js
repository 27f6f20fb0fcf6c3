// From a voice to evidence, from evidence to a story, and back to who said it: by keyboard, by mouse, with undo.
import { App, expect, hasNoBarriers, test } from "./app.js";

const tab = (page, name) => page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name });

// A product of one's own at a page of Discovery.
async function opened(page, path, name) {
  const app = new App(page, name);
  await app.start();
  await page.evaluate((path) => (location.hash = `#/spk/${path}`), path);
  await expect(page.getByRole("button", { name: /^Add / }).first()).toBeVisible();
  return app;
}

// The sample on a day that does not change, at a page of Discovery.
async function sample(page, path, name) {
  await page.clock.setFixedTime(new Date("2026-11-23T09:00:00"));
  const app = new App(page, name);
  await app.sample("Discovery");
  await page.evaluate((path) => (location.hash = `#/spk/${path}`), path);
  return app;
}

const choose = async (page, text) => {
  await page.getByRole("combobox").fill(text);
  await page.keyboard.press("Enter");
};

// Puts an item, the first of the backlog, under what the panel shows, and accepts it.
async function acceptUnderIt(page, app, title) {
  await app.inspector.getByRole("button", { name: "Add items" }).click();
  await choose(page, title);
  await page.keyboard.press("Escape");
  await app.go("Backlog");
  await new App(page).rows.first().focus();
  await page.keyboard.press("s");
  await page.getByRole("menuitemradio", { name: "Accepted" }).click();
}

test("five voices, by keyboard: a theme, a need, a story, a release, and back to the five people", async ({ page }) => {
  const app = await opened(page, "discovery/feedback", "Inbox");
  await page.keyboard.press("Control+k");
  await choose(page, "Paste many");
  const box = page.getByRole("dialog", { name: "Paste feedback" });
  await box.getByLabel("What people said").fill(["Jo", "Kai", "Mira", "Otto", "Tilda"].map((who) => `The reminder is too late for me, ${who} says`).join("\n"));
  await box.getByRole("button", { name: "Bring them in" }).click();
  await expect(app.toast).toContainText("5 pieces of feedback came in");
  await expect(page.getByRole("heading", { name: "5 new" })).toBeVisible();
  // Who said it, in the cell.
  for (const [at, who] of ["Jo", "Kai", "Mira", "Otto", "Tilda"].entries()) {
    await app.rows.nth(at).locator("[data-cell=person]").click();
    await choose(page, who);
    await expect(app.rows.nth(at).locator("[data-cell=person]")).toHaveText(who);
  }
  await app.rows.first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("t");
  await choose(page, "Reminder too late");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Nothing new" })).toBeVisible();
  await app.rows.first().focus();
  await page.keyboard.press("n");
  await choose(page, "Be reminded in time");
  await page.keyboard.press("Escape");
  await app.rows.first().focus();
  await page.keyboard.press("s");
  await expect(app.inspector.getByRole("heading", { name: /^Evidence 5/ })).toBeVisible();
  await expect(app.inspector.getByRole("textbox", { name: "Title" })).toHaveValue("Be reminded in time");
  await page.keyboard.press("Control+z");
  await expect(app.inspector).toBeHidden();
  await page.keyboard.press("Control+Shift+z");
  // It goes out with a release.
  await app.go("Roadmap");
  await tab(page, "Releases").click();
  await page.getByRole("main").getByRole("button", { name: "Add release" }).click();
  await choose(page, "2.6");
  await acceptUnderIt(page, app, "Be reminded");
  await app.go("Roadmap");
  await tab(page, "Releases").click();
  await page.getByRole("grid", { name: "Releases" }).getByRole("link", { name: "2.6" }).click();
  await app.inspector.getByRole("button", { name: /^State/ }).click();
  await page.getByRole("menuitemradio", { name: "Released" }).click();
  await page.keyboard.press("Escape");
  await app.go("Discovery");
  await expect(page.getByText("5 people to be told that it is there.")).toBeVisible();
  await page.getByRole("button", { name: "Select them" }).click();
  await page.keyboard.press("Shift+D");
  const letters = await page.evaluate(() => navigator.clipboard.readText());
  expect(letters.match(/It is there now:/g)).toHaveLength(5);
  expect(letters).toContain("- Be reminded in time, with 2.6");
  await page.keyboard.press("d");
  await expect(page.getByText("to be told that it is there")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(page.getByText("5 people to be told that it is there.")).toBeVisible();
});

// Tab until what has the focus is called so.
async function tabTo(page, name, key = "Tab") {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press(key);
    const called = await page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
    if (name.test(called.trim())) return;
  }
  throw new Error(`nothing called ${name} was reached`);
}

const palette = async (page, text) => {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};

test("five voices by keyboard alone, from mails to the letters that tell them; an initiative of the theme tells them, too", async ({ page }) => {
  const app = await opened(page, "discovery/feedback", "Inbox");
  const people = ["Jo", "Kai", "Mira", "Otto", "Tilda"];
  await palette(page, "Paste many");
  const box = page.getByRole("dialog", { name: "Paste feedback" });
  await expect(box.getByLabel("What people said")).toBeFocused();
  await page.keyboard.insertText(people.map((who) => `From: ${who}\n\nThe reminder is too late for me, <b>${who}</b> says`).join("\n\n"));
  await tabTo(page, /^Bring them in$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "5 new" })).toBeVisible();
  // Markup in a quote is text, in the row and in the panel.
  await expect(app.rows.first()).toContainText("<b>Jo</b> says");
  await expect(app.rows.first().locator("[data-cell=person]")).toHaveText("Jo");
  await page.keyboard.press("j");
  await expect(app.rows.first()).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("t");
  await page.keyboard.type("Reminder too late");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Nothing new" })).toBeVisible();
  await page.keyboard.press("n");
  await page.keyboard.type("Be reminded in time");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("s");
  await expect(app.inspector.getByRole("heading", { name: /^Evidence 5/ })).toBeVisible();
  await expect(app.inspector.getByText("5 people")).toBeVisible();
  await expect(app.inspector.locator(".quote textarea, .quote input").first()).toHaveValue(/<b>/);
  await page.keyboard.press("Escape");
  // The story goes out with a release.
  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await expect(page.getByRole("grid", { name: "Backlog" })).toBeVisible();
  const backlog = new App(page);
  await page.keyboard.press("j");
  await expect(backlog.rows.first()).toBeFocused();
  await palette(page, "Release");
  await expect(page.getByRole("combobox")).toBeFocused();
  await page.keyboard.type("2.6");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(backlog.rows.first()).toBeFocused();
  await page.keyboard.press("s");
  await page.keyboard.type("Accepted");
  await page.keyboard.press("Enter");
  await palette(page, "2.6");
  await tabTo(page, /^State: /);
  await page.keyboard.press("Enter");
  await page.keyboard.type("Released");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await expect(page.getByText("5 people to be told that it is there.")).toBeVisible();
  await tabTo(page, /^Select them$/);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+D");
  const letters = await page.evaluate(() => navigator.clipboard.readText());
  for (const who of people) expect(letters).toContain(`Hello ${who},`);
  expect(letters.match(/It is there now:/g)).toHaveLength(5);
  await page.keyboard.press("d");
  await expect(page.getByText("to be told that it is there")).toHaveCount(0);
});

test("who gave a theme its words is told once the initiative made of it is out", async ({ page }) => {
  const app = await opened(page, "discovery/feedback", "Inbox");
  await palette(page, "Paste many");
  await page.getByLabel("What people said").fill("From: Jo\n\nIt is late\n\nFrom: Kai\n\nLate again");
  await page.getByRole("button", { name: "Bring them in" }).click();
  await app.rows.first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("t");
  await choose(page, "Late");
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/spk/discovery/themes"));
  await new App(page, "Themes").row("Late").focus();
  await page.keyboard.press("i");
  await expect(app.inspector.getByRole("region", { name: "In their words" })).toContainText("2 people");
  await acceptUnderIt(page, app, "Call an hour before");
  await app.go("Discovery");
  await expect(page.getByText("2 people to be told that it is there.")).toBeVisible();
  await page.getByRole("button", { name: "Select them" }).click();
  await page.keyboard.press("Shift+D");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/Hello Jo,[^]*It is there now:\n\n- Late\n/);
});

test("triage by mouse: read, theme, mark what passages speak for, owe an answer and give it, archive", async ({ page }) => {
  const app = await sample(page, "discovery/feedback", "Inbox");
  await expect(page.getByRole("heading", { name: /^\d+ new$/ })).toBeVisible();
  await expect(page.getByText("1 answer owed.")).toBeVisible();
  await app.row("The text came while I was riding").focus();
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("textbox", { name: "In their words" })).toHaveValue(/too late to call us/);
  await app.inspector.getByRole("heading", { name: /^Passages/ }).getByRole("button", { name: "Add" }).click();
  await app.inspector.getByLabel("Words", { exact: true }).fill("too late to call us");
  await app.inspector.getByLabel("Words", { exact: true }).press("Enter");
  await app.inspector.getByRole("button", { name: /^Speaks for: / }).last().click();
  await choose(page, "Know today which job");
  await expect(app.inspector.getByRole("button", { name: /^too late to call us\. Know today/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await app.row("When do the winter hours change?").focus();
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("button", { name: "Answered", exact: true }).click();
  await expect(page.getByText("1 answer owed.")).toHaveCount(0);
  await app.inspector.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(app.list.getByRole("button", { name: /Archived/ }).or(app.list.getByText("Archived")).first()).toBeVisible();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(page.getByText("1 answer owed.")).toBeVisible();
  await hasNoBarriers(page);
});

test("themes: by segment and week, suggested from shared words, refused for good, joined, made into work", async ({ page }) => {
  const app = await sample(page, "discovery/themes", "Themes");
  const table = page.getByRole("table", { name: "Heard by segment" });
  await expect(table.getByRole("row", { name: /Waiting for parts/ })).toContainText("2");
  await expect(table.getByRole("columnheader", { name: "Large workshops" })).toBeVisible();
  const offered = page.getByRole("region", { name: "Suggestions" });
  await expect(offered.getByText("“order, tablet”: 3 pieces of feedback")).toBeVisible();
  await offered.getByRole("button", { name: "No theme: order, tablet" }).click();
  await expect(offered.getByText("“order, tablet”")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await offered.getByRole("button", { name: /^Make a theme: “order, tablet”/ }).click();
  await expect(app.inspector.getByRole("region", { name: "In their words" })).toContainText("3 people");
  await expect(app.inspector.getByRole("region", { name: "In their words" })).toContainText("Small workshops");
  await app.inspector.getByRole("button", { name: "Make an initiative" }).click();
  await expect(app.inspector.getByRole("textbox", { name: "Title" })).toHaveValue("order, tablet");
  await expect(app.inspector.getByText("Also here")).toBeVisible();
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/spk/discovery/themes"));
  await hasNoBarriers(page);
});

test("the market: ratings by mouse and key keep their days, and where we are behind follows", async ({ page }) => {
  const app = await sample(page, "discovery/capabilities", "Market");
  await expect(page.getByRole("heading", { name: "Behind in 64 % of what counts" })).toBeVisible();
  const matrix = page.getByRole("table", { name: "Capabilities and competitors" });
  await matrix.getByRole("button", { name: "Ours at The day plan holds: 2" }).click();
  await page.getByRole("menuitemradio", { name: "3" }).click();
  await expect(page.getByRole("heading", { name: "Behind in 36 % of what counts" })).toBeVisible();
  const rating = matrix.getByRole("button", { name: /^Radplan at The day plan holds: / });
  await expect(rating).toHaveAttribute("title", /1 on .*, then 3 on /);
  // What moved since it was looked at before, in the matrix and in the list.
  await expect(matrix.getByRole("button", { name: /^Radplan at The day plan holds: 3, 1 on / })).toHaveText("1 → 3");
  await expect(app.row("The day plan holds").locator("[data-col=moved]")).toHaveText("Radplan 1 → 3");
  await rating.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitemradio", { name: /^1, poor/ }).click();
  await expect(matrix.getByRole("button", { name: "Radplan at The day plan holds: 1" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(matrix.getByRole("button", { name: "Radplan at The day plan holds: 3" })).toBeVisible();
  await page.getByRole("button", { name: "3 competitors" }).click();
  await expect(page.getByRole("grid", { name: "Competitors" })).toBeVisible();
  await app.go("Strategy");
  await tab(page, "Positioning").click();
  await expect(page.getByRole("heading", { name: /claims? without proof/ })).toBeVisible();
  await hasNoBarriers(page);
});

test("a survey: its result with margins and by segment, what changed, its form, and what was said into the inbox", async ({ page, browser }) => {
  const app = await sample(page, "discovery/surveys", "Surveys");
  await app.row("Recommendation, autumn").focus();
  await page.keyboard.press("Enter");
  const result = app.inspector.getByRole("region", { name: "Result" });
  await expect(result).toContainText("60, give or take 41.1");
  await expect(result).toContainText("Since “Recommendation, spring” this");
  await expect(result.getByRole("row", { name: /Large workshops/ })).toContainText("4");
  await result.getByRole("button", { name: "What was said, into the inbox" }).click();
  await expect(app.toast).toContainText("3 pieces of feedback came into the inbox");
  await result.getByRole("button", { name: "What was said, into the inbox" }).click();
  await expect(app.toast).toContainText("in the inbox already");
  const saved = page.waitForEvent("download");
  await result.getByRole("button", { name: "Save the form…" }).click();
  const { readFile } = await import("node:fs/promises");
  const html = await readFile(await (await saved).path(), "utf8");
  expect(html).not.toMatch(/https?:|src=/);
  const form = await browser.newPage();
  await form.setContent(html);
  await form.getByRole("radio").nth(9).check();
  await form.getByLabel("Who are you?").fill("Small workshops");
  await form.getByLabel("Why?").fill("It is calm");
  await form.getByRole("button", { name: "Give the answer" }).click();
  const line = await form.locator("output").textContent();
  expect(line).toBe("9\tSmall workshops\tIt is calm");
  await form.close();
  // An answer off the scale is named, and does not count.
  const answers = app.inspector.getByRole("textbox", { name: "Answers" });
  await answers.fill(`${line}\n11\tLarge workshops\t\n`);
  await answers.press("Control+Enter");
  await expect(result).toContainText("100, of one answer");
  await expect(result).toContainText("Line 2: 11 is off the scale from 0 to 10.");
  await hasNoBarriers(page);
});

test("the bar of an experiment stays once it is fixed, and stale research says so", async ({ page }) => {
  const app = await sample(page, "discovery/experiments", "Experiments");
  await app.row("Half of the riders answer a text").focus();
  await page.keyboard.press("Enter");
  const threshold = app.inspector.getByLabel("Threshold");
  await threshold.fill("10 of 40");
  await threshold.press("Enter");
  await expect(page.getByText(/It was fixed on .*Begin another experiment instead/).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/spk/discovery/studies"));
  const studies = new App(page, "Research");
  await studies.row("Why do riders not come?").focus();
  await page.keyboard.press("Enter");
  await app.inspector.getByLabel("Good until").fill("2026-10-01");
  await app.inspector.getByLabel("Good until").press("Enter");
  await expect(studies.row("Why do riders not come?")).toContainText("days over");
});

test("words that are selected become a passage; a theme is looked into and split; mails are dropped; by source", async ({ page }) => {
  const app = await sample(page, "discovery/feedback", "Inbox");
  await page.getByText("By source").click();
  await expect(page.getByRole("table", { name: "Heard by source" }).getByRole("row", { name: /Interview/ })).toBeVisible();
  await app.row("The text came while I was riding").focus();
  await page.keyboard.press("Enter");
  const words = app.inspector.getByRole("textbox", { name: "In their words" });
  await app.inspector.getByRole("button", { name: "Mark the selection" }).click();
  await expect(app.toast).toContainText("Select some of their words first.");
  await words.evaluate((field) => {
    const from = field.value.indexOf("too late to call us");
    field.focus();
    field.setSelectionRange(from, from + "too late to call us".length);
  });
  await app.inspector.getByRole("button", { name: "Mark the selection" }).click();
  await choose(page, "Know today which job");
  await expect(app.inspector.getByRole("button", { name: /^too late to call us\. Know today/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["From: Anna Berg <anna@example.org>\nSubject: Late again\n\nNobody called.\n\nAgain."], "late.eml"));
    for (const type of ["dragover", "drop"]) document.querySelector("main").dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(app.toast).toContainText("1 feedback came in");
  await expect(app.row("Late again")).toContainText("Anna Berg");
  await page.evaluate(() => (location.hash = "#/spk/discovery/themes"));
  const offered = page.getByRole("region", { name: "Suggestions" });
  await offered.getByText("“order, tablet”: 3 pieces of feedback").click();
  await expect(offered.getByRole("button", { name: /tablet/i }).first()).toBeVisible();
  const themes = new App(page, "Themes");
  await themes.row("Waiting for parts").focus();
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("checkbox", { name: /^Split off: / }).first().click();
  await app.inspector.getByRole("textbox", { name: "New theme of 1" }).fill("Told on the day");
  await page.keyboard.press("Enter");
  await expect(themes.row("Told on the day")).toContainText("1");
  await hasNoBarriers(page);
  await page.keyboard.press("Control+z");
  await expect(themes.row("Told on the day")).toHaveCount(0);
});

test("one survey asks several questions, and an opportunity becomes a product", async ({ page }) => {
  const app = await opened(page, "discovery/surveys", "Surveys");
  await page.getByRole("main").getByRole("button", { name: "Add survey" }).first().click();
  await choose(page, "What would you miss?");
  await app.inspector.getByRole("button", { name: /^Asks for/ }).click();
  await page.getByRole("option", { name: "Kano pairs" }).or(page.getByRole("menuitemradio", { name: "Kano pairs" })).click();
  await app.inspector.getByRole("textbox", { name: "Answers" }).fill("When\tReminder\tWithout\tPhotos\tWithout\tPlan\n1 Nov\tlike\tdislike\t3\t3\tSmall\n2 Nov\tlike\tdislike\t3\t3\tLarge");
  await page.keyboard.press("Control+Enter");
  const table = app.inspector.getByRole("table", { name: "By question" });
  await expect(table.getByRole("row", { name: /Reminder/ })).toContainText("The more the better");
  await expect(table.getByRole("row", { name: /Photos/ })).toContainText("Does not matter");
  await expect(table.getByRole("row", { name: /^Small 1/ }).first()).toContainText("of one answer");
  await app.inspector.getByRole("button", { name: "Give the class to the items" }).click();
  await expect(app.toast).toContainText("It is not known which item it asked about.");
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/spk/strategy/opportunities"));
  await page.getByRole("main").getByRole("button", { name: "Add opportunity" }).first().click();
  await choose(page, "Parts by post");
  await app.inspector.getByRole("button", { name: "Make a product" }).click();
  await expect(page.getByRole("button", { name: /Parts by post/ }).first()).toBeVisible();
  await expect(app.toast).toContainText("A product of “Parts by post”");
});

test("each column of a pasted survey is what a person says it is, and what was measured goes where it belongs", async ({ page }) => {
  const app = await opened(page, "discovery/needs", "Needs");
  await page.getByRole("main").getByRole("button", { name: "Add need" }).first().click();
  await choose(page, "Know the price");
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/spk/discovery/surveys"));
  await page.getByRole("main").getByRole("button", { name: "Add survey" }).first().click();
  await choose(page, "Autumn");
  const answers = app.inspector.getByRole("textbox", { name: "Answers" });
  await answers.fill("Would recommend,Content,Know the price,Price today,Kind of shop,Why\n9,4,5,1,Small,\"Calm, mostly\"\n10,5,4,2,Large,\n3,2,5,2,Small,Late");
  await page.keyboard.press("Control+Enter");
  const result = app.inspector.getByRole("region", { name: "Result" });
  await result.getByText("What each column is").click();
  const column = (name) => result.getByRole("combobox", { name });
  await column("Content").selectOption("Satisfaction (CSAT)");
  await expect(column("Content")).toBeFocused();
  await column("Know the price").selectOption("Need: importance");
  await expect(result).toContainText("“Know the price” has no column to go with it");
  await column("Price today").selectOption("Need: satisfaction");
  const table = result.getByRole("table", { name: "By question" });
  await expect(table.getByRole("row", { name: /^Would recommend 3/ })).toContainText("33.3, give or take");
  await expect(table.getByRole("row", { name: /^Content 3/ })).toContainText("66.7 % content");
  await expect(table.getByRole("row", { name: /^Know the price 3/ })).toContainText("importance between");
  await hasNoBarriers(page);
  await result.getByRole("button", { name: "What was said, into the inbox" }).click();
  await expect(app.toast).toContainText("2 pieces of feedback came into the inbox");
  await result.getByRole("button", { name: "Give it to the needs" }).click();
  await expect(app.toast).toContainText("given to 1 record");
  // A column that is left out is asked no more; undo has it again.
  await column("Content").selectOption("Left out");
  await expect(table.getByRole("row", { name: /^Content/ })).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(table.getByRole("row", { name: /^Content 3/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/spk/discovery/needs"));
  await expect(new App(page, "Needs").row("Know the price").locator("[data-col=satisfaction]")).not.toHaveText("");
});

test("what says the same is offered beside a piece: joined it keeps both people, refused it is not offered again", async ({ page }) => {
  const app = await opened(page, "discovery/feedback", "Inbox");
  await page.keyboard.press("Control+k");
  await choose(page, "Paste many");
  const box = page.getByRole("dialog", { name: "Paste feedback" });
  await box.getByLabel("What people said").fill("The reminder reaches riders after breakfast\nThe reminder reaches riders before breakfast\nThe reminder reaches riders during breakfast\nInvoices look strange");
  await box.getByRole("button", { name: "Bring them in" }).click();
  await app.row("The reminder reaches riders after breakfast").focus();
  await page.keyboard.press("Enter");
  const alike = app.inspector.getByRole("region", { name: "Much like it" });
  await expect(alike).toContainText("4 of 5 words are the same");
  await expect(alike.getByRole("listitem")).toHaveCount(2);
  await expect(alike).not.toContainText("Invoices");
  await hasNoBarriers(page);
  await alike.getByRole("button", { name: /before breakfast” is not the same/ }).press("Enter");
  await expect(alike.getByRole("listitem")).toHaveCount(1);
  await alike.getByRole("button", { name: /^Join “.*during breakfast” into this/ }).click();
  await expect(app.toast).toContainText("Join 2 pieces of feedback");
  await expect(alike).toHaveCount(0);
  await expect(app.rows).toHaveCount(3);
  await expect(app.inspector.getByRole("heading", { name: /^Said by others, too 1/ })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(alike).toContainText("during breakfast");
  // Neither is the one offered beside the other.
  await page.keyboard.press("Escape");
  await app.row("The reminder reaches riders before breakfast").focus();
  await page.keyboard.press("Enter");
  await expect(alike.getByRole("listitem")).toHaveCount(1);
  await expect(alike).toContainText("during breakfast");
});

test("SWOT stands in four quadrants with what speaks for each, and a point goes over with its type", async ({ page }) => {
  const app = await sample(page, "strategy/swot", "SWOT");
  const quadrant = (name) => page.getByRole("main").getByRole("region", { name, exact: true });
  await expect(quadrant("Strengths")).toContainText("Riders book without an account");
  await expect(quadrant("Threats")).toContainText("no evidence yet");
  await app.row("Radplan goes below").locator("[data-cell=type]").click();
  await page.getByRole("menuitemradio", { name: "Opportunity" }).click();
  await expect(quadrant("Opportunities").getByRole("listitem")).toHaveCount(2);
  await page.keyboard.press("Control+z");
  await expect(quadrant("Weaknesses")).toContainText("1 piece of evidence");
  await quadrant("Weaknesses").getByRole("button", { name: "No stock of parts" }).click();
  await app.inspector.getByRole("heading", { name: "About" }).getByRole("button").click();
  await choose(page, "Waiting for parts");
  await page.keyboard.press("Escape");
  await expect(quadrant("Weaknesses")).toContainText("2 pieces of evidence");
  await expect(app.row("No stock of parts").locator("[data-col=backed]")).toHaveText("2");
  await hasNoBarriers(page);
});
