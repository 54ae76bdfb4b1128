package server_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lindero/data"
	"lindero/internal/heldtest"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/planner/check"
	"lindero/sectors"
	"lindero/server"
)

// execute executes a process, and reads its results.
func execute(t testing.TB, h http.Handler, process, inputs string) map[string]struct{ Value json.RawMessage } {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/processes/"+process+"/execution", strings.NewReader(`{"inputs":`+inputs+`}`))
	r.Host = "127.0.0.1:8080"
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if err := heldtest.Answer(r, w); err != nil {
		t.Error(err)
	}
	var out map[string]struct{ Value json.RawMessage }
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d, %v: %.600s", inputs, w.Code, err, w.Body)
	}
	return out
}

// kept says where a changed plan is kept.
type kept struct{ ID, Href, Base string }

func keep(t testing.TB, h http.Handler, inputs string) kept {
	t.Helper()
	var k kept
	if err := json.Unmarshal(execute(t, h, "what-if", inputs)["plan"].Value, &k); err != nil {
		t.Fatal(err)
	}
	return k
}

// run plans a scenario in the box or a layout.
func run(t testing.TB, l *sectors.Layout) *planner.Plan {
	t.Helper()
	p, err := planner.Run(t.Context(), l, planner.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func boxed(t testing.TB, name string) *sectors.Layout {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestKeepChanged: a changed plan that is kept is a dataset like any other, of the
// changed scenario, and all that can be asked of a plan can be asked of it.
func TestKeepChanged(t *testing.T) {
	l := boxed(t, "guatemala-mexico")
	p := run(t, l)
	h := planned(t, l, p, data.Full)
	to := 690_000.0
	q := planner.Question{Changes: []planner.PlanChange{{Change: planner.MoveMeetingPoint, MeetingPoint: "mp-ingenieros", ToM: &to}}}
	const inputs = `{"plan":"current","keep":true,"changes":[{"change":"move_meeting_point","meeting_point":"mp-ingenieros","to_m":690000}]}`
	k := keep(t, h, inputs)
	var current struct{ ID string }
	read(t, h, "/plans/current", &current)
	if k.Base != current.ID || k.ID == k.Base || k.Href != "http://127.0.0.1:8080/plans/"+k.ID {
		t.Fatalf("%+v, of %s", k, current.ID)
	}
	if again := keep(t, h, strings.Replace(inputs, `"keep"`, `"days":true,"keep"`, 1)); again != k {
		t.Errorf("the same changes are kept as %+v, before as %+v", again, k)
	}
	if v := execute(t, h, "what-if", strings.Replace(inputs, `"keep":true,`, "", 1))["plan"].Value; string(v) != "null" {
		t.Errorf("without keep there is %s", v)
	}
	if v := execute(t, h, "what-if", `{"plan":"current","keep":true,"changes":[]}`)["plan"].Value; !strings.Contains(string(v), `"id":"`+current.ID+`"`) {
		t.Errorf("without a change there is %s", v)
	}

	w, err := planner.NewWhatIf(t.Context(), l, p)
	if err != nil {
		t.Fatal(err)
	}
	want, err := w.Ask(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	s, err := q.Scenario(w)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := data.WritePlanJSON(&text, want.Plan); err != nil {
		t.Fatal(err)
	}
	at := "/plans/" + k.ID
	if got := do(h, "GET", at+"/plan").Body; !bytes.Equal(got.Bytes(), text.Bytes()) {
		t.Error("its plan.json is not the changed plan")
	}
	changed, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range data.PlanCollections(data.Full) {
		var want []string
		for f := range c.Features(changed, planOf(t, &text), data.Full) {
			want = append(want, fmt.Sprint(f.ID))
		}
		if got := items(t, h, at+"/collections/"+c.Name+"/items?limit=10000"); ids(got) != strings.Join(want, " ") || len(want) == 0 {
			t.Errorf("%s: %d features, want %d", c.Name, len(got.Features), len(want))
		}
		if got := do(h, "GET", at+"/collections/"+c.Name+"/tiles/WebMercatorQuad/5/14/7"); got.Code != 200 || got.Body.Len() == 0 {
			t.Errorf("tile of %s: %d", c.Name, got.Code)
		}
	}
	for _, name := range []string{"border", "routes", "posts", "patrols"} {
		if a, b := do(h, "GET", at+"/collections/"+name+"/items?limit=10000"), do(h, "GET", "/collections/"+name+"/items?limit=10000"); a.Code != 200 || featuresOf(t, a) != featuresOf(t, b) {
			t.Errorf("%s: %d, not as before", name, a.Code)
		}
	}

	if found, err := check.Plan(t.Context(), changed, planOf(t, &text)); err != nil || len(found) > 0 {
		t.Errorf("%v, it is not clean: %v", err, found)
	}
	for name, inputs := range map[string]string{
		"compare": `{"a":"current","b":"` + k.ID + `"}`,
		"gaps":    `{"plan":"` + k.ID + `"}`,
	} {
		out := execute(t, h, name, inputs)
		if name == "compare" {
			var got planner.Comparison
			if err := json.Unmarshal(out["comparison"].Value, &got); err != nil || len(got.Opened) != len(want.Comparison.Opened) || len(got.Opened) == 0 {
				t.Errorf("%v: %d gaps opened, want %d", err, len(got.Opened), len(want.Comparison.Opened))
			}
		}
	}
	further := keep(t, h, strings.Replace(strings.Replace(inputs, "current", k.ID, 1), "690000", "686000", 1))
	if further.Base != k.ID || further.ID == k.ID || further.ID == current.ID {
		t.Errorf("a change of the change is %+v", further)
	}
}

// planOf reads a plan back.
func planOf(t *testing.T, text *bytes.Buffer) *planner.Plan {
	t.Helper()
	var p planner.Plan
	if err := json.Unmarshal(text.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	return &p
}

// featuresOf returns the features of an answer as text.
func featuresOf(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var v struct{ Features json.RawMessage }
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	return string(v.Features)
}

// TestKeepDropped: where so many plans were kept that one was dropped, asking for
// it again makes it again, under the same id.
func TestKeepDropped(t *testing.T) {
	l, _ := plantest.Roads(t)
	h := planned(t, l, run(t, l), data.Full)
	point := l.Scenario.MeetingPoints[0].ID
	inputs := func(n int) string {
		return fmt.Sprintf(`{"plan":"current","keep":true,"changes":[{"change":"move_meeting_point","meeting_point":%q,"to_m":%d}]}`, point, 1000+n*300)
	}
	first := keep(t, h, inputs(0))
	if first.ID == first.Base {
		t.Fatal("nothing is changed")
	}
	listed := func() bool { return strings.Contains(do(h, "GET", "/plans").Body.String(), first.ID) }
	for n := 1; listed(); n++ {
		if n > 40 {
			t.Fatal("nothing is dropped")
		}
		keep(t, h, inputs(n))
	}
	if w := do(h, "GET", "/plans/"+first.ID); w.Code != 404 {
		t.Errorf("it is dropped, and answers %d", w.Code)
	}
	if again := keep(t, h, inputs(0)); again != first || !listed() || do(h, "GET", "/plans/"+first.ID+"/collections/gaps/items").Code != 200 {
		t.Errorf("again it is %+v, was %+v", again, first)
	}
}

// TestScenarioArchive: the scenario of a plan, of a changed one and a scenario come
// as an archive of a folder that is read as the same scenario.
func TestScenarioArchive(t *testing.T) {
	l := boxed(t, "guatemala-mexico")
	h := planned(t, l, run(t, l), data.Full)
	k := keep(t, h, `{"plan":"current","keep":true,"changes":[{"change":"move_meeting_point","meeting_point":"mp-ingenieros","to_m":690012},{"change":"remove_patrol","patrol":"GT-03"},{"change":"change_rule","rule":"off_route_speed_kmh.sea","value":0}]}`)
	for _, at := range []string{"/plans/current", "/plans/" + k.ID, "/scenarios/drawn"} {
		want := l.Scenario.Hash()
		if strings.HasPrefix(at, "/plans") {
			var p planner.Plan
			read(t, h, at+"/plan", &p)
			want = p.Scenario
		}
		w := do(h, "GET", at+"/scenario.zip")
		_, parameters, err := mime.ParseMediaType(w.Header().Get("Content-Disposition"))
		if err != nil || w.Code != 200 || w.Header().Get("Content-Type") != "application/zip" || !strings.HasPrefix(parameters["filename"], "guatemala-m") {
			t.Fatalf("%s: %d %v, %v", at, w.Code, w.Header(), err)
		}
		if got := readArchive(t, w.Body.Bytes(), strings.TrimSuffix(parameters["filename"], ".zip")).Hash(); got != want {
			t.Errorf("%s: it is read as %s, and is %s", at, got, want)
		}
		if again := do(h, "GET", at+"/scenario.zip"); !bytes.Equal(again.Body.Bytes(), w.Body.Bytes()) {
			t.Errorf("%s: it is another the second time", at)
		}
		var landing struct {
			Links []struct{ Href, Rel, Type string }
		}
		read(t, h, at, &landing)
		linked := false
		for _, x := range landing.Links {
			linked = linked || x.Rel == "enclosure" && x.Type == "application/zip" && x.Href == "http://127.0.0.1:8080"+at+"/scenario.zip"
		}
		if !linked {
			t.Errorf("%s does not link to it", at)
		}
	}
	public := planned(t, l, nil, data.Public)
	for _, at := range []string{"/plans/current/scenario.zip", "/scenarios/drawn/scenario.zip"} {
		if w := do(public, "GET", at); w.Code != 404 {
			t.Errorf("%s in public: %d", at, w.Code)
		}
	}
	covered := *l.Scenario
	covered.Covered = append(covered.Covered, nil)
	bad, err := l.With(&covered)
	if err != nil {
		t.Fatal(err)
	}
	if w := do(planned(t, bad, nil, data.Full), "GET", "/scenarios/drawn/scenario.zip"); w.Code != 500 || !strings.Contains(w.Body.String(), "other means") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// readArchive unpacks an archive of a folder, and reads that as a scenario.
func readArchive(t *testing.T, archive []byte, folder string) *sectors.Scenario {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), folder)
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		name, ok := strings.CutPrefix(f.Name, folder+"/")
		r, err := f.Open()
		if err != nil || !ok || !filepath.IsLocal(name) {
			t.Fatalf("%s: %v", f.Name, err)
		}
		text, err := io.ReadAll(r)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), text, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	s, _, err := data.ReadScenario(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// BenchmarkKeep is how long it takes over HTTP until a changed plan of Guatemala
// and Mexico is kept, and until its collections have come.
func BenchmarkKeep(b *testing.B) {
	l := boxed(b, "guatemala-mexico")
	p := run(b, l)
	r, err := planner.NewReport(b.Context(), l, nil)
	if err != nil {
		b.Fatal(err)
	}
	h, err := server.New(server.Config{Given: []server.Given{{Name: "drawn", Report: r, Plan: p}}, View: data.Full})
	if err != nil {
		b.Fatal(err)
	}
	defer closed(b, h)
	ask := func(n int) string {
		beat := &p.Beats[n%len(p.Beats)]
		return fmt.Sprintf(`{"plan":"current","keep":true,"changes":[{"change":"move_meeting_point","meeting_point":%q,"to_m":%v}]}`, beat.MeetingPoint, beat.MeetM+float64(100*(n/len(p.Beats)+1)))
	}
	keep(b, h, ask(0))
	b.Run("answer", func(b *testing.B) {
		for n := 1; b.Loop(); n++ {
			keep(b, h, ask(n))
		}
	})
	b.Run("collections", func(b *testing.B) {
		for n := 1000; b.Loop(); n++ {
			at := "/plans/" + keep(b, h, ask(n)).ID + "/collections/"
			for _, name := range []string{"border", "sectors", "beats", "gaps", "sorties"} {
				if w := do(http.HandlerFunc(h.ServeHTTP), "GET", at+name+"/items?limit=10000"); w.Code != 200 {
					b.Fatal(w.Code)
				}
			}
		}
	})
}
