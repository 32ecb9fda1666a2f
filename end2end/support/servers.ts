// Starts the product as its users do, on free loopback ports, in a folder of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** The release binary: `FANSCOPE_BINARY`, or where `make build` leaves it. */
export const binary = process.env.FANSCOPE_BINARY ?? resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "release/fanscope");

export async function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => found(port));
    });
  });
}

/** A running `fanscope` command; its log lies in the folder under the command's name. */
export class Server {
  private ended: string | undefined;

  private constructor(
    private readonly process: ChildProcess,
    private readonly name: string,
  ) {
    process.once("error", (error) => (this.ended = error.message));
    process.once("exit", (code, signal) => (this.ended ??= `exit ${code ?? signal}`));
  }

  /** Settings of the developer's own shell do not reach it. */
  static start(folder: string, name: string, args: string[], settings: Record<string, string> = {}): Server {
    const inherited = Object.entries(process.env).filter(([variable]) => !variable.startsWith("FANSCOPE_"));
    const child = spawn(binary, args, {
      cwd: folder,
      env: { ...Object.fromEntries(inherited), ...settings },
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr?.pipe(createWriteStream(join(folder, `${name}.log`)));
    return new Server(child, name);
  }

  async ready(url: string, seconds: number): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (this.ended === undefined) {
      const status = await fetch(url).then((response) => response.status, () => 0);
      if (status === 200) return;
      if (Date.now() > deadline) throw new Error(`${this.name}: ${url} answers ${status || "nothing"} after ${seconds} s`);
      await new Promise((resume) => setTimeout(resume, 100));
    }
    throw new Error(`${this.name} ended: ${this.ended}`);
  }

  async stop(): Promise<void> {
    if (this.ended !== undefined) return;
    const exited = new Promise((resume) => this.process.once("exit", resume));
    this.process.kill("SIGTERM");
    const last = setTimeout(() => this.process.kill("SIGKILL"), 10_000);
    await exited;
    clearTimeout(last);
  }
}
