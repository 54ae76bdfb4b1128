package spelling_test

import (
	"slices"
	"strings"
	"testing"

	"lindero/planner/spelling"
)

func TestNear(t *testing.T) {
	names := []string{"border", "routes", "posts", "patrols", "meeting-points", "sectors", "beats", "geometry", "from", "GT-05", "GT-15", "GT-05+MX-04"}
	for written, want := range map[string][]string{
		"bordr": {"border"}, "Posts": {"posts"}, "psots": {"posts"}, "meeting_points": {"meeting-points"}, "meeting points": {"meeting-points"},
		"meeting": {"meeting-points"}, "geom": {"geometry"}, "gt5": {"GT-05", "GT-15"}, "GT-05": {"GT-05", "GT-15", "GT-05+MX-04"},
		"": nil, "zebra": nil, "-": {"border", "routes", "posts", "patrols", "meeting-points"},
	} {
		if got := spelling.Near(written, names); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
	if got := spelling.Some("zebra", names); !slices.Equal(got, names[:5]) {
		t.Errorf("%q", got)
	}
	if got := spelling.Some("zebra", nil); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

// FuzzNear: whatever is written, few of the names come back, and what is written
// as it is known comes first.
func FuzzNear(f *testing.F) {
	f.Add("gap", "gaps,border", 1)
	f.Add("", ",,", 0)
	f.Add(strings.Repeat("é", 200), strings.Repeat("é", 300), 9)
	f.Fuzz(func(t *testing.T, written, list string, k int) {
		names := strings.Split(list, ",")
		got := spelling.Near(written, names)
		if len(got) > 5 || slices.ContainsFunc(got, func(s string) bool { return !slices.Contains(names, s) }) {
			t.Fatalf("%q", got)
		}
		if k >= 0 && names[k%len(names)] != "" {
			name := names[k%len(names)]
			if got = spelling.Near(name, names); len(got) == 0 || len(name) < 100 && !strings.EqualFold(fold(got[0]), fold(name)) {
				t.Fatalf("%q: %q", name, got)
			}
		}
	})
}

func fold(s string) string { return strings.NewReplacer("-", "", "_", "", " ", "").Replace(s) }
