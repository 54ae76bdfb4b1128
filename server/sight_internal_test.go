package server

import (
	"fmt"
	"testing"
)

// TestShelfIsBounded: of what nobody named, so many are kept, and so many bytes
// of them; what has a name stays.
func TestShelfIsBounded(t *testing.T) {
	of := func(id string, bytes int) *dataset {
		return &dataset{id: id, collections: []*collection{{Name: "x", bytes: bytes}}}
	}
	for _, x := range []struct {
		what            string
		bytes, put      int
		kept, firstKept int
	}{
		{"small ones", 1 << 10, 100, mostKept, 100 - mostKept},
		{"of 5 MiB", 5 << 20, 100, 12, 88},
		{"too large for two", 40 << 20, 3, 1, 2},
		{"too large for one", 400 << 20, 3, 1, 2},
		{"few", 1 << 20, 5, 5, 0},
	} {
		s := newShelf()
		s.put(of("named", 1<<30), "name")
		for i := range x.put {
			s.put(of(fmt.Sprint(i), x.bytes))
		}
		if got := len(s.list()) - 1; got != x.kept || len(s.byName) != x.kept+2 {
			t.Errorf("%s: %d are kept under %d names, want %d", x.what, got, len(s.byName), x.kept)
		}
		if s.find("name") == nil || s.find("named") == nil || s.find(fmt.Sprint(x.firstKept)) == nil || x.firstKept > 0 && s.find(fmt.Sprint(x.firstKept-1)) != nil {
			t.Errorf("%s: the wrong ones are kept", x.what)
		}
	}
}
