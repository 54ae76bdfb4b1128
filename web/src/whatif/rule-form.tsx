import { signal, useSignal, useSignalEffect } from "@preact/signals";
import { tryChanges } from "../api/processes";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { changes, commitAll, history } from "../state/draft";
import { base } from "../state/shown";
import type { Change } from "../model/change";
import { proposeForm } from "./moving";
import { NumberField, numberOf } from "./number-field";
import { ruleLimits, ruleValues } from "./rules";
import { tell } from "./said";
import { changeable } from "./there";
import { ruleName, rules, type Rule } from "./words";

const t = texts({
  en: {
    title: "Change rules",
    explain: "Longer times between visits close gaps on paper only: what is asked for changes, not what is watched.",
    h: "h",
    kmh: "km/h",
    times: "times",
    between: "Give a number between {least} and {most}.",
    save: "Make these changes",
    back: "As they were",
  },
  es: {
    title: "Cambiar normas",
    explain: "Con tiempos más largos entre recorridos los huecos se cierran solo en el papel: cambia lo que se pide, no lo que se vigila.",
    h: "h",
    kmh: "km/h",
    times: "veces",
    between: "Dé un número entre {least} y {most}.",
    save: "Hacer estos cambios",
    back: "Como estaban",
  },
});

/** Title of the form. */
export const ruleTitle = () => t("title");

const said = signal<{ of: string; rules: Record<string, number> | undefined } | null>(null);

/** Asks once for each plan what its rules are. */
async function askRules(plan: string, ended: AbortSignal): Promise<void> {
  if (said.peek()?.of === plan) return;
  try {
    const answer = await tryChanges(plan, [], ended);
    said.value = { of: plan, rules: answer.effect.rules };
  } catch {
    // then the form has what the plan tells
  }
}

/** Changes the rules: how often kinds are to be visited, and how ways are reckoned. */
export function ChangeRules() {
  const written = useSignal<Partial<Record<Rule, string>>>({});
  useSignalEffect(() => {
    const id = base.value.state === "there" ? base.value.value.id : "";
    const ended = new AbortController();
    if (id) void askRules(id, ended.signal);
    return () => ended.abort();
  });
  const of = changeable.value;
  if (!of) return null;
  const made = [...history.value.step.anew.flatMap((a) => a.changes), ...changes.value];
  const now = ruleValues(said.value?.rules, of.plan, made);
  const text = (r: Rule) => written.value[r] ?? (now[r] === undefined ? "" : String(now[r]));
  const bad = (r: Rule, at = written.value[r]) => {
    const x = numberOf(at ?? "");
    const { least, most } = ruleLimits(r);
    return at !== undefined && (x === undefined || x < least || x > most);
  };
  const list = (w: typeof written.value): Change[] =>
    rules.flatMap((r) => {
      const x = numberOf(w[r] ?? "");
      return x === undefined || x === now[r] || bad(r, w[r]) ? [] : [{ change: "change_rule" as const, rule: r, value: x }];
    });
  const wanted = list(written.value);
  const write = (r: Rule, value: string) => {
    written.value = { ...written.value, [r]: value };
    proposeForm(list({ [r]: value })[0] ?? null);
  };
  const back = () => {
    written.value = {};
    proposeForm(null);
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        if (wanted.length > 0 && !rules.some((r) => bad(r))) void tell(commitAll(wanted)).then((done) => done && (written.value = {}));
      }}
    >
      <p class="soft">{t("explain")}</p>
      {rules.map((r) => {
        const { least, most } = ruleLimits(r);
        const unit = r.startsWith("revisit_h") ? t("h") : r === "detour_factor" ? t("times") : t("kmh");
        return <NumberField key={r} label={ruleName(r)} unit={unit} value={text(r)} least={least} most={most} fault={bad(r) ? t("between", { least: number(least, 3, 0), most: number(most) }) : undefined} onInput={(v) => write(r, v)} />;
      })}
      <div class="row">
        <button type="submit" class="primary" disabled={wanted.length === 0 || rules.some((r) => bad(r))}>
          {t("save")}
        </button>
        <button type="button" disabled={Object.keys(written.value).length === 0} onClick={back}>
          {t("back")}
        </button>
      </div>
    </form>
  );
}
