package osm

import "lindero/sectors"

// Class is what is taken of the ways of one class, where their tags say
// nothing else.
type Class struct {
	Kind     sectors.Kind
	SpeedKmh float64 // 0: no limit
	// Driven: its one-way rules bind patrols; elsewhere they walk, or go both
	// ways in spite of them.
	Driven bool
	// Walked: nobody is faster than SpeedKmh, whatever a sign says.
	Walked bool
}

// walkedKmh is the limit where people walk: a brisk walk, so that vehicles gain
// nothing there.
const walkedKmh = 5

func driven(speedKmh float64) Class {
	return Class{Kind: sectors.Land, SpeedKmh: speedKmh, Driven: true}
}

var (
	walked = Class{Kind: sectors.Land, SpeedKmh: walkedKmh, Walked: true}
	track  = Class{Kind: sectors.Land, SpeedKmh: 20}
	river  = Class{Kind: sectors.River}
	lane   = Class{Kind: sectors.Sea}
)

// Highways are the roads, tracks and paths that become routes, by their value
// of highway. Primary, secondary, tertiary and residential roads, links and
// service roads have the median of those of Andorra that give a maxspeed, by
// length; the others have what is usual.
var Highways = map[string]Class{
	"motorway":       driven(100),
	"motorway_link":  driven(60),
	"trunk":          driven(60),
	"trunk_link":     driven(50),
	"primary":        driven(60),
	"primary_link":   driven(50),
	"secondary":      driven(50),
	"secondary_link": driven(50),
	"tertiary":       driven(50),
	"tertiary_link":  driven(50),
	"unclassified":   driven(50),
	"residential":    driven(50),
	"living_street":  driven(20),
	"service":        driven(20),
	"road":           driven(30),
	"track":          track,
	"path":           walked,
	"bridleway":      walked,
	"cycleway":       walked,
	"footway":        walked,
	"pedestrian":     walked,
	"steps":          walked,
}

// Waterways are the waters that boats go along, by their value of waterway. A
// fairway is the marked way of ships, in a bay or at sea.
var Waterways = map[string]Class{
	"river":   river,
	"canal":   river,
	"fairway": lane,
}

// FerryClass is the class of ferries (route=ferry). They go over the sea
// unless they are tagged as part of a river or canal.
const FerryClass = "ferry"

// Group is what the ways of a file are counted by.
type Group string

// The groups. Everything that has highway=* is a highway, nodes included.
const (
	Highway  Group = "highway"
	Waterway Group = "waterway"
	Ferry    Group = "ferry"
)

// Groups lists the groups in the order in which they are told.
var Groups = [...]Group{Highway, Waterway, Ferry}

// Reason says why a way is left out.
type Reason string

// Why ways are left out.
const (
	ByPoint        Reason = "point"         // a node beside or on a road: a crossing, a bus stop
	ByClass        Reason = "class"         // no road: a raceway, a rest area
	ByConstruction Reason = "construction"  // not there yet, or not any more
	ByArea         Reason = "area"          // the outline of a square
	ByAccess       Reason = "access"        // closed, or private
	ByDriveway     Reason = "driveway"      // to a house, or the aisle of a car park
	ByNavigation   Reason = "not_navigable" // closed to boats, not always there, or under ground
	ByNodes        Reason = "one_node"      // fewer than two nodes
	ByEdge         Reason = "edge"          // no two neighbouring nodes are in the file
	ByLength       Reason = "no_length"     // all nodes at one place
	ByTwin         Reason = "twin"          // its id is that of an earlier one
	ByDistance     Reason = "far"           // beyond --within
)

// Reasons lists the reasons in the order in which they are told.
var Reasons = [...]Reason{ByPoint, ByClass, ByConstruction, ByArea, ByAccess, ByDriveway,
	ByNavigation, ByNodes, ByEdge, ByLength, ByTwin, ByDistance}
