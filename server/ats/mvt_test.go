package ats_test

import (
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
)

// texts returns the feature_id of every feature in a tile.
func texts(tile []byte) ([]string, error) {
	var out []string
	err := eachField(tile, func(_ protowire.Number, _ uint64, text []byte) error {
		var keys, values []string
		var features [][]byte
		err := eachField(text, func(n protowire.Number, _ uint64, text []byte) error {
			switch n {
			case 2:
				features = append(features, text)
			case 3:
				keys = append(keys, string(text))
			case 4:
				values = append(values, "")
				return eachField(text, func(n protowire.Number, _ uint64, of []byte) error {
					if n == 1 {
						values[len(values)-1] = string(of)
					}
					return nil
				})
			}
			return nil
		})
		for _, f := range features {
			id, wrong := idOf(f, keys, values)
			if wrong != nil {
				return wrong
			}
			out = append(out, id)
		}
		return err
	})
	return out, err
}

// idOf returns the feature_id of a feature in a tile.
func idOf(f []byte, keys, values []string) (id string, err error) {
	err = eachField(f, func(n protowire.Number, _ uint64, tags []byte) error {
		for n == 2 && len(tags) > 0 {
			key, size := protowire.ConsumeVarint(tags)
			if size < 0 {
				return protowire.ParseError(size)
			}
			value, more := protowire.ConsumeVarint(tags[size:])
			if more < 0 || key >= uint64(len(keys)) || value >= uint64(len(values)) {
				return fmt.Errorf("tags %d, %d of %d keys, %d values", key, value, len(keys), len(values))
			}
			if keys[key] == "feature_id" {
				id = values[value]
			}
			tags = tags[size+more:]
		}
		return nil
	})
	return id, err
}
