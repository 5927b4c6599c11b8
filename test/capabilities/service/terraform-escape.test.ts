import { Aspects, IAspect } from 'cdktf';
import { IConstruct } from 'constructs';
import { appOf, BECAUSE, Store, variablesOf, terraformServiceIn } from './terraform-fixture';
import { Exposure, GoldenPathServiceProps } from '../../../src/capabilities/service/props';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { EscapeHatchError } from '../../../src/support/errors';
import { refusal } from '../../fixtures/errors';
import { configurationOf, decodedSlotsIn, terraformStackOn } from '../../fixtures/terraform';

describe('the escape hatch', () => {
  const escaped = (slot: string, patch: Patch, props: Partial<GoldenPathServiceProps> = {}) => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack, props);
    service.escape(slot, patch, BECAUSE);
    const escapes = service.escapes;
    return { service, escapes, slots: decodedSlotsIn(configurationOf(stack), service) };
  };

  test.each<[string, string, any, (slots: any) => any]>([
    ['service', 'propagate_tags', 'NONE', slots => slots.service.propagate_tags],
    [
      'service',
      'deployment_circuit_breaker.rollback',
      false,
      slots => slots.service.deployment_circuit_breaker.rollback,
    ],
    [
      'service',
      'network_configuration.security_groups[0]',
      'sg-1',
      slots => slots.service.network_configuration.security_groups[0],
    ],
    [
      'webAcl',
      'rule[name=RateLimit].statement.rate_based_statement.limit',
      100,
      slots => slots.webAcl.rule.at(-1).statement.rate_based_statement.limit,
    ],
    ['taskDefinition', 'container_definitions[name=app].memory', 300, slots => appOf({ slots }).memory],
    [
      'taskDefinition',
      'container_definitions[name=app].port_mappings[0].protocol',
      'udp',
      slots => appOf({ slots }).portMappings[0].protocol,
    ],
    [
      'taskDefinition',
      'container_definitions[name=app].dockerLabels',
      { 'com.acme.Team': 'orders' },
      slots => appOf({ slots }).dockerLabels,
    ],
    [
      'taskDefinition',
      'container_definitions[name=app].environment[name=PORT].value',
      '1',
      slots => variablesOf(appOf({ slots })).PORT,
    ],
  ])('%s: %s', (slot, path, value, read) => {
    const { slots, escapes } = escaped(slot, Patch.property(path, value), { exposure: Exposure.publicHttps() });
    expect(read(slots)).toEqual(value);
    expect(escapes).toEqual([
      {
        slot,
        kind: EscapeKind.PATCH,
        properties: [path],
        reason: 'to see it',
        owner: 'team-orders',
        reviewBy: undefined,
      },
    ]);
  });

  test('a container more, or one field less', () => {
    expect(
      escaped('taskDefinition', Patch.append('container_definitions', { name: 'proxy', image: 'envoy:1' })).slots
        .taskDefinition.container_definitions[1],
    ).toEqual({ name: 'proxy', image: 'envoy:1' });
    expect(
      appOf(escaped('taskDefinition', Patch.remove('container_definitions[name=app].healthCheck'))).healthCheck,
    ).toBeUndefined();
  });

  test.each<[string, Patch, string]>([
    ['service', Patch.property('propagate_tag', 'NONE'), "Did you mean 'propagate_tags'"],
    ['service', Patch.property('propagate_tags', 'SERVICE'), 'changes nothing'],
    ['service', Patch.property('deployment_circuit_breaker.rolback', false), 'changes nothing'],
    ['taskDefinition', Patch.property('container_definitions[name=web].memory', 1), 'There is name = app'],
    ['taskDefinition', Patch.property('family_name', 'x'), "Did you mean 'family'"],
    ['servise', Patch.property('name', 'x'), "Did you mean 'service'"],
  ])('%s is refused %p', (slot, patch, says) => {
    const service = terraformServiceIn(terraformStackOn());
    expect(() => service.escape(slot, patch, BECAUSE)).toThrow(EscapeHatchError);
    expect(() => service.escape(slot, patch, BECAUSE)).toThrow(says);
    expect(service.escapes).toEqual([]);
  });

  test('who deploys past Terraform can say so', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack);
    service.escape('service', Patch.append('lifecycle.ignore_changes', 'task_definition'), BECAUSE);
    service.escape('service', Patch.remove('lifecycle.postcondition'), BECAUSE);
    expect(decodedSlotsIn(configurationOf(stack), service).service.lifecycle).toEqual({
      ignore_changes: ['desired_count', 'task_definition'],
    });
    expect(service.escapes.map(({ kind, properties }) => [kind, ...properties])).toEqual([
      [EscapeKind.PATCH, 'lifecycle.ignore_changes'],
      [EscapeKind.PATCH, 'lifecycle.postcondition'],
    ]);
  });

  test('bindings and patches know of each other, in either order', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack).uses(new Store(stack, 'One'));
    service.escape('taskDefinition', Patch.property('container_definitions[name=app].memory', 300), BECAUSE);
    service.uses(new Store(stack, 'Two'));
    const app = appOf({ slots: decodedSlotsIn(configurationOf(stack), service) });
    expect([app.memory, variablesOf(app).ONE_HOST, variablesOf(app).TWO_HOST]).toEqual([
      300,
      'one.internal',
      'two.internal',
    ]);
    expect(service.escapes).toHaveLength(1);
  });

  test('changes that nobody recorded are found, by their path', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack);
    (service.resources.taskDefinition.containers[0] as any).memory = 1;
    service.resources.service.addOverride('propagate_tags', 'NONE');
    const harden: IAspect = {
      visit: (node: IConstruct) => {
        if (node === service.resources.taskRole) {
          service.resources.taskRole.permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
        }
      },
    };
    Aspects.of(stack).add(harden);
    configurationOf(stack);
    expect(service.escapes.map(({ slot, kind, properties }) => [slot, kind, properties])).toEqual(
      expect.arrayContaining([
        ['taskDefinition', EscapeKind.UNRECORDED, [expect.stringMatching(/^container_definitions\[.*app\]\.memory$/)]],
        ['service', EscapeKind.UNRECORDED, ['propagate_tags (raw override)']],
        ['taskRole', EscapeKind.ORGANIZATION_POLICY, ['permissions_boundary']],
      ]),
    );
  });

  test('a text of containers is read as data; one that cannot be is written as it is', () => {
    const stack = terraformStackOn();
    const service = terraformServiceIn(stack);
    service.resources.taskDefinition.containerDefinitions = JSON.stringify([
      { name: 'app', image: 'a:1', environment: [], portMappings: [{ containerPort: 8080 }] },
    ]);
    service.uses(new Store(stack, 'Db'));
    expect(decodedSlotsIn(configurationOf(stack), service).taskDefinition.container_definitions).toEqual([
      {
        name: 'app',
        image: 'a:1',
        environment: [{ name: 'DB_HOST', value: 'db.internal' }],
        portMappings: [{ containerPort: 8080 }],
      },
    ]);
    service.resources.taskDefinition.containerDefinitions = '${file("containers.json")}';
    expect(decodedSlotsIn(configurationOf(stack), service).taskDefinition.container_definitions).toBe(
      '${file("containers.json")}',
    );
    expect(refusal(() => service.uses(new Store(stack, 'Other'))).complaint.what).toContain(
      'containers of this task are a text',
    );
  });
});
