import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup';
import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { PlatformInsightsResources } from './resources';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dependOn } from '../../../engines/terraform/role';
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
  bucket: S3Bucket,
  key: EncryptingKey | undefined,
): Queries {
  const database = owner._slot(
    'database',
    new GlueCatalogDatabase(owner, 'Database', {
      name: databaseName(choices),
      description: 'Deployment events and manifests of all accounts.',
      tags: owner._tags,
    }),
  );
  const raw = renderRawTable(owner, choices, database, bucket);
  const events = renderView(owner, 'eventsView', database, eventsView(choices));
  const manifests = renderView(owner, 'manifestsView', database, manifestsView(choices));
  for (const view of [events, manifests]) dependOn(view, raw);
  const workGroup = renderWorkGroup(owner, choices, bucket, key);
  return { database, rawTable: raw, eventsView: events, manifestsView: manifests, workGroup };
}

function renderRawTable(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  database: GlueCatalogDatabase,
  { bucket }: S3Bucket,
): GlueCatalogTable {
  const location = `s3://${bucket}/${EVENTS_PREFIX}`;
  const raw = rawTable(choices, location);
  const table = new GlueCatalogTable(owner, 'RawTable', {
    databaseName: database.name,
    name: raw.name,
    description: raw.description,
    tableType: 'EXTERNAL_TABLE',
    parameters: { ...raw.parameters },
    partitionKeys: [...raw.partitionKeys],
    storageDescriptor: {
      columns: [...raw.columns],
      location,
      inputFormat: raw.inputFormat,
      outputFormat: raw.outputFormat,
      serDeInfo: { serializationLibrary: raw.serializationLibrary, parameters: { ...raw.serializationParameters } },
    },
  });
  return owner._slot('rawTable', table);
}

function renderView(
  owner: CapabilityConstruct,
  slot: string,
  database: GlueCatalogDatabase,
  { name, description, columns, parameters, originalText, expandedText }: CatalogView,
): GlueCatalogTable {
  const view = new GlueCatalogTable(owner, upperFirst(slot), {
    databaseName: database.name,
    name,
    description,
    tableType: 'VIRTUAL_VIEW',
    parameters: { ...parameters },
    viewOriginalText: originalText,
    viewExpandedText: expandedText,
    // Athena wants one, and the provider does not send an empty block, so that each plan would find it missing.
    storageDescriptor: { columns: [...columns], serDeInfo: { name: '-', serializationLibrary: '-' } },
  });
  return owner._slot(slot, view);
}

function renderWorkGroup(
  owner: CapabilityConstruct,
  choices: InsightsChoices,
  { bucket }: S3Bucket,
  key: EncryptingKey | undefined,
): AthenaWorkgroup {
  return owner._slot(
    'workGroup',
    new AthenaWorkgroup(owner, 'WorkGroup', {
      name: choices.name,
      description: 'Questions to deployment events and manifests.',
      state: 'ENABLED',
      // Queries that people saved stay, like the events: the work group is then deleted when they are.
      forceDestroy: choices.onRemoval === 'delete',
      configuration: {
        bytesScannedCutoffPerQuery: scanLimitBytes(choices),
        enforceWorkgroupConfiguration: choices.settingsEnforced,
        publishCloudwatchMetricsEnabled: choices.queryMetrics,
        engineVersion: { selectedEngineVersion: choices.athenaEngine },
        resultConfiguration: {
          outputLocation: `s3://${bucket}/${RESULTS_PREFIX}`,
          encryptionConfiguration: key
            ? { encryptionOption: 'SSE_KMS', kmsKeyArn: key.arn }
            : { encryptionOption: 'SSE_S3' },
        },
      },
      tags: owner._tags,
    }),
  );
}
