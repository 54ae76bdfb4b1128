package planner

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"reflect"
	"strconv"
	"strings"
)

// Hash returns what names a plan: the SHA-256 of its JSON, hexadecimal. It fails
// only where a plan that was made by hand holds what is no number. The JSON is
// taken element by element: as a whole, that of a plan with many gaps would take
// four times the memory of the plan.
func (p *Plan) Hash() (string, error) {
	sum := sha256.New()
	plan := reflect.ValueOf(p).Elem()
	before := "{"
	for i := range plan.NumField() {
		name, _, _ := strings.Cut(plan.Type().Field(i).Tag.Get("json"), ",")
		write(sum, before, strconv.Quote(name), ":")
		if err := writeField(sum, plan.Field(i)); err != nil {
			return "", err
		}
		before = ","
	}
	write(sum, "}")
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// writeField writes the JSON of a field of a plan.
func writeField(w io.Writer, field reflect.Value) error {
	if field.Kind() != reflect.Slice || field.Len() == 0 {
		return writeJSON(w, field)
	}
	before := "["
	for i := range field.Len() {
		write(w, before)
		if err := writeJSON(w, field.Index(i)); err != nil {
			return err
		}
		before = ","
	}
	write(w, "]")
	return nil
}

func writeJSON(w io.Writer, v reflect.Value) error {
	text, err := json.Marshal(v.Addr().Interface())
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// write writes into a hash, which never fails.
func write(w io.Writer, parts ...string) {
	for _, s := range parts {
		_, _ = io.WriteString(w, s)
	}
}
