package cql2
import "github.com/paulmach/orb"
type Type int
const ( Text Type = iota; Number; Integer; Truth; Instant; Date; Texts; Geometry)
type Schema map[string]Type
type Feature interface { Property(string) any; Shape() orb.Geometry }
type Options struct { Schema Schema; FromCRS func(orb.Geometry) (orb.Geometry, error) }
type Filter struct{}
type Error struct { Position int; Pointer, What, Mend string }
func (e *Error) Error() string { return e.What }
func ParseText(s string, o Options) (*Filter, error) { return &Filter{}, nil }
func ParseJSON(s []byte, o Options) (*Filter, error) { return &Filter{}, nil }
func (f *Filter) Match(Feature) bool { return true }
func (f *Filter) Bounds() []orb.Bound { return nil }
