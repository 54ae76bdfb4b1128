import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { language } from "../lang/language";
import { chosen, pick, pointed, wanted } from "../state/selection";
import { counted, named, type Listing } from "./column";
import { lookOf } from "./kept";
import { Announcements } from "../ui/announce";
import { pageRows, Table } from "./table";

interface Row {
  id: string;
  kind: string;
  length_m: number;
}

let rows: Row[] = [];
const listing: Listing<Row> = {
  id: "test",
  title: () => "Gaps",
  rows: () => rows,
  columns: () => [named("gap", () => "gap", (r) => r.id), named("kind", () => "kind", (r) => r.kind, { choice: true }), counted("length_m", () => "length km", (r) => r.length_m, 1, 1e-3, { sum: true }), named("more", () => "more", () => "x", { aside: true })],
  key: (r) => r.id,
  order: { column: "length_m", down: true },
  sort: "gap",
  shape: (r) => ({ type: "lines", parts: [[[r.length_m, 1], [r.length_m + 1, 2]]] }),
  border_m: (r) => r.length_m * 10,
  hour: () => 7,
};

const root = document.createElement("div");
document.body.append(root);
const draw = () => act(() => render(<Table listing={listing} />, root));
const find = <E extends Element = HTMLElement>(what: string) => root.querySelector<E>(what) as E;
const all = (what: string) => [...root.querySelectorAll<HTMLElement>(what)];
const ids = () => all("tbody th").map((x) => x.textContent);
const buttonOf = (text: string) => all("button").find((b) => b.textContent === text || b.getAttribute("aria-label") === text) as HTMLElement;
const click = (e: HTMLElement) => act(() => e.click());
const write = (e: HTMLInputElement | HTMLSelectElement, value: string, event: string) =>
  act(() => {
    e.value = value;
    e.dispatchEvent(new Event(event, { bubbles: true }));
  });

beforeEach(() => {
  language.value = "en";
  rows = Array.from({ length: 250 }, (_, i) => ({ id: `g${i}`, kind: i % 2 ? "land" : "sea", length_m: i * 1000 }));
  const look = lookOf("test", listing.order);
  look.query.value = { words: "", choices: {}, order: listing.order };
  look.page.value = 0;
  look.columns.value = new Map();
  pick(null);
  pointed.value = null;
});
afterEach(() => act(() => render(null, root)));

test("a page of rows, with their number among all, in the order of the list", async () => {
  await draw();
  expect(ids()).toHaveLength(pageRows);
  expect(ids().slice(0, 2)).toEqual(["g249", "g248"]);
  expect(find("table").getAttribute("aria-rowcount")).toBe("252"); // with head and foot
  expect(all("tbody tr")[1]?.getAttribute("aria-rowindex")).toBe("3");
  expect(find("caption").textContent).toBe("Gaps: 250 of 250");
  expect(all("tfoot td").map((x) => x.textContent)).toEqual(["", "31,125.0"]);
  await click(buttonOf("Last page"));
  expect(ids()).toHaveLength(50);
  expect(all("tbody tr")[0]?.getAttribute("aria-rowindex")).toBe("202");
  expect(find("nav").textContent).toContain("Rows 201–250 of 250");
});

test("a head's button orders by its column, and again the other way; the page begins anew", async () => {
  await draw();
  await click(buttonOf("Next page"));
  const heads = () => all("thead th").map((x) => x.getAttribute("aria-sort"));
  expect(heads()).toEqual([null, null, "descending"]);
  await click(find("thead th:first-child button"));
  expect(heads()).toEqual(["ascending", null, null]);
  expect(ids().slice(0, 3)).toEqual(["g0", "g1", "g2"]);
  await click(find("thead th:first-child button"));
  expect(heads()).toEqual(["descending", null, null]);
  expect(ids()[0]).toBe("g249");
});

test("words and choices leave rows; nothing left says so and offers all", async () => {
  await draw();
  await write(find<HTMLInputElement>("input[type=search]"), "g24", "input");
  expect(ids()).toEqual(["g249", "g248", "g247", "g246", "g245", "g244", "g243", "g242", "g241", "g240", "g24"]);
  await act(() => {
    find<HTMLDetailsElement>("details").open = true;
    find("details").dispatchEvent(new Event("toggle"));
  });
  expect(all("details select option").map((o) => o.textContent)).toEqual(["all", "land (125)", "sea (125)"]);
  await write(find<HTMLSelectElement>("details select"), "land", "change");
  expect(ids()).toEqual(["g249", "g247", "g245", "g243", "g241"]);
  await write(find<HTMLInputElement>("input[type=search]"), "nothing like it", "input");
  expect(find(".state").textContent).toContain("No row fits");
  await click(find(".state button"));
  expect(find("caption").textContent).toBe("Gaps: 250 of 250");
});

test("a row chooses its thing and has the map show it; pointing at it marks its place", async () => {
  await draw();
  const before = wanted.value?.again ?? 0;
  await click(find("tbody tr:nth-child(2) button"));
  expect(chosen.value).toEqual({ sort: "gap", id: "g248" });
  expect(wanted.value).toEqual({ bounds: [248_000, 1, 248_001, 2], again: before + 1 });
  expect(all('tr[aria-current="true"]').map((r) => r.querySelector("th")?.textContent)).toEqual(["g248"]);
  await act(() => void all("tbody tr")[0]?.dispatchEvent(new Event("pointerenter")));
  expect(pointed.value).toMatchObject({ from: "table", border_m: 2_490_000, hour: 7 });
  await act(() => void find(".rows").dispatchEvent(new Event("pointerleave")));
  expect(pointed.value).toBeNull();
});

