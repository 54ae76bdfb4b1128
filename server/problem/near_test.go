package problem_test

import (
	"strings"
	"testing"

	"lindero/server/problem"
)

func TestSuggest(t *testing.T) {
	names := []string{"border", "routes", "posts", "patrols", "meeting-points", "sectors", "beats", "ways", "sorties", "coverage", "gaps"}
	for written, want := range map[string]string{
		"gap": "use gaps", "Gaps": "use gaps", "meeting_points": "use meeting-points", "meeting": "use meeting-points", "sector": "use sectors",
		"bordre": "use border", "coverge": "use coverage", "psots": "use posts",
	} {
		if got := problem.Suggest(written, names); got != want {
			t.Errorf("%s: %s, want %s", written, got, want)
		}
	}
	if got := problem.Suggest("zzzzzz", names); !strings.HasSuffix(got, "coverage or gaps") {
		t.Error(got)
	}
	if got := problem.Suggest(strings.Repeat("x", 1<<20), append(names, strings.Repeat("x", 1<<20), "a")); strings.Count(got, ",") > 3 {
		t.Errorf("%d bytes", len(got))
	}
	if got := problem.Suggest("a", nil); got != "" {
		t.Error(got)
	}
}
