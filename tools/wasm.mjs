// Reads the outline of a WebAssembly file.

// A number as the format writes it, and where the next begins.
export function readNumber(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value |= (bytes[at] & 127) << shift;
    if (bytes[at] < 128) return [value >>> 0, at + 1];
  }
}

// The same, written.
export function writeNumber(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value > 0);
  return Buffer.from(bytes);
}

// Sections with their ids, where they lie and, for those that are not code, their names.
export function* sections(bytes) {
  for (let begin = 8; begin < bytes.length; ) {
    const id = bytes[begin];
    const [length, inner] = readNumber(bytes, begin + 1);
    const end = inner + length;
    let [name, start] = ["", inner];
    if (id === 0) {
      const [letters, text] = readNumber(bytes, inner);
      name = bytes.toString("utf8", text, text + letters);
      start = text + letters;
    }
    yield { id, name, begin, start, end };
    begin = end;
  }
}

// How many functions come from outside: they have the first numbers.
export function functionsImported(bytes, at) {
  let [count, next] = readNumber(bytes, at);
  let found = 0;
  for (; count > 0; count -= 1) {
    for (const _ of ["module", "field"]) {
      const [length, text] = readNumber(bytes, next);
      next = text + length;
    }
    const kind = bytes[next];
    if (kind === 0) found += 1;
    else if (kind !== 4) throw new Error(`an import of kind ${kind}`);
    [, next] = readNumber(bytes, next + (kind === 0 ? 1 : 2));
  }
  return found;
}

// What a section with a list of numbers has: of each function its type.
export function readNumbers(bytes, at) {
  let [count, next] = readNumber(bytes, at);
  const found = [];
  for (; count > 0; count -= 1) {
    const [value, after] = readNumber(bytes, next);
    found.push(value);
    next = after;
  }
  return found;
}

// The bodies of functions: where the declarations of locals begin, where the instructions do, and where both end.
export function* bodies(bytes, at) {
  let [count, next] = readNumber(bytes, at);
  for (let place = 0; place < count; place += 1) {
    const [length, begin] = readNumber(bytes, next);
    next = begin + length;
    let [groups, code] = readNumber(bytes, begin);
    const locals = [];
    for (; groups > 0; groups -= 1) {
      const [number, type] = readNumber(bytes, code);
      locals.push({ number, type: bytes[type] });
      code = type + 1;
    }
    yield { place, begin, code, end: next, locals };
  }
}

// Instructions of later proposals, which nothing here uses: exceptions, calls by reference.
const UNKNOWN = new Set([0x06, 0x07, 0x08, 0x09, 0x0a, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1d, 0x1e, 0x1f, 0x27]);

// The instruction at a place: its code, the numbers it takes along, and where the next one begins.
export function step(bytes, at) {
  const code = bytes[at++];
  const number = () => {
    const [value, next] = readNumber(bytes, at);
    at = next;
    return value;
  };
  const numbers = (count) => Array.from({ length: count }, number);
  let taken = [];
  if ([0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x12, 0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2].includes(code) || (code >= 0x20 && code <= 0x26)) taken = numbers(1);
  else if (code === 0x11 || code === 0x13 || (code >= 0x28 && code <= 0x3e)) taken = numbers(2);
  else if (code === 0x0e) numbers(number() + 1);
  else if (code === 0x1c) numbers(number());
  else if (code === 0x43) at += 4;
  else if (code === 0x44) at += 8;
  else if (code === 0xfc) {
    const more = number();
    if (more > 17) throw new Error(`an instruction this does not know: fc ${more}`);
    if (more > 7) numbers([8, 10, 12, 14].includes(more) ? 2 : 1);
  } else if (UNKNOWN.has(code) || (code > 0xc4 && code !== 0xd1)) throw new Error(`an instruction this does not know: ${code.toString(16)}`);
  return { code, taken, next: at };
}

// Hears of each instruction up to an end: its code, where it begins, where the next one does, and the numbers it takes along.
export function walk(bytes, at, end, hear) {
  while (at < end) {
    const { code, taken, next } = step(bytes, at);
    hear(code, at, next, taken);
    at = next;
  }
}

// A file with other bodies of its functions: each is what `change` makes of it.
export function withBodies(bytes, change) {
  const written = [...sections(bytes)].map(({ id, begin, start, end }) => {
    if (id !== 10) return bytes.subarray(begin, end);
    const parts = [...bodies(bytes, start)].map((it) => {
      const body = change(it);
      return Buffer.concat([writeNumber(body.length), body]);
    });
    const inner = Buffer.concat([writeNumber(parts.length), ...parts]);
    return Buffer.concat([Buffer.from([id]), writeNumber(inner.length), inner]);
  });
  return Buffer.concat([bytes.subarray(0, 8), ...written]);
}
