import { TerraformStack, Testing, Token } from 'cdktf';
import { DatabaseEngine } from '../../../src/capabilities/database/props';
import { ManagedDatabase } from '../../../src/capabilities/database/terraform';
import { withoutTokenTraces } from '../../../src/engines/terraform/token-traces';

describe('the traces of tokens', () => {
  test('are not taken while they are off, and again from then on', () => {
    const before = Error.prepareStackTrace;
    const taken = () => (Token.asAny({ a: 1 }) as any).creationStack.length;
    expect(taken()).toBeGreaterThan(0);
    {
      using _untraced = withoutTokenTraces();
      expect(taken()).toBe(0);
    }
    expect(taken()).toBeGreaterThan(0);
    expect(Error.prepareStackTrace).toBe(before);
  });

  test('are taken again when a construct was refused, whose error has a trace of its own', () => {
    const before = Error.prepareStackTrace;
    const stack = new TerraformStack(Testing.app(), 'Stack');
    const refused = () =>
      new ManagedDatabase(stack, 'Db', { engine: DatabaseEngine.postgres(), backupRetentionDays: 400 });
    expect(refused).toThrow('database.backupRetentionDays is 400');
    expect(Error.prepareStackTrace).toBe(before);
    try {
      refused();
    } catch (error) {
      expect((error as Error).stack).toMatch(/\n\s+at .*token-traces\.test/);
    }
  });
});
