// A demo of its own, for the specs that stop it or move its clock.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Server, freePort } from "./servers";

/** Recording 180 days takes up to a minute. */
const HISTORY_SECONDS = 180;

export class Demo {
  private server: Server | undefined;

  private constructor(
    private readonly folder: string,
    private readonly app: number,
    private readonly platform: number,
  ) {}

  /** A demo with an empty folder and two free ports; it does not run yet. */
  static async create(): Promise<Demo> {
    return Demo.in(await mkdtemp(join(tmpdir(), "fanscope-demo-")));
  }

  static async in(folder: string): Promise<Demo> {
    return new Demo(folder, await freePort(), await freePort());
  }

  get origin(): string {
    return `http://127.0.0.1:${this.app}`;
  }

  get platformOrigin(): string {
    return `http://127.0.0.1:${this.platform}`;
  }

  /** Returns when the history is recorded. */
  async start(): Promise<void> {
    this.server = Server.start(this.folder, "demo", [
      "demo",
      ...["--listen", `127.0.0.1:${this.app}`],
      ...["--sandbox-listen", `127.0.0.1:${this.platform}`],
      ...["--database-url", `sqlite://${join(this.folder, "demo.db")}`],
    ]);
    await this.server.ready(`${this.origin}/readyz`, HISTORY_SECONDS);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Lets the clock of the platform and of the dashboard jump. */
  async advance(seconds: number): Promise<void> {
    const answer = await fetch(this.control(`clock?advance=${seconds}`), { method: "POST" });
    if (!answer.ok) throw new Error(`the clock answers ${answer.status}`);
  }

  /** The creator takes the authorisation back, as in the app. */
  async revoke(openId: string): Promise<void> {
    const answer = await fetch(this.control(`revoke?open_id=${openId}`), { method: "POST" });
    if (!answer.ok) throw new Error(`a revocation answers ${answer.status}`);
  }

  /** The platform day, as the clock shows it. */
  async today(): Promise<string> {
    return (await this.read<{ day: string }>("clock")).day;
  }

  async creators(): Promise<{ open_id: string; nickname: string }[]> {
    return this.read("creators");
  }

  async truth<T>(openId: string, day: string): Promise<T> {
    return this.read(`truth/${openId}/${day}`);
  }

  private async read<T>(path: string): Promise<T> {
    return (await (await fetch(this.control(path))).json()) as T;
  }

  private control(path: string): string {
    return `${this.platformOrigin}/sandbox/${path}`;
  }
}
