// One demo for most specs; one sandbox and one server apart for the specs about the border between two sites.
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Demo } from "./demo";
import { Pair } from "./pair";
import { binary } from "./servers";

interface Running {
  stop(): Promise<void>;
}

export default async function globalSetup(): Promise<() => Promise<void>> {
  if (!existsSync(binary)) throw new Error(`there is no ${binary}: run make build first, or set FANSCOPE_BINARY`);
  const folder = await mkdtemp(join(tmpdir(), "fanscope-end2end-"));
  const running: Running[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([startDemo(folder, running), startPair(folder, running)]);
  } catch (error) {
    const logs = (await readdir(folder)).filter((name) => name.endsWith(".log"));
    for (const name of logs) console.error(`--- ${name}\n${(await readFile(join(folder, name), "utf8")).slice(-2000)}`);
    await stop();
    throw error;
  }
  return stop;
}

async function startDemo(folder: string, running: Running[]): Promise<void> {
  const demo = await Demo.in(folder);
  running.push(demo);
  await demo.start();
  process.env.END2END_DEMO = demo.origin;
  process.env.END2END_PLATFORM = demo.platformOrigin;
}

async function startPair(folder: string, running: Running[]): Promise<void> {
  const pair = await Pair.in(folder, { creators: 2, fans: 300 });
  running.push(pair);
  await pair.start();
  process.env.END2END_SERVE = pair.origin;
}
