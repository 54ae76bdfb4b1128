package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"lindero/server/problem"
)

// maxBody is how long a body is read at the most. What stands before all
// requests has a smaller bound of its own.
const maxBody = 64 << 20

// parametersOnly holds what is in the path, the query and the header to the
// document, and changes nothing in the request. Details of values are left
// out of messages of kin-openapi: they would be written as JSON, in which not
// every value can be.
var parametersOnly = &openapi3filter.Options{
	ExcludeRequestBody:      true,
	MultiError:              true,
	SkipSettingDefaults:     true,
	SchemaValidationOptions: []openapi3.SchemaValidationOption{openapi3.DisableSchemaErrorDetails()},
}

// Check holds a request to the operation of its method at a path template of
// mux, with the values of the template's variables. It answers nil where the
// request is as described, else a problem with every fault:
//
//   - 400 for parameters that are not declared, are there twice, lack or have
//     another form than declared, and for a body that its schema refuses;
//   - 413 for a body that is too large, or that the reader before refuses as such;
//   - 415 for a body of another content type, with those that are taken;
//   - 500 where the template is not in the document.
//
// A whole number above its maximum, be it beyond 64 bits, is no fault: limits
// are clamped, and what does not exist is for the handler to say. So are the
// order within a bbox, times, filters, reference systems and ids.
//
// The body, if there is one to be described, is read and given back.
func (d *Description) Check(r *http.Request, template string, vars map[string]string) *problem.Problem {
	op := d.operation(r.Method, template)
	if op == nil {
		return problem.New(http.StatusInternalServerError, fmt.Sprintf("the description of the API has no %s %s", r.Method, template))
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return problem.New(http.StatusBadRequest, fmt.Sprintf("the query cannot be read: %v; write parameters as name=value with & between them, and other signs as %%XX", err))
	}
	faults := op.queryFaults(query)
	for _, f := range op.parameterFaults(r, vars, query) {
		if len(query[f.Parameter]) < 2 { // how often it is there has been told
			faults = append(faults, f)
		}
	}
	if body := op.route.Operation.RequestBody; body != nil {
		more, p := checkBody(r, body.Value)
		if p != nil {
			return p
		}
		faults = append(faults, more...)
	}
	if len(faults) == 0 {
		return nil
	}
	return problem.New(http.StatusBadRequest, "", faults[:min(len(faults), maxFaults)]...)
}

// queryFaults says which parameters are not declared or are there twice, as
// many as are told.
func (op *operation) queryFaults(query url.Values) []problem.Fault {
	var out []problem.Fault
	for _, name := range slices.Sorted(maps.Keys(query)) {
		switch n := len(query[name]); {
		case len(out) == maxFaults:
			return out
		case !slices.Contains(op.query, name):
			out = append(out, problem.Fault{Parameter: short(name), Detail: fmt.Sprintf("there is no parameter %s; %s", quoted(name), instead(name, op.query))})
		case n > 1:
			out = append(out, problem.Fault{Parameter: name, Detail: fmt.Sprintf("%q is given %d times; give it once", name, n)})
		}
	}
	return out
}

// parameterFaults says what the document refuses in path, query and header.
func (op *operation) parameterFaults(r *http.Request, vars map[string]string, query url.Values) []problem.Fault {
	in := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: vars, QueryParams: op.tidied(query), Route: op.route, Options: parametersOnly,
	}
	err := openapi3filter.ValidateRequest(r.Context(), in)
	var out []problem.Fault
	for _, e := range flat(err) {
		refused := new(openapi3filter.RequestError)
		if !errors.As(e, &refused) || refused.Parameter == nil {
			out = append(out, problem.Fault{Detail: "the request is not as described"})
			continue
		}
		value, given := valueOf(refused.Parameter, r, vars, query)
		if tooLarge(refused.Parameter, value) {
			continue
		}
		f := problem.Fault{Parameter: refused.Parameter.Name, Detail: op.detail(refused, value, given)}
		if refused.Parameter.In == openapi3.ParameterInHeader {
			f.Parameter, f.Header = "", f.Parameter
		}
		out = append(out, f)
	}
	return out
}

