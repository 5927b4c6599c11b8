import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LEGACY, LEGACY_SECRET, LOGIN } from './secret-fixture';
import { Access } from '../../../src/binding/binding';
import { SecretVariable } from '../../../src/binding/secret-variable';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { ManagedSecret as TerraformSecret } from '../../../src/capabilities/secret/terraform';
import { resolved } from '../../../src/engines/terraform/escape';
import { Patch } from '../../../src/record/patch';
import { appOf, BECAUSE, statementsOf, terraformServiceIn } from '../../capabilities/service/terraform-fixture';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';
import { configurationOf, decodedSlotsIn, terraformStackOn } from '../../fixtures/terraform';

const AS_VARIABLES = {
  secretVariables: { PGUSER: SecretVariable.field('username'), PGPASSWORD: SecretVariable.field('password') },
};

/** What CloudFormation gets of one slot. */
const propertiesOf = (construct: any, slot: string) =>
  Template.fromStack(Stack.of(construct)).toJSON().Resources[
    Stack.of(construct).resolve(construct.resource(slot).logicalId)
  ].Properties;

describe('variables that ECS fills from a secret', () => {
  test('refer to its fields, and the role that starts the tasks may read it, on AWS CDK', () => {
    const stack = stackOn();
    const login = new ManagedSecret(stack, 'Login', { source: LOGIN });
    const service = serviceIn(stack).uses(login, Access.READ, AS_VARIABLES);
    const { Ref: id } = stack.resolve(login.secretArn);
    const [app] = propertiesOf(service, 'taskDefinition').ContainerDefinitions;
    expect(app.Secrets).toEqual([
      { Name: 'PGPASSWORD', ValueFrom: { 'Fn::Join': ['', [{ Ref: id }, ':password::']] } },
      { Name: 'PGUSER', ValueFrom: { 'Fn::Join': ['', [{ Ref: id }, ':username::']] } },
    ]);
    const statements = propertiesOf(service, 'executionPolicy').PolicyDocument.Statement;
    expect(statements).toContainEqual({
      Effect: 'Allow',
      Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      Resource: { Ref: id },
    });
    expect(statements).toContainEqual({
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: stack.resolve(login.resources.key!.attrArn),
      Condition: { StringEquals: { 'kms:ViaService': stack.resolve(`secretsmanager.${stack.region}.amazonaws.com`) } },
    });
  });

  test('do the same on Terraform', () => {
    const stack = terraformStackOn();
    const login = new TerraformSecret(stack, 'Login', { source: LOGIN });
    const service = terraformServiceIn(stack).uses(login, Access.READ, AS_VARIABLES);
    const slots = decodedSlotsIn(configurationOf(stack), service);
    const arn = resolved(stack, login.secretArn);
    expect(appOf({ slots }).secrets).toEqual([
      { name: 'PGPASSWORD', valueFrom: `${arn}:password::` },
      { name: 'PGUSER', valueFrom: `${arn}:username::` },
    ]);
    expect(statementsOf(slots, 'executionPolicy')).toContainEqual({
      Effect: 'Allow',
      Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      Resource: [arn],
    });
  });

  test('hold the whole value, and are beside those of another use', () => {
    const stack = stackOn();
    const service = serviceIn(stack)
      .uses(ManagedSecret.fromSecretArn(stack, 'Stripe', LEGACY_SECRET), Access.READ, {
        secretVariables: { STRIPE_KEY: SecretVariable.value() },
      })
      .uses(ManagedDatabase.fromDatabaseAttributes(stack, 'Legacy', LEGACY), Access.READ_WRITE, AS_VARIABLES);
    const [app] = propertiesOf(service, 'taskDefinition').ContainerDefinitions;
    expect(app.Secrets).toEqual([
      { Name: 'PGPASSWORD', ValueFrom: `${LEGACY_SECRET}:password::` },
      { Name: 'PGUSER', ValueFrom: `${LEGACY_SECRET}:username::` },
      { Name: 'STRIPE_KEY', ValueFrom: LEGACY_SECRET },
    ]);
    expect(app.Environment.map(({ Name }: any) => Name)).toEqual(
      expect.arrayContaining(['LEGACY_SECRET_ARN', 'STRIPE_ARN']),
    );
  });

  test('are the same in any order of uses', () => {
    const templates = [true, false].map(forwards => {
      const stack = stackOn();
      const secrets = ['A', 'B'].map(id => new ManagedSecret(stack, id));
      const service = serviceIn(stack);
      for (const secret of forwards ? secrets : [...secrets].reverse()) {
        service.uses(secret, Access.READ, { secretVariables: { [`KEY_${secret.node.id}`]: SecretVariable.value() } });
      }
      return Template.fromStack(stack).toJSON();
    });
    expect(templates[0]).toEqual(templates[1]);
  });

  test('are added by a second use of the same secret, and recorded', () => {
    const stack = stackOn();
    const secret = new ManagedSecret(stack, 'Login', { source: LOGIN });
    const service = serviceIn(stack).uses(secret).uses(secret, Access.READ, AS_VARIABLES);
    expect(propertiesOf(service, 'taskDefinition').ContainerDefinitions[0].Secrets).toHaveLength(2);
    expect(service._uses).toEqual([
      { capability: 'secret', resource: secret.node.path, access: 'read', secretVariables: ['PGPASSWORD', 'PGUSER'] },
    ]);
  });
});

describe('escapes that would leave the variables empty are refused', () => {
  const using = () => {
    const stack = stackOn();
    return serviceIn(stack).uses(new ManagedSecret(stack, 'Key'), undefined, {
      secretVariables: { KEY: SecretVariable.value() },
    });
  };

  test.each<[string, string, any]>([
    ['taskDefinition', 'ContainerDefinitions[0].Secrets', []],
    ['taskDefinition', 'ExecutionRoleArn', 'arn:aws:iam::123456789012:role/other'],
    ['executionPolicy', 'PolicyDocument', { Version: '2012-10-17', Statement: [] }],
  ])('%s %s', (slot, property, value) => {
    expect(refusal(() => using().escape(slot, Patch.property(property, value), BECAUSE)).complaint.what).toMatch(
      /which more was made from/,
    );
  });

  test.each<[string, any]>([
    ['Environment', { Name: 'KEY', Value: 'a' }],
    ['Secrets', { Name: 'KEY_ARN', ValueFrom: LEGACY_SECRET }],
  ])('one that says a name twice, in %s', (list, element) => {
    const patch = Patch.append(`ContainerDefinitions[0].${list}`, element);
    expect(refusal(() => using().escape('taskDefinition', patch, BECAUSE)).complaint.what).toMatch(/ECS refuses/);
  });

  test('one that adds a secret of its own is taken', () => {
    const service = using();
    const own = { Name: 'OTHER', ValueFrom: LEGACY_SECRET };
    service.escape('taskDefinition', Patch.append('ContainerDefinitions[0].Secrets', own), BECAUSE);
    const { Secrets } = propertiesOf(service, 'taskDefinition').ContainerDefinitions[0];
    expect(Secrets.map(({ Name }: any) => Name)).toEqual(['KEY', 'OTHER']);
  });
});
