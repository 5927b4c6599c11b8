import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import type { StackRead } from '../assembly/stack.js';
import { addressOf } from '../assembly/stack.js';
import { DOCS } from '../errors.js';
import type { ListedException } from '../exceptions/collect.js';
import { inWords } from '../exceptions/review.js';

const HELP = `${DOCS}/guides/exceptions.md`;
const rule = (id: string, name: string, text: string, level: 'note' | 'warning'): ReportingDescriptor => ({
  id,
  name,
  shortDescription: { text },
  helpUri: HELP,
  defaultConfiguration: { level },
});
const RULES = [
  rule('recorded-escape', 'RecordedEscape', 'A property was decided otherwise, and it is recorded why.', 'note'),
  rule(
    'overdue-review',
    'OverdueReview',
    'The day has passed on which an escape or an exception was to be looked at again.',
    'warning',
  ),
  rule('unrecorded-change', 'UnrecordedChange', 'A property was changed, and nobody said why.', 'warning'),
  rule('recorded-exception', 'RecordedException', 'Something is not of the path, and it is recorded why.', 'note'),
  rule(
    'off-path-stack',
    'OffPathStack',
    'Nothing of the golden path is in a stack, and no exception says why.',
    'note',
  ),
];

/** The departures from the path in SARIF 2.1.0. Recorded ones that are not overdue are suppressed with their reason. */
export function sarifOf(
  exceptions: readonly ListedException[],
  unknown: readonly StackRead[],
  stacks: readonly StackRead[],
  version: string,
  cwd: string,
): string {
  const lines = new Map<string, readonly string[]>();
  const results = [
    ...exceptions.map(exception => resultOf(exception, stacks, cwd, lines)),
    ...unknown.map((stack): Result =>
      result(
        'off-path-stack',
        `Stack ${stack.name} is off the path.`,
        [
          {
            physicalLocation: physical(stack.location, cwd, 1),
            logicalLocations: [{ fullyQualifiedName: stack.name, kind: 'module' }],
          },
        ],
        stack.name,
      ),
    ),
  ];
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'goldenpath',
            version,
            semanticVersion: version,
            informationUri: 'https://github.com/goldenpath-dev/goldenpath',
            rules: RULES,
          },
        },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function resultOf(
  exception: ListedException,
  stacks: readonly StackRead[],
  cwd: string,
  lines: Map<string, readonly string[]>,
): Result {
  const { kind, state, where, slot, properties, reason, owner, entry } = exception;
  const stack = stacks.find(({ name }) => name === exception.stack);
  const changed = slot === null ? where : `${where}#${slot}${properties.length ? `: ${properties.join(', ')}` : ''}`;
  const id =
    kind === 'unrecorded'
      ? 'unrecorded-change'
      : state === 'overdue'
        ? 'overdue-review'
        : kind === 'exception'
          ? 'recorded-exception'
          : 'recorded-escape';
  const why =
    kind === 'unrecorded'
      ? 'Nobody said why: escape() does, with a reason.'
      : `${reason ?? 'No reason'} (${owner ?? 'nobody named'}; ${inWords(exception)}).`;
  const resource = entry?.resources.find(each => each.slot === slot);
  const location: Location = {
    ...(stack
      ? {
          physicalLocation: physical(
            stack.location,
            cwd,
            resource ? lineOf(stack, addressOf(stack.engine, resource), lines) : 1,
          ),
        }
      : {}),
    logicalLocations: [
      { fullyQualifiedName: slot === null ? where : `${where}#${slot}`, kind: slot === null ? 'module' : 'resource' },
    ],
  };
  const suppressed = id === 'recorded-escape' || id === 'recorded-exception';
  return {
    ...result(
      id,
      `${changed} ${kind === 'exception' ? 'is not of the path' : 'is not what the path decided'}. ${why}`,
      [location],
      `${kind} ${changed}`,
    ),
    ...(suppressed
      ? {
          suppressions: [
            {
              kind: kind === 'exception' ? ('external' as const) : ('inSource' as const),
              status: 'accepted' as const,
              justification: reason ?? '',
            },
          ],
        }
      : {}),
  };
}

function result(ruleId: string, text: string, locations: Location[], identity: string): Result {
  const ruleIndex = RULES.findIndex(({ id }) => id === ruleId);
  return {
    ruleId,
    ruleIndex,
    level: RULES[ruleIndex]!.defaultConfiguration!.level!,
    message: { text },
    locations,
    partialFingerprints: { 'goldenpath/v1': createHash('sha256').update(identity).digest('hex') },
  };
}

function physical(file: string, cwd: string, startLine: number): Location['physicalLocation'] {
  return {
    artifactLocation: { uri: relative(cwd, file).split(sep).map(encodeURIComponent).join('/') },
    region: { startLine },
  };
}

/** The line of a resource in its template; line 1 where it is not found. */
function lineOf({ location, engine }: StackRead, address: string, lines: Map<string, readonly string[]>): number {
  const read = lines.get(location) ?? readFileSync(location, 'utf8').split('\n');
  lines.set(location, read);
  const key = `"${engine === 'terraform' ? address.split('.')[1] : address}": {`;
  return (
    Math.max(
      0,
      read.findIndex(line => line.trimStart().startsWith(key)),
    ) + 1
  );
}
