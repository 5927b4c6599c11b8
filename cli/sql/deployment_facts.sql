-- Every production deployment of the window: whether it failed, when it was recovered from, whether it was rework.
-- Trino and DuckDB.
SELECT
  t.service_key,
  t.id AS deployment,
  t.happened_at AS finished_at,
  t.succeeded,
  t.succeeded = 0 OR f.incidents IS NOT NULL AS failed,
  -- With incidents, recovery is theirs; without, it is the next deployment that succeeded.
  CASE WHEN f.incidents IS NOT NULL THEN f.resolved_at WHEN t.succeeded = 0 THEN t.next_success_at END AS recovered_at,
  t.rework OR r.deployed_at IS NOT NULL AS rework
FROM timeline t
CROSS JOIN settings p
LEFT JOIN failures f ON f.service_key = t.service_key AND f.deployment = t.id
LEFT JOIN reworks r ON r.service_key = t.service_key AND r.deployed_at = t.happened_at
WHERE t.kind = 'deployment' AND t.happened_at > p.window_from
