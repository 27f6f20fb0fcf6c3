// Why this first: scored by keys and by mouse, put in order, frozen, looked back at; refined; laid out as a map.
import { App, csv, expect, hasNoBarriers, test } from "./app.js";

const choose = async (page, text) => {
  await page.getByRole("combobox").fill(text);
  await page.keyboard.press("Enter");
};

const tab = (page, name) => page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name });

async function sample(page, path) {
  await page.clock.setFixedTime(new Date("2026-11-23T09:00:00"));
  const app = new App(page);
  await app.sample("Backlog");
  await page.evaluate((path) => (location.hash = `#/spk/backlog/${path}`), path);
  return app;
}

// What it comes to, its rank and its range stand last.
const score = (app, title) => app.row(title).locator("td").nth(-3);
const rank = (app, title) => app.row(title).locator("td").nth(-2);
const range = (app, title) => app.row(title).locator("td").nth(-1);

// A value in a cell, by keys: to the row, along to its cell, typed over.
async function write(app, title, column, text) {
  const cell = app.row(title).locator(`[data-cell=${column}]`);
  await cell.click();
  await choose(app.page, text);
  await expect(cell).toContainText(text.replace(" %", ""));
}

test("items are scored by keys, ordered in one step, frozen with the sprint, and looked back at", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Reminder", "Photos", "Prices");
  await page.keyboard.press("v");
  await page.keyboard.press("p");
  await expect(tab(page, "Prioritise")).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("status", { name: "Scored" })).toHaveText("0 scored, 3 not");
  // The next input that is missing is asked for, one after the other.
  for (const text of ["100", "1", "80", "2"]) {
    await page.getByRole("button", { name: "Score next" }).click();
    await choose(page, text);
  }
  await expect(score(app, "Reminder")).toHaveText("40");
  for (const [title, values] of [["Photos", ["500", "2", "50 %", "1"]], ["Prices", ["300", "0.5", "100 %", "1"]]]) {
    for (const [at, column] of ["reach", "impact", "confidence_percent", "person_months"].entries()) await write(app, title, column, values[at]);
  }
  await expect(page.getByRole("status", { name: "Scored" })).toHaveText("3 scored");
  expect(await app.titles()).toEqual(["Photos", "Prices", "Reminder"].map((title) => expect.stringContaining(title)));
  await expect(rank(app, "Photos")).toHaveText("1");
  await expect(range(app, "Photos")).toHaveText("1");
  // An effort of nothing is said, and never a number that is none.
  await write(app, "Prices", "person_months", "0");
  await expect(score(app, "Prices")).toHaveText("");
  await expect(page.getByText("1 item has no score: nothing can be divided by 0.")).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(score(app, "Prices")).toHaveText("150");
  await page.getByRole("button", { name: "Order the backlog like this" }).click();
  await expect(app.toast).toContainText("Order 3 items by RICE");
  await tab(page, "List").click();
  expect(await app.titles()).toEqual(["Photos", "Prices", "Reminder"].map((title) => expect.stringContaining(title)));
  await page.keyboard.press("Control+z");
  expect(await app.titles()).toEqual(["Reminder", "Photos", "Prices"].map((title) => expect.stringContaining(title)));
  // Work on it begins: the score stays as it was.
  await app.row("Photos").focus();
  await page.keyboard.press("s");
  await page.getByRole("menuitemradio", { name: /Doing/ }).click();
  await tab(page, "Prioritise").click();
  await app.row("Photos").focus();
  await page.keyboard.press("Enter");
  const priority = app.inspector.getByRole("region", { name: "Priority" });
  await expect(priority.getByText(/RICE 500 on .*, committed/)).toBeVisible();
  await priority.getByLabel("Reached").fill("400");
  await priority.getByLabel("Reached").press("Enter");
  await priority.getByLabel("Person-months spent").fill("2");
  await priority.getByLabel("Person-months spent").press("Enter");
  await page.keyboard.press("Escape");
  await page.getByText("What came of it", { exact: true }).first().click();
  await expect(page.getByRole("table", { name: "What came of it" }).getByRole("row", { name: /SPO|SPK|500 → 400/ }).last()).toContainText("1 → 2");
  await expect(page.getByText("Person-months came to 2 times what was expected, over 1 item.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Correct person-months by it" }), "one says nothing of what is usual").toHaveCount(0);
  await hasNoBarriers(page);
});

