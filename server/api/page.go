package api

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"lindero/lang"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	// What stands between backticks in a description is code.
	"split": func(text string) []string { return strings.Split(text, "`") },
	"odd":   func(i int) bool { return i%2 == 1 },
}).Parse(pageText))

// entry is an operation as the page shows it. What stands below several roots
// is one entry with several paths.
type entry struct {
	ID, Method, Summary, Description string
	Paths                            []string
	Parameters                       []parameter
	BodyTypes                        []string
	Body                             string // its example
	Answers                          []answer
	Others                           []string // statuses of the answers that many operations have
	tag, target                      string   // target: path and query of the example
}

// parameter is a row of an operation's parameters.
type parameter struct {
	Name, In, Form, Description string
	Required                    bool
}

// answer is one status of an operation.
type answer struct {
	Status, Description string
	Types               []string
	Schemas             []string // names of components
	Example             string
}

// group is the entries of a tag.
type group struct {
	Name, Description string
	Entries           []*entry
}

// shape is a schema among the components, as a table of its properties.
type shape struct {
	Name, Description string
	Fields            []parameter
}

// pageData is what the page shows.
type pageData struct {
	lang.Lang
	Other    lang.Lang
	Base     string // of links, without a slash at the end
	Title    string
	About    string
	Groups   []group
	Problems []answer
	Shapes   []shape
}

// Page returns the description as a page for people: HTML that needs nothing
// else, no script, and no style but its own. The frame is in the language; the
// descriptions are the document's, in English. Serve it with the policy
// default-src 'none'; style-src 'unsafe-inline', and keep it: it takes some
// 20 ms to make.
func (d *Description) Page(l lang.Lang, baseURL string, public bool) ([]byte, error) {
	v := d.view(public)
	data := pageData{Lang: l, Other: lang.Spanish, Base: strings.TrimRight(baseURL, "/"),
		Title: v.spec.Info.Title, About: v.spec.Info.Description, Problems: problemsOf(v.spec), Shapes: shapesOf(v.spec)}
	if l == lang.Spanish {
		data.Other = lang.English
	}
	for _, t := range v.tags {
		g := group{Name: t.Name, Description: t.Description}
		for _, e := range v.entries {
			if e.tag == t.Name {
				g.Entries = append(g.Entries, e)
			}
		}
		data.Groups = append(data.Groups, g)
	}
	var out bytes.Buffer
	if err := pageTemplate.Execute(&out, data); err != nil {
		return nil, fmt.Errorf("page of the API: %w", err)
	}
	return out.Bytes(), nil
}

// entriesOf returns the operations of a document, by path.
func entriesOf(spec *openapi3.T, w *written) []*entry {
	byID := map[string]*entry{}
	var out []*entry
	paths := slices.Sorted(maps.Keys(spec.Paths.Map()))
	for _, path := range paths {
		item := spec.Paths.Value(path)
		for _, method := range slices.Sorted(maps.Keys(item.Operations())) {
			op := item.Operations()[method]
			if base := w.bases[op.OperationID]; base == "" || base == op.OperationID {
				e := newEntry(path, method, item, op, w.queries[op.OperationID])
				byID[op.OperationID] = e
				out = append(out, e)
			}
		}
	}
	for _, path := range paths {
		for _, op := range spec.Paths.Value(path).Operations() {
			if e := byID[w.bases[op.OperationID]]; e != nil && e.ID != op.OperationID {
				e.Paths = append(e.Paths, path)
			}
		}
	}
	return out
}

func newEntry(path, method string, item *openapi3.PathItem, op *openapi3.Operation, query string) *entry {
	e := &entry{ID: op.OperationID, Method: method, Summary: op.Summary, Description: op.Description,
		Paths: []string{path}, tag: op.Tags[0], target: path}
	for _, p := range slices.Concat(item.Parameters, op.Parameters) {
		v := p.Value
		e.Parameters = append(e.Parameters, parameter{v.Name, v.In, formOf(v.Schema), v.Description, v.Required})
		if v.In == openapi3.ParameterInPath {
			e.target = strings.ReplaceAll(e.target, "{"+v.Name+"}", url.PathEscape(fmt.Sprint(v.Example)))
		}
	}
	if query != "" {
		e.target += "?" + query
	}
	if op.RequestBody != nil {
		e.BodyTypes = mediaTypes(op.RequestBody.Value.Content)
		e.Body = exampleOf(op.RequestBody.Value.Content)
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses.Map())) {
		if status >= "3" {
			e.Others = append(e.Others, status)
			continue
		}
		e.Answers = append(e.Answers, newAnswer(status, op.Responses.Value(status).Value))
	}
	return e
}

