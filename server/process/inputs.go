package process

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"lindero/planner/spelling"
	"lindero/server/problem"
)

// mostFaults is how many faults of a request are listed.
const mostFaults = 50

// faults collects all that is wrong with a request.
type faults struct {
	list []problem.Fault
	more int
}

func (f *faults) add(pointer, format string, args ...any) {
	f.addFault(problem.Fault{Pointer: pointer, Detail: fmt.Sprintf(format, args...)})
}

func (f *faults) addFault(of problem.Fault) {
	if len(f.list) >= mostFaults {
		f.more++
		return
	}
	f.list = append(f.list, of)
}

// full reports whether further faults are only counted. It spares working out
// what would be said of them.
func (f *faults) full() bool {
	if len(f.list) < mostFaults {
		return false
	}
	f.more++
	return true
}

func (f *faults) none() bool { return f == nil || len(f.list) == 0 }

// problem returns a problem with all faults.
func (f *faults) problem(status int) *problem.Problem {
	detail := f.list[0].Detail
	if n := len(f.list) + f.more; n > 1 {
		detail = fmt.Sprintf("%d things are wrong with the request; the first: %s", n, detail)
	}
	p := problem.New(status, detail, f.list...)
	p.Type = invalidValue
	return p
}

// one returns faults of one fault.
func one(pointer, format string, args ...any) *faults {
	f := &faults{}
	f.add(pointer, format, args...)
	return f
}

// pointer returns a JSON pointer into the body (RFC 6901) as a fragment.
func pointer(tokens ...string) string {
	var b strings.Builder
	b.WriteByte('#')
	for _, t := range tokens {
		b.WriteByte('/')
		b.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(clipped(t)))
	}
	return b.String()
}

// clipped makes text of a request short enough for a message.
func clipped(s string) string {
	const longest = 100
	if len(s) > longest {
		return strings.ToValidUTF8(s[:longest], "") + "…"
	}
	return s
}

// near suggests names that may have been meant.
func near(name string, names []string) string {
	if len(names) == 0 {
		return "there is none"
	}
	return "write " + problem.OneOf(spelling.Some(name, names))
}

// inputs are the values of inputs, as JSON that keeps to the schemas.
type inputs map[string]json.RawMessage

// readInputs holds the inputs of a request to their descriptions.
func (p *process) readInputs(given map[string]json.RawMessage, f *faults) inputs {
	read := make(inputs, len(given))
	names := slices.Sorted(maps.Keys(p.Inputs))
	for _, name := range slices.Sorted(maps.Keys(given)) {
		of, ok := p.Inputs[name]
		if !ok && f.full() {
			continue
		}
		at := pointer("inputs", name)
		if !ok {
			f.add(at, "%q is no input of %s; %s", clipped(name), p.ID, near(name, names))
			continue
		}
		value, under, err := plain(name, given[name])
		if err != nil {
			f.add(at, "%s: %s", name, err)
			continue
		}
		before := len(f.list) + f.more
		holdTo(of.Schema, value, append([]string{"inputs", name}, under...), f)
		if len(f.list)+f.more == before {
			read[name] = value
		}
	}
	for _, name := range names {
		if _, ok := given[name]; !ok && p.Inputs[name].MinOccurs > 0 {
			f.add(pointer("inputs", name), "%s is missing; add it to inputs (%s)", name, p.Inputs[name].Title)
		}
	}
	return read
}

// plain returns the value of an input that is given as such, as a qualified value
// ({"value": …}), or by reference to a dataset of this server ({"href": …}), and
// under which names in it the value is.
func plain(name string, given json.RawMessage) (value json.RawMessage, under []string, err error) {
	if trimmed := bytes.TrimSpace(given); len(trimmed) == 0 || trimmed[0] != '{' {
		return given, nil, nil
	}
	var q struct {
		Value json.RawMessage `json:"value"`
		Href  *string         `json:"href"`
	}
	if err := json.Unmarshal(given, &q); err != nil {
		return nil, nil, errors.New("it is an object whose href is no text; write the value itself")
	}
	switch {
	case q.Href != nil:
		id, ok := datasetOf(name, *q.Href)
		if !ok {
			return nil, nil, fmt.Errorf("%q is no dataset of this server that fits here, and nothing is fetched from elsewhere; write its id, or an href such as /%s/{id}",
				clipped(*q.Href), rootOf(name))
		}
		value, err = json.Marshal(id)
		return value, []string{"href"}, err
	case q.Value != nil:
		return q.Value, []string{"value"}, nil
	}
	return given, nil, nil // the schema says what is wrong
}

// rootOf returns under which path the datasets are that an input names.
func rootOf(input string) string {
	if input == "scenario" {
		return "scenarios"
	}
	return "plans"
}

