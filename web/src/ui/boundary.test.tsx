import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { language } from "../lang/language";
import { Boundary } from "./boundary";

const place = document.createElement("div");
document.body.append(place);
afterEach(() => render(null, place));

let broken = true;
function Part() {
  if (broken) throw new Error("no such thing");
  return <p class="whole">all is well</p>;
}

test("a part that breaks says so in its place, the rest stays, and it can be opened anew", async () => {
  language.value = "en";
  broken = true;
  await act(() =>
    render(
      <main>
        <Boundary>
          <Part />
        </Boundary>
        <p class="rest" />
      </main>,
      place,
    ),
  );
  expect(place.querySelector('[role="alert"]')?.textContent).toContain("no such thing");
  expect(place.querySelector(".rest")).not.toBeNull();
  broken = false;
  await act(() => place.querySelector("button")?.click());
  expect(place.querySelector('[role="alert"]')).toBeNull();
  expect(place.querySelector(".whole")).not.toBeNull();
});
