import { signal } from "@preact/signals";

// What asking has shown of the way to the server. Only request.ts sets it.

/** Whether the last request got an answer, of whatever kind. */
export const reached = signal(true);

/** Seconds that the page waits before it asks again, as a busy server has said; 0: it does not wait. */
export const waiting_s = signal(0);
