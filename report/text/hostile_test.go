package text_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	markup "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"lindero/lang"
	"lindero/report/internal/sample"
	"lindero/report/letters"
)

// reader reads Markdown as GitHub does, and lets HTML through.
var reader = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(markup.WithUnsafe()))

// rendered is a text as a page: its elements in order, and the words of each that
// has words of its own.
func rendered(t *testing.T, source string) (shape, words []string) {
	t.Helper()
	var b bytes.Buffer
	if err := reader.Convert([]byte(source), &b); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			shape = append(shape, "a comment")
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) != "":
			words = append(words, n.Data)
		case n.Type == html.ElementNode && n.Data == "a" && (strings.HasPrefix(n.Attr[0].Val, "https://") || strings.HasPrefix(n.Attr[0].Val, "http://")) && n.Attr[0].Key == "href" && n.PrevSibling != nil && strings.HasSuffix(strings.TrimRight(n.PrevSibling.Data, " \u2069"), "."):
			// a source
		case n.Type == html.ElementNode:
			s := n.Data
			for _, a := range n.Attr {
				s += " " + a.Key
			}
			shape = append(shape, s)
		}
	}
	return shape, words
}

// hold wants the elements that a text has with a harmless name, and the name
// itself, letter for letter, wherever that one stood.
func hold(t *testing.T, name string) {
	t.Helper()
	const harmless = "harmless"
	d, safe := sample.Hostile(lang.English, name), sample.Hostile(lang.English, harmless)
	source := markdown(t, d)
	if !utf8.ValidString(source) || strings.ContainsRune(source, 0) || strings.ContainsRune(source, '\u202e') {
		t.Errorf("%q: characters that a text cannot have", name)
	}
	shown := strings.TrimSpace(letters.Clean(name))
	if shown == "" {
		return
	}
	d.Sources, safe.Sources = nil, nil // links, held below
	got, words := rendered(t, markdown(t, d))
	want, safeWords := rendered(t, markdown(t, safe))
	if !slices.Equal(got, want) {
		t.Errorf("%q: elements\n%s\nwant\n%s\nof\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"), source)
		return
	}
	if len(words) != len(safeWords) {
		t.Errorf("%q: words %q", name, words)
		return
	}
	// A renderer sets spaces as it likes, and leaves those at the ends out.
	plain := func(s string) string {
		return strings.Join(strings.Fields(strings.NewReplacer("\u2068", "", "\u2069", "").Replace(s)), " ")
	}
	for i, w := range safeWords {
		if full := plain(strings.ReplaceAll(w, harmless, shown)); plain(words[i]) != full {
			t.Errorf("%q: it says %q, want %q", name, words[i], full)
		}
	}
	sources, _ := rendered(t, source)
	if rest := len(sources) - len(want); rest != 4 { // heading, list, two items
		t.Errorf("%q: %d elements of sources in\n%s", name, rest, source)
	}
}

// holdCSV wants a table of the same form, in which no text is reckoned.
func holdCSV(t *testing.T, name string) {
	t.Helper()
	d := sample.Hostile(lang.English, name)
	source := table(t, d)
	rows, err := csv.NewReader(strings.NewReader(source)).ReadAll()
	if err != nil {
		t.Errorf("%q: %v", name, err)
		return
	}
	if len(rows) != 1+len(d.Data.Rows) || strings.Count(source, "\n") != len(rows) {
		t.Errorf("%q: %d rows in\n%s", name, len(rows), source)
	}
	for _, row := range rows {
		for i, field := range row {
			if strings.TrimLeft(strings.TrimSpace(field), "=+-@＝＋－＠") != strings.TrimSpace(field) {
				t.Errorf("%q: column %d is a formula: %q", name, i, field)
			}
		}
	}
	if got := strings.TrimPrefix(rows[1][0], "'"); got != strings.TrimPrefix(letters.Clean(name), "'") {
		t.Errorf("%q is written %q", name, got)
	}
}

func TestHostile(t *testing.T) {
	for _, name := range append(sample.Names, strings.Repeat("long", 2000)) {
		hold(t, name)
		holdCSV(t, name)
	}
}

// TestDrawn draws names from what means something to Markdown.
func TestDrawn(t *testing.T) {
	parts := rapid.SampledFrom([]string{"#", "*", "**", "_", "__", "[", "]", "(", ")", "<", ">", "|", "`", "``", "~", "~~", "&", "amp;", "#1;", ";", ":", "://", "http", "https",
		"www", ".", "-", "+", "=", "!", "1", "12", "a", "b.c", " ", "  ", "\\", "@", "/", "$", "{", "}", "^", "\"", "'", "ñ", "ش", "\t", "\n", "mailto:", "ftp://", "[x]", "x"})
	rapid.Check(t, func(r *rapid.T) {
		name := strings.Join(rapid.SliceOfN(parts, 1, 12).Draw(r, "name"), "")
		hold(t, name)
		holdCSV(t, name)
	})
}

func FuzzMarkdown(f *testing.F) {
	for _, name := range sample.Names {
		f.Add(name)
	}
	f.Fuzz(hold)
}

func FuzzCSV(f *testing.F) {
	for _, name := range sample.Names {
		f.Add(name)
	}
	f.Fuzz(holdCSV)
}
