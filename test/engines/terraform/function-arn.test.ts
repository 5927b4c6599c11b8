import { LambdaAlias } from '@cdktf/provider-aws/lib/lambda-alias';
import { SecretRotation } from '../../../src/capabilities/secret/props';
import { ManagedSecret } from '../../../src/capabilities/secret/terraform';
import { resolved } from '../../../src/engines/terraform/escape';
import { permittedFunction } from '../../../src/engines/terraform/function-arn';
import { configurationOf, slotsIn, terraformStackOn } from '../../fixtures/terraform';

const ROTATOR = 'arn:aws:lambda:eu-west-1:111122223333:function:rotator';

test.each([
  [ROTATOR, { functionName: ROTATOR, qualifier: undefined }],
  [`${ROTATOR}:live`, { functionName: ROTATOR, qualifier: 'live' }],
])('%s is split as the provider reads it', (arn, expected) => {
  expect(permittedFunction(arn)).toEqual(expected);
});

test('an ARN that is known at deployment only is split by Terraform', () => {
  const stack = terraformStackOn();
  const { arn } = new LambdaAlias(stack, 'Live', { name: 'live', functionName: 'f', functionVersion: '1' });
  expect(resolved(stack, permittedFunction(arn))).toEqual({
    functionName: '${join(":", slice(split(":", aws_lambda_alias.Live.arn), 0, 7))}',
    qualifier: '${one(slice(split(":", aws_lambda_alias.Live.arn), 7, length(split(":", aws_lambda_alias.Live.arn))))}',
  });
});

test('a secret lets an alias rotate it without a change in every plan', () => {
  const stack = terraformStackOn();
  const secret = new ManagedSecret(stack, 'Key', { rotation: SecretRotation.byFunction(`${ROTATOR}:live`) });
  const { rotationPermission, rotationSchedule } = slotsIn(configurationOf(stack), secret);
  expect(rotationPermission).toMatchObject({ function_name: ROTATOR, qualifier: 'live' });
  expect(rotationSchedule.rotation_lambda_arn).toBe(`${ROTATOR}:live`);
});
