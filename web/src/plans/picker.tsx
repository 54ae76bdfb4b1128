import { texts } from "../lang/language";
import { announce } from "../ui/announce";
import { asked, base, choose, choosing, listed, type Asked } from "../state/shown";
import { apart, findListed, label } from "./label";

const t = texts({
  en: { choose: "Choose a plan", shown: "Plan that is shown", plans: "Plans", scenarios: "Scenarios", chosen: "{title} is shown" },
  es: { choose: "Elija un plan", shown: "Plan que se muestra", plans: "Planes", scenarios: "Escenarios", chosen: "Se muestra {title}" },
});

/** Chooses a plan or scenario, and says when it is shown. */
export async function chooseListed(kind: Asked["kind"], name: string): Promise<void> {
  await choose(kind, name);
  const now = base.peek();
  const wish = asked.peek();
  if (now.state === "there" && wish?.kind === kind && wish.name === name) announce(t("chosen", { title: label(now.value) }));
}

/** A list to choose from which plan or scenario is shown, for the head of the page. */
export function Picker() {
  const whole = listed.value.state === "there" ? listed.value.value : { plans: [], scenarios: [] };
  const all = { plans: apart(whole.plans).own, scenarios: whole.scenarios };
  const is = base.value.state === "there" ? base.value.value : null;
  const going = choosing.value;
  const value = going ? valueOf(going.kind, idOf(going, all)) : is ? valueOf(is.kind, is.id) : "";
  const isListed = is === null || all[is.kind].some((l) => l.id === is.id);
  const unlisted = is && (findListed(whole[is.kind], is.id) ?? is);
  return (
    <label class="picker">
      <span class="unseen">{t("shown")}</span>
      <select
        value={value}
        aria-busy={going !== null}
        onChange={(e) => {
          const [kind, ...id] = e.currentTarget.value.split("/");
          if (kind === "plans" || kind === "scenarios") void chooseListed(kind, id.join("/"));
        }}
      >
        {value === "" && <option value="">{t("choose")}</option>}
        {unlisted && !isListed && is && <option value={valueOf(is.kind, is.id)}>{label(unlisted)}</option>}
        {(["plans", "scenarios"] as const).map(
          (kind) =>
            all[kind].length > 0 && (
              <optgroup key={kind} label={t(kind)}>
                {all[kind].map((l) => (
                  <option key={l.id} value={valueOf(kind, l.id)}>
                    {label(l)}
                  </option>
                ))}
              </optgroup>
            ),
        )}
      </select>
    </label>
  );
}

function valueOf(kind: Asked["kind"], id: string): string {
  return `${kind}/${id}`;
}

function idOf(wish: Asked, all: { plans: Parameters<typeof findListed>[0]; scenarios: Parameters<typeof findListed>[0] }): string {
  return findListed(all[wish.kind], wish.name)?.id ?? wish.name;
}
