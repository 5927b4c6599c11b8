import { LockedResource, StandingResource } from './locked-resource';
import { lockedType } from './locked-types';
import { said } from '../../support/input';

/**
 * One resource of the lock that an app would lose.
 *
 * @internal
 */
export interface Loss {
  readonly kind: 'replaced' | 'another-id' | 'another-place' | 'moved' | 'another-stack' | 'gone' | 'gone-in-part';
  readonly row: LockedResource;
  /** What stands in its place. */
  readonly now?: StandingResource;
  /** The properties that differ. */
  readonly changed: readonly string[];
}

/**
 * What is said of the losses of one construct, all of one kind: what would happen, and the ways out.
 *
 * @internal
 */
export function lossesText(losses: readonly Loss[], engine: 'aws' | 'terraform'): { text: string; fix: string } {
  const [{ kind, row, now }] = losses;
  const what = listed(losses);
  const deployment = engine === 'aws' ? 'the next deployment' : "the next 'terraform apply'";
  const Deployment = `T${deployment.slice(1)}`;
  const accept = `goldenpath lock --accept '${row.path}' --reason '...'`;
  const accepted = `Or, if it may be lost, accept that: ${accept}.`;
  switch (kind) {
    case 'replaced':
      return {
        text: `${Deployment} would replace ${what} of '${row.path}': ${differences(losses)}. ${consequence(losses)}`,
        fix: `Take the change back. ${accepted}`,
      };
    case 'another-id':
      return {
        text:
          `'${row.path}' has another id for ${what}: ${ids(losses)}. ${Deployment} would make another. ` +
          consequence(losses),
        fix:
          row.madeAt !== undefined
            ? `Say where it was made: ${moves(row, engine)}. ${accepted}`
            : engine === 'aws'
              ? `Keep the id: keepLogicalId('${row.slot}', '${row.id}'). ${accepted}`
              : `Say where it was: movedFrom('${row.slot}', '${row.type}.${row.id}'). ${accepted}`,
      };
    case 'moved':
      return {
        text:
          `'${row.path}' is gone, and '${now!.path}' is new. If that is the same one under another name, ` +
          `${deployment} would make ${what} anew. ${consequence(losses)}`,
        fix:
          `If it is, say where it was, right after it is made: ${moves(row, engine)}. If it is another one, put ` +
          `'${row.path}' back. ${accepted}`,
      };
    case 'another-stack':
      return {
        text:
          `'${row.path}' of the stack '${row.stack}' has gone to '${now!.path}' of the stack '${now!.stack}'. ` +
          `What it keeps does not go with it: ${deployment} would make ${what} anew. ${consequence(losses)}`,
        fix:
          engine === 'aws'
            ? `If the stack has only another id, keep its name: stackName: '${row.stack}'. Otherwise put it back, or ` +
              `follow the steps for another stack on the page below. ${accepted}`
            : `Put it back, or move it in the state by the steps on the page below. ${accepted}`,
      };
    case 'another-place':
      return {
        text:
          `'${row.path}' was deployed to ${row.environment}, and goes to ${now!.environment} now. ${Deployment} ` +
          `would make ${what} anew there, and leave what is here. ${consequence(losses)}`,
        fix: `Put it back. For another region beside this one, make a stack of its own. ${accepted}`,
      };
    case 'gone-in-part':
      return {
        text:
          `'${row.path}' has no ${slots(losses)} any more: ${deployment} would remove ${what}. ` + consequence(losses),
        fix:
          'Put back what made it: a prop, a default, or the tier. Or, if it may be lost, accept that: ' +
          `goldenpath lock --accept '${row.path}#${row.slot}' --reason '...'.`,
      };
    case 'gone':
      return {
        text:
          `'${row.path}' is gone: ${deployment} would remove ${what} from the stack '${row.stack}'. ` +
          consequence(losses),
        fix: `Put it back; or, if it has another name or place now, say so there: ${moves(row, engine)}. ${accepted}`,
      };
  }
}

/** The calls by which the construct keeps what it had. CloudFormation knows the first place, Terraform the last. */
function moves({ madeAt, path }: LockedResource, engine: 'aws' | 'terraform'): string {
  if (madeAt === undefined) return `movedFrom('${path}')`;
  return engine === 'aws' ? `movedFrom('${madeAt}')` : `movedFrom('${madeAt}'), and then movedFrom('${path}')`;
}

/** What is lost: the data, or the name that others know. */
function consequence(losses: readonly Loss[]): string {
  const keepsData = losses.some(({ row }) => lockedType(row.type)?.loses !== 'name');
  return keepsData
    ? 'The app would go on without the data.'
    : 'Others know it by its name or address, and would not find it any more.';
}

function listed(losses: readonly Loss[]): string {
  const words = losses.map(({ row }) => `the ${lockedType(row.type)?.noun ?? row.type} (${row.slot})`);
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}` : words[0];
}

function slots(losses: readonly Loss[]): string {
  return losses.map(({ row }) => `'${row.slot}'`).join(', ');
}

function ids(losses: readonly Loss[]): string {
  return losses.map(({ row, now }) => `${row.id} was ${row.slot}, and it is ${now!.id} now`).join('; ');
}

function differences(losses: readonly Loss[]): string {
  return losses
    .flatMap(({ row, now, changed }) =>
      changed.map(property =>
        property === 'type'
          ? `${row.slot} was of type ${row.type}, and is of ${now!.type}`
          : `${property} of ${row.slot} was ${said(row.identity[property] ?? null)}, and is ` +
            `${said(now!.identity[property] ?? null)}`,
      ),
    )
    .join('; ');
}
