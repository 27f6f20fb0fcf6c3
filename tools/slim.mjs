// Takes the names of functions out of the built WebAssembly: no one reads them in a release, and they are two fifths
// of the file. (Cargo's own `strip` also takes what wasm-bindgen needs.) Usage: node tools/slim.mjs FOLDER
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const UNREAD = new Set(["name", "producers"]);

function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value |= (bytes[at] & 127) << shift;
    if (bytes[at] < 128) return [value, at + 1];
  }
}

function slim(bytes) {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const [length, start] = number(bytes, at + 1);
    const isCustom = bytes[at] === 0;
    const [nameLength, nameStart] = isCustom ? number(bytes, start) : [0, start];
    const name = bytes.toString("utf8", nameStart, nameStart + nameLength);
    if (!isCustom || !UNREAD.has(name)) kept.push(bytes.subarray(at, start + length));
    at = start + length;
  }
  return Buffer.concat(kept);
}

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((name) => name.endsWith(".wasm"))) {
  const path = join(folder, name);
  writeFileSync(path, slim(readFileSync(path)));
}
