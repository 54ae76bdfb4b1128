package cql2

import (
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lindero/planner/spelling"
)

// jsonParser reads CQL2 JSON (OGC 21-065r2, clause 8.3 and annex C).
type jsonParser struct {
	source
	depth int
}

func parseJSON(src source) (*node, error) {
	if i := invalidUTF8(src.text); i >= 0 {
		return nil, src.malformed(i, "a byte is no UTF-8")
	}
	decoder := json.NewDecoder(strings.NewReader(src.text))
	decoder.UseNumber()
	var v any
	err := decoder.Decode(&v)
	if err == nil {
		if _, err = decoder.Token(); errors.Is(err, io.EOF) {
			err = nil
		} else if err == nil {
			err = errors.New("something follows the filter")
		}
	}
	if err != nil {
		offset := int(decoder.InputOffset())
		var syntax *json.SyntaxError
		switch {
		case errors.As(err, &syntax):
			offset = int(syntax.Offset) - 1
		case errors.Is(err, io.ErrUnexpectedEOF):
			offset = len(src.text)
		}
		return nil, src.malformed(offset, strings.TrimPrefix(err.Error(), "json: "))
	}
	p := &jsonParser{source: src}
	return p.value(v, "")
}

// malformed is the error of a text that is no JSON at all.
func (s source) malformed(offset int, why string) *Error {
	e := s.wrong(place{}, `send an object such as {"op":"=","args":[{"property":"kind"},"river"]}`, "the filter is no JSON: %s", why)
	e.Position = utf8.RuneCountInString(s.text[:min(max(offset, 0), len(s.text))]) + 1
	return e
}

// value reads a value, whatever it may be.
func (p *jsonParser) value(v any, pointer string) (*node, error) {
	n := &node{at: place{pointer: pointer}}
	switch v := v.(type) {
	case string:
		n.kind, n.text = text, v
	case bool:
		n.kind, n.truth = truthful, v
	case json.Number:
		x, err := p.number(v, pointer)
		n.kind, n.number = number, x
		return n, err
	case []any:
		n.kind = list
		return n, p.values(n, v, pointer)
	case map[string]any:
		return p.object(n, v)
	default:
		return nil, p.wrong(n.at, `write {"op":"isNull","args":[…]} to ask for NULL`, "null is no value")
	}
	return n, nil
}

// values reads the values of a list into a node's arguments.
func (p *jsonParser) values(n *node, list []any, pointer string) error {
	if p.depth++; p.depth > MaxDepth+2 { // the last may have a list in its own
		return p.wrong(n.at, "write it with fewer operators", "this stands more than %d deep", MaxDepth)
	}
	defer func() { p.depth-- }()
	for i, v := range list {
		x, err := p.value(v, pointer+"/"+strconv.Itoa(i))
		if err != nil {
			return err
		}
		n.args = append(n.args, x)
	}
	return nil
}

func (p *jsonParser) number(v any, pointer string) (float64, error) {
	n, ok := v.(json.Number)
	if !ok {
		return 0, p.wrong(place{pointer: pointer}, "write a number", "this is no number")
	}
	x, err := strconv.ParseFloat(n.String(), 64)
	if err != nil || math.IsInf(x, 0) {
		return 0, p.wrong(place{pointer: pointer}, "write a smaller one", "%q is too large a number", shorten(n.String()))
	}
	return x, nil
}

// members are the names of which an object has one, which says what it is.
var members = []string{"op", "property", "date", "timestamp", "interval", "type", "bbox"}

func (p *jsonParser) object(n *node, o map[string]any) (*node, error) {
	for _, name := range members {
		v, ok := o[name]
		if !ok {
			continue
		}
		pointer := n.at.pointer + "/" + name
		switch name {
		case "op":
			return p.call(n, o)
		case "type":
			return p.geometry(n, o)
		case "bbox":
			return p.box(n, v, pointer)
		case "interval":
			return p.interval(n, v, pointer)
		}
		n.kind = map[string]kind{"property": property, "date": date, "timestamp": timestamp}[name]
		if n.text, ok = v.(string); !ok {
			return nil, p.wrong(place{pointer: pointer}, "write a text", "this is no text")
		}
		return n, nil
	}
	return nil, p.wrong(n.at, "give it one of "+oneOf(members), "nothing says what this object is")
}

// call = {"op": …, "args": […]}.
func (p *jsonParser) call(n *node, o map[string]any) (*node, error) {
	at := place{pointer: n.at.pointer + "/op"}
	op, ok := o["op"].(string)
	if _, known := operators[op]; !ok || !known {
		mend := "use =, and, s_intersects or another operator of CQL2 JSON"
		if near := spelling.Near(op, slices.Sorted(maps.Keys(operators))); len(near) > 0 && len(op) > 2 {
			mend = "write " + oneOf(near)
		}
		if slices.Contains(arithmetic, op) {
			mend = "compare properties and literals as they are: there is no arithmetic"
		}
		return nil, p.wrong(at, mend, "there is no operator %q", shorten(op))
	}
	n.op = op
	pointer := n.at.pointer + "/args"
	args, ok := o["args"].([]any)
	if !ok {
		return nil, p.wrong(place{pointer: pointer}, "give it a list of arguments", "%q has no list of arguments", op)
	}
	return n, p.values(n, args, pointer)
}

// interval = {"interval": [start, end]}.
func (p *jsonParser) interval(n *node, v any, pointer string) (*node, error) {
	ends, ok := v.([]any)
	if !ok {
		return nil, p.wrong(place{pointer: pointer}, `write ["2026-03-04", ".."]`, "an interval is a list of two")
	}
	n.kind = interval
	return n, p.values(n, ends, pointer)
}

// box = {"bbox": [four or six numbers]}.
func (p *jsonParser) box(n *node, v any, pointer string) (*node, error) {
	list, _ := v.([]any)
	var numbers []float64
	for i, x := range list {
		f, err := p.number(x, pointer+"/"+strconv.Itoa(i))
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, f)
	}
	n.kind = box
	ok := false
	if n.box, ok = corners(numbers); !ok {
		return nil, p.wrong(place{pointer: pointer}, `write {"bbox": [west, south, east, north]}`, "a bbox has 4 numbers, or 6 with heights; this one has %d", len(numbers))
	}
	return n, nil
}
