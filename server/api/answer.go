package api

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"lindero/server/problem"
)

// CheckAnswer holds an answer to the operation that it is one of: its status
// and its content type have to be declared, its headers and its body, if it is
// JSON, have to be as their schemas say. It is for tests; everything that is
// wrong is told. A body is as sent, but not compressed.
//
// Answers to HEAD and of status 204 and 304 have no body. An answer of status
// 405 belongs to a method that the path does not have: it is a problem with
// the header Allow.
func (d *Description) CheckAnswer(r *http.Request, template string, vars map[string]string, status int, header http.Header, body []byte) error {
	op := d.operation(r.Method, template)
	if status == http.StatusMethodNotAllowed {
		return d.checkNotAllowed(op != nil, template, header, body)
	}
	if op == nil {
		return fmt.Errorf("the description of the API has no %s %s", r.Method, template)
	}
	where := fmt.Sprintf("%s %s, status %d", r.Method, template, status)
	declared := op.route.Operation.Responses.Status(status)
	if declared == nil {
		return fmt.Errorf("%s: the status is not declared", where)
	}
	media, err := contentOf(declared.Value.Content, header)
	if err != nil {
		return fmt.Errorf("%s: %w", where, err)
	}
	if r.Method == http.MethodHead || len(declared.Value.Content) == 0 {
		if len(body) > 0 {
			return fmt.Errorf("%s: there is a body of %d bytes, and none is declared", where, len(body))
		}
		return nil
	}
	in := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: vars, Route: op.route},
		Status:                 status, Header: header, Body: io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{
			MultiError: true, ExcludeResponseBody: true, // status and body are held to the document here
		},
	}
	if err := openapi3filter.ValidateResponse(r.Context(), in); err != nil {
		return fmt.Errorf("%s: %w", where, err)
	}
	if err := checkContent(media, header.Get("Content-Type"), body); err != nil {
		return fmt.Errorf("%s: %w", where, err)
	}
	return nil
}

// contentOf returns what is declared of the content type in a header.
func contentOf(declared openapi3.Content, header http.Header) (*openapi3.MediaType, error) {
	if len(declared) == 0 {
		return nil, nil
	}
	t := header.Get("Content-Type")
	if media := mediaTypeOf(declared, t); media != nil {
		return media, nil
	}
	return nil, fmt.Errorf("the content type %q is not declared; %s is", t, problem.OneOf(mediaTypes(declared)))
}

// checkContent holds a body to its schema. What is no JSON has only to be
// there.
func checkContent(media *openapi3.MediaType, contentType string, body []byte) error {
	if len(body) == 0 {
		return errors.New("the body is empty")
	}
	base, _, _ := strings.Cut(contentType, ";")
	if !strings.HasSuffix(base, "json") {
		return nil
	}
	value, fault := decode(body)
	if fault != nil {
		return errors.New(fault.Detail)
	}
	return media.Schema.Value.VisitJSON(value, openapi3.VisitAsResponse(), openapi3.MultiErrors(), openapi3.DisableSchemaErrorDetails())
}

// checkNotAllowed holds an answer of status 405 to what RFC 9110 and the
// document say of it.
func (d *Description) checkNotAllowed(known bool, template string, header http.Header, body []byte) error {
	if known {
		return fmt.Errorf("status 405 for a method that %s has", template)
	}
	if header.Get("Allow") == "" {
		return fmt.Errorf("%s, status 405: there is no header Allow", template)
	}
	if t := header.Get("Content-Type"); t != "application/problem+json" {
		return fmt.Errorf("%s, status 405: the content type is %q", template, t)
	}
	p := d.full.spec.Components.Schemas["problem"]
	return checkContent(&openapi3.MediaType{Schema: p}, "application/problem+json", body)
}
