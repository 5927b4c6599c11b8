import { ManagedSecretProps } from './props';
import { SecretRotationKind } from './rotation';
import { GeneratedSecretOptions, SecretSourceKind } from './source';
import { BroughtKeyChoices, broughtKeyDecision, ownKeyUnless } from '../../parts/data-key/brought';
import { keyDecisions } from '../../parts/data-key/decisions';
import { always, choose, DecidedBy, follows } from '../../path/decision';
import { Ledger } from '../../path/ledger';

/** The policy of a secret: every choice, its default by tier, and why. */
export function decide(props: ManagedSecretProps, ledger: Ledger) {
  const options = props.source?.options ?? {};
  const asked = ledger.settle(asking(props));
  const generated = asked.source === SecretSourceKind.GENERATED;
  const renewed = asked.rotatedBy === SecretRotationKind.NEW_VALUE;

  const value = ledger.settle(generating(options, generated));
  const exclusion = ledger.settle(excluding(options, value));
  const brought = ledger.settle(broughtKeyDecision(props));
  const protection = ledger.settle(protecting(brought));
  const observation = ledger.settle(observing(generated && !renewed));
  const renewal = ledger.settle(renewing(protection));
  return { ...asked, ...value, ...exclusion, ...brought, ...protection, ...observation, ...renewal };
}

/** The choices of one secret. */
export type SecretDecisions = ReturnType<typeof decide>;

/** For how long consumers may keep a secret that was made elsewhere, in seconds. */
export function maxAgeOf(ledger: Ledger): number {
  return ledger.settle(consuming()).consumerMaxAgeSeconds;
}

/** The names of the fields of its JSON object: none, where it is a text; nothing is known of an imported value. */
export function fieldsOf(
  { source, format, generatedField }: Pick<SecretDecisions, 'source' | 'format' | 'generatedField'>,
  { source: asked }: ManagedSecretProps,
): string[] | undefined {
  if (source !== SecretSourceKind.GENERATED) return undefined;
  return format === 'json' ? [...Object.keys(asked?.options.fields ?? {}), generatedField] : [];
}

function asking({ source, rotation }: ManagedSecretProps) {
  return {
    source: choose<string>(source?._kind, SecretSourceKind.GENERATED)
      .oneOf(...Object.values(SecretSourceKind))
      .because('Secrets Manager makes it: nobody has ever seen it, and nobody has to put it.'),
    rotatedBy: follows<string | null>(
      rotation?._kind ?? null,
      rotation ? DecidedBy.APP_TEAM : DecidedBy.GOLDEN_PATH,
    ).because(
      'Only the app team knows what a value opens: nothing elsewhere, and a new value is all it takes; or ' +
        'something that a function of its own can tell.',
    ),
    rotationDays: choose(rotation?.everyDays, 30)
      .whole(1, 1000)
      .because(
        'Where it is rotated: monthly. A value that leaked is worth nothing soon, and auditors ask for 90 days at ' +
          'most.',
      ),
  };
}

function generating({ fields, length, punctuation, generatedField }: GeneratedSecretOptions, generated: boolean) {
  return {
    format: follows(generated && fields ? 'json' : 'text').because(
      'A text alone, or a JSON object where the app team names fields. Of an imported value nothing is known.',
    ),
    length: choose(length, 40)
      .whole(8, 4096)
      .because('Of letters and digits: 238 bits. On CloudFormation a change generates a new value.'),
    punctuation: choose(punctuation, false).because(
      'Letters and digits go through every URL, shell and configuration file. On CloudFormation a change ' +
        'generates a new value.',
    ),
    everyKind: always(true).because(
      'A capital, a small letter, a digit, and punctuation if there is any: what asks for one of each accepts it.',
    ),
    generatedField: choose(generatedField, 'password').because(
      'In a JSON object: where RDS, and what follows its form, look for it.',
    ),
  };
}

function excluding({ excludeCharacters }: GeneratedSecretOptions, { punctuation }: { readonly punctuation: boolean }) {
  return {
    excludedCharacters: choose(excludeCharacters, punctuation ? '"\'/@\\$%:?#&;<>' : '').because(
      'With punctuation: without what databases, URLs and shells take for their own.',
    ),
  };
}

function protecting(brought: BroughtKeyChoices) {
  return {
    ownKey: ownKeyUnless(
      brought,
      always({ development: false, staging: true, production: true }).because(
        "A key whose use can be seen and ended. About 1 USD a month. Without one, AWS's own encrypts it.",
      ),
    ),
    ...keyDecisions({
      rotation: 'Once a year, unseen; what was encrypted before stays readable.',
      deletion: 'The longest there is to find out that somebody still needs it.',
    }),
    accountOnly: always(true).because(
      'The secret itself refuses whoever is not of this account, whatever anybody was granted.',
    ),
    blockPublicPolicy: always(true).because('Secrets Manager refuses a policy that would give it to everybody.'),
    onRemoval: always({ development: 'delete', staging: 'retain', production: 'retain' })
      .oneOf('delete', 'retain')
      .because('What the value opens outlives a stack.'),
    recoveryDays: always({ development: 0, staging: 30, production: 30 })
      .oneOf(0, ...Array.from({ length: 24 }, (_, day) => day + 7))
      .because(
        'A deleted secret can be restored for a month; in development it is gone at once. CloudFormation cannot ' +
          'say it, and deletes at once.',
      ),
  };
}

function observing(rotateImmediately: boolean) {
  return {
    rotateImmediately: always(rotateImmediately).because(
      'A generated value opens nothing until the first rotation has told what it opens. An imported one works ' +
        'already; and where a new value is all it takes, the first one is new.',
    ),
    ...consuming(),
    alarms: always({ development: false, staging: true, production: true }).because(
      'Nobody is woken for a development secret.',
    ),
    failedRotationsAlarm: always(1).whole(1, 100).because('In a minute. The old value still works, but not for ever.'),
  };
}

function consuming() {
  return {
    consumerMaxAgeSeconds: always(300)
      .whole(0, 86_400)
      .because(
        'Consumers read it at use, and keep it no longer: a new value is everywhere within five minutes, without ' +
          "a deployment. AWS's agent and Lambda extension do the same.",
      ),
  };
}

const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function renewing({ ownKey }: { readonly ownKey: boolean }) {
  return {
    rotationRuntime: always('nodejs24.x').because(
      "Of the path's own function, where a new value is all it takes: the newest one, so that it is supported the " +
        'longest.',
    ),
    rotationArchitecture: always('arm64')
      .oneOf('arm64', 'x86_64')
      .because("Of the path's own function: cheaper for the same work."),
    rotationMemoryMib: always(128)
      .whole(128, 10240)
      .because("The least there is: the path's own function makes six API calls a rotation."),
    rotationTimeoutSeconds: always(60)
      .whole(1, 900)
      .because("Of the path's own function: three API calls a step, with retries."),
    rotationConcurrency: always<number | null>(null)
      .whole(1, 1000)
      .because(
        'None reserved: a rotation is four calls, one after the other. In a new account there are 10 executions ' +
          'in all, none of which can be reserved.',
      ),
    logRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .oneOf(...LOG_DAYS)
      .because("Of the path's own function. A year in production: incidents are found late, and auditors ask."),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true }).because(
      'Whether it was rotated is asked for after the stack is gone, too. No value is ever in them.',
    ),
    logEncryption: follows(ownKey ? 'own-key' : 'service-key').because('The key of the secret is that of these logs.'),
  };
}
