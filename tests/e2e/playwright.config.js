import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

// A browser that is installed; without one, Playwright's own.
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const folder = "/made/by/one/person/";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.js",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 8_000 },
  forbidOnly: true,
  // A machine that is busy elsewhere may be late once; the report names such a test as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:8471${folder}`,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    permissions: ["clipboard-read", "clipboard-write"],
    launchOptions: {
      executablePath: installed,
      args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  webServer: {
    command: `node ../../tools/serve.mjs ../../dist 8471 ${folder}`,
    url: `http://127.0.0.1:8471${folder}`,
    reuseExistingServer: !process.env.CI,
  },
});
