-- Incidents that no deployment explains, and deployments that are named and were never seen.
-- Trino and DuckDB.
SELECT
  COUNT(*) AS incidents,
  SUM(CASE WHEN d.deployment IS NULL THEN 1 ELSE 0 END) AS unexplained
FROM incidents i
LEFT JOIN (SELECT DISTINCT incident, deployment FROM incident_deployments) d ON d.incident = i.incident
