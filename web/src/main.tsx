import { render } from "preact";
import { Page } from "./page/page";
import { Sheets } from "./sheet/sheets";
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
