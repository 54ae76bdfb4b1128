package data

import (
	"io"
	"strings"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// ground counts the vertices of a file of polygons.
type ground struct{ vertices int }

// polygons returns the polygons of a feature; not ok where something is wrong
// with them, or the file up to here has more vertices than may be.
func (g *ground) polygons(x *feature, mend Message) (_ orb.MultiPolygon, ok bool) {
	before := x.ps.count()
	out := x.polygons()
	if x.ps.count() > before {
		return nil, false
	}
	given := g.vertices
	for i, p := range out {
		for k, ring := range p {
			g.vertices += len(ring)
			if flat(ring) {
				x.ps.addPart(x.where(), "coordinates", say("%s, %s", atPolygon(i+1), atRing(k+1)),
					say("the ring holds no ground: all its positions lie on one line"), say("give three corners or more, or remove it"))
			}
		}
	}
	if given <= geo.MaxVertices && g.vertices > geo.MaxVertices {
		x.problem("coordinates", say("the land of the file up to here has more than %d vertices", geo.MaxVertices), mend)
	}
	return out, g.vertices <= geo.MaxVertices
}

// flat reports whether all positions of a ring lie on one line.
func flat(ring orb.Ring) bool {
	a, b := ring[0], ring[0]
	for _, p := range ring {
		if b == a {
			b = p
		} else if (b[0]-a[0])*(p[1]-a[1]) != (b[1]-a[1])*(p[0]-a[0]) {
			return false
		}
	}
	return true
}

func (f *folder) land(r io.Reader, ps *problems) {
	seen := ids{}
	readFeatures(r, ps, []string{"Polygon", "MultiPolygon"}, func(x *feature) {
		needID(x)
		seen.check(ps, x.spot(), x.id)
		area := sectors.Area{ID: x.id, Name: x.text("name")}
		var ok bool
		if area.Polygon, ok = f.landGround.polygons(x, say("thin it out, or cut it to the scenario's waters")); ok {
			f.s.Land = append(f.s.Land, area)
		}
	})
}

// countryCode returns the code of a country that was not seen before.
func countryCode(x *feature, seen map[string]spot) string {
	before := x.ps.count()
	code := x.text("code")
	first, taken := seen[code]
	switch mend := say("write an ISO 3166 code in capitals, such as GT"); {
	case x.ps.count() > before: // it is no text
	case code == "":
		x.problem("code", say("is missing"), mend)
	case !codeText.MatchString(code) || code != strings.ToUpper(code):
		x.problem("code", say("%q is no country code", code), mend)
	case taken:
		x.problem("code", say("%q is already the code of %s", code, first.where("")), say("put all polygons of a country into one feature"))
	default:
		seen[code] = x.spot()
	}
	return code
}

// countries reads the lands that maps show. A country whose code is that of a
// side belongs to it, unless the file says otherwise.
func (f *folder) countries(r io.Reader, ps *problems) {
	ps.mayBeEmpty = true
	seen := map[string]spot{}
	readFeatures(r, ps, []string{"Polygon", "MultiPolygon"}, func(x *feature) {
		c := sectors.Country{Code: countryCode(x, seen), Name: x.text("name"), Side: f.side(x, "side", false)}
		if c.Side == "" && f.isSide(c.Code) {
			c.Side = c.Code
		}
		var ok bool
		if c.Polygon, ok = f.countryGround.polygons(x, say("thin it out, or cut it to the scenario's surroundings")); ok {
			f.s.Countries = append(f.s.Countries, c)
		}
	})
}
