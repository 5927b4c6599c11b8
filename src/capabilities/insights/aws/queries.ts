import { Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CapabilityConstruct } from '../../../engines/aws/capability-construct';
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
  readonly database: glue.CfnDatabase;
  readonly rawTable: glue.CfnTable;
  readonly eventsView: glue.CfnTable;
  readonly manifestsView: glue.CfnTable;
  readonly workGroup: athena.CfnWorkGroup;
}

export function renderQueries(
  owner: CapabilityConstruct,
  decided: InsightsDecisions,
  bucket: s3.CfnBucket,
  key: kms.CfnKey | undefined,
): Queries {
  const { account: catalogId } = Stack.of(owner);
  const database = owner._slot(
    'database',
    new glue.CfnDatabase(owner, 'Database', {
      catalogId,
      databaseInput: { name: databaseName(decided), description: 'Deployment events and manifests of all accounts.' },
    }),
  );
  const location = `s3://${bucket.ref}/${EVENTS_PREFIX}`;
  const raw = rawTable(decided, location, '$');
  const table = (slot: string, tableInput: glue.CfnTable.TableInputProperty) =>
    owner._slot(
      slot,
      new glue.CfnTable(owner, upperFirst(slot), { catalogId, databaseName: database.ref, tableInput }),
    );
  const view = (slot: string, { name, description, columns, parameters, originalText, expandedText }: CatalogView) => {
    const made = table(slot, {
      name,
      description,
      tableType: 'VIRTUAL_VIEW',
      parameters,
      viewOriginalText: originalText,
      viewExpandedText: expandedText,
      storageDescriptor: { columns: [...columns], serdeInfo: {} },
    });
    made.addResourceDependency(rawEvents);
    return made;
  };
  const rawEvents = table('rawTable', {
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
  return {
    database,
    rawTable: rawEvents,
    eventsView: view('eventsView', eventsView(decided)),
    manifestsView: view('manifestsView', manifestsView(decided)),
    workGroup: owner._slot(
      'workGroup',
      new athena.CfnWorkGroup(owner, 'WorkGroup', {
        name: decided.name,
        description: 'Questions to deployment events and manifests.',
        state: 'ENABLED',
        // Queries that people saved stay, like the events: the work group is then deleted when they are.
        recursiveDeleteOption: decided.onRemoval === 'delete',
        workGroupConfiguration: {
          bytesScannedCutoffPerQuery: scanLimitBytes(decided),
          enforceWorkGroupConfiguration: decided.settingsEnforced,
          publishCloudWatchMetricsEnabled: decided.queryMetrics,
          engineVersion: { selectedEngineVersion: decided.athenaEngine },
          resultConfiguration: {
            outputLocation: `s3://${bucket.ref}/${RESULTS_PREFIX}`,
            encryptionConfiguration: key
              ? { encryptionOption: 'SSE_KMS', kmsKey: key.attrArn }
              : { encryptionOption: 'SSE_S3' },
          },
        },
      }),
    ),
  };
}
