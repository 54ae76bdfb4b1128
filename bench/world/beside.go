package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"lindero/bench/measure"
)

// task is a file of lines and what its gaps are known to be: with the reach
// and the places of the workload.
type task struct {
	name, file string
	known      answer
}

var tasks = []task{
	{"All land borders", worldFile, answer{227658.879, 4074}},
	{"Guatemala–Mexico", gtmxFile, answer{576.195, 8}},
}

// knownKm is how far our answer may be from the known one: a millimetre per
// line and rounding.
const knownKm = 0.004

// measured is all that was measured of a task.
type measured struct {
	task
	ours   measure.Process
	answer answer
	stages stages
	peers  []peerRun
}

// sideBySide measures ours and the peers on every task, checks their answers,
// and prints and files the tables.
func sideBySide(ctx context.Context, o options, out, log io.Writer) error {
	wanted, err := parsePeers(o.peers)
	if err != nil {
		return err
	}
	program, err := prepare(ctx, o, log)
	if err != nil {
		return err
	}
	places := filepath.Join(o.out, placesFile)
	var all []measured
	var files []string
	for _, t := range tasks {
		m := measured{task: t}
		file := filepath.Join(o.out, t.file)
		files = append(files, file)
		if m.ours, m.answer, err = runOurs(ctx, program, file, places, o.runs); err != nil {
			return err
		}
		if m.stages, err = measureStages(ctx, file, places, o.runs, log); err != nil {
			return err
		}
		fmt.Fprintf(log, "Lindero: %s in %v, of it the gaps in %v; %.1f km in %d gaps\n",
			file, measure.Round(m.ours.Wall), measure.Round(m.stages.compute()), m.answer.GapKm, m.answer.GapCount)
		all = append(all, m)
	}
	versions, err := measure.Machine(ctx)
	if err != nil {
		return err
	}
	for _, peer := range wanted {
		runs, version, err := peer(ctx, files, places, min(o.runs, 3), log)
		if err != nil {
			return err
		}
		versions = append(versions, version)
		for i := range all {
			all[i].peers = append(all[i].peers, runs[i]...)
		}
	}
	shown := []measure.Table{{Name: "world", Text: worldTable(all, versions)}, {Name: "stages", Text: stagesTable(all)}}
	if len(wanted) == 0 {
		shown = shown[1:] // the file keeps the ratios of the last full run
		fmt.Fprint(out, worldTable(all, versions), "\n")
	}
	if err := measure.Publish(out, o.readme, shown...); err != nil {
		return err
	}
	return check(all)
}

// peer measures somebody else on files of lines: by file, and what versions.
type peer func(ctx context.Context, files []string, places string, runs int, log io.Writer) ([][]peerRun, string, error)

// parsePeers reads the option -peers.
func parsePeers(text string) ([]peer, error) {
	known := map[string]peer{"postgis": runPostGIS, "geos": runGEOS}
	var out []peer
	for name := range strings.SplitSeq(text, ",") {
		if name == "none" && text == name {
			return nil, nil
		}
		p, ok := known[name]
		if !ok {
			return nil, fmt.Errorf("-peers %s: give postgis, geos, both with a comma, or none", text)
		}
		out = append(out, p)
	}
	return out, nil
}

// check holds answers together. Ours has to be the known one.
//
// A peer's circle is a polygon of 32 edges with its corners on the circle: it
// is short by up to 1 − cos(π/32) of the reach, 48 m of 10 km. Each gap has
// two ends, and where a line leaves a circle at a slant the end is farther
// off; 45° stands for all. So the peer's sum may be larger by that much, and
// differ either way by what its plane is off.
//
// Between two circles that just meet on a line, two polygons leave a gap that
// is none, and a gap at a circle's edge may vanish: 1 % of the count.
func check(all []measured) error {
	var errs []error
	for _, m := range all {
		if math.Abs(m.answer.GapKm-m.known.GapKm) > knownKm || m.answer.GapCount != m.known.GapCount {
			errs = append(errs, fmt.Errorf("%s: ours answers %.3f km in %d gaps, known is %.3f km in %d",
				m.name, m.answer.GapKm, m.answer.GapCount, m.known.GapKm, m.known.GapCount))
		}
		for _, p := range m.peers {
			low, high := bounds(m.known, p.scale)
			off, count := p.answer.GapKm-m.known.GapKm, p.answer.GapCount-m.known.GapCount
			if off < low || off > high {
				errs = append(errs, fmt.Errorf("%s: %s is %+.3f km off, and no less than %.3f and no more than %.3f can be explained", m.name, p.name, off, low, high))
			}
			if max(count, -count) > m.known.GapCount/100 {
				errs = append(errs, fmt.Errorf("%s: %s finds %d gaps, %d are known", m.name, p.name, p.answer.GapCount, m.known.GapCount))
			}
		}
	}
	return errors.Join(errs...)
}

// bounds is by how many kilometres the gaps of a peer may differ from the
// known ones, scale being by how much of the reach its plane is off.
func bounds(known answer, scale float64) (low, high float64) {
	ends := float64(2 * known.GapCount)
	short := 1 - math.Cos(math.Pi/(4*quarterSegments))
	km := ends * reachM / 1000 * math.Sqrt2
	return -km * scale, km * (short + scale)
}
