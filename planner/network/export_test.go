package network

// PlaceOn returns a place of stretch i.
func PlaceOn(i int, m float64) Place { return Place{int32(i), m} }

// ArcOf returns the stretch of a place.
func ArcOf(p Place) int { return int(p.arc) }

// MostKept is how many travels a network keeps.
const MostKept = mostKept

// Kept returns how many it has.
func Kept(n *Network) int { return len(n.kept.all) }