// tidied is a query without blanks around the items of its lists, which
// people write after commas.
func (op *operation) tidied(query url.Values) url.Values {
	out, copied := query, false
	for name, values := range query {
		if len(values) == 0 || !strings.Contains(values[0], " ") || !strings.Contains(values[0], ",") {
			continue
		}
		p := op.route.Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name)
		if p == nil || !isList(p.Schema.Value) {
			continue
		}
		items := strings.Split(values[0], ",")
		for i := range items {
			items[i] = strings.TrimSpace(items[i])
		}
		if !copied {
			out, copied = maps.Clone(query), true
		}
		out[name] = []string{strings.Join(items, ",")}
	}
	return out
}

// tooLarge reports whether what is wrong with a whole number is only that it
// is above its maximum, or beyond 64 bits.
func tooLarge(p *openapi3.Parameter, value string) bool {
	if p.Schema == nil || !p.Schema.Value.Type.Is(openapi3.TypeInteger) {
		return false
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if errors.Is(err, strconv.ErrRange) {
		return n > 0
	}
	most := p.Schema.Value.Max
	return err == nil && most != nil && float64(n) > *most
}

// checkBody holds a body to what is declared of it: faults of its content, or
// a problem where its content is not to be looked at.
func checkBody(r *http.Request, declared *openapi3.RequestBody) ([]problem.Fault, *problem.Problem) {
	text, err := readBody(r)
	if tooLong := new(http.MaxBytesError); errors.As(err, &tooLong) {
		return nil, problem.New(http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is longer than %d bytes; send less", tooLong.Limit))
	} else if err != nil {
		return nil, problem.New(http.StatusBadRequest, "the body cannot be read: it ends too soon; send it again")
	}
	if len(text) == 0 {
		if !declared.Required {
			return nil, nil
		}
		return []problem.Fault{{Pointer: "#", Detail: "there is no body; send one as " + problem.OneOf(mediaTypes(declared.Content))}}, nil
	}
	media := mediaTypeOf(declared.Content, r.Header.Get("Content-Type"))
	if media == nil {
		what := "the body has no content type"
		if t := r.Header.Get("Content-Type"); t != "" {
			what = "a body of content type " + quoted(t) + " is not taken"
		}
		return nil, problem.New(http.StatusUnsupportedMediaType, "", problem.Fault{Header: "Content-Type", Detail: what + "; send " + problem.OneOf(mediaTypes(declared.Content))})
	}
	value, fault := decode(text)
	if fault != nil {
		return []problem.Fault{*fault}, nil
	}
	return bodyFaults(media.Schema.Value, value), nil
}

// readBody reads the body and gives it back.
func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil || r.Body == http.NoBody {
		return nil, nil
	}
	text, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	r.Body = struct {
		io.Reader
		io.Closer
	}{bytes.NewReader(text), r.Body}
	return text, err
}

// decode reads one JSON value, with its numbers as they are written.
func decode(text []byte) (any, *problem.Fault) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var value any
	err := dec.Decode(&value)
	if err == nil {
		if _, err = dec.Token(); errors.Is(err, io.EOF) {
			return value, nil
		}
		return nil, &problem.Fault{Pointer: "#", Detail: fmt.Sprintf("something stands after the end of the JSON, at byte %d; send one value", dec.InputOffset()+1)}
	}
	if bad := new(json.SyntaxError); errors.As(err, &bad) {
		return nil, &problem.Fault{Pointer: "#", Detail: fmt.Sprintf("the body is no JSON at byte %d: %v; mend it there", bad.Offset, bad)}
	}
	return nil, &problem.Fault{Pointer: "#", Detail: "the body is no JSON: it ends too soon; send all of it"}
}
