import { render } from "preact";
import { Page } from "./page/page";
import { Sheets } from "./sheet/sheets";
import { choose } from "./state/shown";
import "./style/base.css";
import "./style/page.css";

const root = document.getElementById("page");
if (root) {
  render(
    <>
      <Page />
      <Sheets />
    </>,
    root,
  );
}
void choose("plans", "current");
