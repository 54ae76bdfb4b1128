package data

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/paulmach/orb"
	osmlib "github.com/paulmach/osm"

	"lindero/data/osm"
	"lindero/sectors"
)

// Import brings the roads, tracks, paths, navigable waters and ferries of a
// file into a scenario's folder.
type Import struct {
	File     string                  // OSM PBF or XML, packed or not, or GeoJSON; it may be read twice
	Scenario string                  // the folder
	WithinM  float64                 // ways of which no place is nearer to the border or a post are left out; 0: none
	ThinM    float64                 // how far a vertex may lie from the line without it to be left out; 0: none is
	Reading  func(done, total int64) // may be nil
}

// The files that an import writes.
const (
	routesFile   = "routes.geojson"
	barriersFile = "barriers.geojson"
	landingsFile = "landings.geojson"
)

// Ways reads the file and writes routes.geojson, and barriers.geojson and
// landings.geojson where there are any, into the folder: all or none of them.
// What stands there and came from no import stays; what came from one is
// replaced. Problems of the file or the scenario are in the error; then nothing
// has changed. When ctx ends, reading stops with its error.
func (i Import) Ways(ctx context.Context) (*ImportSummary, error) {
	s, err := i.scenario()
	if err != nil {
		return nil, err
	}
	s.Routes = nil // known to be whole, and not needed any more
	e, err := i.extract(ctx)
	if err != nil {
		return nil, err
	}
	border := borderOf(s)
	if i.WithinM > 0 {
		var posts []orb.Point
		for _, p := range s.Posts {
			posts = append(posts, p.At)
		}
		e.Within(border, posts, i.WithinM)
	}
	if err := i.checkKept(e); err != nil {
		return nil, err
	}
	roads, cut := border.Cut(e.Ways)
	barriers, landings := e.BarriersOn(roads), e.Landings(roads, border)
	if i.ThinM > 0 {
		var keep []orb.Point
		for i := range s.Barriers { // those of the user too lie on vertices
			keep = append(keep, s.Barriers[i].At)
		}
		for _, b := range barriers {
			keep = append(keep, b.At)
		}
		for _, l := range landings {
			keep = append(keep, l.At)
		}
		roads = osm.Thin(roads, i.ThinM, keep)
	}
	if err := i.checkIDs(s, roads); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := i.write(roads, barriers, landings); err != nil {
		return nil, err
	}
	return i.summary(s, e, roads, cut, barriers, landings), nil
}

// scenario reads the scenario, which has to be a folder that can be written
// to.
func (i Import) scenario() (*sectors.Scenario, error) {
	s, _, err := ReadScenario(i.Scenario)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(i.Scenario); err != nil || !info.IsDir() {
		ps := &problems{file: i.Scenario}
		ps.add(Message{}, "", say("is a scenario in the box, which stays as it is"),
			say("name a folder, such as one that lindero init has made"))
		return nil, join(ps)
	}
	return s, nil
}

func borderOf(s *sectors.Scenario) *osm.Border {
	var stretches []osm.Stretch
	for i := range s.Border {
		r := &s.Border[i]
		stretches = append(stretches, osm.Stretch{Parts: r.Line.Parts(), Left: r.Left, Right: r.Right})
	}
	return osm.NewBorder(stretches)
}

// extract reads the ways of the file.
func (i Import) extract(ctx context.Context) (*osm.Extract, error) {
	ps := &problems{file: i.File}
	format, err := i.open(ctx, 0, 1, nil)
	var e *osm.Extract
	switch {
	case err != nil:
	case format == osm.JSON:
		c := osm.NewCollector(osm.Rules{})
		_, err = i.open(ctx, 0, 1, func(r io.Reader, _ osm.Format) error {
			readWays(r, ps, c)
			return nil
		})
		e = c.Extract()
	default:
		pass := int64(0)
		e, err = osm.Gather(func(each func(osmlib.Object) error) error {
			pass++
			_, err := i.open(ctx, pass-1, pass, func(r io.Reader, format osm.Format) error {
				return osm.Scan(ctx, r, format, each)
			})
			return err
		}, osm.Rules{})
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		fileProblem(ps, err)
	}
	if err := join(ps); err != nil {
		return nil, err
	}
	return e, nil
}

