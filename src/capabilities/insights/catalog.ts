import { InsightsChoices } from './decisions';
import { eventsSql } from './views/events';
import { manifestsSql } from './views/manifests';
import { RAW_TABLE } from './views/sql';

/** The prefixes of the keys in the bucket. */
export const EVENTS_PREFIX = 'events/';
export const ERRORS_PREFIX = 'errors/';
export const RESULTS_PREFIX = 'query-results/';

/** The day on which an event arrived, in UTC: the one partition. */
const DAY = 'day';

/** The prefixes under which Firehose writes events, and events that it could not work on. */
export const DELIVERY_PREFIX = `${EVENTS_PREFIX}${DAY}=!{timestamp:yyyy-MM-dd}/`;
export const DELIVERY_ERROR_PREFIX = `${ERRORS_PREFIX}!{firehose:error-output-type}/${DAY}=!{timestamp:yyyy-MM-dd}/`;

/** A column, with its type in Hive. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** A table or a view of the data catalog. */
export interface CatalogTable {
  /** The name, as queries use it. */
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Column[];
  readonly parameters: { readonly [name: string]: string };
}

/** The lines as EventBridge wrote them. `detail` is the text of its JSON: no new kind of event needs a new column. */
export interface RawTable extends CatalogTable {
  readonly partitionKeys: readonly Column[];
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serializationLibrary: string;
  readonly serializationParameters: { readonly [name: string]: string };
}

/** A view, as Athena stores it. */
export interface CatalogView extends CatalogTable {
  readonly originalText: string;
  readonly expandedText: string;
}

const strings = (...names: string[]): Column[] => names.map(name => ({ name, type: 'string' }));

/** The name of the database, without hyphens: Athena takes these in quotes only. */
export function databaseName({ name }: InsightsChoices): string {
  return name.replace(/-/g, '_');
}

/**
 * The table of the lines. Athena works the partitions out by itself: no crawler, and nothing to add each day.
 *
 * @param location of the events, with a slash at the end
 */
export function rawTable({ retentionDays, compression }: InsightsChoices, location: string): RawTable {
  return {
    name: RAW_TABLE,
    description: 'Events as EventBridge delivered them, a line each. Look at the view events first.',
    columns: [
      ...strings('id', 'detail_type', 'source', 'account', 'time', 'region'),
      { name: 'resources', type: 'array<string>' },
      ...strings('detail'),
    ],
    partitionKeys: strings(DAY),
    parameters: {
      EXTERNAL: 'TRUE',
      classification: 'json',
      compressionType: compression,
      'projection.enabled': 'true',
      [`projection.${DAY}.type`]: 'date',
      [`projection.${DAY}.format`]: 'yyyy-MM-dd',
      [`projection.${DAY}.interval`]: '1',
      [`projection.${DAY}.interval.unit`]: 'DAYS',
      [`projection.${DAY}.range`]: `NOW-${retentionDays}DAYS,NOW`,
      'storage.location.template': `${location}${DAY}=\${${DAY}}/`,
    },
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
    // A line that is no JSON is a row of nulls, which the view counts as unreadable.
    serializationParameters: { 'ignore.malformed.json': 'true', 'mapping.detail_type': 'detail-type' },
  };
}

/** The names of the types of Hive in Trino. */
const TRINO: { readonly [type: string]: string } = { string: 'varchar', timestamp: 'timestamp(3)', boolean: 'boolean' };

function view(
  choices: InsightsChoices,
  name: string,
  description: string,
  columns: Column[],
  sql: string,
): CatalogView {
  const definition = {
    originalSql: sql,
    catalog: 'awsdatacatalog',
    schema: databaseName(choices),
    columns: columns.map(({ name: column, type }) => ({ name: column, type: TRINO[type] })),
  };
  return {
    name,
    description,
    columns,
    parameters: { presto_view: 'true', comment: 'Presto View' },
    originalText: `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString('base64')} */`,
    expandedText: '/* Presto View */',
  };
}

/**
 * The normalised events: the columns that the aggregations of the report read, under the name by which they read them.
 */
export function eventsView(choices: InsightsChoices): CatalogView {
  return view(
    choices,
    'events',
    'Deployments, changes and incidents, a row each: what the aggregations of the report read.',
    [
      ...strings('format', 'source_file', 'event_id', 'kind'),
      ...['occurred_at', 'started_at', 'received_at'].map(name => ({ name, type: 'timestamp' })),
      ...strings('service', 'namespace', 'team'),
      ...['production', 'platform'].map(name => ({ name, type: 'boolean' })),
      ...strings('outcome'),
      { name: 'rework', type: 'boolean' },
      ...strings('deployment_id', 'incident_id', 'change_id', 'engineer', DAY),
    ],
    eventsSql(choices),
  );
}

/** The manifests of stacks: a row for each time that CI sent one. */
export function manifestsView(choices: InsightsChoices): CatalogView {
  return view(
    choices,
    'manifests',
    'The manifest of each stack, a row for each time that CI sent it.',
    [
      ...strings('account', 'region', 'stack'),
      { name: 'sent_at', type: 'timestamp' },
      ...strings('edition', 'tier', 'package_version', 'manifest', DAY),
    ],
    manifestsSql(),
  );
}
