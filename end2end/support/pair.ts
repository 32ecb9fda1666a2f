// A sandbox platform and a server apart, on one day of their own.
import { join } from "node:path";

import { Server, freePort } from "./servers";

const credentials = { key: "end2end-key", secret: "end2end-secret" };

export interface PairOptions {
  creators: number;
  fans: number;
  /** The instant both clocks start at (RFC 3339); without it they show the time. */
  now?: string;
}

/** Cookies ignore ports, and two ports of one host are one site: so the platform is localhost and the app is 127.0.0.1. */
export class Pair {
  private sandbox: Server | undefined;
  private serve: Server | undefined;

  private constructor(
    private readonly folder: string,
    private readonly options: PairOptions,
    private readonly app: number,
    private readonly platform: number,
  ) {}

  /** Free ports and a folder; nothing runs yet. */
  static async in(folder: string, options: PairOptions): Promise<Pair> {
    return new Pair(folder, options, await freePort(), await freePort());
  }

  get origin(): string {
    return `http://127.0.0.1:${this.app}`;
  }

  async start(): Promise<void> {
    const { creators, fans, now } = this.options;
    this.sandbox = Server.start(this.folder, "sandbox", [
      "sandbox",
      ...["--listen", `127.0.0.1:${this.platform}`],
      ...["--client-key", credentials.key, "--client-secret", credentials.secret],
      ...["--state", join(this.folder, "sandbox.json")],
      ...["--creators", String(creators), "--fans", String(fans)],
      ...(now === undefined ? [] : ["--now", now]),
    ]);
    await this.sandbox.ready(this.control("creators"), 20);
    await this.startServer(now);
  }

  /** The clocks of both jump; the server's by a restart, as its clock starts where it is told to. */
  async goTo(now: string): Promise<void> {
    const clock = await this.read<{ now: string }>("clock");
    const seconds = Math.round((Date.parse(now) - Date.parse(clock.now)) / 1000);
    await this.command(`clock?advance=${seconds}`);
    await this.serve?.stop();
    await this.startServer(now);
  }

  /** The creator takes the authorisation back, as in the app. */
  async revoke(openId: string): Promise<void> {
    await this.command(`revoke?open_id=${openId}`);
  }

  async creators(): Promise<{ open_id: string; nickname: string }[]> {
    return this.read("creators");
  }

  async stop(): Promise<void> {
    await Promise.all([this.serve?.stop(), this.sandbox?.stop()]);
  }

  private async startServer(now: string | undefined): Promise<void> {
    const database = `sqlite://${join(this.folder, "serve.db")}`;
    this.serve = Server.start(this.folder, "serve", ["serve", "--listen", `127.0.0.1:${this.app}`, "--database-url", database], {
      FANSCOPE_PUBLIC_URL: this.origin,
      FANSCOPE_DOUYIN_BASE_URL: `http://localhost:${this.platform}`,
      FANSCOPE_DOUYIN_CLIENT_KEY: credentials.key,
      FANSCOPE_DOUYIN_CLIENT_SECRET: credentials.secret,
      FANSCOPE_DOUYIN_SCOPES: "user_info,fans.data.bind,data.external.user,video.list.bind,fans.list,following.list",
      ...(now === undefined ? {} : { FANSCOPE_NOW: now }),
    });
    await this.serve.ready(`${this.origin}/readyz`, 20);
  }

  private async command(path: string): Promise<void> {
    const answer = await fetch(this.control(path), { method: "POST" });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  }

  private async read<T>(path: string): Promise<T> {
    return (await (await fetch(this.control(path))).json()) as T;
  }

  private control(path: string): string {
    return `http://127.0.0.1:${this.platform}/sandbox/${path}`;
  }
}
