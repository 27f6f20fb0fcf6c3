// The duties of the first described kinds, each from start to end with the keyboard alone: whatever is pressed can be reached.
import { App, expect, test } from "./app.js";

class Keys extends App {
  constructor(page) {
    super(page);
    this.field = page.getByRole("combobox");
  }

  // A product with nothing in it; from here on a pointer that moves or is pressed is a fault.
  async begin() {
    await this.start();
    await this.page.evaluate(() => {
      window.pointed = [];
      document.addEventListener("pointerdown", (event) => window.pointed.push(event.target.outerHTML), true);
    });
  }

  async end() {
    await this.isSaved();
    expect(await this.page.evaluate(() => window.pointed), "pressed with a pointer").toEqual([]);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  // What the palette finds by these words.
  async run(words, name = words) {
    await this.press("Control+k");
    await this.field.fill(words);
    await expect(this.page.getByRole("option", { name }).first()).toBeVisible();
    await this.press("Enter");
  }

  // A place of its name, by the palette.
  async to(words, heading) {
    await this.run(words);
    await expect(this.page.getByRole("button", { name: heading }).first()).toBeVisible();
  }

  // By Tab alone, as far as it takes.
  async reach(target) {
    await expect(target).toBeVisible();
    for (let left = 120; left > 0; left -= 1) {
      if (await target.evaluate((it) => it === document.activeElement)) return;
      await this.press("Tab");
    }
    throw new Error(`Tab does not lead to ${target}`);
  }

  async activate(target, key = "Enter") {
    await this.reach(target);
    await this.press(key);
  }

  // A value from the menu that the focused button opens.
  async choose(button, value) {
    await this.activate(button);
    await this.pick(value);
  }

  async pick(value) {
    await expect(this.page.getByRole("menu")).toBeVisible();
    await this.page.keyboard.type(value.slice(0, 3));
    await this.press("Enter");
  }

  async type(target, words) {
    await this.reach(target);
    await this.press("Control+a");
    await this.page.keyboard.type(words);
    await this.press("Enter");
  }

  // Into a field of the browser for days, in the order of its language.
  async today(target) {
    const day = await this.page.evaluate(() => new Date().toLocaleDateString("en-GB", { day: "2-digit", month: "2-digit", year: "numeric" }));
    await this.reach(target);
    await this.page.keyboard.type(day.replaceAll("/", ""));
    await this.press("Enter");
  }

  // A record by the key that makes one on every list; its panel is open then.
  async add(name) {
    await this.press("c");
    await this.field.fill(name);
    await this.press("Enter");
    await expect(this.inspector.getByRole("heading", { name })).toBeVisible();
  }
}

const begun = async (page) => {
  const app = new Keys(page);
  await app.begin();
  return app;
};

test("D2, D48: how a stakeholder stands, what it comes to, and when to talk again", async ({ page }) => {
  const app = await begun(page);
  await app.to("Stakeholders", /^Add stakeholder/);
  await app.add("Piet");
  await app.choose(app.inspector.getByRole("button", { name: /^Power/ }), "5");
  await app.choose(app.inspector.getByRole("button", { name: /^Interest/ }), "4");
  await app.type(app.inspector.getByLabel("Talk every"), "14");
  await app.activate(app.inspector.locator("#add-stances"));
  await app.choose(app.inspector.getByRole("listitem").getByRole("button", { name: "Stance: None" }), "Against");
  await expect(page.getByRole("region", { name: "Buy-in" })).toContainText("0 % of the power is for the vision");
  // In the drawing, where the arrows move.
  const piet = page.getByRole("button", { name: /^Piet, power 5/ });
  await app.activate(piet, "ArrowRight");
  await expect(page.getByRole("button", { name: "Piet, power 5, interest 5, against" })).toBeFocused();
  // Its menu has the same, and takes it off.
  await app.press(".");
  await app.pick("Interest…");
  await expect(page.getByRole("menu", { name: "Interest of “Piet”" })).toBeVisible();
  await app.press("2");
  await expect(page.getByRole("button", { name: "Piet, power 5, interest 2, against" })).toBeFocused();
  await app.press(".");
  await app.pick("Take off");
  await expect(page.getByRole("button", { name: "Piet, no power, no interest, against" })).toBeFocused();
  await app.press("Control+z");
  await expect(page.getByRole("button", { name: "Piet, power 5, interest 2, against" })).toBeVisible();
  await app.run("Today");
  await app.activate(page.getByRole("button", { name: "Open: Talk to Piet again" }));
  await app.activate(app.inspector.locator("#add-contacts"));
  await app.type(app.inspector.getByLabel("How"), "Call");
  await app.run("Today");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await expect(page.getByText("Talk to Piet again")).toBeHidden();
  await app.end();
});

test("D56: a decision is weighed, made, and comes back for review", async ({ page }) => {
  const app = await begun(page);
  await app.run("Add decision");
  await app.field.fill("How does the reminder reach the rider?");
  await app.press("Enter");
  await expect(app.inspector).toContainText("A decision without options is a choice nobody had.");
  const weigh = app.inspector.getByRole("table", { name: "Options by criteria" });
  for (const name of ["Text", "E-mail"]) {
    await app.activate(app.inspector.getByRole("button", { name: "Add option" }));
    await expect(weigh.getByLabel("Option").last()).toBeFocused();
    await page.keyboard.type(name);
    await app.press("Enter");
  }
  await app.activate(app.inspector.getByRole("button", { name: "Add criterion" }));
  await expect(weigh.getByRole("textbox", { name: "Criterion" })).toBeFocused();
  await page.keyboard.type("Read in time");
  await app.press("Enter");
  await app.choose(weigh.getByRole("button", { name: "Text by Read in time: none" }), "5");
  await app.choose(weigh.getByRole("button", { name: "E-mail by Read in time: none" }), "2");
  await app.choose(weigh.getByRole("button", { name: "Weight of Read in time: 1" }), "3");
  await app.activate(app.inspector.getByRole("button", { name: "Choose Text" }));
  await app.today(app.inspector.getByLabel("Review", { exact: true }));
  await app.run("Today");
  await app.activate(page.getByRole("button", { name: /^Open: Review of decision/ }));
  await app.choose(app.inspector.getByRole("button", { name: "How well decided: None" }), "4");
  await app.activate(app.inspector.getByRole("button", { name: "Keep" }));
  await expect(app.inspector.getByRole("button", { name: "State: Kept" })).toBeVisible();
  await app.end();
});

test("D9: an assumption under committed work asks to be tested", async ({ page }) => {
  const app = await begun(page);
  await app.run("Add initiative");
  await app.field.fill("Reminders");
  await app.press("Enter");
  await app.choose(app.inspector.getByRole("button", { name: /^Confidence: / }), "Committed");
  await app.to("Assumptions and risks", /^Add /);
  await app.add("Riders read texts");
  await app.choose(app.inspector.getByRole("button", { name: /^Likelihood/ }), "2");
  await app.choose(app.inspector.getByRole("button", { name: /^Impact/ }), "5");
  await app.activate(app.inspector.locator("#add-about"));
  await app.field.fill("Reminders");
  await app.press("Enter", "Escape");
  await expect(app.inspector.getByRole("button", { name: "Reminders", exact: true })).toBeVisible();
  await app.run("Today");
  await app.activate(page.getByRole("link", { name: "Open: 1 assumption under committed work not tested" }));
  await app.activate(page.getByRole("row", { name: /Riders read texts/ }));
  await app.choose(app.inspector.getByRole("button", { name: "State: Open" }), "Confirmed");
  await app.run("Today");
  await expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible();
  await expect(page.getByText(/not tested/)).toBeHidden();
  await app.end();
});

test("D4: what serves the organisation, and what serves nothing", async ({ page }) => {
  const app = await begun(page);
  await app.run("Add goal");
  await app.field.fill("Riders book without calling");
  await app.press("Enter");
  await app.to("Organisation goals", /^Add /);
  await app.add("Growth in the north");
  await expect(page.getByText("Serving none of them: Riders book without calling.")).toBeVisible();
  const fit = page.getByRole("button", { name: /^Riders book without calling serves Growth in the north/ });
  await app.activate(fit, "2");
  await expect(fit).toHaveText("2");
  await expect(page.getByText("Every goal of the product serves one of them.")).toBeVisible();
  await app.press("Control+z");
  await expect(page.getByText("Serving none of them: Riders book without calling.")).toBeVisible();
  await app.end();
});

test("D18, D21, D53: requests, technical options and terms are kept with what belongs to them", async ({ page }) => {
  const app = await begun(page);
  await app.to("Requests", /^Add /);
  await app.add("A second tester");
  await app.type(app.inspector.getByLabel("Cost"), "1200.50");
  await app.type(app.inspector.getByLabel("Asked of"), "Board");
  await app.choose(app.inspector.getByRole("button", { name: "State: Open" }), "Refused");
  await expect(page.getByRole("gridcell", { name: "State: Refused" })).toBeVisible();
  await app.to("Technical options", /^Add /);
  await app.add("Own text gateway");
  await app.choose(app.inspector.getByRole("button", { name: "Readiness: None" }), "6");
  await app.today(app.inspector.getByLabel("Decide by"));
  await app.run("Today");
  await expect(page.getByText(/Own text gateway/)).toBeVisible();
  await app.to("Glossary", /^Add /);
  await app.add("Stand");
  await app.type(app.inspector.getByLabel("Meaning"), "The place where one bike is mended.");
  // Found by its meaning, from anywhere.
  await app.run("one bike is mended", /Stand/);
  await expect(app.inspector.getByRole("heading", { name: "Stand" })).toBeVisible();
  await app.end();
});

test("D12: what was heard at a fair becomes feedback", async ({ page }) => {
  const app = await begun(page);
  await app.to("Contacts", /^Add /);
  await app.add("Eurobike");
  await app.choose(app.inspector.getByRole("button", { name: /^Type/ }), "Fair");
  await app.activate(app.inspector.locator("#add-heard"));
  await app.type(app.inspector.getByLabel("What was said"), "Nobody picks up the phone.");
  const make = app.inspector.getByRole("button", { name: /^Make feedback of/ });
  await app.activate(make);
  await expect(app.toast).toContainText("Made feedback");
  await app.run("Nobody picks up", /Nobody picks up/);
  await expect(page).toHaveURL(/discovery\/feedback/);
  await app.end();
});
