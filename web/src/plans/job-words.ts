import { texts } from "../lang/language";
import { announce } from "../ui/announce";
import type { Job } from "./job";

const t = texts({
  en: { done: "The plan of {title} is ready", failed: "The plan of {title} could not be computed", ended: "The plan of {title} is no longer computed", lost: "The server no longer knows the plan of {title} that was being computed" },
  es: { done: "El plan de {title} está listo", failed: "No se pudo calcular el plan de {title}", ended: "Ya no se calcula el plan de {title}", lost: "El servidor ya no conoce el plan de {title} que se calculaba" },
});

/** Tells that a job has ended, wherever on the page people are; nothing of one that has not. */
export function tellEnd(job: Job): void {
  if (job.stage !== "waiting" && job.stage !== "running") announce(t(job.stage, { title: job.title }));
}
