import { number } from "../../lang/format";
import { gaps, shown } from "../../state/shown";
import { t } from "../words";

/** What lines and patterns of the picture mean. */
export function Key() {
  const plan = shown.value?.plan;
  const border = new Set(shown.value?.border.stretches.map((s) => s.id));
  const elsewhere = gaps.value.filter((g) => !border.has(g.route)).length;
  const sides = plan?.sides ?? ["", ""];
  return (
    <details class="picture-key">
      <summary>{t("key")}</summary>
      <ul class="plain">
        <Item mark="joint" text={t("together")} />
        {(plan?.layers.length ?? 0) > 1 && <Item mark="other" text={t("otherLayers")} />}
        <Item mark="solo-a" text={t("alone", { side: sides[0] })} />
        <Item mark="solo-b" text={t("alone", { side: sides[1] })} />
        <Item mark="meet" text={t("meeting")} />
        <Item mark="part" text={t("parting")} />
        <Item mark="watched" text={t("watched")} />
        <Item mark="passing" text={t("passing")} />
        <Item mark="late" text={t("late")} />
        <Item mark="never" text={t("never")} />
        <Item mark="land" text={t("land")} />
        <Item mark="river" text={t("river")} />
        <Item mark="sea" text={t("sea")} />
        {elsewhere > 0 && <li class="soft all">{t("elsewhere", { n: number(elsewhere) })}</li>}
      </ul>
    </details>
  );
}

function Item({ mark, text }: { mark: string; text: string }) {
  return (
    <li>
      <span class={`mark ${mark}`} aria-hidden="true" /> {text}
    </li>
  );
}
