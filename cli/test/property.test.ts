import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run, SHOP, TERRAFORM } from './run.ts';

const property = async (asked: string, ...more: string[]) =>
  (await run(['explain', SHOP, '--stack', 'Prod/Shop', '--json', '--property', asked, ...more])).json.property;

test('a property that a decision made', async () => {
  const { verdict, decisions, address, value } = await property('scalableTarget.MaxCapacity');
  assert.equal(verdict, 'decision');
  assert.deepEqual(
    decisions.map(({ name, relation }: any) => [name, relation]),
    [['service.maxTasks', 'same']],
  );
  assert.equal(value, 30);
  // The same by its logical id, with or without Properties.
  for (const asked of [`${address}.Properties.MaxCapacity`, `${address}.MaxCapacity`])
    assert.equal((await property(asked)).decisions[0].name, 'service.maxTasks');
});

test('a part of what a decision made, and a whole with several decisions in it', async () => {
  const part = await property('taskDefinition.ContainerDefinitions[0].HealthCheck.Command[1]');
  assert.deepEqual(
    part.decisions.map(({ name, relation }: any) => [name, relation]),
    [['service.healthCheckCommand', 'below']],
  );
  const whole = await property('service.DeploymentConfiguration');
  assert.deepEqual(whole.decisions.map(({ name }: any) => name).sort(), [
    'service.circuitBreaker',
    'service.maximumPercent',
    'service.minimumHealthyPercent',
    'service.rollbackOnAlarm',
    'service.rollbackOnFailure',
  ]);
});

test('a property that an escape changed, with what would have been', async () => {
  const recorded = await property('taskDefinition.ContainerDefinitions[Name=app].LinuxParameters.Tmpfs[0].Size');
  assert.equal(recorded.verdict, 'escape');
  assert.equal(recorded.escapes[0].reason, 'renders pictures');
  assert.deepEqual(
    [recorded.value, recorded.decisions[0].name, recorded.decisions[0].value],
    [128, 'service.tmpMib', 64],
  );
  const unrecorded = await property('service.EnableExecuteCommand');
  assert.deepEqual(
    unrecorded.escapes.map(({ kind }: any) => kind),
    ['unrecorded'],
  );
});

test('a property that nobody decided is the mapping of the path', async () => {
  const { verdict, madeBy } = await property('service.LaunchType');
  assert.equal(verdict, 'mapping');
  assert.deepEqual(madeBy, { path: 'Prod/Shop/Shop', capability: 'service', slot: 'service' });
  const { out } = await run(['explain', SHOP, '--stack', 'Prod/Shop', '--property', 'service.LaunchType']);
  assert.match(out, /Nobody decided this/);
});

test('a resource that no construct of the path made', async () => {
  const { code, json } = await run(['explain', SHOP, '--json', '--property', 'NewsE995708C']);
  assert.equal(code, 0);
  assert.equal(json.property.verdict, 'off the path');
});

test('on Terraform: by address, with keys below structured text, and parameters with dots in their names', async () => {
  const of = async (asked: string) => (await run(['explain', TERRAFORM, '--json', '--property', asked])).json.property;
  const { address } = await of('orders/Orders#taskDefinition.cpu');
  assert.deepEqual(
    (await of(`${address}.container_definitions[0].logConfiguration.options.max-buffer-size`)).decisions.map(
      ({ name }: any) => name,
    ),
    ['service.logBufferMib'],
  );
  assert.deepEqual(
    (await of(`${address}.container_definitions[name=app].linuxParameters.tmpfs[0].size`)).escapes.map(
      ({ reason }: any) => reason,
    ),
    ['writes reports'],
  );
});

test('what does not exist, or exists several times, is wrong use', async () => {
  for (const [commandLine, said] of [
    [['--property', 'service.LaunchType'], /Several stacks have/],
    [['--stack', 'Prod/Shop', '--property', 'servic.LaunchType'], /Did you mean 'service'/],
    [
      ['--stack', 'Prod/Shop', '--property', 'service.LanchType'],
      /has no property 'LanchType'[\s\S]*Did you mean 'LaunchType'/,
    ],
  ] as Array<[string[], RegExp]>) {
    const { code, err } = await run(['explain', SHOP, ...commandLine]);
    assert.equal(code, 2);
    assert.match(err, said);
  }
});
