import { texts } from "../lang/language";
import { shown } from "../state/shown";
import { colouring } from "../state/view";
import { Legend } from "./legend";
import { Licences } from "./licences";

const t = texts({
  en: {
    title: "What the map shows", colouring: "Coverage is coloured by", worst: "the longest time between two watches", now: "what is watched at the hour shown",
    public: "This is the public view: it shows where the border, the sectors and the gaps are, in coarse steps. Posts, patrols and times are not shown.",
    scenario: "This is a scenario without a plan: the map shows what its posts and patrols could reach. Compute a plan under “Plans” to see sectors, times and gaps.",
  },
  es: {
    title: "Lo que muestra el mapa", colouring: "La cobertura se colorea según", worst: "el tiempo más largo entre dos vistas", now: "lo que se ve a la hora mostrada",
    public: "Esta es la vista pública: muestra dónde están la frontera, los sectores y los huecos, a grandes rasgos. No se muestran puestos, patrullas ni horarios.",
    scenario: "Este es un escenario sin plan: el mapa muestra lo que sus puestos y patrullas podrían alcanzar. Calcule un plan en «Planes» para ver sectores, horarios y huecos.",
  },
});

/** What the map shows: its legend, what is turned on, and what coverage is coloured by. */
export function Layers() {
  const dataset = shown.value;
  if (!dataset) return null;
  const choice = (value: "worst" | "now") => (
    <label class="row">
      <input type="radio" name="colouring" checked={colouring.value === value} onChange={() => (colouring.value = value)} />
      {t(value)}
    </label>
  );
  return (
    <div class="stack">
      <h2>{t("title")}</h2>
      {dataset.rights === "public" ? <p>{t("public")}</p> : !dataset.plan && <p>{t("scenario")}</p>}
      {dataset.plan && (
        <fieldset>
          <legend>{t("colouring")}</legend>
          {choice("worst")}
          {choice("now")}
        </fieldset>
      )}
      <Legend />
      <Licences />
    </div>
  );
}
