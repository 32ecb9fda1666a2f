// One demo for most specs; one sandbox and one server apart for the specs about the border between two sites.
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Demo } from "./demo";
import { Server, binary, freePort } from "./servers";

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

// Cookies ignore ports, and two ports of one host are one site: so the platform is localhost and the app is 127.0.0.1.
async function startPair(folder: string, running: Running[]): Promise<void> {
  const [app, platform] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${app}`;
  const credentials = { key: "end2end-key", secret: "end2end-secret" };
  const sandbox = Server.start(folder, "sandbox", [
    "sandbox",
    ...["--listen", `127.0.0.1:${platform}`],
    ...["--client-key", credentials.key, "--client-secret", credentials.secret],
    ...["--state", join(folder, "sandbox.json")],
    ...["--creators", "2", "--fans", "300"],
  ]);
  running.push(sandbox);
  await sandbox.ready(`http://127.0.0.1:${platform}/sandbox/creators`, 20);
  const serve = Server.start(
    folder,
    "serve",
    ["serve", "--listen", `127.0.0.1:${app}`, "--database-url", `sqlite://${join(folder, "serve.db")}`],
    {
      FANSCOPE_PUBLIC_URL: origin,
      FANSCOPE_DOUYIN_BASE_URL: `http://localhost:${platform}`,
      FANSCOPE_DOUYIN_CLIENT_KEY: credentials.key,
      FANSCOPE_DOUYIN_CLIENT_SECRET: credentials.secret,
      FANSCOPE_DOUYIN_SCOPES: "user_info,fans.data.bind,data.external.user,video.list.bind,fans.list,following.list",
    },
  );
  running.push(serve);
  await serve.ready(`${origin}/readyz`, 20);
  process.env.END2END_SERVE = origin;
}
