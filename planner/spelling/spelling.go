// Package spelling finds, among known names, those that somebody may have meant who
// wrote another: for messages that say what to write. It compares bytes, and costs
// at most 10,000 steps a name.
package spelling

import (
	"slices"
	"strings"
)

// most is how many names are suggested.
const most = 5

// longest is how many bytes of a name are looked at: no name is as long.
const longest = 100

// Near returns the names like one that is not there, the most alike first and at
// most five; none where none is like it. Those are like it that hold it, or in
// which every third letter at most is another (capitals, spaces, - and _ do not
// count).
func Near(written string, names []string) []string {
	type candidate struct {
		name string
		off  int
	}
	text := fold(written)
	var near []candidate
	for _, name := range names {
		known := fold(name)
		off := distance(text, known)
		if strings.Contains(known, text) {
			off = min(off, 1)
		}
		if written != "" && off <= max(min(len(written), longest)/3, 1) {
			near = append(near, candidate{name, off})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return a.off - b.off })
	var out []string
	for _, c := range near[:min(len(near), most)] {
		out = append(out, c.name)
	}
	return out
}

// Some returns the names like one that is not there, at most five; the first ones
// where none is like it.
func Some(written string, names []string) []string {
	if near := Near(written, names); len(near) > 0 {
		return near
	}
	return names[:min(len(names), most)]
}

// fold leaves out what is easily mistaken in a name.
func fold(s string) string {
	return strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(s[:min(len(s), longest)]))
}

// distance is how many bytes are to be put in, left out, changed, or changed with
// the next, to make one text of the other (optimal string alignment).
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			switch {
			case i == 0 || j == 0:
				rows[i][j] = i + j
				continue
			case a[i-1] == b[j-1]:
				rows[i][j] = rows[i-1][j-1]
				continue
			}
			rows[i][j] = min(rows[i-1][j-1], rows[i-1][j], rows[i][j-1]) + 1
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
