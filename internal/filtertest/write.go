package filtertest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
)

// Writer writes filters in CQL2 Text. With a source of chance it does so in one
// of the many ways that mean the same: letters of any case, more space, more
// parentheses, NOT LIKE or NOT … LIKE.
type Writer struct{ Chance *rand.Rand }

func (w Writer) chance(of int) bool { return w.Chance != nil && w.Chance.IntN(of) == 0 }

// word writes a keyword.
func (w Writer) word(s string) string {
	s = strings.ToUpper(s)
	if w.chance(3) {
		s = strings.ToLower(s)
	}
	return s + w.space()
}

func (w Writer) space() string {
	if w.chance(4) {
		return []string{" ", "\n", "\t", "\u00a0"}[w.Chance.IntN(4)]
	}
	return ""
}

// Text returns a filter in CQL2 Text.
func (w Writer) Text(x *Tree) string {
	out := w.bare(x)
	compound := x.Op == "and" || x.Op == "or" || x.Op == "not"
	if compound || x.Op != List && x.Op != Interval && x.Op != Before && x.Op != After && x.Op != "geometry" && w.chance(8) {
		out = "(" + w.space() + out + w.space() + ")"
	}
	return out
}

func (w Writer) bare(x *Tree) string {
	switch x.Op {
	case Property:
		if w.chance(2) {
			return `"` + x.Text + `"`
		}
		return x.Text
	case Text:
		// A backslash is itself in a text only before a character that it does
		// not escape: double them all.
		return quote(strings.ReplaceAll(x.Text, `\`, `\\`))
	case Number:
		return fmt.Sprint(x.X)
	case Truth:
		return w.word(fmt.Sprint(x.Is))
	case Instant, Date:
		return w.word(map[string]string{Instant: "timestamp", Date: "date"}[x.Op]) + "(" + w.space() + w.end(x) + ")"
	case Interval:
		return w.word("interval") + "(" + w.end(x.Args[0]) + "," + w.space() + w.end(x.Args[1]) + ")"
	case Geometry:
		return x.Geo.WKT()
	case List:
		return "(" + strings.Join(w.each(x.Args), ","+w.space()) + ")"
	}
	return w.operator(x)
}

func (w Writer) operator(x *Tree) string {
	args := w.each(x.Args)
	switch x.Op {
	case "and", "or":
		return strings.Join(args, " "+w.word(x.Op)+" ")
	case "not":
		switch inner := x.Args[0]; {
		case inner.Op == "isNull" && w.chance(2):
			return w.Text(inner.Args[0]) + " " + w.word("is") + " " + w.word("not") + " " + w.word("null")
		case (inner.Op == "like" || inner.Op == "between" || inner.Op == "in") && w.chance(2):
			return w.said(inner, w.word("not")+" ")
		}
		return w.word("not") + " " + args[0]
	case "isNull":
		return "(" + args[0] + ") " + w.word("is") + " " + w.word("null")
	case "like", "between", "in":
		return w.said(x, "")
	case "=", "<>", "<", ">", "<=", ">=":
		return args[0] + w.space() + x.Op + w.space() + args[1]
	}
	if strings.HasPrefix(x.Op, "a_") { // a property in parentheses is a list of one
		args = []string{w.bare(x.Args[0]), w.bare(x.Args[1])}
	}
	return w.word(x.Op) + "(" + strings.Join(args, ","+w.space()) + w.space() + ")"
}

// said writes LIKE, BETWEEN and IN.
func (w Writer) said(x *Tree, not string) string {
	args := w.each(x.Args)
	out := args[0] + " " + not + w.word(x.Op) + " " + args[1]
	if x.Op == "between" {
		out += " " + w.word("and") + " " + args[2]
	}
	return out
}

func (w Writer) each(args []*Tree) []string {
	var out []string
	for _, a := range args {
		out = append(out, w.Text(a))
	}
	return out
}

// end writes a time between quotes, or an end of an interval.
func (w Writer) end(x *Tree) string {
	switch x.Op {
	case Instant:
		return quote(InstantText(x.X, 0))
	case Date:
		return quote(DateText(x.X))
	case Before, After:
		return "'..'"
	}
	return w.bare(x)
}

// JSON returns the filter in CQL2 JSON.
func (x *Tree) JSON() []byte {
	b, err := json.Marshal(x.encoded())
	if err != nil {
		return nil // texts and finite numbers always encode
	}
	return b
}

func (x *Tree) encoded() any {
	switch x.Op {
	case Property:
		return map[string]any{"property": x.Text}
	case Text:
		return x.Text
	case Number:
		return x.X
	case Truth:
		return x.Is
	case Instant:
		return map[string]any{"timestamp": InstantText(x.X, 0)}
	case Date:
		return map[string]any{"date": DateText(x.X)}
	case Interval:
		var ends []any
		for _, e := range x.Args {
			switch e.Op {
			case Instant:
				ends = append(ends, InstantText(e.X, 0))
			case Date:
				ends = append(ends, DateText(e.X))
			case Before, After:
				ends = append(ends, "..")
			default:
				ends = append(ends, e.encoded())
			}
		}
		return map[string]any{"interval": ends}
	case Geometry:
		return x.Geo.value()
	}
	args := []any{}
	for _, a := range x.Args {
		args = append(args, a.encoded())
	}
	if x.Op == List {
		return args
	}
	return map[string]any{"op": x.Op, "args": args}
}
