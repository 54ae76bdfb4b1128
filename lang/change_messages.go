package lang

// changeMessages are those about changes of a plan.
var changeMessages = map[string]string{
	"meeting point %q stands in nobody's sector, so that nobody meets there; move a sector's boundary, or plan anew":                    "el punto de encuentro %q no está en el sector de nadie, así que nadie se encuentra allí; mueva el límite de un sector, o planifique de nuevo",
	"patrol %q has no partner, and makes no sortie; add one of the other side that fits, or plan anew":                                  "la patrulla %q no tiene pareja y no hace ninguna salida; añada una del otro lado que convenga, o planifique de nuevo",
	"%q is no change of a plan; write one of %s":                                                                                        "%q no es un cambio de un plan; escriba uno de %s",
	"%s is missing, and %s needs it; give it":                                                                                           "falta %s, y %s lo necesita; delo",
	"%s means nothing for %s; leave it out":                                                                                             "%s no se usa con %s; quítelo",
	"%s: %s is not between %s and %s; give a number that is":                                                                            "%s: %s no está entre %s y %s; dé un número que lo esté",
	"%s: %q is not known; write one of %s":                                                                                              "%s: no se conoce %q; escriba uno de %s",
	"%s: nothing in the plan has the id %q; write one that is there":                                                                    "%s: nada en el plan tiene el id %q; escriba uno que exista",
	"%s: nothing in the plan has the id %q; near it are %s":                                                                             "%s: nada en el plan tiene el id %q; se parecen %s",
	"%s: %q begins or ends with space, or has a character that cannot be read; write it without":                                        "%s: %q empieza o termina con espacio, o tiene un carácter que no se puede leer; escríbalo sin él",
	"%s: %q is there already; give another id":                                                                                          "%s: ya existe %q; dé otro id",
	"%s: the border has no chainage %s, it is %s long; give metres from its start":                                                      "%s: la frontera no tiene la progresiva %s, mide %s; dé metros desde su inicio",
	"%s: the place lies %s from the border; give one no farther than 5 km from it":                                                      "%s: el lugar está a %s de la frontera; dé uno a no más de 5 km de ella",
	"the sectors of %q and %q are not next to each other; name two pairs of one layer that are, in order along the border":              "los sectores de %q y %q no son contiguos; indique dos parejas de una capa que lo sean, en orden a lo largo de la frontera",
	"the boundary cannot lie at %s m, as a sector would be left with nothing or reach into another; choose a place between %s and %s m": "el límite no puede estar en %s m, pues un sector quedaría sin nada o entraría en otro; elija un lugar entre %s y %s m",
	"post %q is of %s, and patrol %q of %s; name a post of its side":                                                                    "el puesto %q es de %s, y la patrulla %q de %s; indique un puesto de su lado",
	"patrol %q could move nowhere; give it a speed above 0 on one kind or more":                                                         "la patrulla %q no podría moverse; dele una velocidad mayor que 0 en un tipo o más",
	"there are %s changes, and at most %s are answered at once; ask about fewer":                                                        "hay %s cambios, y se responden a la vez %s como mucho; pregunte por menos",
}
