package problem

import (
	"fmt"
	"slices"
	"strings"
)

// mostNear is how many names are suggested.
const mostNear = 3

// Near returns those of some names that may have been meant by what was
// written, the nearest first: those that differ in few letters, or hold it.
func Near(written string, names []string) []string {
	type near struct {
		name string
		off  int
	}
	written = fold(written)
	var out []near
	for _, name := range names {
		folded := fold(name)
		off := distance(written, folded)
		held := len(written) > 2 && strings.Contains(folded, written)
		if off <= max(1, min(len(written), len(folded))/3) || held {
			out = append(out, near{name, off})
		}
	}
	slices.SortStableFunc(out, func(a, b near) int { return a.off - b.off })
	var list []string
	for _, n := range out[:min(len(out), mostNear)] {
		list = append(list, n.name)
	}
	return list
}

// Suggest says which of some names to use in place of what was written: the
// near ones, else all of them where they are few.
func Suggest(written string, names []string) string {
	near := Near(written, names)
	if len(near) == 0 && len(names) <= 12 {
		near = names
	}
	switch len(near) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("use %s", near[0])
	}
	last := len(near) - 1
	return fmt.Sprintf("use %s or %s", strings.Join(near[:last], ", "), near[last])
}

func fold(s string) string {
	if len(s) > 100 { // no name is as long; the rest would only take time
		s = s[:100]
	}
	return strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(s))
}

// distance is how many bytes have to be changed, added, left out or swapped
// with the next (optimal string alignment).
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for k := range last {
		last[k] = k
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for k := 1; k <= len(b); k++ {
			cost := 1
			if a[i-1] == b[k-1] {
				cost = 0
			}
			row[k] = min(last[k]+1, row[k-1]+1, last[k-1]+cost)
			if i > 1 && k > 1 && a[i-1] == b[k-2] && a[i-2] == b[k-1] {
				row[k] = min(row[k], before[k-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
