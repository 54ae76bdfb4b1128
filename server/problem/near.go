package problem

import (
	"strings"

	"lindero/planner/spelling"
)

// few is how many names are all told where none is near.
const few = 12

// Suggest says which of some names to use in place of what was written: the near
// ones, else all of them where they are few; "" where there is nothing to say.
func Suggest(written string, names []string) string {
	near := spelling.Near(written, names)
	if len(near) == 0 && len(names) <= few {
		near = names
	}
	if len(near) == 0 {
		return ""
	}
	return "use " + OneOf(near)
}

// OneOf lists names: a, b or c.
func OneOf(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
