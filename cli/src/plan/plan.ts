import { isDeepStrictEqual } from 'node:util';
import { addressOf, type StackRead, type Template } from '../assembly/stack.js';
import type { FoundReference } from '../decisions/reference.js';
import { explainProperty } from '../explain/property.js';
import { movesIn } from '../lock/standing.js';
import { type Because, type Change, IMPACTS, type StackPlan } from './change.js';
import { type Difference, differencesOf as cloudFormationDifferences } from './cloudformation.js';
import { isRevision } from './consequences.js';
import { differencesOf as terraformDifferences } from './terraform.js';

/** What keeps data, of which a stack that was read from an account says no more than the type. */
const KEEPS_DATA = new Set([
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::KMS::Key',
  'AWS::SecretsManager::Secret',
  'aws_rds_cluster',
  'aws_db_instance',
  'aws_dynamodb_table',
  'aws_s3_bucket',
  'aws_sqs_queue',
  'aws_kms_key',
  'aws_secretsmanager_secret',
]);

/** Plans what it takes from the stacks of one assembly to those of another, with what matters most first. */
export async function planOf(
  from: readonly StackRead[],
  to: readonly StackRead[],
  reference: FoundReference,
): Promise<StackPlan[]> {
  const nameOf = ({ deployedAs, name }: StackRead) => deployedAs ?? name;
  const before = new Map(from.map(stack => [nameOf(stack), stack]));
  const planned = await Promise.all(
    to.map(async stack => {
      const old = before.get(nameOf(stack));
      before.delete(nameOf(stack));
      return old ? planOfStack(old, stack, reference) : newStack(stack);
    }),
  );
  const left = [...before.keys()].map((name): StackPlan => ({ name, state: 'not in the new assembly', changes: [] }));
  return [...planned, ...left];
}

async function newStack(stack: StackRead): Promise<StackPlan> {
  const template = await stack.template();
  const changes = Object.entries(template).map(([address, { type }]) =>
    changeOf({ address, type, impact: 'added', properties: [] }, { stack, before: {}, after: template }),
  );
  return { name: stack.name, state: 'new', changes };
}

async function planOfStack(old: StackRead, stack: StackRead, reference: FoundReference): Promise<StackPlan> {
  const [before, after] = await Promise.all([old.template(), stack.template()]);
  const differences =
    stack.engine === 'terraform'
      ? terraformDifferences(before, after, identifyingIn(stack), movesIn(await stack.document()))
      : raised(cloudFormationDifferences(await old.document(), await stack.document()), old, stack);
  const decided = changedDecisions(old, stack);
  const added = new Set(differences.filter(({ impact }) => impact === 'added').map(({ type }) => type));
  const changes = differences
    .map(difference => (isRevision(difference, added) ? { ...difference, impact: 'in place' as const } : difference))
    .map(difference => {
      const change = changeOf(difference, { stack, old, before, after });
      return { ...change, because: reasonsOf(change, { stack, after, reference, decided }) };
    })
    .sort((a, b) => rank(a) - rank(b));
  return { name: stack.name, state: changes.length > 0 ? 'changed' : 'unchanged', changes };
}

/**
 * What the lock calls another resource is replaced, also where the schemas say less: the type of a key's attribute.
 */
function raised(differences: readonly Difference[], old: StackRead, stack: StackRead): Difference[] {
  const [before, after] = [identitiesIn(old), identitiesIn(stack)];
  return differences.map(difference => {
    const [was, is] = [before.get(difference.address), after.get(difference.address)];
    if (!was || !is) return difference;
    const properties = difference.properties.map(each =>
      isDeepStrictEqual(was[each.property], is[each.property]) ? each : { ...each, impact: 'replaced' as const },
    );
    const isReplaced = properties.some(({ impact }) => impact === 'replaced');
    return isReplaced ? { ...difference, impact: 'replaced', properties } : difference;
  });
}

function identitiesIn({ manifest, engine }: StackRead) {
  const rows = (manifest?.entries ?? []).flatMap(({ resources }) => resources);
  return new Map(rows.map(row => [addressOf(engine, row), row.identity] as const));
}

/** What holds data comes before what does not; within that, what goes before what stays. */
function rank({ isKept, impact }: Change): number {
  const isLoss = impact !== 'added' && impact !== 'in place';
  return (isKept && isLoss ? 0 : IMPACTS.length) + IMPACTS.indexOf(impact);
}

