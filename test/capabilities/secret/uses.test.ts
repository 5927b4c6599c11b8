import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { secretIn, stackOf } from './fixture';
import { Access } from '../../../src/binding/binding';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { serviceIn } from '../../fixtures/services';
import { networkIn } from '../../fixtures/stacks';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:licence-AbCdEf';

test('a service in another stack: its variables, its policy, and nothing in the stack of the secret', () => {
  const app = new App();
  const data = stackOf(undefined, {}, app, 'Data');
  const shop = stackOf(undefined, { network: networkIn(app) }, app, 'Shop');
  const secret = secretIn(data);
  const before = secret.slots;
  const service = serviceIn(shop);
  service.uses(secret).uses(ManagedSecret.fromSecretArn(shop, 'Licence', ARN), Access.READ);

  const template = Template.fromStack(shop).toJSON();
  const [container] =
    template.Resources[shop.resolve(service.resources.taskDefinition.logicalId)].Properties.ContainerDefinitions;
  const variables = Object.fromEntries(container.Environment.map(({ Name, Value }: any) => [Name, Value]));
  expect(variables).toMatchObject({
    PAYMENT_KEY_ARN: expect.anything(),
    PAYMENT_KEY_MAX_AGE_SECONDS: '300',
    LICENCE_ARN: ARN,
    LICENCE_MAX_AGE_SECONDS: '300',
  });
  expect(container.Secrets).toBeUndefined();

  const {
    PolicyDocument: { Statement: statements },
  } = template.Resources[shop.resolve((service.resource('taskPolicy') as any).logicalId)].Properties;
  const onSecrets = statements.filter(({ Action }: any) => /secretsmanager|kms/.test(JSON.stringify(Action)));
  expect(onSecrets.flatMap(({ Action }: any) => Action).sort()).toEqual([
    'kms:Decrypt',
    'secretsmanager:DescribeSecret',
    'secretsmanager:GetSecretValue',
  ]);
  expect(JSON.stringify(onSecrets)).not.toContain('"*"');
  expect(secret.slots).toEqual(before);
  expect(Stack.of(secret).dependencies).toEqual([]);
});
