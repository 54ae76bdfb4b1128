package grid

import (
	"fmt"
	"math"
)

// FormatDMS returns a place as degrees, minutes and seconds, latitude first:
// 14°40'52.3"N 092°08'51.2"W. decimals is the number of decimals of a second,
// cut to 0 to 10; one is 3 m on the ground, four are 3 mm. Rounding is carried
// over, so that 60 never appears. A place that is not on the earth gives
// "invalid".
func FormatDMS(lon, lat float64, decimals int) string {
	if checkPlace(lon, lat) != nil {
		return "invalid"
	}
	lon = math.Remainder(lon, 360)
	b := make([]byte, 0, 64)
	b = appendDMS(b, lat, 2, decimals, 'N', 'S')
	b = append(b, ' ')
	return string(appendDMS(b, lon, 3, decimals, 'E', 'W'))
}

// appendDMS appends one angle with its degrees padded to width digits. What
// rounds to zero counts as positive.
func appendDMS(b []byte, deg float64, width, decimals int, positive, negative byte) []byte {
	decimals = max(0, min(10, decimals))
	unit := int64(math.Pow10(decimals)) // of a second
	total := int64(math.Round(math.Abs(deg) * 3600 * float64(unit)))
	letter := positive
	if deg < 0 && total > 0 {
		letter = negative
	}
	seconds, fraction := total/unit, total%unit
	b = fmt.Appendf(b, "%0*d°%02d'%02d", width, seconds/3600, seconds/60%60, seconds%60)
	if decimals > 0 {
		b = fmt.Appendf(b, ".%0*d", decimals, fraction)
	}
	return append(b, '"', letter)
}
