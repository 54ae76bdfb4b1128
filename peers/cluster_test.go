//go:build peers

package peers

import (
	"context"
	"strings"
	"testing"

	"lindero/internal/postgres"
)

// database is a PostGIS database in a cluster of its own.
type database struct{ *postgres.Cluster }

// newDatabase makes a cluster that ends with the test.
func newDatabase(t *testing.T) *database {
	t.Helper()
	c, err := postgres.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
	return &database{c}
}

// query runs a script and returns the rows that its queries answer, in fields.
// The first error ends it and fails the test.
func (db *database) query(t *testing.T, script string) [][]string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	rows, err := db.Query(ctx, strings.NewReader(script))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// numbers runs a script that answers one row of numbers.
func (db *database) numbers(t *testing.T, script string) []float64 {
	t.Helper()
	rows := db.query(t, script)
	if len(rows) != 1 {
		t.Fatalf("%d rows: %v", len(rows), rows)
	}
	var out []float64
	for _, s := range rows[0] {
		out = append(out, number(t, s))
	}
	return out
}
