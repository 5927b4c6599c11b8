-- What ended before it began.
-- Trino and DuckDB.
SELECT 'incident' AS what, incident AS id FROM incidents WHERE resolved_at < detected_at
UNION ALL
SELECT 'recovery', d.deployment
FROM failures f
JOIN deployments d ON d.service_key = f.service_key AND d.deployment = f.deployment
WHERE f.resolved_at < d.finished_at
UNION ALL
SELECT 'service', service_key FROM first_services WHERE reached_at < began_at
UNION ALL
SELECT 'engineer', engineer FROM first_engineers WHERE reached_at < began_at
