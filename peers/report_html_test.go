//go:build peers

package peers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"lindero/internal/npm"
	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	"lindero/report/html"
)

// pageRules are the recommended rules of html-validate but for two of taste: how
// long a title may be, and styles that stand in the page, as it is one file.
const pageRules = `{"root": true, "extends": ["html-validate:recommended"], "rules": {"long-title": "off", "no-inline-style": "off"}}`

// TestPagesAreHTML has html-validate judge the pages of reports; one that is
// spoiled has to be found out, else it does not look.
func TestPagesAreHTML(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	bin, err := npm.Install(ctx, "testdata/htmlvalidate", "../.cache/npm")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, text []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(".htmlvalidate.json", []byte(pageRules))
	judged := func(name string) []json.RawMessage {
		cmd := exec.CommandContext(ctx, filepath.Join(bin, "html-validate"), "--formatter", "json", name)
		cmd.Dir = dir
		said, err := os.Create(filepath.Join(dir, "said.json")) // a pipe would be cut when it ends
		if err != nil {
			t.Fatal(err)
		}
		defer said.Close()
		cmd.Stdout = said
		err = cmd.Run()
		var exit *exec.ExitError
		if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
			t.Fatalf("html-validate: %v", err)
		}
		text, err := os.ReadFile(said.Name())
		if err != nil {
			t.Fatal(err)
		}
		var found []struct{ Messages []json.RawMessage }
		if err := json.Unmarshal(text, &found); err != nil {
			t.Fatalf("html-validate: %v: %.200s", err, text)
		}
		var out []json.RawMessage
		for _, f := range found {
			out = append(out, f.Messages...)
		}
		return out
	}
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		l, p := planned(t, name)
		before, err := planner.Run(t.Context(), l, planner.Options{Meet: planner.Anywhere, StepM: 5000})
		if err != nil {
			t.Fatal(err)
		}
		for code, o := range map[string]report.Options{"full-es": {Lang: lang.Spanish}, "side-en": {Lang: lang.English, Viewer: report.Viewer{Side: p.Sides[0]}}, "public-es": {Lang: lang.Spanish, Viewer: report.Viewer{Public: true}}} {
			d, err := report.New(report.Input{Layout: l, Plan: p, Since: before}, o)
			if err != nil {
				t.Fatal(err)
			}
			var page bytes.Buffer
			if err := html.Write(&page, d); err != nil {
				t.Fatal(err)
			}
			write("page.html", page.Bytes())
			for _, m := range judged("page.html") {
				t.Errorf("%s, %s: %s", name, code, m)
			}
			write("spoiled.html", bytes.Replace(page.Bytes(), []byte("</table>"), nil, 1))
			if len(judged("spoiled.html")) == 0 && bytes.Contains(page.Bytes(), []byte("</table>")) {
				t.Errorf("%s, %s: html-validate finds nothing in a page without the end of a table", name, code)
			}
		}
	}
}
