import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup';
import { GlueCatalogDatabase } from '@cdktf/provider-aws/lib/glue-catalog-database';
import { GlueCatalogTable } from '@cdktf/provider-aws/lib/glue-catalog-table';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { CapabilityConstruct } from '../../../engines/terraform/capability-construct';
import { dependOn } from '../../../engines/terraform/role';
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
import { InsightsDecisions } from '../decisions';
import { scanLimitBytes } from '../scan-limit';

/** What makes the bucket answer SQL. */
export interface Queries {
  /** The tables, by name. */
  readonly database: GlueCatalogDatabase;
  /** Events as they were delivered. */
  readonly rawTable: GlueCatalogTable;
  /** Events as the aggregations read them. */
  readonly eventsView: GlueCatalogTable;
  /** Manifests of stacks. */
  readonly manifestsView: GlueCatalogTable;
  /** Where questions are asked, and with what limit. */
  readonly workGroup: AthenaWorkgroup;
}

export function renderQueries(
  owner: CapabilityConstruct,
  decided: InsightsDecisions,
  { bucket }: S3Bucket,
  key: KmsKey | undefined,
): Queries {
  const database = owner._slot(
    'database',
    new GlueCatalogDatabase(owner, 'Database', {
      name: databaseName(decided),
      description: 'Deployment events and manifests of all accounts.',
      tags: owner._tags,
    }),
  );
  const location = `s3://${bucket}/${EVENTS_PREFIX}`;
  // Terraform leaves `$${` alone, and writes it with one dollar.
  const raw = rawTable(decided, location, '$$');
  const rawEvents = owner._slot(
    'rawTable',
    new GlueCatalogTable(owner, 'RawTable', {
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
    }),
  );
  const view = (slot: string, { name, description, columns, parameters, originalText, expandedText }: CatalogView) => {
    const made = owner._slot(
      slot,
      new GlueCatalogTable(owner, upperFirst(slot), {
        databaseName: database.name,
        name,
        description,
        tableType: 'VIRTUAL_VIEW',
        parameters: { ...parameters },
        viewOriginalText: originalText,
        viewExpandedText: expandedText,
        storageDescriptor: { columns: [...columns], serDeInfo: {} },
      }),
    );
    dependOn(made, rawEvents);
    return made;
  };
  return {
    database,
    rawTable: rawEvents,
    eventsView: view('eventsView', eventsView(decided)),
    manifestsView: view('manifestsView', manifestsView(decided)),
    workGroup: owner._slot(
      'workGroup',
      new AthenaWorkgroup(owner, 'WorkGroup', {
        name: decided.name,
        description: 'Questions to deployment events and manifests.',
        state: 'ENABLED',
        // Queries that people saved stay, like the events: the work group is then deleted when they are.
        forceDestroy: decided.onRemoval === 'delete',
        configuration: {
          bytesScannedCutoffPerQuery: scanLimitBytes(decided),
          enforceWorkgroupConfiguration: decided.settingsEnforced,
          publishCloudwatchMetricsEnabled: decided.queryMetrics,
          engineVersion: { selectedEngineVersion: decided.athenaEngine },
          resultConfiguration: {
            outputLocation: `s3://${bucket}/${RESULTS_PREFIX}`,
            encryptionConfiguration: key
              ? { encryptionOption: 'SSE_KMS', kmsKeyArn: key.arn }
              : { encryptionOption: 'SSE_S3' },
          },
        },
        tags: owner._tags,
      }),
    ),
  };
}
