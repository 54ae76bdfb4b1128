package main

import (
	"reflect"
	"testing"

	"lindero/report/words"
)

// TestPictureTexts: nothing that a picture says is left without words.
func TestPictureTexts(t *testing.T) {
	layout := drawn(t)
	for _, l := range languages {
		texts := reflect.ValueOf(words.Picture(l, handMade(layout)))
		for i := range texts.NumField() {
			if f := texts.Field(i); f.IsZero() {
				t.Errorf("%s: %s is empty", l, texts.Type().Field(i).Name)
			}
		}
	}
}
