package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the command known to the scripts of testdata/script.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lindero": main})
}

// TestScripts runs testdata/script, each in a folder with a copy of the drawn
// scenario of package data in scenario/. Beside the usual commands they know:
//
//	status N CMD…     the command ends with status N
//	fails WORDS…      lindero WORDS… ends with status 2, prints nothing on
//	                  standard output, and leaves old.geojson as it is
//	nested FILE N S B writes S n times, after B if there is one; \n is a new line
//	number NAME WANT  the number NAME in the JSON on stdout, within 0.001
//	edit FILE OLD NEW OLD becomes NEW in a file; \n is a new line
//	leftovers         no file that was being written is left
func TestScripts(t *testing.T) {
	scenario, err := os.ReadDir("../../data/testdata/scenario")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			for _, f := range scenario {
				text, err := os.ReadFile("../../data/testdata/scenario/" + f.Name())
				if err != nil {
					return err
				}
				dir := env.WorkDir + "/scenario"
				if err := os.MkdirAll(dir, 0o777); err != nil {
					return err
				}
				if err := os.WriteFile(dir+"/"+f.Name(), text, 0o666); err != nil {
					return err
				}
			}
			return os.WriteFile(env.WorkDir+"/old.geojson", []byte(oldText), 0o666)
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Getuid() == 0, nil
			}
			return false, fmt.Errorf("no condition %s", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": status, "fails": fails, "nested": nested, "number": number, "leftovers": leftovers,
			"edit": edit,
		},
	})
}

// oldText stands in the output file before each script.
const oldText = "the gaps of yesterday\n"

func status(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	if err != nil {
		s, ok := strings.CutPrefix(err.Error(), "exit status ")
		n, numErr := strconv.Atoi(s)
		if !ok || numErr != nil {
			ts.Fatalf("%v", err)
		}
		code = n
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("status %d, want %s", code, args[0])
	}
}

func fails(ts *testscript.TestScript, _ bool, args []string) {
	status(ts, false, append([]string{"2", "lindero"}, args...))
	if out := ts.ReadFile("stdout"); out != "" {
		ts.Fatalf("stdout: %s", out)
	}
	if ts.ReadFile("old.geojson") != oldText {
		ts.Fatalf("the old output has changed")
	}
	leftovers(ts, false, nil)
	if text := ts.ReadFile("stderr"); !strings.HasSuffix(text, "\n") || strings.Contains(text, "panic") || strings.Contains(text, "%!") {
		ts.Fatalf("not a clean message: %s", text)
	}
}

func nested(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	before := ""
	if len(args) > 3 {
		before = args[3]
	}
	text := strings.NewReplacer(`\n`, "\n", `\r`, "\r").Replace(before + strings.Repeat(args[2], n))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

func number(ts *testscript.TestScript, neg bool, args []string) {
	m := regexp.MustCompile(`"` + args[0] + `":(-?[0-9.]+)`).FindStringSubmatch(ts.ReadFile("stdout"))
	if m == nil {
		ts.Fatalf("no number %s in %s", args[0], ts.ReadFile("stdout"))
	}
	got, err := strconv.ParseFloat(m[1], 64)
	ts.Check(err)
	want, err := strconv.ParseFloat(args[1], 64)
	ts.Check(err)
	if near := got-want < 0.001 && want-got < 0.001; near == neg {
		ts.Fatalf("%s is %v, want %v", args[0], got, want)
	}
}

func leftovers(ts *testscript.TestScript, _ bool, _ []string) {
	entries, err := os.ReadDir(ts.MkAbs("."))
	ts.Check(err)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".part") {
			ts.Fatalf("%s is left", e.Name())
		}
	}
}

// edit replaces text in a file: edit FILE OLD NEW, where \n is a new line.
func edit(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	old, replacement := strings.ReplaceAll(args[1], `\n`, "\n"), strings.NewReplacer(`\n`, "\n", `\xef\xbb\xbf`, "\xef\xbb\xbf").Replace(args[2])
	if !strings.Contains(text, old) {
		ts.Fatalf("%s does not hold %q", args[0], old)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, old, replacement, 1)), 0o666))
}
