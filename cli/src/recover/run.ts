import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type Stack,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { UnreadableInputError } from '../errors.js';
import { EXIT } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { historyOf, type LeftBehind } from './left-behind.js';
import { HoldsData, isGone, type ProtectedKind, protectedKinds } from './protected.js';

/** The options of `recover`. */
export interface RecoverOptions {
  readonly stack: string;
  readonly yes: boolean;
  readonly region?: string;
  readonly json: boolean;
}

/** The states of a stack whose first deployment failed and could not be taken back. */
const STUCK = new Set(['ROLLBACK_FAILED', 'DELETE_FAILED']);
const POLL_MS = process.env.AWS_ENDPOINT_URL ? 100 : 5_000;

/** What became of one resource. */
interface Fate extends LeftBehind {
  readonly fate: 'to delete' | 'deleted' | 'left';
  readonly note: string;
}

export async function runRecover({ stack: name, yes, region, json }: RecoverOptions, terminal: Terminal) {
  const client = new CloudFormationClient(region ? { region } : {});
  const stack = await find(client, name);
  const { stood, leftBehind } = historyOf(await eventsOf(client, stack.StackId!));
  const owned = new Set(await resourcesOf(client, stack.StackId!));
  const stuck = !stood && STUCK.has(stack.StackStatus!);
  // What a stack that stands has is its own, whatever happened to it before.
  const left = stuck ? leftBehind : leftBehind.filter(({ id }) => !owned.has(id));
  const kinds = protectedKinds(await client.config.region());
  const fates = yes ? await takeAway(left, kinds, stuck) : left.map(each => planned(each, kinds));
  const gone = yes && stuck ? await deleteStack(client, stack.StackId!, terminal) : undefined;
  report({ stack, fates, gone, yes, json }, terminal);
  const finished = gone !== false && fates.every(({ type, fate }) => fate === 'deleted' || !(type in kinds));
  return (left.length === 0 && !stuck) || (yes && finished) ? EXIT.FINE : EXIT.FINDING;
}

function planned(each: LeftBehind, kinds: { readonly [type: string]: ProtectedKind }): Fate {
  return { ...each, fate: each.type in kinds ? 'to delete' : 'left', note: '' };
}

/** Switches protection off, and deletes what will not go with the stack. */
async function takeAway(
  left: readonly LeftBehind[],
  kinds: { readonly [type: string]: ProtectedKind },
  stuck: boolean,
): Promise<Fate[]> {
  const fates: Fate[] = [];
  for (const each of left) {
    const kind = kinds[each.type];
    if (!kind) {
      fates.push({ ...each, fate: 'left', note: '' });
      continue;
    }
    try {
      await kind.unprotect(each.id);
      const stays = stuck && !kind.outlivesStack ? '' : await kind.delete(each.id);
      fates.push({ ...each, fate: 'deleted', note: stays && `there is a ${stays}` });
    } catch (error) {
      if (isGone(error)) fates.push({ ...each, fate: 'deleted', note: '' });
      else if (error instanceof HoldsData) fates.push({ ...each, fate: 'left', note: error.message });
      else throw refusedBy(error as Error, each);
    }
  }
  return fates;
}

function refusedBy(error: Error, { type, id }: LeftBehind): UnreadableInputError {
  return new UnreadableInputError({
    what: `AWS refused: ${error.message}`,
    where: `${type} ${id}`,
    hint: 'Call it with credentials that may change and delete the resource, then again. It begins where it ended.',
    page: 'guides/first-deployment.md',
  });
}

/** Deletes a stack that never stood; whether it is gone. */
async function deleteStack(client: CloudFormationClient, StackName: string, terminal: Terminal): Promise<boolean> {
  await client.send(new DeleteStackCommand({ StackName }));
  for (;;) {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    terminal.progress(`${stack?.StackName}: ${stack?.StackStatus}`);
    if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) {
      terminal.progress('');
      return stack === undefined || stack.StackStatus === 'DELETE_COMPLETE';
    }
    await new Promise(done => setTimeout(done, POLL_MS));
  }
}

async function find(client: CloudFormationClient, StackName: string): Promise<Stack> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    if (stack) return stack;
    throw new Error(`Stack ${StackName} does not exist`);
  } catch (error) {
    throw new UnreadableInputError({
      what: `The stack cannot be read: ${(error as Error).message}`,
      where: StackName,
      hint: 'Give its name, or the ARN of one that was deleted; AWS_PROFILE and AWS_REGION say where it is.',
      page: 'guides/first-deployment.md',
    });
  }
}

async function eventsOf(client: CloudFormationClient, StackName: string): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    events.push(...StackEvents);
  }
  // The newest comes first; the order of those of one moment is that of the list.
  return events.reverse();
}

async function resourcesOf(client: CloudFormationClient, StackName: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    ids.push(...StackResourceSummaries.flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []));
  }
  return ids;
}

interface Report {
  readonly stack: Stack;
  readonly fates: readonly Fate[];
  /** Whether the stack is gone, where that was tried. */
  readonly gone: boolean | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

function report({ stack, fates, gone, yes, json }: Report, terminal: Terminal): void {
  const { StackName: name, StackStatus: status } = stack;
  if (json) {
    terminal.printJson({ stack: name, status, leftBehind: fates, stackDeleted: gone ?? null });
    return;
  }
  const { bold, dim } = terminal.colors;
  if (fates.length === 0) terminal.print(`No failed deployment of ${name} (${status}) left anything behind.`);
  else {
    terminal.print(bold(`What a failed deployment of ${name} (${status}) left behind`));
    for (const { type, id, logicalId, fate, note, reason } of fates) {
      terminal.print(`  ${fate.padEnd(9)}  ${type}  ${id}  ${dim(logicalId)}`);
      if (note || fate !== 'deleted') terminal.print(`             ${note || reason}`);
    }
  }
  if (gone === true) terminal.print('The stack is gone. Its keys and what had data in it stay. Now: cdk deploy');
  if (gone === false) terminal.print('The stack could not be deleted: its events say why.');
  if (!yes && fates.length > 0) {
    terminal.print('Nothing was changed. With --yes, protection is switched off and what is "to delete" is deleted,');
    terminal.print('a database with a last snapshot. Keys cost 1 USD a month each until they are deleted.');
  }
}

