-- A call for each pair, the time alone.
CREATE TEMP TABLE answer AS
SELECT f AS from_v, t AS node,
	(SELECT agg_cost FROM pgr_dijkstraCost('SELECT id, source, target, cost, reverse_cost FROM edges', f, t, true)) AS agg_cost
FROM unnest(:sources, :targets) AS x (f, t);
