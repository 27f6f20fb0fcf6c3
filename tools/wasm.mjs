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
