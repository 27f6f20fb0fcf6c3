// A sprint from its plan to its review, by mouse and by keyboard: plan, board, acceptance, review, retrospective.
import { App, expect, hasNoBarriers, isStill, test } from "./app.js";

const region = (page, name) => page.getByRole("region", { name, exact: true });
const column = (page, name) => page.getByRole("list", { name, exact: true });
const card = (page, words) => page.locator(".card").filter({ hasText: words });

// Three stories of 3, 5 and 2 points, all in a sprint that is planned; the focus is on the first.
async function planned(page) {
  const app = new App(page);
  await app.start();
  await app.write("Pay by card", "Pay by invoice", "Print the receipt");
  for (const [title, points] of [["Pay by card", "3"], ["Pay by invoice", "5"], ["Print the receipt", "2"]]) {
    await app.row(title).focus();
    await page.keyboard.press("Shift+E");
    await page.getByRole("combobox").fill(points);
    await page.keyboard.press("Enter");
  }
  await app.go("Delivery");
  await page.getByRole("main").getByRole("button", { name: "Plan a sprint" }).click();
  await expect(page.getByRole("button", { name: "Sprint 1" })).toBeVisible();
  return app;
}

async function running(page) {
  const app = await planned(page);
  const plan = page.getByRole("grid", { name: "Plan" });
  await plan.locator("tr[data-id]").first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("p");
  await expect(app.toast).toContainText("Pull 3 items into Sprint 1");
  await page.getByRole("button", { name: "Start sprint" }).click();
  await expect(region(page, "Board")).toBeVisible();
  await expect(card(page, "")).toHaveCount(3);
  return app;
}

