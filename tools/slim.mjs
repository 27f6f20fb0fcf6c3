// Takes the names of functions out of the built WebAssembly: no one reads them in a release, and they are two fifths
// of the file. (Cargo's own `strip` also takes what wasm-bindgen needs.) Then puts like functions beside each other, which
// compresses better. Usage: node tools/slim.mjs FOLDER
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { order } from "./order.mjs";
import { sections } from "./wasm.mjs";

const UNREAD = new Set(["name", "producers"]);

function slim(bytes) {
  const kept = [...sections(bytes)].filter(({ name }) => !UNREAD.has(name));
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ begin, end }) => bytes.subarray(begin, end))]);
}

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((name) => name.endsWith(".wasm"))) {
  const path = join(folder, name);
  writeFileSync(path, order(slim(readFileSync(path))));
}
