package lang

// coverageMessages are those of the coverage-gap report.
var coverageMessages = map[string]string{
	"Map of %s":             "Mapa de %s",
	"Coverage and gaps: %s": "Cobertura y huecos: %s",
	"For %s: of the other side no post and no patrol is named.": "Para %s: del otro lado no se nombra ningún puesto ni patrulla.",
	"%s to %s (%s)":      "%s a %s (%s)",
	"%s of %s km":        "%s de %s km",
	"by %s pairs":        "de %s parejas",
	"nearest post, %s":   "puesto cercano, %s",
	"pair %s, km %s: %s": "pareja %s, km %s: %s",
	"The border of %s is walked together in %s sectors. %s of them are seen as often as the rules ask, %s in part, and %s not.": "La frontera de %s se recorre en conjunto en %s sectores. %s de ellos se ven con la frecuencia que piden las normas, %s en parte y %s no.",
	"%s km with %s more": "%s km con %s más",
	"%s, and the worst place waits %s times what its rule and its risk allow, in place of %s": "%s, y el peor lugar espera %s veces lo que permiten su norma y su riesgo, en vez de %s",
	"Unvisited with more pairs: ":        "Sin recorrer con más parejas: ",
	"km × hours beyond the rules, in %s": "km × horas fuera de norma, en %s",
	"Of %s km that are to be watched, %s km are seen as often as the rules ask, %s km too seldom, and %s km never.":                   "De %s km que se deben vigilar, %s km se ven con la frecuencia que piden las normas, %s km se ven poco y %s km nunca se ven.",
	"Of the %s km of the border, pairs visit %s km and leave %s km unvisited.":                                                        "De los %s km de la frontera, las parejas recorren %s km y dejan %s km sin recorrer.",
	"%s km of the border are in no sector.":                                                                                           "%s km de la frontera no están en ningún sector.",
	"Largest gap on the border: %s, km %s to %s, %s; %s km overdue for up to %s (%s km·h).":                                           "Mayor hueco de la frontera: %s, km %s a %s, %s; %s km con un atraso de hasta %s (%s km·h).",
	"Largest gap beside the border: %s, its km %s to %s, %s; %s km overdue for up to %s (%s km·h).":                                   "Mayor hueco fuera de la frontera: %s, sus km %s a %s, %s; %s km con un atraso de hasta %s (%s km·h).",
	"Since the earlier plan, which begins on %s, what is overdue has gone from %s to %s km·h (%s); stretches opened: %s, closed: %s.": "Desde el plan anterior, que empieza el %s, el atraso ha pasado de %s a %s km·h (%s); tramos que se abren: %s, que se cierran: %s.",
	"With these pairs in this order along the border, no plan leaves less of it unvisited, or makes the worst place wait less than %s times what its rule and its risk allow: all other ways to divide the border were ruled out, none was skipped, and lindero check works this out again by other means.": "Con estas parejas y en este orden a lo largo de la frontera, ningún plan deja menos sin recorrer ni hace esperar al peor lugar menos de %s veces lo que permiten su norma y su riesgo: se descartaron todas las demás formas de dividir la frontera, sin saltarse ninguna, y lindero check lo vuelve a deducir por otros medios.",
	"With these pairs in this order along the border, no plan leaves less of it unvisited; how long the worst place waits (%s times what its rule and its risk allow) is at most %s percent from the best there can be, and lindero check works this out again by other means.":                             "Con estas parejas y en este orden a lo largo de la frontera, ningún plan deja menos sin recorrer; lo que espera el peor lugar (%s veces lo que permiten su norma y su riesgo) está a lo sumo a %s por ciento de lo mejor posible, y lindero check lo vuelve a deducir por otros medios.",
	"Sectors begin and end at breakpoints, at most %s m apart. %s": "Los sectores empiezan y terminan en puntos de corte, a lo sumo a %s m uno de otro. %s",
	"The weighted revisit is the longest wait between two visits, counted as if the rule were %s everywhere: where it asks for half of that, or the risk is double, a wait counts double.": "La revisita ponderada es la espera más larga entre dos visitas, contada como si la norma fuera de %s en todas partes: donde pide la mitad, o el riesgo es el doble, la espera cuenta doble.",
}
