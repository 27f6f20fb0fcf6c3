// What helps to do the work well: rituals, what Today asks for, duties, roles, skills, time, the team, stages, products.
import { App, expect, hasNoBarriers, test } from "./app.js";

// A moment where the browser is, wherever this runs.
const at = (page, day, time = "09:00") => page.clock.setFixedTime(new Date(`${day}T${time}:00+01:00`));
const [FRIDAY, MONDAY] = ["2026-11-20", "2026-11-23"];
const hash = async (page, path) => {
  await page.evaluate((path) => (location.hash = `#/${path}`), path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
};
const heading = (page, name, level = 1) => page.getByRole("heading", { level, name, exact: true });
const section = (page, name) => page.locator("section").filter({ has: heading(page, name, 2) });
const keys = async (page, ...all) => {
  for (const key of all) await page.keyboard.press(key);
};
const choose = async (page, text) => {
  await page.getByRole("combobox").fill(text);
  await page.keyboard.press("Enter");
};
const act = (page, words) => page.keyboard.press("Control+k").then(() => choose(page, words));
const menu = (page, name) => page.getByRole("menuitem", { name, exact: true }).click();
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());
const tab = (page, name) => page.getByRole("navigation", { name: "Tabs" }).getByRole("link", { name });
// Goes by Tab to what is to be pressed, and presses it.
const walk = async (page, to) => {
  const isThere = () => to.evaluate((it) => it === document.activeElement);
  for (let steps = 0; steps < 90 && !(await isThere()); steps += 1) await page.keyboard.press("Tab");
  await expect(to).toBeFocused();
  await page.keyboard.press("Enter");
};

class Guide extends App {
  constructor(page) {
    super(page);
    this.bar = page.getByRole("region", { name: "Ritual", exact: true });
    this.now = this.bar.locator("[aria-current=step]");
    this.done = this.bar.locator("li[data-done]");
    this.finish = page.getByRole("dialog", { name: /^Finish / });
    this.button = (name) => this.bar.getByRole("button", { name, exact: true });
    this.entry = (name) => page.getByRole("grid").locator("tr[data-id]").filter({ hasText: name });
    this.offers = (name) => expect(this.bar.getByRole("heading", { name })).toBeVisible();
    this.isAt = (name) => expect(heading(page, name)).toBeVisible();
  }

  async openEntry(name) {
    await this.entry(name).getByRole("link").click();
    await expect(this.inspector).toBeVisible();
  }

  async add(noun, name) {
    await this.page.getByRole("banner").getByRole("button", { name: `Add ${noun}` }).click();
    await choose(this.page, name);
    await expect(this.inspector.getByRole("textbox", { name: "Title" })).toHaveValue(name);
  }

  async addProduct(name) {
    await act(this.page, "New product…");
    await this.page.getByRole("dialog").getByRole("textbox").first().fill(name);
    await this.page.keyboard.press("Enter");
    await expect(this.page.getByRole("button", { name: `Product: ${name}` })).toBeVisible();
  }

  async answer(label, word) {
    await this.inspector.getByRole("button", { name: new RegExp(`^${label}:`) }).click();
    const [one, plain] = ["menuitemradio", "menuitem"].map((role) => this.page.getByRole(role, { name: new RegExp(`^${word}`) }));
    await one.or(plain).click();
    await expect(this.inspector.getByRole("button", { name: `${label}: ${word}`, exact: true })).toBeVisible();
  }
}

// On a Monday, a while after the product was made: what came with it is no work of a ritual.
async function opened(page, make, made = MONDAY) {
  await at(page, made);
  const app = new Guide(page);
  await make(app);
  await at(page, MONDAY, "09:05");
  if (made === MONDAY) return app;
  await app.isSaved();
  await page.reload();
  return app;
}
const sample = (page, place = "Today") => opened(page, (app) => app.sample(place));
const fresh = (page) => opened(page, (app) => app.start());

