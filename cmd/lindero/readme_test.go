package main

import (
	"os"
	"strings"
	"testing"
)

// TestREADMEShowsWhatIsPrinted holds the table in the README to the program.
func TestREADMEShowsWhatIsPrinted(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "```\nkind ")
	table, _, closed := strings.Cut("kind "+rest, "```")
	if !ok || !closed {
		t.Fatal("README.md shows no table")
	}
	var out, problems strings.Builder
	if code := run(t.Context(), []string{"gaps", "guatemala-mexico"}, &out, &problems); code != 0 {
		t.Fatalf("status %d: %s", code, &problems)
	}
	if !strings.Contains(out.String(), table) {
		t.Errorf("README.md shows\n%s\nthe program prints\n%s", table, &out)
	}
}
