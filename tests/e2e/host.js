// A host of one test's own: it serves a copy of the build that the test may change, and knows what was asked for.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../../tools/serve.mjs";

const DIST = new URL("../../dist", import.meta.url).pathname;
const FOLDER = "/a/folder/";

export class Host {
  static async start() {
    const host = new Host();
    host.folder = mkdtempSync(join(tmpdir(), "throughline-host-"));
    host.asked = [];
    cpSync(DIST, host.folder, { recursive: true });
    await host.listen(0);
    return host;
  }

  async listen(port = Number(new URL(this.url).port)) {
    Object.assign(this, await serve(this.folder, port, FOLDER));
    this.server.on("request", (request) => this.asked.push(request.url.slice(FOLDER.length)));
  }

  // Nobody answers any more.
  async stop() {
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeAllConnections();
    await closed;
  }

  async remove() {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  edit(name, change) {
    const file = join(this.folder, name);
    writeFileSync(file, change(readFileSync(file, "utf8")));
  }

  // Puts another build in place of the one that is there.
  deploy(build) {
    this.edit("index.html", (page) => page.replace("<html", `<html data-build="${build}"`));
    this.edit("worker.js", (worker) => worker.replace(/BUILD = "\w+"/, `BUILD = "${build}"`));
  }

  // What is asked for while a page opens. The browser itself looks whether there is another worker.
  get files() {
    return this.asked.filter((name) => name !== "worker.js");
  }
}