/** The arguments that identify resources, by address. */
function identifyingIn({ manifest, engine }: StackRead): Map<string, Set<string>> {
  const rows = (manifest?.entries ?? []).flatMap(({ resources }) => resources);
  return new Map(
    rows.flatMap(row =>
      row.identity === undefined ? [] : [[addressOf(engine, row), new Set(Object.keys(row.identity))] as const],
    ),
  );
}

interface Around {
  readonly stack: StackRead;
  readonly old?: StackRead;
  readonly before: Template;
  readonly after: Template;
}

function changeOf({ address, type, impact, properties }: Difference, around: Around): Change {
  const { stack, old, before } = around;
  const formerly = old && madeBy(address, old);
  const made = madeBy(address, stack) ?? formerly;
  return {
    stack: stack.name,
    address,
    type,
    impact,
    path: made?.path,
    slot: made?.slot,
    movedFrom: formerly && formerly.path !== made?.path ? formerly.path : undefined,
    isKept: made === undefined || made.isUnknown ? KEEPS_DATA.has(type) : made.isKept,
    fate: fateOf(impact, stack.engine === 'terraform' ? undefined : before[address]?.body),
    properties,
    because: [],
  };
}

function madeBy(address: string, { manifest, engine }: StackRead) {
  for (const { path, resources } of manifest?.entries ?? []) {
    const row = resources.find(each => addressOf(engine, each) === address);
    // A manifest of before has no identities at all.
    const isUnknown = resources.every(({ identity }) => identity === undefined);
    if (row) return { path, slot: row.slot, isKept: row.identity !== undefined, isUnknown };
  }
  return undefined;
}

function fateOf(impact: Change['impact'], body: { readonly [name: string]: unknown } | undefined): Change['fate'] {
  if (impact !== 'removed' && impact !== 'replaced' && impact !== 'may be replaced') return undefined;
  if (!body) return 'unknown';
  const policy = impact === 'removed' ? body.DeletionPolicy : body.UpdateReplacePolicy;
  if (policy === 'Retain') return 'kept outside the stack';
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
  if (policy === 'RetainExceptOnCreate') return 'kept outside the stack';
  return policy === 'Snapshot' ? 'kept as a snapshot' : 'deleted';
}

/**
 * The decisions of each construct that have another value than before, as `path name`. Undefined where nobody knows
 * what was decided before: of a deployed stack, only how much.
 */
function changedDecisions(old: StackRead, stack: StackRead): ReadonlySet<string> | undefined {
  if (!old.manifest || !stack.manifest) return undefined;
  const before = new Map(
    old.manifest.entries.flatMap(({ path, decisions }) =>
      decisions.map(({ name, value }) => [`${path} ${name}`, value] as const),
    ),
  );
  return new Set(
    stack.manifest.entries.flatMap(({ path, madeAt, decisions }) => {
      const was = before.has(`${path} ${decisions[0]?.name}`) ? path : madeAt;
      return decisions
        .filter(({ name, value }) => !isDeepStrictEqual(before.get(`${was} ${name}`), value))
        .map(({ name }) => `${path} ${name}`);
    }),
  );
}

interface Reasons {
  readonly stack: StackRead;
  readonly after: Template;
  readonly reference: FoundReference;
  readonly decided: ReadonlySet<string> | undefined;
}

/** The decisions and escapes behind a change, of the properties that weigh most. */
function reasonsOf(change: Change, { stack, after, reference, decided }: Reasons): Because[] {
  if (!stack.manifest || !(change.address in after)) return [];
  const heavy = change.properties.filter(({ impact }) => impact === change.impact || change.impact === 'in place');
  const found = heavy.flatMap(({ property }) => {
    try {
      const asked = `${change.address}.${property}`;
      const { escapes, decisions } = explainProperty(asked, stack, after, stack.manifest!.entries, reference);
      return [
        ...escapes.map(({ slot, reason, owner }) => ({
          what: `an escape of '${slot}'`,
          who: owner ?? 'nobody named',
          why: reason ?? 'without a reason',
        })),
        ...decisions
          .filter(({ name }) => (decided ? decided.has(`${change.path} ${name}`) : decisions.length < 4))
          .map(({ name, decidedBy, because }) => ({ what: name, who: decidedBy, why: because })),
      ];
    } catch {
      // A property that is gone is in no template to look it up in.
      return [];
    }
  });
  return [...new Map(found.map(each => [each.what, each])).values()];
}
