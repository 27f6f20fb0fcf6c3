import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

// A browser that is installed; without one, Playwright's own.
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const folder = "/made/by/one/person/";
// Two checkouts can be tested at once, each at a port of its own.
const port = process.env.PORT ?? 8471;
const url = `http://127.0.0.1:${port}${folder}`;

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.js",
  snapshotPathTemplate: "{testDir}/aria/{arg}{ext}",
  fullyParallel: true,
  workers: 2,
  // Bounds for a machine that is busy elsewhere: nothing waits for them.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  // A test that fails by chance says nothing when it passes.
  retries: 0,
  reporter: [["list"]],
  use: {
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // Each test would keep all files once more; offline.spec.js is about that.
    serviceWorkers: "block",
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      executablePath: installed,
      args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  webServer: {
    command: `node ../../tools/serve.mjs ../../dist ${port} ${folder}`,
    url,
    reuseExistingServer: !process.env.CI,
  },
});
