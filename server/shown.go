package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"lindero/lang"
)

// shown is an answer as a page for people.
type shown struct {
	lang.Lang
	Other  lang.Lang
	Switch string // where the other language is
	Title  string
	Crumbs []crumb
	JSON   string // where the same is as JSON
	Map    string // where the plan or scenario is on the map; empty: nowhere
	Value  node
	Table  *shownTable
	Count  string
	Next   string
	Before string
}

// crumb is a step on the way from the root.
type crumb struct{ Name, Href string }

// node is a part of a JSON value: an object or list of others, or text.
type node struct {
	Key, Text, Href string
	Of              []node
}

// shownTable is a table of features.
type shownTable struct {
	Columns []string
	Rows    []shownRow
}

// shownRow is a feature: its id, where it is by itself, and its properties.
type shownRow struct {
	ID, Href string
	Cells    []string
}

// newShown returns a JSON value as a page.
func newShown(x *view, name string, value []byte) *shown {
	d := json.NewDecoder(bytes.NewReader(value))
	d.UseNumber()
	return &shown{Title: name, Crumbs: x.crumbs(), Map: x.onMap(), Value: readNode(d, "", 0)}
}

// onMap returns where the map shows a plan or scenario; empty where it is none
// that can be chosen there.
func (x *view) onMap() string {
	kind, id, _ := strings.Cut(strings.TrimPrefix(x.path, "/"), "/")
	if id == "" {
		return ""
	}
	return x.base + "/#" + strings.TrimSuffix(kind, "s") + "=" + id
}

// crumbs returns the way to a dataset.
func (x *view) crumbs() []crumb {
	if x.path == "" {
		return []crumb{{x.title, x.base + "/?f=html"}}
	}
	kind := strings.Split(x.path, "/")[1]
	return []crumb{{"Lindero", x.base + "/?f=html"}, {kind, x.base + "/" + kind + "?f=html"}, {x.title, x.base + x.path + "?f=html"}}
}

// maxDepth is how deep values are shown.
const maxDepth = 32

// readNode reads a JSON value in the order in which it is written. What it is
// given is well formed.
func readNode(d *json.Decoder, key string, depth int) node {
	n := node{Key: key}
	t, err := d.Token()
	open, nested := t.(json.Delim)
	switch {
	case err != nil || depth > maxDepth:
		return n
	case !nested:
		if t != nil {
			n.Text = fmt.Sprint(t)
		}
		if (key == "href" || key == "url") && isWeb(n.Text) && !strings.Contains(n.Text, "{") { // not templates
			n.Href = n.Text
		}
		return n
	}
	for d.More() {
		name := ""
		if open == '{' {
			if t, err = d.Token(); err != nil {
				return n
			}
			name = fmt.Sprint(t)
		}
		n.Of = append(n.Of, readNode(d, name, depth+1))
	}
	_, _ = d.Token() // the closing bracket
	if open == '[' {
		return n.inLine()
	}
	return n.asLink()
}

// inLine writes a list of plain values in one line.
func (n node) inLine() node {
	var texts []string
	for _, x := range n.Of {
		if x.Of != nil || x.Href != "" {
			return n
		}
		texts = append(texts, x.Text)
	}
	return node{Key: n.Key, Text: strings.Join(texts, ", ")}
}

// isWeb reports whether an address may be followed: no script of somebody's.
func isWeb(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https")
}

// asLink makes a link of an object that is one.
func (n node) asLink() node {
	get := func(key string) node {
		i := slices.IndexFunc(n.Of, func(x node) bool { return x.Key == key })
		if i < 0 {
			return node{}
		}
		return n.Of[i]
	}
	href, rel := get("href"), get("rel")
	if href.Href == "" || rel.Text == "" {
		return n
	}
	text := get("title").Text
	if text == "" {
		text = rel.Text
	}
	switch {
	case rel.Text == "self": // the reader is there
		return node{Key: n.Key, Text: text}
	case strings.HasSuffix(rel.Text, "/execute"): // no browser can follow it
		return node{Key: n.Key, Text: text + ": POST " + href.Text}
	}
	if kind := get("type").Text; kind != "" && !isNegotiated(href.Text, kind) {
		text += " (" + kind + ")"
	}
	return node{Key: n.Key, Text: text, Href: href.Href}
}

// isNegotiated reports whether a browser that follows a link may get a page, though
// the link is to a media type.
func isNegotiated(href, mediaType string) bool {
	u, err := url.Parse(href)
	return err == nil && !u.Query().Has("f") && strings.Contains(mediaType, "json")
}

// viewItems returns a page of features as a page for people.
func (x *view) viewItems(c *collection, page itemsPage, members itemsMembers) *shown {
	at := x.base + x.path + "/collections/" + c.Name
	s := &shown{Title: c.Title, Crumbs: append(x.crumbs(), crumb{c.Name, at + "?f=html"}), Map: x.onMap(), Table: &shownTable{}}
	for _, f := range c.fields {
		s.Table.Columns = append(s.Table.Columns, f.Name)
	}
	for _, i := range page.of {
		f := &c.features[i]
		row := shownRow{ID: f.id, Href: at + "/items/" + segment(f.id) + "?f=html"}
		for _, of := range c.fields {
			row.Cells = append(row.Cells, cell(f.Property(of.Name)))
		}
		s.Table.Rows = append(s.Table.Rows, row)
	}
	s.Count = fmt.Sprintf("%d–%d / %d", min(page.from+1, page.matched), page.from+len(page.of), page.matched)
	for _, l := range members.Links {
		switch l.Rel {
		case "next":
			s.Next = l.Href
		case "prev":
			s.Before = l.Href
		}
	}
	return s
}

// cell writes a property into a table.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []string:
		return strings.Join(v, ", ")
	case float64:
		text, _ := json.Marshal(v) // properties are finite
		return string(text)
	}
	return fmt.Sprint(v)
}

// viewFeature returns a feature as a page for people.
func (x *view) viewFeature(c *collection, i int, links []link) *shown {
	at := x.base + x.path + "/collections/" + c.Name
	text, _ := json.Marshal(struct { // what has been written before can be again
		ID         string         `json:"id"`
		Properties map[string]any `json:"properties"`
		Links      []link         `json:"links"`
	}{c.features[i].id, c.features[i].of.Properties, links})
	s := newShown(x, c.features[i].id, text)
	s.Crumbs = append(s.Crumbs, crumb{c.Name, at + "?f=html"}, crumb{"items", at + "/items?f=html"})
	return s
}

// show writes an answer as a page for people.
func (s *Server) show(w http.ResponseWriter, r *http.Request, v *shown) {
	v.Lang = language(r)
	v.Other = other(v.Lang)
	q := r.URL.Query()
	q.Set("lang", string(v.Other))
	at := newLinker(r).base + r.URL.EscapedPath()
	v.Switch = at + "?" + q.Encode()
	v.JSON = at + withFormat(r.URL.RawQuery, "json")
	if r.URL.Query().Has("lang") { // as it was chosen, whatever the browser prefers
		for i := range v.Crumbs {
			v.Crumbs[i].Href += "&lang=" + string(v.Lang)
		}
	}
	if s.mapped == nil {
		v.Map = ""
	} else if v.Map != "" {
		v.Map += "&lang=" + string(v.Lang)
	}
	s.writePage(w, r, shownTemplate, v)
}
