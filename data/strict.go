package data

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"lindero/sectors"
)

// strictReader reads text that is JSON into values of Go types by their json
// tags, and reports all that is not as it should be. What is wrong with one
// value does not keep the others from being read.
type strictReader struct {
	dec *json.Decoder
	ps  *problems
	// broken are the names of the outermost fields with a problem.
	broken map[string]bool
	faulty int // elements of lists with a problem, kept
}

// maxFaulty is how many elements with a problem are kept, so that others that
// name them are not found wrong too. It bounds the memory that a file of empty
// elements takes.
const maxFaulty = 10000

// maxCounted is how many problems are counted before the rest of the text is
// left unread.
const maxCounted = 100_000

// givenUp reports whether the rest of the text is left unread.
func (r *strictReader) givenUp() bool { return r.ps.count() > maxCounted }

// trail is where in the text a value stands.
type trail struct {
	above *trail
	name  string // of a field; empty for an element
	index int
}

// String writes the trail as in beats[3].visits.
func (t *trail) String() string {
	switch {
	case t == nil:
		return ""
	case t.name == "":
		return t.above.String() + "[" + strconv.Itoa(t.index) + "]"
	case t.above == nil:
		return t.name
	}
	return t.above.String() + "." + t.name
}

// field returns the name of the innermost field of the trail.
func (t *trail) field() string {
	for t != nil && t.name == "" {
		t = t.above
	}
	if t == nil {
		return ""
	}
	return t.name
}

func (r *strictReader) wrong(at *trail, what, mend Message) {
	if r.ps.full() {
		r.ps.more++ // of many millions, few are worth a text
		return
	}
	r.ps.add(Message{}, at.String(), what, mend)
}

// read reads the text into what to points to, a struct.
func (r *strictReader) read(to any) {
	r.value(nil, reflect.ValueOf(to).Elem(), r.next())
}

// next returns the next token. The text is known to be JSON.
func (r *strictReader) next() json.Token {
	t, err := r.dec.Token()
	if err != nil {
		return nil
	}
	return t
}

// skip passes over the rest of the value that starts with t.
func (r *strictReader) skip(t json.Token) { _ = skip(r.dec, t) } // the text is JSON

func (r *strictReader) value(at *trail, v reflect.Value, t json.Token) {
	switch v.Kind() {
	case reflect.Pointer:
		if t != nil {
			v.Set(reflect.New(v.Type().Elem()))
			r.value(at, v.Elem(), t)
		}
	case reflect.Struct:
		r.object(at, v, t)
	case reflect.Slice:
		r.list(at, v, t)
	case reflect.Array:
		r.array(at, v, t)
	case reflect.String:
		r.text(at, v, t)
	case reflect.Bool:
		if b, ok := t.(bool); ok {
			v.SetBool(b)
			return
		}
		r.wrong(at, say("%s is neither true nor false", shown(t)), say("write true or false without quotes"))
		r.skip(t)
	default:
		r.number(at, v, t)
	}
}

func (r *strictReader) object(at *trail, v reflect.Value, t json.Token) {
	names := fieldNames(v.Type())
	if t != json.Delim('{') {
		r.wrong(at, say("is no object"), say("write its fields in { }; see API.md"))
		r.skip(t)
		for _, name := range names {
			r.broken[name] = r.broken[name] || at == nil
		}
		return
	}
	met := make([]bool, len(names))
	for !r.givenUp() && r.dec.More() {
		name, _ := r.next().(string)
		field := &trail{above: at, name: name}
		before := r.ps.count()
		k := slices.Index(names, name)
		switch t := r.next(); {
		case name == "" || k < 0:
			r.wrong(at, say("there is no field %q", name), say("remove it, or correct its name; see API.md"))
			r.skip(t)
		case met[k]:
			r.wrong(field, say("is there twice"), say("keep one"))
			r.skip(t)
		default:
			met[k] = true
			r.value(field, v.Field(k), t)
		}
		if at == nil && r.ps.count() > before {
			r.broken[name] = true
		}
	}
	if r.givenUp() {
		return
	}
	r.next() // the closing brace
	for k, name := range names {
		if met[k] || name == "" {
			continue
		}
		if !slices.Contains(optional[v.Type()], name) {
			r.wrong(&trail{above: at, name: name}, say("is missing"), say("see API.md"))
			if at == nil {
				r.broken[name] = true
			}
		} else if f := v.Field(k); f.Kind() == reflect.Slice {
			f.Set(reflect.MakeSlice(f.Type(), 0, 0))
		}
	}
}

