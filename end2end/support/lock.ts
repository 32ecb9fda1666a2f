// What only one worker may do at a time.
import { mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PATIENCE_MS = 60_000;

/** Runs `task` while no other worker of this run is inside a task of the same name. */
export async function exclusive<T>(name: string, task: () => Promise<T>): Promise<T> {
  const folder = join(tmpdir(), `fanscope-end2end-${name}-${process.ppid}`);
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await mkdir(folder).then(() => true, () => false))) {
    if (Date.now() > deadline) throw new Error(`${folder} is held for longer than ${PATIENCE_MS} ms`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
  try {
    return await task();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
