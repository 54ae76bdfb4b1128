package process

import (
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"lindero/planner"
)

// changeField describes a field of a change of a plan, for forms.
type changeField struct {
	name, title, description string
	schema                   *openapi3.Schema
}

// changeFields lists the fields of changes.
func changeFields() []changeField {
	number := openapi3.NewFloat64Schema
	codes, rules := make([]any, len(planner.ChangeCodes)), make([]any, len(planner.ChangeRules))
	for i, c := range planner.ChangeCodes {
		codes[i] = string(c)
	}
	for i, r := range planner.ChangeRules {
		rules[i] = r
	}
	return []changeField{
		{"change", "Change", "What is changed. The other fields depend on it, as they say.", openapi3.NewStringSchema().WithEnum(codes...)},
		{"meeting_point", "Meeting point", "Id of a meeting point; when one is added, an id that none has.", text()},
		{"name", "Name", "What people call the meeting point.", text()},
		{"room", "Room", "How many pairs may meet there in the same hour.", openapi3.NewIntegerSchema()},
		{"to_m", "New place on the border", "Chainage of the border, in metres from its start. It is taken to the nearest breakpoint.", number()},
		{"at", "New place", "Longitude and latitude in degrees, no farther than 5 km from the border; in place of to_m.", openapi3.NewArraySchema().WithItems(number()).WithMinItems(2).WithMaxItems(2)},
		{"pairs", "Pairs", "Ids of two pairs that are neighbours, in order along the border, whose boundary is moved.", openapi3.NewArraySchema().WithItems(text()).WithMinItems(2).WithMaxItems(2)},
		{"sector", "Sector", "Id of a sector of which an end is moved; in place of pairs.", text()},
		{"end", "End", "Which end of the sector is moved, in the direction of chainage.", openapi3.NewStringSchema().WithEnum(planner.SectorFrom, planner.SectorTo)},
		{"patrol", "Patrol", "Id of a patrol; when one is added, an id that none has.", text()},
		{"side", "Side", "Code of the side that the patrol belongs to.", text()},
		{"post", "Post", "Id of the post of its own side that the patrol starts from.", text()},
		{"layer", "Layer", "Layer of the patrol; surface unless given.", text()},
		{"shift_h", "Shift", "Hours from leaving the post to being back, at most. Shifts of a week must fit into it.", number()},
		{"rest_h", "Rest", "Hours between two sorties, at least.", number()},
		{"shifts_per_week", "Shifts a week", "How many sorties the patrol can make in a week.", number()},
		{"speed_land_kmh", "Speed on land", "Kilometres an hour; 0: it cannot move on land.", number()},
		{"speed_river_kmh", "Speed on rivers", "Kilometres an hour; 0: it cannot move on rivers.", number()},
		{"speed_sea_kmh", "Speed at sea", "Kilometres an hour; 0: it cannot move at sea.", number()},
		{"watch_radius_m", "Watch radius", "How far the patrol sees, in metres.", number()},
		{"rule", "Rule", "The rule that is changed.", openapi3.NewStringSchema().WithEnum(rules...)},
		{"value", "New value", "Of a revisit rule the longest time that a stretch may stay unseen, in hours, above 0; of a speed off routes kilometres an hour, 0 to 1000; of the detour factor the way divided by the straight line, 1 to 100.", number()},
	}
}

// changes is the schema of the changes of a question. What goes together, and what
// depends on the plan, the planner says.
func changes() *openapi3.Schema {
	change := openapi3.NewObjectSchema().WithRequired([]string{"change"}).WithoutAdditionalProperties()
	change.Properties = openapi3.Schemas{}
	for _, f := range changeFields() {
		f.schema.Title, f.schema.Description = f.title, f.description+changesWith(f.name)
		if least, most, ok := planner.ChangeLimits(f.name); ok {
			f.schema.WithMin(least).WithMax(most)
		}
		change.Properties[f.name] = openapi3.NewSchemaRef("", f.schema)
	}
	return openapi3.NewArraySchema().WithItems(change).WithMaxItems(planner.MostChanges)
}

// changesWith says which changes need a field, and which may have it; nothing of
// one that all have.
func changesWith(field string) string {
	var needed, allowed []string
	for _, c := range planner.ChangeCodes {
		needs, may := planner.ChangeFields(c)
		switch {
		case slices.Contains(needs, field):
			needed = append(needed, string(c))
		case slices.Contains(may, field):
			allowed = append(allowed, string(c))
		}
	}
	out := ""
	if len(needed) > 0 {
		out += " Needed for " + strings.Join(needed, ", ") + "."
	}
	if len(allowed) > 0 {
		out += " May be given for " + strings.Join(allowed, ", ") + "."
	}
	return out
}

// keptOut describes where a changed plan is kept.
func keptOut() OutputDescription {
	s := openapi3.NewObjectSchema().WithRequired([]string{"id", "href", "base"}).WithNullable()
	s.Properties = openapi3.Schemas{}
	for name, description := range map[string]string{
		"id": "Id of the changed plan, as in /plans/{planId}.", "href": "Its address.", "base": "Id of the plan that was changed."} {
		of := openapi3.NewStringSchema()
		of.Description = description
		s.Properties[name] = openapi3.NewSchemaRef("", of)
	}
	s.ContentMediaType = typeJSON
	return OutputDescription{"Changed plan", "Where the changed plan is kept; null unless keep is asked for. It is made again where the same is asked after it was dropped.", s}
}
