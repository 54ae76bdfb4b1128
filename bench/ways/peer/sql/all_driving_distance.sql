-- All posts in one call.
CREATE TEMP TABLE answer AS
SELECT from_v, node, agg_cost
FROM pgr_drivingDistance('SELECT id, source, target, cost, reverse_cost FROM edges', :sources, 1e15, true);
