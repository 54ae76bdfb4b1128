-- All posts and all junctions in one call.
CREATE TEMP TABLE answer AS
SELECT start_vid AS from_v, end_vid AS node, agg_cost
FROM pgr_dijkstraCost('SELECT id, source, target, cost, reverse_cost FROM edges', :sources,
	(SELECT array_agg(v) FROM (SELECT source AS v FROM edges UNION SELECT target FROM edges) AS x), true)
UNION ALL SELECT s, s, 0 FROM unnest(:sources) AS s;
