import { byRotator } from './fixture';
import { slotsIn } from './terraform-fixture';
import { ManagedSecret } from '../../../src/capabilities/secret/terraform';
import { EscapeKind } from '../../../src/record/escape-hatch';
import { Patch } from '../../../src/record/patch';
import { EscapeHatchError } from '../../../src/support/errors';
import { configurationOf, terraformStackOf } from '../../fixtures/terraform';

const because = { reason: 'told by a test' };

describe('the escape hatch', () => {
  test('changes an argument and a nested block', () => {
    const stack = terraformStackOf();
    const secret = new ManagedSecret(stack, 'PaymentKey', { rotation: byRotator });
    secret.escape('secret', Patch.property('description', 'otherwise'), because);
    secret.escape('secret', Patch.remove('name_prefix'), because);
    secret.escape('secret', Patch.property('name', 'acme/payment-key'), because);
    secret.escape('rotationSchedule', Patch.property('rotation_rules.duration', '2h'), because);
    const slots = slotsIn(configurationOf(stack), secret);
    expect(slots.secret).toMatchObject({ description: 'otherwise', name: 'acme/payment-key' });
    expect(slots.secret).not.toHaveProperty('name_prefix');
    expect(slots.rotationSchedule.rotation_rules).toEqual({ automatically_after_days: 30, duration: '2h' });
    expect(secret.escapes.map(({ kind }) => kind)).toEqual(Array(4).fill(EscapeKind.PATCH));
  });

  test('refuses what would do nothing, and finds what nobody recorded', () => {
    const stack = terraformStackOf();
    const secret = new ManagedSecret(stack, 'PaymentKey');
    expect(() => secret.escape('secert', Patch.property('description', ''), because)).toThrow(/Did you mean 'secret'/);
    expect(() => secret.escape('secret', Patch.property('descripton', ''), because)).toThrow(
      /Did you mean 'description'/,
    );
    expect(() => secret.escape('secret', Patch.property('recovery_window_in_days', 30), because)).toThrow(
      EscapeHatchError,
    );
    secret.resources.secret.recoveryWindowInDays = 7;
    configurationOf(stack);
    expect(secret.escapes).toEqual([
      { slot: 'secret', kind: EscapeKind.UNRECORDED, properties: ['recovery_window_in_days'] },
    ]);
  });

  test('a secret that stood elsewhere in the state is moved, not replaced', () => {
    const stack = terraformStackOf();
    const secret = new ManagedSecret(stack, 'PaymentKey');
    secret.movedFrom('secret', 'aws_secretsmanager_secret.legacy');
    secret.escape('secret', Patch.remove('name_prefix'), { reason: 'adopted' });
    secret.escape('secret', Patch.property('name', 'legacy'), { reason: 'adopted' });
    expect(JSON.stringify(configurationOf(stack).moved)).toContain('aws_secretsmanager_secret.legacy');
  });
});
