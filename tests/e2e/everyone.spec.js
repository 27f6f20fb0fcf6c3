// For everyone: who hears the page, sees it large or in colours of their own, wants it still, on paper, or lives elsewhere.
import { App, expect, frames, isStill, test } from "./app.js";
import { PAGES, PLACES } from "./pages.js";

// The sample on a Friday, with no message over it.
async function sample(page) {
  await page.clock.setFixedTime(new Date("2026-11-20T09:00:00+01:00"));
  const app = new App(page);
  await app.sample();
  await app.toast.getByRole("button", { name: "Dismiss" }).click();
  await app.isSaved();
  return app;
}

async function at(page, hash) {
  await page.evaluate((hash) => (location.hash = hash), hash);
  await isStill(page);
}

for (const width of [1440, 412]) {
  test(`nothing moves while a place loads, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 823 });
    await sample(page);
    await page.addInitScript(() => {
      window.shifts = [];
      const moved = (entry) => ({ value: entry.value, moved: entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80)) });
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(moved))).observe({ type: "layout-shift", buffered: true });
    });
    for (const place of PLACES) {
      await page.goto("about:blank");
      await page.goto(place);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await isStill(page);
      // What is counted at rest comes within so many.
      await frames(page, 12);
      // The bar of tabs finds out whether it needs a button for more: a few pixels beside it.
      expect(await page.evaluate(() => window.shifts.filter((shift) => shift.value > 0.0001)), place).toEqual([]);
    }
  });
}

// What is heard on the way through, without addresses; of things alike that follow each other two stand for all.
function walk(snapshot) {
  const seen = [];
  let skipped = Infinity;
  return snapshot.split("\n").filter((line) => {
    const depth = line.search(/\S/);
    if (depth > skipped || /^\s*- \//.test(line)) return false;
    skipped = Infinity;
    const [role] = /(?<=- '?)\w+/.exec(line) ?? [""];
    const count = seen[depth]?.role === role ? seen[depth].count + 1 : 1;
    seen.length = depth;
    seen[depth] = { role, count };
    if (count < 3 || !["listitem", "row", "article"].includes(role)) return true;
    skipped = depth;
    return false;
  }).join("\n");
}

test("what a screen reader meets at each place, from top to bottom", async ({ page }) => {
  await sample(page);
  const heard = async (part) => walk(await part.ariaSnapshot());
  // What is counted at rest comes when there is time for it.
  const comesToBe = (check) => expect(check).toPass({ timeout: 15_000 });
  await comesToBe(async () => expect(await heard(page.getByRole("navigation", { name: "Places" }))).toMatchSnapshot("places.yml"));
  for (const place of PLACES) {
    await at(page, place);
    await comesToBe(async () => {
      const text = `${await heard(page.getByRole("banner"))}\n${await heard(page.getByRole("main"))}\n`;
      expect(text, place).not.toMatch(/- (button|link|textbox|checkbox|combobox|img|slider)( \[\w+\])*:?$/m);
      expect(text, place).toMatchSnapshot(`${place.split("/").pop()}.yml`);
    });
  }
});

test("at 400 per cent every page fits its width, and most of the height is its own", async ({ page }) => {
  const app = await sample(page);
  await page.setViewportSize({ width: 320, height: 256 });
  const fits = async (what, selector) => {
    const sizes = await page.locator(selector).evaluate((part) => ({ window: document.documentElement.scrollWidth, part: part.scrollWidth, height: part.clientHeight }));
    expect(sizes, what).toEqual({ window: 320, part: expect.any(Number), height: expect.any(Number) });
    expect(sizes.part, `${what}: width`).toBeLessThanOrEqual(320);
    expect(sizes.height, `${what}: height`).toBeGreaterThan(125);
  };
  for (const hash of PAGES) {
    await at(page, hash);
    await fits(hash, "main");
  }
  await at(page, "#/spk/backlog/SPK-118");
  await expect(app.inspector).toBeVisible();
  await fits("inspector", ".insp");
  await at(page, "#/spk/backlog");
  for (const action of ["import", "shortcuts", "export…"]) {
    await page.keyboard.press("Control+k");
    await fits("palette", "[role=combobox]:visible >> xpath=ancestor::dialog | ancestor::*[contains(@class, 'palette')]");
    await page.getByRole("combobox").fill(`>${action}`);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toBeVisible();
    await fits(action, "dialog[open], [role=dialog]");
    await page.keyboard.press("Escape");
  }
});

// What is said by a fill, and what by an edge, on the page it is on.
const DRAWN = [
  ["today", "fill", ".seg [aria-pressed=true]"],
  ["today", "fill", ".split i"],
  ["today", "fill", ".thread li::before"],
  ["strategy", "fill", ".tabs [aria-current]::after"],
  ["strategy", "fill", ".meter .come"],
  ["roadmap", "fill", ".conf[data-c=committed]::before"],
  ["roadmap", "fill", ".conf[data-c=likely]::before"],
  ["roadmap", "edge", ".conf[data-c=idea]::before"],
  ["roadmap/timeline", "fill", ".bar:not([data-c=idea])"],
  ["delivery", "edge", ".card"],
  ["communicate/report", "edge", ".draft textarea"],
  ["guide", "fill", ".seg [aria-pressed=true]"],
];

test("in the system's own colours nothing that is said by a background is lost", async ({ page }) => {
  const app = await sample(page);
  await page.emulateMedia({ forcedColors: "active" });
  for (const [path, by, selector] of DRAWN) {
    await at(page, `#/spk/${path}`);
    const [of, pseudo] = selector.split("::");
    await expect(page.locator(of).first()).toBeAttached();
    const seen = await page.locator(of).first().evaluate((part, [by, pseudo]) => {
      const style = getComputedStyle(part, pseudo && `::${pseudo}`);
      const canvas = getComputedStyle(document.body).backgroundColor;
      const isFilled = ![canvas, "rgba(0, 0, 0, 0)"].includes(style.backgroundColor) || style.backgroundImage !== "none";
      return by === "fill" ? isFilled : parseFloat(style.borderTopWidth) > 0;
    }, [by, pseudo]);
    expect.soft(seen, `${path}: the ${by} of ${selector}`).toBe(true);
  }
  await at(page, "#/spk/backlog");
  await app.rows.first().locator("[data-cell=estimate]").focus();
  await expect(app.rows.first().locator("[data-cell=estimate]")).toHaveCSS("outline-style", "solid");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { selected: true })).toHaveCSS("outline-style", "solid");
});

