package data

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/paulmach/orb"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"lindero/geo"
	"lindero/sectors"
)

// placed is a town beside a border.
type placed struct {
	town
	geo.Place
}

// addPosts gives each draft posts, and patrols where they are wanted, of the
// towns near its border.
func (d *Drafting) addPosts(ctx context.Context, drafts []*Draft, towns []town) error {
	near, err := d.near(ctx, drafts, towns)
	if err != nil {
		return err
	}
	lands := map[string]orb.MultiPolygon{}
	for _, l := range d.Countries.Lands {
		lands[l.Code] = l.Polygons
	}
	for i, draft := range drafts {
		if err := ctx.Err(); err != nil {
			return err
		}
		draft.WithinM, draft.Wanted = d.WithinM, d.Patrols
		taken := make([]bool, len(near[i]))
		for k := range draft.Sides {
			draft.addSide(k, heldBy(lands[draft.Sides[k].Code], near[i], taken))
		}
		if d.Computing != nil {
			d.Computing(i+1, len(drafts))
		}
	}
	return nil
}

// near returns, for each draft, the towns within reach of its border, in
// order of chainage.
func (d *Drafting) near(ctx context.Context, drafts []*Draft, towns []town) ([][]placed, error) {
	lines := make([]*geo.Line, len(drafts))
	for i, draft := range drafts {
		lines[i] = draft.Line
	}
	index := geo.NewIndex(lines)
	out := make([][]placed, len(drafts))
	for i, t := range towns {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var met []int
		index.Within(geo.NewReach(t.at, d.WithinM), func(line int, _ geo.Span) {
			if !slices.Contains(met, line) {
				met = append(met, line)
			}
		})
		for _, k := range met {
			out[k] = append(out[k], placed{t, lines[k].Locate(t.at)})
		}
	}
	for _, p := range out {
		slices.SortFunc(p, func(a, b placed) int {
			return cmp.Or(cmp.Compare(a.ChainageM, b.ChainageM), cmp.Compare(a.OffsetM, b.OffsetM),
				cmp.Compare(a.at[0], b.at[0]), cmp.Compare(a.at[1], b.at[1]), cmp.Compare(a.name, b.name))
		})
	}
	return out, nil
}

// heldBy returns the places that lie in a land and are not taken yet, and
// takes them.
func heldBy(land orb.MultiPolygon, places []placed, taken []bool) []placed {
	points := make([]orb.Point, len(places))
	for i, p := range places {
		points[i] = p.at
	}
	var out []placed
	for i, in := range geo.Held(points, land) {
		if in && !taken[i] {
			taken[i] = true
			out = append(out, places[i])
		}
	}
	return out
}

// addSide gives one side its posts and patrols.
func (d *Draft) addSide(side int, places []placed) {
	var starts []int // per patrol: its place
	if d.Wanted > 0 {
		starts = spread(places, d.Wanted, d.Line.LengthM())
		used := make([]bool, len(places))
		for _, i := range starts {
			used[i] = true
		}
		kept, at := places[:0:0], make([]int, len(places))
		for i, p := range places {
			if at[i] = len(kept); used[i] {
				kept = append(kept, p)
			}
		}
		for k, i := range starts {
			starts[k] = at[i]
		}
		places = kept
	}
	code, first := d.Sides[side].Code, len(d.Posts)
	number := postIDs{}
	for _, p := range places {
		d.Posts = append(d.Posts, sectors.Post{ID: number.next(code, p.name), Name: p.name, Side: code, At: roundPlace(p.at)})
	}
	for k, i := range starts {
		p := patrolOf(d.Kind)
		p.ID, p.Side, p.Post = fmt.Sprintf("%s-%02d", code, k+1), code, d.Posts[first+i].ID
		d.Patrols = append(d.Patrols, p)
	}
}

// spread returns the numbers of the places that n patrols start from. The
// chainage is cut into n equal stretches, and each takes of the places beside
// it the nearest to the border. A stretch that has none beside it takes of
// those left over the one nearest to its middle along the border, and when
// none are left over, of all.
func spread(places []placed, n int, lengthM float64) []int {
	if len(places) == 0 {
		return nil
	}
	out := make([]int, n)
	used := make([]bool, len(places))
	for k := range out {
		out[k] = best(places, func(i int) (float64, bool) {
			beside := min(int(places[i].ChainageM/lengthM*float64(n)), n-1) == k
			return places[i].OffsetM, beside
		})
		if out[k] >= 0 {
			used[out[k]] = true
		}
	}
	for k := range out {
		if out[k] >= 0 {
			continue
		}
		middle := (float64(k) + 0.5) * lengthM / float64(n)
		away := func(i int) float64 { return math.Abs(places[i].ChainageM - middle) }
		out[k] = best(places, func(i int) (float64, bool) { return away(i), !used[i] })
		if out[k] < 0 {
			out[k] = best(places, func(i int) (float64, bool) { return away(i), true })
		}
		used[out[k]] = true
	}
	return out
}

// best returns the first place of those that may be taken with the least
// cost, −1 where none may.
func best(places []placed, cost func(i int) (float64, bool)) int {
	at, least := -1, math.Inf(1)
	for i := range places {
		if c, ok := cost(i); ok && c < least {
			at, least = i, c
		}
	}
	return at
}

// postIDs makes ids that are unique: the side and the name in plain letters,
// numbered from the second of a name on.
type postIDs map[string]int // how many an id was asked for

func (p postIDs) next(side, name string) string {
	first := lower(side) + "-" + plain(name)
	p[first]++
	id := first
	for n := p[first]; n > 1; n++ {
		if id = fmt.Sprintf("%s-%d", first, n); p[id] == 0 {
			p[id], p[first] = 1, n
			break
		}
	}
	return id
}

// letters are Latin letters that are no letter with a mark.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ħ", "h", "ı", "i", "ŋ", "n")

// plain writes a name in the letters a to z and digits, with hyphens between.
// A name of other letters is "post".
func plain(name string) string {
	marks := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)))
	flat, _, err := transform.String(marks, letters.Replace(strings.ToLower(name)))
	if err != nil {
		flat = ""
	}
	words := strings.FieldsFunc(flat, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	id := strings.Join(words, "-")
	const longest = 40 // bytes
	if id = strings.TrimRight(id[:min(len(id), longest)], "-"); id == "" {
		return "post"
	}
	return id
}

// roundPlace keeps the seven decimals that are written.
func roundPlace(p orb.Point) orb.Point {
	at, _ := geo.Cut(p).(orb.Point)
	return at
}

// patrolOf returns the numbers of a patrol that suits a kind; scenario.yaml
// explains them.
func patrolOf(k sectors.Kind) sectors.Patrol {
	switch k {
	case sectors.River:
		return sectors.Patrol{SpeedKmh: sectors.PerKind{River: 15}, WatchRadiusM: 500, ShiftH: 10, RestH: 14, ShiftsPerWeek: 5}
	case sectors.Sea:
		return sectors.Patrol{SpeedKmh: sectors.PerKind{Sea: 25}, WatchRadiusM: 5000, ShiftH: 20, RestH: 40, ShiftsPerWeek: 2}
	}
	return sectors.Patrol{SpeedKmh: sectors.PerKind{Land: 4}, WatchRadiusM: 500, ShiftH: 12, RestH: 24, ShiftsPerWeek: 4}
}
