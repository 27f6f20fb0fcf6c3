// Has every access of memory in a WebAssembly file say the same of how its address is aligned: nothing. That is a hint, which no
// access depends on, and browsers of today read past it. What differs there costs, and with a zero in front brotli also tells the
// numbers of accesses from those of locals.
import { walk, withBodies } from "./wasm.mjs";

const isAccess = (code) => code >= 0x28 && code <= 0x3e;

function unhinted(bytes, { begin, code, end }) {
  const parts = [];
  let from = begin;
  walk(bytes, code, end, (instruction, at, next, [aligned]) => {
    if (!isAccess(instruction) || aligned === 0) return;
    // More than 63 would say that another memory is meant.
    if (aligned > 63) throw new Error(`an access aligned by ${aligned}`);
    parts.push(bytes.subarray(from, at + 1), Buffer.from([0]));
    from = at + 2;
  });
  return Buffer.concat([...parts, bytes.subarray(from, end)]);
}

// The file without the hints.
export function dropHints(bytes) {
  return withBodies(bytes, (it) => unhinted(bytes, it));
}
