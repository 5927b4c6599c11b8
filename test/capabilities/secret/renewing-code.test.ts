// The function that gives a secret a new value, run as it stands in the template, against what Secrets Manager
// promises.
import { renewed } from './fixture';
import { decide } from '../../../src/capabilities/secret/decisions';
import { GeneratedSecretOptions, SecretSource } from '../../../src/capabilities/secret/props';
import { renewingCode } from '../../../src/capabilities/secret/renewing-code';
import { Edition } from '../../../src/path/edition';
import { Ledger } from '../../../src/path/ledger';
import { EnvironmentTier } from '../../../src/path/tier';

interface Version {
  value?: string;
  labels: string[];
}

/** A secret, as far as a rotation sees it. */
class EmbeddedSecret {
  readonly versions: { [id: string]: Version } = {
    old: { value: 'signed with this', labels: ['AWSCURRENT'] },
    new: { labels: ['AWSPENDING'] },
  };
  readonly asked: any[] = [];
  isRotated = true;

  describeSecret = async () => ({
    RotationEnabled: this.isRotated,
    VersionIdsToStages: Object.fromEntries(Object.entries(this.versions).map(([id, { labels }]) => [id, [...labels]])),
  });

  getRandomPassword = async (options: any) => {
    this.asked.push(options);
    return { RandomPassword: `made up ${this.asked.length}` };
  };

  putSecretValue = async ({ ClientRequestToken: id, SecretString, VersionStages }: any) => {
    const version = (this.versions[id] ??= { labels: [] });
    // A version never changes its value.
    if (version.value !== undefined && version.value !== SecretString) {
      throw Object.assign(new Error('It exists.'), { name: 'ResourceExistsException' });
    }
    version.value = SecretString;
    version.labels = [...new Set([...version.labels, ...VersionStages])];
  };

  updateSecretVersionStage = async ({ VersionStage, MoveToVersionId, RemoveFromVersionId }: any) => {
    const remove = (label: string) =>
      Object.values(this.versions).forEach(version => {
        version.labels = version.labels.filter(each => each !== label);
      });
    if (!this.versions[RemoveFromVersionId].labels.includes(VersionStage)) {
      throw new Error(`${RemoveFromVersionId} has no ${VersionStage}.`);
    }
    remove(VersionStage);
    if (!MoveToVersionId) return;
    this.versions[MoveToVersionId].labels.push(VersionStage);
    remove('AWSPREVIOUS');
    this.versions[RemoveFromVersionId].labels.push('AWSPREVIOUS');
  };

  get labels() {
    return Object.fromEntries(Object.entries(this.versions).map(([id, { labels }]) => [id, labels]));
  }
}

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

function functionOf(
  secret: EmbeddedSecret,
  options?: GeneratedSecretOptions,
): (step: string, token?: string) => Promise<void> {
  const props = { ...renewed, source: SecretSource.generated(options) };
  const decided = decide(
    props,
    new Ledger(
      'secret',
      { tier: EnvironmentTier.PRODUCTION, edition: Edition.V2026_12, defaults: {}, limits: {} },
      'Shop/SessionKey',
    ),
  );
  const module: any = {};
  new Function('require', 'exports', renewingCode(decided, options?.fields))(
    () => ({
      SecretsManager: class {
        constructor() {
          return secret;
        }
      },
    }),
    module,
  );
  return (Step, ClientRequestToken = 'new') => module.handler({ Step, SecretId: 'arn', ClientRequestToken });
}

test('a rotation', async () => {
  const secret = new EmbeddedSecret();
  const run = functionOf(secret);
  for (const step of STEPS) await run(step);
  expect(secret.versions).toEqual({
    old: { value: 'signed with this', labels: ['AWSPREVIOUS'] },
    new: { value: 'made up 1', labels: ['AWSCURRENT'] },
  });
  expect(secret.asked).toEqual([{ PasswordLength: 40, ExcludePunctuation: true, RequireEachIncludedType: true }]);
});

test('each step may come again, at any time', async () => {
  const secret = new EmbeddedSecret();
  const run = functionOf(secret);
  for (const step of STEPS) {
    await run(step);
    await run(step);
  }
  for (const step of STEPS) await run(step);
  expect(secret.versions).toEqual({
    old: { value: 'signed with this', labels: ['AWSPREVIOUS'] },
    new: { value: 'made up 1', labels: ['AWSCURRENT'] },
  });
  // Twice before it was current, and never after.
  expect(secret.asked).toHaveLength(2);
});

test('one that was interrupted goes on where it was', async () => {
  const secret = new EmbeddedSecret();
  const run = functionOf(secret);
  await run('createSecret');
  await secret.updateSecretVersionStage({
    VersionStage: 'AWSCURRENT',
    MoveToVersionId: 'new',
    RemoveFromVersionId: 'old',
  });
  for (const step of STEPS) await run(step);
  expect(secret.labels).toEqual({ old: ['AWSPREVIOUS'], new: ['AWSCURRENT'] });
});

test('the value has the form of the first one', async () => {
  const secret = new EmbeddedSecret();
  const fields = { algorithm: '"HS256" `${x}` </script>\u2028' };
  await functionOf(secret, {
    length: 64,
    punctuation: true,
    excludeCharacters: '"\\`${',
    fields,
    generatedField: 'key',
  })('createSecret');
  expect(JSON.parse(secret.versions.new.value!)).toEqual({ ...fields, key: 'made up 1' });
  expect(secret.asked).toEqual([
    { PasswordLength: 64, ExcludePunctuation: false, ExcludeCharacters: '"\\`${', RequireEachIncludedType: true },
  ]);
});

test('the first value of an empty secret', async () => {
  const secret = new EmbeddedSecret();
  secret.versions.old.labels = [];
  secret.updateSecretVersionStage = jest.fn();
  await functionOf(secret)('finishSecret');
  expect(secret.updateSecretVersionStage).toHaveBeenCalledWith({
    SecretId: 'arn',
    VersionStage: 'AWSCURRENT',
    MoveToVersionId: 'new',
    RemoveFromVersionId: undefined,
  });
});

test('what is no rotation is refused', async () => {
  const secret = new EmbeddedSecret();
  const run = functionOf(secret);
  await expect(run('createSecret', 'unknown')).rejects.toThrow(/unknown is no version of arn that is AWSPENDING/);
  await expect(run('eraseSecret')).rejects.toThrow(/no step eraseSecret/);
  secret.versions.new.labels = ['SOMETHING'];
  await expect(run('finishSecret')).rejects.toThrow(/AWSPENDING/);
  secret.isRotated = false;
  await expect(run('createSecret')).rejects.toThrow(/arn is not rotated/);
  secret.isRotated = true;
  secret.versions.new.labels = ['AWSPENDING'];
  secret.putSecretValue = async () => {
    throw Object.assign(new Error('Not allowed.'), { name: 'AccessDeniedException' });
  };
  await expect(run('createSecret')).rejects.toThrow('Not allowed.');
  expect(secret.labels).toEqual({ old: ['AWSCURRENT'], new: ['AWSPENDING'] });
});