// fieldNames returns the names of a type's fields in JSON; empty for those
// that it leaves out.
func fieldNames(t reflect.Type) []string {
	names := make([]string, t.NumField())
	for i := range names {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name != "-" {
			names[i] = name
		}
	}
	return names
}

func (r *strictReader) list(at *trail, v reflect.Value, t json.Token) {
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	if t == nil {
		return
	}
	if t != json.Delim('[') {
		r.wrong(at, say("is no list"), say("write a list in [ ], or null"))
		r.skip(t)
		return
	}
	for i := 0; !r.givenUp() && r.dec.More(); i++ {
		before := r.ps.count()
		element := reflect.New(v.Type().Elem()).Elem()
		r.value(&trail{above: at, index: i}, element, r.next())
		if r.ps.count() > before {
			r.faulty++
		}
		if r.ps.count() == before || r.faulty <= maxFaulty {
			v.Set(reflect.Append(v, element))
		}
	}
	r.next() // the closing bracket
}

func (r *strictReader) array(at *trail, v reflect.Value, t json.Token) {
	if t != json.Delim('[') {
		r.wrong(at, say("is no list of %d", v.Len()), say("write %d values in [ ]", v.Len()))
		r.skip(t)
		return
	}
	before, n := r.ps.count(), 0
	for ; r.dec.More(); n++ {
		if t := r.next(); n < v.Len() {
			r.value(&trail{above: at, index: n}, v.Index(n), t)
		} else {
			r.skip(t)
		}
	}
	r.next() // the closing bracket
	if n != v.Len() {
		r.wrong(at, say("is no list of %d", v.Len()), say("write %d values in [ ]", v.Len()))
	} else if p, ok := v.Interface().(orb.Point); ok && r.ps.count() == before {
		if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
			r.wrong(at, say("coordinates %v, %v are no degrees", p[0], p[1]), say("give longitude and latitude in degrees"))
		}
	}
}

func (r *strictReader) text(at *trail, v reflect.Value, t json.Token) {
	s, ok := t.(string)
	if !ok {
		r.wrong(at, say("%s is no text", shown(t)), say("write it in quotes"))
		r.skip(t)
		return
	}
	v.SetString(s)
	codes := planCodes[v.Type()]
	if f := at.field(); f == "kind" || f == "kinds" {
		codes = kindCodes
	}
	if codes != nil && !slices.Contains(codes, s) {
		r.wrong(at, say("%q is no code that is known here", s), say("write %s", oneOf(codes)))
	}
}

var kindCodes = []string{string(sectors.Land), string(sectors.River), string(sectors.Sea)}

func (r *strictReader) number(at *trail, v reflect.Value, t json.Token) {
	n, ok := t.(json.Number)
	if !ok {
		r.wrong(at, say("%s is no number", shown(t)), say("write a number without quotes or unit"))
		r.skip(t)
		return
	}
	switch v.Kind() {
	case reflect.Float64:
		f, err := strconv.ParseFloat(string(n), 64)
		least, most := limits(at.field())
		switch {
		case err != nil:
			r.wrong(at, say("%s is no finite number", shown(n)), say("check the unit"))
		case f < least:
			r.wrong(at, say("%v is below %v", f, least), say("give %v or more", least))
		case f > most:
			r.wrong(at, say("%v is too large", f), say("check the unit"))
		default:
			v.SetFloat(f)
		}
	case reflect.Uint64:
		u, err := strconv.ParseUint(string(n), 10, 64)
		if err != nil {
			r.wrong(at, say("%s is no whole number of 0 or more", shown(n)), say("write digits only"))
		}
		v.SetUint(u)
	default:
		i, err := strconv.ParseInt(string(n), 10, 64)
		switch {
		case err != nil || i < 0:
			r.wrong(at, say("%s is no whole number of 0 or more", shown(n)), say("write digits only"))
		case i > maxNumber:
			r.wrong(at, say("%v is too large", i), say("check the unit"))
		default:
			v.SetInt(i)
		}
	}
}

// shown writes a token for a message.
func shown(t json.Token) string {
	switch t := t.(type) {
	case nil:
		return "null"
	case json.Delim:
		if t == '{' {
			return "{…}"
		}
		return "[…]"
	case string:
		return strconv.Quote(t[:min(len(t), maxText)])
	case json.Number:
		return string(t[:min(len(t), maxText)])
	case bool:
		return strconv.FormatBool(t)
	}
	return ""
}
