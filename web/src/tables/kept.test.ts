import { beforeEach, expect, test, vi } from "vitest";
import { named, type Column } from "./column";

const of = (id: string, aside = false): Column<object> => named(id, () => id, () => "", { aside });
const columns = [of("gap"), of("kind"), of("length_m"), of("more", true)];

/** The columns of the table as a visit to the page finds them: what it knows is what the browser has kept. */
async function visit() {
  vi.resetModules();
  const kept = await import("./kept");
  const look = kept.lookOf("test", { column: "", down: false });
  return {
    show: (id: string, on: boolean) => kept.showColumn("test", look, id, on),
    usual: () => kept.showUsualColumns("test", look),
    shown: (of: readonly Column<object>[] = columns) => kept.shownColumns(of, look.columns.value).map((c) => c.id),
  };
}

beforeEach(() => localStorage.clear());

test("columns are remembered from visit to visit, until the usual ones are asked for", async () => {
  const first = await visit();
  expect(first.shown()).toEqual(["gap", "kind", "length_m"]);
  first.show("kind", false);
  first.show("more", true);
  const second = await visit();
  expect(second.shown()).toEqual(["gap", "length_m", "more"]);
  second.usual();
  expect((await visit()).shown()).toEqual(["gap", "kind", "length_m"]);
});

test("columns that a table has only at times are shown as usual, whatever was chosen of the others", async () => {
  const { show, shown } = await visit();
  show("kind", false);
  const changed = [...columns, of("change"), of("change_h", true)];
  expect(shown(changed)).toEqual(["gap", "length_m", "change"]);
  show("kind", true);
  expect(shown(changed)).toEqual(["gap", "kind", "length_m", "change"]);
});

test("the first column names the row, and stays", async () => {
  const { show, shown } = await visit();
  for (const c of columns) show(c.id, false);
  expect(shown()).toEqual(["gap"]);
});

test.each(["null", '["gap"]', "{", '"x"', "7", '{"kind":"no"}', "[[1]]"])("what is kept and no such thing is passed over: %s", async (text) => {
  localStorage.setItem("lindero.columns.test", text);
  expect((await visit()).shown()).toEqual(["gap", "kind", "length_m"]);
});
