// Gives what the WebAssembly and its script call each other by short names: wasm-bindgen's have a hash each, which no
// compression makes smaller, in either file.
import { readNumber, sections, writeNumber } from "./wasm.mjs";

const [IMPORTS, EXPORTS] = [2, 7];
const HASHED = /\b[A-Za-z_$][\w$]*_h?[0-9a-f]{16}\b/g;

// A list of a file with other names: of what comes from outside two words an entry, of what goes out one.
function renamed(bytes, { id, start }, short) {
  let [count, at] = readNumber(bytes, start);
  const parts = [writeNumber(count)];
  for (; count > 0; count -= 1) {
    for (let words = id === IMPORTS ? 2 : 1; words > 0; words -= 1) {
      const [length, from] = readNumber(bytes, at);
      const name = bytes.toString("utf8", from, from + length);
      const written = Buffer.from(short.get(name) ?? name);
      parts.push(writeNumber(written.length), written);
      at = from + length;
    }
    // What it is, and for what comes from outside the number of its type; a table has limits after that.
    const kind = bytes[at];
    const begin = at;
    at += 1;
    const numbers = id === EXPORTS || kind === 0 || kind === 4 ? 1 : 0;
    if (!numbers) throw new Error(`an import of kind ${kind}`);
    if (kind === 4 && id === IMPORTS) at += 1;
    [, at] = readNumber(bytes, at);
    parts.push(bytes.subarray(begin, at));
  }
  return Buffer.concat(parts);
}

// Both files with short names; the script without comments and indents, too.
export function shortenNames(bytes, script) {
  const bare = script.replace(/\/\*\*[\s\S]*?\*\//g, "").replace(/\n\s+/g, "\n");
  const names = new Set(bare.match(HASHED));
  const short = new Map([...names].map((name, place) => [name, `w${place.toString(36)}_`]));
  for (const name of short.values()) if (new RegExp(`\\b${name}\\b`).test(bare)) throw new Error(`${name} is taken`);
  const written = [...sections(bytes)].map((section) => {
    if (![IMPORTS, EXPORTS].includes(section.id)) return bytes.subarray(section.begin, section.end);
    const inner = renamed(bytes, section, short);
    return Buffer.concat([Buffer.from([section.id]), writeNumber(inner.length), inner]);
  });
  return { bytes: Buffer.concat([bytes.subarray(0, 8), ...written]), script: bare.replace(HASHED, (name) => short.get(name)) };
}
