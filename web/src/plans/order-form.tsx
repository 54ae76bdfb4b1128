import { useEffect, useRef, useState } from "preact/hooks";
import type { Listed } from "../api/datasets";
import type { Problem } from "../api/request";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { base, problemOf } from "../state/shown";
import { announce } from "../ui/announce";
import { Failed } from "../ui/state";
import type { Order } from "./job";
import { compute } from "./jobs";
import { findListed, label } from "./label";
import { alike, faultOfStep, leastStep_m, mostStep_m, ordering, orderOf, takeWish, usualStep_m } from "./order";

const t = texts({
  en: {
    open: "Compute a plan …", scenario: "Scenario", step: "Breakpoints every (m)", stepHelp: "The border can be divided at such distances; {n} m is usual. Smaller is finer and takes longer.",
    meet: "Where pairs meet", designated: "At the designated meeting points", anywhere: "Anywhere on the border", handover: "Neighbours are at their common boundary in the same hour",
    keep: "Keep as much as possible of", keepNone: "no plan: start afresh", compute: "Compute", close: "Close", sent: "The plan is being computed",
    none: "Give a distance in metres.", small: "Give {n} m or more.", large: "Give {n} m or less.", sending: "Sending …", noScenario: "The server has no scenario to be planned.",
  },
  es: {
    open: "Calcular un plan …", scenario: "Escenario", step: "Puntos de corte cada (m)", stepHelp: "La frontera se puede dividir a esas distancias; lo habitual son {n} m. Menos es más fino y tarda más.",
    meet: "Dónde se encuentran las parejas", designated: "En los puntos de encuentro designados", anywhere: "En cualquier lugar de la frontera", handover: "Las vecinas están en su límite común a la misma hora",
    keep: "Conservar lo más posible de", keepNone: "ningún plan: empezar de nuevo", compute: "Calcular", close: "Cerrar", sent: "Se está calculando el plan",
    none: "Indique una distancia en metros.", small: "Indique {n} m o más.", large: "Indique {n} m o menos.", sending: "Enviando …", noScenario: "El servidor no tiene ningún escenario que planificar.",
  },
});

/** Orders a plan of a scenario. */
export function OrderForm({ plans, scenarios }: { plans: readonly Listed[]; scenarios: readonly Listed[] }) {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const order = ordering.value;
  const [first, opener] = useFocus(order);
  const usual = usualScenario(scenarios);
  if (!usual) return <p class="soft">{t("noScenario")}</p>;
  if (!order)
    return (
      <div>
        <button type="button" ref={opener} onClick={() => orderOf(usual)}>
          {t("open")}
        </button>
      </div>
    );
  const scenario = findListed(scenarios, order.scenario) ?? usual;
  const set = (more: Partial<Order>) => (ordering.value = { ...order, ...more });
  const fault = faultOfStep(order.step_m);
  const said = (field: string) => problem?.errors.find((e) => e.pointer === `#/inputs/${field}`)?.detail;
  const send = async (event: Event) => {
    event.preventDefault();
    if (fault !== "" || sending) return;
    setSending(true);
    setProblem(null);
    try {
      await compute({ ...order, scenario: scenario.id }, scenario.title);
      ordering.value = null;
      announce(t("sent"));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <form class="stack order" onSubmit={(e) => void send(e)} noValidate>
      <label class="field">
        {t("scenario")}
        <select ref={first} value={scenario.id} onChange={(e) => set({ scenario: e.currentTarget.value, keep: "" })}>
          {scenarios.map((s) => (
            <option key={s.id} value={s.id}>
              {label(s)}
            </option>
          ))}
        </select>
        <Said text={said("scenario")} />
      </label>
      <Step order={order} fault={fault} said={said("step_m")} set={set} />
      <fieldset class="stack">
        <legend>{t("meet")}</legend>
        {(["designated", "anywhere"] as const).map((meet) => (
          <label key={meet} class="row">
            <input type="radio" name="meet" checked={order.meet === meet} onChange={() => set({ meet })} />
            {t(meet)}
          </label>
        ))}
      </fieldset>
      <label class="row">
        <input type="checkbox" checked={order.handover} onChange={(e) => set({ handover: e.currentTarget.checked })} />
        {t("handover")}
      </label>
      <label class="field">
        {t("keep")}
        <select value={order.keep} onChange={(e) => set({ keep: e.currentTarget.value })}>
          <option value="">{t("keepNone")}</option>
          {alike(plans, scenario.title).map((p) => (
            <option key={p.id} value={p.id}>
              {label(p)}
            </option>
          ))}
        </select>
        <Said text={said("keep")} />
      </label>
      {problem && !fields.some((f) => said(f)) && <Failed problem={problem} />}
      <div class="row">
        <button type="submit" class="primary" aria-disabled={sending || fault !== ""}>
          {t(sending ? "sending" : "compute")}
        </button>
        <button type="button" onClick={() => (ordering.value = null)}>
          {t("close")}
        </button>
      </div>
    </form>
  );
}

/** The fields that the server may have something to say of. */
const fields = ["scenario", "step_m", "keep"];

/** Moves the focus into the form when it is asked for, and back to what opens it when it closes. */
function useFocus(order: Order | null) {
  const first = useRef<HTMLSelectElement | null>(null);
  const opener = useRef<HTMLButtonElement | null>(null);
  const was = useRef(order !== null);
  useEffect(() => {
    if (order && takeWish()) first.current?.focus();
    if (!order && was.current) opener.current?.focus();
    was.current = order !== null;
  }, [order]);
  return [first, opener] as const;
}

function Step({ order, fault, said, set }: { order: Order; fault: ReturnType<typeof faultOfStep>; said: string | undefined; set: (more: Partial<Order>) => void }) {
  return (
    <div class="field">
      <label for="order-step">{t("step")}</label>
      <input
        id="order-step"
        type="number"
        inputMode="decimal"
        min={leastStep_m}
        max={mostStep_m}
        step="any"
        value={Number.isFinite(order.step_m) ? order.step_m : ""}
        aria-invalid={fault !== "" || said !== undefined}
        aria-describedby="order-step-help"
        onInput={(e) => set({ step_m: e.currentTarget.valueAsNumber })}
      />
      <span id="order-step-help">
        {fault !== "" && <span class="bad">{t(fault, { n: number(fault === "large" ? mostStep_m : leastStep_m) })} </span>}
        <Said text={said} />
        <span class="soft">{t("stepHelp", { n: number(usualStep_m) })}</span>
      </span>
    </div>
  );
}

/** What the server has to say of a field, in its own words. */
function Said({ text }: { text: string | undefined }) {
  return text === undefined ? null : (
    <span class="bad" lang="en">
      {text}{" "}
    </span>
  );
}

/** The scenario of what is shown, as far as names tell; else the first. */
function usualScenario(scenarios: readonly Listed[]): Listed | undefined {
  const is = base.value.state === "there" ? base.value.value : null;
  if (!is) return scenarios[0];
  return scenarios.find((s) => s.id === is.id) ?? scenarios.find((s) => s.names.some((n) => is.names.includes(n))) ?? alike(scenarios, is.title)[0] ?? scenarios[0];
}
