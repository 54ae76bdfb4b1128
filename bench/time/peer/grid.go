package peer

import (
	"context"
	_ "embed"
	"fmt"
	"strconv"
	"time"

	"lindero/bench/measure"
)

//go:embed grid.py
var gridScript []byte

// How a grid is looked at.
const (
	GridPlain = "plain"
	GridTuned = "tuned"
)

// Took is what a peer took and answered.
type Took struct {
	Load, Compute time.Duration
	PeakB         int64 // where it was watched
	Answer        Answer
	Version       string
}

// Numpy looks at a plan on a grid, several times: the median counts.
func Numpy(ctx context.Context, p *Plan, g Grid, how string, runs int, watched bool) (Took, error) {
	var said struct {
		Read    float64 `json:"read_s"`
		Compute float64 `json:"compute_s"`
		Kinds   Answer  `json:"kinds"`
		Numpy   string  `json:"numpy"`
	}
	text := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	peakB, err := measure.Python(ctx, gridScript, watched, &said, p.Dir, text(g.Seconds), text(g.Metres), how, strconv.Itoa(runs),
		text(p.Revisit.Land), text(p.Revisit.River), text(p.Revisit.Sea))
	if err != nil {
		return Took{}, fmt.Errorf("numpy: %w (apt-get install python3-numpy, where it is missing)", err)
	}
	return Took{measure.Seconds(said.Read), measure.Seconds(said.Compute), peakB, said.Kinds, "numpy " + said.Numpy}, nil
}
