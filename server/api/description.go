// Package api has the description of the HTTP API (OpenAPI 3.0.3): it serves
// it to programs and as a page for people, holds requests to it, and in tests
// answers too.
//
// openapi.yaml is written once. Load expands it: what a dataset has is there
// for the current one, for each plan and for each scenario. A Description is
// made once, never changes, and is safe for concurrent use. Nothing is
// registered with kin-openapi: what it keeps for the whole program, such as
// decoders of bodies, stays as it is.
package api

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
)

//go:embed openapi.yaml
var source []byte

// MediaType is the content type of the description.
const MediaType = "application/vnd.oai.openapi+json;version=3.0"

// Description is the description of the API, ready to be served and to hold
// requests to.
type Description struct {
	full, public view
	operations   map[string]*operation // by method and template
}

// view is the description as somebody may see it.
type view struct {
	before, after []byte // the document, but for the list of servers between
	spec          *openapi3.T
	entries       []*entry // for the page, in order
	tags          openapi3.Tags
}

// operation is what a request is held to.
type operation struct {
	route *routers.Route
	query []string          // names of the parameters that a query may have, as declared
	mend  map[string]string // by "in name" of a parameter: what to write
}

// Load reads the description that is in the program, expands it, and
// validates it.
func Load() (*Description, error) { return load(source) }

func load(text []byte) (*Description, error) {
	written, err := expand(text)
	if err != nil {
		return nil, fmt.Errorf("the description of the API: %w", err)
	}
	d := &Description{operations: map[string]*operation{}}
	if d.full, err = written.view(false); err != nil {
		return nil, fmt.Errorf("the description of the API: %w", err)
	}
	if d.public, err = written.view(true); err != nil {
		return nil, fmt.Errorf("the public description of the API: %w", err)
	}
	for path, item := range d.full.spec.Paths.Map() {
		for method, op := range item.Operations() {
			d.operations[method+" "+path] = newOperation(d.full.spec, path, item, method, op, written.mends)
		}
	}
	return d, nil
}

func newOperation(spec *openapi3.T, path string, item *openapi3.PathItem, method string, op *openapi3.Operation, mends map[string]string) *operation {
	out := &operation{
		route: &routers.Route{Spec: spec, Path: path, PathItem: item, Method: method, Operation: op},
		mend:  map[string]string{},
	}
	for _, p := range slices.Concat(item.Parameters, op.Parameters) {
		if p.Value.In == openapi3.ParameterInQuery {
			out.query = append(out.query, p.Value.Name)
		}
		if text := mends[strings.TrimPrefix(p.Ref, parameterRef)]; text != "" {
			out.mend[p.Value.In+" "+p.Value.Name] = text
		}
	}
	return out
}

// view makes a document ready: reads it as kin-openapi does, and validates it.
func (w *written) view(public bool) (view, error) {
	doc := w.document(public)
	text, err := json.Marshal(doc)
	if err != nil {
		return view{}, err
	}
	v := view{}
	if v.spec, err = openapi3.NewLoader().LoadFromData(text); err != nil {
		return view{}, err
	}
	if err := v.spec.Validate(context.Background()); err != nil {
		return view{}, err
	}
	if v.before, v.after, err = aroundServers(doc); err != nil {
		return view{}, err
	}
	v.tags = v.spec.Tags
	v.entries = entriesOf(v.spec, w)
	return v, nil
}

// aroundServers writes a document in the usual order, in two parts: what
// stands before the value of its servers, and what stands after.
func aroundServers(doc map[string]any) (before, after []byte, err error) {
	before = []byte("{")
	for _, key := range []string{"openapi", "info"} {
		if before, err = appendMember(before, key, doc[key]); err != nil {
			return nil, nil, err
		}
	}
	before = append(before, `,"servers":`...)
	for _, key := range []string{"security", "tags", "paths", "components"} {
		if after, err = appendMember(append(after, ','), key, doc[key]); err != nil {
			return nil, nil, err
		}
	}
	return before, append(after, "}\n"...), nil
}

func appendMember(dst []byte, key string, value any) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	if n := len(dst); n > 0 && dst[n-1] != '{' && dst[n-1] != ',' {
		dst = append(dst, ',')
	}
	return append(fmt.Appendf(dst, "%q:", key), text...), nil
}

func (d *Description) view(public bool) *view {
	if public {
		return &d.public
	}
	return &d.full
}

// JSON returns the document for a server at baseURL (without a slash at the
// end, such as http://127.0.0.1:8080). The public one is without processes,
// jobs and whole plans.
func (d *Description) JSON(baseURL string, public bool) []byte {
	v := d.view(public)
	servers, err := json.Marshal([]map[string]string{{"url": serverURL(baseURL)}})
	if err != nil {
		servers = []byte(`[{"url":"/"}]`) // cannot be: a map of text is always written
	}
	return slices.Concat(v.before, servers, v.after)
}

// serverURL is a base URL as the document names it: / where there is none.
func serverURL(baseURL string) string {
	if baseURL = strings.TrimRight(baseURL, "/"); baseURL == "" {
		return "/"
	}
	return baseURL
}

// Templates returns all operations as method and path template, such as
// "GET /collections/{collectionId}/items", sorted. HEAD is not listed: it is
// answered wherever GET is.
func (d *Description) Templates() []string {
	var out []string
	for name := range d.operations {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// pattern is what mux allows after the name of a variable.
var pattern = regexp.MustCompile(`\{([^{}:]+):(?:[^{}]|\{[^{}]*\})*\}`)

// operation returns the operation of a method and a path template, which may
// have patterns after the names of its variables, as mux takes them; nil where
// there is none. HEAD is held to GET.
func (d *Description) operation(method, template string) *operation {
	if method == "HEAD" {
		method = "GET"
	}
	if op := d.operations[method+" "+template]; op != nil || !strings.Contains(template, ":") {
		return op
	}
	return d.operations[method+" "+pattern.ReplaceAllString(template, "{$1}")]
}
