import { Engine } from '../../projenrc/capabilities';
import { Patch } from '../../src/record/patch';
import { findingsOf } from '../fixtures/findings';
import { workbench } from '../samples/engines';

const BECAUSE = { reason: 'to see it' };
const list = (length: number, each: (i: number) => any) => Array.from({ length }, (_, i) => each(i));
const bytes = (length: number) => 'x'.repeat(length);
const alarm = (i: number) => `arn:aws:sns:eu-west-1:123456789012:alarms${i}`;
const group = (i: number) => `sg-${i}`;

/** What is said of a construct after an escape. */
function saidAfter(engine: Engine, capability: string, slot: string, patch: Patch): string {
  const bench = workbench(engine);
  const it = bench.make(capability);
  it.escape(slot, patch, BECAUSE);
  if (engine === 'terraform') return it.node.validate().join();
  const { said, error } = findingsOf(it);
  const found = said.filter(({ rule }) => rule === 'quota');
  expect(found.length > 0).toBe(error !== undefined);
  return found.map(({ text }) => text).join();
}

type Case = readonly [
  what: string,
  capability: string,
  slot: string,
  says: RegExp,
  aws: (more: boolean) => Patch,
  terraform: (more: boolean) => Patch,
];

const both = (
  aws: string,
  terraform: string,
  inside: any,
  outside: any,
): [(more: boolean) => Patch, (more: boolean) => Patch] => [
  more => Patch.property(aws, more ? outside : inside),
  more => Patch.property(terraform, more ? outside : inside),
];

const CASES: readonly Case[] = [
  [
    'variables of a function',
    'function',
    'function',
    /has \d+ bytes, and AWS takes 4096/,
    ...both('Environment.Variables.LONG', 'environment.variables.LONG', bytes(3000), bytes(4090)),
  ],
  [
    'layers of a function',
    'function',
    'function',
    /has 6 layers, and AWS takes 5/,
    ...both(
      'Layers',
      'layers',
      list(5, i => `arn:aws:lambda:eu-west-1:123456789012:layer:a${i}:1`),
      list(6, i => `arn:aws:lambda:eu-west-1:123456789012:layer:a${i}:1`),
    ),
  ],
  [
    'containers of a task',
    'worker',
    'taskDefinition',
    /has \d+ bytes, and AWS takes 65536/,
    ...both('ContainerDefinitions[0].Command', 'container_definitions[0].command', [bytes(9000)], [bytes(65_000)]),
  ],
  [
    'security groups of a service',
    'service',
    'service',
    /has 6 security groups, and AWS takes 5/,
    ...both(
      'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups',
      'network_configuration.security_groups',
      list(5, group),
      list(6, group),
    ),
  ],
  [
    'actions of an alarm',
    'queue',
    'deadLettersAlarm',
    /has 6 actions, and AWS takes 5/,
    ...both('AlarmActions', 'alarm_actions', list(5, alarm), list(6, alarm)),
  ],
];

describe.each(['aws', 'terraform'] as Engine[])('on %s an escape may add as much as AWS takes', engine => {
  test.each(CASES)('%s', (_, capability, slot, says, aws, terraform) => {
    const patch = engine === 'aws' ? aws : terraform;
    expect(saidAfter(engine, capability, slot, patch(false))).toBe('');
    expect(saidAfter(engine, capability, slot, patch(true))).toMatch(says);
  });
});
