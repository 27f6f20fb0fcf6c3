// Gives the types of a WebAssembly file short names. Rust tells types apart by hashes of 16 bytes, which no compression makes
// smaller; all that is asked of two of them is whether they are the same. They lie in memory as constants: each becomes a small
// number there.
//
// A constant in memory that is read by its address as two halves of 8 bytes is such a hash: any other number of that size the
// compiler writes into the code. Two pointers can be read so, too, but those are small: what has not the size of a hash, one in
// thirty of them among it, stays as it is.
import { bodies, readNumber, sections, walk } from "./wasm.mjs";

const [CODE, DATA] = [10, 11];
const [CONST_32, CONST_64, LOAD_64] = [0x41, 0x42, 0x29];
// The alignment a hash is read with, as a power of two, and how large a half of one is at the least: two addresses are less.
const ALIGNED = 2;
const LEAST = 1n << 57n;

function signed(bytes, at) {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n, at += 1) {
    value |= BigInt(bytes[at] & 127) << shift;
    if (bytes[at] < 128) return bytes[at] & 64 ? value | (-1n << (shift + 7n)) : value;
  }
}

// Where what lies in memory at an address stands in the file.
function places(bytes, start) {
  const segments = [];
  let [count, at] = readNumber(bytes, start);
  for (; count > 0; count -= 1) {
    if (bytes[at] !== 0) throw new Error(`data of the kind ${bytes[at]}`);
    const address = Number(signed(bytes, at + 2));
    while (bytes[at + 2] > 127) at += 1;
    const [length, from] = readNumber(bytes, at + 4);
    segments.push({ address, from, length });
    at = from + length;
  }
  return (address) => {
    const of = segments.find((it) => address >= it.address && address + 16 <= it.address + it.length);
    return of && of.from + address - of.address;
  };
}

// The addresses that are read as the two halves of a hash in one function.
function hashes(bytes, code, placeOf) {
  const found = new Set();
  for (const body of bodies(bytes, code)) {
    const read = new Set();
    let isZero = false;
    walk(bytes, body.code, body.end, (instruction, begin, next, [aligned, address]) => {
      if (instruction === LOAD_64 && isZero && aligned === ALIGNED) read.add(address);
      isZero = instruction === CONST_32 && next === begin + 2 && bytes[begin + 1] === 0;
    });
    for (const address of read) if (read.has(address + 8) && !read.has(address - 8)) found.add(address);
  }
  const isLarge = (half) => half >= LEAST || half <= -LEAST;
  const isHash = (place) => place !== undefined && [0, 8].every((half) => isLarge(bytes.readBigInt64LE(place + half)));
  return [...found].filter((address) => isHash(placeOf(address))).sort((one, other) => one - other);
}

// The hashes that are written into the code somewhere: what else was computed from them there is written, too, such as the place
// in a table, and would no longer be right.
function written(bytes, code) {
  const found = new Set();
  for (const body of bodies(bytes, code)) {
    walk(bytes, body.code, body.end, (instruction, begin, next) => {
      if (instruction === CONST_64 && next - begin > 8) found.add(signed(bytes, begin + 1));
    });
  }
  return found;
}

// The file with short names of types.
export function shortenTypeIds(file) {
  const bytes = Buffer.from(file);
  const start = (id) => [...sections(bytes)].find((section) => section.id === id).start;
  const placeOf = places(bytes, start(DATA));
  const known = written(bytes, start(CODE));
  const short = new Map();
  for (const address of hashes(bytes, start(CODE), placeOf)) {
    const place = placeOf(address);
    const [one, other] = [bytes.readBigInt64LE(place), bytes.readBigInt64LE(place + 8)];
    if (known.has(one) || known.has(other)) continue;
    const name = short.get(one) ?? BigInt(short.size + 1);
    short.set(one, name);
    bytes.writeBigInt64LE(name, place);
    bytes.writeBigInt64LE(name, place + 8);
  }
  return bytes;
}
