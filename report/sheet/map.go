package sheet

import "lindero/data/drawing"

// sectorMap returns what draws the map of the sector.
func (w *writer) sectorMap() func(widthPx, heightPx float64) *drawing.Drawing {
	return nil
}
