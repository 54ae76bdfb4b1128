package picture_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"lindero/data/picture"
)

// TestHide: of a side that is left out nothing is told: whatever its patrols and
// posts are called, whenever they leave and wherever they come from, the picture
// is the same; and the other side's is there.
func TestHide(t *testing.T) {
	for side := range 2 {
		var hide [2]bool
		hide[side] = true
		for _, day := range []bool{false, true} {
			l, p := drawn(t)
			o := picture.Options{Hide: hide}
			if day {
				o.From, o.To = l.Scenario.Start.AddDate(0, 0, 2), l.Scenario.Start.AddDate(0, 0, 3)
			}
			before := pictureOf(t, l, p, o)
			for i := range p.Pairs {
				p.Pairs[i].Patrols[side], p.Pairs[i].Posts[side] = fmt.Sprint("secret-", i), "nowhere"
			}
			for i := range p.Beats {
				b := &p.Beats[i]
				b.OutM[side], b.BackM[side], b.ArriveH[side], b.HomeH[side] = 12345, 54321, 3.21, 1.23
			}
			for i := range p.Sorties {
				p.Sorties[i].DepartH[side] -= 40
				p.Sorties[i].ReturnH[side] += 7
			}
			for i := range p.Gaps {
				p.Gaps[i].Posts[side] = "secret"
			}
			after := pictureOf(t, l, p, o)
			if !bytes.Equal(before.text, after.text) {
				t.Errorf("side %d, day %v: the picture tells of what is left out", side, day)
			}
			other, gone := []string{"unit-b1", "unit-a1"}[side], []string{"unit-a1", "unit-b1"}[side]
			told := strings.Join(before.tooltips["sortie"], "\n")
			if strings.Contains(string(before.text), gone) || !strings.Contains(told, other) {
				t.Errorf("side %d, day %v: %s is told, or %s is not", side, day, gone, other)
			}
			class := fmt.Sprintf("alone a%d", 2-side)
			if hidden := fmt.Sprintf("alone a%d", side+1); len(before.paths[hidden]) > 0 || len(before.paths[class]) == 0 {
				t.Errorf("side %d, day %v: %d ways of the hidden side, %d of the other", side, day, len(before.paths[hidden]), len(before.paths[class]))
			}
			if alone := fmt.Sprintf("alone %s", p.Sides[side]); strings.Contains(string(before.text), alone) {
				t.Errorf("the legend says %s", alone)
			}
		}
	}
	l, p := drawn(t)
	both := pictureOf(t, l, p, picture.Options{Hide: [2]bool{true, true}})
	if text := string(both.text); strings.Contains(text, "unit-") || strings.Contains(text, "leave") || strings.Contains(text, "home") || len(both.paths["off"]) > 0 {
		t.Error("both sides are left out, and are there")
	}
	if len(both.paths["together"]) == 0 {
		t.Error("nothing is there")
	}
}
