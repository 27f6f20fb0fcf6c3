// Serves a folder on this machine, compressed as a static host would. Usage: node tools/serve.mjs FOLDER [PORT [SUB-FOLDER]]
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const KINDS = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

export function serve(folder, port = 0, base = "/") {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const inside = path.startsWith(base) ? normalize(path.slice(base.length)) : "..";
    if (inside.startsWith("..")) {
      response.writeHead(404).end("Not found");
      return;
    }
    const name = inside === "." || inside.endsWith("/") ? join(inside, "index.html") : inside;
    try {
      const bytes = await readFile(join(folder, name));
      const headers = { "content-type": KINDS[extname(name)] ?? "application/octet-stream", "cache-control": "no-cache" };
      if (/gzip/.test(request.headers["accept-encoding"] ?? "")) headers["content-encoding"] = "gzip";
      response.writeHead(200, headers).end(headers["content-encoding"] ? gzipSync(bytes) : bytes);
    } catch {
      response.writeHead(404).end("Not found");
    }
  });
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => resolve({ server, url: `http://127.0.0.1:${server.address().port}${base}` }));
  });
}

if (process.argv[1] === import.meta.filename) {
  const [folder, port = "8080", base = "/"] = process.argv.slice(2);
  const { url } = await serve(folder, Number(port), base).catch(() => serve(folder, 0, base));
  console.log(`\n  Throughline is at ${url}\n  Ctrl C stops it.\n`);
}