// open opens the file and tells its format. Where read is given, it reads the
// file by it, telling how far it is in the pass of so many that are known of.
func (i Import) open(ctx context.Context, pass, passes int64, read func(io.Reader, osm.Format) error) (osm.Format, error) {
	f, err := os.Open(i.File)
	if err != nil {
		return 0, say("cannot be opened: %s", Reason(err))
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return 0, say("cannot be opened: %s", Reason(err))
	case info.IsDir():
		return 0, say("is a folder")
	case !info.Mode().IsRegular():
		return 0, say("is no regular file, and has to be read twice")
	}
	var report func(done, total int64)
	if i.Reading != nil && read != nil {
		report = func(done, total int64) { i.Reading(pass*total+done, passes*total) }
	}
	m := newMeter(ctx, report, i.File)
	r, format, err := osm.Open(io.TeeReader(f, m))
	if err != nil || read == nil {
		return format, err
	}
	return format, read(r, format)
}

// fileProblem says what is wrong with a file of OpenStreetMap.
func fileProblem(ps *problems, err error) {
	var wrong *osm.Error
	var known Message
	switch {
	case errors.As(err, &wrong):
		faultProblem(ps, wrong)
	case errors.As(err, &known):
		ps.add(Message{}, "", known, say("check the path and its permissions"))
	default:
		ps.add(Message{}, "", say("cannot be read: %s", Reason(err)), say("check the path and its permissions"))
	}
}

func faultProblem(ps *problems, wrong *osm.Error) {
	switch wrong.Fault {
	case osm.Unknown:
		ps.add(Message{}, "", say("is neither OSM XML, OSM PBF nor GeoJSON"), say("give a file such as roads.osm.pbf, roads.osm.bz2, roads.osm or roads.geojson"))
	case osm.Truncated:
		ps.add(Message{}, "", say("the file ends too early"), say("it is cut short: copy or download it again"))
	case osm.Packing:
		ps.add(Message{}, "", say("its blocks are packed by %s, which cannot be read", wrong.Detail), say("convert it to a plain PBF, such as with osmium cat"))
	case osm.Feature:
		ps.add(Message{}, "", say("it needs a reader of %s", wrong.Detail), say("give an extract of the present map, without its history"))
	case osm.NoPlace:
		what, mend := checkPoint(wrong.At[0])
		if what.none() { // a longitude beyond ±180, which lines of GeoJSON may have
			what, mend = say("longitude %v is beyond ±%d", wrong.At[0][0], 180), say("give longitude in −180 to 180 degrees")
		}
		ps.add(say("node %d", wrong.ID), "", what, mend)
	case osm.TwoPlaces:
		ps.add(say("node %d", wrong.ID), "", say("stands there twice, at %s and at %s", degrees(wrong.At[0]), degrees(wrong.At[1])),
			say("extracts of different days do not go together: take one"))
	case osm.TooMany:
		ps.add(Message{}, "", say("its ways have more than %d nodes", osm.MaxNodes), say("cut out the surroundings of the border first, such as with osmium extract"))
	default:
		ps.add(Message{}, "", say("is broken: %s", wrong.Detail), say("copy or download it again"))
	}
}

// checkKept refuses a file of which nothing is kept.
func (i Import) checkKept(e *osm.Extract) error {
	ps := &problems{file: i.File}
	found := 0
	for _, g := range osm.Groups {
		found += e.Tally.Found[g]
	}
	switch {
	case found == 0:
		ps.add(Message{}, "", say("there are no ways in it: nothing has highway, waterway or route=ferry"), say("give an extract of OpenStreetMap with its roads"))
	case len(e.Ways) == 0 && i.WithinM > 0:
		ps.add(Message{}, "", say("of %d ways that it has none is kept", found), say("give an extract of the border, or widen --within"))
	case len(e.Ways) == 0:
		ps.add(Message{}, "", say("of %d ways that it has none is kept", found), say("give an extract of OpenStreetMap with its roads"))
	}
	return join(ps)
}

// checkIDs refuses routes that have the id of a stretch of the border.
func (i Import) checkIDs(s *sectors.Scenario, roads []osm.Road) error {
	ps := &problems{file: filepath.Join(i.Scenario, "border.geojson")}
	stretches := map[string]bool{}
	for k := range s.Border {
		stretches[s.Border[k].ID] = true
	}
	for k := range roads {
		if stretches[roads[k].ID] {
			ps.add(Message{}, "id", say("%q is the id of a way of the file too", roads[k].ID), say("give the stretch another id"))
		}
	}
	return join(ps)
}
