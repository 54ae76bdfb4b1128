import { Problem } from "../api/request";
import { texts } from "../lang/language";
import { label } from "../plans/label";
import { chooseListed } from "../plans/picker";
import { asked, listed } from "../state/shown";
import { Failed } from "../ui/state";
import { chooseAgain } from "./navigation";

const t = texts({
  en: { none: "The server has no plan “{name}”", noScenario: "The server has no scenario “{name}”", scenario: "{title}, scenario", others: "The server has", empty: "The server has no plan and no scenario. Start it with one: lindero serve SCENARIO.", more: "and {n} more" },
  es: { none: "El servidor no tiene ningún plan «{name}»", noScenario: "El servidor no tiene ningún escenario «{name}»", scenario: "{title}, escenario", others: "El servidor tiene", empty: "El servidor no tiene ningún plan ni escenario. Inícielo con uno: lindero serve ESCENARIO.", more: "y {n} más" },
});

/** The most that is offered here; the part "plans" has them all. */
const mostOffered = 8;

/** In the place of a plan that could not be had: why, and what there is instead. */
export function NotThere({ problem }: { problem: Problem }) {
  const there = listed.value.state === "there" ? listed.value.value : null;
  const all = there ? (["plans", "scenarios"] as const).flatMap((kind) => there[kind].map((l) => ({ kind, l }))) : [];
  const wish = asked.value;
  const gone = problem.trouble === "gone";
  return (
    <div class="not-there">
      {gone && wish && <h2>{t(wish.kind === "plans" ? "none" : "noScenario", { name: wish.name })}</h2>}
      <Failed problem={gone ? new Problem("gone", "") : problem} retry={() => void chooseAgain()} />
      {there && all.length === 0 && <p>{t("empty")}</p>}
      {all.length > 0 && (
        <nav aria-label={t("others")}>
          <h3>{t("others")}</h3>
          <ul class="plain stack">
            {all.slice(0, mostOffered).map(({ kind, l }) => (
              <li key={kind + l.id}>
                <button type="button" onClick={() => void chooseListed(kind, l.id)}>
                  {kind === "plans" ? label(l) : t("scenario", { title: label(l) })}
                </button>
              </li>
            ))}
          </ul>
          {all.length > mostOffered && <p class="soft">{t("more", { n: all.length - mostOffered })}</p>}
        </nav>
      )}
    </div>
  );
}
