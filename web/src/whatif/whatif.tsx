import { useEffect } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { texts } from "../lang/language";
import { chosen } from "../state/selection";
import { shown } from "../state/shown";
import { part } from "../state/view";
import { Empty } from "../ui/state";
import { AddPatrols, addTitle } from "./add-patrols";
import { ChangeList } from "./change-list";
import { ChangePatrol, changeTitle } from "./change-patrol";
import { DraftList } from "./draft-list";
import "./handles";
import { takeBack } from "./moving";
import { Outcome } from "./outcome";
import { PlaceList } from "./place-list";
import { AddPoint, pointTitle } from "./point-form";
import { ChangeRules, ruleTitle } from "./rule-form";
import "./whatif.css";

const t = texts({
  en: {
    title: "What if",
    places: "Move meeting points and boundaries",
    drafts: "Drafts",
    noPlan: "A scenario without a plan",
    noPlanNext: "What-if asks what changes of a plan would do, and there is none of this scenario yet.",
    plans: "To the plans",
    public: "The public view changes nothing",
    publicNext: "Posts, patrols and times are not shown here, so nothing can be asked of them. Who has a right to the whole plan opens it at the server's own machine.",
  },
  es: {
    title: "¿Y si…?",
    places: "Mover puntos de encuentro y límites",
    drafts: "Borradores",
    noPlan: "Un escenario sin plan",
    noPlanNext: "Aquí se pregunta qué harían los cambios de un plan, y todavía no hay ninguno de este escenario.",
    plans: "Ir a los planes",
    public: "La vista pública no cambia nada",
    publicNext: "Aquí no se muestran puestos, patrullas ni horarios, así que no se puede preguntar por ellos. Quien tiene derecho al plan completo lo abre en la propia máquina del servidor.",
  },
});

/** What-if: changes of the plan, and what they do. */
export function WhatIf() {
  useEffect(() => takeBack, []);
  const of = shown.value;
  if (!of) return null;
  if (of.rights === "public") {
    return (
      <Empty title={t("public")}>
        <p>{t("publicNext")}</p>
      </Empty>
    );
  }
  if (!of.plan) {
    return (
      <Empty title={t("noPlan")}>
        <p>{t("noPlanNext")}</p>
        <button type="button" class="primary" onClick={() => (part.value = "plans")}>
          {t("plans")}
        </button>
      </Empty>
    );
  }
  return (
    <div class="whatif stack">
      <h2>{t("title")}</h2>
      <Outcome />
      <ChangeList />
      <Fold title={t("places")} open>
        <PlaceList />
      </Fold>
      <Fold title={pointTitle()}>
        <AddPoint />
      </Fold>
      <Fold title={changeTitle()} open={chosen.value?.sort === "patrol"}>
        <ChangePatrol />
      </Fold>
      <Fold title={addTitle()}>
        <AddPatrols />
      </Fold>
      <Fold title={ruleTitle()}>
        <ChangeRules />
      </Fold>
      <Fold title={t("drafts")}>
        <DraftList />
      </Fold>
    </div>
  );
}

function Fold({ title, open = false, children }: { title: string; open?: boolean; children: ComponentChildren }) {
  return (
    <details class="fold" {...(open ? { open } : {})}>
      <summary>
        <h3>{title}</h3>
      </summary>
      <div class="stack">{children}</div>
    </details>
  );
}
