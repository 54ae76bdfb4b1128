package lang

// pictureTexts are those of the picture of a timetable.
var pictureTexts = map[string][2]string{
	"picture": {"Timetable along the border", "Horario a lo largo de la frontera"},
	"picture shows": {
		"The border runs from left to right, time from top to bottom. Each line is a sortie of a pair of patrols, from a filled dot, where they meet, to an open one, where they part. Stretches that stay unseen for longer than the rules allow are shaded.",
		"La frontera va de izquierda a derecha y el tiempo de arriba abajo. Cada línea es una salida de una pareja de patrullas, desde un punto lleno, donde se encuentran, hasta uno abierto, donde se despiden. Los tramos que quedan sin ver más de lo que permiten las normas están sombreados."},
	"picture thinned": {
		"There are too many sorties to draw all of each: only what is walked together is drawn. A shorter time shows all.",
		"Hay demasiadas salidas para dibujarlas enteras: solo se dibuja lo que se recorre en pareja. Un tiempo más corto lo muestra todo."},

	"sortie":      {"sortie", "salida"},
	"host":        {"host", "anfitrión"},
	"leaves post": {"leave the post", "dejan el puesto"},
	"meet":        {"meet", "encuentro"},
	"part":        {"part", "despedida"},
	"home again":  {"at the post", "en el puesto"},
	"gap":         {"gap", "hueco"},

	"walked together":         {"together", "en pareja"},
	"alone along the border,": {"alone along the border,", "sola por la frontera,"},
	"straight ways":           {"from or to the post, off the border", "desde o hacia el puesto, fuera de la frontera"},
	"meeting":                 {"meeting", "encuentro"},
	"parting":                 {"parting", "despedida"},
	"other layers":            {"other layers", "otras capas"},
	"unseen too long":         {"unseen for too long", "sin ver demasiado tiempo"},
	"never watched":           {"never watched", "nunca se vigila"},
	"sorties over the end":    {"begun before the start, as the timetable repeats", "empezada antes del inicio, pues el horario se repite"},
	"weekend":                 {"weekend", "fin de semana"},

	"letter land":  {"L", "T"},
	"letter river": {"R", "R"},
	"letter sea":   {"S", "M"},

	"no_sector":        {"in no sector", "en ningún sector"},
	"not_scheduled":    {"its sorties have no place in the calendar", "sus salidas no caben en el calendario"},
	"revisit_exceeded": {"seen too seldom", "se ve poco"},

	"Sun": {"Sun", "dom"}, "Mon": {"Mon", "lun"}, "Tue": {"Tue", "mar"}, "Wed": {"Wed", "mié"},
	"Thu": {"Thu", "jue"}, "Fri": {"Fri", "vie"}, "Sat": {"Sat", "sáb"},
	"Jan": {"Jan", "ene"}, "Feb": {"Feb", "feb"}, "Mar": {"Mar", "mar"}, "Apr": {"Apr", "abr"},
	"May": {"May", "may"}, "Jun": {"Jun", "jun"}, "Jul": {"Jul", "jul"}, "Aug": {"Aug", "ago"},
	"Sep": {"Sep", "sep"}, "Oct": {"Oct", "oct"}, "Nov": {"Nov", "nov"}, "Dec": {"Dec", "dic"},
}

// pictureMessages are those about it.
var pictureMessages = map[string]string{
	"--picture-from and --picture-to say what a picture shows; add --picture FILE.svg": "--picture-from y --picture-to dicen qué muestra un dibujo; agregue --picture ARCHIVO.svg",
	"--picture: %q is no SVG file; give it a name that ends in .svg":                   "--picture: %q no es un archivo SVG; dele un nombre que termine en .svg",
	"--picture: %s is in the plan's folder, which holds nothing else; put it beside":   "--picture: %s está en la carpeta del plan, que no contiene nada más; póngalo al lado",
	"--%s: %q is no date or time; write 2027-01-04, or 2027-01-04T06:00:00-06:00":      "--%s: %q no es una fecha ni una hora; escriba 2027-01-04 o 2027-01-04T06:00:00-06:00",
	"--%s: the plan is for %s to %s; give a time in between":                           "--%s: el plan va del %s al %s; indique algo entre ambos",
	"--picture-from: no time lies between %s and --picture-to, %s":                     "--picture-from: no hay tiempo entre %s y --picture-to, %s",
	"Picture written to %s": "Dibujo escrito en %s",
	"Gaps on routes other than the border, not drawn: %s (%s km·h).":            "Huecos en rutas distintas de la frontera, que no se dibujan: %s (%s km·h).",
	"Longest weighted revisit: %s; no calendar of these sorties does better.":   "Revisita ponderada más larga: %s; ningún calendario de estas salidas la mejora.",
	"Longest weighted revisit: %s; no calendar of these sorties gets below %s.": "Revisita ponderada más larga: %s; ningún calendario de estas salidas baja de %s.",
	"Layer %s: %s": "Capa %s: %s",
}
