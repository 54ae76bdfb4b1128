package html_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"lindero/lang"
	"lindero/report/internal/sample"
	"lindero/report/letters"

	nethtml "golang.org/x/net/html"
)

func parsed(t testing.TB, page string) *nethtml.Node {
	t.Helper()
	root, err := nethtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// each calls f for all elements.
func each(n *nethtml.Node, f func(*nethtml.Node)) {
	if n.Type == nethtml.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		each(c, f)
	}
}

func attr(n *nethtml.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words are all text below a node.
func words(n *nethtml.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == nethtml.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// shape is a page's elements in order, with the names of their attributes and the
// values of those that are not text; comments too. Links out of it and the classes
// of short and of long cells are left out, which depend on what a name is.
func shape(root *nethtml.Node) []string {
	var out []string
	for n := range root.Descendants() {
		switch {
		case n.Type == nethtml.CommentNode:
			out = append(out, "a comment")
		case n.Type == nethtml.ElementNode && (n.Data != "a" || attr(n, "rel") == ""):
			s := n.Data
			for _, a := range n.Attr {
				switch {
				case a.Key == "class" && (a.Val == "w" || a.Val == "s"): // how long the cells are
				case a.Key == "class" && strings.TrimLeft(a.Val, "ws ") == "h":
					s += " class=h"
				case a.Key == "class" && !strings.HasPrefix(a.Val, "figure-") || a.Key == "role" || a.Key == "scope":
					s += " " + a.Key + "=" + a.Val
				default:
					s += " " + a.Key
				}
			}
			out = append(out, s)
		}
	}
	return out
}

// margins is all that a name may do to the style.
var margins = regexp.MustCompile(`(?s)^:(none|"([A-Za-z0-9]|\\[0-9a-f]+ )*")\}(@[a-z-]+\{content:(none|"([A-Za-z0-9]|\\[0-9a-f]+ )*"|counter\(page\)" / "counter\(pages\))\}){3}\}\n$`)

var drawn = regexp.MustCompile(`(?s)<svg.*?</svg>`)

// hold wants the elements that a page has with a harmless name, and the name
// itself, letter for letter, in its place.
func hold(t *testing.T, name string) {
	t.Helper()
	page := written(t, sample.Hostile(lang.English, name))
	// Words of a drawing turn nothing but themselves.
	if !utf8.ValidString(page) || strings.ContainsRune(page, 0) || strings.ContainsRune(drawn.ReplaceAllString(page, ""), '\u202e') {
		t.Errorf("%q: characters that a page cannot have", name)
	}
	if name == "" {
		return
	}
	root := parsed(t, page)
	got, want := shape(root), shape(parsed(t, written(t, sample.Hostile(lang.English, "harmless"))))
	if !slices.Equal(got, want) {
		t.Errorf("%q: elements\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		return
	}
	each(root, func(n *nethtml.Node) {
		if (n.Data == "title" && n.Parent.Data == "head" || n.Data == "h1" || n.Data == "caption") && words(n) != letters.Clean(name) {
			t.Errorf("%q: <%s> has %q", name, n.Data, words(n))
		}
		if href := attr(n, "href"); href != "" && !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://") {
			t.Errorf("%q: a link to %q", name, href)
		}
		if _, added, _ := strings.Cut(words(n), "@page{@top-left{content"); n.Data == "style" && n.Parent.Data == "head" && (!margins.MatchString(added) || len(added) > 4000) {
			t.Errorf("%q got into the style", name)
		}
	})
}

func TestHostile(t *testing.T) {
	for _, name := range sample.Names {
		hold(t, name)
	}
	long := strings.Repeat("long", 20_000)
	hold(t, long)
	if page := written(t, sample.Hostile(lang.English, long)); !strings.Contains(page, `@top-right{content:"`+long[:60]+`\2026 "}`) {
		t.Error("a long name is not cut beside the page")
	}
}

func FuzzWrite(f *testing.F) {
	for _, name := range sample.Names {
		f.Add(name)
	}
	f.Fuzz(hold)
}
