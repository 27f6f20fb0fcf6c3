// Puts like functions of a WebAssembly file beside each other, and those that do the same into one: brotli knows again what is
// near, and a twentieth of the file goes. Nothing else changes: every mention of a function gets its new number.
import { bodies, functionsImported, readNumber, readNumbers, sections, step, writeNumber } from "./wasm.mjs";

const [IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, START, ELEMENTS, CODE] = [2, 3, 6, 7, 8, 9, 10];

// What is read is copied as it is, but for the numbers of functions.
class Copy {
  constructor(bytes, at, end, renumber) {
    Object.assign(this, { bytes, at, end, renumber, from: at, parts: [] });
  }
  byte() {
    return this.bytes[this.at++];
  }
  number() {
    const [value, next] = readNumber(this.bytes, this.at);
    this.at = next;
    return value;
  }
  numbers(count) {
    for (; count > 0; count -= 1) this.number();
  }
  function() {
    this.parts.push(this.bytes.subarray(this.from, this.at), writeNumber(this.renumber(this.number())));
    this.from = this.at;
  }
  done() {
    return Buffer.concat([...this.parts, this.bytes.subarray(this.from, this.end)]);
  }

  instruction() {
    const { code, next } = step(this.bytes, this.at);
    if (code === 0x10 || code === 0x12 || code === 0xd2) {
      this.at += 1;
      this.function();
    } else this.at = next;
    return code;
  }
  expression() {
    for (let depth = 1; depth > 0; ) {
      const code = this.instruction();
      if (code >= 0x02 && code <= 0x04) depth += 1;
      else if (code === 0x0b) depth -= 1;
    }
  }
}

function exported(copy) {
  for (let count = copy.number(); count > 0; count -= 1) {
    const letters = copy.number();
    copy.at += letters;
    if (copy.byte() === 0) copy.function();
    else copy.number();
  }
}

function globals(copy) {
  for (let count = copy.number(); count > 0; count -= 1) {
    copy.numbers(2);
    copy.expression();
  }
}

function elements(copy) {
  for (let count = copy.number(); count > 0; count -= 1) {
    const kind = copy.number();
    if (kind > 7) throw new Error(`an element of kind ${kind}`);
    if ((kind & 3) === 2) copy.number();
    if (!(kind & 1)) copy.expression();
    if (kind & 3) copy.number();
    const each = kind & 4 ? () => copy.expression() : () => copy.function();
    for (let left = copy.number(); left > 0; left -= 1) each();
  }
}

// The same function for every one that does the same, until none is left that does: what differs by what it calls may do the
// same once that does.
function merged(bytes, functions, imported) {
  const same = functions.map((_, place) => place);
  const resolve = (place) => (same[place] === place ? place : resolve(same[place]));
  for (let found = true; found; ) {
    found = false;
    const known = new Map();
    for (const it of functions.filter(({ place }) => same[place] === place)) {
      const does = `${it.type} ${renumbered(bytes, it, (number) => (number < imported ? number : imported + resolve(number - imported))).toString("latin1")}`;
      if (known.has(does)) {
        same[it.place] = known.get(does);
        found = true;
      } else known.set(does, it.place);
    }
  }
  return resolve;
}

function ordered(bytes, all) {
  const of = (id) => all.find((section) => section.id === id);
  const imported = of(IMPORTS) ? functionsImported(bytes, of(IMPORTS).start) : 0;
  const types = readNumbers(bytes, of(FUNCTIONS).start);
  const functions = [...bodies(bytes, of(CODE).start)].map((it) => ({ ...it, type: types[it.place] }));
  const resolve = merged(bytes, functions, imported);
  const kept = functions.filter(({ place }) => resolve(place) === place);
  // Which function it calls says nothing of what it is like.
  for (const it of kept) it.like = renumbered(bytes, it, () => 0);
  kept.sort((a, b) => a.type - b.type || Buffer.compare(a.like, b.like) || a.place - b.place);
  const places = new Map(kept.map(({ place }, at) => [place, at]));
  return { functions: kept, renumber: (number) => (number < imported ? number : imported + places.get(resolve(number - imported))) };
}

// What a function does, with other numbers of functions.
function renumbered(bytes, { begin, code, end }, renumber) {
  const copy = new Copy(bytes, begin, end, renumber);
  copy.at = code;
  while (copy.at < end) copy.instruction();
  return copy.done();
}

function body(bytes, it, renumber) {
  const written = renumbered(bytes, it, renumber);
  return Buffer.concat([writeNumber(written.length), written]);
}

// The file in its new order.
export function order(bytes) {
  const all = [...sections(bytes)];
  const { functions, renumber } = ordered(bytes, all);
  const count = writeNumber(functions.length);
  const rewritten = {
    [FUNCTIONS]: () => Buffer.concat([count, ...functions.map(({ type }) => writeNumber(type))]),
    [CODE]: () => Buffer.concat([count, ...functions.map((it) => body(bytes, it, renumber))]),
    [GLOBALS]: (copy) => globals(copy),
    [EXPORTS]: (copy) => exported(copy),
    [ELEMENTS]: (copy) => elements(copy),
    [START]: (copy) => copy.function(),
  };
  const written = all.map(({ id, begin, start, end }) => {
    if (!rewritten[id]) return bytes.subarray(begin, end);
    const copy = new Copy(bytes, start, end, renumber);
    const inner = rewritten[id](copy) ?? copy.done();
    return Buffer.concat([Buffer.from([id]), writeNumber(inner.length), inner]);
  });
  return Buffer.concat([bytes.subarray(0, 8), ...written]);
}
