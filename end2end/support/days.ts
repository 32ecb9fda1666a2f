// An installation of its own, beside a platform that is started anew for each day: what it sends may change from one day to the next.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { Server, binary, freePort } from "./servers";

const run = promisify(execFile);

export interface Cookie {
  name: string;
  value: string;
}

export class Days {
  private serving: Server | undefined;
  private platform: Server | undefined;

  private constructor(
    private readonly folder: string,
    private readonly app: number,
    private readonly sandbox: number,
  ) {}

  static async create(): Promise<Days> {
    return new Days(await mkdtemp(join(tmpdir(), "fanscope-days-")), await freePort(), await freePort());
  }

  get origin(): string {
    return `http://127.0.0.1:${this.app}`;
  }

  private get platformOrigin(): string {
    return `http://127.0.0.1:${this.sandbox}`;
  }

  /** The platform on a day, at noon of Beijing, with the labels of a year. */
  private async begin(day: string, labels: string): Promise<void> {
    await this.platform?.stop();
    const faults = join(this.folder, "faults.toml");
    await writeFile(faults, `[platform]\nlabels = "${labels}"\n`);
    this.platform = Server.start(this.folder, `sandbox-${day}`, [
      "sandbox",
      ...["--listen", `127.0.0.1:${this.sandbox}`, "--creators", "1", "--fans", "1500"],
      ...["--now", `${day}T12:00:00+08:00`, "--state", join(this.folder, "sandbox.json"), "--faults", faults],
    ]);
    await this.platform.ready(`${this.platformOrigin}/sandbox/creators`, 20);
  }

  private settings(day: string): Record<string, string> {
    return {
      FANSCOPE_DATABASE_URL: `sqlite://${join(this.folder, "days.db")}`,
      FANSCOPE_DOUYIN_BASE_URL: this.platformOrigin,
      FANSCOPE_DOUYIN_CLIENT_KEY: "sandbox-key",
      FANSCOPE_DOUYIN_CLIENT_SECRET: "sandbox-secret",
      FANSCOPE_LISTEN: `127.0.0.1:${this.app}`,
      FANSCOPE_COLLECT_AT: "23:50",
      FANSCOPE_NOW: `${day}T12:00:00+08:00`,
    };
  }

  /** The dashboard, as it is on this day. */
  async serve(day: string): Promise<void> {
    this.serving = Server.start(this.folder, `serve-${day}`, ["serve"], this.settings(day));
    await this.serving.ready(`${this.origin}/readyz`, 30);
  }

  /** The only creator of the platform signs in on this day; the session, and the path of the creator's pages. */
  async signIn(day: string, labels: string): Promise<{ cookie: Cookie; creator: string }> {
    await this.begin(day, labels);
    await this.serve(day);
    const [creator] = (await (await fetch(`${this.platformOrigin}/sandbox/creators`)).json()) as { open_id: string }[];
    const start = await fetch(`${this.origin}/auth/douyin/start`, { redirect: "manual" });
    const consent = await fetch(`${start.headers.get("location")}&auto_consent=${creator?.open_id}`, { redirect: "manual" });
    const browser = start.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    const back = await fetch(consent.headers.get("location") ?? "", { redirect: "manual", headers: { cookie: browser } });
    const session = back.headers.getSetCookie().map((line) => line.split(";")[0] ?? "").find((pair) => pair.startsWith("fanscope="));
    const path = new URL(back.headers.get("location") ?? "", this.origin).pathname;
    if (!session || !path.startsWith("/creators/")) throw new Error(`the sign-in led to ${back.status} ${path}`);
    await this.collect(day);
    await this.serving?.stop();
    return { cookie: { name: "fanscope", value: session.slice("fanscope=".length) }, creator: path.split("/").slice(0, 3).join("/") };
  }

  /** Records a day on which the platform has the labels of a year. */
  async record(day: string, labels: string): Promise<void> {
    await this.begin(day, labels);
    await this.collect(day);
  }

  private async collect(day: string): Promise<void> {
    const inherited = Object.entries(process.env).filter(([variable]) => !variable.startsWith("FANSCOPE_"));
    await run(binary, ["collect", "--all"], { cwd: this.folder, env: { ...Object.fromEntries(inherited), ...this.settings(day) } });
  }

  async remove(): Promise<void> {
    await Promise.all([this.serving?.stop(), this.platform?.stop()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}
