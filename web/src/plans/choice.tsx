import type { ComponentChildren, RefObject } from "preact";
import type { Listed } from "../api/datasets";
import { label } from "./label";

interface ChoiceProps {
  name: string;
  list: readonly Listed[];
  none?: string; // what stands for no choice, where there may be none
  value: string; // id
  choose: (id: string) => void;
  select?: RefObject<HTMLSelectElement | null>;
  children?: ComponentChildren; // what there is to say of it
}

/** A field by which a plan or scenario is chosen. */
export function Choice({ name, list, none, value, choose, select, children }: ChoiceProps) {
  return (
    <label class="field">
      {name}
      <select {...(select ? { ref: select } : {})} value={value} onChange={(e) => choose(e.currentTarget.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {list.map((l) => (
          <option key={l.id} value={l.id}>
            {label(l)}
          </option>
        ))}
      </select>
      {children}
    </label>
  );
}
