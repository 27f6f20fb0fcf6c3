// The roadmap in time: bars by mouse and by keyboard, what waits for what, baselines, and the file for others.
import { App, expect, hasNoBarriers, test } from "./app.js";

const timeline = (page) => page.getByRole("region", { name: "Timeline", exact: true });
const bar = (page, name) => timeline(page).locator(".bar").and(page.getByRole("button", { name: new RegExp(`^${name}, `) }));
const tray = (page) => page.getByRole("complementary", { name: "Unscheduled and conflicts" });

// The sample on a day that does not change, at a tab of the roadmap.
async function roadmap(page, tab) {
  await page.clock.setFixedTime(new Date("2026-11-23T09:00:00"));
  const app = new App(page);
  await app.sample("Roadmap");
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: tab }).click();
  return app;
}

test("a bar moves by keys, is taken back, and says where it is", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  const it = bar(page, "Waiting list");
  await expect(it).toHaveAccessibleName(/18 Jan 2027 to 11 Mar 2027, likely, goal No bike, no empty stand, waits for Two-way reminders/);
  await it.focus();
  await page.keyboard.press("ArrowRight");
  await expect(it).toHaveAccessibleName(/25 Jan 2027 to 18 Mar 2027/);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(it).toHaveAccessibleName(/25 Jan 2027 to 25 Mar 2027/);
  await page.keyboard.press("Control+ArrowLeft");
  await expect(it).toHaveAccessibleName(/24 Jan 2027 to 24 Mar 2027/);
  await expect(it).toBeFocused();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Control+z");
  await expect(it).toHaveAccessibleName(/18 Jan 2027 to 11 Mar 2027/);
  // With Ctrl and Shift its start moves, and not its end.
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await expect(it).toHaveAccessibleName(/11 Jan 2027 to 11 Mar 2027/);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("ArrowDown");
  await expect(bar(page, "Deposits for long jobs")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByLabel("Start")).toHaveValue("2027-02-08");
});

test("a bar is dragged by its middle and by its ends; nothing is stored until it is dropped, and Escape puts it back", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  const it = bar(page, "Day board");
  await expect(it).toHaveAccessibleName(/12 Oct to 28 Jan 2027/);
  const box = await it.boundingBox();
  const grab = async (x) => {
    await page.mouse.move(box.x + x, box.y + box.height / 2);
    await page.mouse.down();
  };
  await grab(box.width / 2);
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + 4, { steps: 4 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(it).toHaveAccessibleName(/12 Oct to 28 Jan 2027/);
  await expect(app.undo).toHaveAttribute("title", /sample/i);
  await grab(box.width / 2);
  await page.mouse.move(box.x + box.width / 2 + 40, box.y + 4, { steps: 4 });
  await page.mouse.up();
  await expect(it).toHaveAccessibleName(/26 Oct to 11 Feb 2027/);
  await expect(app.inspector).toBeHidden();
  await page.keyboard.press("Control+z");
  await grab(box.width - 3);
  await page.mouse.move(box.x + box.width + 17, box.y + 4, { steps: 4 });
  await page.mouse.up();
  await expect(it).toHaveAccessibleName(/12 Oct to 4 Feb 2027/);
});

test("what is too early says so and is shifted by one press; a ring is refused with the way round", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  const conflicts = tray(page).getByRole("region", { name: "Conflicts" });
  await expect(conflicts).toContainText("Invoices and payouts");
  await expect(conflicts).toContainText("Deposits for long jobs is not over by then");
  await expect(bar(page, "Invoices and payouts")).toHaveAccessibleName(/too early/);
  await conflicts.getByRole("button", { name: /^Shift to 9 Apr 2027/ }).click();
  await expect(conflicts).toBeHidden();
  await expect(bar(page, "Invoices and payouts")).toHaveAccessibleName(/9 Apr 2027 to 14 Jun 2027/);
  await page.keyboard.press("Control+z");
  await expect(conflicts).toBeVisible();
  // Deposits is to wait for what waits for it.
  await bar(page, "Deposits for long jobs").click();
  await app.inspector.locator("#add-waits_for").click();
  await page.getByRole("combobox").fill("Invoices");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("They would wait for each other: Deposits for long jobs → Invoices and payouts → Deposits for long jobs.");
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Dependencies" }).click();
  const table = page.getByRole("table", { name: "Dependencies" });
  await expect(table.getByRole("row").nth(1)).toContainText("too early");
  await expect(table.getByRole("row")).toHaveCount(5);
});

