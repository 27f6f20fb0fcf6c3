// Three engines behind the few deeds that the suite needs: Chromium by Playwright; Firefox by its own wire (Marionette) and WebKit by its
// driver, as Debian has them, for Playwright drives builds of its own alone.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

const found = (...paths) => paths.find(existsSync);
const CHROMIUM = found("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
const FIREFOX = found("/usr/bin/firefox-esr", "/usr/bin/firefox");
const WEBKIT_DRIVER = found("/usr/bin/xvfb-run") && found("/usr/bin/WebKitWebDriver");
const PATIENCE_MS = 60_000;

async function until(try_) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await try_();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited in vain for ${try_}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

class Chromium {
  static isInstalled = true;

  async start() {
    this.profile ??= mkdtempSync(join(tmpdir(), "throughline-chromium-"));
    const args = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    this.context = await chromium.launchPersistentContext(this.profile, { executablePath: CHROMIUM, args, serviceWorkers: "allow", viewport: { width: 1440, height: 900 } });
    this.page = this.context.pages()[0];
  }

  go = (url) => this.page.goto(url);
  run = (body) => this.page.evaluate(`(() => { ${body} })()`);
  press = (key) => this.page.keyboard.press(key);
  type = (text) => this.page.keyboard.type(text);
  click = (selector) => this.page.click(selector);
  choose = (selector, file) => this.page.setInputFiles(selector, file);

  async kill() {
    const gone = new Promise((done) => this.context.once("close", done));
    (await this.context.newCDPSession(this.page)).send("Browser.crash").catch(() => {});
    await gone;
  }

  async end() {
    await this.context.close();
    rmSync(this.profile, { recursive: true });
    this.profile = undefined;
  }
}

// The keys that have no letter, as WebDriver writes them.
const KEYS = { Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004", End: "\uE010", Control: "\uE009" };
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

// What both have that speak WebDriver; `send` is how.
class Driven {
  go = (url) => this.send("POST", "url", "WebDriver:Navigate", { url });
  run = (body) => this.send("POST", "execute/sync", "WebDriver:ExecuteScript", { script: body, args: [] });

  keys(actions) {
    const steps = actions.map(([type, key]) => ({ type, value: KEYS[key] ?? key }));
    return this.send("POST", "actions", "WebDriver:PerformActions", { actions: [{ type: "key", id: "keyboard", actions: steps }] });
  }

  press(combination) {
    const keys = combination.split("+");
    return this.keys([...keys.map((key) => ["keyDown", key]), ...keys.reverse().map((key) => ["keyUp", key])]);
  }

  type = (text) => this.keys([...text].flatMap((key) => [["keyDown", key], ["keyUp", key]]));

  async element(selector) {
    const find = () => this.send("POST", "elements", "WebDriver:FindElements", { using: "css selector", value: selector });
    return (await until(async () => (await find())[0]))[ELEMENT];
  }

  async click(selector) {
    const id = await this.element(selector);
    await this.send("POST", `element/${id}/click`, "WebDriver:ElementClick", { id });
  }

  async choose(selector, file) {
    const id = await this.element(selector);
    await this.send("POST", `element/${id}/value`, "WebDriver:ElementSendKeys", { id, text: file });
  }
}

class Firefox extends Driven {
  static isInstalled = Boolean(FIREFOX);

  async start() {
    this.profile ??= mkdtempSync(join(tmpdir(), "throughline-firefox-"));
    const known = join(this.profile, "MarionetteActivePort");
    rmSync(known, { force: true });
    const choices = { "marionette.port": 0, "intl.accept_languages": "en-GB", "browser.shell.checkDefaultBrowser": false, "datareporting.policy.dataSubmissionEnabled": false };
    writeFileSync(join(this.profile, "user.js"), Object.entries(choices).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
    this.process = spawn(FIREFOX, ["--headless", "--marionette", "--no-remote", "--width", "1440", "--height", "900", "--profile", this.profile], { stdio: "ignore" });
    const port = await until(() => existsSync(known) && Number(readFileSync(known, "utf8")));
    this.waiting = new Map();
    this.wire = createConnection(port, "127.0.0.1");
    this.wire.on("data", (bytes) => this.hear(bytes));
    this.wire.on("error", () => {});
    await new Promise((done) => this.waiting.set("hello", done));
    await this.send("", "", "WebDriver:NewSession", { strictFileInteractability: false });
  }

  // Each message is its length, a colon and JSON: [1, number, error, result].
  hear(bytes) {
    this.heard = Buffer.concat([this.heard ?? Buffer.alloc(0), bytes]);
    for (;;) {
      const colon = this.heard.indexOf(":");
      const end = colon + 1 + Number(this.heard.subarray(0, colon));
      if (colon < 0 || this.heard.length < end) return;
      const message = JSON.parse(this.heard.subarray(colon + 1, end));
      this.heard = this.heard.subarray(end);
      const number = Array.isArray(message) ? message[1] : "hello";
      this.waiting.get(number)?.(message);
      this.waiting.delete(number);
    }
  }

  async send(_method, _path, name, fields) {
    this.number = (this.number ?? 0) + 1;
    const number = this.number;
    const answered = new Promise((done) => this.waiting.set(number, done));
    const text = JSON.stringify([0, number, name, fields]);
    this.wire.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = await answered;
    if (error) throw new Error(`${name}: ${error.message}`);
    return result && "value" in result ? result.value : result;
  }

  async kill() {
    const gone = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGKILL");
    this.wire.destroy();
    await gone;
    rmSync(join(this.profile, "lock"), { force: true });
    rmSync(join(this.profile, ".parentlock"), { force: true });
  }

  async end() {
    await this.kill();
    await until(() => {
      try {
        rmSync(this.profile, { recursive: true, force: true });
        return true;
      } catch {
        // Its children take a moment to let go.
        return false;
      }
    });
    this.profile = undefined;
  }
}

// It keeps nothing between two starts when it is driven: there is no `kill`.
class WebKit extends Driven {
  static isInstalled = Boolean(WEBKIT_DRIVER);

  async start() {
    const port = await freePort();
    // It has no headless way; a screen that nobody sees does.
    this.process = spawn("xvfb-run", ["--auto-servernum", WEBKIT_DRIVER, `--port=${port}`], { stdio: "ignore", detached: true });
    this.base = `http://127.0.0.1:${port}/session`;
    await until(() => fetch(`http://127.0.0.1:${port}/status`).then((answer) => answer.ok, () => false));
    const { sessionId } = await this.ask("POST", this.base, { capabilities: {} });
    this.base += `/${sessionId}`;
  }

  async ask(method, url, fields) {
    const answer = await fetch(url, { method, body: JSON.stringify(fields) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${url}: ${value.message || value.error}`);
    return value;
  }

  send = (method, path, _name, fields) => this.ask(method, `${this.base}/${path}`, fields);

  async end() {
    await this.ask("DELETE", this.base, undefined).catch(() => {});
    // The screen goes with it.
    process.kill(-this.process.pid);
  }
}

export const ENGINES = { Chromium, Firefox, WebKit };
