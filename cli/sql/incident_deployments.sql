-- Which deployment an incident followed from: the one that it names, else the last one of the service within the hours that are allowed.
-- Trino and DuckDB.
SELECT i.incident, d.service_key, i.resolved_at, d.deployment
FROM incidents i
JOIN deployments d ON d.deployment = i.named_deployment
UNION ALL
SELECT i.incident, i.service_key, i.resolved_at, MIN(d.deployment)
FROM incidents i
CROSS JOIN settings p
JOIN timeline t ON t.kind = 'incident' AND t.id = i.incident AND t.service_key = i.service_key
JOIN deployments d ON d.service_key = t.service_key AND d.finished_at = t.last_deployment_at
WHERE i.named_deployment IS NULL
  AND DATE_DIFF('second', t.last_deployment_at, i.detected_at) <= 3600 * p.incident_hours
GROUP BY i.incident, i.service_key, i.resolved_at
