import { texts } from "../lang/language";
import { asked, asking, failed, settle, trouble } from "../state/draft";
import { Failed } from "../ui/state";
import { faultsOf, sayFault } from "./refusal";
import { tell } from "./said";

const t = texts({
  en: { refused: "The change was not made", close: "Close" },
  es: { refused: "No se hizo el cambio", close: "Cerrar" },
});

/** The most faults that are said. */
const mostFaults = 5;

/** Why the last change was not made, and what to do about it. */
export function NotMade() {
  const problem = trouble.value;
  if (!problem || asking.value) return null;
  const faults = faultsOf(problem);
  const lost = failed.value;
  if (faults.length === 0) return <Failed problem={problem} {...(lost ? { retry: () => void tell(settle(lost)) } : {})} />;
  return (
    <div class="state" role="alert">
      <h3>{t("refused")}</h3>
      {faults.slice(0, mostFaults).map((f, i) => (
        <p key={i}>{sayFault(f, asked.value)}</p>
      ))}
      <button type="button" onClick={() => (trouble.value = null)}>
        {t("close")}
      </button>
    </div>
  );
}
