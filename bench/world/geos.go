package main

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"strconv"

	"lindero/bench/measure"
)

//go:embed geos.py
var geosScript []byte

// quarterSegments is how many edges a quarter of a peer's circle has: what
// ST_Buffer takes by itself.
const quarterSegments = 8

// runGEOS asks GEOS about the lines of each of the files. It also returns the
// versions.
func runGEOS(ctx context.Context, files []string, places string, runs int, log io.Writer) (all [][]peerRun, versions string, err error) {
	for _, file := range files {
		r := peerRun{name: "GEOS, through shapely", scale: 1e-5} // of the plane: see geos.py
		// Once with an eye on memory, then for the time.
		if _, r.peakB, err = geos(ctx, file, places, 1, true); err != nil {
			return nil, "", err
		}
		said, _, err := geos(ctx, file, places, runs, false)
		if err != nil {
			return nil, "", err
		}
		r.load, r.index, r.compute = measure.Seconds(said.Read), measure.Seconds(said.Index), measure.Seconds(said.Compute)
		r.answer = answer{said.GapM / 1000, said.Gaps}
		versions = fmt.Sprintf("GEOS %s (shapely %s)", said.GEOS, said.Shapely)
		fmt.Fprintf(log, "%s: %s in %v, %.1f km in %d gaps\n", r.name, file, measure.Round(r.compute), r.answer.GapKm, r.answer.GapCount)
		all = append(all, []peerRun{r})
	}
	return all, versions, nil
}

// geosSays is what the script prints.
type geosSays struct {
	Read    float64 `json:"read_s"`
	Index   float64 `json:"index_s"`
	Compute float64 `json:"compute_s"`
	GapM    float64 `json:"gap_m"`
	Gaps    int     `json:"gaps"`
	Shapely string  `json:"shapely"`
	GEOS    string  `json:"geos"`
}

func geos(ctx context.Context, lines, places string, runs int, watch bool) (said geosSays, peakB int64, err error) {
	peakB, err = measure.Python(ctx, geosScript, watch, &said, lines, places, strconv.Itoa(reachM), strconv.Itoa(quarterSegments), strconv.Itoa(runs))
	if err != nil {
		return said, 0, fmt.Errorf("GEOS: %w (apt-get install python3-shapely, where it is missing)", err)
	}
	return said, peakB, nil
}
