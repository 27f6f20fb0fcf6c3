// Reads the outline of a WebAssembly file.

// A number as the format writes it, and where the next begins.
export function readNumber(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value |= (bytes[at] & 127) << shift;
    if (bytes[at] < 128) return [value >>> 0, at + 1];
  }
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
