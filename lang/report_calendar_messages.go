package lang

// calendarMessages are those of the events of calendars.
var calendarMessages = map[string]string{
	"Joint patrol, %s: %s":             "Patrulla conjunta, %s: %s",
	"pair %d (%s)":                     "pareja %d (%s)",
	"%s: %s leaves %s":                 "%s: %s sale de %s",
	"%s: meet at %s":                   "%s: encuentro en %s",
	"Beat: km %s to %s (%s km)":        "Ronda: km %s a %s (%s km)",
	"%s: part at km %s, %s":            "%s: despedida en el km %s, %s",
	"%s: %s is back at %s":             "%s: %s está de vuelta en %s",
	"Host: %s":                         "Anfitrión: %s",
	"Hours are of the clock at UTC%s.": "Las horas son del reloj en UTC%s.",
}
