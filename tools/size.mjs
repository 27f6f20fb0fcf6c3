// Prints the size of everything the page loads, raw, gzip and brotli, and fails over the budget in size.json.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = process.argv[2] ?? "dist";
const budget = JSON.parse(readFileSync(new URL("size.json", import.meta.url)));
const total = { raw: 0, gzip: 0, brotli: 0 };
for (const name of readdirSync(folder).sort()) {
  if (name === "schema.json") continue; // read by people, not by the page
  const bytes = readFileSync(join(folder, name));
  const size = { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
  for (const kind in total) total[kind] += size[kind];
  console.log(`${String(size.raw).padStart(9)} ${String(size.gzip).padStart(8)} ${String(size.brotli).padStart(8)}  ${name}`);
}
console.log(`${String(total.raw).padStart(9)} ${String(total.gzip).padStart(8)} ${String(total.brotli).padStart(8)}  all (raw, gzip, brotli)`);
if (total.brotli > Math.min(budget.brotli_bytes, budget.ceiling_brotli_bytes)) {
  console.error(`Over the budget of ${budget.brotli_bytes} bytes brotli: make it smaller, or raise tools/size.json with the reason in docs/decisions/0009-size.md.`);
  process.exit(1);
}
