import { Engine } from '../../projenrc/capabilities';
import { ManagedTable } from '../../src/capabilities/table/aws';
import { Patch } from '../../src/record/patch';
import { findingsOf } from '../fixtures/findings';
import { workbench } from '../samples/engines';

const BECAUSE = { reason: 'to see it' };

/** An escape on either engine: slot, path and value. */
type Escape = readonly [slot: string, path: string, value: any];

interface Case {
  readonly capability: string;
  readonly sample: string;
  readonly aws: readonly Escape[];
  readonly terraform: readonly Escape[];
}

const container = (aws: string, terraform: string, value: any) => ({
  aws: ['taskDefinition', `ContainerDefinitions[0].${aws}`, value] as const,
  terraform: ['taskDefinition', `container_definitions[0].${terraform}`, value] as const,
});
const RENAMED = container('Name', 'name', 'orders');
const of = (capability: string, sample: string, ...escapes: { aws: Escape; terraform: Escape }[]): Case => ({
  capability,
  sample,
  aws: escapes.map(({ aws }) => aws),
  terraform: escapes.map(({ terraform }) => terraform),
});

/** What is said of a construct after escapes. */
function saidAfter(engine: Engine, { capability, sample, ...escapes }: Case): string {
  const bench = workbench(engine);
  const it = bench.make(capability, sample);
  for (const [slot, path, value] of escapes[engine]) it.escape(slot, Patch.property(path, value), BECAUSE);
  return engine === 'aws'
    ? findingsOf(it)
        .said.filter(({ rule }) => rule.includes('name-of-nothing'))
        .map(({ text, fix }) => `${text} ${fix}`)
        .join()
    : it.node.validate().join();
}

const BROKEN: [string, Case, RegExp][] = [
  [
    'the load balancer sends to a container that has another name now',
    of('service', 'typical', RENAMED),
    /container_?name of 'service' is container 'app', and there is 'orders'/i,
  ],
  [
    'it sends to another container, and there is none of that name',
    of('service', 'typical', {
      aws: ['service', 'LoadBalancers[0].ContainerName', 'proxy'],
      terraform: ['service', 'load_balancer[0].container_name', 'proxy'],
    }),
    /is container 'proxy', and there is 'app'/,
  ],
  [
    'it sends to a port that no container listens on',
    of('service', 'typical', {
      aws: ['service', 'LoadBalancers[0].ContainerPort', 9999],
      terraform: ['service', 'load_balancer[0].container_port', 9999],
    }),
    /is port '9999', and there is '8080'/,
  ],
  [
    'a container waits for one that there is not',
    of('worker', 'typical', {
      aws: ['taskDefinition', 'ContainerDefinitions[0].DependsOn', [{ ContainerName: 'agent', Condition: 'START' }]],
      terraform: [
        'taskDefinition',
        'container_definitions[0].dependsOn',
        [{ containerName: 'agent', condition: 'START' }],
      ],
    }),
    /is container 'agent', and there is 'app'/,
  ],
  [
    'a container mounts a volume that there is not',
    of('worker', 'typical', {
      aws: ['taskDefinition', 'ContainerDefinitions[0].MountPoints', [{ SourceVolume: 'files', ContainerPath: '/f' }]],
      terraform: [
        'taskDefinition',
        'container_definitions[0].mountPoints',
        [{ sourceVolume: 'files', containerPath: '/f' }],
      ],
    }),
    /is volume 'files', and there is no volume at all/,
  ],
  [
    'the key of a table is no attribute of it',
    of('table', 'typical', {
      aws: ['table', 'KeySchema[0].AttributeName', 'other'],
      terraform: ['table', 'hash_key', 'other'],
    }),
    /is attribute 'other', and there is '/,
  ],
  [
    'the record of a service has a name that the certificate is not for',
    of('service', 'everything', {
      aws: ['certificate', 'DomainName', 'shop.acme.com'],
      terraform: ['certificate', 'domain_name', 'shop.acme.com'],
    }),
    /name of 'dnsrecord' is domain 'orders.acme.com\.?', and there is 'shop.acme.com'/i,
  ],
];

const WHOLE: [string, Case][] = [
  [
    'a container and the load balancer that sends to it',
    of('service', 'typical', RENAMED, {
      aws: ['service', 'LoadBalancers[0].ContainerName', 'orders'],
      terraform: ['service', 'load_balancer[0].container_name', 'orders'],
    }),
  ],
  ['a container that nothing names', of('worker', 'typical', RENAMED)],
  [
    'a certificate of all names of a domain',
    of('service', 'everything', {
      aws: ['certificate', 'DomainName', '*.acme.com'],
      terraform: ['certificate', 'domain_name', '*.acme.com'],
    }),
  ],
];

describe.each(['aws', 'terraform'] as Engine[])('on %s', engine => {
  test.each(BROKEN)('%s', (_, escaped, said) => expect(saidAfter(engine, escaped)).toMatch(said));

  test.each(WHOLE)('%s: an escape may rename it', (_, escaped) => expect(saidAfter(engine, escaped)).toBe(''));
});

test('a change that nobody recorded is found, too, and the synthesis fails', () => {
  const it: ManagedTable = workbench('aws').make('table');
  (it.resource('table') as any).keySchema = [{ attributeName: 'other', keyType: 'HASH' }];
  const { said, error } = findingsOf(it);
  expect(said.find(({ rule }) => rule.includes('name-of-nothing'))?.severity).toBe('fatal');
  expect(error).toBeDefined();
});
