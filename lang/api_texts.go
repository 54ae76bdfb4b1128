package lang

// apiTexts are those of the page that describes the API.
var apiTexts = map[string][2]string{
	"api":                {"the API", "la API"},
	"api intro":          {"How programs ask for plans, gaps and maps over HTTP.", "Cómo pedir planes, huecos y mapas por HTTP. Las descripciones están en inglés."},
	"api document":       {"The same as JSON (OpenAPI 3.0)", "Lo mismo en JSON (OpenAPI 3.0)"},
	"contents":           {"Contents", "Contenido"},
	"home page":          {"Home", "Inicio"},
	"skip to operations": {"Skip to the operations", "Ir a las operaciones"},
	"to the top":         {"To the top", "Volver arriba"},
	"api parameters":     {"Parameters", "Parámetros"},
	"api name":           {"name", "nombre"},
	"api in":             {"in", "lugar"},
	"api form":           {"form", "forma"},
	"api meaning":        {"what", "qué es"},
	"api required":       {"required", "obligatorio"},
	"api optional":       {"optional", "opcional"},
	"api body":           {"Body", "Cuerpo"},
	"api answers":        {"Answers", "Respuestas"},
	"api example":        {"Example", "Ejemplo"},
	"api also":           {"Also:", "También:"},
	"other answers":      {"Errors and other answers", "Errores y otras respuestas"},
	"schemas":            {"Schemas", "Esquemas"},
}
