import { Stack } from 'aws-cdk-lib';
import { HostedRotation, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { LEGACY, LEGACY_SECRET, LOGIN } from './secret-fixture';
import { Access, Credentials } from '../../../src/binding/binding';
import { SecretVariable } from '../../../src/binding/secret-variable';
import { ManagedDatabase } from '../../../src/capabilities/database/aws';
import { DatabaseEngine } from '../../../src/capabilities/database/engine';
import { ManagedDatabase as TerraformDatabase } from '../../../src/capabilities/database/terraform';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedSecret } from '../../../src/capabilities/secret/aws';
import { SecretRotation } from '../../../src/capabilities/secret/rotation';
import { ManagedSecret as TerraformSecret } from '../../../src/capabilities/secret/terraform';
import { Patch } from '../../../src/record/patch';
import { InvalidInputError } from '../../../src/support/errors';
import { BECAUSE, terraformServiceIn } from '../../capabilities/service/terraform-fixture';
import { refusal } from '../../fixtures/errors';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';
import { terraformStackOn } from '../../fixtures/terraform';
import { workbench } from '../../samples/engines';

/** A service whose task definition an escape has changed. */
function escaped(stack: Stack, patch: Patch) {
  const service = serviceIn(stack);
  service.escape('taskDefinition', patch, BECAUSE);
  return service;
}

