// Starts `fanscope demo`, signs in, and prints what Lighthouse says of the pages people open first. Fails below the goals.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import desktop from "lighthouse/core/config/desktop-config.js";

const root = resolve(import.meta.dirname, "../..");
const binary = process.env.FANSCOPE_BINARY ?? resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "release/fanscope");
const GOALS = { performance: 90, accessibility: 100, "best-practices": 100 };
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

async function ready(url, server) {
  for (let tries = 0; tries < 1800 && server.exitCode === null; tries += 1) {
    if (await fetch(url).then((response) => response.ok, () => false)) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`${binary} demo does not answer; run make build first`);
}

/** Signs in as the first creator; the cookie of the session and the address of the creator. */
async function signIn(origin, platform) {
  const cookies = new Map();
  const visit = async (url) => {
    const headers = { accept: "text/html", cookie: [...cookies].map((pair) => pair.join("=")).join("; ") };
    const answer = await fetch(url, { headers: url.startsWith(origin) ? headers : {}, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(";")[0].split("=");
      cookies.set(name, value);
    }
    return answer;
  };
  const consent = (await visit(`${origin}/auth/douyin/start`)).headers.get("location");
  const [{ open_id: account }] = await (await fetch(`${platform}/sandbox/creators`)).json();
  const callback = (await visit(`${consent}&auto_consent=${account}`)).headers.get("location");
  await visit(callback);
  const roster = await (await visit(`${origin}/creators`)).text();
  const creator = roster.match(/href="(\/creators\/[^"/?]+)/)?.[1];
  if (!creator) throw new Error("nobody is on the roster");
  return { cookie: [...cookies].map((pair) => pair.join("=")).join("; "), creator };
}

async function audit(name, url, cookie, chrome, config) {
  const flags = { port: chrome.port, extraHeaders: { Cookie: cookie }, onlyCategories: Object.keys(GOALS), logLevel: "error" };
  const { lhr } = await lighthouse(url, flags, config);
  const scores = Object.fromEntries(Object.entries(lhr.categories).map(([id, { score }]) => [id, Math.round((score ?? 0) * 100)]));
  const value = (id) => lhr.audits[id]?.displayValue ?? "–";
  const timings = `LCP ${value("largest-contentful-paint")}, TBT ${value("total-blocking-time")}, CLS ${value("cumulative-layout-shift")}`;
  console.log(`${name.padEnd(20)} ${Object.entries(scores).map(([id, score]) => `${id} ${score}`).join(" · ")} · ${timings}`);
  for (const { auditRefs } of Object.values(lhr.categories)) {
    for (const { id, weight } of auditRefs) {
      const { score, title, details } = lhr.audits[id];
      if (weight > 0 && score !== null && score < 0.9) console.log(`  ${id}: ${title}${details?.items?.[0] ? ` ${JSON.stringify(details.items[0]).slice(0, 240)}` : ""}`);
    }
  }
  return scores;
}

const folder = await mkdtemp(join(tmpdir(), "fanscope-audit-"));
const [app, sandbox] = [await freePort(), await freePort()];
const origin = `http://127.0.0.1:${app}`;
const options = ["--listen", `127.0.0.1:${app}`, "--sandbox-listen", `127.0.0.1:${sandbox}`, "--database-url", `sqlite://${join(folder, "demo.db")}`];
const demo = spawn(binary, ["demo", ...options], { cwd: folder, stdio: "ignore", env: { PATH: process.env.PATH, FANSCOPE_LOG: "warn" } });
let chrome;
let passed = 0;
let failed = 0;
try {
  await ready(`${origin}/readyz`, demo);
  const { cookie, creator } = await signIn(origin, `http://127.0.0.1:${sandbox}`);
  chrome = await launch({ chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromeFlags: FLAGS });
  const pages = { overview: creator, roster: "/creators" };
  for (const [name, path] of Object.entries(pages)) {
    const scores = await audit(`${name}, desktop`, origin + path, cookie, chrome, desktop);
    for (const [id, goal] of Object.entries(GOALS)) {
      if ((scores[id] ?? 0) >= goal) passed += 1;
      else {
        failed += 1;
        console.log(`  ${name}: ${id} ${scores[id]} is below ${goal}`);
      }
    }
    await audit(`${name}, phone`, origin + path, cookie, chrome, undefined);
  }
  console.log(`${passed} passed, ${failed} failed`);
} finally {
  await chrome?.kill();
  demo.kill("SIGTERM");
  await once(demo, "exit");
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
