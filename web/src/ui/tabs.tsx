import type { ComponentChildren } from "preact";

export interface Tab<T extends string> {
  id: T;
  label: string;
}

/** Tabs as WAI-ARIA has them: arrow keys move, one is in the order of tabbing. */
export function Tabs<T extends string>({ label, tabs, open, choose, children }: { label: string; tabs: readonly Tab<T>[]; open: T; choose: (id: T) => void; children: ComponentChildren }) {
  const move = (event: KeyboardEvent) => {
    const i = tabs.findIndex((x) => x.id === open);
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    const next = tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    choose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((x) => (
          <button key={x.id} type="button" role="tab" id={`tab-${x.id}`} aria-selected={x.id === open} aria-controls={x.id === open ? `part-${x.id}` : undefined} tabIndex={x.id === open ? 0 : -1} onClick={() => choose(x.id)}>
            {x.label}
          </button>
        ))}
      </div>
      <div class="part" role="tabpanel" id={`part-${open}`} aria-labelledby={`tab-${open}`} tabIndex={0}>
        {children}
      </div>
    </>
  );
}
