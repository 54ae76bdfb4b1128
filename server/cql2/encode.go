package cql2

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/paulmach/orb/geojson"
)

// JSON returns the filter in CQL2 JSON, on one line. Literal geometries stay in
// the CRS that they were given in, without heights; times are in UTC. ParseJSON
// with the same options makes the same filter of it.
func (f *Filter) JSON() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(f.root.encoded()) != nil {
		return nil // texts, finite numbers and lists of them always encode
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// operation is a call as CQL2 JSON has it.
type operation struct {
	Op   string `json:"op"`
	Args []any  `json:"args"`
}

// encoded returns the node as encoding/json writes it.
func (n *node) encoded() any {
	switch n.kind {
	case property:
		return map[string]any{"property": n.text}
	case text:
		return n.text
	case number:
		return n.number
	case truthful:
		return n.truth
	case timestamp:
		return map[string]any{"timestamp": inUTC(n.text)}
	case date:
		return map[string]any{"date": n.text}
	case interval:
		ends := make([]any, len(n.args))
		for i, x := range n.args {
			if ends[i] = x.encoded(); x.kind == text {
				ends[i] = inUTC(x.text)
			}
		}
		return map[string]any{"interval": ends}
	case list:
		return encodedAll(n.args)
	case shape:
		return geojson.NewGeometry(n.shape)
	case box:
		return map[string]any{"bbox": n.box}
	}
	return operation{n.op, encodedAll(n.args)}
}

func encodedAll(nodes []*node) []any {
	out := make([]any, len(nodes))
	for i, n := range nodes {
		out[i] = n.encoded()
	}
	return out
}

// inUTC writes a timestamp with Z; dates and ".." stay as they are.
func inUTC(s string) string {
	if m, ok := parseMoment(s); ok && !m.day {
		return m.at.Format(time.RFC3339Nano)
	}
	return s
}
