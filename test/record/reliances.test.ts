import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct, IMixin } from 'constructs';
import { Access } from '../../src/binding/binding';
import { ManagedDatabase } from '../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../src/capabilities/database/props';
import { GoldenPathFunction } from '../../src/capabilities/function/aws';
import { ManagedQueue } from '../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../src/capabilities/queue/terraform';
import { ManagedSecret } from '../../src/capabilities/secret/aws';
import { ManagedTable } from '../../src/capabilities/table/aws';
import { ManagedTopic } from '../../src/capabilities/topic/aws';
import { Patch } from '../../src/record/patch';
import { refusal } from '../fixtures/errors';
import { serviceIn } from '../fixtures/services';
import { stackOn } from '../fixtures/stacks';
import { terraformStackOn } from '../fixtures/terraform';
import { workbench } from '../samples/engines';

const BECAUSE = { reason: 'to see it' };
const DOCUMENT = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
const OTHER_KEY = Patch.property('KmsMasterKeyId', 'alias/other');

let stack: Stack;
beforeEach(() => (stack = stackOn()));

const databaseIn = (scope: Stack) => new ManagedDatabase(scope, 'Db', { engine: DatabaseEngine.postgres() });
const propertiesOf = (construct: any, slot: string) =>
  stack.resolve(construct.resource(slot)._toCloudFormation()).Resources[
    stack.resolve(construct.resource(slot).logicalId)
  ].Properties;

describe('what adds to that on which others rely passes', () => {
  test('a second security group of tasks', () => {
    const service = serviceIn(stack);
    service.uses(databaseIn(stack));
    const groups = 'NetworkConfiguration.AwsvpcConfiguration.SecurityGroups';
    service.escape('service', Patch.append(groups, 'sg-1'), BECAUSE);
    expect(propertiesOf(service, 'service').NetworkConfiguration.AwsvpcConfiguration.SecurityGroups).toHaveLength(2);
  });

  test('another value of a variable, and one more', () => {
    const service = serviceIn(stack);
    service.uses(databaseIn(stack));
    const environment = 'ContainerDefinitions[Name=app].Environment';
    service.escape('taskDefinition', Patch.property(`${environment}[Name=DB_HOST].Value`, 'proxy'), BECAUSE);
    service.escape('taskDefinition', Patch.append(environment, { Name: 'MORE', Value: '1' }), BECAUSE);
    expect(propertiesOf(service, 'taskDefinition').ContainerDefinitions[0].Environment).toEqual(
      expect.arrayContaining([
        { Name: 'DB_HOST', Value: 'proxy' },
        { Name: 'MORE', Value: '1' },
      ]),
    );
  });

  test('a statement more in the policy of a queue', () => {
    const queue = new ManagedQueue(stack, 'Signups');
    new ManagedTopic(stack, 'News').subscribe(queue);
    queue.escape('queuePolicy', Patch.append('PolicyDocument.Statement', DOCUMENT.Statement[0]), BECAUSE);
    expect(propertiesOf(queue, 'queuePolicy').PolicyDocument.Statement).toHaveLength(3);
  });

  test('more of the network of a function, before it is in one', () => {
    const fn: GoldenPathFunction = workbench('aws').make('function');
    fn.escape('function', Patch.property('VpcConfig.Ipv6AllowedForDualStack', true), BECAUSE);
    stack = Stack.of(fn);
    fn.uses(databaseIn(stack));
    const { Ipv6AllowedForDualStack, SecurityGroupIds } = propertiesOf(fn, 'function').VpcConfig;
    expect([Ipv6AllowedForDualStack, SecurityGroupIds.length]).toEqual([true, 1]);
  });
});

test('a mixin is refused like a patch', () => {
  class Shell implements IMixin {
    supports(construct: IConstruct) {
      return construct instanceof ecs.CfnService;
    }
    applyTo(construct: IConstruct) {
      (construct as ecs.CfnService).enableExecuteCommand = true;
    }
  }
  const service = serviceIn(stack);
  const { what, hint } = refusal(() => service.escape('service', new Shell(), BECAUSE)).complaint;
  expect([what, hint]).toEqual([
    expect.stringContaining('a shell needs permissions'),
    expect.stringContaining("'service.execEnabled'"),
  ]);
  expect(propertiesOf(service, 'service').EnableExecuteCommand).toBe(false);
});

test('a variable of what is used may not go, even where the container has another name', () => {
  const service = serviceIn(stack);
  service.uses(databaseIn(stack));
  service.escape('taskDefinition', Patch.property('ContainerDefinitions[0].Name', 'orders'), BECAUSE);
  const gone = Patch.remove('ContainerDefinitions[0].Environment[Name=DB_HOST]');
  expect(refusal(() => service.escape('taskDefinition', gone, BECAUSE)).complaint.what).toContain('its variables');
});

