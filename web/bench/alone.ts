import type { Browser, CDPSession } from "@playwright/test";

// A page that nobody records. Playwright has the browser keep every answer that a
// page of its own gets, up to 200 MB, in the process of that page: whoever wants to
// know what a page needs has to look at one that is not Playwright's. The browser
// is the same; the page is in a context of its own, which Playwright lets be, and
// is spoken to through the browser's session.

interface Answer {
  id?: number;
  result?: unknown;
  error?: { message: string };
}

export class Alone {
  readonly #waiting = new Map<number, { done: (result: unknown) => void; failed: (error: Error) => void }>();
  #last = 0;

  private constructor(
    readonly browser: CDPSession,
    readonly context: string,
    readonly session: string,
  ) {
    browser.on("Target.receivedMessageFromTarget", ({ sessionId, message }) => {
      if (sessionId === session) this.#take(JSON.parse(message) as Answer);
    });
  }

  /** Opens a page of a size at an address. */
  static async open(browser: Browser, address: string, width: number, height: number): Promise<Alone> {
    const told = await browser.newBrowserCDPSession();
    const { browserContextId } = await told.send("Target.createBrowserContext");
    const { targetId } = await told.send("Target.createTarget", { url: "about:blank", browserContextId });
    const { sessionId } = await told.send("Target.attachToTarget", { targetId, flatten: false });
    const page = new Alone(told, browserContextId, sessionId);
    await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
    await page.send("Emulation.setFocusEmulationEnabled", { enabled: true });
    await page.send("Page.navigate", { url: address });
    return page;
  }

  /** Gives a command of the DevTools protocol to the page. */
  send<R = unknown>(method: string, params: object = {}): Promise<R> {
    const id = ++this.#last;
    const answered = new Promise<R>((done, failed) => this.#waiting.set(id, { done: (result) => done(result as R), failed }));
    const sent = this.browser.send("Target.sendMessageToTarget", { sessionId: this.session, message: JSON.stringify({ id, method, params }) });
    return sent.then(() => answered);
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id ?? 0);
    if (!waiting) return;
    this.#waiting.delete(answer.id ?? 0);
    if (answer.error) waiting.failed(new Error(answer.error.message));
    else waiting.done(answer.result);
  }

  /** Has a function run in the page; what comes of it is waited for. */
  async evaluate<R, A>(task: (argument: A) => R | Promise<R>, argument?: A): Promise<R> {
    const expression = `(${task.toString()})(${argument === undefined ? "" : JSON.stringify(argument)})`;
    const { result, exceptionDetails } = await this.send<{ result: { value: R }; exceptionDetails?: { text: string; exception?: { description?: string } } }>("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until something holds in the page. */
  async until(what: string, holds: () => boolean): Promise<void> {
    const end = Date.now() + 60_000;
    while (!(await this.evaluate(holds).catch(() => false))) {
      if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
      await new Promise((r) => setTimeout(r, 30));
    }
  }

  /** Moves the pointer, presses its button or lets it go. */
  async pointer(type: "mouseMoved" | "mousePressed" | "mouseReleased", x: number, y: number): Promise<void> {
    const pressed = type === "mouseReleased" ? 0 : 1;
    await this.send("Input.dispatchMouseEvent", { type, x, y, button: "left", buttons: pressed, clickCount: type === "mouseMoved" ? 0 : 1 });
  }

  /** Presses a letter with Control. */
  async control(letter: string): Promise<void> {
    const key = { key: letter, code: `Key${letter.toUpperCase()}`, windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0), modifiers: 2 };
    await this.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  }

  async close(): Promise<void> {
    await this.browser.send("Target.disposeBrowserContext", { browserContextId: this.context });
    await this.browser.detach();
  }
}