test("what has no days waits beside the timeline, and comes in by a press or a drop", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  const unscheduled = tray(page).getByRole("region", { name: "Unscheduled" });
  await expect(unscheduled.getByRole("heading")).toContainText("6");
  await unscheduled.getByRole("button", { name: "Give Pick-up service days" }).click();
  await expect(bar(page, "Pick-up service")).toHaveAccessibleName(/23 Nov to 20 Dec/);
  await expect(bar(page, "Pick-up service")).toBeFocused();
  await expect(unscheduled.getByRole("heading")).toContainText("5");
  await expect(app.toast).toContainText("Schedule");
  await unscheduled.locator("li", { hasText: "Loyal-customer price" }).dragTo(timeline(page), { targetPosition: { x: 500, y: 300 } });
  await expect(unscheduled.getByRole("heading")).toContainText("4");
  await expect(bar(page, "Loyal-customer price")).toBeVisible();
});

test("a baseline is kept, and later says what moved, by how much and what was decided", async ({ page }) => {
  const app = await roadmap(page, "Changes");
  await page.getByRole("main").getByRole("button", { name: "Take a baseline" }).click();
  await expect(page.getByText("Nothing has moved, come or gone.")).toBeVisible();
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Timeline" }).click();
  await bar(page, "Photos and price range").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await tray(page).getByRole("button", { name: "Give Pick-up service days" }).click();
  await page.getByRole("button", { name: /^Compare/ }).click();
  await page.getByRole("menuitemcheckbox", { name: /23 Nov/ }).or(page.getByRole("menuitemradio", { name: /23 Nov/ })).first().click();
  await expect(timeline(page).getByText("14 days later than on 23 Nov")).toBeVisible();
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Changes" }).click();
  await expect(page.getByRole("heading", { name: "1 later, 1 came in." })).toBeVisible();
  const row = page.getByRole("table", { name: "What changed" }).getByRole("row", { name: /Photos and price range/ });
  await expect(row).toContainText("14 days later");
  expect(app).toBeTruthy();
});

test("initiatives are a list: grouped, filtered, edited in their cells, and out and in as a table", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("menuitem", { name: "As a table" }).click();
  const list = page.getByRole("grid", { name: "Initiatives" });
  await expect(list.locator("tr[data-id]")).toHaveCount(17);
  const row = list.locator("tr[data-id]", { hasText: "Waiting list" });
  await row.locator("[data-cell=confidence]").click();
  await page.getByRole("menuitemradio", { name: "Committed" }).or(page.getByRole("menuitemcheckbox", { name: "Committed" })).first().click();
  await expect(row).toContainText("Committed");
  await page.keyboard.press("Control+z");
  await expect(row.locator("[data-cell=confidence]")).toContainText("Likely");
  // The end cannot lie before the start.
  await row.locator("[data-cell=end]").click();
  await page.getByRole("combobox").fill("2026-01-01");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("The end lies before the start.");
});

test("roadmap in time has no barriers, light, dark and narrow", async ({ page }) => {
  await roadmap(page, "Timeline");
  await expect(bar(page, "Day board")).toBeVisible();
  await hasNoBarriers(page);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("menu").getByText("Critical path").click();
  await expect(timeline(page).getByText(/working days? to spare/).first()).toBeVisible();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("menu").getByText("Work under the bars").click();
  await expect(timeline(page).locator(".part-of").first()).toBeVisible();
  await hasNoBarriers(page);
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Dependencies" }).click();
  await expect(page.getByRole("table", { name: "Dependencies" })).toBeVisible();
  await expect(page.getByText(/500 times, each initiative takes as long/)).toBeVisible();
  await hasNoBarriers(page);
});

