package lang

// sheetTexts are those of the sheets that patrols take along.
var sheetTexts = map[string][2]string{
	"sector sheet": {"Sector sheet", "Hoja de sector"},

	"sheet beats":  {"Where to meet, walk and part", "Dónde encontrarse, recorrer y despedirse"},
	"sheet meet":   {"● meet", "● encuentro"},
	"sheet part":   {"○ part", "○ despedida"},
	"sheet walk":   {"walk together", "recorrido en pareja"},
	"sheet times":  {"times", "veces"},
	"sheet absent": {"If the other patrol is not there: the rule of this plan", "Si la otra patrulla no está: la norma de este plan"},
	"sheet alone":  {"Then go along the beat on your own side, as far as your shift lets you, and report.", "Después recorra la ronda por su propio lado, hasta donde le alcance el turno, e informe."},
	"sheet home":   {"Then go home and report.", "Después vuelva e informe."},
	"sheet cross":  {"Nobody crosses the border without prior coordination.", "Nadie cruza la frontera sin coordinación previa."},

	"sheet beside":   {"Neighbours", "Parejas vecinas"},
	"sheet apart":    {"Between lies a stretch that neither walks.", "En medio queda un tramo que nadie recorre."},
	"sheet it meets": {"It meets at:", "Se encuentra en:"},
	"sheet nobody":   {"None.", "Ninguna."},

	"sheet timetable":  {"Timetable", "Horario"},
	"sheet no":         {"no.", "n.º"},
	"sheet meets":      {"meet", "encuen\u00adtro"},
	"sheet parts":      {"part", "despe\u00addida"},
	"sheet host":       {"host", "anfi\u00adtrión"},
	"sheet date":       {"date", "fecha"},
	"sheet sun":        {"sun up", "sol"},
	"sheet days":       {"(−1), (+1): so many days before or after that of the meeting.", "(−1), (+1): tantos días antes o después del día del encuentro."},
	"sheet sun is":     {"Sun up: from sunrise to sunset at the meeting point.", "Sol: de la salida a la puesta en el punto de encuentro."},
	"sheet polar":      {"24 h: it does not set; 0 h: it does not rise.", "24 h: no se pone; 0 h: no sale."},
	"sheet no sorties": {"No sortie of this pair has a place in the timetable.", "Ninguna salida de esta pareja tiene lugar en el horario."},
	"sheet notes":      {"Notes", "Notas"},

	"wind n": {"north", "norte"}, "wind ne": {"north-east", "noreste"}, "wind e": {"east", "este"}, "wind se": {"south-east", "sureste"},
	"wind s": {"south", "sur"}, "wind sw": {"south-west", "suroeste"}, "wind w": {"west", "oeste"}, "wind nw": {"north-west", "noroeste"},
	"letter n": {"N", "N"}, "letter s": {"S", "S"}, "letter e": {"E", "E"}, "letter w": {"W", "O"},
}

// sheetMessages are those of them with something to fill in, and those about them.
var sheetMessages = map[string]string{
	"Pair %s":  "Pareja %s",
	"layer %s": "capa %s",
	"%s to %s": "del %s al %s",
	"Sector: km %s to %s of the border (%s km)":      "Sector: km %s a %s de la frontera (%s km)",
	"%s: patrol %s, post %s":                         "%s: patrulla %s, puesto %s",
	"%s: other side":                                 "%s: el otro lado",
	"%s km, %s":                                      "%s km, %s",
	"%s km %s, to km %s":                             "%s km al %s, hasta el km %s",
	"%s h %s min":                                    "%s h %s min",
	"Wait %s min at the meeting point.":              "Espere %s min en el punto de encuentro.",
	"Before along the border: pair %s, km %s to %s.": "Antes en la frontera: pareja %s, km %s a %s.",
	"After along the border: pair %s, km %s to %s.":  "Después en la frontera: pareja %s, km %s a %s.",
	"and %s more":                                    "y %s más",
	"%s leaves":                                      "sale %s",
	"%s back":                                        "vuelve %s",
	"Times are by the clocks of %s (%s).":            "Las horas son las de los relojes de %s (%s).",
	"Clocks of %s: %s.":                              "Relojes de %s: %s.",
	"%s, from %s %s":                                 "%s, desde el %s %s",
	"Sorties that do not fit on this page: %s, from no. %s on. The calendar file (.ics) of the pair has all.": "Salidas que no caben en esta página: %s, desde la n.º %s. El archivo de calendario (.ics) de la pareja las tiene todas.",
	"Beats that do not fit on this page: %s, from %s on. The calendar file (.ics) of the pair has all.":       "Rondas que no caben en esta página: %s, desde la %s. El archivo de calendario (.ics) de la pareja las tiene todas.",

	"the plan has no pair %q": "el plan no tiene la pareja %q",
	"pair %q has no sector in this plan, so there is no sheet of it":                  "la pareja %q no tiene sector en este plan, así que no hay hoja de ella",
	"%q is no side of this plan; it has %s and %s":                                    "%q no es un lado de este plan; tiene %s y %s",
	"the plan is of another scenario: it has the sides %s and %s, this one %s and %s": "el plan es de otro escenario: tiene los lados %s y %s, y este %s y %s",
}