// datasetOf returns the id of the dataset at an address.
func datasetOf(input, href string) (string, bool) {
	if !slices.Contains([]string{"scenario", "plan", "keep", "a", "b"}, input) {
		return "", false
	}
	u, err := url.Parse(href)
	if err != nil || u.Opaque != "" || u.RawQuery != "" {
		return "", false
	}
	parts := strings.Split(strings.Trim(u.EscapedPath(), "/"), "/")
	n := len(parts)
	if n < 2 || parts[n-2] != rootOf(input) {
		return "", false
	}
	id, err := url.PathUnescape(parts[n-1])
	return id, err == nil && id != ""
}

// holdTo holds a value to a schema, and adds all that does not fit.
func holdTo(s *openapi3.Schema, text json.RawMessage, at []string, f *faults) {
	var value any
	d := json.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(&value); err != nil {
		f.add(pointer(at...), "%s is no JSON", at[1])
		return
	}
	if err := s.VisitJSON(value, openapi3.MultiErrors()); err != nil {
		addSchemaErrors(err, at, f)
	}
}

// addSchemaErrors adds what a schema has found.
func addSchemaErrors(err error, at []string, f *faults) {
	var many openapi3.MultiError
	if errors.As(err, &many) {
		for _, e := range many {
			addSchemaErrors(e, at, f)
		}
		return
	}
	if f.full() {
		return
	}
	var e *openapi3.SchemaError
	if !errors.As(err, &e) || e.Schema == nil { // an error of another kind writes out value and schema
		f.add(pointer(at...), "%s: %s", clipped(strings.Join(at[1:], ".")), clipped(err.Error()))
		return
	}
	where := append(slices.Clone(at), e.JSONPointer()...)
	name, said := clipped(strings.Join(where[1:], ".")), clipped(e.Reason)
	var extra string
	if say, ok := schemaFaults[e.SchemaField]; ok {
		said = say(e)
	} else if _, err := fmt.Sscanf(e.Reason, "property %q is unsupported", &extra); err == nil {
		said = fmt.Sprintf("there is no field %q; %s", clipped(extra), near(extra, slices.Sorted(maps.Keys(e.Schema.Properties))))
		where = append(where, extra)
	}
	f.add(pointer(where...), "%s: %s", name, said)
}

// schemaFaults says in other words than the library's what is wrong, by the member
// of the schema that a value breaks.
var schemaFaults = map[string]func(e *openapi3.SchemaError) string{
	"type": func(e *openapi3.SchemaError) string {
		kinds := map[string]string{"string": "a text", "number": "a number", "integer": "a whole number", "boolean": "true or false", "array": "a list", "object": "an object"}
		types := e.Schema.Type.Slice()
		if len(types) == 0 {
			return "it is of another type"
		}
		return "write " + kinds[types[0]]
	},
	"nullable": func(*openapi3.SchemaError) string { return "it is null; write a value, or leave it out" },
	"enum": func(e *openapi3.SchemaError) string {
		var all []string
		for _, v := range e.Schema.Enum {
			all = append(all, fmt.Sprint(v))
		}
		if text, ok := e.Value.(string); ok && len(all) > 4 {
			if alike := spelling.Near(text, all); len(alike) > 0 {
				return fmt.Sprintf("%q is not known; write %s", clipped(text), problem.OneOf(alike))
			}
		}
		return "write " + problem.OneOf(all)
	},
	"required":  func(*openapi3.SchemaError) string { return "it is missing; add it" },
	"minimum":   between,
	"maximum":   between,
	"minLength": func(*openapi3.SchemaError) string { return "it is empty; write a value, or leave it out" },
	"maxLength": func(e *openapi3.SchemaError) string {
		return fmt.Sprintf("it is longer than %d characters", *e.Schema.MaxLength)
	},
	"minItems":    func(e *openapi3.SchemaError) string { return fmt.Sprintf("give %d or more", e.Schema.MinItems) },
	"maxItems":    func(e *openapi3.SchemaError) string { return fmt.Sprintf("give at most %d", *e.Schema.MaxItems) },
	"uniqueItems": func(*openapi3.SchemaError) string { return "one of them is there twice; leave it out" },
}

// between says which numbers a schema allows.
func between(e *openapi3.SchemaError) string {
	s := e.Schema
	switch {
	case s.Min != nil && s.Max != nil:
		return fmt.Sprintf("write a number from %v to %v", *s.Min, *s.Max)
	case s.Min != nil:
		return fmt.Sprintf("write a number of %v or more", *s.Min)
	case s.Max != nil:
		return fmt.Sprintf("write a number of %v or less", *s.Max)
	}
	return "it is out of range"
}

// decodeStrict reads one JSON value, and nothing after it.
func decodeStrict(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the object")
	}
	return nil
}