test("a plan is tried beside the real one: dropped without a trace, or kept in one step", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  const strip = page.getByRole("region", { name: "What if" });
  await page.getByRole("button", { name: "What if", exact: true }).click();
  const it = bar(page, "Invoices and payouts");
  await it.focus();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press("ArrowRight");
  await expect(strip).toContainText("1 initiative otherwise");
  await expect(strip).toContainText("Conflicts: 0 instead of 1.");
  await expect(timeline(page).getByText("42 days later")).toBeVisible();
  await bar(page, "Several locations").focus();
  await page.keyboard.press("Delete");
  await expect(bar(page, "Several locations")).toHaveCount(0);
  await expect(tray(page).getByText("Several locations")).toBeVisible();
  await strip.getByRole("button", { name: "Drop it" }).click();
  await expect(strip).toBeHidden();
  await expect(bar(page, "Several locations")).toBeVisible();
  await expect(it).toHaveAccessibleName(/1 Mar 2027 to 6 May 2027/);
  await expect(app.undo).toHaveAttribute("title", /sample/i);
  await page.getByRole("button", { name: "What if", exact: true }).click();
  await it.focus();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press("ArrowRight");
  await strip.getByRole("button", { name: "Keep it as the plan" }).click();
  await expect(it).toHaveAccessibleName(/12 Apr 2027 to 17 Jun 2027/);
  await page.keyboard.press("Control+z");
  await expect(it).toHaveAccessibleName(/1 Mar 2027 to 6 May 2027/);
});

test("one file goes to others: it opens without scripts, and a word that is kept out stands nowhere in it", async ({ page, browser }) => {
  await roadmap(page, "Timeline");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save for others…" }).click();
  const form = page.getByRole("dialog", { name: "Save the roadmap for others" });
  await form.getByLabel("Leave out ideas").check();
  const words = form.getByLabel(/Words to black out/);
  await words.fill("table");
  await form.getByRole("button", { name: "Save the file" }).click();
  await expect(form.getByRole("alert")).toContainText("“table” is part of how the page is written");
  await words.fill("deposits, workshop");
  const saved = page.waitForEvent("download");
  await form.getByRole("button", { name: "Save the file" }).click();
  const path = await (await saved).path();
  const { readFile } = await import("node:fs/promises");
  const text = await readFile(path, "utf8");
  expect(text).not.toMatch(/deposits|workshop|<script|https?:\/\/(?!www\.w3\.org)|src=|href=/i);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const file = await context.newPage();
  await file.setContent(text);
  await expect(file.getByRole("heading", { name: "Spoke: roadmap" })).toBeVisible();
  await expect(file.getByRole("row", { name: /Booking page/ })).toContainText("1 Oct");
  await expect(file.getByText("Parts on order")).toHaveCount(0);
  await expect(file.getByText("■■■ for long jobs").first()).toBeVisible();
  await context.close();
});

test("working days, and what a month can hold, are the product's; the months that are too full say so", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  await timeline(page).getByRole("link", { name: "Say what a month holds" }).click();
  const days = page.getByRole("region", { name: "Working days" });
  await days.getByLabel("Points a month").fill("30");
  await days.getByLabel("Points a month").press("Enter");
  await days.getByRole("button", { name: "Friday" }).click();
  await expect(days.getByRole("button", { name: "Friday" })).toHaveAttribute("aria-pressed", "false");
  await days.getByLabel("Day", { exact: true }).fill("2026-12-25");
  await days.getByLabel("Holiday", { exact: true }).fill("Christmas");
  await days.getByRole("button", { name: "Add holiday" }).click();
  await expect(days.getByText("25 Dec Christmas")).toBeVisible();
  await hasNoBarriers(page);
  await page.goBack();
  const months = page.getByRole("list", { name: "Work by month" });
  await expect(months.getByText(/Dec 2026: \d+ points, \d+ more than it holds/)).toBeAttached();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Control+z");
  await expect(timeline(page).getByRole("link", { name: "Say what a month holds" })).toBeVisible();
  expect(app).toBeTruthy();
});

test("what is planned stands against what one's own throughput foresees", async ({ page }) => {
  await roadmap(page, "Timeline");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("menu").getByText("Forecast by your throughput").click();
  await expect(timeline(page).getByText(/85 % by /).first()).toBeVisible();
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Changes" }).click();
  const table = page.getByRole("table", { name: "Plan, forecast, actual" });
  await expect(table.getByRole("row", { name: /Two-way reminders/ })).toContainText(/7.*14 Jan 2027/);
  await hasNoBarriers(page);
});

