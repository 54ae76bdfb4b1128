import type { ComponentChildren } from "preact";
import type { Problem, Trouble } from "../api/request";
import { texts } from "../lang/language";

const t = texts({
  en: {
    offline: "The server does not answer",
    offlineNext: "Lindero may have been stopped, or this device has lost the way to it. What is on the page stays. Start it again (make run), then try once more.",
    refused: "The plan cannot be changed like that",
    refusedNext: "Nothing was changed.",
    gone: "It is not there, or no longer",
    goneNext: "The server keeps the plans that it was started with, and the last that were computed. Choose another plan, or compute it again.",
    rights: "You may not see this",
    rightsNext: "The server shows it to those only who are at its own machine, or have a right to it. Ask whoever runs it.",
    busy: "The server has too much to do",
    busyNext: "Wait a little, then try once more.",
    wrong: "The server has not understood the page",
    wrongNext: "Load the page anew: the program may have been replaced by a newer one.",
    server: "Something went wrong in the server",
    serverNext: "Try once more. If it comes again, its log says more under the request's number.",
    again: "Try again",
    loading: "Loading …",
  },
  es: {
    offline: "El servidor no responde",
    offlineNext: "Puede que Lindero se haya detenido, o que este equipo haya perdido la conexión con él. Lo que está en la página se queda. Vuelva a iniciarlo (make run) e inténtelo otra vez.",
    refused: "El plan no se puede cambiar así",
    refusedNext: "No se ha cambiado nada.",
    gone: "No está, o ya no está",
    goneNext: "El servidor guarda los planes con los que se inició y los últimos que se calcularon. Elija otro plan o calcúlelo de nuevo.",
    rights: "No puede ver esto",
    rightsNext: "El servidor lo muestra solo a quien está en su propia máquina o tiene derecho a verlo. Pregunte a quien lo administra.",
    busy: "El servidor tiene demasiado trabajo",
    busyNext: "Espere un poco e inténtelo otra vez.",
    wrong: "El servidor no ha entendido a la página",
    wrongNext: "Vuelva a cargar la página: puede que el programa se haya cambiado por uno más nuevo.",
    server: "Algo ha fallado en el servidor",
    serverNext: "Inténtelo otra vez. Si se repite, su registro dice más bajo el número de la petición.",
    again: "Intentar otra vez",
    loading: "Cargando …",
  },
});

/** Something that is being fetched; `over` lies on what is there already. */
export function Loading({ what, over = false }: { what?: string; over?: boolean }) {
  return (
    <div class={over ? "state over" : "state"} role="status">
      <p>{what ?? t("loading")}</p>
    </div>
  );
}

/** A list or place that has nothing in it, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="state">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Something that failed: what, why in the server's words, and what to do next. */
export function Failed({ problem, retry, over = false }: { problem: Problem; retry?: (() => void) | undefined; over?: boolean }) {
  const trouble: Trouble = problem.trouble;
  return (
    <div class={over ? "state over" : "state"} role="alert">
      <h3>{t(trouble)}</h3>
      {trouble !== "offline" && problem.detail !== "" && <p lang="en">{problem.detail}</p>}
      <p class="soft">{t(`${trouble}Next`)}</p>
      {retry && (
        <button type="button" onClick={retry}>
          {t("again")}
        </button>
      )}
    </div>
  );
}

/** What failed, in a few words of the page's language. */
export function sayProblem(problem: Problem): string {
  return t(problem.trouble);
}
