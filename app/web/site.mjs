// Makes the site the server embeds: node site.mjs SITE FOLDER…
// The folders hold finished assets; SITE gets pkg/<hash of all of them>/…, each file also as .br and .gz.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [site, ...folders] = process.argv.slice(2);
if (!site || folders.length === 0) throw new Error("usage: node site.mjs SITE FOLDER…");

const assets = folders
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ name: relative(folder, path), bytes: readFileSync(path) })),
  )
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const hash = createHash("sha256");
for (const { name, bytes } of assets) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
const target = join(site, "pkg", hash.digest("hex").slice(0, 16));

const brotli = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

rmSync(site, { recursive: true, force: true });
for (const { name, bytes } of assets) {
  const path = join(target, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  writeFileSync(`${path}.br`, brotli(bytes));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