test("a milestone waits like a bar does, and says on the timeline when it comes too early", async ({ page }) => {
  const app = await roadmap(page, "Milestones");
  const list = page.getByRole("grid", { name: "Milestones" });
  await page.getByRole("button", { name: "Add milestone" }).first().click();
  await page.getByRole("combobox").fill("Trial with ten shops");
  await page.keyboard.press("Enter");
  await app.inspector.getByLabel("Falls on").fill("2026-12-10");
  await app.inspector.getByLabel("Falls on").press("Enter");
  await app.inspector.getByRole("heading", { name: /Waits for/ }).getByRole("button", { name: "Add" }).click();
  await page.getByRole("combobox").fill("Booking");
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByText("Booking page").first()).toBeVisible();
  await expect(list.locator("tr[data-id]")).toHaveCount(3);
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Timeline" }).click();
  await expect(timeline(page).getByRole("button", { name: /Trial with ten shops, milestone, meant, 10 Dec, 7 days too early/ })).toBeVisible();
  await expect(tray(page)).toContainText("comes 7 days too early: Booking page is not over by then");
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Milestones" }).click();
  await hasNoBarriers(page);
});

test("a release has phases with what is to be done; what has to be decided shows on the timeline", async ({ page }) => {
  const app = await roadmap(page, "Releases");
  await page.getByRole("grid", { name: "Releases" }).getByRole("link", { name: "2.6" }).click();
  await app.inspector.getByRole("heading", { name: /Phases/ }).getByRole("button", { name: "Add" }).click();
  await app.inspector.getByRole("button", { name: /^Phase: / }).click();
  await page.getByRole("menuitem", { name: "Beta" }).click();
  await app.inspector.getByLabel("What", { exact: true }).fill("Ten shops try it for a week");
  await app.inspector.getByLabel("What", { exact: true }).press("Enter");
  await expect(app.inspector.getByRole("button", { name: "Beta. Ten shops try it for a week", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await app.go("Communicate");
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Requests" }).click();
  await page.getByRole("button", { name: "Add request" }).first().click();
  await page.getByRole("combobox").fill("A second tester");
  await page.keyboard.press("Enter");
  await app.inspector.getByLabel("Decide by").fill("2027-02-10");
  await app.inspector.getByLabel("Decide by").press("Enter");
  await app.go("Roadmap");
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Timeline" }).click();
  await expect(timeline(page).getByRole("button", { name: "A second tester, request, decide by 10 Feb 2027" })).toBeVisible();
  // A step of a release is drawn by its day, with its phase in words.
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Releases" }).click();
  await page.getByRole("grid", { name: "Releases" }).getByRole("link", { name: "2.6" }).click();
  await app.inspector.getByRole("button", { name: "Beta. Ten shops try it for a week", exact: true }).click();
  await app.inspector.getByLabel("By", { exact: true }).fill("2027-02-17");
  await app.inspector.getByLabel("By", { exact: true }).press("Enter");
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Timeline" }).click();
  await expect(timeline(page).getByRole("button", { name: /^2\.6.*: Ten shops try it for a week, beta, by 17 Feb 2027$/ })).toBeVisible();
});

test("the work under a bar shows by a key, with days that follow from sprints and releases, and by menu for all", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  const it = bar(page, "Day board");
  const work = timeline(page).locator(".part-of");
  await it.focus();
  await page.keyboard.press("w");
  await expect(work.first()).toBeVisible();
  await expect(timeline(page).getByRole("button", { name: "Work under Day board" })).toHaveAttribute("aria-expanded", "true");
  await expect(work.first()).toHaveAccessibleName(/, (\d|no sprint, no release)/);
  await page.keyboard.press("ArrowDown");
  await expect(work.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("textbox").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await it.focus();
  await page.keyboard.press("w");
  await expect(work).toHaveCount(0);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("menu").getByText("Work under the bars").click();
  await expect(work.nth(3)).toBeVisible();
  await timeline(page).getByRole("button", { name: "Work under Day board" }).click();
  await expect(timeline(page).getByRole("button", { name: "Work under Day board" })).toHaveAttribute("aria-expanded", "false");
});

test("a page is shown to others without what is for working on it, and its neighbours are one press away", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("Present this page");
  await page.keyboard.press("Enter");
  const show = page.getByRole("navigation", { name: "Presentation" });
  await expect(show.getByRole("button", { name: "End" })).toBeFocused();
  await expect(page.getByRole("navigation", { name: "Places" })).toBeHidden();
  await expect(tray(page)).toBeHidden();
  await expect(bar(page, "Day board")).toBeVisible();
  await show.getByRole("button", { name: "Page before: Now, next, later" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "Next" })).toBeVisible();
  await expect(show.getByRole("button", { name: "Page before" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(show).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1, name: "Roadmap" })).toBeVisible();
  await expect(app.undo).toHaveAttribute("title", /sample/i);
});

test("the roadmap goes out as a picture, too", async ({ page }) => {
  await roadmap(page, "Timeline");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("menuitem", { name: "Save for others…" }).click();
  const form = page.getByRole("dialog", { name: "Save the roadmap for others" });
  await form.getByRole("button", { name: "Picture (PNG)" }).click();
  const saved = page.waitForEvent("download");
  await form.getByRole("button", { name: "Save the file" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/roadmap.*\.png$/);
  const { readFile } = await import("node:fs/promises");
  const bytes = await readFile(await file.path());
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(bytes.readUInt32BE(16)).toBe(2240);
  await expect(page.getByRole("region", { name: "Message" })).toContainText("Saved the roadmap to");
});

test("the plans of all products stand over the same days, and lead to their own", async ({ page }) => {
  await roadmap(page, "Timeline");
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  const all = page.getByRole("region", { name: "Roadmaps" });
  await expect(all.getByRole("heading", { level: 3, name: "Spoke" })).toBeVisible();
  const one = all.getByRole("link", { name: /^Waiting list, 18 Jan 2027 to 11 Mar 2027, likely$/ });
  await hasNoBarriers(page);
  await one.click();
  await expect(page.getByRole("complementary", { name: "Inspector" }).getByLabel("Start")).toHaveValue("2027-01-18");
  await expect(bar(page, "Waiting list")).toBeVisible();
});

test("one hat asks the other about the roadmap, and the answer stands at what it is about", async ({ page }) => {
  const app = await roadmap(page, "Timeline");
  await app.go("Communicate");
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Between the hats" }).click();
  await page.getByRole("main").getByRole("button", { name: "Add question between hats" }).click();
  await page.getByRole("combobox").fill("Is the waiting list too large for one sprint?");
  await page.keyboard.press("Enter");
  await app.inspector.getByRole("button", { name: "Link", exact: true }).click();
  await page.getByRole("combobox").fill("SPK-I4");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await app.go("Roadmap");
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Timeline" }).click();
  await expect(bar(page, "Waiting list")).toHaveAccessibleName(/, 1 open question/);
  await bar(page, "Waiting list").click();
  await app.inspector.getByRole("button", { name: /Is the waiting list too large/ }).click();
  await app.inspector.getByLabel("Answer", { exact: true }).fill("Yes: split by shop size");
  await app.inspector.getByLabel("Answer", { exact: true }).press("Enter");
  await app.go("Roadmap");
  await page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name: "Timeline" }).click();
  await bar(page, "Waiting list").click();
  await expect(app.inspector.getByText("Is the waiting list too large for one sprint?")).toBeVisible();
});

test("what a quarter holds draws a line across the list, and follows its order", async ({ page }) => {
  await roadmap(page, "Timeline");
  await timeline(page).getByRole("link", { name: "Say what a month holds" }).click();
  const field = page.getByRole("region", { name: "Working days" }).getByLabel("Points a month");
  await field.fill("20");
  await field.press("Enter");
  await page.goBack();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("menuitem", { name: "As a table" }).click();
  const fits = page.getByRole("region", { name: "What fits" });
  await expect(fits).toContainText(/A quarter reaches down to “.+”/);
  await expect(fits).toContainText(/points fit into the 60 of three months; \d+ initiatives below the line/);
});
