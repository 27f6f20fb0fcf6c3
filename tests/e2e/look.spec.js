// How the backlog is looked at: filters, sort, groups and the tree, by mouse and by keyboard, in the address and with Back.
import { App, expect, frames, hasNoBarriers, test } from "./app.js";

const sample = async (page) => {
  const app = new App(page);
  await app.open();
  await page.getByRole("button", { name: "Explore the sample" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await page.evaluate(() => (location.hash = "#/spk/backlog"));
  await expect(app.rows.first()).toBeVisible();
  return app;
};
const hash = (page) => page.evaluate(() => location.hash);
const inView = (page) => page.getByRole("status", { name: "In view" });

test("a new item takes over what the filters ask for", async ({ page }) => {
  const app = await sample(page);
  await page.evaluate(() => (location.hash = "#/spk/backlog?status=doing&goal=G1"));
  await expect(inView(page)).toHaveText(/ of 111 items/);
  await page.keyboard.press("c");
  await page.keyboard.type("Among them");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(app.row("Among them").getByRole("button", { name: "Goal: G1" })).toBeVisible();
  await expect(app.row("Among them").getByRole("button", { name: "Doing" })).toBeVisible();
});

test("what a filter hides when it is pasted or loses its label is said", async ({ page }) => {
  const app = await sample(page);
  await page.evaluate(() => (location.hash = "#/spk/backlog?status=doing"));
  await expect(inView(page)).toHaveText(/ of 111 items/);
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "One\nTwo");
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(app.toast).toContainText("Added 2 items. The filters hide 2 of them: clear them to see all");
  await app.rows.first().focus();
  await page.keyboard.press("s");
  await page.getByRole("menuitemradio", { name: "Ready" }).click();
  await expect(app.toast).toContainText("to Ready. The filters hide it: clear them to see it");
});

test("a story that is accepted by nothing that is written down is said to be", async ({ page }) => {
  const app = new App(page);
  await app.start();
  await app.write("One");
  await page.keyboard.press("s");
  await page.getByRole("menuitemradio", { name: "Accepted" }).click();
  await expect(app.toast).toContainText("It has no acceptance criteria");
});

test("another look begins at its top, and Back at where it was left", async ({ page }) => {
  await sample(page);
  const main = page.locator("#main");
  const at = () => main.evaluate((main) => Math.round(main.scrollTop));
  await main.evaluate((main) => main.scrollTo(0, 900));
  await expect(page.getByRole("row", { name: /SPK-87/ })).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Search" }).fill("a");
  await expect.poll(at).toBe(0);
  await page.getByRole("searchbox", { name: "Search" }).fill("");
  await main.evaluate((main) => main.scrollTo(0, 900));
  await page.evaluate(() => (location.hash = "#/spk/backlog?status=!idea"));
  await expect.poll(at).toBe(0);
  await page.goBack();
  await expect.poll(at).toBe(900);
});

test("a filter is chosen by keyboard, stands in the address, and Back takes it away", async ({ page }) => {
  await sample(page);
  await page.keyboard.press("f");
  await page.keyboard.type("status");
  await page.keyboard.press("Enter");
  const values = page.getByRole("dialog", { name: "Status is" });
  await page.keyboard.type("ready");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Status Ready", exact: true })).toBeVisible();
  await values.getByRole("combobox").fill("doing");
  await page.keyboard.press("Enter");
  await expect(inView(page)).toHaveText(/^16 of 111 items, 39 points$/);
  expect(await hash(page)).toBe("#/spk/backlog?status=ready,doing");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Status is not Ready, Doing", exact: true })).toBeVisible();
  await expect(inView(page)).toHaveText(/^95 of 111 items/);
  await page.keyboard.press("Escape");
  await hasNoBarriers(page);
  await page.goBack();
  await expect(inView(page)).toHaveText(/^16 of 111 items/);
  await page.goBack();
  await page.goBack();
  await expect(inView(page)).toHaveText("111 items, 260 points");
});

test("filters are changed and cleared by mouse, and say when nothing fits", async ({ page }) => {
  const app = await sample(page);
  await page.evaluate(() => (location.hash = "#/spk/backlog?status=accepted&blocked=yes"));
  await expect(page.getByText("Nothing fits all of the filters.")).toBeVisible();
  await page.getByRole("button", { name: "Remove the filter: Blocked", exact: true }).click();
  await expect(app.rows.first()).toBeVisible();
  await page.getByRole("button", { name: "Status Accepted", exact: true }).click();
  await page.getByRole("option", { name: /^In review/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Status In review, Accepted", exact: true })).toBeVisible();
  await page.keyboard.press("Shift+F");
  await expect(inView(page)).toHaveText("111 items, 260 points");
  await page.evaluate(() => (location.hash = "#/spk/backlog?label=0gone&goal=G99"));
  await expect(page.getByRole("button", { name: "Label one that is gone", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(inView(page)).toHaveText("111 items, 260 points");
});

test("what is open is shown alone by the first of the filters", async ({ page }) => {
  const app = await sample(page);
  await page.keyboard.press("f");
  await expect(page.getByRole("option").first()).toHaveText("Open only");
  await page.keyboard.press("Enter");
  await expect(inView(page)).toHaveText(/^72 of 111 items/);
  await expect(page.getByRole("button", { name: "Status is not Accepted, Dropped", exact: true })).toBeVisible();
  await expect(app.list.getByText("Accepted")).toHaveCount(0);
  await page.goBack();
  await expect(inView(page)).toHaveText("111 items, 260 points");
});

test("the list is sorted by its heads, and then keeps its order", async ({ page }) => {
  const app = await sample(page);
  const points = () => app.rows.locator("[data-cell=estimate]").allTextContents();
  const head = page.getByRole("columnheader", { name: "Estimate" });
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  expect((await points()).slice(0, 3)).toEqual(["8", "5", "5"]);
  await page.getByRole("columnheader", { name: "Title" }).getByRole("button").click({ modifiers: ["Shift"] });
  expect(await hash(page)).toBe("#/spk/backlog?sort=!estimate,title");
  await app.rows.nth(2).focus();
  await page.keyboard.press("Control+Shift+ArrowUp");
  await expect(page.getByRole("region", { name: "Message" }).getByText("The list is sorted by estimate. Choose “Your own order” under Sort to move items.")).toBeVisible();
  await page.keyboard.press("Shift+S");
  await page.getByRole("option", { name: /^Your own order/ }).click();
  await expect(head).not.toHaveAttribute("aria-sort");
  await page.keyboard.press("Control+Shift+ArrowUp");
  await expect(app.undo).toHaveAttribute("title", /Move/);
});

test("groups sum, fold and unfold, and are still folded after a reload", async ({ page }) => {
  const app = await sample(page);
  await page.keyboard.press("Shift+G");
  await page.getByRole("menuitemradio", { name: "Epic", exact: true }).click();
  const head = page.getByRole("row").filter({ has: page.getByRole("button", { name: "Fold Reminder messages" }) });
  await expect(head).toContainText("9");
  await expect(head).toContainText("2 of 9 accepted");
  await hasNoBarriers(page);
  await app.rows.first().focus();
  await page.keyboard.press("ArrowLeft");
  const folded = page.getByRole("button", { name: "Unfold Reminder messages" });
  await expect(folded).toBeFocused();
  await expect(page.getByText("Send a reminder the day before")).toHaveCount(0);
  await page.reload();
  await expect(folded).toBeVisible();
  await folded.click();
  await expect(page.getByText("Send a reminder the day before")).toBeVisible();
  await app.rows.first().focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(app.rows).toHaveCount(0);
  await page.keyboard.press("Shift+ArrowRight");
  await expect(app.rows.first()).toBeVisible();
});

test("the tree opens and folds by keyboard and keeps its places under a filter", async ({ page }) => {
  await sample(page);
  await page.getByRole("link", { name: "Tree", exact: true }).click();
  const rows = page.locator("tr[data-id]");
  const epic = rows.first();
  await expect(page.getByRole("treegrid", { name: "Backlog" })).toBeVisible();
  await expect(epic).toHaveAttribute("aria-expanded", "true");
  await expect(rows.nth(1)).toHaveAttribute("aria-level", "2");
  await epic.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(epic).toHaveAttribute("aria-expanded", "false");
  await expect(epic).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(epic).toHaveAttribute("aria-expanded", "true");
  await rows.nth(2).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(epic).toBeFocused();
  await hasNoBarriers(page);
  await page.evaluate(() => (location.hash = "#/spk/backlog/tree?status=doing"));
  await expect(inView(page)).toHaveText(/^\d+ of 111 items/);
  await expect(epic).toBeVisible();
  await expect(epic).toHaveAttribute("data-context", "");
  // What was folded before hides nothing the filter asks for.
  await page.evaluate(() => (location.hash = "#/spk/backlog/tree"));
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(page.locator("tr[data-id][aria-level='2']")).toHaveCount(0);
  await page.evaluate(() => (location.hash = "#/spk/backlog/tree?status=doing"));
  await expect(page.locator("tr[data-id][aria-level='2']").first()).toBeVisible();
});

test("a row that leaves the view hands the focus to the one that takes its place", async ({ page }) => {
  const app = await sample(page);
  await page.evaluate(() => (location.hash = "#/spk/backlog?status=ready"));
  await expect(inView(page)).toHaveText(/of 111 items/);
  const next = await app.rows.nth(1).getAttribute("data-id");
  await app.rows.first().focus();
  await page.keyboard.press("s");
  await page.getByRole("menuitemradio", { name: "Doing" }).click();
  await expect(page.locator(`tr[data-id="${next}"]`)).toBeFocused();
});

test("a view is saved, opened by its link, changed, put back, shared, and deleted with undo", async ({ page, context }) => {
  await sample(page);
  const views = page.getByRole("list", { name: "Saved views" });
  const link = views.getByRole("link", { name: /Next to refine/ });
  await page.evaluate(() => (location.hash = "#/spk/backlog?status=ready&group=goal"));
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("combobox", { name: "Save this view" }).fill("Next to refine");
  await page.keyboard.press("Enter");
  await expect(link).toHaveText("Next to refine12");
  await expect(link).toHaveAttribute("aria-current", "page");
  await hasNoBarriers(page);
  // Another tab by the link alone.
  const other = await context.newPage();
  await other.goto(await link.evaluate((link) => link.href));
  await expect(other.getByRole("status", { name: "In view" })).toHaveText(/^12 of 111 items/);
  await other.close();
  await page.getByRole("button", { name: "Next to refine", exact: true }).click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  await expect(page.getByRole("region", { name: "Message" })).toContainText("Copied the link to the view “Next to refine”.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await link.evaluate((link) => link.href));
  // Changed, and back to how it was saved.
  await page.keyboard.press("Shift+F");
  const button = page.getByRole("button", { name: "Next to refine changed" });
  await button.click();
  await page.getByRole("menuitem", { name: "Back to the view as it was saved" }).click();
  await expect(inView(page)).toHaveText(/^12 of 111 items/);
  await page.evaluate(() => (location.hash = location.hash.replace("group=goal", "group=epic")));
  await page.keyboard.press("v");
  await page.keyboard.press("s");
  await page.getByRole("menuitem", { name: "Save the changes to “Next to refine”" }).click();
  await expect(button).toHaveCount(0);
  // For all products.
  await page.getByRole("button", { name: "Next to refine", exact: true }).click();
  await page.getByRole("menuitem", { name: "In all products" }).click();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("New product");
  await page.keyboard.press("Enter");
  await page.getByLabel("Product", { exact: true }).fill("Other");
  await page.getByRole("button", { name: "Make the product" }).click();
  await expect(link).toHaveAttribute("href", /^#\/oth\/backlog\?status=ready&group=epic&view=/);
  await page.evaluate(() => (location.hash = "#/spk/backlog"));
  await link.click();
  await page.getByRole("button", { name: "Next to refine", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete the view" }).click();
  await expect(link).toHaveCount(0);
  await new App(page).undo.click();
  await expect(link).toBeVisible();
});

test("items are put under others and out again, by keys and by Move to…", async ({ page }) => {
  const app = await sample(page);
  await page.evaluate(() => (location.hash = "#/spk/backlog/tree"));
  const rows = page.locator("tr[data-id]");
  const row = (title) => rows.filter({ hasText: title }).first();
  const second = row("Let riders confirm or cancel from the reminder");
  await second.focus();
  await page.keyboard.press("Control+Shift+ArrowRight");
  await expect(second).toHaveAttribute("aria-level", "3");
  await expect(second).toBeFocused();
  await expect(row("Send a reminder the day before")).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await expect(second).toHaveAttribute("aria-level", "2");
  await expect(rows.nth(2)).toContainText("Let riders confirm");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await expect(second).toHaveAttribute("aria-level", "1");
  await page.keyboard.press("m");
  await page.getByRole("combobox").fill("Booking page");
  await page.getByRole("option", { name: /^Under Booking page/ }).click();
  await expect(second).toHaveAttribute("aria-level", "2");
  await expect(page.getByRole("region", { name: "Message" })).toContainText("Moved SPK-118 under SPK-80");
  // Tree and list are two pages of one look.
  await page.evaluate(() => (location.hash = "#/spk/backlog/tree?status=doing"));
  await page.getByRole("link", { name: "List", exact: true }).click();
  expect(await hash(page)).toBe("#/spk/backlog?status=doing");
  await page.evaluate(() => (location.hash = "#/spk/backlog/tree"));
  // An epic stands under nothing.
  await row("Day board").focus();
  await page.keyboard.press("Control+Shift+ArrowRight");
  await expect(page.getByRole("region", { name: "Message" })).toContainText("An epic has nothing above it but its initiative.");
  for (let step = 0; step < 4; step += 1) await app.undo.click();
  await expect(second).toHaveAttribute("aria-level", "2");
  await expect(rows.nth(2)).toContainText("Let riders confirm");
});

test("columns are chosen, moved and made wider by keyboard and by mouse, and stay so", async ({ page }) => {
  const app = await sample(page);
  const heads = () => app.list.getByRole("columnheader").allTextContents();
  const usual = ["", "Key", "Title", "Status", "Goal", "Estimate"];
  expect((await heads()).map((text) => text.trim())).toEqual(usual);
  // Labels have a column once there are any.
  await app.rows.first().focus();
  await page.keyboard.press("l");
  await page.keyboard.type("mobile");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect.poll(heads).toEqual(["", "Key", "Title", "Labels", "Status", "Goal", "Estimate"]);
  await app.undo.click();
  await expect.poll(heads).toEqual(usual);
  await page.keyboard.press("Shift+V");
  await page.keyboard.type("epic");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect.poll(heads).toEqual(["", "Key", "Title", "Status", "Goal", "Estimate", "Epic"]);
  await expect(app.row("Send a reminder the day before").getByRole("button", { name: "Epic: Reminder messages" })).toBeVisible();
  const head = app.list.getByRole("button", { name: "Epic", exact: true });
  await head.focus();
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await expect.poll(heads).toEqual(["", "Key", "Title", "Status", "Goal", "Epic", "Estimate"]);
  await page.keyboard.press(".");
  await page.getByRole("menuitem", { name: "Wider" }).click();
  const width = () => app.list.locator("th[data-col=epic]").evaluate((th) => Math.round(th.getBoundingClientRect().width));
  await expect.poll(width).toBe(200);
  const edge = await app.list.locator("th[data-col=epic] .edge").boundingBox();
  await page.mouse.move(edge.x + 3, edge.y + 8);
  await page.mouse.down();
  await page.mouse.move(edge.x + 43, edge.y + 8, { steps: 4 });
  await page.mouse.up();
  // What it gives, the title takes, and no other column.
  await expect.poll(width).toBe(160);
  const widthOf = (head) => app.list.locator(head).evaluate((th) => Math.round(th.getBoundingClientRect().width));
  expect(await widthOf("th[data-col=goal]")).toBe(80);
  await app.list.locator("th[data-col=epic]").dragTo(app.list.locator("th[data-col=status]"));
  await expect.poll(heads).toEqual(["", "Key", "Title", "Epic", "Status", "Goal", "Estimate"]);
  await page.reload();
  await expect(app.rows.first()).toBeVisible();
  await expect.poll(heads).toEqual(["", "Key", "Title", "Epic", "Status", "Goal", "Estimate"]);
  await expect.poll(width).toBe(160);
  await hasNoBarriers(page);
  // By link, and wider than the page: the title stays.
  await page.evaluate(() => (location.hash = "#/spk/backlog?columns=initiative,epic,release,labels,status,value,effort,criteria,created,changed"));
  await expect.poll(async () => (await heads()).length).toBe(13);
  await page.locator("#main").evaluate((main) => main.scrollTo(900, 0));
  await expect(app.row("Send a reminder the day before").getByRole("link", { name: "Send a reminder the day before" })).toBeInViewport();
  // Its edge is the first column's, and its menu does the same.
  await page.locator("#main").evaluate((main) => main.scrollTo(0, 0));
  const before = await widthOf("#column-title");
  const left = await app.list.locator("th[data-col=initiative] .edge").boundingBox();
  await page.mouse.move(left.x + 3, left.y + 8);
  await page.mouse.down();
  await page.mouse.move(left.x + 63, left.y + 8, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => widthOf("#column-title")).toBe(before + 60);
  await app.list.getByRole("button", { name: "Title", exact: true }).focus();
  await page.keyboard.press(".");
  await page.getByRole("menuitem", { name: "Narrower" }).click();
  await expect.poll(() => widthOf("#column-title")).toBe(before + 36);
  await page.evaluate(() => (location.hash = "#/spk/backlog?columns=moon"));
  await expect.poll(heads).toEqual(["", "Key", "Title"]);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("option", { name: "The usual columns" }).click();
  await expect.poll(heads).toEqual(usual);
});

test("a saved view keeps its columns", async ({ page }) => {
  const app = await sample(page);
  await page.getByRole("link", { name: /Ready to refine/ }).click();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("option", { name: "Criteria" }).click();
  await page.keyboard.press("Escape");
  await expect(app.list.getByRole("button", { name: "Criteria", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Ready to refine changed" }).click();
  await page.getByRole("menuitem", { name: /^Save the changes/ }).click();
  await app.go("Backlog");
  await expect(app.list.getByRole("button", { name: "Criteria", exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: /Ready to refine/ }).click();
  await expect(app.list.getByRole("button", { name: "Criteria", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Ready to refine", exact: true })).toBeVisible();
});

test("an item dropped into another group gets what the group stands for, and one undo takes it back", async ({ page }) => {
  const app = await sample(page);
  await page.evaluate(() => (location.hash = "#/spk/backlog?group=status&status=doing,review"));
  const row = app.row("Pick the job from pictures");
  const target = app.row("Send a reminder the day before");
  const from = await row.boundingBox();
  const to = await target.boundingBox();
  await page.mouse.move(from.x + 500, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 500, to.y + 12, { steps: 8 });
  await page.mouse.move(to.x + 500, to.y + 26, { steps: 2 });
  await page.mouse.up();
  await expect(row.getByRole("button", { name: "Doing" })).toBeVisible();
  await expect(app.toast).toContainText("to Doing");
  await app.undo.click();
  await expect(row.getByRole("button", { name: "In review" })).toBeVisible();
});

test("rows are dropped under an epic, folded or empty, and into a folded group; the list scrolls on at its edge", async ({ page }) => {
  const app = new App(page);
  await app.sample("Backlog");
  await page.evaluate(() => (location.hash = "#/spk/backlog/tree"));
  const rows = page.locator("tr[data-id]");
  const carry = async (from, to, at = 0.5) => {
    const [start, end] = [await from.boundingBox(), await to.boundingBox()];
    await page.mouse.move(start.x + 500, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(start.x + 500, start.y + start.height / 2 + 9, { steps: 3 });
    await page.mouse.move(end.x + 500, end.y + end.height * at, { steps: 5 });
  };
  const epic = rows.filter({ hasText: "Booking page" }).first();
  await epic.press("ArrowLeft");
  await expect(epic).toHaveAttribute("aria-expanded", "false");
  const story = rows.filter({ hasText: "Let riders confirm or cancel from the reminder" });
  await carry(story, epic);
  await expect(epic).toHaveAttribute("data-drop", "into");
  await page.mouse.up();
  await expect(epic).toHaveAttribute("aria-expanded", "true");
  await expect(story).toBeFocused();
  await expect(page.getByRole("region", { name: "Message" })).toContainText("Moved SPK-118 under SPK-80");

  await page.evaluate(() => (location.hash = "#/spk/backlog?group=status"));
  const group = page.getByRole("row", { name: /^Fold Idea/ });
  await group.getByRole("button").click();
  const folded = page.getByRole("row", { name: /^Unfold Idea/ });
  const before = Number(await folded.locator(".n").first().innerText());
  const draft = rows.filter({ hasText: "Draft" }).first();
  await carry(draft, folded);
  await expect(folded).toHaveAttribute("data-drop", "into");
  await page.mouse.up();
  await expect(folded.locator(".n").first()).toHaveText(String(before + 1));

  await page.evaluate(() => (location.hash = "#/spk/backlog"));
  const main = page.locator("#main");
  await main.evaluate((it) => it.scrollTo(0, 0));
  const first = await rows.first().boundingBox();
  await page.mouse.move(first.x + 500, first.y + 16);
  await page.mouse.down();
  await page.mouse.move(first.x + 500, first.y + 30, { steps: 3 });
  await page.mouse.move(first.x + 500, page.viewportSize().height - 10, { steps: 3 });
  await expect.poll(() => main.evaluate((it) => it.scrollTop)).toBeGreaterThan(400);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  const rest = await main.evaluate((it) => it.scrollTop);
  await frames(page, 12);
  expect(await main.evaluate((it) => it.scrollTop)).toBe(rest);
});

test("numbers are typed into their cells, and rows are copied for a spreadsheet or a message", async ({ page }) => {
  const app = await sample(page);
  await page.evaluate(() => (location.hash = "#/spk/backlog?columns=status,estimate,value"));
  const row = app.row("Send a reminder the day before");
  const cell = (name) => row.getByRole("button", { name });
  await cell(/^Estimate: 3/).focus();
  await page.keyboard.press("8");
  await expect(page.getByRole("combobox", { name: /^Estimate of/ })).toHaveValue("8");
  await page.keyboard.press("Enter");
  await expect(cell("Estimate: 8")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("4");
  await expect(cell("Value: 4")).toBeFocused();
  await page.keyboard.press("9");
  await expect(page.getByRole("region", { name: "Message" })).toContainText("Value is a number from 1 to 5.");
  await expect(cell("Value: 4")).toBeFocused();

  const copied = async () => page.evaluate(() => navigator.clipboard.readText());
  await row.focus();
  await page.keyboard.press("Control+C");
  await expect.poll(copied).toBe("SPK-112 Send a reminder the day before");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+C");
  await expect.poll(copied).toBe(
    "Key\tTitle\tStatus\tEstimate\tValue\nSPK-112\tSend a reminder the day before\tDoing\t8\t4\nSPK-118\tLet riders confirm or cancel from the reminder\tReady\t5\t",
  );
  await expect(page.getByRole("region", { name: "Message" })).toContainText("Copied 2 rows.");
});
