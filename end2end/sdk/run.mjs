// Starts `fanscope sandbox` on a free loopback port, runs the SDK's tests against it, ends it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const binary = process.env.FANSCOPE_BINARY ?? resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "release/fanscope");

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

async function answers(url, sandbox) {
  for (let tries = 0; tries < 200 && sandbox.exitCode === null; tries += 1) {
    if (await fetch(url).then((response) => response.ok, () => false)) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error(`${binary} sandbox does not answer; run make build first`);
}

const address = `127.0.0.1:${await freePort()}`;
const options = ["--listen", address, "--creators", "3", "--fans", "1500", "--now", "2026-06-01T12:00:00+08:00"];
const sandbox = spawn(binary, ["sandbox", ...options], { stdio: ["ignore", "ignore", "inherit"], env: { PATH: process.env.PATH, FANSCOPE_LOG: "warn" } });
try {
  await answers(`http://${address}/sandbox/creators`, sandbox);
  const tests = spawn(process.execPath, ["--test", "--test-reporter=spec", "sdk.test.mjs"], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, SANDBOX_URL: `http://${address}` },
  });
  const [code] = await once(tests, "exit");
  process.exitCode = code ?? 1;
} finally {
  sandbox.kill("SIGTERM");
}
