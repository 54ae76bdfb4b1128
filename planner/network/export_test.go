package network

// PlaceOn returns a place of stretch i.
func PlaceOn(i int, m float64) Place { return Place{int32(i), m} }

// ArcOf returns the stretch of a place.
func ArcOf(p Place) int { return int(p.arc) }
