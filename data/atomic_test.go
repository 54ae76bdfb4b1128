package data_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"lindero/data"
)

func TestOutput(t *testing.T) {
	name := filepath.Join(t.TempDir(), "out")
	put(t, name, "old")
	if err := os.Chmod(name, 0o600); err != nil {
		t.Fatal(err)
	}
	o := create(t, name)
	fmt.Fprint(o, "half")
	if err := o.Flush(); err != nil {
		t.Fatal(err)
	}
	holds(t, name, "old") // until it is committed
	data.Abandon(o)
	data.Abandon(o)
	holds(t, name, "old")
	alone(t, name)

	o = create(t, name)
	fmt.Fprint(o, "new")
	if err := data.Commit(o); err != nil {
		t.Fatal(err)
	}
	data.Abandon(o) // does nothing once committed
	holds(t, name, "new")
	alone(t, name)
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("a private file became %v, %v", info.Mode(), err)
	}
}

// TestOutputTwice lets the later of two writers win, and neither spoil the
// other's file.
func TestOutputTwice(t *testing.T) {
	name := filepath.Join(t.TempDir(), "out")
	a, b := create(t, name), create(t, name)
	fmt.Fprint(a, strings.Repeat("a", 1<<17))
	fmt.Fprint(b, "b")
	if err := data.Commit(a, b); err != nil {
		t.Fatal(err)
	}
	holds(t, name, "b")
	alone(t, name)
}

func TestOutputThroughLink(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "real", "out"), filepath.Join(dir, "link")
	if err := os.Mkdir(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	put(t, name, "old")
	if err := os.Symlink(name, link); err != nil {
		t.Skip(err)
	}
	o := create(t, link)
	fmt.Fprint(o, "new")
	if err := data.Commit(o); err != nil {
		t.Fatal(err)
	}
	holds(t, name, "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link became %v, %v", info.Mode(), err)
	}
}

func TestOutputToPipe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Skip(err)
	}
	got := make(chan string, 1)
	go func() {
		b, _ := os.ReadFile(name)
		got <- string(b)
	}()
	o := create(t, name)
	fmt.Fprint(o, "through")
	if err := data.Commit(o); err != nil {
		t.Fatal(err)
	}
	if s := <-got; s != "through" {
		t.Errorf("%q", s)
	}
	if info, err := os.Stat(name); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe became %v, %v", info, err)
	}
}

// TestOutputFails wants every way of failing to be told as wrong input, under
// the name that was given.
func TestOutputFails(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	put(t, file, "old")
	for _, name := range []string{dir, filepath.Join(dir, "no", "out"), filepath.Join(file, "out"), filepath.Join(dir, strings.Repeat("x", 300))} {
		_, err := data.Create(name)
		told(t, err, name)
	}
	if os.Getuid() != 0 { // nothing is closed to root
		closed := filepath.Join(dir, "closed")
		if err := os.Mkdir(closed, 0o555); err != nil {
			t.Fatal(err)
		}
		_, err := data.Create(filepath.Join(closed, "out"))
		told(t, err, filepath.Join(closed, "out"))
	}
	alone(t, file)
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full")
	}
	o := create(t, "/dev/full")
	_, err := io.WriteString(o, strings.Repeat("x", 1<<20))
	told(t, err, "/dev/full")
	data.Abandon(o)
	o = create(t, "/dev/full")
	fmt.Fprint(o, "x")
	told(t, data.Commit(o), "/dev/full")
}

func told(t *testing.T, err error, name string) {
	t.Helper()
	var input *data.InputError
	if !errors.As(err, &input) {
		t.Errorf("%s: %v is no input error", name, err)
		return
	}
	if p := input.Problems[0]; !strings.HasPrefix(p.What.String(), "cannot be written: ") || strings.Contains(p.What.String(), ".part") || p.Mend.String() == "" {
		t.Errorf("%s: %v", name, p)
	}
}

func create(t *testing.T, name string) *data.Output {
	t.Helper()
	o, err := data.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestCommitAllOrNone: where one of two files cannot be finished, the other
// keeps what it held.
func TestCommitAllOrNone(t *testing.T) {
	name := filepath.Join(t.TempDir(), "out")
	put(t, name, "old")
	a, b := create(t, name), create(t, "/dev/full")
	fmt.Fprint(a, "new")
	fmt.Fprint(b, "new")
	told(t, data.Commit(a, nil, b), "/dev/full")
	holds(t, name, "old")
	alone(t, name)
}

func holds(t *testing.T, name, want string) {
	t.Helper()
	if got, err := os.ReadFile(name); err != nil || string(got) != want {
		t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
	}
}

// alone reports files that were left beside a file.
func alone(t *testing.T, name string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(filepath.Dir(name), ".*.part"))
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}
