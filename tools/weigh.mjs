// Prints what the code of the last release build weighs, by room and by name: a name stands for all copies of a generic
// function. Usage: node tools/weigh.mjs [PART OF A NAME]: then each copy of what has that part in its name.
import { readFileSync } from "node:fs";
import { functionsImported, readNumber, sections } from "./wasm.mjs";

const LINES = 40;
const bytes = readFileSync(new URL("../target/wasm-bindgen/release/throughline_bg.wasm", import.meta.url));

function functions() {
  const names = new Map();
  const sizes = [];
  let imported = 0;
  for (const { id, name, start, end } of sections(bytes)) {
    let [count, at] = readNumber(bytes, start);
    if (id === 2) imported = functionsImported(bytes, start);
    if (id === 10) {
      for (; count > 0; count -= 1) {
        const [length, body] = readNumber(bytes, at);
        sizes.push(length + body - at);
        at = body + length;
      }
    }
    if (name === "name") readNames(start, end, names);
  }
  return sizes.map((size, place) => ({ size, name: names.get(imported + place) ?? "without a name" }));
}

function readNames(start, end, names) {
  for (let at = start; at < end; ) {
    const kind = bytes[at];
    const [length, from] = readNumber(bytes, at + 1);
    if (kind === 1) {
      let [count, next] = readNumber(bytes, from);
      for (; count > 0; count -= 1) {
        const [index, size] = readNumber(bytes, next);
        const [letters, text] = readNumber(bytes, size);
        names.set(index, bytes.toString("utf8", text, text + letters));
        next = text + letters;
      }
    }
    at = from + length;
  }
}

// `<a[12ab]::B<C> as d[34cd]::E>::f::{closure#0}` is `a::B::f`.
function plain(name) {
  name = name.replace(/\[[0-9a-f]+\]/g, "").replace(/::\{closure#\d+\}/g, "").replace(/::<impl ([^<>]*) for /g, "<").replaceAll("->", "");
  for (let before = ""; before !== name; ) {
    before = name;
    // The innermost brackets: a type that has a trait stays, and so does a type that begins the name.
    name = name.replace(/(::)?<([^<>]*)>/g, (_, generic, inside, at) => {
      const type = inside.split(" as ")[0];
      return inside.includes(" as ") || (at === 0 && !generic) ? type : "";
    });
  }
  return name;
}

function room(name) {
  const [head, ...path] = plain(name).replace(/^[<&]+|^mut /g, "").split("::");
  if (head !== "throughline") return head.replace(/ .*/, "") || "?";
  return ["throughline", ...path.slice(0, path[0] === "ui" ? 2 : 1)].join("::");
}

const all = functions();
const total = all.reduce((sum, { size }) => sum + size, 0);
const part = process.argv[2];

function table(title, key, listed = all) {
  const groups = new Map();
  for (const { name, size } of listed) {
    const group = groups.get(key(name)) ?? { size: 0, copies: 0 };
    group.size += size;
    group.copies += 1;
    groups.set(key(name), group);
  }
  console.log(`\n${title}`);
  for (const [name, { size, copies }] of [...groups].sort(([, one], [, two]) => two.size - one.size).slice(0, LINES)) {
    console.log(`${String(size).padStart(8)} ${((size / total) * 100).toFixed(1).padStart(5)} % ${String(copies).padStart(5)}  ${name}`);
  }
}

console.log(`${all.length} functions of ${total} bytes`);
if (part) table(`Functions with “${part}” in their name`, (name) => name.replace(/\[[0-9a-f]+\]/g, ""), all.filter(({ name }) => name.includes(part)));
else {
  table("By room and crate", room);
  table("By name, all copies of a generic function together", plain);
}
