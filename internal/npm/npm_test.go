package npm_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lindero/internal/npm"
)

func TestIntegrity(t *testing.T) {
	// echo -n abc | openssl dgst -sha512 -binary | base64
	const abc = "sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=="
	cache := t.TempDir()
	p := npm.Package{Name: "letters", Version: "1.0.0", Tarball: "letters-1.0.0.tgz", Integrity: abc}
	file := filepath.Join(cache, p.Tarball)
	if err := os.WriteFile(file, []byte("abc"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := p.Fetch(context.Background(), cache); err != nil {
		t.Errorf("a sound tarball: %v", err)
	}
	if err := os.WriteFile(file, []byte("abd"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := p.Fetch(context.Background(), cache)
	if err == nil || !strings.Contains(err.Error(), "delete the file") {
		t.Errorf("a broken tarball: got %v, want advice to delete it", err)
	}
}

func TestEachElement(t *testing.T) {
	for _, tt := range []struct{ name, key, doc, want string }{
		{"array", "", `[1,2]`, "12"},
		{"in an object", "x", `{"y":{"x":[9]},"x":[1,2],"z":0}`, "12"},
	} {
		var got strings.Builder
		err := npm.EachElement(strings.NewReader(tt.doc), tt.key, func(n json.Number) error {
			got.WriteString(n.String())
			return nil
		})
		if err != nil || got.String() != tt.want {
			t.Errorf("%s: got %q, %v; want %q", tt.name, got.String(), err, tt.want)
		}
	}
	for _, doc := range []string{``, `{}`, `{"x":1}`, `{"x":[1`, `{"x":["a"]}`} {
		err := npm.EachElement(strings.NewReader(doc), "x", func(int) error { return nil })
		if err == nil {
			t.Errorf("%s is accepted", doc)
		}
	}
}

// TestInstall: what is there is not installed again, and a folder that pins
// nothing is refused.
func TestInstall(t *testing.T) {
	folder, cache := t.TempDir(), t.TempDir()
	if _, err := npm.Install(context.Background(), folder, cache); err == nil || !strings.Contains(err.Error(), "package-lock.json") {
		t.Errorf("without a lock file: %v", err)
	}
	if err := os.WriteFile(filepath.Join(folder, "package-lock.json"), []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	// printf '{}' | sha256sum
	there := filepath.Join(cache, "44136fa355b3678a", "node_modules", ".bin")
	if err := os.MkdirAll(there, 0o755); err != nil {
		t.Fatal(err)
	}
	if bin, err := npm.Install(context.Background(), folder, cache); err != nil || bin != there {
		t.Errorf("what is there: %s, %v; want %s", bin, err, there)
	}
}
