import { useEffect, useRef } from "preact/hooks";
import type { Listed } from "../api/datasets";
import { texts } from "../lang/language";
import { shown } from "../state/shown";
import { Choice } from "./choice";
import { Comparison } from "./comparison";
import { findListed, label } from "./label";
import { alike } from "./order";
import { comparing, two, wishes } from "./two";

const t = texts({
  en: { group: "Two plans compared", a: "Plan A", b: "Plan B", swap: "Swap A and B", compare: "Compare", close: "Close the comparison", same: "A and B are the same plan: choose another.", changed: "{title}, changed" },
  es: { group: "Dos planes comparados", a: "Plan A", b: "Plan B", swap: "Intercambiar A y B", compare: "Comparar", close: "Cerrar la comparación", same: "A y B son el mismo plan: elija otro.", changed: "{title}, cambiado" },
});

/** Chooses two plans of one border, and compares them. */
export function ChooseTwo({ plans, none }: { plans: readonly Listed[]; none: string }) {
  const place = useRef<HTMLDivElement | null>(null);
  const wished = wishes.value;
  const seen = useRef(wished);
  useEffect(() => {
    if (wished === seen.current) return;
    seen.current = wished;
    place.current?.focus();
    place.current?.scrollIntoView({ block: "start" });
  }, [wished]);
  const is = shown.value;
  const all = is?.kind === "plans" && !plans.some((p) => p.id === is.id) ? [{ id: is.id, names: [], title: t("changed", { title: is.title }) }, ...plans] : plans;
  const a = findListed(all, two.value.a) ?? (is && findListed(all, is.id)) ?? all[0];
  const others = a ? sameBorder(all, a, is) : [];
  const b = findListed(others, two.value.b) ?? others.find((p) => p.id !== a?.id);
  if (!a || !b) return <p class="soft">{none}</p>;
  const choose = (more: Partial<{ a: string; b: string }>) => (two.value = { a: a.id, b: b.id, ...more });
  return (
    <div class="stack" ref={place} tabIndex={-1} role="group" aria-label={t("group")}>
      <div class="two">
        <Choice name={t("a")} value={a.id} list={all} choose={(id) => choose({ a: id })} />
        <Choice name={t("b")} value={b.id} list={others} choose={(id) => choose({ b: id })} />
      </div>
      <div class="row">
        {comparing.value ? (
          <button type="button" onClick={() => (comparing.value = false)}>
            {t("close")}
          </button>
        ) : (
          <button type="button" class="primary" onClick={() => (comparing.value = true)}>
            {t("compare")}
          </button>
        )}
        <button type="button" onClick={() => (two.value = { a: b.id, b: a.id })}>
          {t("swap")}
        </button>
      </div>
      {comparing.value && (a.id === b.id ? <p>{t("same")}</p> : <Comparison a={{ id: a.id, title: label(a) }} b={{ id: b.id, title: label(b) }} />)}
    </div>
  );
}

/** The plans of the border of another one, as far as titles tell: what is shown with changes has the title of its plan. */
function sameBorder(all: readonly Listed[], a: Listed, is: { id: string; title: string } | null): Listed[] {
  const title = is && a.id === is.id ? is.title : a.title;
  return all.filter((p) => alike([p], title).length > 0 || (is !== null && p.id === is.id && is.title === title));
}
