package maps_test

import (
	"testing"

	"lindero/report/maps"
)

// TestFill wants maps of sectors, of whatever shape, that take all of their room
// (but for a line of the legend, where that depends on what is to be seen) and show where each beat begins and ends.
func TestFill(t *testing.T) {
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		in := run(t, name)
		for _, size := range [][2]float64{{450, 240}, {450, 420}, {300, 600}} {
			for i := range in.Plan.Sectors {
				pair := in.Plan.Sectors[i].Pair
				d := maps.Sector(in, pair, maps.Options{Texts: texts(), Fill: true, WidthPx: size[0], HeightPx: size[1]})
				if d.WidthPx > size[0] || d.WidthPx < size[0]-2 || d.HeightPx > size[1] || d.HeightPx < size[1]-25 {
					t.Errorf("%s: %g by %g in a room of %v", pair, d.WidthPx, d.HeightPx, size)
				}
				var low, high [2]float64
				shown := map[[2]float64]bool{}
				for _, m := range d.Marks {
					switch m.Class {
					case "frame":
						low = [2]float64{m.Lines[0][0].X, m.Lines[0][0].Y}
						high = [2]float64{m.Lines[0][2].X, m.Lines[0][2].Y}
					case "meet", "part":
						for _, line := range m.Lines {
							shown[[2]float64{line[0].X, line[0].Y}] = true
						}
					}
				}
				want := map[[2]float64]bool{}
				for _, b := range in.Plan.Beats {
					if b.Pair == pair {
						want[b.MeetAt], want[b.PartAt] = true, true
					}
				}
				inside := 0
				for at := range shown {
					if at[0] >= low[0] && at[0] <= high[0] && at[1] >= low[1] && at[1] <= high[1] {
						inside++
					}
				}
				if inside < len(want) {
					t.Errorf("%s: %d of %d places are within the frame", pair, inside, len(want))
				}
			}
		}
	}
}
