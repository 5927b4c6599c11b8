import { Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { PlatformInsightsResources } from './resources';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
import { EncryptingKey } from '../../../parts/data-key/brought';
import { upperFirst } from '../../../support/names';
import {
  CatalogView,
  databaseName,
  EVENTS_PREFIX,
  eventsView,
  manifestsView,
  rawTable,
  RESULTS_PREFIX,
} from '../catalog';
import { InsightsChoices } from '../decisions';
import { scanLimitBytes } from '../scan-limit';

/** The resources that make the bucket answer SQL. */
export type Queries = Pick<
  PlatformInsightsResources,
  'database' | 'rawTable' | 'eventsView' | 'manifestsView' | 'workGroup'
>;

export function renderQueries(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  bucket: s3.CfnBucket,
  key: EncryptingKey | undefined,
): Queries {
  const database = owner._slot(
    'database',
    new glue.CfnDatabase(owner, 'Database', {
      catalogId: Stack.of(owner).account,
      databaseInput: { name: databaseName(choices), description: 'Deployment events and manifests of all accounts.' },
    }),
  );
  const raw = renderRawTable(owner, choices, database, bucket);
  const events = renderView(owner, 'eventsView', database, eventsView(choices));
  const manifests = renderView(owner, 'manifestsView', database, manifestsView(choices));
  for (const view of [events, manifests]) view.addResourceDependency(raw);
  const workGroup = renderWorkGroup(owner, choices, bucket, key);
  return { database, rawTable: raw, eventsView: events, manifestsView: manifests, workGroup };
}

function renderRawTable(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  database: glue.CfnDatabase,
  bucket: s3.CfnBucket,
): glue.CfnTable {
  const location = `s3://${bucket.ref}/${EVENTS_PREFIX}`;
  const raw = rawTable(choices, location);
  return renderTable(owner, 'rawTable', database, {
    name: raw.name,
    description: raw.description,
    tableType: 'EXTERNAL_TABLE',
    parameters: raw.parameters,
    partitionKeys: [...raw.partitionKeys],
    storageDescriptor: {
      columns: [...raw.columns],
      location,
      inputFormat: raw.inputFormat,
      outputFormat: raw.outputFormat,
      serdeInfo: { serializationLibrary: raw.serializationLibrary, parameters: raw.serializationParameters },
    },
  });
}

function renderView(
  owner: CapabilityConstruct,
  slot: string,
  database: glue.CfnDatabase,
  { name, description, columns, parameters, originalText, expandedText }: CatalogView,
): glue.CfnTable {
  return renderTable(owner, slot, database, {
    name,
    description,
    tableType: 'VIRTUAL_VIEW',
    parameters,
    viewOriginalText: originalText,
    viewExpandedText: expandedText,
    storageDescriptor: { columns: [...columns], serdeInfo: {} },
  });
}

function renderTable(
  owner: CapabilityConstruct,
  slot: string,
  database: glue.CfnDatabase,
  tableInput: glue.CfnTable.TableInputProperty,
): glue.CfnTable {
  const props = { catalogId: Stack.of(owner).account, databaseName: database.ref, tableInput };
  return owner._slot(slot, new glue.CfnTable(owner, upperFirst(slot), props));
}

function renderWorkGroup(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  bucket: s3.CfnBucket,
  key: EncryptingKey | undefined,
): athena.CfnWorkGroup {
  return owner._slot(
    'workGroup',
    new athena.CfnWorkGroup(owner, 'WorkGroup', {
      name: choices.name,
      description: 'Questions to deployment events and manifests.',
      state: 'ENABLED',
      // Queries that people saved stay, like the events: the work group is then deleted when they are.
      recursiveDeleteOption: choices.onRemoval === 'delete',
      workGroupConfiguration: {
        bytesScannedCutoffPerQuery: scanLimitBytes(choices),
        enforceWorkGroupConfiguration: choices.settingsEnforced,
        publishCloudWatchMetricsEnabled: choices.queryMetrics,
        engineVersion: { selectedEngineVersion: choices.athenaEngine },
        resultConfiguration: {
          outputLocation: `s3://${bucket.ref}/${RESULTS_PREFIX}`,
          encryptionConfiguration: key
            ? { encryptionOption: 'SSE_KMS', kmsKey: key.arn }
            : { encryptionOption: 'SSE_S3' },
        },
      },
    }),
  );
}
