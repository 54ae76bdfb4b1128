package lang

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestMessages wants a Spanish format with the same verbs for every English
// one that packages data and main say something with, and for no other.
func TestMessages(t *testing.T) {
	said := map[string]bool{}
	for _, dir := range append(reports(t), "../data", "../cmd/lindero") {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, name := range files {
			if !strings.HasSuffix(name, "_test.go") {
				formatsOf(t, name, said)
			}
		}
	}
	for format := range said {
		spanish, ok := messages[format]
		if !ok {
			t.Errorf("%q has no translation", format)
		} else if a, b := verbsOf(t, format), verbsOf(t, spanish); !slices.Equal(a, b) {
			t.Errorf("%q has %v, and %q has %v", format, a, spanish, b)
		}
	}
	for format := range messages {
		if !said[format] {
			t.Errorf("nobody says %q", format)
		}
	}
	if len(said) < 200 {
		t.Errorf("only %d formats are found", len(said))
	}
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?(.?)`)

// verbsOf returns the verbs of a format, by argument.
func verbsOf(t *testing.T, format string) []string {
	found := verb.FindAllStringSubmatch(format, -1)
	out := make([]string, len(found))
	for i, m := range found {
		at := i
		if m[1] != "" {
			n, err := strconv.Atoi(m[1])
			if err != nil || n < 1 || n > len(found) {
				t.Errorf("%q: argument %s", format, m[1])
				continue
			}
			at = n - 1
		}
		if !slices.Contains([]string{"d", "q", "s", "v"}, m[2]) {
			t.Errorf("%q: verb %q", format, m[0])
		}
		out[at] = m[2]
	}
	return out
}

// formatsOf collects the formats of messages in a file. They have to stand in
// the calls, with as many arguments as they take.
func formatsOf(t *testing.T, name string, said map[string]bool) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		method := false
		switch f := call.Fun.(type) {
		case *ast.Ident:
			if f.Name != "say" && f.Name != "usagef" {
				return true
			}
		case *ast.SelectorExpr:
			if f.Sel.Name != "Message" {
				return true
			}
			method = true
		default:
			return true
		}
		lit, ok := call.Args[0].(*ast.BasicLit)
		if !ok {
			if !method { // a method hands on what others said
				t.Errorf("%s: the format is no constant", files.Position(call.Pos()))
			}
			return true
		}
		format, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		said[format] = true
		if want := len(verbsOf(t, format)); want != len(call.Args)-1 {
			t.Errorf("%s: %d arguments for %q", files.Position(call.Pos()), len(call.Args)-1, format)
		}
		return true
	})
}

func TestMessage(t *testing.T) {
	if got := Spanish.Message("row %d", 3); got != "fila 3" {
		t.Error(got)
	}
	if got := English.Message("row %d", 3); got != "row 3" {
		t.Error(got)
	}
	if got := Spanish.Message("nobody says %s", "this"); got != "nobody says this" {
		t.Error(got)
	}
}
