-- A failed deployment counts once, however many incidents followed from it. It is recovered from when the last of them is resolved.
-- Trino and DuckDB.
SELECT
  service_key,
  deployment,
  COUNT(*) AS incidents,
  CASE WHEN COUNT(resolved_at) = COUNT(*) THEN MAX(resolved_at) END AS resolved_at
FROM incident_deployments
GROUP BY service_key, deployment
