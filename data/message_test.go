package data

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// TestClippedSaysTheSame: what a message lets go of would not have been seen.
func TestClippedSaysTheSame(t *testing.T) {
	for _, n := range []int{0, 1, 299, 300, 301, 302, 303, 304, 1000} {
		for _, text := range []string{strings.Repeat("a", n), strings.Repeat("ñ", n/2), "a" + strings.Repeat("€", n/3), strings.Repeat("\x00\xff", n/2)} {
			for _, a := range []any{text, []byte(text), json.RawMessage(text), say("%s", text), fs.ErrExist} {
				for _, format := range []string{"%s", "%q: x", "before %s"} {
					if _, ok := a.(Message); ok && strings.Contains(format, "q") {
						continue // is quoted as the text it is, below
					}
					want := legible(fmt.Sprintf(format, a))
					if m, ok := a.(Message); ok {
						want = legible(fmt.Sprintf(format, m.Args...))
					}
					if got := say(format, a).clipped().String(); got != want {
						t.Errorf("%T of %d in %q: %q, want %q", a, n, format, got, want)
					}
				}
			}
		}
	}
}

// TestLineMessage: what package geo says of a line is known, whole, and says
// the same.
func TestLineMessage(t *testing.T) {
	_, short := geo.NewLine(orb.LineString{{0, 0}})
	_, part := geo.NewLine(orb.LineString{{0, 0}, {1, 0}}, orb.LineString{{0, 0}})
	for _, err := range []error{
		short, part, geo.ErrZeroLength, geo.ErrTooLong,
		fmt.Errorf("part 2: %w", fmt.Errorf("vertex 13: %w", geo.ErrTooLong)),
	} {
		m := lineMessage(err)
		if m.String() != err.Error() || m.Format == "%s" {
			t.Errorf("%v: %q, %v", err, m, m.Format)
		}
		for m.Format == "%s: %s" {
			m = m.Args[1].(Message)
		}
		if m.Format == "%s" {
			t.Errorf("%v is not known", err)
		}
	}
	if got := lineMessage(errors.New("part of it")).String(); got != "part of it" {
		t.Error(got)
	}
}

// TestReason: the system's reasons are known, without the path.
func TestReason(t *testing.T) {
	for _, errno := range []syscall.Errno{
		syscall.ENOENT, syscall.EACCES, syscall.EISDIR, syscall.ENOTDIR, syscall.ENOSPC,
		syscall.EROFS, syscall.EEXIST, syscall.EIO, syscall.ENAMETOOLONG,
	} {
		for _, err := range []error{&os.PathError{Op: "open", Path: "p", Err: errno}, &os.LinkError{Op: "rename", Old: "p", New: "q", Err: errno}} {
			if m := Reason(err); m.Format != errno.Error() {
				t.Errorf("%v: %q", err, m.Format)
			}
		}
	}
	if m := Reason(fs.ErrInvalid); m.String() != fs.ErrInvalid.Error() {
		t.Error(m)
	}
	if m := Reason(fmt.Errorf("more: %w", say("is a folder"))); m.Format != "is a folder" {
		t.Error(m)
	}
}

// TestInAnotherLanguage: every format goes through the writer, those inside
// too.
func TestInAnotherLanguage(t *testing.T) {
	loud := func(format string, args ...any) string { return "<" + fmt.Sprintf(format, args...) + ">" }
	p := Problem{File: "f", Where: say("row %d", 2), Field: "kind", Part: atVertex(3),
		What: say("%q is no kind", "air"), Mend: say("write %s", oneOf([]string{"land", "river", "sea"}))}
	if got, want := p.In(loud), `f: <row 2>: kind <vertex 3>: <"air" is no kind>; <write <land, river or sea>>`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := p.String(), `f: row 2: kind vertex 3: "air" is no kind; write land, river or sea`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	e := &InputError{Problems: []Problem{{File: "f", What: say("is missing")}}, More: 4}
	if got, want := e.In(loud), "f: <is missing>\n<… and 4 more>"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
