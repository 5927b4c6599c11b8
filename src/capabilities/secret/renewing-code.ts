import { SecretDecisions } from './decisions';

// Parts of longer lines: in the template they stand whole.
const JSON_FORM = 'JSON.stringify({ ...form.fields, [form.generatedField]: RandomPassword })';
const PENDING_VALUE = "{ SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] }";
const NEW_CURRENT = "VersionStage: 'AWSCURRENT', MoveToVersionId: token, RemoveFromVersionId: current";
const NOT_PENDING = "token + ' is no version of ' + SecretId + ' that is AWSPENDING.'";

/**
 * The function that gives a secret a new value, as it runs on AWS: Node.js, CommonJS, and nothing that its runtime does
 * not have. It makes the value as Secrets Manager made the first one.
 *
 * Secrets Manager may repeat each step. A step that was done is left alone: a version never changes its value, and the
 * token of a rotation that is over is the current version. The function never reads a value, and has no right to.
 *
 * @param fields the other fields of a JSON object
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
 */
export function renewingCode(choices: SecretDecisions, fields: { readonly [name: string]: string } = {}): string {
  const password = {
    PasswordLength: choices.length,
    ExcludePunctuation: !choices.punctuation,
    ExcludeCharacters: choices.excludedCharacters || undefined,
    RequireEachIncludedType: choices.everyKind,
  };
  const form = choices.format === 'json' ? { fields, generatedField: choices.generatedField } : null;
  return `const { SecretsManager } = require('@aws-sdk/client-secrets-manager');

const password = ${JSON.stringify(password)};
const form = ${JSON.stringify(form)};
const secrets = new SecretsManager();

async function create(SecretId, ClientRequestToken) {
  const { RandomPassword } = await secrets.getRandomPassword(password);
  const SecretString = form ? ${JSON_FORM} : RandomPassword;
  const ignoreExisting = error => {
    if (error.name !== 'ResourceExistsException') throw error;
  };
  await secrets.putSecretValue(${PENDING_VALUE}).catch(ignoreExisting);
}

async function finish(SecretId, token, labels) {
  if (!labels[token].includes('AWSCURRENT')) {
    const current = Object.keys(labels).find(version => labels[version].includes('AWSCURRENT'));
    await secrets.updateSecretVersionStage({ SecretId, ${NEW_CURRENT} });
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
  if (!own.includes('AWSCURRENT') && !own.includes('AWSPENDING')) throw new Error(${NOT_PENDING});
  if (Step === 'finishSecret') await finish(SecretId, token, labels);
  else if (Step !== 'createSecret') throw new Error('There is no step ' + Step + '.');
  else if (!own.includes('AWSCURRENT')) await create(SecretId, token);
};
`;
}
