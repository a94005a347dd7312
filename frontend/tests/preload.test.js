import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Every module that `file` needs before it runs. @param {string} file @param {Set<string>} [found] */
function graph(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, path] of text.matchAll(/^(?:import|export)[^;]*?from "(\.[^"]+)";/gm)) {
    graph(join(dirname(file), path ?? ""), found);
  }
  return found;
}

test("the wall's modules are fetched at once, not one after the other", () => {
  const entry = join(ROOT, "src/main.js");
  const needed = graph(join(ROOT, "src/elements/vigil-wall.js"), graph(entry));
  needed.delete(entry);
  const page = readFileSync(join(ROOT, "index.html"), "utf8");
  const listed = [...page.matchAll(/modulepreload" href="\/static\/([^"]+)"/g)].map(
    ([, path]) => path,
  );
  assert.deepEqual(listed, [...needed].map((file) => relative(ROOT, file)).sort());
});

test("the page holds nothing inline and names no other origin", () => {
  const page = readFileSync(join(ROOT, "index.html"), "utf8");
  assert.doesNotMatch(page, /style=|<style|https?:\/\/|<script(?![^>]* src=)/);
});
