// Makes the built files smaller, and changes nothing they do. Usage: node tools/slim.mjs FOLDER
//
// Names of functions go out of the WebAssembly: no one reads them in a release, and they are two fifths of the file. (Cargo's
// own `strip` also takes what wasm-bindgen needs.) Types get short names, locals low numbers, accesses of memory no hints, and like
// functions come to stand beside each other: that compresses better, and so do zeros at its end. The style sheets become one, without comments: 22 small files
// compress by a third less, and are asked for one by one.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dropHints } from "./hints.mjs";
import { renumberLocals } from "./locals.mjs";
import { shortenNames } from "./names.mjs";
import { order } from "./order.mjs";
import { shortenTypeIds } from "./type-ids.mjs";
import { sections } from "./wasm.mjs";
import { withZeros } from "./zeros.mjs";

const UNREAD = new Set(["name", "producers"]);
const SHEET = /<link rel="stylesheet" href="\.\/([^"]+\.css)"\/?>\s*/g;

function slim(bytes) {
  const kept = [...sections(bytes)].filter(({ name }) => !UNREAD.has(name));
  return Buffer.concat([bytes.subarray(0, 8), ...kept.map(({ begin, end }) => bytes.subarray(begin, end))]);
}

// A sheet without comments. One that closes more than it opens, or less, would take the next along.
function plain(name, text) {
  const style = text.replace(/\/\*.*?\*\//gs, "").replace(/\n\s*/g, "\n");
  const count = (sign) => style.replace(/"[^"]*"/g, "").split(sign).length;
  if (count("{") !== count("}")) throw new Error(`${name}: its braces do not match`);
  return style;
}

// The sheets in the order of the page: what comes later has the say.
function joinSheets(folder) {
  const page = join(folder, "index.html");
  const html = readFileSync(page, "utf8");
  const names = [...html.matchAll(SHEET)].map(([, name]) => name);
  if (names.length < 2) return;
  const style = names.map((name) => plain(name, readFileSync(join(folder, name), "utf8"))).join("\n");
  const joined = `style-${createHash("sha256").update(style).digest("hex").slice(0, 16)}.css`;
  writeFileSync(join(folder, joined), style);
  for (const name of names) rmSync(join(folder, name));
  let isFirst = true;
  const link = () => (isFirst ? ((isFirst = false), `<link rel="stylesheet" href="./${joined}">\n`) : "");
  writeFileSync(page, html.replace(SHEET, link));
}

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((name) => name.endsWith("_bg.wasm"))) {
  const [code, glue] = [join(folder, name), join(folder, name.replace("_bg.wasm", ".js"))];
  const { bytes, script } = shortenNames(slim(readFileSync(code)), readFileSync(glue, "utf8"));
  writeFileSync(code, withZeros(order(renumberLocals(dropHints(shortenTypeIds(bytes))))));
  writeFileSync(glue, script);
}
joinSheets(folder);
