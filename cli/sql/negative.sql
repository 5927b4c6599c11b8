-- What ended before it began.
-- Trino and DuckDB.
SELECT 'incident' AS what, incident AS id FROM incidents WHERE resolved_at < detected_at
UNION ALL
SELECT 'recovery', deployment FROM deployment_facts WHERE failed AND recovered_at < finished_at
UNION ALL
SELECT 'service', service_key FROM first_services WHERE reached_at < began_at
UNION ALL
SELECT 'engineer', engineer FROM first_engineers WHERE reached_at < began_at
