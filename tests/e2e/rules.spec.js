// The rules of a product: workflow, Definition of Ready and of Done, limits, handover, and what traces to a goal.
import { App, expect, hasNoBarriers, test } from "./app.js";

const workflow = async (page) => {
  const app = new App(page);
  await app.sample("Backlog");
  await page.evaluate(() => (location.hash = "#/settings/workflow"));
  await expect(page.getByRole("heading", { name: "Workflow", exact: true })).toBeVisible();
  return app;
};
const state = (page, name) =>
  page.getByRole("row").filter({ has: page.getByRole("button", { name: `More of ${name}` }) });

test("states are added, named, limited, ordered and removed with their items kept", async ({ page }) => {
  const app = await workflow(page);
  await page.getByRole("textbox", { name: "New state" }).fill("Testing");
  await page.keyboard.press("Enter");
  await expect(state(page, "Testing")).toBeVisible();
  await page.getByRole("textbox", { name: "New state" }).fill("testing");
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("There is a state “testing” already.");
  await page.getByRole("textbox", { name: "New state" }).fill("");
  await state(page, "Testing").getByRole("textbox", { name: "Name of the state" }).fill("Trying");
  await page.keyboard.press("Enter");
  await state(page, "Trying").getByRole("textbox", { name: "Limit" }).fill("many");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A limit is a number of items from 1.")).toBeVisible();
  await page.keyboard.press("Escape");
  await state(page, "Doing").getByRole("button", { name: "More of Doing" }).click();
  await page.getByRole("menuitem", { name: "Remove the state…" }).click();
  await page.getByRole("menuitem", { name: /Its \d+ items to Trying/ }).click();
  await expect(state(page, "Doing")).toHaveCount(0);
  await state(page, "Accepted").getByRole("button", { name: "More of Accepted" }).click();
  await page.getByRole("menuitem", { name: "Remove the state…" }).click();
  await page.getByRole("menuitem", { name: /to Trying$/ }).click();
  await expect(app.toast).toContainText("A workflow needs an open state to begin in, and one that is done.");
  await hasNoBarriers(page);
  await app.go("Backlog");
  await expect(app.row("Send a reminder the day before").getByRole("button", { name: "Trying" })).toBeVisible();
});

test("what is not ready asks why, one alone and several at once, and the reason is kept", async ({ page }) => {
  const app = await workflow(page);
  await state(page, "Ready").getByRole("button", { name: /^To enter it/ }).click();
  await page.getByRole("menuitemradio", { name: "Definition of Ready" }).click();
  await page.getByRole("button", { name: "Add a rule" }).first().click();
  await page.keyboard.type("Shown to support");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Definition of Ready/ })).toBeVisible();
  await hasNoBarriers(page);
  await page.evaluate(() => (location.hash = "#/spk/backlog/SPK-119"));
  await expect(app.inspector.getByRole("heading", { name: "Ready when 4 of 6" })).toBeVisible();
  await app.inspector.getByRole("checkbox", { name: "Shown to support" }).click();
  await expect(app.inspector.getByRole("heading", { name: "Ready when 5 of 6" })).toBeVisible();
  await app.inspector.getByRole("button", { name: "Status: Draft" }).click();
  await page.getByRole("menuitemradio", { name: "Ready" }).click();
  const gate = page.getByRole("dialog", { name: "Not yet Ready" });
  await expect(gate.getByText("Says for whom and why")).toBeVisible();
  await gate.getByRole("button", { name: "Move anyway" }).click();
  await expect(gate.getByText("Say why: the reason is kept at the item.")).toBeVisible();
  await hasNoBarriers(page);
  await gate.getByRole("textbox").fill("A fair in two days");
  // Who types on must not have given a reason by it: Enter leads to the button.
  await page.keyboard.press("Enter");
  await expect(gate.getByRole("button", { name: "Move anyway" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.inspector.getByRole("button", { name: "Status: Ready" })).toBeVisible();
  await expect(app.inspector.getByText("Past the rules to Ready: A fair in two days (Says for whom and why)")).toBeVisible();
  await app.undo.click();
  await expect(app.inspector.getByRole("button", { name: "Status: Draft" })).toBeVisible();
  await page.keyboard.press("Escape");
  for (const title of ["Reminder in the rider’s own language", "No messages between 21:00 and 8:00"]) {
    await app.row(title).locator("td.key").click({ modifiers: ["ControlOrMeta"] });
  }
  await page.keyboard.press("s");
  await page.keyboard.press("3");
  await expect(gate.getByText("2 of 2 do not yet meet the rules:")).toBeVisible();
  await gate.getByRole("button", { name: "Cancel" }).click();
  await expect(app.row("No messages between 21:00 and 8:00").getByRole("button", { name: "Draft" })).toBeVisible();
});

