import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { OPERATIONS } from '../api-operations.mjs';
import { checkResource, serviceModelsChecker } from '../checkers/service-models.mjs';
import { judge } from '../gate.mjs';
import { serviceModels } from '../service-models.mjs';

/** @type {Awaited<ReturnType<typeof serviceModels>>} */
let models;
before(async () => {
  models = await serviceModels();
});

/** @param {string} type @param {Record<string, any>} properties */
const faultsOf = (type, properties) =>
  checkResource({ Type: `AWS::${type}`, Properties: properties }, models).faults.map(({ text }) => text);

// One seeded fault for each thing that a model knows, beside a value that is right.
const SEEDED = /** @type {[string, string, Record<string, any>, Record<string, any>, RegExp][]} */ ([
  [
    'enumeration',
    'ECS::Service',
    { LaunchType: 'FARGATE' },
    { LaunchType: 'FARGAT' },
    /^LaunchType is none of EC2, FARGATE/,
  ],
  ['integer', 'Lambda::Function', { Timeout: 3 }, { Timeout: 'soon' }, /^Timeout is no integer: "soon"/],
  ['whole number', 'ECS::Service', { DesiredCount: '2' }, { DesiredCount: 1.5 }, /^DesiredCount is no integer: 1.5/],
  ['boolean', 'RDS::DBInstance', { MultiAZ: true }, { MultiAZ: 'yes' }, /^MultiAZ is no boolean/],
  ['range', 'Lambda::Function', { MemorySize: 128 }, { MemorySize: 64 }, /^MemorySize is not from 128 to \d+: 64/],
  ['pattern', 'IAM::Role', { Path: '/path/' }, { Path: 'path' }, /^Path does not match/],
  [
    'length',
    'CloudWatch::Alarm',
    { AlarmName: 'a' },
    { AlarmName: 'a'.repeat(256) },
    /^AlarmName has a length that is not/,
  ],
  ['list', 'DynamoDB::Table', { KeySchema: [{ KeyType: 'HASH' }] }, { KeySchema: 'id' }, /^KeySchema is no list/],
  [
    'deep below',
    'ECS::TaskDefinition',
    { ContainerDefinitions: [{ LogConfiguration: { LogDriver: 'awslogs' } }] },
    { ContainerDefinitions: [{ LogConfiguration: { LogDriver: 'cloudwatch' } }] },
    /^ContainerDefinitions\[0\]\.LogConfiguration\.LogDriver is none of/,
  ],
  [
    "a list's length",
    'KinesisFirehose::DeliveryStream',
    { Tags: [{ Key: 'a', Value: 'b' }] },
    { Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `${i}`, Value: 'b' })) },
    /^Tags has a length that is not from 1 to 50: 51/,
  ],
]);

for (const [what, type, right, wrong, message] of SEEDED) {
  test(`a seeded fault is caught: ${what}`, () => {
    assert.match(faultsOf(type, wrong).join(), message);
    assert.deepEqual(faultsOf(type, right), []);
  });
}

test('what is known at deployment only, and JSON where the API has a text, are let by', () => {
  assert.deepEqual(
    faultsOf('Lambda::Function', { MemorySize: { Ref: 'Memory' }, Timeout: { 'Fn::If': ['a', 1, 2] } }),
    [],
  );
  assert.deepEqual(faultsOf('IAM::Role', { AssumeRolePolicyDocument: { Version: '2012-10-17' } }), []);
});

test('a type that the table does not know is a finding', () => {
  assert.match(faultsOf('Braket::Thing', {}).join(), /does not know AWS::Braket::Thing/);
});

test('every word of the table is in the models', () => {
  for (const type of Object.keys(OPERATIONS)) checkResource({ Type: type }, models);
});

test('fewer values than of old fail the gate', async () => {
  const template = {
    assembly: '/tmp/samples',
    file: 'One.template.json',
    label: 'samples/One.template.json',
    resources: { Fn: { Type: 'AWS::Lambda::Function', Properties: { Timeout: 3 } } },
    metadata: {},
  };
  const { problems } = await judge([template], [], [serviceModelsChecker]);
  assert.deepEqual(problems, ['service-models scanned 1 values of /tmp/samples; 17000 is the least']);
});
