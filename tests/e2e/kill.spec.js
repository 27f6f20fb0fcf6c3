// The browser is ended with SIGKILL and SIGTERM right after it said that something was saved: all of it is there.
//
// `KILLS=100 SEED=7 npm test -- kill` ends it more often, with each of the two, and at other moments.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { App, chance, csv } from "./app.js";

const KILLS = Number(process.env.KILLS ?? 25);
const SEED = Number(process.env.SEED ?? 1);
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

// A browser of its own process group on a profile that stays, driven over the wire: killing it kills all of it.
class Browser {
  constructor(profile, url) {
    Object.assign(this, { profile, url });
  }

  async open() {
    const executable = installed ?? chromium.executablePath();
    this.process = spawn(executable, [
      "--headless=new", "--no-sandbox", "--no-first-run", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--remote-debugging-port=0", `--user-data-dir=${this.profile}`, "--window-size=1440,900", "about:blank",
    ], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
    const endpoint = await new Promise((found, lost) => {
      let said = "";
      this.process.stderr.on("data", (text) => {
        said += text;
        const at = /DevTools listening on (ws:\S+)/.exec(said);
        if (at) found(at[1]);
      });
      this.process.on("exit", () => lost(new Error(`The browser ended: ${said}`)));
    });
    this.connection = await chromium.connectOverCDP(endpoint);
    this.page = this.connection.contexts()[0].pages()[0];
    await this.page.goto(this.url);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible({ timeout: 20_000 });
  }

  kill() {
    return this.end(() => process.kill(-this.process.pid, "SIGKILL"));
  }

  // As the system does when the person logs out.
  terminate() {
    return this.end(() => this.process.kill("SIGTERM"));
  }

  async end(signal) {
    const gone = new Promise((done) => this.process.once("exit", done));
    signal();
    await gone;
    await this.connection.close().catch(() => {});
    // Children of a killed browser take a moment to let go of the profile.
    for (let left = 50; left > 0 && holders(this.profile); left -= 1) await new Promise((done) => setTimeout(done, 100));
  }

  async start() {
    await this.page.getByLabel("Product").fill("Spoke");
    await this.page.getByRole("button", { name: "Start", exact: true }).click();
    for (let step = 0; step < 2; step += 1) await this.page.getByRole("button", { name: "Skip" }).click();
    await expect(this.page.getByRole("heading", { level: 1, name: "Roadmap" })).toBeVisible();
  }

  async backlog(search = "") {
    await this.page.evaluate((search) => (location.hash = `#/spk/backlog${search}`), search);
    await expect(this.page.getByRole("heading", { level: 1, name: "Backlog" })).toBeVisible();
  }

  async add(title) {
    const field = this.page.getByLabel("Title of the new item");
    if (!(await field.isVisible())) await this.page.keyboard.press("c");
    await field.fill(title);
    await field.press("Enter");
  }

  async isSaved() {
    await expect(this.page.getByRole("status", { name: "Save state" })).toHaveText(/^Saved \d/);
  }

  // Every title, whatever is in view: the list is windowed.
  titles() {
    return this.page.evaluate(async () => {
      const titles = new Set();
      const main = document.getElementById("main");
      for (let top = 0; ; top += 400) {
        main.scrollTop = top;
        // A row that has just come into view shows its words alone for a moment.
        do await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        while (document.querySelector("tr.sketch"));
        for (const cell of document.querySelectorAll("tr[data-id] [data-cell=title]")) titles.add(cell.textContent.trim());
        if (top > main.scrollHeight) return [...titles];
      }
    });
  }
}

function holders(profile) {
  try {
    return execFileSync("pgrep", ["-f", `user-data-dir=${profile}`], { encoding: "utf8" }).trim() !== "";
  } catch {
    return false;
  }
}

async function withProfile(baseURL, work) {
  const profile = mkdtempSync(join(tmpdir(), "throughline-kill-"));
  const browser = new Browser(profile, baseURL);
  try {
    await browser.open();
    await browser.start();
    await browser.backlog();
    await work(browser);
  } finally {
    await browser.kill().catch(() => {});
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const list = (count) => csv(["Title", ...Array.from({ length: count }, (_, n) => `row ${n}`)].join("\n"));

// Half of the kills hit a store of four items, the other half one of 10,000.
for (const [count, kills] of [[4, Math.ceil(KILLS / 2)], [10_000, Math.floor(KILLS / 2)]]) {
  for (const end of ["kill", "terminate"]) {
    test(`${end}: once it says saved nothing is lost, with ${count} items`, async ({ baseURL }) => {
      test.setTimeout(60_000 + kills * 30_000);
      const random = chance(SEED);
      await withProfile(baseURL, async (browser) => {
        await new App(browser.page).import(list(count));
        await browser.page.getByRole("dialog").waitFor({ state: "hidden" });
        await browser.isSaved();
        const made = [];
        for (let round = 0; round < kills; round += 1) {
          for (let more = random(3); more >= 0; more -= 1) {
            made.push(`made ${made.length}`);
            await browser.add(made.at(-1));
          }
          await browser.isSaved();
          // A moment drawn, not waited for: with it the end falls before, into and after reading back.
          await browser.page.waitForTimeout(random(1_500));
          await browser[end]();
          await browser.open();
          await browser.backlog("?q=made");
          await expect.poll(async () => (await browser.titles()).toSorted(byNumber), `round ${round + 1}`).toEqual(made);
          await browser.backlog();
        }
      });
    });
  }
}

const byNumber = (one, other) => Number(one.match(/\d+/)) - Number(other.match(/\d+/));

test("once it says saved, closing the tab and a crash of the page lose nothing", async ({ baseURL }) => {
  test.setTimeout(300_000);
  await withProfile(baseURL, async (browser) => {
    const context = browser.page.context();
    const next = async () => {
      browser.page = await context.newPage();
      await browser.page.goto(browser.url);
      await browser.backlog();
      return browser.titles();
    };
    await browser.add("before the tab is closed");
    await browser.isSaved();
    await browser.page.close();
    expect(await next()).toContain("before the tab is closed");
    await browser.add("before the crash");
    await browser.isSaved();
    const crashed = browser.page.waitForEvent("crash");
    await browser.page.goto("chrome://crash").catch(() => {});
    await crashed;
    expect(await next()).toContain("before the crash");
  });
});
