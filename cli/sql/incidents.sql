-- Every incident once: from when it was first detected to when it was last resolved.
-- Trino and DuckDB.
SELECT
  incident,
  MAX(service_key) AS service_key,
  MAX(deployment_id) AS named_deployment,
  MIN(CASE WHEN kind = 'incident.detected' THEN occurred_at END) AS detected_at,
  MAX(CASE WHEN kind = 'incident.resolved' THEN occurred_at END) AS resolved_at
FROM usable
WHERE kind IN ('incident.detected', 'incident.resolved')
GROUP BY incident
HAVING MIN(CASE WHEN kind = 'incident.detected' THEN occurred_at END) IS NOT NULL