test("a full state says so and takes one more for a reason", async ({ page }) => {
  const app = await workflow(page);
  await state(page, "In review").getByRole("textbox", { name: "Limit" }).fill("1");
  await page.keyboard.press("Enter");
  await page.evaluate(() => (location.hash = "#/spk/backlog/SPK-119"));
  await app.inspector.getByRole("button", { name: "Status: Draft" }).click();
  await page.getByRole("menuitemradio", { name: "In review" }).click();
  const gate = page.getByRole("dialog", { name: "Not yet In review" });
  await expect(gate.getByText(/^In review would have \d+ items, and its limit is 1\.$/)).toBeVisible();
  await gate.getByRole("textbox").fill("Wanted today");
  await gate.getByRole("button", { name: "Move anyway" }).click();
  await expect(app.inspector.getByRole("button", { name: "Status: In review" })).toBeVisible();
});

test("an initiative is handed over with its stories, and coverage leads to what hangs on a goal", async ({ page }) => {
  const app = new App(page);
  await app.sample("Roadmap");
  await page.locator("[data-card]").filter({ hasText: "Two-way reminders" }).getByText("Two-way reminders").click();
  await app.inspector.getByRole("button", { name: "Handover: Draft" }).click();
  await page.getByRole("menuitemradio", { name: "Agreed" }).click();
  await expect(app.inspector.getByRole("button", { name: "Handover: Agreed" })).toBeVisible();
  await app.go("Today");
  await page.getByRole("button", { name: "Hand over: “Two-way reminders” is agreed, and not handed over yet" }).click();
  const form = page.getByRole("dialog", { name: /^Hand over/ });
  await hasNoBarriers(page);
  await form.getByRole("textbox").fill("Answer in one word\n  Try it with ten riders");
  await form.getByRole("button", { name: "Hand over" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Backlog" })).toBeVisible();
  const story = app.row("Answer in one word");
  await expect(story.getByRole("button", { name: "Goal: G2" })).toBeVisible();
  await app.go("Strategy");
  await expect(page.locator(".coverage").getByRole("link")).toHaveText([
    "49 of 63 open stories hang on a goal (77 %, 80 % of the points)", "49 on an initiative (77 %, 80 % of the points)",
    "6 initiatives without a goal", "14 stories without a goal", "7 stories without acceptance criteria", "3 more gaps",
  ]);
  await page.getByRole("link", { name: /49 of 63 open stories hang on a goal/ }).click();
  await expect(page.getByRole("status", { name: "In view" })).toHaveText(/^49 of 113 items/);
});

test("what was delegated is asked after on its day, filtered and shown in a column", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  await page.evaluate(() => (location.hash = "#/spk/backlog/SPK-118"));
  await app.inspector.getByRole("button", { name: "Delegated to: None" }).click();
  await page.keyboard.type("Mira");
  await page.keyboard.press("Enter");
  const today = await page.evaluate(() => new Date().toLocaleDateString("sv"));
  await app.inspector.getByLabel("Follow up").fill(today);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.evaluate(() => (location.hash = "#/spk/backlog?delegate=!none&columns=delegate,age,evidence"));
  await expect(app.rows).toHaveCount(1);
  await expect(app.row("Let riders confirm").getByRole("button", { name: "Delegated to: Mira" })).toBeVisible();
  await hasNoBarriers(page);
  await app.go("Today");
  await expect(page.getByText("Ask Mira how “Let riders confirm or cancel from the reminder” goes")).toBeVisible();
});
