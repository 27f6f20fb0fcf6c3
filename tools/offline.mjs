// Names the built scripts and code by their last bytes, and writes the worker that keeps all files, with the list of them.
// Usage: node tools/offline.mjs FOLDER
//
// A name that follows the bytes can be kept by browser and host for ever, and a page never meets a part of another build.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name), "utf8");
const write = (name, text) => writeFileSync(join(folder, name), text);
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

// A script without the comments that have a line of their own, and without indents.
const plain = (text) => text.replace(/^\s*\/\/.*\n/gm, "").replace(/\n\s+/g, "\n");

// Gives a file the name of its bytes, where the page and the other scripts name it, too.
function nameByBytes(name) {
  const [, stem, end] = /^([a-z]+)(?:-[0-9a-f]+)?((?:_bg)?\.\w+)$/.exec(name);
  const named = `${stem}-${hash(readFileSync(join(folder, name)))}${end}`;
  renameSync(join(folder, name), join(folder, named));
  for (const text of ["index.html", "backups.js", "file.js", "boot.js"].filter((text) => existsSync(join(folder, text)))) {
    write(text, read(text).replaceAll(new RegExp(`(?<![\\w-])${name}`, "g"), named));
  }
}

// Each before those that import it.
const scripts = ["early.js", "offline.js", "backups.js", "file.js", "boot.js"];
for (const name of scripts) write(name, plain(read(name)));
const built = readdirSync(folder).filter((name) => /^throughline-.*\.(js|wasm)$/.test(name));
for (const name of [...built, ...scripts]) nameByBytes(name);

// The schema is read by people, and the worker is kept by the browser itself.
const files = readdirSync(folder).filter((name) => !/\.(html|json)$|^worker\.js$/.test(name));
const worker = plain(read("worker.js"));
const build = hash([worker, ...[...files, "index.html"].map((name) => hash(readFileSync(join(folder, name))))].join("\n"));
write("worker.js", `const BUILD = "${build}";\nconst FILES = ${JSON.stringify(["./", ...files])};\n${worker}`);
const [, version] = /^version = "(.*)"$/m.exec(readFileSync("Cargo.toml", "utf8"));
write("version.json", JSON.stringify({ version, build, serve: true }));
