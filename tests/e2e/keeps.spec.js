// What a person has begun or chosen stays theirs: in dialogs, under input methods, beside other tabs, on a full disk.
import { App, expect, test } from "./app.js";

test("a tab keeps what another has chosen, and shows it", async ({ page, context }) => {
  const app = new App(page);
  await app.start();
  await app.isSaved();
  const other = new App(await context.newPage());
  await other.open("#/spk/backlog");
  await app.export();
  await page.goto("#/settings/look");
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(other.page.locator("html")).toHaveAttribute("data-theme", "dark");
  // The other tab writes where it is, and nothing more.
  await other.go("Roadmap");
  await other.page.keyboard.press("[");
  await expect(page.locator("html")).toHaveAttribute("data-side", "rail");
  await page.goto("#/settings/data");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("data-side", "rail");
  await expect(page.getByText(/Never saved to a file/)).toHaveCount(0);
});

test("a press beside a dialog closes it only where nothing has been written, and only from outside to outside", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.go("Strategy");
  const open = page.getByRole("main").getByRole("button", { name: "Write the vision" });
  const dialog = page.getByRole("dialog", { name: "Vision" });
  const sentence = dialog.getByLabel("What will be so?");
  await open.click();
  await expect(dialog).toBeVisible();
  await page.mouse.click(5, 5, { button: "right" });
  await expect(dialog).toBeVisible();
  // Marking the text of a field often ends outside of the dialog.
  const box = await sentence.boundingBox();
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(5, 5);
  await page.mouse.up();
  await expect(dialog).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(dialog).toBeHidden();

  await open.click();
  await sentence.fill("Every workshop knows its day.");
  await page.mouse.click(5, 5);
  await expect(dialog.getByRole("alert")).toContainText("This is not saved.");
  await expect(sentence).toHaveValue("Every workshop knows its day.");
  await sentence.fill("Every workshop knows its day before the door opens.");
  await expect(dialog.getByRole("alert")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(dialog.getByRole("alert")).toContainText("This is not saved.");
  await expect(sentence).toHaveValue("Every workshop knows its day before the door opens.");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await open.click();
  await expect(sentence).toHaveValue("");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

// A key by which an input method makes a word: while it does, and as Safari tells it right after.
const pressComposing = (field, key) =>
  field.evaluate((element, key) => {
    for (const mark of [{ isComposing: true }, { keyCode: 229 }]) {
      element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...mark }));
    }
  }, key);

test("the keys of an input method write a word and do nothing else", async ({ page }) => {
  const app = new App(page);
  await app.open();
  await page.getByLabel("Product").fill("Spoke");
  await page.getByRole("button", { name: "Start", exact: true }).click();
  // Enter takes the vision, and goes on.
  const vision = page.getByLabel("Vision", { exact: true });
  await vision.fill("毎日");
  await pressComposing(vision, "Enter");
  await expect(vision).toHaveValue("毎日");
  await vision.fill("");
  await app.skipFirstSteps();
  await app.go("Backlog");

  await page.keyboard.press("c");
  const title = page.getByLabel("Title of the new item");
  await title.fill("予約");
  await pressComposing(title, "Enter");
  await pressComposing(title, "Escape");
  await expect(app.rows).toHaveCount(0);
  await expect(title).toHaveValue("予約");
  await title.press("Enter");
  await title.press("Escape");
  await expect(app.rows).toHaveCount(1);
  await app.rows.first().focus();

  const stays = async (field, text, { still = field } = {}) => {
    await field.fill(text);
    for (const key of ["Enter", "Escape"]) await pressComposing(field, key);
    await expect(still).toBeVisible();
    await expect(field).toHaveValue(text);
    await expect(field).toBeFocused();
  };
  await page.keyboard.press("l");
  await stays(page.getByRole("combobox"), "急ぎ", { still: page.getByRole("dialog", { name: /^Labels/ }) });
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await stays(page.getByRole("combobox"), "roadmap", { still: page.getByRole("dialog", { name: "Commands" }) });
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await stays(page.getByRole("searchbox", { name: "Search" }), "予");
  await page.keyboard.press("Escape");
  await app.rows.first().focus();
  await page.keyboard.press("Enter");
  await stays(app.inspector.getByRole("textbox", { name: "New acceptance criterion" }), "早い");
  await page.keyboard.press("Escape");
  await app.inspector.getByRole("button", { name: "Comment" }).click();
  await stays(app.inspector.getByRole("textbox", { name: "New comment" }), "はい");
  await page.keyboard.press("Escape");
  await expect(app.inspector).toBeVisible();
});

test("the browser asks before the page goes as long as something is not saved, and then no longer", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("Kept");
  await app.isSaved();
  const asked = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  const go = () => page.evaluate(() => setTimeout(() => location.reload()));
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      if (window.isFull && key.startsWith("throughline/")) throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, text);
    };
    window.isFull = true;
  });
  await page.keyboard.press("c");
  await page.getByLabel("Title of the new item").fill("Not yet kept");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.saved).toHaveText("Not saved");
  await go();
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(app.row("Not yet kept")).toBeVisible();
  await page.evaluate(() => (window.isFull = false));
  await app.isSaved();
  await Promise.all([page.waitForEvent("load"), go()]);
  await expect(app.rows).toHaveCount(2);
  expect(asked).toEqual(["beforeunload"]);
});
