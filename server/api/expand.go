package api

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// parameterRef is where parameters stand in a document.
const parameterRef = "#/components/parameters/"

// written is the description as openapi.yaml has it, expanded: plain OpenAPI,
// and what was said beside it.
type written struct {
	doc     map[string]any
	mends   map[string]string // by parameter component: what to write
	queries map[string]string // by operationId: the query of its example
	bases   map[string]string // by operationId: that of the root dataset's operation
	private map[string]bool   // paths
}

// dataset is one of the roots that the paths of a dataset stand below.
type dataset struct{ root, prefix, suffix, parameter string }

// expand reads openapi.yaml and takes out of it all that is no OpenAPI.
func expand(text []byte) (*written, error) {
	w := &written{mends: map[string]string{}, queries: map[string]string{}, bases: map[string]string{}, private: map[string]bool{}}
	if err := yaml.Unmarshal(text, &w.doc); err != nil {
		return nil, err
	}
	paths, common := object(w.doc["paths"]), object(w.doc["x-responses"])
	if paths == nil {
		return nil, errors.New("it has no paths")
	}
	roots, _ := w.doc["x-dataset-roots"].([]any)
	for _, r := range roots {
		m := object(r)
		d := dataset{str(m["root"]), str(m["prefix"]), str(m["suffix"]), str(m["parameter"])}
		for path, item := range object(w.doc["x-dataset-paths"]) {
			full := d.root + path
			if path == "/" && d.root != "" {
				full = d.root
			}
			paths[full] = w.below(d, object(item))
		}
	}
	for path, item := range paths {
		if err := w.complete(path, object(item), common); err != nil {
			return nil, err
		}
	}
	for name, p := range object(object(w.doc["components"])["parameters"]) {
		w.mends[name] = str(object(p)["x-mend"])
		delete(object(p), "x-mend")
	}
	for key := range w.doc {
		if strings.HasPrefix(key, "x-") {
			delete(w.doc, key)
		}
	}
	return w, nil
}

// below returns a path item of a dataset, as it stands below one of the roots.
func (w *written) below(d dataset, item map[string]any) map[string]any {
	out, _ := clone(item).(map[string]any)
	if d.parameter != "" {
		own, _ := out["parameters"].([]any)
		out["parameters"] = append([]any{map[string]any{"$ref": parameterRef + d.parameter}}, own...)
	}
	for _, op := range operationsOf(out) {
		base := str(op["operationId"])
		if d.prefix != "" {
			op["operationId"] = d.prefix + strings.ToUpper(base[:min(1, len(base))]) + base[min(1, len(base)):]
		}
		op["summary"] = str(op["summary"]) + d.suffix
		w.bases[str(op["operationId"])] = base
	}
	return out
}

// complete adds what every operation answers, and takes out what is no
// OpenAPI.
func (w *written) complete(path string, item, common map[string]any) error {
	w.private[path] = item["x-private"] == true
	delete(item, "x-private")
	for method, op := range operationsOf(item) {
		id, responses := str(op["operationId"]), object(op["responses"])
		if id == "" || responses == nil {
			return fmt.Errorf("%s %s has no operationId or no responses", method, path)
		}
		w.queries[id] = str(op["x-query"])
		delete(op, "x-query")
		for group, holds := range map[string]bool{
			"every": true, "get": method == "get", "path": strings.Contains(path, "{"), "body": op["requestBody"] != nil,
		} {
			for status, response := range object(common[group]) {
				if _, own := responses[status]; holds && !own {
					responses[status] = clone(response)
				}
			}
		}
	}
	return nil
}

// document returns the plain OpenAPI document of a view: of the public one,
// private paths are left out, and tags and components that nothing names then.
func (w *written) document(public bool) map[string]any {
	if !public {
		return w.doc
	}
	doc, _ := clone(w.doc).(map[string]any)
	paths := object(doc["paths"])
	tags := map[string]bool{}
	for path, item := range paths {
		if w.private[path] {
			delete(paths, path)
			continue
		}
		for _, op := range operationsOf(object(item)) {
			list, _ := op["tags"].([]any)
			for _, t := range list {
				tags[str(t)] = true
			}
		}
	}
	list, _ := doc["tags"].([]any)
	doc["tags"] = slices.DeleteFunc(list, func(t any) bool { return !tags[str(object(t)["name"])] })
	prune(doc)
	return doc
}

// prune leaves out the components that nothing in the paths leads to.
func prune(doc map[string]any) {
	components, used := object(doc["components"]), map[string]bool{}
	var follow func(v any)
	follow = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				follow(e)
			}
		case map[string]any:
			for key, e := range v {
				name, isRef := strings.CutPrefix(str(e), "#/components/")
				if key != "$ref" || !isRef {
					follow(e)
				} else if !used[name] {
					used[name] = true
					group, name, _ := strings.Cut(name, "/")
					follow(object(components[group])[name])
				}
			}
		}
	}
	follow(doc["paths"])
	for group, members := range components {
		maps.DeleteFunc(object(members), func(name string, _ any) bool { return !used[group+"/"+name] })
	}
}

// operationsOf returns the operations of a path item by method.
func operationsOf(item map[string]any) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, method := range []string{"get", "post", "put", "patch", "delete"} {
		if op := object(item[method]); op != nil {
			out[method] = op
		}
	}
	return out
}

// object returns a value that is an object, else nil.
func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

// str returns a value that is text, else "".
func str(v any) string {
	s, _ := v.(string)
	return s
}

// clone returns a copy of a value as YAML and JSON have them.
func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, e := range v {
			out[key] = clone(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = clone(e)
		}
		return out
	}
	return v
}