test('all containers replaced, after something is used: its variables have to be among the new ones', () => {
  const service = serviceIn(stack);
  service.uses(databaseIn(stack));
  const containers = [{ Name: 'app', Image: 'a:1', Environment: [{ Name: 'OTHER', Value: '1' }] }];
  const replaced = Patch.property('ContainerDefinitions', containers);
  expect(refusal(() => service.escape('taskDefinition', replaced, BECAUSE)).complaint.what).toContain('its variables');
});

describe('a grant of plain CDK relies on the same', () => {
  const reader = () => new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });

  test.each<[string, (role: iam.Role) => [any, string, Patch, () => void]]>([
    [
      'of a queue',
      role => {
        const queue = new ManagedQueue(stack, 'Signups');
        return [queue, 'queue', OTHER_KEY, () => queue.queue.grantConsumeMessages(role)];
      },
    ],
    [
      'of a topic',
      role => {
        const topic = new ManagedTopic(stack, 'News');
        return [topic, 'topic', OTHER_KEY, () => topic.key!.grantEncryptDecrypt(role)];
      },
    ],
    [
      'of a secret',
      role => {
        const secret = new ManagedSecret(stack, 'Token');
        return [secret, 'secret', Patch.property('KmsKeyId', 'alias/other'), () => secret.secret.grantRead(role)];
      },
    ],
    [
      'of a table',
      role => {
        const table: ManagedTable = workbench('aws').make('table');
        stack = Stack.of(table);
        const other = Patch.property('SSESpecification.KMSMasterKeyId', 'alias/other');
        return [table, 'table', other, () => table.table.grantReadData(role)];
      },
    ],
    [
      'of a database',
      role => {
        const db = databaseIn(stack);
        return [db, 'cluster', Patch.property('Port', 1150), () => db.grantConnect(role, 'app')];
      },
    ],
  ])('%s', (_, given) => {
    const [before, slot, patch, grant] = given(reader());
    before.escape(slot, patch, BECAUSE);
    expect(refusal(grant).complaint.where).toContain(`slot '${slot}'`);
    stack = stackOn();
    const [after, , , grantFirst] = given(reader());
    grantFirst();
    expect(refusal(() => after.escape(slot, patch, BECAUSE)).complaint.where).toContain(`slot '${slot}'`);
  });
});

describe('a policy that was replaced', () => {
  test('takes no permission that comes later, on AWS', () => {
    const service = serviceIn(stack);
    const statement = new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] });
    service.taskRole.addToPrincipalPolicy(statement);
    service.escape('taskPolicy', Patch.property('PolicyDocument', DOCUMENT), BECAUSE);
    expect(refusal(() => service.taskRole.addToPrincipalPolicy(statement)).complaint).toMatchObject({
      what: 'An escape has replaced this policy, and a permission that comes later would be lost.',
      where: expect.stringContaining("slot 'taskPolicy'"),
    });
  });

  test('takes none on Terraform, and neither does that of a queue', () => {
    const service = workbench('terraform').make('service');
    const permission = { actions: ['s3:ListAllMyBuckets'], resources: ['*'] };
    service.grant(permission).grant(permission);
    service.escape('taskPolicy', Patch.property('policy', JSON.stringify(DOCUMENT)), BECAUSE);
    expect(refusal(() => service.grant(permission)).complaint.where).toContain("slot 'taskPolicy'");
    const queue = new TerraformQueue(terraformStackOn(), 'Signups');
    const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage' };
    queue.addToResourcePolicy(statement);
    queue.escape('queuePolicy', Patch.property('policy', JSON.stringify(DOCUMENT)), BECAUSE);
    expect(refusal(() => queue.addToResourcePolicy(statement)).complaint.where).toContain("slot 'queuePolicy'");
  });

  test('of a resource on AWS keeps both, whatever it was given as', () => {
    const queue = new ManagedQueue(stack, 'Signups');
    const document = iam.PolicyDocument.fromJson(DOCUMENT);
    queue.escape('queuePolicy', Patch.property('PolicyDocument', document), BECAUSE);
    new ManagedTopic(stack, 'News').subscribe(queue);
    const { Statement } = propertiesOf(queue, 'queuePolicy').PolicyDocument;
    expect(Statement.map(({ Action }: any) => Action)).toEqual(['*', 'sqs:SendMessage']);
  });
});

test('a use that is refused for an escape leaves no variable behind', () => {
  const service = serviceIn(stack);
  const [broken, other] = [new ManagedQueue(stack, 'Broken'), new ManagedQueue(stack, 'Other')];
  broken.escape('queue', OTHER_KEY, BECAUSE);
  refusal(() => service.uses(broken, Access.PUBLISH));
  service.uses(other);
  const names = propertiesOf(service, 'taskDefinition').ContainerDefinitions[0].Environment.map(
    ({ Name }: any) => Name,
  );
  expect(names).toContain('OTHER_URL');
  expect(names).not.toContain('BROKEN_URL');
});
