package web_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lindero/web"
)

// hashed is the name of a file that is kept for ever.
var hashed = regexp.MustCompile(`^[A-Za-z0-9_.-]+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$`)

// page returns the built page, without which there is nothing to look at.
func page(t *testing.T) fs.FS {
	t.Helper()
	p := web.Page()
	if p == nil {
		t.Skip("the map was not built: make web, with Node.js 20.19 or later")
	}
	return p
}

// TestAssetsAreHashed: what browsers keep for ever has another name as soon as
// it is another, and there is nothing beside it that would never be served.
func TestAssetsAreHashed(t *testing.T) {
	n := 0
	err := fs.WalkDir(page(t), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == "index.html" || path == ".keep" {
			return err
		}
		n++
		name, ok := strings.CutPrefix(path, "assets/")
		if !ok || strings.Contains(name, "/") {
			t.Errorf("%s is served nowhere: have the page import it, so that it comes to lie in assets", path)
		} else if !hashed.MatchString(name) {
			t.Errorf("%s has no hash in its name", path)
		}
		return nil
	})
	if err != nil || n < 3 {
		t.Errorf("%d files, %v", n, err)
	}
}

// TestIndex: the page runs nothing that stands in it, which its policy forbids,
// loads its own files only, by addresses that hold under any path, and leads who
// has no JavaScript to the overview.
func TestIndex(t *testing.T) {
	p := page(t)
	text, err := fs.ReadFile(p, "index.html")
	if err != nil {
		t.Fatal(err)
	}
	index := string(text)
	for _, m := range regexp.MustCompile(`(?s)<script([^>]*)>(.*?)</script>`).FindAllStringSubmatch(index, -1) {
		if !strings.Contains(m[1], " src=") || strings.TrimSpace(m[2]) != "" {
			t.Errorf("a script stands in the page: %s", m[0])
		}
	}
	if bad := regexp.MustCompile(`<style|\sstyle=|\son[a-z]+=|<base|https?://`).FindString(index); bad != "" {
		t.Errorf("the page has %q", bad)
	}
	links := regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(index, -1)
	loads := 0
	for _, m := range links {
		if strings.HasPrefix(m[1], "./?f=html") {
			continue
		}
		name, ok := strings.CutPrefix(m[1], "./assets/")
		if _, err := fs.Stat(p, "assets/"+name); !ok || err != nil {
			t.Errorf("%s: %v", m[1], err)
		}
		loads++
	}
	if loads < 3 || !strings.Contains(index, `rel="icon"`) || !strings.Contains(index, `<noscript>`) || !strings.Contains(index, `href="./?f=html`) {
		t.Errorf("%d files, or no icon or no way to the overview: %s", loads, index)
	}
}

// TestWithoutNode runs what `make build` and `make test` do where Node.js is
// missing or too old: they say so and go on, but not under CI, nor where somebody
// asks for just that.
func TestWithoutNode(t *testing.T) {
	tools := t.TempDir()
	for _, name := range []string{"sh", "dirname"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(tools, name)); err != nil {
			t.Fatal(err)
		}
	}
	old := t.TempDir()
	if err := os.WriteFile(filepath.Join(old, "node"), []byte("#!/bin/sh\n[ $1 = --version ] && echo v18.20.4\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, args, ci string
		status         int
		want           string
	}{
		{tools, "build optional", "", 0, "there is no node here"},
		{tools, "build optional", "", 0, "Going on with"},
		{tools, "test optional", "", 0, "test of the map is left out"},
		{tools, "lint optional", "", 0, "lint of the map is left out"},
		{old + ":" + tools, "build optional", "", 0, "node here is v18.20.4"},
		{tools, "build", "", 1, "20.19 or later"},
		{tools, "e2e", "", 1, "20.19 or later"},
		{tools, "bench", "", 1, "20.19 or later"},
		{tools, "build optional", "true", 1, "20.19 or later"},
		{tools, "test optional", "true", 1, "20.19 or later"},
		{tools, "paint optional", "", 2, "usage"},
		{tools, "build maybe", "", 2, "usage"},
		{tools, "", "", 2, "usage"},
	} {
		cmd := exec.CommandContext(t.Context(), "../scripts/web.sh", strings.Fields(c.args)...)
		cmd.Env = []string{"PATH=" + c.path, "CI=" + c.ci}
		out, _ := cmd.CombinedOutput() // its status is looked at
		if got := cmd.ProcessState.ExitCode(); got != c.status || !strings.Contains(string(out), c.want) {
			t.Errorf("%q, CI=%q: status %d, want %d, and says %s", c.args, c.ci, got, c.status, out)
		}
	}
}
