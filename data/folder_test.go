package data

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestReplaceFails: where the new folder cannot take its place, the old one
// has its name again, and nothing is left beside it.
func TestReplaceFails(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "plan")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(dir, "old.txt")
	if err := os.WriteFile(old, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := createFolder(dir, func(string, []fs.DirEntry) Message { return Message{} })
	if err != nil {
		t.Fatal(err)
	}
	write := func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }
	if err := f.Write("", "new.txt", write); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(old); err != nil || string(text) != "old" {
		t.Errorf("before it is committed: %q, %v", text, err)
	}
	if err := os.RemoveAll(f.tmp); err != nil { // what is to take its place is gone
		t.Fatal(err)
	}
	if f.Commit() == nil {
		t.Error("no error")
	}
	if text, err := os.ReadFile(old); err != nil || string(text) != "old" {
		t.Errorf("afterwards: %q, %v", text, err)
	}
	if left, err := os.ReadDir(top); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}
