// Kept by the browser: it opens without a network and without asking for one, goes over to a new version when a person says
// so, loses nothing by it, and takes what the system hands over. Each test has a host of its own that it changes.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, expect, hasNoBarriers, test as base } from "./app.js";
import { Host } from "./host.js";

const test = base.extend({
  serviceWorkers: "allow",
  host: async ({}, use) => {
    const host = await Host.start();
    await use(host);
    await host.remove();
  },
  baseURL: async ({ host }, use) => use(host.url),
});

const isKept = (page) => page.evaluate(async () => void (await navigator.serviceWorker.ready));
const look = (page) => page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration()).update().catch(() => {})));
const caches = (page) => page.evaluate(() => window.caches.keys());
const build = (page) => page.locator("html").getAttribute("data-build");
const prompt = (page) => page.getByText("A new version is ready. ");
const reload = (page) => page.getByRole("button", { name: "Reload", exact: true });

test("after one visit it opens without a network, and what is written there is kept", async ({ page, host }) => {
  const app = new App(page);
  await app.start();
  await app.write("At home");
  await isKept(page);
  await host.stop();
  await page.reload();
  await expect(app.row("At home")).toBeVisible();
  await page.keyboard.press("c");
  await page.getByLabel("Title of the new item").fill("In a plane");
  await page.keyboard.press("Enter");
  await app.isSaved();
  await page.goto(host.url);
  await expect(app.row("In a plane")).toBeVisible();
  await expect(prompt(page)).toBeHidden();
  await host.listen();
});

test("the second start asks the server for none of the files", async ({ page, context, host }) => {
  const app = new App(page);
  await app.start();
  await isKept(page);
  host.asked.length = 0;
  const second = await context.newPage();
  await second.goto(host.url);
  await expect(second.getByRole("heading", { level: 1, name: "Backlog" })).toBeVisible();
  // When the app is there, it looks whether it is still to be kept.
  await expect.poll(() => host.files).toEqual(["version.json"]);
});

test("a new version waits until a person says so, and takes along what is being written", async ({ page, host }) => {
  const app = new App(page);
  await app.start();
  await app.write("One");
  await isKept(page);
  await page.reload();
  await page.evaluate(() => window.caches.open("of another app"));
  host.deploy("second");
  await look(page);
  await expect(prompt(page)).toBeVisible();
  await hasNoBarriers(page);
  // Until then this build opens.
  await page.reload();
  await expect(prompt(page)).toBeVisible();
  expect(await build(page)).toBe(null);

  await page.keyboard.press("c");
  await page.getByLabel("Title of the new item").fill("Half a tit");
  await app.row("One").locator("[data-cell=title]").click();
  await app.inspector.getByRole("textbox", { name: "Title" }).fill("One more");
  let loads = 0;
  page.on("load", () => (loads += 1));
  await reload(page).click();
  await expect.poll(() => build(page)).toBe("second");
  await expect(app.row("One more")).toBeVisible();
  await expect(page.getByLabel("Title of the new item")).toHaveValue("Half a tit");
  await expect(prompt(page)).toBeHidden();
  expect(loads).toBe(1);
  const kept = await caches(page);
  expect(kept).toContain("of another app");
  expect(kept).toHaveLength(2);
});

test("the palette goes over to a new version as well", async ({ page, host }) => {
  const app = new App(page);
  await app.start();
  await isKept(page);
  host.deploy("second");
  await look(page);
  await expect(prompt(page)).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("new version");
  await page.keyboard.press("Enter");
  await expect.poll(() => build(page)).toBe("second");
});

test("another tab of the older build goes on as it is, and is asked itself", async ({ page, context, host }) => {
  const app = new App(page);
  await app.start();
  await app.write("One");
  await isKept(page);
  const other = new App(await context.newPage());
  await other.open();
  await other.row("One").locator("[data-cell=title]").click();
  const field = other.inspector.getByRole("textbox", { name: "Title" });
  await field.fill("Written in the older build");
  host.deploy("second");
  await look(page);
  await reload(page).click();
  await expect.poll(() => build(page)).toBe("second");
  await expect(prompt(other.page)).toBeVisible();
  expect(await build(other.page)).toBe(null);
  await expect(field).toHaveValue("Written in the older build");
  await reload(other.page).click();
  await expect.poll(() => build(other.page)).toBe("second");
  await expect(other.row("Written in the older build")).toBeVisible();
  await expect(app.row("Written in the older build")).toBeVisible();
});

