import { SecretDecisions } from './decisions';

/**
 * The function that gives a secret a new value, as it runs on AWS: Node.js, CommonJS, and nothing that its runtime does
 * not have. It makes
 * the value as Secrets Manager made the first one.
 *
 * Secrets Manager may take each step again. A step that was done is left alone: a version never changes its value, and
 * the token of a
 * rotation that is over is the current version. It never reads a value, and has no right to.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 *
 * @param fields what stands in a JSON object beside the value
 */
export function renewingCode(decided: SecretDecisions, fields: { readonly [name: string]: string } = {}): string {
  const password = {
    PasswordLength: decided.length,
    ExcludePunctuation: !decided.punctuation,
    ExcludeCharacters: decided.excludedCharacters || undefined,
    RequireEachIncludedType: decided.everyKind,
  };
  const form = decided.format === 'json' ? { fields, generatedField: decided.generatedField } : null;
  return `const { SecretsManager } = require('@aws-sdk/client-secrets-manager');

const password = ${JSON.stringify(password)};
const form = ${JSON.stringify(form)};
const secrets = new SecretsManager();

async function create(SecretId, ClientRequestToken) {
  const { RandomPassword } = await secrets.getRandomPassword(password);
  const SecretString = form ? JSON.stringify({ ...form.fields, [form.generatedField]: RandomPassword }) : RandomPassword;
  const ignoreExisting = error => {
    if (error.name !== 'ResourceExistsException') throw error;
  };
  await secrets.putSecretValue({ SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] }).catch(ignoreExisting);
}

async function finish(SecretId, token, labels) {
  if (!labels[token].includes('AWSCURRENT')) {
    const current = Object.keys(labels).find(version => labels[version].includes('AWSCURRENT'));
    await secrets.updateSecretVersionStage({ SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: token, RemoveFromVersionId: current });
  }
  // Left behind when somebody puts another value, it would look like a rotation under way.
  if (labels[token].includes('AWSPENDING')) {
    await secrets.updateSecretVersionStage({ SecretId, VersionStage: 'AWSPENDING', RemoveFromVersionId: token });
  }
}

exports.handler = async ({ Step, SecretId, ClientRequestToken: token }) => {
  // Nothing is opened by the value: there is nobody to tell, and nothing to try.
  if (Step === 'setSecret' || Step === 'testSecret') return;
  const { RotationEnabled, VersionIdsToStages: labels = {} } = await secrets.describeSecret({ SecretId });
  if (!RotationEnabled) throw new Error(SecretId + ' is not rotated.');
  const own = labels[token] ?? [];
  if (!own.includes('AWSCURRENT') && !own.includes('AWSPENDING')) throw new Error(token + ' is no version of ' + SecretId + ' that is AWSPENDING.');
  if (Step === 'finishSecret') await finish(SecretId, token, labels);
  else if (Step !== 'createSecret') throw new Error('There is no step ' + Step + '.');
  else if (!own.includes('AWSCURRENT')) await create(SecretId, token);
};
`;
}