const RITUALS = {
  Daily: ["Walk the board, Delivery", "Clear the way, Delivery", "Choose three, Today"],
  "Monday planning": ["Look back, Delivery", "Choose three, Today", "Mend the line, Strategy", "Weigh the hats, Guide"],
  Refinement: ["See what is not ready, Backlog", "Write and size, Backlog", "Put in order, Backlog"],
  "Sprint planning": ["Take up what was agreed, Delivery", "Write the goal, Delivery", "Pull from the top, Delivery", "Start, Delivery"],
  "Sprint review and retrospective": ["Judge what waits, Delivery", "Look at the charts, Delivery", "Decide, Delivery", "Look back, Delivery"],
  "Discovery review": ["Empty the inbox, Discovery", "Read the themes, Discovery", "Test an assumption, Discovery", "Make work of one, Discovery"],
  "Stakeholder update": ["See who waits, Communicate", "Write the report, Communicate", "Tell them, Communicate"],
  "Monthly metrics review": ["Take the readings, Outcomes", "Did it work?, Outcomes", "Check in on the goals, Strategy", "Decide one thing, Communicate"],
  "Quarterly planning": ["Close the goals, Strategy", "Set the next, Strategy", "Choose the bets, Roadmap", "Fit them in, Roadmap", "Keep a baseline, Roadmap"],
  Launch: ["Walk the tasks, Communicate", "Say what is expected, Outcomes", "Write the notes, Communicate", "Go, or do not go, Communicate"],
  "Half-year strategy check": ["Read the vision, Strategy", "Look at the market, Discovery", "Weigh opportunities, Strategy", "Name the stage, Outcomes", "Decide what changes, Communicate"],
};

