// Prints the size of everything the page loads, raw, gzip and brotli, and fails over the budget in size.json; with a second
// folder, what that weighs more.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const [folder = "dist", further] = process.argv.slice(2);
const budget = JSON.parse(readFileSync(new URL("size.json", import.meta.url)));

function weigh(folder, say = () => {}) {
  const total = { raw: 0, gzip: 0, brotli: 0 };
  for (const name of readdirSync(folder).sort()) {
    if (name === "schema.json") continue; // read by people, not by the page
    const bytes = readFileSync(join(folder, name));
    const size = { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
    for (const kind in total) total[kind] += size[kind];
    say(size, name);
  }
  say(total, "all (raw, gzip, brotli)");
  return total;
}

if (further) {
  const [with_, without] = [weigh(further), weigh(folder)];
  console.log(`A further kind of six fields: ${with_.raw - without.raw} bytes raw, ${with_.brotli - without.brotli} brotli.`);
} else {
  const total = weigh(folder, (size, name) => console.log(`${String(size.raw).padStart(9)} ${String(size.gzip).padStart(8)} ${String(size.brotli).padStart(8)}  ${name}`));
  if (total.brotli > Math.min(budget.brotli_bytes, budget.ceiling_brotli_bytes)) {
    console.error(`Over the budget of ${budget.brotli_bytes} bytes brotli: make it smaller, or raise tools/size.json with the reason in docs/decisions/0009-size.md.`);
    process.exit(1);
  }
}
