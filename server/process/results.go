package process

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"lindero/server/problem"
)

// asked is what a request asks of the results.
type asked struct {
	outputs []wanted // in the order of their names
	raw     bool
}

// wanted is an output that was asked for.
type wanted struct {
	name   string
	byLink bool
}

// Results are the results of an execution by output (results.yaml).
type Results map[string]Result

// Result is what an output has come to: a value, or a link to it.
type Result struct {
	MediaType string          `json:"mediaType,omitempty"`
	Value     json.RawMessage `json:"value,omitempty"`
	Href      string          `json:"href,omitempty"`
	Type      string          `json:"type,omitempty"` // of what is linked to
}

// readOutputs reads which outputs are asked for, and how.
func (p *process) readOutputs(given map[string]json.RawMessage, f *faults) []wanted {
	names := slices.Sorted(maps.Keys(p.Outputs))
	var out []wanted
	if len(given) == 0 {
		for _, name := range names {
			out = append(out, wanted{name, slices.Contains(p.byLink, name)})
		}
		return out
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		of, ok := p.Outputs[name]
		if !ok && f.full() {
			continue
		}
		if !ok {
			f.add(pointer("outputs", name), "%q is no output of %s; %s", clipped(name), p.ID, near(name, names))
			continue
		}
		var how struct {
			TransmissionMode *string `json:"transmissionMode"`
			Format           *struct {
				MediaType *string `json:"mediaType"`
			} `json:"format"`
		}
		if err := json.Unmarshal(given[name], &how); err != nil {
			f.add(pointer("outputs", name), `outputs.%s: write {}, or {"transmissionMode": "value"}`, name)
			continue
		}
		w := wanted{name: name}
		if m := how.TransmissionMode; m != nil {
			w.byLink = *m == "reference"
			switch {
			case *m != "value" && *m != "reference":
				f.add(pointer("outputs", name, "transmissionMode"), "outputs.%s.transmissionMode: write value or reference", name)
			case w.byLink && !slices.Contains(p.byLink, name):
				f.add(pointer("outputs", name, "transmissionMode"), "%s of %s is given by value only; write value, or leave transmissionMode out", name, p.ID)
			}
		}
		if m := how.Format; m != nil && m.MediaType != nil && *m.MediaType != of.mediaType() {
			f.add(pointer("outputs", name, "format", "mediaType"), "%s of %s is %s; write that, or leave format out", name, p.ID, of.mediaType())
		}
		out = append(out, w)
	}
	return out
}

// addressOf returns what makes addresses of paths for the client of a request.
func (s *Service) addressOf(r *http.Request) func(path string) string {
	return func(path string) string { return s.URL(r, path) }
}

// results returns the results that were asked for, for a page.
func (s *Service) results(r *http.Request, o *outcome, a asked) (Results, error) {
	out := Results{}
	for _, w := range a.outputs {
		v := o.values[w.name]
		if w.byLink && v.path != "" {
			out[w.name] = Result{Href: s.URL(r, v.path), Type: v.mediaType}
			continue
		}
		text, err := v.get(s.addressOf(r))
		if err != nil {
			return nil, err
		}
		out[w.name] = Result{MediaType: v.mediaType, Value: text}
	}
	return out, nil
}

// writeResults answers with the results that were asked for (18-062r2, 7.11.4):
// a document unless raw values were asked for.
func (s *Service) writeResults(w http.ResponseWriter, r *http.Request, o *outcome, a asked) {
	links, texts := map[string]string{}, map[string][]byte{}
	for _, x := range a.outputs {
		v := o.values[x.name]
		if x.byLink && v.path != "" {
			links[x.name] = s.URL(r, v.path)
			continue
		}
		text, err := v.get(s.addressOf(r))
		if err != nil {
			s.fail(w, r, err)
			return
		}
		texts[x.name] = text
	}
	if o.plan != "" {
		w.Header().Add("Link", fmt.Sprintf("<%s>; rel=\"related\"; title=\"The plan\"", s.URL(r, "/plans/"+pathOf(o.plan))))
	}
	switch {
	case !a.raw:
		writeDocument(w, o, a, links, texts)
	case len(texts) == 0:
		for _, x := range a.outputs {
			w.Header().Add("Link", fmt.Sprintf("<%s>; rel=%q; type=%q; title=%q", links[x.name], relResults, o.values[x.name].mediaType, x.name))
		}
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusNoContent)
	case len(a.outputs) == 1:
		name := a.outputs[0].name
		send(w, http.StatusOK, o.values[name].mediaType, texts[name])
	default:
		s.writeParts(w, r, o, a, links, texts)
	}
}

// writeDocument answers with one JSON object: by output a qualified value
// (qualifiedValue.yaml) or a link (link.yaml).
func writeDocument(w http.ResponseWriter, o *outcome, a asked, links map[string]string, texts map[string][]byte) {
	n := 64
	for _, t := range texts {
		n += len(t) + 100
	}
	b := bytes.NewBuffer(make([]byte, 0, n))
	b.WriteByte('{')
	for i, x := range a.outputs {
		if i > 0 {
			b.WriteByte(',')
		}
		mediaType := o.values[x.name].mediaType
		if href, ok := links[x.name]; ok {
			fmt.Fprintf(b, `%s:{"href":%s,"rel":%s,"type":%s}`, quoted(x.name), quoted(href), quoted(relResults), quoted(mediaType))
			continue
		}
		fmt.Fprintf(b, `%s:{"mediaType":%s,"value":`, quoted(x.name), quoted(mediaType))
		b.Write(texts[x.name])
		b.WriteByte('}')
	}
	b.WriteString("}\n")
	send(w, http.StatusOK, typeJSON, b.Bytes())
}

// quoted returns a text as JSON.
func quoted(s string) string {
	b, err := encode(s)
	if err != nil {
		return `""` // a text always encodes
	}
	return string(b)
}

// writeParts answers with a part for each output (RFC 2387).
func (s *Service) writeParts(w http.ResponseWriter, r *http.Request, o *outcome, a asked, links map[string]string, texts map[string][]byte) {
	var b bytes.Buffer
	parts := multipart.NewWriter(&b)
	for _, x := range a.outputs {
		h := textproto.MIMEHeader{"Content-Id": {x.name}, "Content-Type": {o.values[x.name].mediaType}}
		if href, ok := links[x.name]; ok {
			h.Set("Content-Location", href)
		}
		part, err := parts.CreatePart(h)
		if err == nil {
			_, err = part.Write(texts[x.name])
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
	}
	if err := parts.Close(); err != nil {
		s.fail(w, r, err)
		return
	}
	first := o.values[a.outputs[0].name].mediaType
	send(w, http.StatusOK, fmt.Sprintf("multipart/related; type=%q; boundary=%s", first, parts.Boundary()), b.Bytes())
}

// send answers with a body. What processes say is not kept by anybody on the way.
func send(w http.ResponseWriter, status int, mediaType string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that went away is no fault of ours
}

// fail answers with why something came to nothing.
func (s *Service) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := failure(err)
	if p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "5")
	}
	problem.Write(w, r, p)
}

// encode writes something as JSON, as the command line prints it.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// preferred reports whether a request prefers to be answered asynchronously
// (RFC 7240, section 4.1).
func preferred(r *http.Request) bool {
	for _, line := range r.Header.Values("Prefer") {
		for _, p := range strings.Split(line, ",") {
			name, _, _ := strings.Cut(p, ";")
			if strings.EqualFold(strings.TrimSpace(name), "respond-async") {
				return true
			}
		}
	}
	return false
}