for (const [name, steps] of Object.entries(RITUALS)) {
  test(`by keyboard, from its start to its note: ${name}`, async ({ page }) => {
    const app = await sample(page, "Guide");
    await hash(page, "spk/guide/rituals");
    await walk(page, page.getByRole("button", { name: `Start: ${name}`, exact: true }));
    await app.offers(name);
    for (const step of steps) {
      const [, words, place] = step.match(/^(.*), (\w+)$/);
      await expect(app.now).toHaveText(new RegExp(`now: ${words.replace("?", "\\?")}$`));
      await app.isAt(place);
      await keys(page, "g", "n");
    }
    const note = app.finish.getByRole("textbox", { name: "What came of it" });
    await expect(note).toBeFocused();
    for (const step of steps) await expect(note).toHaveValue(new RegExp(`- \\[[ x]\\] ${step.replace(/, \w+$/, "").replace("?", "\\?")}`));
    // What mattered may go on mattering; what was only passed over is not done.
    if (name === "Daily") await expect(note).toHaveValue(/- \[x\] Walk the board\n- \[x\] Clear the way\n- \[x\] Choose three: Let riders confirm/);
    if (name === "Refinement") await expect(note).toHaveValue(/- \[x\] See what is not ready\n- \[ \] Write and size\n- \[ \] Put in order$/);
    await keys(page, "Control+End", "Enter", "Enter");
    await page.keyboard.type("Less, and sooner.");
    if (name === "Launch") {
      await walk(page, app.finish.getByRole("button", { name: "Copy the note" }));
      await expect(app.toast).toContainText("Copied the note.");
      expect(await clipboard(page)).toMatch(/^## Launch\n\n- \[.\] Walk the tasks[^]*\n\nLess, and sooner\.$/);
    }
    await walk(page, app.finish.getByRole("button", { name: "Keep the note" }));
    await expect(app.toast).toContainText(`Finished “${name}”`);
    await expect(app.bar.getByRole("heading", { name })).toHaveCount(0);
    await hash(page, "spk/guide/rituals");
    await expect(app.entry(name)).toContainText("Finished");
    await app.openEntry(name);
    await expect(app.inspector.getByRole("textbox", { name: "Note" })).toHaveValue(/Less, and sooner\.$/);
  });
}

test("Monday planning by mouse: looked at, chosen, kept; then the next is offered", async ({ page }) => {
  const app = await opened(page, (app) => app.start().then(() => app.write("Remind the rider", "Lend a bike")), FRIDAY);
  await app.go("Today");
  await app.offers("Monday planning");
  await expect(app.bar.getByRole("timer")).toHaveText("15 min");
  await app.button("Start today’s ritual").click();
  await app.isAt("Delivery");
  await expect(tab(page, "Charts")).toHaveAttribute("aria-current", "page");
  await expect(app.bar).toContainText("What was done last week, and what was not?");
  await expect(app.done).toHaveCount(0);
  await app.button("Next step").click();
  await app.isAt("Today");
  await expect(app.done).toHaveText(["done: Look back"]);
  // What leaves a sign is passed over by a press, and done only by what happens.
  await expect(app.button("Pass this step")).toBeVisible();
  await page.getByRole("button", { name: "Choose three" }).click();
  await page.getByRole("option", { name: /Lend a bike/ }).click();
  await expect(app.done).toHaveText(["done: Look back", "done: Choose three"]);
  await page.keyboard.press("Escape");
  await app.button("Continue").click();
  await expect(app.now).toHaveText("now: Mend the line");
  await app.button("Pass this step").click();
  await app.isAt("Guide");
  await at(page, MONDAY, "09:12");
  await app.button("Next step").click();
  await expect(app.finish.getByRole("textbox")).toHaveValue(/- \[x\] Look back\n- \[x\] Choose three[^]*- \[x\] Weigh the hats/);
  await app.finish.getByRole("button", { name: "Keep the note" }).click();
  await expect(app.bar).toBeHidden();
  // What was gone through today stands for the daily one.
  await app.go("Today");
  await expect(app.bar).toBeHidden();
  await at(page, "2026-11-24");
  await page.reload();
  await app.offers("Daily");
});

test("a ritual is skipped, put off and left; two do not go on at once", async ({ page, context }) => {
  const app = await sample(page);
  await app.button("Skip today").click();
  await expect(app.toast).toContainText("Skipped “Monday planning”");
  await app.offers("Daily");
  await app.undo.click();
  await app.offers("Monday planning");
  await app.button("Later").click();
  await menu(page, "Tomorrow");
  await expect(app.toast).toContainText("Put “Monday planning” off until 24 Nov");
  await app.offers("Daily");
  await app.button("Start today’s ritual").click();
  await expect(app.now).toHaveText("now: Walk the board");
  await hash(page, "spk/guide/rituals");
  await page.getByRole("button", { name: "Start: Refinement" }).click();
  await expect(page.getByText("“Daily” goes on: finish it, or leave it, before you start another.").first()).toBeVisible();
  await expect(app.entry("Refinement")).toHaveCount(0);
  await expect(app.entry("Monday planning")).toContainText("Put off");
  // It stays after a reload, and in a second tab.
  await app.isSaved();
  await page.reload();
  await expect(app.now).toHaveText("now: Walk the board");
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(new Guide(other).bar.getByRole("heading", { name: "Daily" })).toBeVisible();
  await new Guide(other).button("Leave").click();
  await expect(new Guide(other).bar).toBeHidden();
  await expect(app.bar).toBeHidden();
  await expect(app.entry("Daily")).toContainText("Left");
  await other.close();
});

test("a ritual that was begun long ago says when, and one begun tomorrow says that the clock was set back", async ({ page }) => {
  const app = await sample(page);
  await app.button("Start today’s ritual").click();
  await expect(app.bar.getByRole("timer")).toHaveText("about 15 min left");
  await app.isSaved();
  const later = { "2026-11-23 09:13": "about 7 min left", "2026-11-23 09:40": "time is up", "2026-11-30 09:00": "begun on 23 Nov", "2026-11-22 09:00": "time not known: the clock was set back" };
  for (const [moment, words] of Object.entries(later)) {
    await at(page, ...moment.split(" "));
    await page.reload();
    await expect(app.bar.getByRole("timer")).toHaveText(words);
  }
});

test("of many needs of one sort the first stands on Today, and the others by a press", async ({ page }) => {
  await sample(page);
  const needs = section(page, "Needs attention");
  const steps = needs.getByRole("listitem").filter({ hasText: /^(Piet|Hana|Emil|Mira): / });
  await expect(steps).toHaveText([/Emil: Send one page, version 4\s*7 days/]);
  const more = steps.first().getByRole("button", { name: /^3 more: Records with a day that has come/ });
  await more.press("Enter");
  await expect(steps).toHaveText([/^Emil/, /^Mira/, /^Piet/, /^Hana/]);
  const fewer = steps.first().getByRole("button", { name: /^Fewer: / });
  await expect(fewer).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(steps).toHaveCount(1);
  await expect(needs.getByRole("button", { name: /^4 more: Missing links/ })).toHaveText("4 more");
});

test("a need is put off until tomorrow, for good, and asked for again", async ({ page }) => {
  const app = await sample(page);
  const needs = section(page, "Needs attention");
  const row = needs.getByRole("listitem").filter({ hasText: "Talk to Piet again" });
  const off = async (words) => {
    await row.getByRole("button", { name: "Put off: Talk to Piet again" }).click();
    await menu(page, words);
  };
  await off("Why is it here?");
  await expect(app.toast).toContainText("Looked for: Stakeholders who were not spoken to for longer than their rhythm.");
  await off("Not until tomorrow");
  await expect(app.toast).toContainText("Put off. It stands in Guide, Put off");
  await expect(row).toHaveCount(0);
  await needs.getByRole("link", { name: "1 put off" }).click();
  await app.isAt("Guide");
  await expect(app.entry("Talk to Piet again")).toContainText("24 Nov");
  await app.entry("Talk to Piet again").focus();
  await page.keyboard.press("Delete");
  await expect(app.entry("Talk to Piet again")).toHaveCount(0);
  await app.go("Today");
  await expect(row).toBeVisible();
  await expect(needs.getByRole("link", { name: /put off/ })).toHaveCount(0);
  // By itself on the next day.
  await off("Not until tomorrow");
  await expect(row).toHaveCount(0);
  await app.isSaved();
  await at(page, "2026-11-24");
  await page.reload();
  await expect(row).toBeVisible();
  await expect(needs.getByRole("link", { name: /put off/ })).toHaveCount(0);
  await off("Never: stakeholders who were not spoken to for longer than their rhythm");
  await expect(needs.getByText(/^Talk to /)).toHaveCount(0);
  await expect(needs.getByRole("link", { name: "2 put off" })).toBeVisible();
});

test("67 duties are narrowed, explained, copied, and lead to where they are done", async ({ page }) => {
  const app = await sample(page, "Guide");
  const table = page.getByRole("table", { name: "Duties by hat" });
  const duties = table.getByRole("button", { name: /^What counts as D/ });
  await expect(duties).toHaveCount(67);
  const counts = [];
  for (const hat of ["Manager", "Both hats", "Owner"]) {
    await page.getByRole("group", { name: "Hat" }).getByRole("button", { name: hat }).click();
    await expect(table.locator("tr.group")).toHaveCount(1);
    counts.push(await duties.count());
  }
  expect(counts.reduce((sum, count) => sum + count)).toBe(67);
  await page.getByRole("group", { name: "Horizon" }).getByRole("button", { name: "Short" }).click();
  await expect.poll(() => duties.count()).toBeLessThan(counts[2]);
  for (const name of ["All", "Any horizon"]) await page.getByRole("button", { name, exact: true }).click();
  await expect(duties).toHaveCount(67);
  await duties.first().click();
  await expect(duties.first()).toHaveAttribute("aria-expanded", "true");
  await expect(table.locator("tr.explained")).toHaveText(/Never used\. .+/);
  await page.getByRole("button", { name: "Copy as table" }).click();
  await expect(app.toast).toContainText("Copied 67 duties.");
  const lines = (await clipboard(page)).split("\n");
  expect(lines).toHaveLength(68);
  expect(lines[1]).toMatch(/^D1\t[^\t]+\t[^\t]+\t(Live|Stale|Never used)\t[^\t]+\t[^\t]+$/);
  await table.getByRole("link", { name: "Meet customers outside" }).click();
  await app.isAt("Discovery");
  await expect(tab(page, "Contacts")).toHaveAttribute("aria-current", "page");
  // The head of a page names what it serves, and leads there.
  await page.getByRole("banner").getByRole("link", { name: "PM · D12" }).click();
  await expect(duties).toHaveText(["D12"]);
  await page.getByRole("button", { name: "Show all duties" }).click();
  await expect(duties).toHaveCount(67);
});

test("which hat is neglected: three duties and the way to them; not known where nothing was done", async ({ page }) => {
  const app = await sample(page);
  await expect(section(page, "Two hats")).toContainText(/Owner \d+ %, manager \d+ % of \d+ hours in seven days\. Stale duties: \d+ of the manager, \d+ of the owner\./);
  await section(page, "Two hats").getByRole("link", { name: "Guide" }).click();
  const asks = section(page, "Which hat am I neglecting?");
  await expect(asks).toContainText(/the manager’s|the owner’s|both alike/);
  await expect(asks.getByRole("listitem")).toHaveCount(3);
  await asks.getByRole("link").first().click();
  await expect(heading(page, "Guide")).toBeHidden();
  await expect(heading(page, "Not found")).toHaveCount(0);
  await app.addProduct("Chain");
  await app.go("Guide");
  await expect(section(page, "Which hat am I neglecting?")).toContainText("not known yet");
  await expect(section(page, "Balance of the week")).toContainText("Nothing was touched by either hat in seven days.");
});

test("eleven answers say which role is needed, why, and what would change it", async ({ page }) => {
  const app = await fresh(page);
  await hash(page, "spk/guide/role_checks");
  await app.add("role check", "Spoke");
  const result = app.inspector.getByRole("region", { name: "Result" });
  await expect(result).toContainText("Not known yet");
  const answers = { Goal: "Success in the market, for years", "PM work now": "Nobody", "Staff answer for": "Strategy mostly", "Train or hire": "To train somebody", Challenge: "Where it is going" };
  Object.assign(answers, { Process: "Flows", "New staff": "One person", "Who decides": "Leadership", "Measured by": "Figures of the market", Size: "One small product" });
  for (const [label, word] of Object.entries(answers)) await app.answer(label, word);
  await expect(result).toContainText(/Not known yet.*Left open: steer or build\./);
  await expect(app.entry("Spoke")).toContainText("Not known yet");
  await app.answer("Steer or build", "Steer what is created");
  await expect(result).toContainText("Both in one person");
  await expect(result).toContainText("Goal, “Success in the market, for years”: somebody has to know the market;");
  await expect(result).toContainText("It would be “A product owner” with “Shipping what is agreed” at Goal.");
  await app.answer("Goal", "Shipping what is agreed");
  await expect(result.getByText("A product owner", { exact: true })).toBeVisible();
  await expect(app.entry("Spoke")).toContainText("A product owner");
  await expect(page.getByRole("region", { name: "Which role?" })).toContainText("“Spoke” said today: A product owner.");
});

test("the usual skills are added, one is rated, and its gap comes first", async ({ page }) => {
  const app = await fresh(page);
  await act(page, "Add the usual skills");
  await expect(app.toast).toContainText("Added 14 skills");
  await expect(heading(page, "No gap is known yet", 2)).toBeVisible();
  await app.openEntry("Negotiation");
  await app.inspector.getByRole("heading", { name: /^Ratings/ }).getByRole("button", { name: "Add" }).click();
  await app.answer("Level", "2");
  await app.answer("Target", "4");
  await expect(heading(page, "Furthest to go: Negotiation", 2)).toBeVisible();
  await expect(page.getByRole("table", { name: "Widest gaps" }).getByRole("row", { name: /Negotiation/ })).toContainText("2 of 4");
  await act(page, "Add the usual skills");
  await expect(app.toast).toContainText("They are all there.");
});

test("time is logged by keys and by a timer, and a day has 24 hours", async ({ page }) => {
  const app = await fresh(page);
  const log = async (...words) => {
    await page.keyboard.press("h");
    for (const word of words) await choose(page, word);
  };
  await page.keyboard.press("h");
  await expect(page.getByRole("option")).toHaveText([/Add the usual activities first/]);
  await page.keyboard.press("Enter");
  await expect(app.toast).toContainText("Added 11 activities");
  await log("Discovery", "1h 30");
  await expect(app.toast).toContainText("Logged 1 h 30 on Discovery");
  await keys(page, "Shift+H");
  await choose(page, "Backlog");
  await expect(page.getByRole("region", { name: "Time", exact: true })).toContainText("A timer runs on Backlog since 09:05.");
  await at(page, MONDAY, "09:35");
  await keys(page, "Shift+H");
  await expect(app.toast).toContainText("Logged 30 min on Backlog");
  await expect(page.getByRole("table", { name: "Time by activity" }).getByRole("row", { name: /Discovery/ })).toContainText("75 %");
  await log("Strategy", "20h");
  await log("Strategy", "3h");
  await expect(page.getByText(/^25 h on .*: 24 h is the most\. Log less, or choose another day\.$/).first()).toBeVisible();
  await log("Strategy");
  await page.getByRole("combobox").fill("25h");
  await expect(page.getByRole("option")).toHaveText(["“25h” is no length up to 24 h: write 1h 30, 45m or 1.5."]);
  await keys(page, "Escape", "Escape");
  await page.getByRole("button", { name: "The log" }).click();
  await expect(page.getByRole("grid", { name: "Time log" }).locator("tr[data-id]")).toHaveCount(3);
});

test("two pulses draw how the team is", async ({ page }) => {
  const app = await fresh(page);
  await hash(page, "spk/guide/pulses");
  for (const [name, day, score] of [["Sprint 1", "2026-11-09", 3], ["Sprint 2", "2026-11-23", 5]]) {
    await app.add("pulse", name);
    await app.inspector.getByLabel("On", { exact: true }).fill(day);
    await app.inspector.getByLabel("On", { exact: true }).press("Enter");
    for (const ask of ["Mood", "Workload", "Direction", "Together"]) await app.answer(ask, score);
    await expect(app.entry(name).getByRole("gridcell").last()).toHaveText(String(score));
    await page.keyboard.press("Escape");
  }
  const trend = page.getByRole("region", { name: "Team health" });
  await expect(trend.getByRole("img", { name: /5 of 5/ })).toBeVisible();
  await trend.getByText("Show data").click();
  await expect(trend.getByRole("table").getByRole("row")).toHaveCount(3);
});

test("a stage comes with its criteria, and the end of a life is a decision", async ({ page }) => {
  const app = await fresh(page);
  await hash(page, "spk/outcomes/stages");
  await page.getByRole("banner").getByRole("button", { name: "Add stage" }).click();
  await menu(page, "Growth");
  const criteria = app.inspector.getByRole("region", { name: "Criteria of the stage" });
  await expect(criteria.getByRole("checkbox")).toHaveCount(6);
  await criteria.getByRole("checkbox", { name: "Done: Use or sales keep rising" }).click();
  await expect(heading(page, "Growth since 23 Nov, 1 of 6 met", 2)).toBeVisible();
  await expect(page.getByRole("region", { name: "Stages" })).toContainText("Still to be met to leave it: “Growth slows, and nothing is in its way”, “Most who need it know it”.");
  await page.getByRole("button", { name: "Invest, hold, harvest or retire?" }).click();
  await app.isAt("Communicate");
  await expect(app.inspector.getByRole("textbox", { name: "Title" })).toHaveValue("Invest in Spoke, hold, harvest or retire it?");
  const ways = ["Invest", "Hold", "Harvest", "Retire"];
  for (const [place, way] of ways.entries()) await expect(app.inspector.getByRole("table", { name: "Options by criteria" }).getByLabel("Option").nth(place)).toHaveValue(way);
});

test("products are put in order, and the switcher keeps it", async ({ page }) => {
  const app = await fresh(page);
  await app.addProduct("Chain");
  await keys(page, "Escape", "g", "a");
  const names = page.getByRole("table", { name: "Products" }).locator("tbody a.title");
  await expect(names).toHaveText(["Spoke", "Chain"]);
  await page.getByRole("button", { name: "Move Chain up" }).click();
  await expect(names).toHaveText(["Chain", "Spoke"]);
  await expect(names.first()).toBeFocused();
  await app.isSaved();
  await page.reload();
  await page.getByRole("button", { name: /^Product: / }).click();
  await expect(page.getByRole("menu").getByText(/^(Chain|Spoke)/)).toHaveText([/Chain/, /Spoke/]);
});

test("a playbook leads to where a step is done, and the glossary has the words of the method", async ({ page }) => {
  const app = await sample(page, "Guide");
  for (const [name, link, place] of [["Discovery", "Discovery, inbox", "Discovery"], ["Launch", "Communicate, release notes", "Communicate"], ["Quarter", "Backlog, prioritise", "Backlog"], ["Sprint", "Delivery, review", "Delivery"]]) {
    await hash(page, "spk/guide/playbooks");
    await page.getByRole("region", { name, exact: true }).getByRole("button", { name: link }).first().click();
    await app.isAt(place);
  }
  await hash(page, "spk/guide/terms");
  await expect(page.getByRole("region", { name: "Words of the method" })).toContainText("Reach × impact × confidence ÷ effort");
});

// A word on each page that stands there once it is drawn.
const PAGES = { "spk/today": "Needs attention", "spk/guide/duties": "Meet customers outside", "spk/guide/rituals": "Half-year strategy check", "spk/guide/activities": "Team and sprint", "spk/guide/skills": "Two days of training" };
Object.assign(PAGES, { "spk/guide/playbooks": "Two weeks from ready items to accepted ones.", "all/products": "what lies ahead, over the same days", "spk/guide/role_checks": "Weeks of open work at this pace" });

for (const look of ["light", "dark", "390 pixels"]) {
  test(`no barriers where one is guided, in ${look}`, async ({ page }) => {
    const isNarrow = look === "390 pixels";
    await (isNarrow ? page.setViewportSize({ width: 390, height: 844 }) : page.emulateMedia({ colorScheme: look }));
    const app = await sample(page);
    await app.button("Start today’s ritual").click();
    for (const [path, words] of Object.entries(PAGES)) {
      await hash(page, path);
      await expect(page.getByRole("main").getByText(words).first()).toBeVisible();
      if (path.endsWith("role_checks")) await app.openEntry("Spoke, first year");
      if (isNarrow) expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
      else await hasNoBarriers(page);
    }
  });
}