test("where a file is missing nothing is kept, and the page works", async ({ page, host }) => {
  rmSync(join(host.folder, "icon.svg"));
  const app = new App(page);
  await app.start();
  await app.write("One");
  await expect.poll(() => host.asked).toContain("icon.svg");
  const hasWorker = () => page.evaluate(async () => Boolean(await navigator.serviceWorker.getRegistration()));
  await expect.poll(hasWorker).toBe(false);
  expect(await caches(page)).toEqual([]);
  await page.reload();
  await expect(app.row("One")).toBeVisible();
});

test("a new version of which a part is missing, or of another build, is not taken", async ({ page, host }) => {
  const app = new App(page);
  await app.start();
  await isKept(page);
  const [kept] = await caches(page);
  for (const name of ["missing.js", "style-0123456789abcdef.css"]) {
    if (name.endsWith(".css")) writeFileSync(join(host.folder, name), "");
    host.edit("worker.js", (worker) => worker.replace(/FILES = .*;/, `FILES = ["./", "${name}"];`).replace(/BUILD = "\w+"/, `BUILD = "${name}"`));
    await look(page);
    await expect.poll(() => host.asked).toContain(name);
    await expect.poll(() => caches(page)).toEqual([kept]);
  }
  await expect(prompt(page)).toBeHidden();
  await host.stop();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Backlog" })).toBeVisible();
  await host.listen();
});

test("who serves it can take it back from every browser", async ({ page, host }) => {
  const app = new App(page);
  await app.start();
  await app.write("One");
  await isKept(page);
  host.edit("version.json", (version) => version.replace("true", "false"));
  await page.reload();
  await expect.poll(() => caches(page)).toEqual([]);
  host.asked.length = 0;
  await page.reload();
  await expect(app.row("One")).toBeVisible();
  expect(host.asked.some((name) => name.endsWith(".wasm"))).toBe(true);
  await expect.poll(() => host.asked.includes("version.json")).toBe(true);
  expect(await caches(page)).toEqual([]);
});

test("without workers it starts as ever, and says nothing", async ({ page }) => {
  await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  const app = new App(page);
  await app.start();
  await app.write("One");
  await page.reload();
  await expect(app.row("One")).toBeVisible();
});

test("what is shared becomes a piece of feedback, once", async ({ page }) => {
  const app = new App(page);
  await app.open("?title=Too%20slow&text=It%20takes%20a%20minute&url=https%3A%2F%2Fexample.com%2F1");
  await expect(app.toast).toContainText("Start one, then share it again");
  await app.start();
  await app.open("?title=Too%20slow&text=It%20takes%20a%20minute&url=https%3A%2F%2Fexample.com%2F1");
  await expect(page.getByRole("heading", { level: 1, name: "Discovery" })).toBeVisible();
  const pieces = page.getByRole("grid").locator("tbody tr[data-id]");
  await expect(pieces).toHaveCount(1);
  await expect(pieces).toContainText("Too slow");
  expect(new URL(page.url()).search).toBe("");
  await page.reload();
  await expect(pieces).toHaveCount(1);
});

test("the shortcuts of the installed app lead where they say, and to nothing else", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.open("?do=today");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await app.open("?do=inbox");
  await expect(page.getByRole("heading", { level: 1, name: "Discovery" })).toBeVisible();
  await app.open("?do=new-item");
  await expect(page.getByLabel("Title of the new item")).toBeFocused();
  await app.open("?do=Undo");
  await expect(page.getByRole("heading", { level: 1, name: "Backlog" })).toBeVisible();
  await expect(app.redo).toBeDisabled();
});

test("a file that is opened with it is looked at before it comes in", async ({ page }) => {
  const app = new App(page);
  await app.sample();
  const text = await app.export();
  await page.addInitScript((text) => {
    const files = [{ getFile: async () => new File([text], "spoke.json", { type: "application/json" }) }];
    Object.defineProperty(window, "launchQueue", { value: { setConsumer: (take) => take({ files }) } });
  }, text);
  await page.reload();
  await expect(page.getByRole("dialog", { name: "Import" })).toContainText("spoke.json");
});

test("a browser can install it", async ({ page, context, host }) => {
  const app = new App(page);
  await app.open();
  const tools = await context.newCDPSession(page);
  const { errors, data } = await tools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await tools.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  const manifest = JSON.parse(data);
  const there = readdirSync(host.folder);
  expect(manifest.icons.map((icon) => icon.src).filter((name) => !there.includes(name))).toEqual([]);
  expect(manifest.icons.map((icon) => icon.purpose ?? "any")).toEqual(expect.arrayContaining(["any", "maskable", "monochrome"]));
});
