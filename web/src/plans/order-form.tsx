import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Listed } from "../api/datasets";
import { Problem } from "../api/request";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { base, problemOf } from "../state/shown";
import { announce } from "../ui/announce";
import { Failed } from "../ui/state";
import { Choice } from "./choice";
import type { Order } from "./job";
import { compute } from "./jobs";
import { findListed } from "./label";
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
  const order = ordering.value;
  const [first, opener] = useFocus(order);
  const usual = usualScenario(scenarios);
  if (!usual) return <p class="soft">{t("noScenario")}</p>;
  if (order) return <Form order={order} scenario={findListed(scenarios, order.scenario) ?? usual} plans={plans} scenarios={scenarios} first={first} />;
  return (
    <div>
      <button type="button" ref={opener} onClick={() => orderOf(usual)}>
        {t("open")}
      </button>
    </div>
  );
}

interface FormProps {
  order: Order;
  scenario: Listed;
  plans: readonly Listed[];
  scenarios: readonly Listed[];
  first: RefObject<HTMLSelectElement | null>;
}

function Form({ order, scenario, plans, scenarios, first }: FormProps) {
  const fault = faultOfStep(order.step_m);
  const { sending, problem, send, forget } = useSending();
  const set = (more: Partial<Order>) => {
    ordering.value = { ...order, ...more };
    forget();
  };
  const said = (field: string) => problem?.errors.find((e) => e.pointer === pointerTo(field))?.detail;
  const submit = (event: Event) => {
    event.preventDefault();
    if (fault === "" && !sending) void send({ ...order, scenario: scenario.id }, scenario.title);
  };
  return (
    <form class="stack order" onSubmit={submit} noValidate>
      <Choice name={t("scenario")} list={scenarios} value={scenario.id} choose={(id) => set({ scenario: id, keep: "" })} select={first}>
        <Said text={said("scenario")} />
      </Choice>
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
      <Choice name={t("keep")} list={alike(plans, scenario.title)} none={t("keepNone")} value={order.keep} choose={(id) => set({ keep: id })}>
        <Said text={said("keep")} />
      </Choice>
      {problem && <Rest problem={problem} />}
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

/** Sends an order, and keeps what was wrong with it; where nothing is, the form closes. */
function useSending() {
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (order: Order, title: string) => {
    setSending(true);
    setProblem(null);
    try {
      await compute(order, title);
      ordering.value = null;
      announce(t("sent"));
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setSending(false);
    }
  };
  return { sending, problem, send, forget: () => setProblem(null) };
}

/** The fields beside which the server's words are shown. */
const fields = ["scenario", "step_m", "keep"];

function pointerTo(field: string): string {
  return `#/inputs/${field}`;
}

/** What is wrong and stands at no field; all of it where the server tells no faults one by one. */
function Rest({ problem }: { problem: Problem }) {
  const rest = problem.errors.filter((e) => !fields.some((f) => e.pointer === pointerTo(f)));
  if (problem.errors.length > 0 && rest.length === 0) return null;
  const detail = problem.errors.length > 0 ? rest.map((e) => e.detail).join("; ") : problem.detail;
  return <Failed problem={new Problem(problem.trouble, detail, problem.status, rest)} />;
}

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
