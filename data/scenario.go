package data

import (
	"embed"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	_ "time/tzdata" // time zones of the scenarios, on machines without any

	"github.com/paulmach/orb"

	"lindero/sectors"
)

//go:embed scenarios
var embedded embed.FS

// Embedded returns the names of the scenarios in the box, sorted.
func Embedded() []string {
	entries, err := embedded.ReadDir("scenarios")
	if err != nil {
		return nil // nothing embedded
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// ReadScenario reads a scenario: a folder, or, where there is none of that
// name, one in the box. Besides the scenario it returns which values were not
// given and what was taken for them, as "field = value".
//
// All that is wrong with the scenario's files is in the error.
func ReadScenario(name string) (*sectors.Scenario, []string, error) {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return readFolder(os.DirFS(name), name)
	case err == nil:
		ps := &problems{file: name}
		ps.add(Message{}, "", say("is a file, and a scenario is a folder"),
			say("name the folder; for a file of lines add --posts FILE --reach 10km, or --inside FILE"))
		return nil, nil, join(ps)
	case !errors.Is(err, fs.ErrNotExist):
		ps := &problems{file: name}
		ps.add(Message{}, "", say("cannot be opened: %s", Reason(err)), say("check the path and its permissions"))
		return nil, nil, join(ps)
	}
	if sub := inTheBox(name); sub != nil {
		return readFolder(sub, name)
	}
	ps := &problems{file: name}
	ps.add(Message{}, "", say("there is no such folder, nor a scenario of that name in the box"),
		say("name a folder with scenario.yaml, or %s", oneOf(Embedded())))
	return nil, nil, join(ps)
}

// inTheBox returns the files of a scenario in the box; nil where there is none
// of that name.
func inTheBox(name string) fs.FS {
	sub, err := fs.Sub(embedded, path.Join("scenarios", name))
	if err != nil || strings.ContainsAny(name, `/\`) {
		return nil
	}
	if _, err := fs.Stat(sub, "scenario.yaml"); err != nil {
		return nil
	}
	return sub
}

// filesOf returns the files of a scenario that ReadScenario has read.
func filesOf(name string) fs.FS {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return os.DirFS(name)
	}
	return inTheBox(name)
}

// folder reads the files of one scenario.
type folder struct {
	fs        fs.FS
	name      string
	s         *sectors.Scenario
	defaulted []string
	all       []*problems
	routes    ids // of the border's stretches and the other routes together
	// posts and patrols are nil where their file is not whole: what names one
	// is then not checked, as it may be right.
	posts   map[string]*sectors.Post
	patrols map[string]*sectors.Patrol

	landGround, countryGround ground // of land.geojson and countries.geojson
}

func readFolder(fsys fs.FS, name string) (*sectors.Scenario, []string, error) {
	f := &folder{fs: fsys, name: name, s: &sectors.Scenario{}, routes: ids{}}
	for _, t := range f.tables() {
		f.read(t.file, t.required, t.read)
	}
	if err := join(f.all...); err != nil {
		return nil, nil, err
	}
	return f.s, f.defaulted, nil
}

// scenarioTable is one file of a scenario.
type scenarioTable struct {
	file     string
	required bool
	read     func(io.Reader, *problems)
}

// tables lists the files of a scenario, each after those that it names things
// of.
func (f *folder) tables() []scenarioTable {
	return []scenarioTable{
		{"scenario.yaml", true, f.yaml},
		{"border.geojson", true, f.border},
		{"routes.geojson", false, f.otherRoutes},
		{"posts.geojson", true, f.readPosts},
		{"patrols.csv", true, f.readPatrols},
		{"risk.geojson", false, f.risk},
		{"meeting-points.geojson", false, f.meetingPoints},
		{"pairs.csv", false, f.pairs},
		{"sectors.geojson", false, f.sectors},
		{"areas.geojson", false, func(r io.Reader, ps *problems) { f.s.SearchAreas = f.areas(r, ps) }},
		{"forbidden.geojson", false, func(r io.Reader, ps *problems) { f.s.Forbidden = f.areas(r, ps) }},
		{"land.geojson", false, f.land},
		{"countries.geojson", false, f.countries},
		{"barriers.geojson", false, f.barriers},
		{"landings.geojson", false, f.landings},
	}
}

// path names a file of the folder in messages.
func (f *folder) path(file string) string { return filepath.Join(f.name, file) }

// read reads one file of the folder, which has to be there if required.
func (f *folder) read(file string, required bool, read func(io.Reader, *problems)) {
	ps := &problems{file: f.path(file)}
	f.all = append(f.all, ps)
	r, err := f.fs.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		if required {
			ps.add(Message{}, "", say("the file is missing"), say("a scenario has scenario.yaml, border.geojson, posts.geojson and patrols.csv"))
		}
		return
	}
	if err != nil {
		ps.add(Message{}, "", say("cannot be opened: %s", Reason(err)), say("check its permissions"))
		return
	}
	defer r.Close()
	read(r, ps)
}

// writeSide says how to mend the code of a side.
func (f *folder) writeSide() Message {
	if f.s.Sides[0].Code == "" || f.s.Sides[1].Code == "" {
		return say("write the code of a side in scenario.yaml")
	}
	return say("write %s", oneOf([]string{f.s.Sides[0].Code, f.s.Sides[1].Code}))
}

// isSide reports whether code is one of the sides. Where scenario.yaml did
// not give them, every code may be one: that problem is told already.
func (f *folder) isSide(code string) bool {
	a, b := f.s.Sides[0].Code, f.s.Sides[1].Code
	return code != "" && (a == "" || b == "" || code == a || code == b)
}

func (f *folder) kind(x *feature) sectors.Kind {
	k := sectors.Kind(x.text("kind"))
	if !k.Valid() {
		x.problem("kind", say("%q is no kind", string(k)), say("write %s", oneOf(sectors.Kinds[:])))
	}
	return k
}

// side returns a property that is the code of a side; it may be empty unless
// required.
func (f *folder) side(x *feature, field string, required bool) string {
	code := x.text(field)
	if (code != "" || required) && !f.isSide(code) {
		x.problem(field, say("%q is no side of the scenario", code), f.writeSide())
	}
	return code
}

// needID reports a feature without an id.
func needID(x *feature) {
	if x.id == "" {
		x.problem("id", say("is missing"), say("give the feature an id"))
	}
}

func (f *folder) border(r io.Reader, ps *problems) {
	readFeatures(r, ps, []string{"LineString", "MultiLineString"}, func(x *feature) {
		route := f.route(x)
		route.Left, route.Right = f.side(x, "left", true), f.side(x, "right", true)
		if route.Left != "" && route.Left == route.Right {
			x.problem("right", say("is the same side as left"), say("write the code of the other side"))
		}
		route.Watched, route.Travel = true, true
		f.s.Border = append(f.s.Border, route)
	})
}

func (f *folder) otherRoutes(r io.Reader, ps *problems) {
	readFeatures(r, ps, []string{"LineString", "MultiLineString"}, func(x *feature) {
		route := f.route(x)
		route.Side = f.side(x, "side", false)
		route.Watched, route.Travel = x.truth("watched", false), x.truth("travel", false)
		if !route.Watched && !route.Travel {
			x.problem("watched", say("the route is neither watched nor for travel"), say("set watched or travel to true, or remove it"))
		}
		motion(x, &route)
		f.s.Routes = append(f.s.Routes, route)
	})
}

// route reads what all routes have.
func (f *folder) route(x *feature) sectors.Route {
	needID(x)
	f.routes.check(x.ps, x.spot(), x.id)
	route := sectors.Route{ID: x.id, Kind: f.kind(x), Name: x.text("name")}
	route.Line, _ = x.line()
	return route
}

// notNegative returns a property that is a number of 0 or more; 0 without it.
func notNegative(x *feature, field string) float64 {
	v, ok := x.float(field, 0)
	if ok && !(v >= 0) {
		x.problem(field, say("%v is below %v", v, 0.0), say("give %v or more", 0.0))
	}
	if v > maxNumber {
		x.problem(field, say("%v is too large", v), say("check the unit"))
	}
	return v
}

func (f *folder) readPosts(r io.Reader, ps *problems) {
	seen := ids{}
	ps.mayBeEmpty = true // a border that nobody watches is one gap
	readFeatures(r, ps, []string{"Point"}, func(x *feature) {
		needID(x)
		seen.check(ps, x.spot(), x.id)
		at, _ := x.geometry.(orb.Point)
		f.s.Posts = append(f.s.Posts, sectors.Post{ID: x.id, Name: x.text("name"),
			Side: f.side(x, "side", true), WatchRadiusM: notNegative(x, "watch_radius_m"), At: at})
	})
	if ps.found() {
		return
	}
	f.posts = map[string]*sectors.Post{}
	for i := range f.s.Posts {
		f.posts[f.s.Posts[i].ID] = &f.s.Posts[i]
	}
}
