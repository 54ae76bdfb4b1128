package osm

import (
	osmlib "github.com/paulmach/osm"
)

// passable are the values of barrier that stop neither vehicles nor people.
var passable = map[string]bool{"": true, "no": true, "entrance": true, "cattle_grid": true, "toll_booth": true,
	"border_control": true, "height_restrictor": true, "kerb": true, "sally_port": true}

// walls are those that stop people too.
var walls = map[string]bool{"fence": true, "wall": true, "hedge": true, "city_wall": true, "guard_rail": true,
	"retaining_wall": true, "ditch": true}

// barrierOf tells whether a node is a barrier, and whether people on foot pass
// it. What its tags of access say comes before what its kind makes likely.
func barrierOf(tags osmlib.Tags) (walk, is bool) {
	kind := tags.Find("barrier")
	if passable[kind] {
		return false, false
	}
	access, foot := tags.Find("access"), tags.Find("foot")
	walk = !walls[kind]
	switch {
	case foot == "no" || foot == "private":
		walk = false
	case foot != "":
		walk = true
	case closed(access) || tags.Find("locked") == "yes":
		walk = false
	case permitted(access):
		walk = true
	}
	for _, key := range []string{"motor_vehicle", "vehicle", "access"} {
		if value := tags.Find(key); value != "" {
			return walk, !permitted(value) || !walk
		}
	}
	return walk, true
}

// landingOf tells whether a node or way is a landing.
func landingOf(tags osmlib.Tags) bool {
	if closed(tags.Find("access")) {
		return false
	}
	switch tags.Find("man_made") {
	case "pier", "quay":
		return true
	}
	return tags.Find("leisure") == "slipway" || tags.Find("amenity") == "ferry_terminal" ||
		tags.Find("harbour") != "" && tags.Find("harbour") != "no" ||
		tags.Find("waterway") == "dock" || tags.Find("seamark:type") == "harbour"
}
