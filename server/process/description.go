package process

import (
	"github.com/getkin/kin-openapi/openapi3"
)

// Link is a link of RFC 8288 as OGC APIs write it.
type Link struct {
	Href  string `json:"href"`
	Rel   string `json:"rel,omitempty"`
	Type  string `json:"type,omitempty"`
	Title string `json:"title,omitempty"`
}

// List is the answer at /processes (processList.yaml).
type List struct {
	Processes []Summary `json:"processes"`
	Links     []Link    `json:"links"`
}

// Summary says what a process does (processSummary.yaml).
type Summary struct {
	ID                 string   `json:"id"`
	Version            string   `json:"version"`
	Title              string   `json:"title"`
	Description        string   `json:"description"`
	Keywords           []string `json:"keywords,omitempty"`
	JobControlOptions  []string `json:"jobControlOptions"`
	OutputTransmission []string `json:"outputTransmission"`
	Links              []Link   `json:"links"`
}

// Description says what a process takes and gives (process.yaml).
type Description struct {
	Summary
	Inputs  map[string]InputDescription  `json:"inputs"`
	Outputs map[string]OutputDescription `json:"outputs"`
}

// InputDescription is an input of a process (inputDescription.yaml). Its schema
// is what inputs are held to.
type InputDescription struct {
	Title       string           `json:"title"`
	Description string           `json:"description"`
	MinOccurs   int              `json:"minOccurs"` // 0: it may be left out
	MaxOccurs   int              `json:"maxOccurs"`
	Schema      *openapi3.Schema `json:"schema"`
}

// OutputDescription is an output of a process (outputDescription.yaml).
type OutputDescription struct {
	Title       string           `json:"title"`
	Description string           `json:"description"`
	Schema      *openapi3.Schema `json:"schema"`
}

// Descriptions returns the descriptions of all processes, without links, for
// those who document them.
func (s *Service) Descriptions() []Description {
	out := make([]Description, len(s.processes))
	for i, p := range s.processes {
		out[i] = p.Description
	}
	return out
}

// process is a process that can be executed.
type process struct {
	Description
	// byLink are the outputs that are linked to where all are asked for.
	byLink []string
	// prepare reads inputs that keep to their schemas, and returns the work to
	// be done or all that is wrong with them.
	prepare func(s *Service, p *process, in inputs) (*task, *faults)
}

// The forms of media.
const (
	typeJSON    = "application/json"
	typeGeoJSON = "application/geo+json"
	typeHTML    = "text/html"
)

// How often an input may be left out.
const (
	optional = 0
	required = 1
)

// in describes an input.
func in(minOccurs int, title, description string, schema *openapi3.Schema) InputDescription {
	return InputDescription{title, description, minOccurs, 1, schema}
}

// out describes an output that is a JSON object.
func out(title, description string) OutputDescription {
	s := openapi3.NewObjectSchema()
	s.ContentMediaType = typeJSON
	return OutputDescription{title, description, s}
}

// listOut describes an output that is a JSON list.
func listOut(title, description string) OutputDescription {
	s := openapi3.NewArraySchema().WithItems(openapi3.NewObjectSchema())
	s.ContentMediaType = typeJSON
	return OutputDescription{title, description, s}
}

// featuresOut describes an output that is a FeatureCollection.
func featuresOut(title, description string) OutputDescription {
	s := openapi3.NewObjectSchema()
	s.ContentMediaType, s.Format = typeGeoJSON, "geojson-feature-collection"
	return OutputDescription{title, description, s}
}

// mediaType returns the form of an output.
func (o *OutputDescription) mediaType() string { return o.Schema.ContentMediaType }

// maxID is the longest id that is looked up.
const maxID = 200

// text is a text that is not empty, and not longer than an id.
func text() *openapi3.Schema {
	return openapi3.NewStringSchema().WithMinLength(1).WithMaxLength(maxID)
}

func oneOf(otherwise string, values ...any) *openapi3.Schema {
	return openapi3.NewStringSchema().WithEnum(values...).WithDefault(otherwise)
}

func flag() *openapi3.Schema { return openapi3.NewBoolSchema().WithDefault(false) }

// stepM is the distance between breakpoints of the border.
func stepM() InputDescription {
	return in(optional, "Step", "Distance between breakpoints of the border, in metres.",
		openapi3.NewFloat64Schema().WithMin(1).WithMax(1e6).WithDefault(100))
}

func meet() InputDescription {
	return in(optional, "Where pairs may meet", "At the designated meeting points of the scenario, or anywhere on the border.",
		oneOf("designated", "designated", "anywhere"))
}

func scenarioInput(minOccurs int) InputDescription {
	return in(minOccurs, "Scenario", "Id of a scenario, as in /scenarios/{scenarioId}.", text())
}

func planInput(minOccurs int, title string) InputDescription {
	return in(minOccurs, title, "Id of a plan, as in /plans/{planId}; current is an alias.", text())
}
