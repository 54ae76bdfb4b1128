package lang

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var verbs = regexp.MustCompile(`%[^ ]`)

// TestTexts wants each text in both languages, with as many blanks to fill.
func TestTexts(t *testing.T) {
	for key, text := range texts {
		if text[0] == "" || text[1] == "" {
			t.Errorf("%q lacks a language", key)
		}
		if a, b := verbs.FindAllString(text[0], -1), verbs.FindAllString(text[1], -1); len(a) != len(b) {
			t.Errorf("%q has %v in English and %v in Spanish", key, a, b)
		}
	}
	if English.T("no such key") != "no such key" || Spanish.T("gaps") != "huecos" || English.T("gaps") != "gaps" {
		t.Error("T")
	}
}

// reports returns the folders of the packages that make reports.
func reports(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir("../report", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if files, _ := filepath.Glob(name + "/*.go"); d.IsDir() && len(files) > 0 {
			out = append(out, name)
		}
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Fatal(out, err)
	}
	return out
}

var templateKey = regexp.MustCompile(`\.T "([^"]+)"`)

// TestNoKeyIsDead wants every key to stand as a text somewhere in the program.
func TestNoKeyIsDead(t *testing.T) {
	var program strings.Builder
	for _, dir := range append(reports(t), "../cmd/lindero", "../server", "../server/api", "../data", "../planner", "../sectors") {
		files, err := filepath.Glob(dir + "/*.*")
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			program.Write(text)
		}
	}
	for key := range texts {
		if !strings.Contains(program.String(), `"`+key+`"`) {
			t.Errorf("nobody asks for %q", key)
		}
	}
}

// TestKeys wants a text for every key that the program asks for.
func TestKeys(t *testing.T) {
	asked := map[string]string{}
	for _, dir := range append(reports(t), "../cmd/lindero", "../server", "../server/api") {
		files, err := filepath.Glob(dir + "/*.*")
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, name := range files {
			switch text, err := os.ReadFile(name); {
			case err != nil:
				t.Fatal(err)
			case strings.HasSuffix(name, ".html"), strings.HasSuffix(name, ".tmpl"):
				for _, m := range templateKey.FindAllStringSubmatch(string(text), -1) {
					asked[m[1]] = name
				}
			case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
				keysOf(t, name, asked)
			}
		}
	}
	for key, name := range asked {
		if _, ok := texts[key]; !ok {
			t.Errorf("%s asks for %q, which has no text", name, key)
		}
	}
	if len(asked) < 20 {
		t.Errorf("only %d keys are asked for", len(asked))
	}
}

// keysOf collects the constant arguments of calls to T in a file.
func keysOf(t *testing.T, name string, asked map[string]string) {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		f, isMethod := call.Fun.(*ast.SelectorExpr)
		arg, isConstant := call.Args[0].(*ast.BasicLit)
		if isMethod && isConstant && f.Sel.Name == "T" && arg.Kind == token.STRING {
			if key, err := strconv.Unquote(arg.Value); err == nil {
				asked[key] = name
			}
		}
		return true
	})
}
