package osm_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	osmlib "github.com/paulmach/osm"

	"lindero/data/osm"
	"lindero/sectors"
)

// tags reads tags written as k=v k=v; ~ in a value is a space.
func tags(text string) osmlib.Tags {
	var out osmlib.Tags
	for _, pair := range strings.Fields(text) {
		k, v, _ := strings.Cut(pair, "=")
		out = append(out, osmlib.Tag{Key: k, Value: strings.ReplaceAll(v, "~", " ")})
	}
	return out
}

func TestJudge(t *testing.T) {
	land := func(class string, kmh float64) osm.Judged {
		return osm.Judged{Group: osm.Highway, Road: osm.Road{Class: class, Kind: sectors.Land, SpeedKmh: kmh}}
	}
	with := func(j osm.Judged, change func(*osm.Judged)) osm.Judged { change(&j); return j }
	oneWay := func(j *osm.Judged) { j.Road.OneWay = true }
	against := func(j *osm.Judged) { j.Road.OneWay, j.Reversed = true, true }
	speed := func(text string) func(*osm.Judged) { return func(j *osm.Judged) { j.Speed = text } }
	named := func(name string) func(*osm.Judged) { return func(j *osm.Judged) { j.Road.Name = name } }
	drop := func(g osm.Group, r osm.Reason) osm.Judged { return osm.Judged{Group: g, Reason: r} }
	water := func(g osm.Group, class string, k sectors.Kind, kmh float64) osm.Judged {
		return osm.Judged{Group: g, Road: osm.Road{Class: class, Kind: k, SpeedKmh: kmh}}
	}
	for text, want := range map[string]osm.Judged{
		"building=yes":            {},
		"waterway=stream":         {},
		"boundary=administrative": {},
		"highway=residential":     land("residential", 50),
		"highway=residential maxspeed=30 name=High~Street": with(land("residential", 30), named("High Street")),
		"highway=track ref=GR~7":                           with(land("track", 20), named("GR 7")),
		"highway=track name=~ ref=T":                       with(land("track", 20), named("T")),
		"highway=track oneway=yes":                         land("track", 20),
		"highway=path oneway=yes maxspeed=50":              land("path", 5),
		"highway=footway maxspeed=none":                    land("footway", 5),
		"highway=path maxspeed=3":                          land("path", 3),
		"highway=steps":                                    land("steps", 5),
		"highway=cycleway":                                 land("cycleway", 5),
		"highway=motorway":                                 with(land("motorway", 100), oneWay),
		"highway=motorway oneway=no":                       land("motorway", 100),
		"highway=motorway maxspeed=none":                   with(land("motorway", 0), oneWay),
		"highway=motorway_link":                            with(land("motorway_link", 60), oneWay),
		"highway=tertiary junction=roundabout":             with(land("tertiary", 50), oneWay),
		"highway=tertiary junction=roundabout oneway=no":   land("tertiary", 50),
		"highway=primary oneway=-1":                        with(land("primary", 60), against),
		"highway=primary oneway=reversible":                land("primary", 60),
		"highway=primary maxspeed=0":                       with(land("primary", 60), speed("0")),
		"highway=primary maxspeed=-50":                     with(land("primary", 60), speed("-50")),
		"highway=primary maxspeed=999":                     with(land("primary", 60), speed("999")),
		"highway=primary maxspeed=signals":                 with(land("primary", 60), speed("signals")),
		"highway=construction":                             drop(osm.Highway, osm.ByConstruction),
		"highway=proposed":                                 drop(osm.Highway, osm.ByConstruction),
		"highway=raceway":                                  drop(osm.Highway, osm.ByClass),
		"highway=pedestrian area=yes":                      drop(osm.Highway, osm.ByArea),
		"highway=service service=driveway":                 drop(osm.Highway, osm.ByDriveway),
		"highway=service service=parking_aisle":            drop(osm.Highway, osm.ByDriveway),
		"highway=service service=alley":                    land("service", 20),
		"highway=track access=private":                     drop(osm.Highway, osm.ByAccess),
		"highway=track access=no":                          drop(osm.Highway, osm.ByAccess),
		"highway=track access=no foot=yes":                 land("track", 5),
		"highway=track access=private motor_vehicle=yes":   land("track", 20),
		"highway=track access=destination":                 land("track", 20),
		"waterway=river":                                   water(osm.Waterway, "river", sectors.River, 0),
		"waterway=river maxspeed=10~knots":                 water(osm.Waterway, "river", sectors.River, 18.5),
		"waterway=river maxspeed=150":                      with(water(osm.Waterway, "river", sectors.River, 0), speed("150")),
		"waterway=canal boat=yes":                          water(osm.Waterway, "canal", sectors.River, 0),
		"waterway=fairway":                                 water(osm.Waterway, "fairway", sectors.Sea, 0),
		"waterway=river boat=no":                           drop(osm.Waterway, osm.ByNavigation),
		"waterway=river motorboat=no":                      drop(osm.Waterway, osm.ByNavigation),
		"waterway=river ship=no":                           drop(osm.Waterway, osm.ByNavigation),
		"waterway=river intermittent=yes":                  drop(osm.Waterway, osm.ByNavigation),
		"waterway=canal tunnel=culvert":                    drop(osm.Waterway, osm.ByNavigation),
		"waterway=river access=private":                    drop(osm.Waterway, osm.ByAccess),
		"route=ferry":                                      water(osm.Ferry, "ferry", sectors.Sea, 0),
		"route=ferry waterway=river":                       water(osm.Ferry, "ferry", sectors.River, 0),
		"route=ferry kind=river":                           water(osm.Ferry, "ferry", sectors.River, 0),
		"route=ferry access=no":                            drop(osm.Ferry, osm.ByAccess),
		"route=hiking":                                     {},
		"highway=primary waterway=river":                   land("primary", 60),
	} {
		if diff := cmp.Diff(want, (&osm.Rules{}).Judge(tags(text))); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	strict := &osm.Rules{Strict: true, RoadsOnly: true, Classes: map[string]osm.Class{"track": osm.Highways["track"]}}
	for text, want := range map[string]osm.Judged{
		"highway=track access=no foot=yes": drop(osm.Highway, osm.ByAccess),
		"highway=path":                     drop(osm.Highway, osm.ByClass),
		"waterway=river":                   {},
		"highway=track":                    land("track", 20),
	} {
		if diff := cmp.Diff(want, strict.Judge(tags(text))); diff != "" {
			t.Errorf("strict: %s: %s", text, diff)
		}
	}
}

func TestParseSpeed(t *testing.T) {
	for text, want := range map[string]float64{
		"50": 50, "7.5": 7.5, "50 mph": 80.5, "50mph": 80.5, "60 km/h": 60, "60 kmh": 60, "30 KPH": 30,
		"walk": 5, "DE:walk": 5, "RO:urban": 50, "RO:rural": 90, "DE:rural": 100, "RU:urban": 60, "RO:motorway": 120,
		"DE:zone30": 30, "DE:zone:30": 30, "zone20": 20, "DE:30": 30, "GB:nsl_single": 96.6,
		"50;30": 30, "50; 30": 30, "30|50": 30, "none;80": 80, "10 knots": 18.5, "6 kn": 11.1, "200": 200,
		"living_street": 20, "MX:living_street": 20, "124 mph": 199.6,
	} {
		if got, ok := osm.ParseSpeed(text, false); !ok || got != want {
			t.Errorf("%q: %v, %v, want %v", text, got, ok, want)
		}
	}
	if got, ok := osm.ParseSpeed("none", false); !ok || got != 0 {
		t.Errorf("none: %v, %v", got, ok)
	}
	for _, text := range []string{"", ";", "0", "-5", "0.01", "201", "125 mph", "1e2", "NaN", "Inf", "0x20", "fast", "signals",
		"50;fast", "RO:elsewhere", "5.5.5", "+50", "50 furlongs", "mph", "12345678901"} {
		if got, ok := osm.ParseSpeed(text, false); ok {
			t.Errorf("%q: %v", text, got)
		}
	}
	if _, ok := osm.ParseSpeed("101", true); ok {
		t.Error("101 km/h on water")
	}
}

func TestBarrierOf(t *testing.T) {
	for text, want := range map[string]string{
		"barrier=gate": "walk", "barrier=bollard": "walk", "barrier=lift_gate": "walk", "barrier=block": "walk",
		"barrier=cycle_barrier": "walk", "barrier=stile": "walk", "barrier=wall": "nobody", "barrier=fence foot=yes": "walk",
		"barrier=gate access=yes": "open", "barrier=gate access=private": "nobody", "barrier=gate access=no foot=yes": "walk",
		"barrier=gate access=no foot=no": "nobody", "barrier=gate motor_vehicle=yes": "open",
		"barrier=gate motor_vehicle=no": "walk", "barrier=gate access=yes motor_vehicle=no": "walk",
		"barrier=gate locked=yes": "nobody", "barrier=gate foot=no": "nobody", "barrier=gate access=permissive": "open",
		"barrier=cattle_grid": "open", "barrier=toll_booth": "open", "barrier=border_control": "open", "barrier=entrance": "open",
		"highway=crossing": "open", "barrier=no": "open",
	} {
		got := "open"
		if walk, is := osm.BarrierOf(tags(text)); is && walk {
			got = "walk"
		} else if is {
			got = "nobody"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestLandingOf(t *testing.T) {
	for text, want := range map[string]bool{
		"leisure=slipway": true, "man_made=pier": true, "man_made=quay": true, "amenity=ferry_terminal": true, "harbour=yes": true,
		"harbour=no": false, "man_made=pier access=private": false, "leisure=park": false, "amenity=cafe": false,
	} {
		if got := osm.LandingOf(tags(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
