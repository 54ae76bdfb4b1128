import { computed, useComputed } from "@preact/signals";
import { exposure, exposureChange, km, number } from "../lang/format";
import { texts } from "../lang/language";
import type { Note } from "../model/change";
import type { Kind } from "../model/plan";
import { asking, changes as changesMade, effectOfChanges, planning } from "../state/draft";
import { changed, gaps, trial } from "../state/shown";
import { exposureByKind, exposureOf, gapChanges, type Spans } from "./gap-changes";
import { moving } from "./moving";
import { NotMade } from "./not-made";
import { partedBy } from "./parted";
import { openness } from "./said";
import { chosenPlan } from "./there";
import { kindName, sayNote } from "./words";

const t = texts({
  en: {
    title: "What stays open",
    explain: "Kilometres times the hours by which they are overdue, in {days} days.",
    before: "The plan",
    after: "Changed",
    difference: "Difference",
    byKind: "By kind",
    same: "as in the plan",
    opened: "opened",
    closed: "closed",
    longer: "open longer",
    shorter: "open shorter",
    gaps: "Gaps",
    spans: "{n} ({km})",
    touched: "Pairs with another timetable: {n}",
    asking: "Keeping the change …",
    planning: "Planning everything anew …",
    moving: "While you move it",
    kept: "With the changes",
    notes: "To be told of it",
    sum: "All kinds",
    parted: "{a} and {b} no longer touch: one of them cannot come so far within a shift. Km {from} to {to} between them is nobody's.",
  },
  es: {
    title: "Lo que queda abierto",
    explain: "Kilómetros por las horas de atraso, en {days} días.",
    before: "El plan",
    after: "Cambiado",
    difference: "Diferencia",
    byKind: "Por tipo",
    same: "igual que en el plan",
    opened: "se abren",
    closed: "se cierran",
    longer: "abiertos más tiempo",
    shorter: "abiertos menos tiempo",
    gaps: "Huecos",
    spans: "{n} ({km})",
    touched: "Parejas con otro horario: {n}",
    asking: "Guardando el cambio …",
    planning: "Planificando todo de nuevo …",
    moving: "Mientras lo mueve",
    kept: "Con los cambios",
    notes: "Avisos",
    sum: "Todos los tipos",
    parted: "{a} y {b} ya no se tocan: una de ellas no llega tan lejos dentro de un turno. Entre ellas, del km {from} al {to}, no va nadie.",
  },
});

const before = computed(() => {
  const list = chosenPlan.value?.gaps ?? [];
  return { gaps: list, exposure: exposureOf(list), kinds: exposureByKind(list) };
});

const after = computed(() => ({ exposure: exposureOf(gaps.value), kinds: exposureByKind(gaps.value), changes: gapChanges(before.value.gaps, gaps.value) }));

const kinds: readonly Kind[] = ["land", "river", "sea"];

/** So many pairs are named, and so many notes said. */
const mostTouched = 200;
const mostNotes = 50;

/** What changes do to what is open: large, and live while something is dragged. */
export function Outcome() {
  const effect = trial.value?.effect ?? (changed.value ? effectOfChanges.value : null);
  return (
    <>
      <Live />
      <ByKind />
      {effect && effect.touched.length > 0 && (
        <details>
          <summary>{t("touched", { n: number(effect.touched.length) })}</summary>
          <p>{effect.touched.slice(0, mostTouched).join(", ")}</p>
        </details>
      )}
      <PartedNotes />
      {effect && effect.notes.length > 0 && <Notes notes={effect.notes} />}
    </>
  );
}

/** The sum, and how many gaps have changed in which way. */
function Live() {
  const [was, is] = [before.value, after.value];
  const more = is.exposure - was.exposure;
  const word = openness(more);
  const tone = word === "" ? "" : more > 0 ? "bad" : "good";
  const isMoving = useComputed(() => moving.value !== null);
  const sum = (
    <>
      <strong>{word === "" ? exposure(is.exposure) : exposureChange(more)}</strong> <span>{word === "" ? t("same") : word}</span>
      {word !== "" && (
        <span class="from-to">
          {exposure(was.exposure)} → {exposure(is.exposure)}
        </span>
      )}
    </>
  );
  return (
    <div class="live">
      <h3>{t("title")}</h3>
      <p class="soft small">{stateInWords()}</p>
      <p class={`difference ${tone}`}>{sum}</p>
      {isMoving.value && <p class={`beside-map ${tone}`} aria-hidden="true">{sum}</p>}
      <ul class="plain gap-changes" aria-label={t("gaps")}>
        {(["opened", "closed", "longer", "shorter"] as const).map((sort) => (
          <li key={sort}>
            <span class="soft">{t(sort)}</span> {spans(is.changes[sort])}
          </li>
        ))}
      </ul>
      <NotMade />
    </div>
  );
}

/** Of what the numbers are. */
function stateInWords(): string {
  if (planning.value) return t("planning");
  if (asking.value) return t("asking");
  if (trial.value) return t("moving");
  return changed.value ? t("kept") : t("explain", { days: number((chosenPlan.value?.period_h ?? 0) / 24, 1, 0) });
}

function ByKind() {
  const [was, is] = [before.value, after.value];
  return (
    <table class="by-kind">
      <thead>
        <tr>
          <th scope="col">{t("byKind")}</th>
          <th scope="col" class="number">{t("before")}</th>
          <th scope="col" class="number">{t("after")}</th>
          <th scope="col" class="number">{t("difference")}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.filter((k) => was.kinds[k] !== undefined || is.kinds[k] !== undefined).map((k) => <Row key={k} name={kindName(k)} before={was.kinds[k] ?? 0} after={is.kinds[k] ?? 0} />)}
        <Row name={t("sum")} before={was.exposure} after={is.exposure} />
      </tbody>
    </table>
  );
}

function Notes({ notes }: { notes: readonly Note[] }) {
  return (
    <ul class="notes" aria-label={t("notes")} tabIndex={0}>
      {notes.slice(0, mostNotes).map((n) => {
        const { text, own } = sayNote(n);
        return (
          <li key={text} {...(own ? {} : { lang: "en" })}>
            {text}
          </li>
        );
      })}
    </ul>
  );
}

/** Where a boundary was moved so far that a pair does not come to it. */
function PartedNotes() {
  const plan = changed.value?.plan;
  const parted = plan && !trial.value ? partedBy(changesMade.value, plan) : [];
  if (parted.length === 0) return null;
  return (
    <ul class="notes">
      {parted.map(({ pairs: [a, b], from_m, to_m }) => (
        <li key={`${a} ${b}`}>{t("parted", { a, b, from: number(from_m / 1000, 1), to: number(to_m / 1000, 1) })}</li>
      ))}
    </ul>
  );
}

function Row({ name, before: was, after: is }: { name: string; before: number; after: number }) {
  const more = is - was;
  const word = openness(more);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">{exposure(was)}</td>
      <td class="number">{exposure(is)}</td>
      <td class={`number ${word === "" ? "" : more > 0 ? "bad" : "good"}`}>{word === "" ? "–" : exposureChange(more)}</td>
    </tr>
  );
}

function spans(s: Spans): string {
  return s.count === 0 ? "0" : t("spans", { n: number(s.count), km: km(s.length_m) });
}
