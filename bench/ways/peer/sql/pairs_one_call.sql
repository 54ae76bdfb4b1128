-- All pairs in one call, the times alone.
CREATE TEMP TABLE answer AS
SELECT start_vid AS from_v, end_vid AS node, agg_cost
FROM pgr_dijkstraCost('SELECT id, source, target, cost, reverse_cost FROM edges',
	'SELECT * FROM unnest(' || quote_literal(:sources::text) || '::bigint[], ' || quote_literal(:targets::text) || '::bigint[]) AS x (source, target)', true);
