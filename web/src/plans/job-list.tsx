import { number } from "../lang/format";
import { texts } from "../lang/language";
import { chooseListed } from "./picker";
import { orderOf, ordering, usualStep_m } from "./order";
import { cancel, endless, forget, jobs } from "./jobs";
import { hasEnded, type Job } from "./job";

const t = texts({
  en: {
    title: "Plans being computed", of: "Plan of {title}", waiting: "Waiting for others", running: "Computing", planning: "Dividing, meeting and scheduling", keeping: "Keeping the plan", done: "Ready", failed: "It could not be computed", ended: "Stopped", lost: "The server no longer knows it: it keeps jobs for a while only, and none over a restart.",
    offline: "The server does not answer; it is asked again by itself.", stop: "Stop", stopOf: "Stop computing the plan of {title}", stopping: "Will be stopped when the server answers", show: "Show the plan", remove: "Remove", removeOf: "Remove the plan of {title} from this list", again: "Order it again",
    step: "breakpoints every {n} m", anywhere: "meeting anywhere", handover: "with handovers", keep: "keeping to {id}",
  },
  es: {
    title: "Planes que se calculan", of: "Plan de {title}", waiting: "A la espera de otros", running: "Calculando", planning: "Dividiendo, buscando encuentros y horario", keeping: "Guardando el plan", done: "Listo", failed: "No se pudo calcular", ended: "Detenido", lost: "El servidor ya no lo conoce: guarda los trabajos solo por un tiempo, y ninguno tras reiniciarse.",
    offline: "El servidor no responde; la página le vuelve a preguntar por sí sola.", stop: "Detener", stopOf: "Detener el cálculo del plan de {title}", stopping: "Se detendrá cuando el servidor responda", show: "Mostrar el plan", remove: "Quitar", removeOf: "Quitar de esta lista el plan de {title}", again: "Pedirlo otra vez",
    step: "puntos de corte cada {n} m", anywhere: "encuentros en cualquier lugar", handover: "con relevos", keep: "según {id}",
  },
});

/** The jobs of this window, with how far they are. */
export function JobList() {
  const list = jobs.value;
  if (list.length === 0) return null;
  return (
    <section class="stack" aria-label={t("title")}>
      <h3>{t("title")}</h3>
      <ul class="plain list">
        {list.map((job) => (
          <Item key={job.id} job={job} />
        ))}
      </ul>
    </section>
  );
}

function Item({ job }: { job: Job }) {
  const over = hasEnded(job);
  return (
    <li>
      <h4>{t("of", { title: job.title })}</h4>
      <p class="soft">{optionsOf(job)}</p>
      {!over && <progress max={100} value={job.progress} aria-label={t("of", { title: job.title })} />}
      <p class={job.stage === "failed" || job.stage === "lost" ? "bad" : ""}>
        {stageOf(job)}
        {!over && ` – ${number(job.progress)} %`}
      </p>
      {job.stage === "failed" && <p lang="en">{job.message}</p>}
      {!over && job.unanswered > 0 && <p class="bad">{t("offline")}</p>}
      <div class="row">
        {job.stage === "done" && job.plan !== "" && (
          <button type="button" class="primary" onClick={() => void chooseListed("plans", job.plan)}>
            {t("show")}
          </button>
        )}
        {(job.stage === "failed" || job.stage === "lost" || job.stage === "ended") && (
          <button
            type="button"
            onClick={() => {
              orderOf({ id: job.order.scenario });
              ordering.value = job.order;
            }}
          >
            {t("again")}
          </button>
        )}
        {over ? (
          <button type="button" aria-label={t("removeOf", { title: job.title })} onClick={() => forget(job.id)}>
            {t("remove")}
          </button>
        ) : endless.value.has(job.id) ? (
          <span>{t("stopping")}</span>
        ) : (
          <button type="button" aria-label={t("stopOf", { title: job.title })} onClick={() => void cancel(job.id)}>
            {t("stop")}
          </button>
        )}
      </div>
    </li>
  );
}

/** How far a job is, in words. */
function stageOf(job: Job): string {
  if (job.stage !== "running") return t(job.stage);
  if (job.message === "planning") return t("planning");
  return t(job.message === "keeping the plan" ? "keeping" : "running");
}

/** The options of an order that are not as usual. */
function optionsOf({ order }: Job): string {
  const out: string[] = [];
  if (order.step_m !== usualStep_m) out.push(t("step", { n: number(order.step_m, 1, 0) }));
  if (order.meet === "anywhere") out.push(t("anywhere"));
  if (order.handover) out.push(t("handover"));
  if (order.keep !== "") out.push(t("keep", { id: order.keep.slice(0, 8) }));
  return out.join(", ");
}
