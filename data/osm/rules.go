package osm

import (
	"strings"

	osmlib "github.com/paulmach/osm"

	"lindero/sectors"
)

// Rules tell by its tags what a way is.
type Rules struct {
	// Classes are the values of highway that are taken; nil: all of Highways.
	Classes map[string]Class
	// RoadsOnly: waterways and ferries are passed over.
	RoadsOnly bool
	// Strict: access=no and private close a way, whatever foot or motor_vehicle
	// say.
	Strict bool
}

// Road is a way as it becomes a route, or the part of one that lies on one
// side.
type Road struct {
	ID, Name, Class string
	Kind            sectors.Kind
	Side            string  // empty: along the border, or it cannot be told
	SpeedKmh        float64 // 0: no limit
	OneWay          bool    // in the direction of the shape
	Shape           Line
}

// verdict is what the tags of a way say.
type verdict struct {
	group    Group // empty: nothing that concerns us
	reason   Reason
	road     Road // without id, side and shape
	reversed bool // its shape is
	speed    string
}

// judge says what a way with the tags is.
func (r *Rules) judge(tags osmlib.Tags) verdict {
	highway := tags.Find("highway")
	switch {
	case highway != "":
		return r.judgeRoad(highway, tags)
	case r.RoadsOnly:
		return verdict{}
	case tags.Find("route") == "ferry":
		return judgeWater(Ferry, tags)
	}
	if _, ok := Waterways[tags.Find("waterway")]; ok {
		return judgeWater(Waterway, tags)
	}
	return verdict{}
}

// unbuilt are values of highway that are no road now.
var unbuilt = map[string]bool{"construction": true, "proposed": true, "planned": true, "abandoned": true,
	"disused": true, "razed": true, "demolished": true, "dismantled": true}

func (r *Rules) judgeRoad(highway string, tags osmlib.Tags) verdict {
	v := verdict{group: Highway}
	classes := r.Classes
	if classes == nil {
		classes = Highways
	}
	class, ok := classes[highway]
	open, onFoot := access(tags, r.Strict)
	switch {
	case unbuilt[highway]:
		v.reason = ByConstruction
	case !ok:
		v.reason = ByClass
	case tags.Find("area") == "yes":
		v.reason = ByArea
	case !open && !onFoot:
		v.reason = ByAccess
	case tags.Find("service") == "driveway", tags.Find("service") == "parking_aisle":
		v.reason = ByDriveway
	}
	if v.reason != "" {
		return v
	}
	if !open {
		class = walked
	}
	v.take(highway, class, tags)
	if class.Driven {
		v.road.OneWay, v.reversed = oneWay(tags)
	}
	return v
}

// access tells whether vehicles may use a road, and whether people on foot
// may where they may not.
func access(tags osmlib.Tags, strict bool) (open, onFoot bool) {
	if !closed(tags.Find("access")) || strict {
		return !closed(tags.Find("access")), false
	}
	for _, key := range []string{"vehicle", "motor_vehicle"} {
		if permitted(tags.Find(key)) {
			return true, false
		}
	}
	return false, permitted(tags.Find("foot"))
}

func closed(value string) bool { return value == "no" || value == "private" }

func permitted(value string) bool {
	return value == "yes" || value == "permissive" || value == "designated"
}

func judgeWater(group Group, tags osmlib.Tags) verdict {
	v := verdict{group: group}
	name, class := FerryClass, lane
	if along, ok := Waterways[tags.Find("waterway")]; ok {
		class = along
		if group == Waterway {
			name = tags.Find("waterway")
		}
	}
	boats := false
	for _, key := range []string{"boat", "motorboat", "ship"} {
		boats = boats || closed(tags.Find(key))
	}
	switch {
	case tags.Find("area") == "yes":
		v.reason = ByArea
	case closed(tags.Find("access")):
		v.reason = ByAccess
	case boats, tags.Find("intermittent") == "yes", tags.Find("tunnel") == "culvert":
		v.reason = ByNavigation
	}
	if v.reason == "" {
		v.take(name, class, tags)
	}
	return v
}

// take sets what the road is.
func (v *verdict) take(name string, class Class, tags osmlib.Tags) {
	if k := sectors.Kind(tags.Find("kind")); k.Valid() {
		class.Kind = k
	}
	v.road = Road{Name: roadName(tags), Class: name, Kind: class.Kind, SpeedKmh: class.SpeedKmh}
	text := tags.Find("maxspeed")
	if text == "" {
		return
	}
	kmh, ok := parseSpeed(text, class.Kind != sectors.Land)
	switch {
	case !ok:
		v.speed = text
	case class.Walked && (kmh == 0 || kmh > class.SpeedKmh):
	default:
		v.road.SpeedKmh = kmh
	}
}

// roadName is the road's name, else its number.
func roadName(tags osmlib.Tags) string {
	if name := strings.TrimSpace(tags.Find("name")); name != "" {
		return name
	}
	return strings.TrimSpace(tags.Find("ref"))
}

// oneWay says whether a road is one-way, and whether against its direction. A
// roundabout and a motorway are so without saying.
func oneWay(tags osmlib.Tags) (one, against bool) {
	switch tags.Find("oneway") {
	case "yes", "true", "1":
		return true, false
	case "-1", "reverse":
		return true, true
	case "no", "false", "0", "reversible", "alternating":
		return false, false
	}
	switch tags.Find("junction") {
	case "roundabout", "circular":
		return true, false
	}
	return strings.HasPrefix(tags.Find("highway"), "motorway"), false
}