func newAnswer(status string, r *openapi3.Response) answer {
	a := answer{Status: status, Types: mediaTypes(r.Content), Example: exampleOf(r.Content)}
	if r.Description != nil {
		a.Description = *r.Description
	}
	for _, t := range a.Types {
		if ref := r.Content[t].Schema; ref.Ref != "" {
			for _, s := range append(slices.Clone(ref.Value.OneOf), ref) {
				if len(s.Value.Properties) > 0 && s.Ref != "" {
					a.Schemas = append(a.Schemas, nameOf(s.Ref))
				}
			}
		}
	}
	return a
}

// Curl returns a command line that asks a server for the operation.
func (e *entry) Curl(server string) string {
	line := "curl "
	switch {
	case e.Body != "":
		var body bytes.Buffer
		if err := json.Compact(&body, []byte(e.Body)); err != nil {
			return "" // cannot be: it has been written as JSON
		}
		line += "-H 'Content-Type: " + e.BodyTypes[0] + "' -d " + shellQuoted(body.String()) + " "
	case e.Method != http.MethodGet:
		line += "-X " + e.Method + " "
	}
	return line + shellQuoted(server+e.target)
}

// shellQuoted quotes a text for a shell.
func shellQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// numbers are lists of numbers, which are read more easily in one line.
var numbers = regexp.MustCompile(`\[[-+.,eE0-9\s]*\]`)

// exampleOf returns the example of a content, as JSON for people.
func exampleOf(c openapi3.Content) string {
	for _, t := range mediaTypes(c) {
		if c[t].Example == nil {
			continue
		}
		var out strings.Builder
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if e.Encode(c[t].Example) == nil {
			return numbers.ReplaceAllStringFunc(strings.TrimSpace(out.String()), func(list string) string {
				return "[" + strings.Join(strings.Fields(strings.Trim(list, "[]")), " ") + "]"
			})
		}
	}
	return ""
}

// problemsOf returns the answers that many operations have, by status.
func problemsOf(spec *openapi3.T) []answer {
	byStatus := map[string]answer{}
	for _, item := range spec.Paths.Map() {
		for _, op := range item.Operations() {
			for status, r := range op.Responses.Map() {
				if status >= "3" {
					byStatus[status] = newAnswer(status, r.Value)
				}
			}
		}
	}
	var out []answer
	for _, status := range slices.Sorted(maps.Keys(byStatus)) {
		out = append(out, byStatus[status])
	}
	return out
}

// shapesOf returns the objects among the components, by name.
func shapesOf(spec *openapi3.T) []shape {
	var out []shape
	for _, name := range slices.Sorted(maps.Keys(spec.Components.Schemas)) {
		s := spec.Components.Schemas[name].Value
		if len(s.Properties) == 0 {
			continue
		}
		sh := shape{Name: name, Description: s.Description}
		for _, field := range slices.Sorted(maps.Keys(s.Properties)) {
			p := s.Properties[field]
			about := p.Value.Description
			if p.Ref != "" {
				about = "" // it is told where the component is
			}
			sh.Fields = append(sh.Fields, parameter{field, "", formOf(p), about, slices.Contains(s.Required, field)})
		}
		out = append(out, sh)
	}
	return out
}

// formOf says in a few words what a schema wants.
func formOf(ref *openapi3.SchemaRef) string {
	s := ref.Value
	switch {
	case ref.Ref != "":
		return nameOf(ref.Ref)
	case len(s.Enum) > 0:
		return strings.Join(texts(s.Enum), " | ")
	case s.Type.Is(openapi3.TypeArray):
		return "array of " + formOf(s.Items)
	case len(s.OneOf) > 0:
		var forms []string
		for _, o := range s.OneOf {
			forms = append(forms, formOf(o))
		}
		return strings.Join(slices.Compact(forms), " | ")
	case s.Type == nil:
		return "any"
	}
	out := strings.Join(s.Type.Slice(), " | ")
	switch {
	case s.Min != nil && s.Max != nil:
		out += fmt.Sprintf(" %g to %g", *s.Min, *s.Max)
	case s.Min != nil:
		out += fmt.Sprintf(" ≥ %g", *s.Min)
	}
	if _, isText := s.Default.(string); s.Default != nil && !isText { // what texts are unless given, descriptions say
		out += fmt.Sprintf(", default %v", s.Default)
	}
	return out
}

// nameOf returns the name of the component that a reference leads to.
func nameOf(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }
