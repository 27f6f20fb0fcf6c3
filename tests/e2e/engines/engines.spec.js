// The same first day in three engines. Chromium always; `make engines` installs the others and runs all of it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import { Host } from "../host.js";
import { ENGINES } from "./engine.js";

const wanted = (process.env.ENGINES ?? "Chromium").split(" ");
const test = base.extend({
  host: async ({}, use) => {
    const host = await Host.start();
    await use(host);
    await host.remove();
  },
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "throughline-files-"));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

// What a person does, by the words that stand on the page.
class Person {
  constructor(engine, host) {
    Object.assign(this, { engine, host });
  }

  async open(address = "") {
    await this.engine.go(this.host.url + address);
    await this.sees("h1");
  }

  // Until an element is there, or one that says something.
  sees(selector, words = "") {
    const body = `return [...document.querySelectorAll(${JSON.stringify(selector)})].some((it) => (it.value ?? it.textContent).includes(${JSON.stringify(words)}))`;
    return expect.poll(() => this.engine.run(body), { message: `${selector} ${words}` }).toBe(true);
  }

  async presses(name) {
    const mark = `const button = [...document.querySelectorAll("button")].findLast((it) => it.textContent.trim() === ${JSON.stringify(name)} && it.checkVisibility());
      document.querySelectorAll("[data-meant]").forEach((it) => it.removeAttribute("data-meant"));
      button?.setAttribute("data-meant", ""); return Boolean(button);`;
    await expect.poll(() => this.engine.run(mark), { message: name }).toBe(true);
    await this.engine.click("[data-meant]");
  }

  async startsProduct() {
    await this.open();
    await this.sees("h1");
    await this.engine.click("form input");
    await this.engine.type("Spoke");
    await this.presses("Start");
    await this.sees("h1", "What will be so");
    await this.presses("Skip");
    await this.sees("h1", "What do you have already?");
    await this.presses("Skip");
    await this.sees("h1", "Roadmap");
    await this.engine.run(`location.hash = "#/spk/backlog"`);
    await this.sees("h1", "Backlog");
  }

  async adds(title) {
    await this.engine.press("c");
    await this.sees(".composer input");
    await this.engine.type(title);
    await this.engine.press("Enter");
    await this.sees("[data-cell=title]", title);
    await this.engine.press("Escape");
  }

  isSaved() {
    return this.sees("[aria-label='Save state']", "Saved ");
  }

  // What the page would have the browser save.
  async exports() {
    await this.engine.run(`location.hash = "#/settings/data"`);
    await this.sees("h1", "Settings");
    await this.engine.run(`const make = URL.createObjectURL; URL.createObjectURL = (file) => { file.text().then((text) => document.body.dataset.file = text); return make.call(URL, file); };`);
    await this.presses("Export everything");
    await expect.poll(() => this.engine.run(`return Boolean(document.body.dataset.file)`)).toBe(true);
    return this.engine.run(`return document.body.dataset.file`);
  }
}

for (const [name, Engine] of Object.entries(ENGINES)) {
  test.describe(name, () => {
    test.skip(!wanted.includes(name), `${name} runs with make engines`);
    test.skip(!Engine.isInstalled, `${name} is not installed here`);

    let engine, person;
    test.beforeEach(async ({ host }) => {
      engine = new Engine();
      await engine.start();
      person = new Person(engine, host);
    });
    test.afterEach(() => engine.end());

    test(`${name}: the first day, an edit, a reload`, async () => {
      await person.startsProduct();
      await person.adds("Sign out");
      await engine.press("Enter");
      await person.sees(".insp [aria-label=Title]", "Sign out");
      await engine.click(".insp [aria-label=Title]");
      await engine.press("End");
      await engine.type(" everywhere");
      await engine.press("Tab");
      await person.sees("[data-cell=title]", "Sign out everywhere");
      await person.isSaved();
      await person.open();
      await person.sees("[data-cell=title]", "Sign out everywhere");
    });

    test(`${name}: what goes out as a file comes in again`, async ({ host, folder }) => {
      await person.startsProduct();
      await person.adds("Gear ratio");
      const file = join(folder, "spoke.json");
      writeFileSync(file, await person.exports());
      await engine.end();
      await engine.start();
      await person.open();
      await person.presses("Import…");
      await engine.choose("input[type=file]", file);
      await person.presses("Bring in");
      await person.open("#/spk/backlog");
      await person.sees("[data-cell=title]", "Gear ratio");
      expect(host.files.length).toBeGreaterThan(0);
    });

    test(`${name}: a full store is said`, async () => {
      await person.startsProduct();
      await engine.run(`Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };`);
      await engine.press("c");
      await person.sees(".composer input");
      await engine.type("Too much");
      await engine.press("Enter");
      await person.sees("[aria-label='Save state']", "Not saved");
      await person.sees(".notice", "in this page only");
    });

    test(`${name}: it opens without a network`, async ({ host }) => {
      await person.startsProduct();
      await person.adds("In a plane");
      await person.isSaved();
      const isKept = `return window.isKept ?? void navigator.serviceWorker.ready.then(() => (window.isKept = true))`;
      await expect.poll(() => engine.run(isKept)).toBe(true);
      await host.stop();
      await person.open();
      await person.sees("[data-cell=title]", "In a plane");
      await host.listen();
    });

    test(`${name}: what was said to be saved is there after a kill`, async () => {
      test.skip(!Engine.prototype.kill, `${name} keeps nothing between two starts when it is driven`);
      await person.startsProduct();
      await person.adds("Kept");
      await person.isSaved();
      await engine.kill();
      await engine.start();
      await person.open("#/spk/backlog");
      await person.sees("[data-cell=title]", "Kept");
    });
  });
}
