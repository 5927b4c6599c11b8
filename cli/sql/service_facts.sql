-- What the events say of each service: its team, whether the path deployed it, when it was created and first seen.
-- Trino and DuckDB.
SELECT
  service_key,
  MAX(service) AS service,
  MAX_BY(team, CASE WHEN team IS NOT NULL THEN occurred_at END) AS team,
  BOOL_OR(platform) AS platform,
  MIN(CASE WHEN kind = 'service.created' THEN occurred_at END) AS created_at,
  MIN(occurred_at) AS first_seen_at
FROM usable
WHERE service_key IS NOT NULL
GROUP BY service_key
