package lang

// planMessages are those about plans.
var planMessages = map[string]string{
	// usage
	"plan takes one scenario; see lindero plan --help":             "plan recibe un solo escenario; vea lindero plan --help",
	"--meet: %q is no place to meet; write designated or anywhere": "--meet: %q no es un lugar de encuentro; escriba designated o anywhere",
	"--step: %v": "--step: %v",
	"--keep: %s is a plan of another border (%s); name one of %s":                                    "--keep: %s es un plan de otra frontera (%s); indique uno de %s",
	"--output: a folder %s would be taken for the scenario of that name in the box; give it another": "--output: una carpeta %s se tomaría por el escenario incluido de ese nombre; dele otro",
	"check takes a scenario and a plan of it; see lindero check --help":                              "check recibe un escenario y un plan de él; vea lindero check --help",
	"reinforce takes one scenario; see lindero reinforce --help":                                     "reinforce recibe un solo escenario; vea lindero reinforce --help",
	"reinforce needs to know how many patrols; add --patrols N, or --close for as many as it takes":  "reinforce necesita saber cuántas patrullas; agregue --patrols N, o --close para las que hagan falta",
	"--patrols: %d is not between 1 and %d":                                                          "--patrols: %d no está entre 1 y %d",
	"--posts: %q is no post of %s; name ids of its posts, with commas between them":                  "--posts: %q no es un puesto de %s; indique ids de sus puestos, separados por comas",
	"--posts names no post of %s; name one or more of each side":                                     "--posts no indica ningún puesto de %s; indique uno o más de cada lado",
	"--close finds how many it takes; leave out --patrols, or --close":                               "--close halla cuántas hacen falta; quite --patrols o --close",
	"compare takes two plans; see lindero compare --help":                                            "compare recibe dos planes; vea lindero compare --help",
	"%s is a plan of %s and %s one of %s, which are not one border; name two plans of one":           "%s es un plan de %s y %s uno de %s, que no son una misma frontera; indique dos planes de una",

	// what a layer holds
	"Plan of %s: a timetable of %s that repeats": "Plan de %s: un horario de %s que se repite",
	"Layer %s (pairs: %s)":                       "Capa %s (parejas: %s)",
	"%s, layer %s":                               "%s, capa %s",
	"Every stretch that a pair visits is seen at least once every %s.": "Todo tramo que recorre una pareja se ve al menos una vez cada %s.",
	"%s %s (rule: %s)": "%s %s (norma: %s)",
	"No stretch that a pair visits waits longer than its rule and its risk allow (weighted revisit %s)": "Ningún tramo que recorre una pareja espera más de lo que su norma y su riesgo permiten (revisita ponderada de %s)",
	"At worst a stretch waits %s times as long as its rule and its risk allow (weighted revisit %s)":    "En el peor caso un tramo espera %s veces lo que su norma y su riesgo permiten (revisita ponderada de %s)",
	"%s; no plan of these pairs in this order does better: proven.":                                     "%s; ningún plan de estas parejas en este orden lo mejora: está demostrado.",
	"%s; at most %s percent from the best, as no plan of these pairs in this order is below %s.":        "%s; a lo sumo a %s por ciento de lo mejor, pues ningún plan de estas parejas en este orden baja de %s.",
	"Of the %s km of the border %s km are visited, and %s km stay open.":                                "De los %s km de frontera se recorren %s km, y %s km quedan abiertos.",
	"The fullest sortie takes %s percent of its shift.":                                                 "La salida más larga ocupa el %s por ciento de su turno.",

	// pairs and beats
	"pair %s":                                "pareja %s",
	"pair %d":                                "pareja %d",
	"%s of %s":                               "%s de %s",
	"%s; they meet at %s":                    "%s; se encuentran en %s",
	"%s; without a sector":                   "%s; sin sector",
	"Without a partner: %s (%s)":             "Sin compañera: %s (%s)",
	"meet at %s, part at km %s, together %s": "encuentro en %s, despedida en el km %s, juntas %s",
	"%s: %s there, %s home, %s in all":       "%s: %s de ida, %s de vuelta, %s en total",

	// what stays open
	"a sortie there does not fit the shift of %s":       "una salida hasta allí no cabe en el turno de %s",
	"a sortie there does not fit the shifts of %s":      "una salida hasta allí no cabe en los turnos de la %s",
	"%s has no sortie left":                             "a la %s no le quedan salidas",
	"%s cannot move on this kind":                       "la %s no puede moverse en este tipo",
	"%s has no meeting point near enough":               "la %s no tiene un punto de encuentro bastante cerca",
	"%s cannot come as often as the rule asks":          "la %s no puede ir con la frecuencia que pide la norma",
	"What would mend it: %s.":                           "Lo remediaría: %s.",
	"%s, or %s":                                         "%s, o %s",
	"a shift %s h longer for %s (%s h instead of %s h)": "un turno %s h más largo para %s (%s h en vez de %s h)",
	"one more shift a week for %s (%s instead of %s)":   "un turno más a la semana para %s (%s en vez de %s)",
	"%s more shifts a week for %s (%s instead of %s)":   "%s turnos más a la semana para %s (%s en vez de %s)",
	"a post of %s within %s km of km %s":                "un puesto de %s a menos de %s km del km %s",

	"both patrols of %s": "ambas patrullas de la %s",
	"one more pair like %s, from a post of each side within %s km of km %s": "una pareja más como la %s, desde un puesto de cada lado a menos de %s km del km %s",

	// proof
	"Pairing: both patrols of a pair can be at the border within %s; no pairing has a shorter longest way (%s for all pairs together).": "Formación de parejas: ambas patrullas de cada pareja pueden estar en la frontera en %s o menos; ninguna otra formación acorta el camino más largo (%s entre todas las parejas).",
	"Never visited: %s km, weighted by risk; these pairs in this order cannot leave less.":                                              "Nunca se recorren: %s km, ponderados por riesgo; estas parejas en este orden no pueden dejar menos.",
	"Longest weighted revisit: %s, and the lower bound is the same: the best there is.":                                                 "Revisita ponderada más larga: %s, igual a la cota inferior: es lo mejor posible.",
	"Longest weighted revisit: %s; lower bound %s: at most %s percent from the best.":                                                   "Revisita ponderada más larga: %s; cota inferior %s: a lo sumo a %s por ciento de lo mejor.",
	"It comes from %s, km %s, walked once every %s: %s.":                                                                                "Viene de la %s, km %s, que se recorre una vez cada %s: %s.",
	"The next smaller revisit is %s: with it %s km more, weighted by risk, would stay open.":                                            "La siguiente revisita menor es de %s: con ella quedarían abiertos %s km más, ponderados por riesgo.",
	"In whatever order the pairs stand, at least %s km stay open, weighted by risk":                                                     "En cualquier orden de las parejas quedan abiertos al menos %s km, ponderados por riesgo",
	"%s, and the weighted revisit is %s or more":                                                                                        "%s, y la revisita ponderada es de %s o más",
	"%s and %d more places":     "%s y %d lugares más",
	"%s from %s and %s from %s": "%s de %s y %s de %s",
	"Changed places: %s now goes before %s, as they do better so together. Longest weighted revisits before: %s and %s; now: %s and %s.": "Cambio de lugar: la %s va ahora antes de la %s, pues así rinden más las dos juntas. Revisitas ponderadas más largas, antes: %s y %s; ahora: %s y %s.",
	"What the other layers leave open, beside the first, is in plan.json.":                                                               "Lo que dejan abierto las demás capas, junto a la primera, está en plan.json.",
	"the pair cannot move on the kind of border there":                                                                                   "la pareja no puede moverse en el tipo de frontera que hay allí",
	"--output: a plan is a folder; name one":                                                                                             "--output: un plan es una carpeta; indique una",
	"%s is a plan of another border (%s); name one of %s":                                                                                "%s es un plan de otra frontera (%s); indique uno de %s",
	"no beat": "sin rondas",
	"With a weighted revisit of %s the pairs down to each get no further than this, if no more is to stay open than now, and fall short of the end:": "Con una revisita ponderada de %s las parejas hasta cada una no pasan de aquí, si no ha de quedar abierto más que ahora, y no alcanzan el final:",
	"Written to %s; next: lindero check %s %s": "Escrito en %s; siguiente: lindero check %s %s",

	// check
	"Clean: %s things checked (proofs %s, pairs %s, sectors %s, beats %s, meeting points %s, open stretches %s, watched spans %s, gaps %s).": "Limpio: se verificaron %s cosas (demostraciones %s, parejas %s, sectores %s, rondas %s, puntos de encuentro %s, tramos abiertos %s, tramos vigilados %s, huecos %s).",
	"Violations: %s": "Infracciones: %s",

	// reinforce
	"More patrols for %s, layer %s":                          "Más patrullas para %s, capa %s",
	"from %s, equipped like %s: km %s":                       "desde %s, con los medios de %s: km %s",
	"from %s, equipped like %s: no sector":                   "desde %s, con los medios de %s: sin sector",
	"%s; without it %s km more (weighted) would stay open":   "%s; sin ella quedarían abiertos %s km más (ponderados)",
	"%s; without it the weighted revisit would be %s longer": "%s; sin ella la revisita ponderada sería %s más larga",
	"%s km are beyond the reach of any of these posts.":      "%s km están fuera del alcance de todos estos puestos.",

	// compare
	"From plan A (%s) to plan B (%s)":      "Del plan A (%s) al plan B (%s)",
	"%s: A at %s; B at %s":                 "%s: A en %s; B en %s",
	"%s: %s km, exposure %s km·h a period": "%s: %s km, exposición %s km·h por periodo",
}
