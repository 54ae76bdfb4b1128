import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** A number that is typed, with its unit, what it may be, and what is wrong with it. */
export function NumberField({ label, unit, value, step = "any", least, most, fault, onInput, required = false }: {
  label: ComponentChildren;
  unit?: string;
  value: string;
  step?: number | "any";
  least?: number;
  most?: number;
  fault?: string | undefined;
  onInput: (text: string) => void;
  required?: boolean;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {label}
        {unit ? <span class="soft"> ({unit})</span> : null}
      </label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        value={value}
        step={step}
        {...(least === undefined ? {} : { min: least })}
        {...(most === undefined ? {} : { max: most })}
        required={required}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onInput={(e) => onInput(e.currentTarget.value)}
      />
      {fault && (
        <p id={`${id}-fault`} class="bad fault">
          {fault}
        </p>
      )}
    </div>
  );
}

/** A number of a text, or undefined where it is none. */
export function numberOf(text: string): number | undefined {
  const x = Number(text.trim().replace(",", "."));
  return text.trim() === "" || !Number.isFinite(x) ? undefined : x;
}
