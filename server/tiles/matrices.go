package tiles

import (
	"math"
	"strconv"

	"github.com/paulmach/orb/maptile"
)

// The tile matrix set that tiles are made in (17-083r4, annex D.1).
const (
	WebMercatorQuad      = "WebMercatorQuad"
	WebMercatorQuadTitle = "Google Maps Compatible for the World"
	WebMercatorQuadURI   = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
	WebMercatorCRS       = "http://www.opengis.net/def/crs/EPSG/0/3857"
)

const (
	// lastMatrix is the largest zoom of WebMercatorQuad.
	lastMatrix = 24

	// halfWidth is half of the width of the square, in metres of EPSG:3857.
	halfWidth = 20037508.3427892

	// equatorM is the radius of the sphere. Sizes are computed from it: half of
	// the width, as it is written, would be wrong in their last digits.
	equatorM = 6378137

	// pixels is how many a tile is wide and high, and pixelM how large one is
	// to count (17-083r4, section 6.1.1.1).
	pixels = 256
	pixelM = 0.28e-3
)

// MatrixSet is a tile matrix set as JSON (17-083r4, annex C).
type MatrixSet struct {
	ID                string   `json:"id"`
	Title             string   `json:"title"`
	URI               string   `json:"uri"`
	CRS               string   `json:"crs"`
	OrderedAxes       []string `json:"orderedAxes"`
	WellKnownScaleSet string   `json:"wellKnownScaleSet"`
	Matrices          []Matrix `json:"tileMatrices"`
}

// Matrix is the tiles of one zoom: rows count from the north, columns from the
// west, both from 0. Lengths are in metres of EPSG:3857.
type Matrix struct {
	ID               string     `json:"id"`
	ScaleDenominator float64    `json:"scaleDenominator"`
	CellSize         float64    `json:"cellSize"`
	CornerOfOrigin   string     `json:"cornerOfOrigin"`
	PointOfOrigin    [2]float64 `json:"pointOfOrigin"`
	TileWidth        int        `json:"tileWidth"`
	TileHeight       int        `json:"tileHeight"`
	MatrixWidth      int        `json:"matrixWidth"`
	MatrixHeight     int        `json:"matrixHeight"`
}

// Matrices returns the definition of WebMercatorQuad, zooms 0 to 24.
func Matrices() MatrixSet {
	out := MatrixSet{
		ID: WebMercatorQuad, Title: WebMercatorQuadTitle, URI: WebMercatorQuadURI, CRS: WebMercatorCRS,
		OrderedAxes:       []string{"X", "Y"},
		WellKnownScaleSet: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
	}
	for z := range lastMatrix + 1 {
		cell := math.Ldexp(2*math.Pi*equatorM/pixels, -z)
		out.Matrices = append(out.Matrices, Matrix{
			ID: strconv.Itoa(z), ScaleDenominator: cell / pixelM, CellSize: cell,
			CornerOfOrigin: "topLeft", PointOfOrigin: [2]float64{-halfWidth, halfWidth},
			TileWidth: pixels, TileHeight: pixels, MatrixWidth: 1 << z, MatrixHeight: 1 << z,
		})
	}
	return out
}

// Limit is which tiles of a matrix there are: rows and columns, the last ones
// included.
type Limit struct {
	Matrix string `json:"tileMatrix"`
	MinRow uint32 `json:"minTileRow"`
	MaxRow uint32 `json:"maxTileRow"`
	MinCol uint32 `json:"minTileCol"`
	MaxCol uint32 `json:"maxTileCol"`
}

// limits returns the tiles that hold a box, for zooms 0 to MaxZoom.
func (r *reach) limits() []Limit {
	if r.empty() {
		return nil
	}
	var out []Limit
	b := r.onMap()
	for z := maptile.Zoom(0); z <= MaxZoom; z++ {
		from, to := tileAt(b.Min, z), tileAt(b.Max, z)
		out = append(out, Limit{strconv.Itoa(int(z)), from.Y, to.Y, from.X, to.X})
	}
	return out
}

// Limits returns in which tiles the named layers, or all where none is named,
// can be, for zooms 0 to MaxZoom; none where nothing is in them, or where there
// is no such layer. Tiles next to these hold no more than what is in their
// buffer.
func (s *Set) Limits(layers ...string) []Limit {
	r, err := s.reach(layers)
	if err != nil {
		return nil
	}
	return r.limits()
}
