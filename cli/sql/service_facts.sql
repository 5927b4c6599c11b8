-- What the events say of each service: its team (the last one that was named), whether the path deployed it, when it was created and first seen.
-- Trino and DuckDB.
SELECT
  service_key,
  MAX(service) AS service,
  MAX_BY(team, CASE WHEN team IS NOT NULL THEN last_at END) AS team,
  BOOL_OR(platform) AS platform,
  MIN(created_at) AS created_at,
  MIN(first_at) AS first_seen_at
FROM (
  -- Teams are few: compared here, and not at every event.
  SELECT
    service_key,
    team,
    MAX(service) AS service,
    BOOL_OR(platform) AS platform,
    MIN(CASE WHEN kind = 'service.created' THEN occurred_at END) AS created_at,
    MIN(occurred_at) AS first_at,
    MAX(occurred_at) AS last_at
  FROM usable
  WHERE service_key IS NOT NULL
  GROUP BY service_key, team
) teams
GROUP BY service_key
