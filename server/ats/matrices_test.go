package ats_test

import (
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// holdsMVT: a tile is one document of version 2.1, a layer for each collection
// that has something in it, each once.
func holdsMVT(s *site) error {
	return s.tiled(func(at string, names []string) error {
		a := s.get(at + quad + "/0/0/0?f=mvt")
		if a.status == http.StatusNoContent && len(names) == 1 {
			return nil
		}
		if err := a.is(http.StatusOK, typeTile); err != nil {
			return err
		}
		layers, err := layersOf(a.body)
		var wrong faults
		wrong.add(err)
		wrong.want(len(layers) > 0, "%s: no layer", a.target)
		seen := map[string]bool{}
		for _, l := range layers {
			wrong.want(slices.Contains(names, l.name) && !seen[l.name], "layer %s", l.name)
			wrong.want(l.extent == 4096 && l.features > 0, "layer %+v", l)
			seen[l.name] = true
		}
		return wrong.err()
	})
}

// holdsTileJSON is TileJSON 3.0.0.
func holdsTileJSON(s *site) error {
	return s.tiled(func(at string, names []string) error {
		var v struct {
			TileJSON     string
			Tiles        []string
			MinZoom      *int
			MaxZoom      *int
			Bounds       []float64
			Center       []float64
			Scheme       string
			VectorLayers []struct {
				ID     string
				Fields map[string]string
			} `json:"vector_layers"`
		}
		if err := s.get(at+quad+"?f=tilejson").read(typeJSON, &v); err != nil {
			return err
		}
		var wrong faults
		wrong.want(v.TileJSON == "3.0.0" && len(v.Tiles) == 1 && v.VectorLayers != nil, "%+v", v)
		wrong.want(len(v.Tiles) == 1 && v.Tiles[0] == base+at+quad+"/{z}/{y}/{x}", "tiles %v", v.Tiles)
		wrong.want(v.Scheme == "" || v.Scheme == "xyz", "scheme %s", v.Scheme)
		wrong.want(v.MinZoom != nil && v.MaxZoom != nil && *v.MinZoom <= *v.MaxZoom, "zooms %v to %v", v.MinZoom, v.MaxZoom)
		var got []string
		for _, l := range v.VectorLayers {
			got = append(got, l.ID)
			wrong.want(l.Fields != nil, "layer %s has no fields", l.ID)
			for name, kind := range l.Fields {
				wrong.want(slices.Contains([]string{"String", "Number", "Boolean"}, kind), "%s is %s", name, kind)
			}
		}
		slices.Sort(got)
		slices.Sort(names)
		wrong.add(same("vector_layers", got, names))
		if len(names) == 1 && len(v.Bounds) == 4 {
			all, err := s.all(described{ID: names[0]})
			if err != nil {
				return err
			}
			for _, f := range all.Features {
				for _, p := range places(f.shape()) {
					wrong.want(inBox(p, v.Bounds), "%v is not in %v", p, v.Bounds)
				}
			}
		}
		return wrong.err()
	})
}

// cellSizes and denominators are those of WebMercatorQuad in 17-083r4, annex D,
// as they are printed there.
var (
	cellSizes = []string{
		"156543.033928041", "78271.5169640204", "39135.7584820102", "19567.8792410051", "9783.93962050256", "4891.96981025128", "2445.98490512564", "1222.99245256282",
		"611.49622628141", "305.748113140704", "152.874056570352", "76.4370282851762", "38.2185141425881", "19.109257071294", "9.55462853564703", "4.77731426782351",
		"2.38865713391175", "1.19432856695587", "0.597164283477939", "0.29858214173897", "0.149291070869485", "0.0746455354347424", "0.0373227677173712", "0.0186613838586856", "0.0093306919293428",
	}
	denominators = []string{
		"559082264.028717", "279541132.014358", "139770566.007179", "69885283.0035897", "34942641.5017948", "17471320.7508974", "8735660.37544871", "4367830.18772435",
		"2183915.09386217", "1091957.54693108", "545978.773465544", "272989.386732772", "136494.693366386", "68247.346683193", "34123.6733415964", "17061.8366707982",
		"8530.91833539913", "4265.45916769956", "2132.72958384978", "1066.36479192489", "533.182395962445", "266.591197981222", "133.295598990611", "66.6477994953056", "33.3238997476528",
	}
)

// holdsMatrices: WebMercatorQuad as 17-083r4 defines it.
func holdsMatrices(s *site) error {
	var list struct {
		TileMatrixSets []struct {
			ID, URI string
			Links   []link
		}
	}
	if err := s.get("/tileMatrixSets").read(typeJSON, &list); err != nil {
		return err
	}
	var v struct {
		ID, URI, CRS      string
		OrderedAxes       []string
		WellKnownScaleSet string
		TileMatrices      []struct {
			ID                        string
			ScaleDenominator          float64
			CellSize                  float64
			CornerOfOrigin            string
			PointOfOrigin             [2]float64
			TileWidth, TileHeight     int
			MatrixWidth, MatrixHeight int
		}
	}
	if err := s.get("/tileMatrixSets/WebMercatorQuad").read(typeJSON, &v); err != nil {
		return err
	}
	var wrong faults
	wrong.want(len(list.TileMatrixSets) == 1 && list.TileMatrixSets[0].ID == v.ID && list.TileMatrixSets[0].URI == v.URI, "the list is %+v", list)
	for _, x := range list.TileMatrixSets {
		wrong.add(leads(x.Links, "self", typeJSON, "/tileMatrixSets/"+x.ID))
	}
	wrong.want(v.ID == "WebMercatorQuad" && v.URI == quadURI && v.CRS == epsg(3857), "%s, %s, %s", v.ID, v.URI, v.CRS)
	wrong.want(v.WellKnownScaleSet == "" || v.WellKnownScaleSet == "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible", "scale set %s", v.WellKnownScaleSet)
	wrong.want(len(v.TileMatrices) == 25, "%d matrices", len(v.TileMatrices))
	for z, m := range v.TileMatrices {
		wrong.want(m.ID == strconv.Itoa(z) && m.TileWidth == 256 && m.TileHeight == 256 && m.MatrixWidth == 1<<z && m.MatrixHeight == 1<<z, "matrix %+v", m)
		wrong.want(m.PointOfOrigin == [2]float64{-20037508.3427892, 20037508.3427892} && (m.CornerOfOrigin == "" || m.CornerOfOrigin == "topLeft"), "matrix %+v", m)
		if z < len(cellSizes) {
			wrong.want(printed(m.CellSize, cellSizes[z]), "matrix %d: cell size %v, not %s", z, m.CellSize, cellSizes[z])
			wrong.want(printed(m.ScaleDenominator, denominators[z]), "matrix %d: scale denominator %v, not %s", z, m.ScaleDenominator, denominators[z])
		}
	}
	wrong.add(s.get("/tileMatrixSets/WorldCRS84Quad").refused(http.StatusNotFound))
	return wrong.err()
}

// printed reports whether a number is what is printed, to the last of its
// digits: less than two of it more or less, as some are rounded, some cut, and
// some halved after that.
func printed(v float64, as string) bool {
	want, err := strconv.ParseFloat(as, 64)
	if err != nil {
		return false
	}
	_, decimals, _ := strings.Cut(as, ".")
	last := math.Pow10(-len(decimals))
	return v-want < 2*last && want-v < 2*last
}
