// Gives the locals of each function of a WebAssembly file new numbers, those used most the lowest: what is alike reads more alike,
// and brotli finds more of it. What a function does stays the same.
import { bodies, readNumber, readNumbers, sections, walk, withBodies, writeNumber } from "./wasm.mjs";

const [TYPES, FUNCTIONS] = [1, 3];
const isOfLocal = (code) => code >= 0x20 && code <= 0x22;

// How many parameters functions of each type have: those keep their numbers.
function parameters(bytes, at) {
  let [count, next] = readNumber(bytes, at);
  const found = [];
  for (; count > 0; count -= 1) {
    if (bytes[next] !== 0x60) throw new Error(`a type of the form ${bytes[next]}`);
    const [taken, after] = readNumber(bytes, next + 1);
    const [given, results] = readNumber(bytes, after + taken);
    found.push(taken);
    next = results + given;
  }
  return found;
}

function renumbered(bytes, { code, end, locals }, first) {
  const types = locals.flatMap(({ number, type }) => new Array(number).fill(type));
  const uses = new Map();
  walk(bytes, code, end, (instruction, begin, next, [local]) => {
    if (isOfLocal(instruction) && local >= first) uses.set(local, (uses.get(local) ?? 0) + 1);
  });
  const order = [...uses.keys()].sort((one, other) => uses.get(other) - uses.get(one));
  const numbers = new Map();
  const declared = [];
  for (const type of new Set(types)) {
    const own = order.filter((local) => types[local - first] === type);
    for (const local of own) numbers.set(local, first + numbers.size);
    if (own.length > 0) declared.push(writeNumber(own.length), Buffer.from([type]));
  }
  const parts = [writeNumber(declared.length / 2), ...declared];
  let from = code;
  walk(bytes, code, end, (instruction, begin, next, [local]) => {
    if (!isOfLocal(instruction) || local < first) return;
    parts.push(bytes.subarray(from, begin + 1), writeNumber(numbers.get(local)));
    from = next;
  });
  return Buffer.concat([...parts, bytes.subarray(from, end)]);
}

// The file with its locals renumbered.
export function renumberLocals(bytes) {
  const start = (id) => [...sections(bytes)].find((section) => section.id === id).start;
  const taken = parameters(bytes, start(TYPES));
  const types = readNumbers(bytes, start(FUNCTIONS));
  return withBodies(bytes, (it) => renumbered(bytes, it, taken[types[it.place]]));
}
