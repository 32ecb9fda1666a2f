import type { BrowserContext, ConsoleMessage, Response } from "@playwright/test";

/** Collects what a visitor's browser complains about: errors and warnings in the console, uncaught errors, failed requests. */
export class Guard {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  constructor(context: BrowserContext) {
    context.on("console", (message) => this.console(message));
    context.on("weberror", (error) => this.heard.push(`uncaught: ${error.error().message}`));
    context.on("response", (response) => this.response(response));
  }

  /** A complaint this spec provokes on purpose. */
  expect(complaint: RegExp): void {
    this.expected.push(complaint);
  }

  complaints(): string[] {
    return this.heard.filter((complaint) => !this.expected.some((pattern) => pattern.test(complaint)));
  }

  private console(message: ConsoleMessage): void {
    if (message.type() === "error" || message.type() === "warning") {
      this.heard.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  }

  private response(response: Response): void {
    const kind = response.request().resourceType();
    const missing = response.status() === 404 && kind !== "document";
    if (response.status() >= 500 || missing) this.heard.push(`${response.status()} ${kind}: ${response.url()}`);
  }
}
