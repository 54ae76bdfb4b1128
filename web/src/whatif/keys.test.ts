import { expect, test } from "vitest";
import { wishOf } from "./keys";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>>) => wishOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

test("keys of undo and redo, on a PC and on a Mac, and no others", () => {
  expect([press("z", { ctrlKey: true }), press("z", { metaKey: true }), press("Z", { ctrlKey: true, shiftKey: true }), press("Z", { metaKey: true, shiftKey: true }), press("y", { ctrlKey: true })]).toEqual(["undo", "undo", "redo", "redo", "redo"]);
  expect([press("z", {}), press("z", { ctrlKey: true, altKey: true }), press("y", { ctrlKey: true, shiftKey: true }), press("a", { ctrlKey: true })]).toEqual([undefined, undefined, undefined, undefined]);
});
