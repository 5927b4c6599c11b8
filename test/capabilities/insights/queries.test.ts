import { readFileSync } from 'fs';
import { idOf, insightsOn, slotsOf } from './fixture';
import { TIERS } from '../../../src/path/tier';

const [, , production] = TIERS;

describe('what is asked', () => {
  const viewed = (slot: 'eventsView' | 'manifestsView', tier = production) => {
    const { TableInput } = slotsOf(insightsOn(tier).insights)[slot].Properties;
    const definition = JSON.parse(
      Buffer.from(/^\/\* Presto View: (\S+) \*\/$/.exec(TableInput.ViewOriginalText)![1], 'base64').toString(),
    );
    return { TableInput, definition };
  };

  test('the table works its days out by itself, as long as events are kept', () => {
    const { insights } = insightsOn();
    const { TableInput } = slotsOf(insights).rawTable.Properties;
    expect(TableInput.Parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.day.type': 'date',
      'projection.day.format': 'yyyy-MM-dd',
      'projection.day.range': 'NOW-730DAYS,NOW',
      'storage.location.template': {
        'Fn::Join': ['', ['s3://', { Ref: idOf(insights.resources.bucket) }, '/events/day=${day}/']],
      },
    });
    expect(TableInput.PartitionKeys).toEqual([{ Name: 'day', Type: 'string' }]);
    expect(TableInput.StorageDescriptor.SerdeInfo).toMatchObject({
      SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
      Parameters: { 'mapping.detail_type': 'detail-type' },
    });
  });

  test('the view has the columns that the aggregations of the report read, and its word for production', () => {
    const text = readFileSync('cli/src/events/table.ts', 'utf8');
    const columns = [
      ...text
        .split('EVENT_COLUMNS = {')[1]
        .split('} as const')[0]
        .matchAll(/^ {2}(\w+): '(\w+)',$/gm),
    ].map(([, name, type]) => [name, type]);
    expect(columns.length).toBeGreaterThan(10);
    const { TableInput, definition } = viewed('eventsView');
    const hive: { [type: string]: string } = { VARCHAR: 'string', TIMESTAMP: 'timestamp', BOOLEAN: 'boolean' };
    expect(TableInput.Name).toBe('events');
    expect(TableInput.StorageDescriptor.Columns).toEqual([
      ...columns.map(([Name, type]) => ({ Name, Type: hive[type] })),
      { Name: 'day', Type: 'string' },
    ]);
    expect(definition.originalSql).toContain(/PRODUCTION = '(.*)';$/m.exec(text)![1]);
  });

  test.each(['eventsView', 'manifestsView'] as const)('%s: what Athena keeps of it agrees with its columns', slot => {
    const { TableInput, definition } = viewed(slot);
    expect(TableInput).toMatchObject({
      TableType: 'VIRTUAL_VIEW',
      Parameters: { presto_view: 'true' },
      ViewExpandedText: '/* Presto View */',
    });
    expect(definition).toMatchObject({ catalog: 'awsdatacatalog', schema: 'goldenpath_insights' });
    const trino: { [type: string]: string } = { string: 'varchar', timestamp: 'timestamp(3)', boolean: 'boolean' };
    expect(definition.columns).toEqual(
      TableInput.StorageDescriptor.Columns.map(({ Name, Type }: any) => ({ name: Name, type: trino[Type] })),
    );
    const outermost = definition.originalSql.split(/^FROM /m)[0];
    expect([...outermost.matchAll(/ AS (\w+),?$/gm)].map(([, name]) => name)).toEqual(
      definition.columns.map(({ name }: any) => name),
    );
  });

  test('nobody reads more than the limit, or writes results elsewhere', () => {
    const { insights } = insightsOn();
    expect(slotsOf(insights).workGroup.Properties).toMatchObject({
      Name: 'goldenpath-insights',
      RecursiveDeleteOption: false,
      WorkGroupConfiguration: {
        BytesScannedCutoffPerQuery: 10_737_418_240,
        EnforceWorkGroupConfiguration: true,
        EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
        ResultConfiguration: {
          OutputLocation: { 'Fn::Join': ['', ['s3://', { Ref: idOf(insights.resources.bucket) }, '/query-results/']] },
        },
      },
    });
    expect([insights.databaseName, insights.workGroupName]).toEqual(['goldenpath_insights', 'goldenpath-insights']);
  });
});
