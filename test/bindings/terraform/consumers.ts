import { TerraformStack, Testing } from 'cdktf';
import { GoldenPathFunction } from '../../../src/capabilities/function/terraform';
import { CapabilityConstruct } from '../../../src/engines/terraform/capability-construct';
import { PYTHON } from '../../capabilities/function/fixture';
import { terraformServiceIn } from '../../capabilities/service/terraform-fixture';
import { terraformWorkerIn } from '../../capabilities/worker/fixture';
import { jsonencoded } from '../../fixtures/jsonencoded';
import { addressOf, terraformStackOn } from '../../fixtures/terraform';
import { Consumer, Engine, Seen } from '../exact-grants';
import { linesOf } from '../template-text';

/** The consumers on CDK for Terraform. */
export const engine: Engine<TerraformStack> = {
  consumers: {
    service: (stack, id) => terraformServiceIn(stack, {}, id),
    worker: (stack, id) => terraformWorkerIn(stack, {}, id),
    function: (stack, id) => new GoldenPathFunction(stack, id, { owner: 'team', code: PYTHON }),
  },
  stackOn: ({ tier }) => terraformStackOn(tier),
  look,
  ownGroup: '${own.securityGroup.id}',
  slotsOfNetwork: ['securityGroup', 'securityGroupEgress'],
};

/** Readable names for the data sources by which Terraform asks AWS. */
const ASKED: { readonly [type: string]: string } = {
  'aws_region.region': 'region',
  'aws_caller_identity.account_id': 'account',
  'aws_partition.partition': 'partition',
  'aws_partition.dns_suffix': 'suffix',
};

const configurations = new WeakMap<TerraformStack, any>();

function look(stack: TerraformStack, consumer: Consumer): Seen {
  if (!configurations.has(stack)) configurations.set(stack, JSON.parse(Testing.synth(stack)));
  const own = consumer as any as CapabilityConstruct;
  const names = new Map<string, string>();
  for (const construct of stack.node.findAll()) {
    if (!(construct instanceof CapabilityConstruct)) continue;
    const { id } = construct.node;
    for (const slot of construct.slots) {
      names.set(
        addressOf(construct.resource(slot)),
        `${construct === own ? 'own' : id[0].toLowerCase() + id.slice(1)}.${slot}`,
      );
    }
  }
  const said = (value: any) =>
    String(value)
      .replace(/\$\{data\.(\w+)\.\w+\.(\w+)\}/g, (_, type, attribute) => `\${${ASKED[`${type}.${attribute}`]}}`)
      .replace(
        /\$\{(aws_\w+\.\w+)\.([\w.[\]]+)\}/g,
        (_, address, attribute) => `\${${names.get(address)}.${attribute}}`,
      );
  const slots = own.slots.map(slot => {
    const { terraformResourceType: type, friendlyUniqueId } = own.resource(slot);
    return { slot, type, block: configurations.get(stack).resource[type][friendlyUniqueId] };
  });
  const ofType = (wanted: string) => slots.filter(({ type }) => type === wanted);
  const [task] = ofType('aws_ecs_task_definition');
  const [fn] = ofType('aws_lambda_function');
  const variables = task
    ? jsonencoded(task.block.container_definitions)[0].environment.map(({ name, value }: any) => [name, said(value)])
    : Object.entries(fn.block.environment.variables).map(([name, value]) => [name, said(value)]);
  // Rules for CIDR ranges, and those of the service's own load balancer, are there without any use.
  const rules = [
    ...ofType('aws_vpc_security_group_ingress_rule').map(({ slot, block: rule }) => [
      slot,
      `${rule.ip_protocol} ${rule.from_port} into ${said(rule.security_group_id)} from ` +
        `${said(rule.referenced_security_group_id)}`,
    ]),
    ...ofType('aws_vpc_security_group_egress_rule').map(({ slot, block: rule }) => [
      slot,
      `${rule.ip_protocol} ${rule.from_port} out of ${said(rule.security_group_id)} to ` +
        `${said(rule.referenced_security_group_id)}`,
    ]),
  ];
  return {
    permissions: ofType('aws_iam_role_policy')
      .flatMap(({ slot, block: { policy } }) =>
        linesOf(jsonencoded(policy).Statement, said).map(line => `${slot}: ${line}`),
      )
      .sort(),
    variables: Object.fromEntries(variables),
    rules: Object.fromEntries(rules.filter(([slot]) => slot !== 'securityGroupEgress')),
  };
}
