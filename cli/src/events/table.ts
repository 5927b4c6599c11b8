// The one table of events that every format becomes, and every aggregation in sql/ is made from.

/** Columns and their types, in the words of both DuckDB and Trino. A Glue table of collected events has the same. */
export const EVENT_COLUMNS = {
  format: 'VARCHAR',
  source_file: 'VARCHAR',
  event_id: 'VARCHAR',
  /**
   * deployment, change, incident.detected, incident.resolved, service.created, engineer.joined. Null: nothing that is
   * counted here.
   */
  kind: 'VARCHAR',
  /** The end of what it says, in UTC. */
  occurred_at: 'TIMESTAMP',
  started_at: 'TIMESTAMP',
  received_at: 'TIMESTAMP',
  service: 'VARCHAR',
  /** What tells two services of one name apart. */
  namespace: 'VARCHAR',
  team: 'VARCHAR',
  /** Null: not known from the event. */
  production: 'BOOLEAN',
  /** Whether the path deployed it; null: the event does not say. */
  platform: 'BOOLEAN',
  /** success, failure. */
  outcome: 'VARCHAR',
  rework: 'BOOLEAN',
  deployment_id: 'VARCHAR',
  incident_id: 'VARCHAR',
  change_id: 'VARCHAR',
  engineer: 'VARCHAR',
} as const;

/** What is production, where nobody says otherwise: a word of the environment's, cluster's or stack's name. */
export const PRODUCTION = '(^|[^a-z])(prod|prd|production|live)([^a-z]|$)';