test("seven methods side by side: what would change the top, where they disagree, and a formula of one's own", async ({ page }) => {
  const app = await sample(page, "prioritise");
  await expect(app.rows.first()).toContainText("Reminder arrives twice");
  const top = page.getByRole("region", { name: "What would change the top" });
  await expect(top.getByText(/holds its place by/)).toBeVisible();
  await expect(top.getByRole("button", { name: /SPK-74 comes in at person-months/ })).toBeVisible();
  const apart = page.getByRole("region", { name: "Where the methods disagree" });
  await expect(apart.getByText(/WSJF agrees by 0\.\d+ over 8 items/)).toBeVisible();
  const methods = page.getByRole("group", { name: "Method" });
  await methods.getByRole("button", { name: "WSJF" }).click();
  await expect(page).toHaveURL(/by=wsjf/);
  await expect(app.rows.first()).toContainText("Booking fails on the night");
  await expect(page.getByText("Business value has no 1")).toBeVisible();
  await methods.getByRole("button", { name: "MoSCoW" }).click();
  await expect(page.getByText(/Musts are \d+ % of/)).toBeVisible();
  await methods.getByRole("button", { name: "Value and effort" }).click();
  await expect(page.getByRole("columnheader", { name: "Effort", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Own formula…" }).click();
  await choose(page, "Reach for the size");
  await page.getByRole("combobox").fill("Reach ÷ Mood");
  await expect(page.getByText("No field with numbers is called “Mood”.").first()).toBeVisible();
  await choose(page, "Reach ÷ Job size");
  await expect(methods.getByRole("button", { name: "Reach for the size", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("Reach for the size = Reach ÷ Job size.")).toBeVisible();
  await expect(app.rows.first().locator("td").nth(-3)).toHaveText("195");
  // What was seen of work that is done corrects what is to come, once one has said so.
  await methods.getByRole("button", { name: "RICE" }).click();
  await page.getByText("What came of it", { exact: true }).first().click();
  await page.getByRole("button", { name: "Correct person-months by it" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Correct", exact: true }).click();
  await expect(app.toast).toContainText(/Person-months × 1\.5 for all that is not begun: \d+ items/);
  await page.keyboard.press("Control+z");
  await hasNoBarriers(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await hasNoBarriers(page);
});

// Four items, each with its reach, impact, confidence and person-months.
const FOUR = [["Reminder", "100", "1", "50", "2"], ["Photos", "500", "1", "100", "1"], ["Prices", "300", "1", "100", "1"], ["Parts", "100", "1", "100", "1"]];
const names = (titles) => titles.map((title) => expect.stringContaining(title));
const region = (page, name) => page.getByRole("region", { name, exact: true });

// What came of an item is written in its panel, by keys alone.
async function lookBack(app, reach) {
  const priority = app.inspector.getByRole("region", { name: "Priority" });
  await expect(priority.getByText(/RICE 500 on .*, committed/)).toBeVisible();
  await priority.getByLabel("Reached").focus();
  await app.page.keyboard.type(reach);
  await app.page.keyboard.press("Enter");
  await priority.getByRole("button", { name: /^Came true/ }).focus();
  await app.page.keyboard.press("Enter");
  await app.page.keyboard.type("Yes");
  await app.page.keyboard.press("Enter");
  await app.page.keyboard.press("Escape");
}

test("by keys alone: scored, two methods compared, ordered, taken into a sprint, shipped, looked back at", async ({ page }) => {
  const app = new App(page);
  const act = async (words) => {
    await page.keyboard.press("Control+k");
    await choose(page, words);
  };
  const press = async (name) => {
    await page.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  // From the row to the first input, then along: Tab takes what is typed and goes on.
  const fill = async (title, column, values) => {
    await app.row(title).focus();
    const cell = app.row(title).locator(`[data-cell=${column}]`);
    const there = () => cell.evaluate((it) => it === document.activeElement || it.contains(document.activeElement));
    for (let step = 0; step < 12 && !(await there()); step += 1) await page.keyboard.press("ArrowRight");
    for (const [at, value] of values.entries()) {
      await page.keyboard.type(value, { delay: 20 });
      await page.keyboard.press(at === values.length - 1 ? "Enter" : "Tab");
    }
    await page.keyboard.press("Escape");
  };
  await app.start();
  await app.write(...FOUR.map(([title]) => title));
  await page.keyboard.press("v");
  await page.keyboard.press("p");
  for (const [title, ...values] of FOUR) await fill(title, "reach", values);
  await expect(page.getByRole("status", { name: "Scored" })).toHaveText("4 scored");
  await expect.poll(() => app.titles()).toEqual(names(["Photos", "Prices", "Parts", "Reminder"]));
  await expect(range(app, "Photos")).toHaveText("1");
  // By cost of delay it is the other way round.
  await press("WSJF");
  for (const [at, [title]] of [FOUR[1], FOUR[2], FOUR[3], FOUR[0]].entries()) await fill(title, "wsjf_value", [String(1 + at), "1", "1", "1"]);
  await expect.poll(() => app.titles()).toEqual(names(["Reminder", "Parts", "Prices", "Photos"]));
  await expect(region(page, "Where the methods disagree").getByText(/RICE agrees by [-−]1 over 4 items/)).toBeVisible();
  await press("RICE");
  await press("Order the backlog like this");
  await expect(app.toast).toContainText("Order 4 items by RICE");
  // The first goes into a sprint: what it was scored by stays as it was.
  await act("plan a sprint");
  const plan = page.getByRole("grid", { name: "Plan" });
  await plan.locator("tr[data-id]").first().focus();
  await page.keyboard.press("p");
  await expect(app.toast).toContainText("into Sprint 1");
  await act("start sprint");
  const card = page.locator(".card").filter({ hasText: "Photos" });
  await card.focus();
  await page.keyboard.press("s");
  await page.keyboard.type("Accepted", { delay: 20 });
  await page.keyboard.press("Enter");
  const gate = page.getByRole("button", { name: "Move anyway" });
  await gate.or(page.getByRole("list", { name: "Accepted" }).getByText("Photos")).first().waitFor();
  if (await gate.isVisible()) {
    await gate.focus();
    await page.keyboard.press("Enter");
  }
  await page.keyboard.press("v");
  await page.keyboard.press("l");
  await app.row("Photos").focus();
  await page.keyboard.press("Enter");
  await lookBack(app, "400");
  await page.keyboard.press("v");
  await page.keyboard.press("p");
  await page.locator("summary", { hasText: "What came of it" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "What came of it" })).toContainText("500 → 400");
  await expect(page.getByRole("table", { name: "What came of it" })).toContainText("came true");
  await expect(page.getByText("Reach came to 0.8 times what was expected, over 1 item.")).toBeVisible();
  await expect(page.getByText("About 100 % sure: no data yet, fewer than 3 items each.")).toBeVisible();
});

test("by mouse alone: scored, two methods compared, ordered, begun, shipped, looked back at", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.import([csv(`Title,Reach,Impact,Confidence,Effort (person-months)\n${FOUR.slice(1).map(([title, reach, impact, sure, months]) => `${title},${reach},${impact},${sure}%,${months}`).join("\n")}\nReminder,,,,\n`, "scores.csv")]);
  await tab(page, "Prioritise").click();
  await expect(page.getByRole("status", { name: "Scored" })).toHaveText("3 scored, 1 not");
  for (const [at, column] of ["reach", "impact", "confidence_percent", "person_months"].entries()) await write(app, "Reminder", column, FOUR[0][at + 1]);
  await expect(rank(app, "Reminder")).toHaveText("4");
  // Value and effort are chosen from a menu.
  const methods = page.getByRole("group", { name: "Method" });
  await methods.getByRole("button", { name: "Value and effort" }).click();
  for (const [title, value] of [["Photos", "1"], ["Prices", "2"], ["Parts", "3"], ["Reminder", "5"]]) {
    for (const [column, number] of [["value", value], ["effort", "1"]]) {
      await app.row(title).locator(`[data-cell=${column}]`).click();
      await page.getByRole("menu").getByText(number, { exact: true }).first().click();
    }
  }
  expect(await app.titles()).toEqual(names(["Reminder", "Parts", "Prices", "Photos"]));
  await expect(app.row("Reminder")).toContainText("quick win");
  await expect(region(page, "Where the methods disagree").getByText(/RICE agrees by [-−]1 over 4 items/)).toBeVisible();
  await methods.getByRole("button", { name: "RICE" }).click();
  await page.getByRole("button", { name: "Order the backlog like this" }).click();
  await tab(page, "List").click();
  expect(await app.titles()).toEqual(names(["Photos", "Prices", "Parts", "Reminder"]));
  const move = async (state) => {
    await app.row("Photos").locator("[data-cell=status]").click();
    await page.getByRole("menuitemradio", { name: state }).click();
  };
  await move(/Doing/);
  await move(/Accepted/);
  const gate = page.getByRole("button", { name: "Move anyway" });
  await gate.or(app.row("Photos").getByText("Accepted")).first().waitFor();
  if (await gate.isVisible()) await gate.click();
  await app.row("Photos").locator("[data-cell=title]").click();
  const priority = app.inspector.getByRole("region", { name: "Priority" });
  await expect(priority.getByText(/RICE 500 on .*, committed/)).toBeVisible();
  await priority.getByLabel("Reached").fill("600");
  await priority.getByLabel("Reached").blur();
  await priority.getByRole("button", { name: "Prioritise" }).click();
  await page.getByText("What came of it", { exact: true }).first().click();
  await expect(page.getByRole("table", { name: "What came of it" })).toContainText("500 → 600");
});

test("where all are equal they share the first place, and nothing is said that is no number", async ({ page }) => {
  const app = new App(page);
  await app.start();
  const lines = ["Alpha", "Brakes", "Chain", "Dynamo", "Engine"].map((title) => `${title},100,1,80%,1`);
  await app.import([csv(`Title,Reach,Impact,Confidence,Effort (person-months)\n${lines.join("\n")}\n`, "scores.csv")]);
  await tab(page, "Prioritise").click();
  await expect(page.getByRole("status", { name: "Scored" })).toHaveText("5 scored");
  for (const row of await app.rows.all()) {
    await expect(row.locator("td").nth(-2)).toHaveText("1");
    await expect(row.locator("td").nth(-1)).toHaveText("1–5");
  }
  const methods = page.getByRole("group", { name: "Method" });
  for (const method of await methods.getByRole("button").all()) {
    await method.click();
    await expect(method).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByRole("main")).not.toContainText(/NaN|inf|undefined/i);
  }
  await methods.getByRole("button", { name: "RICE" }).click();
  await expect(page.getByText(/holds its place by a score of 0\./)).toBeVisible();
  await page.getByRole("button", { name: "Order the backlog like this" }).click();
  await expect(app.toast).toContainText("The backlog is in this order already.");
  await hasNoBarriers(page);
});

test("initiatives are scored, ranked and put in order in their columns, and one undo takes it back", async ({ page }) => {
  const app = await sample(page, "list");
  await page.keyboard.press("Control+k");
  await choose(page, "prioritise initiatives");
  await expect(page).toHaveURL(/initiatives\?group=none&by=rice/);
  const list = page.getByRole("grid", { name: "Initiatives" });
  const row = (name) => list.locator("tr[data-id]", { hasText: name });
  const fill = async (name, column, text) => {
    await row(name).locator(`[data-cell=${column}]`).click();
    await choose(page, text);
    await expect(row(name).locator(`[data-cell=${column}]`)).toContainText(text.replace(" %", ""));
  };
  const scored = page.getByRole("status", { name: "Scored" });
  await expect(scored).toHaveText(/^\d+ scored/);
  const before = Number((await scored.textContent()).match(/\d+/)[0]);
  await page.getByRole("button", { name: "Score next" }).click();
  await choose(page, "999999");
  const first = list.locator("tr[data-id]", { hasText: "999999" });
  await expect(first).toHaveCount(1);
  const name = await first.locator("[data-cell=title]").textContent();
  for (const [column, text] of [["impact", "3"], ["confidence_percent", "100"], ["person_months", "1"]]) await fill(name, column, text);
  await expect(scored).toHaveText(new RegExp(`^${before + 1} scored`));
  await expect(list.locator("tr[data-id]").first()).toContainText(name);
  await expect(row(name).locator("td").nth(-2)).toHaveText("1");
  await expect(row(name).locator("td").nth(-1)).toHaveText("1");
  await expect(region(page, "How it is computed")).toContainText("Reach in a quarter × impact");
  const order = page.getByRole("button", { name: "Order the roadmap like this" });
  if (before === 0) {
    await order.click();
    await expect(app.toast).toContainText("The roadmap is in this order already.");
  }
  const second = await list.locator("tr[data-id]").nth(2).locator("[data-cell=title]").textContent();
  for (const [column, text] of [["reach", "9999999"], ["impact", "3"], ["confidence_percent", "100"], ["person_months", "1"]]) await fill(second, column, text);
  await expect(list.locator("tr[data-id]").first()).toContainText(second);
  await order.click();
  await expect(app.toast).toContainText(/Order \d+ initiatives? by RICE, each in its column: the rest of the roadmap follows/);
  await page.getByRole("button", { name: "Own order", exact: true }).click();
  await expect(page).not.toHaveURL(/by=/);
  await tab(page, "Now, next, later").click();
  // The first of the first column is another one, until it is taken back.
  await expect(page.getByRole("article").first().getByRole("heading")).toHaveText(second);
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("article").first().getByRole("heading")).toHaveText(name);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/by=rice/);
  await hasNoBarriers(page);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("look-alikes come into the queue, are merged, or said not to be the same", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Let riders confirm from the reminder", "Riders confirm from the reminder", "Show the price range at booking", "Price range at the booking");
  await page.keyboard.press("v");
  await page.keyboard.press("r");
  const at = region(page, "At the cursor");
  await expect(page.getByRole("button", { name: "2 pairs look alike" })).toBeVisible();
  const alike = at.getByText(/^Much like SPK-2, “Riders confirm from the reminder”: 3 of 4 words are the same\.$/);
  await expect(alike).toBeVisible();
  await at.getByRole("button", { name: "Merge…" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Merge", exact: true }).click();
  await expect(alike).toHaveCount(0);
  await expect(page.getByRole("button", { name: "1 pair looks alike" })).toBeVisible();
  await app.row("Show the price range").focus();
  await at.getByRole("button", { name: /^Not the same: Much like / }).click();
  await expect(app.toast).toContainText("are not the same");
  await expect(at.getByText(/^Much like/)).toHaveCount(0);
  await expect(page.getByText(/looks? alike/)).toHaveCount(0);
  await expect(at.getByRole("button").first()).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(at.getByText(/^Much like/)).toBeVisible();
});

test("a list that is scored in a spreadsheet comes in with its scores, and goes out again", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.import([csv("Title,Reach (users a quarter),Impact,Confidence,Effort (person-months),MoSCoW\nReminder,2000,2,80%,4,Must\nPhotos,1000,2,80%,1,Won't\n", "scores.csv")]);
  await expect(app.rows).toHaveCount(2);
  await page.keyboard.press("v");
  await page.keyboard.press("p");
  await expect(app.rows.first()).toContainText("Photos");
  await expect(score(app, "Photos")).toHaveText("1600");
  await expect(score(app, "Reminder")).toHaveText("800");
});

test("what is not ready is mended one at a time, left alone, and noted", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const app = await sample(page, "refine");
  const at = page.getByRole("region", { name: "At the cursor" });
  await expect(page.getByRole("heading", { name: /^\d+ items to refine$/ })).toBeVisible();
  await expect(at.getByRole("heading", { name: /Let riders confirm/ })).toBeVisible();
  await expect(at.getByText("It does not say for whom and why.", { exact: true })).toBeVisible();
  await at.getByRole("button", { name: /^Leave it: 5 points are more than/ }).click();
  await expect(at.getByText(/5 points are more than/)).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(at.getByText(/5 points are more than/).first()).toBeVisible();
  await at.getByRole("button", { name: "Skip" }).click();
  await expect(at.getByRole("heading", { name: /Workshop sets when reminders go out/ })).toBeVisible();
  await page.keyboard.press("k");
  await expect(at.getByRole("heading", { name: /Let riders confirm/ })).toBeVisible();
  for (let left = await at.getByRole("button", { name: /^Leave it/ }).count(); left > 0; left -= 1) {
    await at.getByRole("button", { name: /^Leave it/ }).first().click();
    await expect(at.getByRole("button", { name: /^Leave it/ })).toHaveCount(left - 1);
  }
  // What is mended leaves the list, and stays in view until somebody goes on.
  await expect(app.row("Let riders confirm")).toHaveCount(0);
  await expect(at.getByRole("heading", { name: /Let riders confirm/ })).toBeVisible();
  await expect(at.getByText("Nothing is left to mend here.")).toBeVisible();
  await at.getByRole("button", { name: "Next" }).click();
  await expect(at.getByRole("heading", { name: /Workshop sets when reminders go out/ })).toBeVisible();
  await at.getByRole("button", { name: "Write" }).first().click();
  await expect(app.inspector.getByRole("button", { name: /^Persona/ }).or(app.inspector.getByLabel("New acceptance criterion"))).not.toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Copy what was refined" }).click();
  await expect(app.toast).toContainText("Copied what was refined");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("SPK-118 Let riders confirm");
  await hasNoBarriers(page);
});

test("a story map: activities across, releases down; by mouse, by keys, and written where it stands", async ({ page }) => {
  const app = await sample(page, "map");
  const map = page.getByRole("region", { name: "Story map" });
  await expect(map.getByRole("heading", { name: /Booking page/ })).toBeVisible();
  const slice = map.getByRole("button", { name: /^2\.6/ });
  await expect(slice).toBeVisible();
  const card = map.getByRole("listitem").filter({ hasText: "Send a reminder the day before" });
  await card.focus();
  await page.keyboard.press("Control+Shift+ArrowRight");
  await expect(app.toast).toContainText("under Booking page");
  await page.keyboard.press("Control+z");
  await card.dragTo(map.getByRole("list", { name: "Day board" }).first());
  await expect(app.toast).toContainText("under Day board");
  await page.keyboard.press("Control+z");
  await card.focus();
  await page.keyboard.press("Control+Shift+ArrowUp");
  // All that can be done with a card stands in its menu, by either hand.
  await card.focus();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menu").getByRole("menuitem", { name: /^Merge/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(card).toBeFocused();
  await card.click({ button: "right" });
  await page.getByRole("menu").getByRole("menuitem", { name: /^Release/ }).click();
  await choose(page, "2.7");
  await expect(app.toast).toContainText("2.7");
  await page.keyboard.press("Control+z");
  await page.getByRole("button", { name: "Add activity" }).click();
  await choose(page, "Pay and return");
  await expect(map.getByRole("heading", { name: /Pay and return/ })).toBeVisible();
  await map.getByRole("button", { name: "New story under Waiting list" }).first().click();
  await map.getByRole("textbox", { name: "New story under Waiting list" }).fill("Ask who waits longest");
  await page.keyboard.press("Enter");
  await expect(map.getByText("Ask who waits longest")).toBeVisible();
  await hasNoBarriers(page);
});

test("prioritise, refine and map at 320 pixels and in the dark; the map prints on one page", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const app = await sample(page, "prioritise");
  for (const [path, seen] of [["prioritise", "Why this order"], ["refine", "Agenda and time box"], ["map", "Day board"]]) {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.evaluate((path) => (location.hash = `#/spk/backlog/${path}`), path);
    await expect(page.getByText(seen).first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await hasNoBarriers(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await hasNoBarriers(page);
  }
  const pdf = await page.pdf({ format: "A4", landscape: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
});
