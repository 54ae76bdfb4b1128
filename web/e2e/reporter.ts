import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter";

/** Fails a run in which a test was skipped: what is not seen does not hold. */
export default class NoSkips implements Reporter {
  #skipped: string[] = [];

  onBegin(_config: FullConfig, _suite: Suite): void {}

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === "skipped") this.#skipped.push(test.titlePath().join(" › "));
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult["status"] }> {
    for (const title of this.#skipped) process.stdout.write(`skipped: ${title}\n`);
    return { status: this.#skipped.length > 0 && result.status === "passed" ? "failed" : result.status };
  }
}
