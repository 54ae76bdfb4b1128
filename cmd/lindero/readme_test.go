package main

import (
	"os"
	"strings"
	"testing"
)

// TestREADMEShowsThePlan wants the lines of the plan in the README, of which …
// leaves some out, to be printed in this order.
func TestREADMEShowsThePlan(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "```\nLayer ")
	shown, _, closed := strings.Cut("Layer "+rest, "```")
	if !ok || !closed {
		t.Fatal("README.md shows no plan")
	}
	var out, problems strings.Builder
	if code := run(t.Context(), []string{"plan", "guatemala-mexico"}, &out, &problems); code != 0 {
		t.Fatalf("status %d: %s", code, &problems)
	}
	left, all := out.String(), ""
	for part := range strings.SplitSeq(shown, "…\n") {
		all += part
		_, after, ok := strings.Cut(left, part)
		if !ok {
			t.Errorf("README.md shows\n%s\nthe program prints\n%s", part, left)
		}
		left = after
	}
	if strings.Count(all, "\n") < 10 {
		t.Errorf("README.md shows only\n%s", all)
	}
}

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
	if code := run(t.Context(), []string{"plan", "guatemala-mexico"}, &out, &problems); code != 0 {
		t.Fatalf("status %d: %s", code, &problems)
	}
	if !strings.Contains(out.String(), table) {
		t.Errorf("README.md shows\n%s\nthe program prints\n%s", table, &out)
	}
}

// TestREADMEShowsWays wants what the README shows of route and meet to be
// printed, in this order; … leaves some out.
func TestREADMEShowsWays(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for begin, args := range map[string][]string{
		"Patrol ": {"route", "andorra", "--patrol", "AD-06", "--to", "mp-pas-de-la-casa"},
		"Where ":  {"meet", "guatemala-mexico", "--pair", "GT-05+MX-05"},
	} {
		if !strings.Contains(string(readme), "bin/lindero "+strings.Join(args, " ")+"\n") {
			t.Errorf("README.md does not say %v", args)
		}
		_, rest, ok := strings.Cut(string(readme), "```\n"+begin)
		shown, _, closed := strings.Cut(begin+rest, "```")
		if !ok || !closed {
			t.Fatalf("README.md shows no %s", begin)
		}
		var out, problems strings.Builder
		if code := run(t.Context(), args, &out, &problems); code != 0 {
			t.Fatalf("status %d: %s", code, &problems)
		}
		left := out.String()
		for part := range strings.SplitSeq(shown, "…\n") {
			_, after, ok := strings.Cut(left, part)
			if !ok {
				t.Errorf("README.md shows\n%s\nthe program prints\n%s", part, left)
			}
			left = after
		}
	}
}