test("who wants less motion gets none", async ({ page }) => {
  await sample(page);
  const motion = () => page.evaluate(() => {
    const all = (rules) => [...rules].flatMap((rule) => [rule.style?.getPropertyValue("transition"), rule.style?.getPropertyValue("animation"), ...all(rule.cssRules ?? [])]);
    return { fast: getComputedStyle(document.documentElement).getPropertyValue("--fast").trim(), ways: all([...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])).filter(Boolean) };
  });
  const { fast, ways } = await motion();
  expect(parseFloat(fast)).toBeGreaterThan(0);
  expect(ways.filter((way) => !/^[\w-]+ var\(--fast\)$/.test(way)), "each takes the one time there is").toEqual([]);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(parseFloat((await motion()).fast)).toBe(0);
});

test("every page prints: dark ink on white, one sheet wide, nothing of the shell", async ({ page }) => {
  await sample(page);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  // A4 across, within its margins.
  await page.setViewportSize({ width: 1047, height: 718 });
  for (const hash of PAGES) {
    await at(page, hash);
    const sheet = await page.evaluate(() => {
      const isPale = (part) => Number(/^oklch\(([\d.]+)/.exec(getComputedStyle(part).color)?.[1] ?? 1) > 0.56;
      const writes = (part) => part.checkVisibility() && part.tagName !== "MARK" && [...part.childNodes].some((it) => it.nodeType === Node.TEXT_NODE && it.data.trim());
      return {
        width: document.documentElement.scrollWidth,
        pale: [...document.querySelectorAll("main *")].filter((part) => writes(part) && isPale(part)).map((part) => part.outerHTML.slice(0, 80)),
        shell: [...document.querySelectorAll("nav, header:has(h1), [role=toolbar], .btn:not([aria-haspopup=menu])")].filter((part) => part.checkVisibility()).map((part) => part.outerHTML.slice(0, 80)),
      };
    });
    expect(sheet, hash).toEqual({ width: 1047, pale: [], shell: [] });
    if (PLACES.includes(hash)) expect((await page.pdf({ preferCSSPageSize: true })).length, hash).toBeGreaterThan(10_000);
  }
});

for (const [locale, day, short, time] of [["de-DE", "Freitag, 20. November", "14. Nov.", "09:00"], ["en-US", "Friday, November 20", "Nov 14", "09:00 AM"]]) {
  test.describe(locale, () => {
    test.use({ locale });

    test(`days and times are written as in ${locale}`, async ({ page }) => {
      const app = await sample(page);
      await expect(page.getByRole("banner")).toContainText(day);
      await expect(app.saved).toHaveText(new RegExp(`^Saved ${time}$`));
      await app.go("Roadmap");
      await expect(page.getByRole("main")).toContainText(`no reading since ${short}`);
    });
  });
}

test("the page says what it is, in which language, and may be enlarged", async ({ page }) => {
  await new App(page).open();
  await expect(page).toHaveTitle(/Throughline/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const said = (name) => page.locator(`meta[name="${name}"]`).first();
  await expect(said("description")).toHaveAttribute("content", /.{50,160}/);
  await expect(said("viewport")).toHaveAttribute("content", "width=device-width, initial-scale=1");
  await expect(said("theme-color")).toHaveAttribute("content", /^#/);
  await expect(page.locator("meta[name=robots]")).toHaveCount(0);
  expect(await page.evaluate(() => document.compatMode)).toBe("CSS1Compat");
  expect(await page.locator("a:not([href]), img:not([width][height]), [tabindex]:not([tabindex='0'], [tabindex='-1'])").count()).toBe(0);
});
