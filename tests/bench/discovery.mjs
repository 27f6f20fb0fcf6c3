// An inbox of 5,000 pieces of feedback: a triage key beside an edit of a backlog of as many items, and the suggestions of
// themes beside a plain word count over the same words in JavaScript. Medians of interleaved runs; nothing here fails on a clock.
import { addTimer, bringIn, launch, median, openList, pressTimed, random, watchTasks } from "./fixture.mjs";
import { serve } from "../../tools/serve.mjs";

const RUNS = Number(process.env.RUNS ?? 15);
const PIECES = 5_000;
const root = new URL("../../", import.meta.url).pathname;
const words = "rider workshop booking reminder cancel stand message confirm price part mechanic order phone tablet derailleur appointment morning winter season invoice".split(" ");

let next = 0;
const id = () => `d${String((next += 1)).padStart(15, "0")}`;
const sentence = () => Array.from({ length: 12 }, () => words[Math.floor(random() * words.length)] + (random() < 0.5 ? Math.floor(random() * 300) : "")).join(" ");

function inbox(now) {
  const product = id();
  const day = (n) => new Date(now - (n % 400) * 86_400_000).toISOString().slice(0, 10);
  const base = () => ({ id: id(), created_at: now, updated_at: now, product });
  const rank = (n) => `a${String(n).padStart(6, "0")}1`;
  const segments = Array.from({ length: 6 }, (_, n) => ({ ...base(), name: `Segment ${n}` }));
  const themes = Array.from({ length: 40 }, (_, n) => ({ ...base(), name: `Theme ${n}`, rank: rank(n) }));
  const feedback = Array.from({ length: PIECES }, (_, n) => {
    const quote = sentence();
    return {
      ...base(), name: quote.slice(0, 60), quote, rank: rank(n), source: "mail", on: day(n), segment: segments[n % 6].id, person: `Person ${n % 700}`,
      ...(n % 2 ? { themes: [themes[n % 40].id] } : {}),
    };
  });
  const items = Array.from({ length: PIECES }, (_, n) => ({ ...base(), number: n + 1, title: `Item ${n}`, type: "story", status: "ready", rank: rank(n) }));
  const products = [{ id: product, created_at: now, updated_at: now, name: "Bench", key: "BEN", last_item: PIECES }];
  return { format: "throughline", version: 1, app: "0.1.0", exported_at: new Date(now).toISOString(), data: { products, segments, themes, feedback, items } };
}

// How often each word stands in the pieces without a theme.
const plainCount = (texts) => {
  const start = performance.now();
  const counts = new Map();
  for (const text of texts) for (const word of new Set(text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((it) => it.length >= 4))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { took: performance.now() - start, words: counts.size };
};

const browser = await launch();
const app = await serve(`${root}${process.env.DIST ?? "target/bench"}`, 0, "/app/");
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await addTimer(page);
await watchTasks(page);
const document_ = inbox(Date.now());
await bringIn(page, app.url, document_);

const [triage, grouped, edits, regrouped] = [[], [], [], []];
for (let run = 0; run < RUNS; run += 1) {
  await openList(page, "#/ben/discovery/feedback?group=none");
  triage.push(await pressTimed(page, "a"));
  // As the inbox opens by itself: a piece goes over to another group.
  await openList(page, "#/ben/discovery/feedback");
  grouped.push(await pressTimed(page, "a"));
  await openList(page, "#/ben/backlog");
  await pressTimed(page, "s");
  edits.push(await pressTimed(page, String(1 + (run % 3))));
  // An item goes over to another group.
  await openList(page, "#/ben/backlog?group=status");
  await pressTimed(page, "s");
  regrouped.push(await pressTimed(page, String(4 + (run % 2))));
}
const longest = () => page.evaluate(() => { const longest = window.longest; window.longest = 0; return longest; });
await longest();
await openList(page, "#/ben/discovery/themes");
const opened = await longest();
await page.getByRole("region", { name: "Suggestions" }).waitFor({ timeout: 60_000 });
const suggested = await longest();
const texts = document_.data.feedback.filter((it) => !it.themes).map((it) => it.quote);
const counts = [];
for (let run = 0; run < RUNS; run += 1) counts.push((await page.evaluate(`(${plainCount})(${JSON.stringify(texts)})`)).took);
const mounted = await page.locator("tbody tr[data-id]").count();
const fixed = (value) => value.toFixed(1).padStart(8);
console.log(`\nMedians of ${RUNS} interleaved runs; ${PIECES} pieces, ${mounted} rows mounted.\n`);
console.log(`  triage     ${fixed(median(triage))} ms, ${fixed(median(edits))} ms for an edit of the backlog: ${(median(triage) / median(edits)).toFixed(2)} ×; to the paint`);
console.log(`  grouped    ${fixed(median(grouped))} ms, ${fixed(median(regrouped))} ms for an edit of the backlog in groups: ${(median(grouped) / median(regrouped)).toFixed(2)} ×`);
console.log(`  open       ${fixed(opened)} ms, the longest task while the page of themes opens; of tasks under 50 ms the browser says 0`);
console.log(`  suggest    ${fixed(suggested)} ms, the longest while themes are suggested; ${fixed(median(counts))} ms for a plain word count`);
await browser.close();
app.server.close();
