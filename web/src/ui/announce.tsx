import { signal } from "@preact/signals";

const said = signal("");

/** Tells people who listen to the page that something has happened, without moving them. */
export function announce(text: string): void {
  said.value = said.peek() === text ? `${text}\u00a0` : text;
}

/** The place where announcements are read from; once on the page. */
export function Announcements() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said}
    </div>
  );
}
