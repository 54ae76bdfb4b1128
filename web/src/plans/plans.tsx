import { useEffect } from "preact/hooks";
import { texts } from "../lang/language";
import { listed, refreshList, shown } from "../state/shown";
import { useFocusKept } from "../ui/focus";
import { Failed, Loading } from "../ui/state";
import { ChooseTwo } from "./choose-two";
import { JobList } from "./job-list";
import { jobs } from "./jobs";
import { OrderForm } from "./order-form";
import { PlanList, ScenarioList } from "./plan-list";
import "./plans.css";

const t = texts({
  en: {
    plans: "Plans", scenarios: "Scenarios", compute: "Compute a plan", compare: "Compare two plans", loading: "Loading the list …",
    noPlans: "The server has no plan yet. Compute one of a scenario.", noneHere: "In the public view nothing is computed: ask whoever runs the server.", one: "Comparing takes two plans of one border. Compute another, with other options, or change this one under “What if”.",
  },
  es: {
    plans: "Planes", scenarios: "Escenarios", compute: "Calcular un plan", compare: "Comparar dos planes", loading: "Cargando la lista …",
    noPlans: "El servidor todavía no tiene ningún plan. Calcule uno de un escenario.", noneHere: "En la vista pública no se calcula nada: pregunte a quien administra el servidor.", one: "Para comparar hacen falta dos planes de una misma frontera. Calcule otro, con otras opciones, o cambie este en «¿Y si…?».",
  },
});

/** The plans and scenarios of the server: which is shown, what each comes to, computing another, comparing two. */
export function Plans() {
  useEffect(() => {
    void refreshList();
  }, []);
  const ordered = useFocusKept<HTMLDivElement>(jobs.value.length, "section button", "button");
  const all = listed.value;
  if (all.state === "loading") return <Loading what={t("loading")} />;
  if (all.state === "failed") return <Failed problem={all.problem} retry={() => void refreshList()} />;
  const { plans, scenarios } = all.value;
  const isPublic = shown.value?.rights === "public";
  return (
    <div class="plans stack">
      <h2>{t("plans")}</h2>
      {plans.length === 0 ? <p class="soft">{t("noPlans")}</p> : <PlanList plans={plans} sums={!isPublic} />}
      {isPublic ? (
        <p class="soft">{t("noneHere")}</p>
      ) : (
        <>
          <h2>{t("compute")}</h2>
          <div class="stack" ref={ordered}>
            <OrderForm plans={plans} scenarios={scenarios} />
            <JobList />
          </div>
          <h2>{t("compare")}</h2>
          <ChooseTwo plans={plans} none={t("one")} />
        </>
      )}
      <h2>{t("scenarios")}</h2>
      <ScenarioList scenarios={scenarios} computes={!isPublic} />
    </div>
  );
}
