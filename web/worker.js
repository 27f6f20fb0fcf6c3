// Keeps the files of the app in this browser, so that it opens without a network and without asking for one.
// tools/offline.mjs puts BUILD and FILES, the list of them, before this.
const OURS = `throughline ${registration.scope} `;
const CACHE = OURS + BUILD;

// Who serves the app can take the worker back, without a build: by {"serve": false} in version.json.
const isServed = () =>
  fetch("version.json", { cache: "no-store" })
    .then((answer) => answer.json())
    .then((version) => version.serve !== false)
    .catch(() => true);

async function dropCaches(isDropped) {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && isDropped(name)).map((name) => caches.delete(name)));
}

// All of the files or none.
async function install() {
  if (!(await isServed())) throw new Error("It is not to be kept.");
  const cache = await caches.open(CACHE);
  try {
    await cache.addAll(FILES.map((name) => new Request(name, { cache: "no-cache" })));
    // While a host takes a new build, the page can be of one and its parts of another.
    const page = await (await cache.match("./")).text();
    if (!FILES.every((name) => !/-[0-9a-f]{16}/.test(name) || page.includes(name))) throw new Error("The page is of another build.");
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function look() {
  if (await isServed()) return;
  await registration.unregister();
  await dropCaches(() => true);
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(dropCaches((name) => name !== CACHE)));
addEventListener("message", (event) => {
  if (event.data === "SKIP_WAITING") skipWaiting();
  if (event.data === "LOOK") event.waitUntil(look());
});
addEventListener("fetch", (event) => {
  const [address] = event.request.url.split(/[?#]/);
  if (event.request.method !== "GET" || !address.startsWith(registration.scope)) return;
  const name = address.slice(registration.scope.length).replace(/^(index\.html)?$/, "./");
  if (!FILES.includes(name)) return;
  event.respondWith(caches.match(name, { cacheName: CACHE, ignoreVary: true }).then((kept) => kept ?? fetch(event.request)));
});
