//go:build peers

package peers

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	writer "lindero/report/html"
)

// measured is a page that shows a report, first as wide as a desk and then as a
// telephone, and writes down what it sees: tables that scroll sideways, tables of
// which rows are out of sight, and whether, where they scroll, the names of their
// rows stay in sight.
const measured = `<!DOCTYPE html><iframe style="width:1280px;height:900px" srcdoc="PAGE"></iframe><p id="said"></p><script>
addEventListener("load", () => {
  const frame = document.querySelector("iframe"), d = frame.contentDocument, said = {}
  for (const width of [1280, 390]) {
    frame.style.width = width + "px"
    const sum = said[width] = {Sideways: [], Cut: [], Lost: [], Page: d.documentElement.scrollWidth}
    for (const room of d.querySelectorAll(".scroll:not(.picture)")) {
      if (room.scrollHeight > room.clientHeight + 1) sum.Cut.push(room.id)
      if (room.scrollWidth <= room.clientWidth + 1) continue
      sum.Sideways.push(room.id)
      room.scrollLeft = 1e6
      const name = room.querySelector("tbody th").getBoundingClientRect(), edge = room.getBoundingClientRect()
      if (name.left < edge.left - 1 || name.right > edge.right - 99) sum.Lost.push(room.id)
    }
  }
  document.getElementById("said").textContent = JSON.stringify(said)
})</script>`

var saidInPage = regexp.MustCompile(`<p id="said">(.*?)</p>`)

// TestTablesFitTheScreen has Chromium lay pages out: at 1280 pixels no table of a
// report scrolls sideways or hides rows, and on a telephone the names of rows stay in
// sight.
func TestTablesFitTheScreen(t *testing.T) {
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		l, p := planned(t, name)
		before, err := planner.Run(t.Context(), l, planner.Options{Meet: planner.Anywhere, StepM: 5000})
		if err != nil {
			t.Fatal(err)
		}
		for _, language := range []lang.Lang{lang.English, lang.Spanish} {
			d, err := report.New(report.Input{Layout: l, Plan: p, Since: before}, report.Options{Lang: language, Bare: true})
			if err != nil {
				t.Fatal(err)
			}
			var page bytes.Buffer
			if err := writer.Write(&page, d); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "page.html")
			if err := os.WriteFile(file, []byte(strings.Replace(measured, "PAGE", html.EscapeString(page.String()), 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			dom := run{name: "chromium", args: append(quietFlags(t), "--window-size=1400,1000", "--dump-dom", "file://"+file)}.output(t)
			var said map[string]struct {
				Sideways, Cut, Lost []string
				Page                int
			}
			found := saidInPage.FindStringSubmatch(dom)
			if found == nil || json.Unmarshal([]byte(html.UnescapeString(found[1])), &said) != nil {
				t.Fatalf("nothing was measured: %.300s", dom)
			}
			if wide := said["1280"]; len(wide.Sideways) > 0 || len(wide.Cut) > 0 || wide.Page > 1280 {
				t.Errorf("%s, %s: at 1280 pixels: %+v", name, language, wide)
			}
			if narrow := said["390"]; len(narrow.Sideways) == 0 || len(narrow.Lost) > 0 || narrow.Page > 390 {
				t.Errorf("%s, %s: at 390 pixels: %+v", name, language, narrow)
			}
		}
	}
}
