package api

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"lindero/planner/spelling"
	"lindero/server/problem"
)

// How much is told: who sends a thousand faults learns of some, and what they
// sent is quoted in part.
const (
	maxFaults = 20
	maxQuoted = 60 // characters
)

// detail says what to write for a parameter, and what is there instead.
func (op *operation) detail(refused *openapi3filter.RequestError, value string, given bool) string {
	p := refused.Parameter
	mend := op.mend[p.In+" "+p.Name]
	if mend == "" {
		mend = p.Name + " is " + rule(p.Schema.Value)
	}
	switch {
	case !given:
		return mend + "; it is missing"
	case !isList(p.Schema.Value):
		return mend + "; here is " + quoted(value)
	}
	items := strings.Split(value, ",")
	if ofNumbers(p.Schema.Value) {
		for _, item := range items {
			if v, err := strconv.ParseFloat(strings.TrimSpace(item), 64); err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return mend + "; " + quoted(strings.TrimSpace(item)) + " is no number"
			}
		}
		return mend + "; here " + counted(len(items), "number")
	}
	if slices.Contains(items, "") {
		return mend + "; one of them is empty"
	}
	return mend + "; here " + counted(len(items), "item")
}

// rule says in words what a schema wants of a value.
func rule(s *openapi3.Schema) string {
	switch {
	case len(s.Enum) > 0:
		return "one of " + problem.OneOf(texts(s.Enum))
	case s.Type.Is(openapi3.TypeInteger):
		return "a whole number"
	case s.Type.Is(openapi3.TypeNumber):
		return "a number"
	case s.MaxLength != nil:
		return fmt.Sprintf("a text of %d to %d characters", s.MinLength, *s.MaxLength)
	}
	return "a text"
}

func counted(n int, what string) string {
	if n == 1 {
		return "is 1 " + what
	}
	return fmt.Sprintf("are %d %ss", n, what)
}

// valueOf returns what a request has for a parameter.
func valueOf(p *openapi3.Parameter, r *http.Request, vars map[string]string, query url.Values) (value string, given bool) {
	switch p.In {
	case openapi3.ParameterInPath:
		value, given = vars[p.Name]
	case openapi3.ParameterInQuery:
		value, given = query.Get(p.Name), query.Has(p.Name)
	case openapi3.ParameterInHeader:
		value, given = r.Header.Get(p.Name), r.Header.Values(p.Name) != nil
	}
	return value, given
}

// isList reports whether a schema is one of lists.
func isList(s *openapi3.Schema) bool {
	return s.Type.Is(openapi3.TypeArray) || len(s.OneOf) > 0 && s.OneOf[0].Value.Type.Is(openapi3.TypeArray)
}

// ofNumbers reports whether a schema is one of lists of numbers.
func ofNumbers(s *openapi3.Schema) bool {
	if len(s.OneOf) > 0 {
		s = s.OneOf[0].Value
	}
	return s.Items != nil && s.Items.Value.Type.Is(openapi3.TypeNumber)
}

// bodyFaults says what a schema refuses in a body, and where, as much as is
// told.
func bodyFaults(s *openapi3.Schema, value any) []problem.Fault {
	err := s.VisitJSON(value, openapi3.VisitAsRequest(), openapi3.MultiErrors(), openapi3.DisableSchemaErrorDetails())
	var out []problem.Fault
	all := flat(err)
	for _, e := range all[:min(len(all), maxFaults)] {
		refused := new(openapi3.SchemaError)
		if !errors.As(e, &refused) {
			out = append(out, problem.Fault{Pointer: "#", Detail: "the body is not as described"})
			continue
		}
		path := refused.JSONPointer()
		if name, ok := unsupported(refused); ok {
			path = append(path, name)
		}
		out = append(out, problem.Fault{Pointer: pointer(path), Detail: bodyDetail(refused, path)})
	}
	return out
}

// unsupported returns the name of a member that an object must not have, which
// kin-openapi tells in its reason only.
func unsupported(e *openapi3.SchemaError) (name string, ok bool) {
	if e.SchemaField != "properties" {
		return "", false
	}
	_, err := fmt.Sscanf(e.Reason, "property %q is unsupported", &name)
	return name, err == nil
}

// bodyDetail says what is wrong with a value of a body, and what to write.
func bodyDetail(e *openapi3.SchemaError, path []string) string {
	name := "the body"
	if len(path) > 0 {
		name = quoted(path[len(path)-1])
	}
	switch {
	case e.SchemaField == "enum":
		return name + " is " + rule(e.Schema)
	case e.SchemaField == "required":
		return name + " is missing; it has to be there"
	case e.SchemaField == "properties" && len(path) > 0:
		return "there is no " + name + "; " + instead(path[len(path)-1], slices.Sorted(maps.Keys(e.Schema.Properties)))
	case (e.SchemaField == "type" || e.SchemaField == "nullable") && e.Schema.Type != nil:
		return name + " has to be " + article(e.Schema.Type.Slice()) + "; here is " + kindOf(e.Value)
	}
	return name + " is not as described: " + e.Reason
}

// article names types of JSON.
func article(types []string) string {
	names := map[string]string{"object": "an object in { }", "array": "a list in [ ]", "string": "a text in quotes", "number": "a number", "integer": "a whole number", "boolean": "true or false"}
	out := make([]string, len(types))
	for i, t := range types {
		out[i] = names[t]
	}
	return problem.OneOf(out)
}

// kindOf names the type of a value of JSON.
func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a text"
	case bool:
		return "true or false"
	}
	return "a number"
}

// pointer writes a path as a JSON pointer in a fragment (RFC 6901, section 6;
// signs that a URL cannot hold stay as they are).
func pointer(path []string) string {
	out := "#"
	for _, p := range path {
		out += "/" + short(strings.NewReplacer("~", "~0", "/", "~1").Replace(p))
	}
	return out
}

// flat returns the errors that an error is made of.
func flat(err error) []error {
	many, ok := err.(openapi3.MultiError) //nolint:errorlint // only the outermost: what is inside belongs to one parameter
	switch {
	case err == nil:
		return nil
	case !ok:
		return []error{err}
	}
	var out []error
	for _, e := range many {
		out = append(out, flat(e)...)
	}
	return out
}

// mediaTypes returns the media types of a content, sorted.
func mediaTypes(c openapi3.Content) []string { return slices.Sorted(maps.Keys(c)) }

// mediaTypeOf returns what is declared for a Content-Type header; nil where
// nothing is.
func mediaTypeOf(c openapi3.Content, header string) *openapi3.MediaType {
	base, _, err := mime.ParseMediaType(header)
	if err != nil {
		return nil
	}
	for key, media := range c {
		if declared, _, err := mime.ParseMediaType(key); err == nil && declared == base {
			return media
		}
	}
	return nil
}

// instead says which names to use: those near to what is written, else all.
func instead(written string, names []string) string {
	if len(names) == 0 {
		return "leave it out, there are none here"
	}
	if near := spelling.Near(written, names); len(near) > 0 {
		return "use " + problem.OneOf(near)
	}
	return "use " + problem.OneOf(names)
}

func texts(values []any) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = fmt.Sprint(v)
	}
	return out
}

// quoted quotes what was sent, or the start of it.
func quoted(s string) string { return strconv.Quote(short(s)) }

// short is a text, or its start where it is long.
func short(s string) string {
	n := 0
	for i := range s {
		if n++; n > maxQuoted {
			return s[:i] + "…"
		}
	}
	return s
}