describe('what cannot be filled is refused', () => {
  const asked = { secretVariables: { KEY: SecretVariable.value() } };

  test.each<[string, (stack: Stack) => unknown, RegExp, RegExp]>([
    [
      'the password that RDS changes each week',
      stack =>
        serviceIn(stack).uses(
          new ManagedDatabase(stack, 'Db', { engine: DatabaseEngine.postgres() }),
          undefined,
          asked,
        ),
      /RDS gives it a new password each week/,
      /ManagedSecret/,
    ],
    [
      'a secret that is rotated',
      stack =>
        serviceIn(stack).uses(
          new ManagedSecret(stack, 'Key', { rotation: SecretRotation.byNewValue() }),
          undefined,
          asked,
        ),
      /would keep the old one/,
      /by the ARN/,
    ],
    [
      'a secret of a name, of which the complete ARN is not known',
      stack => serviceIn(stack).uses(ManagedSecret.fromSecretName(stack, 'Key', 'acme/key'), undefined, asked),
      /Nothing can be read of 'Shop\/Key'/,
      /complete ARN/,
    ],
    [
      'a secret that the program may only write',
      stack => serviceIn(stack).uses(new ManagedSecret(stack, 'Key'), Access.WRITE, asked),
      /Nothing can be read of 'Shop\/Key'/,
      /Access\.READ/,
    ],
    [
      'an IAM token',
      stack =>
        serviceIn(stack).uses(
          ManagedDatabase.fromDatabaseAttributes(stack, 'Legacy', { ...LEGACY, resourceId: 'db-ABC' }),
          undefined,
          {
            ...asked,
            credentials: Credentials.IAM_TOKEN,
          },
        ),
      /Nothing can be read of 'Shop\/Legacy'/,
      /IAM token/,
    ],
    [
      'what has no secret',
      stack => serviceIn(stack).uses(new ManagedQueue(stack, 'Jobs'), undefined, asked),
      /Nothing can be read of 'Shop\/Jobs'/,
      /ManagedSecret/,
    ],
    [
      'a name that is none',
      stack =>
        serviceIn(stack).uses(new ManagedSecret(stack, 'Key'), undefined, {
          secretVariables: { 'my-key': SecretVariable.value() },
        }),
      /"my-key" cannot be the name/,
      /underscores/,
    ],
    [
      'a variable that every use sets',
      stack =>
        serviceIn(stack).uses(new ManagedSecret(stack, 'Key'), undefined, {
          secretVariables: { KEY_ARN: SecretVariable.value() },
        }),
      /KEY_ARN/,
      /another name/,
    ],
    [
      'a variable of the construct itself',
      stack =>
        serviceIn(stack, { environment: { KEY: 'abc' } }).uses(new ManagedSecret(stack, 'Secret'), undefined, asked),
      /KEY .*already set by the construct itself/,
      /another name in secretVariables/,
    ],
    [
      'a field that the secret does not have',
      stack =>
        serviceIn(stack).uses(new ManagedSecret(stack, 'Key', { source: LOGIN }), undefined, {
          secretVariables: { KEY: SecretVariable.field('passwort') },
        }),
      /no field 'passwort'/,
      /Did you mean 'password'/,
    ],
    [
      'a field of a text',
      stack =>
        serviceIn(stack).uses(new ManagedSecret(stack, 'Key'), undefined, {
          secretVariables: { KEY: SecretVariable.field('password') },
        }),
      /no field 'password'/,
      /SecretVariable\.value/,
    ],
    [
      'the secret that RDS keeps for a database that was made elsewhere',
      stack =>
        serviceIn(stack).uses(
          ManagedDatabase.fromDatabaseAttributes(stack, 'Legacy', {
            ...LEGACY,
            secretArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!cluster-0a1b-AbCdEf',
          }),
          undefined,
          asked,
        ),
      /each week/,
      /ManagedSecret/,
    ],
    [
      'the secret of a database, as a view',
      stack =>
        serviceIn(stack).uses(
          ManagedSecret.fromSecret(
            stack,
            'Login',
            new ManagedDatabase(stack, 'Db', { engine: DatabaseEngine.postgres() }).secret,
          ),
          undefined,
          asked,
        ),
      /would keep the old one/,
      /by the ARN/,
    ],
    [
      'a secret of plain CDK that is rotated',
      stack => {
        const secret = new Secret(stack, 'Plain');
        const used = ManagedSecret.fromSecret(stack, 'Login', secret);
        secret.addRotationSchedule('Rotation', { hostedRotation: HostedRotation.postgreSqlSingleUser() });
        return serviceIn(stack).uses(used, undefined, asked);
      },
      /would keep the old one/,
      /by the ARN/,
    ],
    [
      'a secret that its view rotates',
      stack => {
        const secret = new ManagedSecret(stack, 'Key');
        secret.secret.addRotationSchedule('Rotation', { hostedRotation: HostedRotation.postgreSqlSingleUser() });
        return serviceIn(stack).uses(secret, undefined, asked);
      },
      /would keep the old one/,
      /by the ARN/,
    ],
    [
      'a variable that an escape has made',
      stack =>
        escaped(stack, Patch.append('ContainerDefinitions[0].Environment', { Name: 'KEY', Value: 'a' })).uses(
          new ManagedSecret(stack, 'Secret'),
          undefined,
          asked,
        ),
      /KEY is there already/,
      /another name/,
    ],
    [
      'a secret that an escape has made',
      stack =>
        escaped(
          stack,
          Patch.property('ContainerDefinitions[0].Secrets', [{ Name: 'KEY', ValueFrom: LEGACY_SECRET }]),
        ).uses(new ManagedSecret(stack, 'Secret'), undefined, asked),
      /KEY is there already/,
      /another name/,
    ],
    [
      'the name of a secret that an escape has made',
      stack =>
        escaped(
          stack,
          Patch.property('ContainerDefinitions[0].Secrets', [{ Name: 'KEY_ARN', ValueFrom: LEGACY_SECRET }]),
        ).uses(new ManagedSecret(stack, 'Key')),
      /KEY_ARN is there already/,
      /another name/,
    ],
    [
      'a field as a text',
      stack =>
        serviceIn(stack).uses(new ManagedSecret(stack, 'Key'), undefined, {
          secretVariables: { KEY: 'password' as any },
        }),
      /secretVariables\.KEY is "password"/,
      /SecretVariable\.field/,
    ],
  ])('%s', (_, action, what, hint) => {
    const { complaint } = refusal(() => action(stackOn()));
    expect(complaint.what).toMatch(what);
    expect(complaint.hint).toMatch(hint);
  });

  test.each(['aws', 'terraform'] as const)('in a function, on %s', engine => {
    const { make, stack } = workbench(engine);
    const secret = engine === 'aws' ? new ManagedSecret(stack, 'Key') : new TerraformSecret(stack, 'Key');
    expect(refusal(() => make('function').uses(secret, undefined, asked)).complaint).toMatchObject({
      what: 'Lambda fills no variables from secrets.',
      hint: expect.stringMatching(/by the ARN/),
    });
  });

  test('what RDS changes, on Terraform, too', () => {
    const stack = terraformStackOn();
    const database = new TerraformDatabase(stack, 'Db', { engine: DatabaseEngine.postgres() });
    const { complaint } = refusal(() => terraformServiceIn(stack).uses(database, undefined, asked));
    expect(complaint.what).toMatch(/each week/);
  });

  test.each(['', 'a:b', 5, undefined])('a field called %p', name => {
    expect(refusal(() => SecretVariable.field(name as any))).toBeInstanceOf(InvalidInputError);
  });
});
