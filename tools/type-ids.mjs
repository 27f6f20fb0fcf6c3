// Gives the types of a WebAssembly file short names. Rust tells types apart by hashes of 16 bytes, which no compression makes
// smaller; all that is asked of two of them is whether they are the same. They lie in memory as constants: each becomes a small
// number there.
//
// A constant in memory that is read by its address as two halves of 8 bytes, or copied from it as 16 bytes, is such a hash: other
// numbers of that size the compiler writes into the code. What else is copied so has small numbers in it, is text, or is two
// fractions; what has not the looks of a hash, one in thirty of them among it, stays as it is.
import { bodies, readNumber, sections, walk } from "./wasm.mjs";

const [CODE, DATA] = [10, 11];
const [CONST_32, CONST_64, LOAD_64, BULK, COPY] = [0x41, 0x42, 0x29, 0xfc, 10];
const SIZE = 16;
// The alignment a hash is read with, as a power of two, and how large a half of one is at the least: two addresses are less.
const ALIGNED = 2;
const LEAST = 1n << 57n;
const LEAST_QUARTER = 1 << 16;

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

const isLarge = (half) => half >= LEAST || half <= -LEAST;
const isFraction = (number) => Math.abs(number) > 1e-15 && Math.abs(number) < 1e15;

function isText(bytes) {
  try {
    return Boolean(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

// Whether what lies at a place of the file looks like a hash.
function isHash(bytes, place) {
  const [halves, quarters] = [[0, 8], [0, 4, 8, 12]];
  return (
    halves.every((at) => isLarge(bytes.readBigInt64LE(place + at))) &&
    quarters.every((at) => bytes.readUInt32LE(place + at) >= LEAST_QUARTER) &&
    !halves.every((at) => isFraction(bytes.readDoubleLE(place + at))) &&
    !isText(bytes.subarray(place, place + SIZE))
  );
}

// The addresses in one function that are read as the two halves of a hash, or copied from.
function taken(bytes, { code, end }) {
  const [read, copied] = [new Set(), new Set()];
  // The numbers the last two instructions put on the stack.
  let [before, last] = [undefined, undefined];
  walk(bytes, code, end, (instruction, begin, next, [aligned, address]) => {
    if (instruction === LOAD_64 && last === 0n && aligned === ALIGNED) read.add(address);
    if (instruction === BULK && bytes[begin + 1] === COPY && last === BigInt(SIZE) && before !== undefined) copied.add(Number(before));
    [before, last] = [last, instruction === CONST_32 ? signed(bytes, begin + 1) : undefined];
  });
  return [...copied, ...[...read].filter((address) => read.has(address + 8) && !read.has(address - 8))];
}

// Where the hashes lie in the file, the lowest address first.
function hashes(bytes, code, placeOf) {
  const addresses = new Set([...bodies(bytes, code)].flatMap((body) => taken(bytes, body)));
  const inOrder = [...addresses].sort((one, other) => one - other);
  return inOrder.map(placeOf).filter((place) => place !== undefined && isHash(bytes, place));
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

// How often memory has each number of 8 bytes: a hash that lies there once more, inside of something else, would no longer be the same.
function counted(bytes, { start, end }) {
  const found = new Map();
  for (let at = start; at + 8 <= end; at += 1) {
    const half = bytes.readBigInt64LE(at);
    if (isLarge(half)) found.set(half, (found.get(half) ?? 0) + 1);
  }
  return found;
}

// The file with short names of types.
export function shortenTypeIds(file) {
  const bytes = Buffer.from(file);
  const of = (id) => [...sections(bytes)].find((section) => section.id === id);
  const [code, data] = [of(CODE), of(DATA)];
  const known = written(bytes, code.start);
  const count = counted(bytes, data);
  let names = 0n;
  for (const place of hashes(bytes, code.start, places(bytes, data.start))) {
    const halves = [0, 8].map((at) => bytes.readBigInt64LE(place + at));
    if (halves.some((half) => known.has(half) || count.get(half) > 1)) continue;
    names += 1n;
    for (const at of [0, 8]) bytes.writeBigInt64LE(names, place + at);
  }
  return bytes;
}
