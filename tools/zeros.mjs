// Ends a WebAssembly file with a section of zeros, so many that brotli takes it for what it is. What is text to three quarters it
// reads by letters, anything else by the size of its bytes, and code it calls text is a hundredth larger. This code is text to
// 75.0 per cent: a few lines more or less would decide it. A zero is no text, and zeros cost nothing.
import { writeNumber } from "./wasm.mjs";

const MOST = 0.747;

const SIZES = [
  { mask: 0xe0, mark: 0xc0, size: 2 },
  { mask: 0xf0, mark: 0xe0, size: 3 },
  { mask: 0xf8, mark: 0xf0, size: 4 },
];

const isNext = (byte) => (byte & 0xc0) === 0x80;

// How many bytes from a place are one letter as brotli reads it: none where there is no letter.
function letter(bytes, at) {
  const first = bytes[at];
  if (first < 0x80) return first > 0 ? 1 : 0;
  const size = SIZES.find(({ mask, mark }) => (first & mask) === mark)?.size;
  if (!size) return 0;
  const rest = bytes.subarray(at + 1, at + size);
  if (rest.length < size - 1 || !rest.every(isNext)) return 0;
  return size;
}

// How many bytes of a file are text.
function text(bytes) {
  let found = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = letter(bytes, at);
    found += size;
    at += Math.max(size, 1);
  }
  return found;
}

// The file with its zeros.
export function withZeros(bytes) {
  const missing = Math.ceil(text(bytes) / MOST) - bytes.length;
  if (missing <= 0) return bytes;
  const name = Buffer.from("zeros");
  const inner = Buffer.concat([writeNumber(name.length), name, Buffer.alloc(missing)]);
  return Buffer.concat([bytes, Buffer.from([0]), writeNumber(inner.length), inner]);
}