test("a sprint is planned by keyboard: pulled from the top, added up, started and taken back", async ({ page }) => {
  const app = await planned(page);
  const plan = page.getByRole("grid", { name: "Plan" });
  const sums = page.getByLabel("Sums");
  await expect(plan.getByText("Next in order")).toBeVisible();
  await plan.locator("tr[data-id]").first().focus();
  await page.keyboard.press("p");
  await expect(sums).toContainText("3 points");
  await expect(plan.locator("tr.group").first()).toContainText("Sprint 1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("p");
  await expect(sums).toContainText("8 points");
  await expect(plan.locator("tr[data-id]").nth(1).locator("[data-col=total]")).toHaveText("8");
  // Out again by the same key, in again by Undo.
  await page.keyboard.press("p");
  await expect(sums).toContainText("3 points");
  await page.keyboard.press("Control+z");
  await expect(sums).toContainText("8 points");
  const goal = page.getByRole("textbox", { name: "Sprint goal" });
  await goal.fill("Riders can pay");
  await goal.press("Enter");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("start sprint");
  await page.keyboard.press("Enter");
  await expect(region(page, "Board")).toBeVisible();
  await expect(page.getByLabel("Pace")).toContainText("8 of 8 left");
  await page.keyboard.press("Control+z");
  await expect(page.getByLabel("Pace")).toContainText("8 points");
  await app.isSaved();
});

test("what fits is pulled, and risks name what speaks against the plan", async ({ page }) => {
  const app = await planned(page);
  await page.getByRole("button", { name: "Pull what fits" }).click();
  await page.getByRole("combobox").fill("6");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("Pulled 2 items");
  await expect(page.getByLabel("Sums")).toContainText("5 points");
  const plan = page.getByRole("grid", { name: "Plan" });
  await plan.locator("tr[data-id]").first().focus();
  await page.keyboard.press("w");
  await page.getByRole("combobox").fill("No test card");
  await page.keyboard.press("Enter");
  await expect(region(page, "Risks")).toContainText(/is blocked since today/);
});

test("capacity is kept in the panel of the sprint, and the days add up", async ({ page }) => {
  await planned(page);
  await region(page, "Capacity").getByRole("button", { name: "Edit" }).click();
  const panel = page.getByRole("complementary", { name: "Inspector" });
  await panel.locator("#add-capacity").click();
  await panel.getByRole("textbox", { name: "Days off" }).fill("2");
  await panel.getByRole("textbox", { name: "Days off" }).press("Enter");
  await expect(page.getByLabel("Sums")).toContainText("8 of 10 days");
  await expect(region(page, "Capacity")).toContainText("8 of 10");
});

test("the board is worked with keys: across, into other columns, blocked, and the focus stays with the card", async ({ page }) => {
  await running(page);
  const first = card(page, "Pay by card");
  await first.focus();
  await page.keyboard.press("s");
  await page.getByRole("menuitemradio", { name: "Doing" }).click();
  await expect(column(page, "Doing").getByText("Pay by card")).toBeVisible();
  await expect(first).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(card(page, "Pay by invoice")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(card(page, "Print the receipt")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(first).toBeFocused();
  await page.keyboard.press("w");
  await page.getByRole("combobox").fill("No test card");
  await page.keyboard.press("Enter");
  await expect(first).toContainText("No test card");
  await expect(first).toBeFocused();
  await page.keyboard.press("Control+Shift+ArrowRight");
  await expect(column(page, "In review").getByText("Pay by card")).toBeVisible();
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await expect(column(page, "Doing").getByText("Pay by card")).toBeVisible();
});

test("what is written on the board comes into its sprint, and a lane gives what it stands for", async ({ page }) => {
  const app = await running(page);
  await page.keyboard.press("c");
  const field = page.getByLabel("Title of the new item");
  await field.fill("Ask for the receipt");
  await field.press("Enter");
  await field.press("Escape");
  await expect(card(page, "Ask for the receipt")).toBeVisible();
  await card(page, "Ask for the receipt").focus();
  await page.keyboard.press("t");
  await page.getByRole("menuitemradio", { name: "Bug" }).click();
  await page.getByRole("button", { name: /^Lanes/ }).click();
  await page.getByRole("menuitemradio", { name: "Type" }).click();
  const stories = page.getByRole("list", { name: "To do", exact: true }).first();
  await card(page, "Ask for the receipt").dragTo(stories, { targetPosition: { x: 20, y: 5 } });
  await expect(page.getByRole("button", { name: /Story 0 of 4 done/ })).toBeVisible();
  await expect(app.toast).toContainText("to Story");
});

test("cards are dragged, filtered and put into lanes", async ({ page }) => {
  const app = await running(page);
  await card(page, "Pay by invoice").dragTo(column(page, "Doing"));
  await expect(column(page, "Doing").getByText("Pay by invoice")).toBeVisible();
  await page.getByRole("button", { name: /^Lanes/ }).click();
  await page.getByRole("menuitemradio", { name: "Type" }).click();
  await expect(page.getByRole("button", { name: /Story 0 of 3 done/ })).toBeVisible();
  await page.getByRole("button", { name: /Story 0 of 3 done/ }).click();
  await expect(card(page, "")).toHaveCount(0);
  await page.getByRole("button", { name: /Story 0 of 3 done/ }).click();
  await page.keyboard.press("Shift+F");
  await page.getByRole("button", { name: "Walk by age" }).click();
  await expect(region(page, "Walk the board")).toContainText("1 of 1");
  await expect(app.inspector).toBeVisible();
  await page.getByRole("button", { name: "Next", exact: true }).click();
  await expect(region(page, "Walk the board")).toContainText("All 1 walked");
});

test("criteria are tried one by one, work is sent back with a reason, and accepted", async ({ page }) => {
  const app = await running(page);
  await card(page, "Pay by card").click();
  const criterion = app.inspector.getByPlaceholder("Add a criterion", { exact: false }).first();
  await criterion.fill("The amount is right");
  await criterion.press("Enter");
  await card(page, "Pay by card").focus();
  await page.keyboard.press("s");
  await page.getByRole("menuitemradio", { name: "In review" }).click();
  await page.getByRole("link", { name: "Acceptance" }).click();
  await page.getByLabel("Build").fill("2.6 rc 1");
  await page.getByLabel("What was seen: The amount is right").fill("A cent too much");
  await page.getByRole("button", { name: "Fail: The amount is right" }).click();
  const item = page.getByRole("region", { name: "SPK-1", exact: true });
  await expect(item).toContainText(/Did not hold .*, 2\.6 rc 1: A cent too much/);
  // What did not hold is asked about before it is accepted.
  await item.getByRole("button", { name: "Accept SPK-1" }).click();
  await expect(page.getByRole("dialog")).toContainText("Tried, and did not hold: The amount is right");
  await page.keyboard.press("Escape");
  await item.getByRole("button", { name: "Return SPK-1" }).click();
  await page.getByRole("combobox").fill("Rounding");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Nothing waits to be judged" })).toBeVisible();
  await expect(region(page, "What came back")).toContainText("Sent back from review 1 time");
  await page.keyboard.press("Control+z");
  await page.getByRole("button", { name: "Pass: The amount is right" }).click();
  await expect(item).toContainText("Held");
  await item.getByRole("button", { name: "Accept SPK-1" }).click();
  await expect(page.getByRole("heading", { name: "Nothing waits to be judged" })).toBeVisible();
});

test("a sprint is finished in one step that Undo takes back, and its review is kept", async ({ page }) => {
  const app = await running(page);
  await card(page, "Pay by card").focus();
  await page.keyboard.press("s");
  await page.getByRole("menuitemradio", { name: "Accepted" }).click();
  await page.getByRole("link", { name: "Review", exact: true }).click();
  await page.getByRole("button", { name: "Finish sprint…" }).click();
  await page.getByRole("menuitem", { name: "What is left goes back to the backlog" }).click();
  await expect(page.getByLabel("Result")).toContainText("3 of 10 points");
  await expect(region(page, "Not done")).toContainText("Pay by invoice");
  await page.getByRole("group", { name: "Goal met" }).getByRole("button", { name: "Partly" }).click();
  await page.getByRole("group", { name: "Verdict" }).getByRole("button", { name: "Go on" }).click();
  await expect(app.toast).toContainText("Kept in Decisions");
  const remark = page.getByRole("textbox", { name: "To try" });
  await remark.fill("Pair on reviews");
  await remark.press("Enter");
  await page.getByRole("button", { name: "Make an item of: Pair on reviews" }).click();
  await expect(region(page, "Agreed and not done")).toContainText("Pair on reviews");
  await page.getByRole("button", { name: "Copy report" }).click();
  await expect(app.toast).toContainText("Copied the report");
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain("# Sprint 1");
  expect(report).toContain("## Not done");
  // Back over all of it, to the sprint that runs.
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Finish sprint…" })).toBeVisible();
  await expect(page.getByLabel("Result")).toContainText("done so far");
});

test("velocity, burndown and predictability are read off the sample's sprints", async ({ page }) => {
  const app = new App(page);
  await app.sample("Delivery");
  await page.getByRole("link", { name: "Charts" }).click();
  await expect(region(page, "Burndown").getByRole("heading", { level: 3 })).toHaveText(/points are left after day \d+ of 10/);
  await expect(region(page, "Velocity").getByRole("heading", { level: 3 })).toHaveText(/^4 sprints gave \d+ to \d+ points, the middle one \d+\.$/);
  await expect(region(page, "Predictability").getByRole("heading", { level: 3 })).toHaveText(/^\d+ % of the points committed to were done, over 4 sprints\.$/);
  const days = region(page, "Burndown").getByRole("slider");
  await days.focus();
  await page.keyboard.press("Home");
  await expect(days).toHaveAttribute("aria-valuetext", /day 1 of 10: .* left/);
});

test("what an impediment names is blocked everywhere until it is resolved", async ({ page }) => {
  const app = new App(page);
  await app.sample("Delivery");
  await expect(card(page, "Mark a job as waiting for parts")).toContainText("The supplier sends no parts list");
  await page.goto("#/spk/backlog?blocked=yes");
  await expect(app.row("Mark a job as waiting for parts")).toBeVisible();
  await page.goto("#/spk/delivery/impediments");
  const grid = page.getByRole("grid", { name: "Impediments" });
  await grid.getByText("The supplier sends no parts list").click();
  await app.inspector.getByLabel("Resolved").fill("2026-11-20");
  await app.inspector.getByLabel("Resolved").press("Enter");
  await page.goto("#/spk/delivery/board");
  await expect(card(page, "Mark a job as waiting for parts")).not.toContainText("The supplier sends no parts list");
  await page.keyboard.press("Control+z");
  await expect(card(page, "Mark a job as waiting for parts")).toContainText("The supplier sends no parts list");
});

test("impediments and promises are lists like any other, and a time box says when it is over", async ({ page }) => {
  const app = new App(page);
  await page.clock.install();
  await app.sample("Delivery");
  await page.getByRole("link", { name: "Impediments" }).click();
  await expect(page.getByRole("grid", { name: "Impediments" })).toContainText("The supplier sends no parts list");
  await app.go("Communicate");
  await page.getByRole("link", { name: "Promises" }).click();
  await expect(page.getByRole("grid", { name: "Promises" })).toContainText("Opening hours by season");
  await app.go("Delivery");
  await page.getByRole("link", { name: "Review", exact: true }).click();
  await page.getByText("Agenda and time box").click();
  await page.getByRole("group", { name: "Event" }).getByRole("button", { name: "Daily" }).click();
  await page.getByRole("button", { name: "Start 15 minutes" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as a calendar file" }).click()]);
  expect(download.suggestedFilename()).toBe("throughline-sprint.ics");
  await page.clock.runFor(60_000);
  await expect(page.getByRole("timer", { name: "Time left" })).toHaveText("14:00");
  await app.go("Backlog");
  await page.clock.runFor(14 * 60_000);
  await expect(app.toast).toContainText("Time is up: daily");
});

for (const [name, setting] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["320 pixels", { width: 320 }],
]) {
  test(`no barriers on the pages of a sprint in ${name}`, async ({ page }) => {
    if (setting.width) await page.setViewportSize({ width: setting.width, height: 700 });
    else await page.emulateMedia(setting);
    const app = new App(page);
    await app.sample();
    for (const place of ["plan", "board", "review", "acceptance", "sprints", "impediments"]) {
      await page.goto(`#/spk/delivery/${place}`);
      await isStill(page);
      if (setting.width) expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(setting.width);
      await hasNoBarriers(page);
    }
  });
}

test("Today has the sprint at a glance, and paper the tests of a release that is open", async ({ page }) => {
  const app = new App(page);
  await app.sample();
  await expect(region(page, "Sprint")).toContainText(/Day \d+ of 10, \d+ of 27 points left/);
  await expect(region(page, "Sprint")).toContainText("2 items to judge");
  await expect(page.getByRole("list", { name: "The line" })).toContainText("2 to judge");
  await page.goto("#/spk/delivery/acceptance");
  await region(page, "Release gate").getByText("2.6", { exact: true }).click();
  await page.emulateMedia({ media: "print" });
  await expect(region(page, "Release gate")).toContainText("Moving a job sends nothing twice.");
  await expect(page.getByRole("button", { name: /^Pass:/ }).first()).toBeHidden();
});

test("paper has the board without its buttons", async ({ page }) => {
  const app = new App(page);
  await app.sample("Delivery");
  await page.getByRole("link", { name: "Board", exact: true }).click();
  await expect(card(page, "").first()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(card(page, "").first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Accept SPK/ }).first()).toBeHidden();
});

test("three sprints, from the plan to the forecast and a promise", async ({ page }) => {
  const on = (day) => page.clock.setFixedTime(new Date(`${day}T09:00:00`));
  const state = async (title, name) => {
    await card(page, title).focus();
    await page.keyboard.press("s");
    await page.getByRole("menuitemradio", { name: new RegExp(`^${name}`) }).click();
    await expect(column(page, name).getByText(title)).toBeVisible();
  };
  const tab = (name) => page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name, exact: true }).click();
  await on("2026-09-07");
  const app = new App(page);
  await app.start();
  const titles = ["Pay by card", "Pay by invoice", "Print the receipt", "Refund a rider", "Send the receipt", "Pay later"];
  await app.write(...titles);
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Shift+E");
  await page.getByRole("combobox").fill("3");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  // A release whose gate waits for two of them.
  await app.row("Pay by card").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("Release");
  await page.getByRole("option", { name: /^Release(?!s)/ }).first().click();
  await page.getByRole("combobox").fill("1.0");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");

  const sprints = [["2026-09-07", "2026-09-10", "2026-09-18"], ["2026-09-21", "2026-09-24", "2026-10-02"], ["2026-10-05", "2026-10-08", "2026-10-16"]];
  await app.go("Delivery");
  for (const [place, [first, middle, last]] of sprints.entries()) {
    await on(first);
    await tab("Plan");
    if (place === 0) await page.getByRole("main").getByRole("button", { name: "Plan a sprint" }).click();
    const [one, two] = titles.slice(place * 2, place * 2 + 2);
    const plan = page.getByRole("grid", { name: "Plan" });
    for (const title of [one, two]) {
      await plan.locator("tr[data-id]").filter({ hasText: title }).focus();
      await page.keyboard.press("p");
    }
    await expect(page.getByLabel("Sums")).toContainText(place === 1 ? "9 points" : "6 points");
    await page.getByRole("button", { name: "Start sprint" }).click();
    await expect(page.getByLabel("Pace")).toContainText("day 1 of 10");

    // Work, with a day on which it could not go on.
    await on(middle);
    await state(one, "Doing");
    await page.keyboard.press("w");
    await page.getByRole("combobox").fill("No test card");
    await page.keyboard.press("Enter");
    await expect(card(page, one)).toContainText("No test card");
    await on(last);
    await card(page, one).focus();
    await page.keyboard.press("w");
    await expect(card(page, one)).not.toContainText("No test card");
    await state(one, "In review");

    // Sent back once, then accepted.
    await tab("Acceptance");
    const item = page.getByRole("region", { name: `SPK-${titles.indexOf(one) + 1}`, exact: true });
    if (place === 0) {
      await item.getByRole("button", { name: /^Return/ }).click();
      await page.getByRole("combobox").fill("Rounding");
      await page.keyboard.press("Enter");
      await tab("Board");
      await state(one, "In review");
      await tab("Acceptance");
    }
    await item.getByRole("button", { name: /^Accept/ }).click();
    await expect(page.getByRole("heading", { name: "Nothing waits to be judged" })).toBeVisible();
    if (place !== 0) {
      await tab("Board");
      await state(two, "Accepted");
    } else {
      // The next one, for what is left.
      await tab("Plan");
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("plan a sprint");
      await page.keyboard.press("Enter");
      await expect(page.getByRole("button", { name: "Sprint 2" })).toBeVisible();
    }
    await tab("Review");
    await page.getByRole("group", { name: "Goal met" }).getByRole("button", { name: place ? "Yes" : "Partly" }).click();
    const remark = page.getByRole("textbox", { name: "Went well" });
    await remark.fill(`Learnt in ${place + 1}`);
    await remark.press("Enter");
    await page.getByRole("button", { name: "Finish sprint…" }).click();
    if (place === 0) await page.getByRole("menuitem", { name: "What is left goes on to Sprint 2" }).click();
    if (place === 1) await page.getByRole("menuitem", { name: "What is left goes back to the backlog" }).click();
    await expect(page.getByRole("button", { name: "Finish sprint…" })).toBeHidden();
    if (place === 1) {
      await tab("Plan");
      await page.getByRole("main").getByRole("button", { name: "Plan a sprint" }).click();
      await expect(page.getByRole("button", { name: "Sprint 3" })).toBeVisible();
    }
  }
  await tab("Charts");
  await expect(region(page, "Velocity").getByRole("heading", { level: 3 })).toHaveText("3 sprints gave 3 to 6 points, the middle one 6.");
  await expect(region(page, "Predictability").getByRole("heading", { level: 3 })).toContainText("over 3 sprints");
  await tab("Acceptance");
  await expect(region(page, "Release gate")).toContainText("1 of 2 items not accepted.");

  // Five weeks are known now: what is left has odds, and a day that is told is kept with them.
  await on("2026-10-19");
  await tab("Forecast");
  await page.getByRole("button", { name: /^Promise / }).first().click();
  await page.getByRole("combobox", { name: /^Promise/ }).fill("Everything about paying");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("Kept in Promises");
  await app.go("Communicate");
  await page.getByRole("link", { name: "Promises" }).click();
  await expect(page.getByRole("grid", { name: "Promises" })).toContainText("Everything about paying");
});
