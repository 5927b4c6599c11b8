-- Events that came more than once.
-- Trino and DuckDB.
SELECT event_id, COUNT(*) AS times
FROM events
WHERE event_id IS NOT NULL
GROUP BY event_id
HAVING COUNT(*) > 1
