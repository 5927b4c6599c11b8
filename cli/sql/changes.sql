-- Every change once.
-- Trino and DuckDB.
SELECT
  service_key,
  change_key,
  MIN(occurred_at) AS merged_at,
  MIN(engineer) AS engineer
FROM usable
WHERE kind = 'change'
GROUP BY service_key, change_key