test("what is chosen on the map is marked on its page; where the filter hides it, that is said", async () => {
  await draw();
  await act(() => pick("gap", "g3"));
  expect(find("nav").textContent).toContain("Rows 201–250");
  expect(find('tr[aria-current="true"] th').textContent).toBe("g3");
  await act(() => pick("pair", "g3"));
  expect(find('tr[aria-current="true"]')).toBeNull();
  await write(find<HTMLInputElement>("input[type=search]"), "g24", "input");
  await act(() => pick("gap", "g3"));
  expect(root.textContent).toContain("not among these rows");
});

test("columns are chosen and remembered; the first stays", async () => {
  await draw();
  expect(all("thead th").map((x) => x.textContent?.replace(/[▲▼]/, ""))).toEqual(["gap", "kind", "length km"]);
  const boxes = all('input[type="checkbox"]');
  expect(boxes).toHaveLength(3);
  await click(boxes[2] as HTMLElement);
  await click(boxes[0] as HTMLElement);
  expect(all("thead th").map((x) => x.textContent?.replace(/[▲▼]/, ""))).toEqual(["gap", "length km", "more"]);
  await click(buttonOf("Usual columns"));
  expect(all("thead th").map((x) => x.textContent?.replace(/[▲▼]/, ""))).toEqual(["gap", "kind", "length km"]);
});

test("a table without sums has no foot, and counts none", async () => {
  rows = rows.slice(0, 3);
  lookOf("test", listing.order).columns.value = new Map([["length_m", false]]);
  await draw();
  expect(find("tfoot")).toBeNull();
  expect(find("table").getAttribute("aria-rowcount")).toBe("4");
});

test("another order begins anew, also with something chosen on another page", async () => {
  await draw();
  await act(() => pick("gap", "g3"));
  expect(find("nav").textContent).toContain("Rows 201–250");
  await click(find("thead th:nth-child(2) button"));
  await click(find("thead th:nth-child(3) button")); // by length, the shortest first: g3 is the fourth
  await click(find("thead th:nth-child(3) button")); // and now it is near the end
  expect(find("nav").textContent).toContain("Rows 1–100");
});

test("the keys that turn pages keep the focus at either end; another page begins at its top, and is told", async () => {
  rows = rows.slice(0, 150);
  await draw();
  const region = find(".rows");
  region.scrollTop = 40;
  const next = buttonOf("Next page");
  next.focus();
  await click(next);
  expect(find("nav").textContent).toContain("Rows 101–150");
  expect(region.scrollTop).toBe(0);
  expect(document.activeElement).toBe(next);
  expect([next.hasAttribute("disabled"), next.getAttribute("aria-disabled")]).toEqual([false, "true"]);
  await click(next);
  expect(find("nav").textContent).toContain("Rows 101–150");
  const told = document.createElement("div");
  render(<Announcements />, told);
  expect(told.textContent).toContain("Rows 101–150 of 150");
});

test("showing all rows again moves the focus to where words are written, as its button goes away", async () => {
  await draw();
  const search = find<HTMLInputElement>("input[type=search]");
  for (const words of ["g24", "nothing like it"]) {
    await write(search, words, "input");
    const button = all("button").findLast((b) => b.textContent === "Show all rows") as HTMLElement;
    button.focus();
    await click(button);
    expect(document.activeElement).toBe(search);
  }
});

test("what the focus or the pointer marked on the map goes when they leave", async () => {
  await draw();
  const row = find("tbody tr:nth-child(2) button");
  await act(() => row.focus());
  expect(pointed.value).toMatchObject({ from: "table", hour: 7 });
  await act(() => find("input[type=search]").focus());
  expect(pointed.value).toBeNull();
  await act(() => void all("tbody tr")[0]?.dispatchEvent(new Event("pointerenter")));
  await act(() => render(null, root));
  expect(pointed.value).toBeNull();
});

test("an empty table says so", async () => {
  rows = [];
  await draw();
  expect(find(".state").textContent).toContain("There is nothing");
  expect(find("table")).toBeNull();
});

test("files hold the rows that are left, on all pages and in all columns", async () => {
  const files: { name: string; text: Promise<string> }[] = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    files.push({ name: "", text: (blob as Blob).text() });
    return "blob:x";
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    const last = files.at(-1);
    if (last) last.name = this.download;
  });
  const { base } = await import("../state/shown");
  base.value = { state: "there", value: { title: "Guatemala–Mexico", plan: { start: "2027-01-04T00:00:00-06:00", scenario: "abc" }, sources: [], note: "" } as never };
  await draw();
  await write(find<HTMLInputElement>("input[type=search]"), "land", "input");
  await click(buttonOf("CSV"));
  await click(buttonOf("GeoJSON"));
  expect(files.map((f) => f.name)).toEqual(["guatemala-mexico_test_2027-01-04.csv", "guatemala-mexico_test_2027-01-04.geojson"]);
  const csv = (await files[0]?.text) ?? "";
  expect(csv.split("\n").slice(0, 2).map((x) => x.replace("\ufeff", ""))).toEqual(["gap,kind,length_m,more", "g249,land,249000,x"]);
  expect(csv.trimEnd().split("\n")).toHaveLength(126);
  const geojson = JSON.parse((await files[1]?.text) ?? "") as { features: unknown[]; scenario: string };
  expect([geojson.features.length, geojson.scenario]).toEqual([125, "abc"]);
  vi.restoreAllMocks();
});
