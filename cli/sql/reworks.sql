-- When a service was deployed because of an incident: its first deployment while one was open.
-- Trino and DuckDB.
SELECT DISTINCT t.service_key, t.next_deployment_at AS deployed_at
FROM timeline t
JOIN incidents i ON i.incident = t.id AND i.service_key = t.service_key
WHERE t.kind = 'incident'
  AND (i.resolved_at IS NULL OR t.next_deployment_at <= i.resolved_at)
