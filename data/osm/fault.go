package osm

import (
	"fmt"

	"github.com/paulmach/orb"
)

// Fault says what is wrong with a file.
type Fault int

// What may be wrong with a file.
const (
	// Unknown: it is neither OSM XML nor PBF, nor either of them packed.
	Unknown Fault = iota + 1
	// Broken: it begins as it should, and then does not go on so; Detail says
	// how.
	Broken
	// Truncated: it ends too early.
	Truncated
	// Packing: its blocks are packed in a way that is not understood, Detail.
	Packing
	// Feature: its header asks for something that is not understood, Detail.
	Feature
	// NoPlace: node ID lies at At[0], which is no place on earth.
	NoPlace
	// TwoPlaces: node ID lies at both places of At.
	TwoPlaces
	// TooMany: the ways that would be kept have more than MaxNodes nodes.
	TooMany
)

// Error is what is wrong with a file.
type Error struct {
	Fault  Fault
	ID     int64 // of the node
	At     [2]orb.Point
	Detail string
}

func (e *Error) Error() string {
	switch e.Fault {
	case Unknown:
		return "is neither OSM XML nor PBF"
	case Truncated:
		return "ends too early"
	case Packing:
		return "is packed by " + e.Detail
	case Feature:
		return "needs a reader of " + e.Detail
	case NoPlace:
		return fmt.Sprintf("node %d lies at %v, %v", e.ID, e.At[0][0], e.At[0][1])
	case TwoPlaces:
		return fmt.Sprintf("node %d lies at %v and at %v", e.ID, e.At[0], e.At[1])
	case TooMany:
		return fmt.Sprintf("has more than %d nodes", MaxNodes)
	}
	return "is broken: " + e.Detail
}

func broken(format string, args ...any) error {
	return &Error{Fault: Broken, Detail: fmt.Sprintf(format, args...)}
}
