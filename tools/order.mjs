// Puts like functions of a WebAssembly file beside each other: brotli knows again what is near, and a twentieth of the
// file goes. Nothing else changes: every mention of a function gets its new number.
import { functionsImported, readNumber, sections, writeNumber } from "./wasm.mjs";

const [IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, START, ELEMENTS, CODE] = [2, 3, 6, 7, 8, 9, 10];

// Instructions of later proposals, which nothing here uses: exceptions, calls by reference.
const UNKNOWN = new Set([0x06, 0x07, 0x08, 0x09, 0x0a, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1d, 0x1e, 0x1f, 0x27]);

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

  // One instruction; what it takes along is told by its code.
  instruction() {
    const code = this.byte();
    if (code === 0x10 || code === 0x12 || code === 0xd2) this.function();
    else if ([0x02, 0x03, 0x04, 0x0c, 0x0d, 0x3f, 0x40, 0x41, 0x42, 0xd0].includes(code)) this.number();
    else if (code >= 0x20 && code <= 0x26) this.number();
    else if (code === 0x11 || code === 0x13 || (code >= 0x28 && code <= 0x3e)) this.numbers(2);
    else if (code === 0x0e) this.numbers(this.number() + 1);
    else if (code === 0x1c) this.numbers(this.number());
    else if (code === 0x43) this.at += 4;
    else if (code === 0x44) this.at += 8;
    else if (code === 0xfc) {
      const more = this.number();
      if (more > 17) throw new Error(`an instruction this does not know: fc ${more}`);
      if (more > 7) this.numbers([8, 10, 12, 14].includes(more) ? 2 : 1);
    } else if (UNKNOWN.has(code) || (code > 0xc4 && code !== 0xd1)) throw new Error(`an instruction this does not know: ${code.toString(16)}`);
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

function ordered(bytes, all) {
  const of = (id) => all.find((section) => section.id === id);
  const imported = of(IMPORTS) ? functionsImported(bytes, of(IMPORTS).start) : 0;
  const types = new Copy(bytes, of(FUNCTIONS).start);
  const code = new Copy(bytes, of(CODE).start);
  const functions = Array.from({ length: types.number() }, () => ({ type: types.number() }));
  code.number();
  functions.forEach((it, place) => {
    const length = code.number();
    Object.assign(it, { place, begin: code.at, end: code.at + length });
    // Which function it calls says nothing of what it is like.
    it.like = renumbered(bytes, it, () => 0);
    code.at = it.end;
  });
  functions.sort((a, b) => a.type - b.type || Buffer.compare(a.like, b.like) || a.place - b.place);
  const places = new Array(functions.length);
  functions.forEach((it, place) => (places[it.place] = place));
  return { functions, renumber: (number) => (number < imported ? number : imported + places[number - imported]) };
}

// What a function does, with other numbers of functions.
function renumbered(bytes, { begin, end }, renumber) {
  const copy = new Copy(bytes, begin, end, renumber);
  for (let locals = copy.number(); locals > 0; locals -= 1) copy.numbers(2);
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
