package lang

// coverageMessages are those of the coverage-gap report.
var coverageMessages = map[string]string{
	"Map of %s":             "Mapa de %s",
	"Coverage and gaps: %s": "Cobertura y huecos: %s",
	"For %s: of the other side no post and no patrol is named.": "Para %s: del otro lado no se nombra ningún puesto ni patrulla.",
	"%s to %s (%s)":      "%s a %s (%s)",
	"%s of %s km":        "%s de %s km",
	"%s km in all":       "%s km en total",
	"in %s":              "en %s",
	"by %s pairs":        "de %s parejas",
	"nearest post, %s":   "puesto más cercano, %s",
	"pair %s, km %s: %s": "pareja %s, km %s: %s",
	"%s more: %s km":     "%s más: %s km",
	"%s, and seen at worst every %s (weighted) in place of %s":                                                                  "%s, y en el peor caso se ve cada %s (ponderado) en vez de %s",
	"%s of %s km of watched border, coasts and lanes are seen as often as the rules ask; %s km never, and %s km too seldom.":    "%s de %s km de frontera, costas y rutas marítimas vigiladas se ven con la frecuencia que piden las normas; %s km nunca, y %s km poco.",
	"Of the border %s km are never visited now. With more pairs it would be: ":                                                  "De la frontera %s km no se recorren nunca hoy. Con más parejas serían: ",
	"Since the plan from %s on, what is overdue has gone from %s to %s km·h (%s); %s stretches have opened and %s closed.":      "Desde el plan que empieza el %s, el atraso ha pasado de %s a %s km·h (%s); se han abierto %s tramos y cerrado %s.",
	"The border of %s is walked together in %s sectors. %s of them are seen as often as the rules ask, %s in part, and %s not.": "La frontera de %s se recorre en conjunto en %s sectores. %s de ellos se ven con la frecuencia que piden las normas, %s en parte y %s no.",
	"The largest gap beside the border is on %s, km %s to %s: %s km·h, %s.":                                                     "El mayor hueco fuera de la frontera está en %s, km %s a %s: %s km·h, %s.",
	"The largest gap of the border is on %s, km %s to %s: %s km·h, %s.":                                                         "El mayor hueco de la frontera está en %s, km %s a %s: %s km·h, %s.",
	"With these pairs in this order along the border nobody can leave less of it unvisited, nor come to the worst place more often than every %s (weighted by rule and risk): every other division was ruled out, not just tried, and lindero check derives it again by other means.": "Con estas parejas en este orden a lo largo de la frontera nadie puede dejar menos sin recorrer, ni llegar al peor lugar más a menudo que cada %s (ponderado por norma y riesgo): toda otra división se descartó, no solo se probó, y lindero check lo deduce de nuevo por otros medios.",
	"With these pairs in this order along the border nobody can leave less of it unvisited; how often the worst place is seen (every %s, weighted by rule and risk) is at most %s percent from the best there can be, and lindero check derives that again by other means.":           "Con estas parejas en este orden a lo largo de la frontera nadie puede dejar menos sin recorrer; la frecuencia con que se ve el peor lugar (cada %s, ponderado por norma y riesgo) está a lo sumo a %s por ciento de lo mejor posible, y lindero check lo deduce de nuevo por otros medios.",
}
