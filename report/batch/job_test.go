package batch_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"lindero/data"
	"lindero/report/batch"
)

// drawn is a small scenario.
const drawn = "../../data/testdata/scenario"

// copied makes a copy of the drawn scenario, and returns its path.
func copied(t *testing.T, parts ...string) string {
	t.Helper()
	dir := filepath.Join(parts...)
	if err := os.CopyFS(dir, os.DirFS(drawn)); err != nil {
		t.Fatal(err)
	}
	change(t, filepath.Join(dir, "patrols.csv"), "bb-mid,ridge,2", "bb-mid,,2") // else no pair has one layer
	return dir
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestFind wants each plan and scenario once, wherever it was named, under names of
// their own.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	in := func(parts ...string) string { return filepath.Join(append([]string{dir}, parts...)...) }
	one, two := copied(t, in("a", "north")), copied(t, in("b", "NORTH"))
	put(t, in("b", "plan", "plan.json"), "{}")
	put(t, in("b", ".hidden", "scenario.yaml"), "")
	put(t, in("b", "notes", "readme.txt"), "")
	put(t, in("b", "table.csv"), "")
	put(t, in("empty", "readme.txt"), "")
	if err := os.Symlink(one, in("link")); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		paths []string
		want  string // name of the report, scenario, plan
	}{
		{[]string{one}, "north " + one + " -"},
		{[]string{one, two, one + "/", in("link"), in("a")}, "north " + one + " -|NORTH-2 " + two + " -"},
		{[]string{in("b")}, "NORTH " + two + " -|plan " + in("b", "plan", "scenario") + " " + in("b", "plan")},
		{[]string{in("b", "plan", "plan.json"), in("b", "plan")}, "plan " + in("b", "plan", "scenario") + " " + in("b", "plan")},
		{[]string{"guatemala-mexico", "andorra"}, "guatemala-mexico guatemala-mexico -|andorra andorra -"},
		{[]string{in("nowhere")}, "nowhere " + in("nowhere") + " -"},
		{[]string{in("b", "table.csv")}, "table.csv " + in("b", "table.csv") + " -"},
	} {
		jobs, err := batch.Find(x.paths)
		if err != nil {
			t.Errorf("%v: %v", x.paths, err)
		}
		var got []string
		for _, j := range jobs {
			plan := j.Plan
			if plan == "" {
				plan = "-"
			}
			got = append(got, j.Name+" "+j.Scenario+" "+plan)
		}
		if g := strings.Join(got, "|"); g != x.want {
			t.Errorf("%v:\n%s\nwant\n%s", x.paths, g, x.want)
		}
	}
	_, err := batch.Find([]string{in("empty")})
	var input *data.InputError
	if !errors.As(err, &input) || !strings.Contains(err.Error(), "holds no scenario and no plan; name a folder with") {
		t.Errorf("an empty folder: %v", err)
	}
}

// TestNames wants names that any file system takes, each once.
func TestNames(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("границa", 30)
	var paths []string
	for i, name := range []string{"Ñandú–Río", "ñandú–río", "国境 線", "مرز", "index.html", "gaps.csv", "con", "LPT1.x", "..a..", "<b>&\"'", "---", "a\nb", long[:250], "bad\xffname", "plan.json", "Scenario.yaml", "Straße", "STRASSE", "ſierra", "Sierra"} {
		path := filepath.Join(dir, string(rune('a'+i)), name)
		if err := os.MkdirAll(path, 0o777); err != nil {
			t.Fatal(name, err)
		}
		put(t, filepath.Join(path, "scenario.yaml"), "")
		paths = append(paths, path)
	}
	jobs, err := batch.Find(paths)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Ñandú-Río", "ñandú-río-2", "国境-線", "مرز", "report-index.html", "report-gaps.csv", "report-con", "report-LPT1.x", "a", "b", "report", "a-b", "", "bad-name",
		"report-plan.json", "report-Scenario.yaml", "Straße", "STRASSE-2", "ſierra", "Sierra-2"}
	seen := []string{}
	for i, j := range jobs {
		if want[i] != "" && j.Name != want[i] {
			t.Errorf("%q is named %q, want %q", filepath.Base(paths[i]), j.Name, want[i])
		}
		if len(j.Name) > 120 || !utf8.ValidString(j.Name) || slices.Contains(seen, strings.ToLower(j.Name)) {
			t.Errorf("%q is named %q", filepath.Base(paths[i]), j.Name)
		}
		seen = append(seen, strings.ToLower(j.Name))
	}
	if len(jobs) != len(want) {
		t.Errorf("%d jobs, want %d", len(jobs), len(want))
	}
	if !strings.HasPrefix(jobs[12].Name, "границaгран") {
		t.Errorf("the long name is %q", jobs[12].Name)
	}
}

// TestReadList wants a path a line, and says what is wrong with which line.
func TestReadList(t *testing.T) {
	got, err := batch.ReadList(strings.NewReader("\ufeff# borders\r\n a b \r\n\r\n#c\nd#e\nf"), "list")
	if err != nil || !slices.Equal(got, []string{"a b", "d#e", "f"}) {
		t.Errorf("%q, %v", got, err)
	}
	for text, want := range map[string]string{
		"# nothing\n\n":                    "list: the list names nothing; write",
		"a\nb\x00c\n":                      "list: 2: is not UTF-8 text",
		"a\nb\xff\n":                       "list: 2: is not UTF-8 text",
		"a\n" + strings.Repeat("x", 1<<17): "list: 2: the line is longer than",
	} {
		if _, err := batch.ReadList(strings.NewReader(text), "list"); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.20q: %v, want %s", text, err, want)
		}
	}
	if _, err := batch.ReadList(failing{}, "list"); err == nil || !strings.Contains(err.Error(), "cannot be read: gone") {
		t.Errorf("a list that cannot be read: %v", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("gone") }
