import { hours, km, number } from "../lang/format";
import { texts } from "../lang/language";
import type { Layer, Plan } from "../model/plan";
import { ThingLink } from "./pieces";
import { chainage, layerName, numberOfPair } from "./titles";
import { ruleWords, stopWords } from "./words";

// The certificate of a layer, said as the command line says it
// (cmd/lindero/plan_proof.go).

const t = texts({
  en: {
    title: "Proof, layer {layer}", trust: "The planner has tried every division of the border among these pairs, in this order, that its rules allow; “check” derives this again without the planner.",
    seen: "Every stretch that a pair visits is seen at least once every {h}, weighted by rule and risk.",
    best: "No division does better: the lower bound is the same.", nearly: "The lower bound is {bound}: this is at most {percent} % from the best.",
    pairing: "Both patrols of a pair can be at the border within {latest}; no pairing has a shorter longest way ({total} for all pairs together).",
    never: "Never visited: {km}, weighted by risk; these pairs in this order cannot leave less.",
    from: "What decides it: {beat}, walked once every {h}: {rule}.", next: "The next smaller revisit is {h}: with it {km} more, weighted by risk, would stay open.",
    order: "In whatever order the pairs stand, at least {km} stay open, weighted by risk.", orderRevisit: "In whatever order the pairs stand, at least {km} stay open, weighted by risk, and the weighted revisit is {h} or more.",
    swap: "Pair {a} now goes before pair {b}, as they do better so together.",
    calendar: "In the timetable the longest weighted revisit is {h}; no calendar of these sorties gets below {bound}.",
    reach: "How far each pair would get at {h}", reachNote: "With a weighted revisit of {h} the pairs down to each get no further than this, if no more is to stay open than now, and fall short of the end.",
    pair: "pair", to: "to km", stopped: "stopped by",
  },
  es: {
    title: "Demostración, capa {layer}", trust: "El planificador ha probado todas las divisiones de la frontera entre estas parejas, en este orden, que permiten sus reglas; «check» lo deduce de nuevo sin el planificador.",
    seen: "Todo tramo que recorre una pareja se ve al menos una vez cada {h}, ponderado por norma y riesgo.",
    best: "Ninguna división lo mejora: la cota inferior es la misma.", nearly: "La cota inferior es {bound}: está a lo sumo a un {percent} % de lo mejor.",
    pairing: "Ambas patrullas de cada pareja pueden estar en la frontera en {latest} o menos; ninguna otra formación acorta el camino más largo ({total} entre todas las parejas).",
    never: "Nunca se recorren: {km}, ponderados por riesgo; estas parejas en este orden no pueden dejar menos.",
    from: "Lo que lo decide: {beat}, que se recorre una vez cada {h}: {rule}.", next: "La siguiente revisita menor es de {h}: con ella quedarían abiertos {km} más, ponderados por riesgo.",
    order: "En cualquier orden de las parejas quedan abiertos al menos {km}, ponderados por riesgo.", orderRevisit: "En cualquier orden de las parejas quedan abiertos al menos {km}, ponderados por riesgo, y la revisita ponderada es de {h} o más.",
    swap: "La pareja {a} va ahora antes de la pareja {b}, pues así rinden más las dos juntas.",
    calendar: "En el horario la revisita ponderada más larga es de {h}; ningún calendario de estas salidas baja de {bound}.",
    reach: "Hasta dónde llegaría cada pareja con {h}", reachNote: "Con una revisita ponderada de {h} las parejas hasta cada una no pasan de aquí, si no ha de quedar abierto más que ahora, y no alcanzan el final.",
    pair: "pareja", to: "hasta km", stopped: "la detiene",
  },
});

const mostRows = 60;

/** Why no division of a layer is better. */
export function ProofFacts({ plan, layer }: { plan: Plan; layer: Layer }) {
  const { proof } = layer;
  const order = proof.any_order;
  return (
    <section class="stack">
      <h3>{t("title", { layer: layerName(layer.name) })}</h3>
      <ul class="sentences">
        {layer.visited_m > 0 && (
          <li>
            {t("seen", { h: hours(layer.lambda_h) })} {layer.optimal ? t("best") : t("nearly", { bound: hours(layer.lower_bound_h), percent: number(layer.gap_percent, 1) })}
          </li>
        )}
        {proof.bottleneck && <Bottleneck plan={plan} of={proof.bottleneck} />}
        {proof.next_h > 0 && <li>{t("next", { h: hours(proof.next_h), km: km(proof.missing_weighted_m) })}</li>}
        <li>{t("never", { km: km(layer.unreachable_weighted_m) })}</li>
        <li>{t("pairing", { latest: hours(layer.pairing.latest_h), total: hours(layer.pairing.total_h) })}</li>
        <li>{t(order.lower_bound_h > 0 ? "orderRevisit" : "order", { km: km(order.unreachable_weighted_m), h: hours(order.lower_bound_h) })}</li>
        {layer.achieved_h > 0 && <li>{t("calendar", { h: hours(layer.achieved_h), bound: hours(layer.calendar_h) })}</li>}
        {(proof.swaps ?? []).map((s) => (
          <li key={s.pairs.join()}>{t("swap", { a: numberOfPair(plan, s.pairs[0]), b: numberOfPair(plan, s.pairs[1]) })}</li>
        ))}
      </ul>
      <p class="soft">{t("trust")}</p>
      <Reach plan={plan} layer={layer} />
    </section>
  );
}

function Bottleneck({ plan, of }: { plan: Plan; of: NonNullable<Layer["proof"]["bottleneck"]> }) {
  const [before, after = ""] = t("from", { beat: "\u0000", h: hours(plan.period_h / Math.max(1, of.visits)), rule: ruleWords(of.rule) }).split("\u0000");
  return (
    <li>
      {before}
      <ThingLink sort="beat" id={of.beat} />
      {after}
    </li>
  );
}

function Reach({ plan, layer }: { plan: Plan; layer: Layer }) {
  const reach = layer.proof.reach ?? [];
  if (reach.length === 0) return null;
  const h = hours(layer.proof.next_h);
  return (
    <details>
      <summary>{t("reach", { h })}</summary>
      <p class="soft">{t("reachNote", { h })}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("pair")}</th>
            <th scope="col" class="number">
              {t("to")}
            </th>
            <th scope="col">{t("stopped")}</th>
          </tr>
        </thead>
        <tbody>
          {reach.slice(0, mostRows).map((r) => (
            <tr key={r.pair}>
              <td>
                <ThingLink sort="pair" id={r.pair}>
                  {numberOfPair(plan, r.pair)}
                </ThingLink>
              </td>
              <td class="number">{chainage(r.to_m)}</td>
              <td>{stopWords(r.rule)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
