package ats_test

import (
	"encoding/json"
	"net/http"
	"strings"
)

// edit spoils the JSON of an answer.
func edit(at string, change func(doc map[string]any)) spoil {
	return spoil{at, func(a *answer) {
		var doc map[string]any
		if json.Unmarshal(a.body, &doc) != nil {
			return
		}
		change(doc)
		if text, err := json.Marshal(doc); err == nil {
			a.body = text
		}
	}}
}

// without leaves a member out; its name may lead into members and elements
// (* is each), as links.*.type.
func without(at, path string) spoil {
	return edit(at, func(doc map[string]any) { put(doc, strings.Split(path, "."), nil) })
}

// with sets a member.
func with(at, path string, v any) spoil {
	return edit(at, func(doc map[string]any) { put(doc, strings.Split(path, "."), v) })
}

// fewer takes the last feature away, and more adds one.
func fewer(at string) spoil {
	return edit(at, func(doc map[string]any) {
		if all, ok := doc["features"].([]any); ok && len(all) > 0 {
			doc["features"] = all[:len(all)-1]
		}
	})
}

func more(at string) spoil {
	return edit(at, func(doc map[string]any) {
		if all, ok := doc["features"].([]any); ok {
			doc["features"] = append(all, map[string]any{"type": "Feature", "id": "other", "geometry": nil, "properties": map[string]any{}})
		}
	})
}

// withoutLinks leaves the links of a relation out.
func withoutLinks(at, path, rel string) spoil {
	return edit(at, func(doc map[string]any) { dropLinks(doc, strings.Split(path, "."), rel) })
}

// put sets what a path leads to, or leaves it out.
func put(doc any, path []string, v any) {
	switch doc := doc.(type) {
	case []any:
		for i := range doc {
			if len(path) == 1 {
				doc[i] = v
			} else {
				put(doc[i], path[1:], v)
			}
		}
	case map[string]any:
		switch {
		case len(path) > 1:
			put(doc[path[0]], path[1:], v)
		case v == nil:
			delete(doc, path[0])
		default:
			doc[path[0]] = v
		}
	}
}

func dropLinks(doc any, path []string, rel string) {
	switch doc := doc.(type) {
	case []any:
		for i := range doc {
			dropLinks(doc[i], path[1:], rel)
		}
	case map[string]any:
		if len(path) > 1 {
			dropLinks(doc[path[0]], path[1:], rel)
			return
		}
		var kept []any
		links, _ := doc[path[0]].([]any)
		for _, l := range links {
			if m, ok := l.(map[string]any); !ok || m["rel"] != rel {
				kept = append(kept, l)
			}
		}
		doc[path[0]] = kept
	}
}

// status and header spoil what stands before the body.
func status(at string, code int) spoil { return spoil{at, func(a *answer) { a.status = code }} }

func header(at, name, v string) spoil {
	return spoil{at, func(a *answer) {
		if a.header.Get(name) != "" {
			a.header.Set(name, v)
		}
	}}
}

// accepted makes a success of what was refused.
func accepted() spoil {
	return spoil{"", func(a *answer) {
		if a.status >= 400 {
			a.status = http.StatusOK
		}
	}}
}
