package geo

import (
	"errors"
	"fmt"
	"math"
	"sort"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// MaxVertices is the most vertices one Line may hold, the ones put in to keep
// long edges straight in longitude and latitude included.
const MaxVertices = 1 << 22

// Errors of NewLine, wrapped with the part and vertex at fault.
var (
	// ErrShort says that a part has fewer than two vertices.
	ErrShort = errors.New("a line needs two vertices or more")
	// ErrZeroLength says that all vertices of the line are one place.
	ErrZeroLength = errors.New("all vertices are the same place, the line has no length")
	// ErrCoordinate says that a coordinate is no number, a latitude is
	// beyond ±90 or a longitude beyond ±540.
	ErrCoordinate = errors.New("coordinate out of range")
	// ErrTooLong says that the line would need more than MaxVertices.
	ErrTooLong = fmt.Errorf("measuring the line to 1 cm needs more than %d vertices", MaxVertices)
)

// Line is an immutable measured line of one part or several. Chainage runs
// from 0 at its start to LengthM at its end and on across its parts, which
// need not touch.
type Line struct {
	parts  orb.MultiLineString // the given vertices
	first  []int32             // per part: its first vertex in v; closed by len(v)
	given  []int32             // per given vertex: its place in v; nil when they are the same
	v      []wgs84.Vec         // vertices, densified
	cum    []float64           // chainage of each vertex
	runs   []run               // stretches of neighbouring pieces with their bounds
	blocks []block             // stretches of neighbouring runs
}

// NewLine measures the given parts, in order, as one line. The parts are
// copied.
func NewLine(parts ...orb.LineString) (*Line, error) {
	if len(parts) == 0 {
		return nil, ErrShort
	}
	l := &Line{parts: make(orb.MultiLineString, len(parts))}
	n := 0
	for i, p := range parts {
		if len(p) < 2 {
			return nil, partErr(i, len(parts), ErrShort)
		}
		l.parts[i] = append(orb.LineString(nil), p...)
		n += len(p)
	}
	if n > MaxVertices {
		return nil, ErrTooLong
	}
	b := newBuilder(l, n)
	for i, p := range l.parts {
		if err := b.addPart(p); err != nil {
			return nil, partErr(i, len(parts), err)
		}
	}
	l.first = append(l.first, int32(len(l.v)))
	b.densify()
	l.measure()
	if l.LengthM() == 0 {
		return nil, ErrZeroLength
	}
	b.addRuns()
	return l, nil
}

func partErr(part, parts int, err error) error {
	if parts == 1 {
		return err
	}
	return fmt.Errorf("part %d: %w", part+1, err)
}

// measure fills in the chainage of each vertex; the step between two parts
// has no length.
func (l *Line) measure() {
	l.cum = make([]float64, len(l.v))
	sum := 0.0
	for k := 0; k+1 < len(l.first); k++ {
		from, to := l.first[k], l.first[k+1]
		l.cum[from] = sum
		for i := from + 1; i < to; i++ {
			sum += wgs84.ChordDistance(l.v[i-1], l.v[i])
			l.cum[i] = sum
		}
	}
}

// LengthM returns the length of the line in metres.
func (l *Line) LengthM() float64 { return l.cum[len(l.cum)-1] }

// Whole returns the span of the whole line.
func (l *Line) Whole() Span { return Span{0, l.LengthM()} }

// Parts returns the vertices the line was made of. They must not be changed.
func (l *Line) Parts() orb.MultiLineString { return l.parts }

// Chainages returns the chainage of each vertex of Parts.
func (l *Line) Chainages() [][]float64 {
	out := make([][]float64, len(l.parts))
	given := 0
	for k, part := range l.parts {
		out[k] = make([]float64, len(part))
		for j := range part {
			out[k][j] = l.cum[l.vertex(given+j)]
		}
		given += len(part)
	}
	return out
}

// VertexCount returns the number of measured vertices, those put in between
// the given ones included.
func (l *Line) VertexCount() int { return len(l.v) }

// Breaks returns the chainages at which one part ends and the next begins
// somewhere else on earth. Parts that touch end to start (such as a line cut
// at the antimeridian) are no break.
func (l *Line) Breaks() []float64 {
	var at []float64
	for k := 1; k+1 < len(l.first); k++ {
		i := l.first[k]
		if l.v[i].Sub(l.v[i-1]).Norm2() > touchM*touchM {
			at = append(at, l.cum[i])
		}
	}
	return at
}

// touchM is how close two ends must be to be one place: the seven decimals
// that GeoJSON is written with are 1.1 cm.
const touchM = 0.02

// piece returns the index of the first vertex of the piece that holds the
// chainage: pieces are half-open, a chainage on a vertex belongs to the piece
// that starts there, and the end of the line to its last piece.
func (l *Line) piece(chainageM float64) int {
	i := sort.Search(len(l.cum), func(i int) bool { return l.cum[i] > chainageM }) - 1
	if i < 0 {
		i = 0
	}
	if i > len(l.cum)-2 {
		i = len(l.cum) - 2
		for i > 0 && l.cum[i] == l.cum[i+1] { // trailing pieces of no length
			i--
		}
	}
	return i
}

// vec returns the surface place at a chainage within piece i.
func (l *Line) vec(i int, chainageM float64) wgs84.Vec {
	a, b := l.v[i], l.v[i+1]
	s := l.cum[i+1] - l.cum[i]
	if s == 0 {
		return a
	}
	t := math.Min(math.Max((chainageM-l.cum[i])/s, 0), 1)
	return a.Add(b.Sub(a).Scale(t))
}

// At returns the place at a chainage, which is held to the line's ends. The
// longitude is in [-180, 180]. Where one part ends and the next begins
// elsewhere, it is the start of the next.
func (l *Line) At(chainageM float64) orb.Point {
	lon, lat := l.vec(l.piece(chainageM), chainageM).LonLat()
	return orb.Point{lon, lat}
}

// BearingDeg returns the azimuth of the line at a chainage, degrees clockwise
// from north in [0, 360).
func (l *Line) BearingDeg(chainageM float64) float64 {
	i := l.piece(chainageM)
	p, d := l.vec(i, chainageM), l.v[i+1].Sub(l.v[i])
	east := wgs84.Vec{X: -p.Y, Y: p.X}.Unit()
	if east == (wgs84.Vec{}) { // at a pole, east of the meridian of 0°
		east = wgs84.Vec{Y: 1}
	}
	north := p.Up().Cross(east)
	deg := math.Atan2(d.Dot(east), d.Dot(north)) * 180 / math.Pi
	return math.Mod(deg+360, 360)
}

// Slice returns the vertices of a span of the line: the given vertices inside
// it, and its two ends. The result has a part for each part of the line that
// the span has length in, and is empty for an empty span. Longitudes go on
// from those given, so a slice over the antimeridian may leave ±180; Cut
// mends that for output.
func (l *Line) Slice(s Span) orb.MultiLineString {
	var out orb.MultiLineString
	l.eachSlice(s, func(part orb.LineString, _ []float64) { out = append(out, part) })
	return out
}

// Measured returns a span of the line as Cut gives it, and the chainage of
// each vertex. Further vertices stand between those given where chainage is
// not even along an edge in longitude and latitude, so that whoever
// interpolates between vertices is less than 1 m off.
func (l *Line) Measured(s Span) (parts orb.MultiLineString, chainagesM [][]float64) {
	l.eachSlice(s, func(part orb.LineString, m []float64) {
		p, c := cutLine(l.fill(part, m))
		parts, chainagesM = append(parts, p...), append(chainagesM, c...)
	})
	return parts, chainagesM
}

// eachSlice calls f with what a span has of each part, and the chainages.
func (l *Line) eachSlice(s Span, f func(part orb.LineString, chainagesM []float64)) {
	s = s.within(l.LengthM())
	given := 0
	for k, part := range l.parts {
		from, to := l.cum[l.first[k]], l.cum[l.first[k+1]-1]
		if lo, hi := math.Max(from, s.FromM), math.Min(to, s.ToM); lo < hi {
			f(l.slicePart(part, given, lo, hi))
		}
		given += len(part)
	}
}

// slicePart returns part cut to [lo, hi], and the chainages of its vertices;
// offset is the number of the part's first vertex among all given ones.
func (l *Line) slicePart(part orb.LineString, offset int, lo, hi float64) (orb.LineString, []float64) {
	chainage := func(j int) float64 { return l.cum[l.vertex(offset+j)] }
	j0 := sort.Search(len(part), func(j int) bool { return chainage(j) > lo })
	j1 := sort.Search(len(part), func(j int) bool { return chainage(j) >= hi })
	out := make(orb.LineString, 0, j1-j0+2)
	m := make([]float64, 0, j1-j0+2)
	if chainage(j0-1) == lo {
		out = append(out, part[j0-1])
	} else {
		out = append(out, inTurn(l.At(lo), part[j0-1], part[j0]))
	}
	m = append(m, lo)
	for j := j0; j < j1; j++ {
		out, m = append(out, part[j]), append(m, chainage(j))
	}
	if m = append(m, hi); chainage(j1) == hi {
		return append(out, part[j1]), m
	}
	return append(out, inTurn(l.atEnd(hi), part[j1-1], part[j1])), m
}

// fill puts vertices between those of a slice where chainage is not even.
func (l *Line) fill(part orb.LineString, m []float64) (orb.LineString, []float64) {
	if l.given == nil {
		return part, m
	}
	f := filler{line: l, out: orb.LineString{part[0]}, m: []float64{m[0]}}
	for j := 1; j < len(part); j++ {
		q := orb.Point{onward(part[j-1][0], part[j-1], part[j]), part[j][1]}
		f.between(part[j-1], q, m[j-1], m[j])
		f.out, f.m = append(f.out, part[j]), append(f.m, m[j])
	}
	return f.out, f.m
}

// filler collects the vertices of a slice.
type filler struct {
	line *Line
	out  orb.LineString
	m    []float64
}

// evenM is how far chainage may be from even between two vertices of fill.
const evenM = 0.5

// between adds the vertices that the edge from p to q, of chainages from and
// to, needs to be even, by halving.
func (f *filler) between(p, q orb.Point, from, to float64) {
	const depth = 2 * maxPieceM // a piece is even to 0.1 m
	if to-from < depth {
		return
	}
	for _, t := range []float64{0.25, 0.5, 0.75} {
		at := lerp(p, q, t)
		if DistanceM(at, f.line.At(from+t*(to-from))) > evenM {
			middle := (from + to) / 2
			half := near(f.line.At(middle), (p[0]+q[0])/2)
			f.between(p, half, from, middle)
			f.out, f.m = append(f.out, half), append(f.m, middle)
			f.between(half, q, middle, to)
			return
		}
	}
}

// inTurn returns p, a place on the edge from a to b, with its longitude in
// the same turn as a's.
func inTurn(p, a, b orb.Point) orb.Point {
	return near(p, (a[0]+onward(a[0], a, b))/2)
}

// End returns the place at which a span ends. It differs from At where one
// part ends and the next begins elsewhere.
func (l *Line) End(s Span) orb.Point { return l.atEnd(math.Min(s.ToM, l.LengthM())) }

// atEnd is At for the end of a span, which belongs to the piece before it.
func (l *Line) atEnd(chainageM float64) orb.Point {
	i := sort.SearchFloat64s(l.cum, chainageM) - 1
	lon, lat := l.vec(min(max(i, 0), len(l.v)-2), chainageM).LonLat()
	return orb.Point{lon, lat}
}

// vertex returns the place in v of given vertex j.
func (l *Line) vertex(j int) int {
	if l.given == nil {
		return j
	}
	return int(l.given[j])
}

// near returns p with its longitude moved by whole turns to be within 180°
// of lon.
func near(p orb.Point, lon float64) orb.Point {
	return orb.Point{p[0] + 360*math.Round((lon-p[0])/360), p[1]}
}

// onward returns the longitude of q as the edge from p to it runs on from
// lon, where p has been put: the short way round and, of two as short, the one
// that is written.
func onward(lon float64, p, q orb.Point) float64 {
	d := q[0] - p[0]
	if lon == p[0] && math.Abs(d) <= 180 {
		return q[0]
	}
	return near(q, lon+math.Remainder(d, 360))[0]
}
