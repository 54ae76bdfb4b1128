import { render } from "preact";
import { startNavigation } from "./page/navigation";
import { Page } from "./page/page";
import { Sheets } from "./sheet/sheets";
import "./style/base.css";
import "./style/page.css";

startNavigation(); // the plan is asked for before anything is drawn
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
