import type { ExplainedConstruct, ExplainedDecision } from './explain.js';
import type { ExplainedProperty } from './property.js';
import { asText } from './value.js';
import type { DecidedBy, Escape, Manifest, ManifestUse } from '../assembly/manifest.js';
import type { StackRead } from '../assembly/stack.js';
import type { CarriedPlace } from '../decisions/places.js';
import { ageInWords, inWords } from '../exceptions/review.js';
import type { Terminal } from '../terminal.js';

const HEADINGS: ReadonlyArray<readonly [DecidedBy, string]> = [
  ['app team', 'Made by the team'],
  ['platform team', 'Decided by the platform team'],
  ['golden path', 'Decided by the golden path'],
];

export function printStack(stack: StackRead, manifest: Manifest, terminal: Terminal): void {
  const { bold, dim } = terminal.colors;
  terminal.print(bold(`Stack ${stack.name}`));
  terminal.print(
    dim(
      `${manifest.organization ?? 'the built-in path'}, ${manifest.tier}, edition ${manifest.edition}, goldenpath ` +
        `${manifest.packageVersion}`,
    ),
  );
  terminal.print();
}

/** Prints the summary of a deployed stack, which has only the number of decisions. */
export function printSummary({ name, summary }: StackRead, terminal: Terminal): void {
  const { capabilities, decisions, escapes, edition, tier, owners } = summary!;
  const made = Object.entries(capabilities)
    .map(([id, { count, version }]) => `${count} ${id} (version ${version})`)
    .join(', ');
  terminal.print(
    `Stack ${name}: ${made}; ${tier}, edition ${edition}, ` +
      `${owners.length ? `owners ${owners.join(', ')}` : 'no owner'}.`,
  );
  terminal.print(
    `  ${decisions.team} decisions by the team, ${decisions.platform} by the platform team, ${decisions.path} by ` +
      `the golden path; ${escapes.recorded} escapes, ${escapes.unrecorded} unrecorded.`,
  );
  terminal.print(
    '  A deployed stack says no more than this. What was decided stands in its assembly: goldenpath explain cdk.out.',
  );
}

export function printConstruct(explained: ExplainedConstruct, terminal: Terminal): void {
  const { bold, dim, cyan } = terminal.colors;
  const { path, capability, construct, version, stage, owner, uses, decisions } = explained;
  terminal.print(`${bold(cyan(path))}  ${construct ?? capability}`);
  terminal.print(
    dim(
      `${capability} version ${version}, ${stage}; owner: ${owner ?? 'nobody named'}` +
        (uses.length ? `; uses ${uses.map(useInWords).join(', ')}` : ''),
    ),
  );
  for (const [decidedBy, heading] of HEADINGS) {
    const group = decisions.filter(decision => decision.decidedBy === decidedBy);
    if (group.length === 0) continue;
    terminal.print();
    terminal.print(bold(`${heading} (${group.length})`));
    group.forEach(decision => printDecision(decision, terminal));
  }
  printEscapes(explained, terminal);
  printAnswers(explained, terminal);
  terminal.print();
}

function useInWords({ resource, access, secretVariables }: ManifestUse): string {
  return `${resource} (${access}${secretVariables ? `; fills ${secretVariables.join(', ')}` : ''})`;
}

function printDecision(decision: ExplainedDecision, terminal: Terminal): void {
  const { bold, dim } = terminal.colors;
  terminal.print(`  ${bold(decision.name.split('.')[1]!)} = ${asText(decision.value)}${dim(elsewhere(decision))}`);
  terminal.print(`    ${decision.because}`);
  for (const place of decision.places) terminal.print(dim(`    -> ${placeInWords(place)}`));
  if (decision.carried === 'elsewhere')
    terminal.print(dim('    -> not seen here: only under other decisions than these'));
  if (decision.carried === 'nowhere') terminal.print(dim('    -> in no property of its own'));
}

function elsewhere({ otherTiers: { values, basis }, decidedBy, pathDefault }: ExplainedDecision): string {
  const instead = decidedBy === 'golden path' ? '' : `; the path's default here: ${asText(pathDefault)}`;
  if (basis === 'prop') return `  (given for every tier${instead})`;
  if (basis === 'depends') return `  (in other tiers: follows from other choices${instead})`;
  if (basis === 'unknown' || !values) return `  (in other tiers: not in the reference${instead})`;
  const entries = Object.entries(values);
  const listed = entries.map(([tier, value]) => `${tier}: ${asText(value)}`).join(', ');
  if (basis === 'platform') return `  (in other tiers: what the platform team says there, else ${listed}${instead})`;
  const isSame = entries.every(([, value]) => JSON.stringify(value) === JSON.stringify(pathDefault));
  return isSame ? '  (the same in other tiers)' : `  (${listed})`;
}

export function placeInWords({ slot, address, path, value, found, agrees }: CarriedPlace): string {
  if (address === null) return `there is no resource ${slot}`;
  if (!found) return path === '' ? `${address} is not in the template` : `${address}.${path} is left out`;
  if (path === '') return `${address} is there (${slot})`;
  return `${address}.${path} = ${asText(value)}${agrees === false ? '  (changed: not what was decided)' : ''}`;
}

/** What policy checkers find and the path answers: a reason once, with the rules that it is the answer to. */
function printAnswers({ answers }: ExplainedConstruct, terminal: Terminal): void {
  if (answers.length === 0) return;
  const { bold, dim } = terminal.colors;
  terminal.print();
  terminal.print(bold(`Answers to policy checkers (${answers.length})`));
  for (const reason of new Set(answers.map(({ because }) => because))) {
    const rules = answers.filter(({ because }) => because === reason);
    terminal.print(`  ${[...new Set(rules.map(({ slot }) => slot))].join(', ')}: ${reason}`);
    terminal.print(dim(`    ${rules.map(({ tool, rule }) => `${tool} ${rule}`).join(', ')}`));
  }
}

/** What the roles that are made elsewhere must be, as it is given to whoever makes them. */
export function printRoles(constructs: readonly ExplainedConstruct[], terminal: Terminal): void {
  const { bold, cyan } = terminal.colors;
  const some = constructs.filter(({ roles }) => roles.length > 0);
  if (some.length === 0) terminal.print('The path makes every role.');
  for (const { path, roles } of some) {
    for (const { role, arn, assumeRolePolicy, policy, managedPolicyArns } of roles) {
      terminal.print(`${bold(cyan(path))}  ${bold(role)}: ${asText(arn)}`);
      terminal.print('Trust policy:');
      terminal.print(JSON.stringify(assumeRolePolicy, null, 2));
      terminal.print('Permissions:');
      terminal.print(JSON.stringify(policy, null, 2));
      if (managedPolicyArns) terminal.print(`Managed policies: ${managedPolicyArns.map(asText).join(', ')}`);
      terminal.print();
    }
  }
}

function printEscapes({ escapes }: ExplainedConstruct, terminal: Terminal): void {
  const { bold, dim, yellow, red } = terminal.colors;
  const recorded = escapes.filter(isRecorded);
  const unrecorded = escapes.filter(({ kind }) => kind === 'unrecorded');
  const organization = escapes.filter(({ kind }) => kind === 'organization-policy');
  if (recorded.length) {
    terminal.print();
    terminal.print(bold(`Escapes (${recorded.length})`));
    for (const escape of recorded) {
      const color = escape.state === 'overdue' ? red : escape.state === 'due' ? yellow : dim;
      terminal.print(`  ${escape.slot}: ${escape.properties.join(', ')}`);
      terminal.print(
        `    ${escape.reason ?? 'no reason'} ` +
          `(${[escape.answers ?? 'nobody named', ageInWords(escape.ageDays)].filter(Boolean).join(', ')}; ` +
          `${color(inWords(escape))})`,
      );
    }
  }
  if (unrecorded.length) {
    terminal.print();
    terminal.print(
      bold(
        `Unrecorded escapes (${unrecorded.length}): they work, but nobody knows why they are there. escape() says why.`,
      ),
    );
    for (const { slot, properties } of unrecorded) terminal.print(`  ${slot}: ${properties.join(', ')}`);
  }
  if (organization.length) {
    terminal.print();
    terminal.print(bold(`Organisation policy (${organization.length})`));
    for (const { slot, properties } of organization) terminal.print(`  ${slot}: ${properties.join(', ')}`);
  }
}

export function printSurface(constructs: readonly ExplainedConstruct[], terminal: Terminal): void {
  const head = ['', 'made by the team', 'offered', 'decided for it', 'resources', 'properties written'];
  const offered = (own: number | null, nested: number | null) => (own === null ? '?' : `${own} (${nested} nested)`);
  const rows = constructs.flatMap(({ path, surface, peer }) => [
    [
      path,
      String(surface.madeByTeam),
      offered(surface.offered, surface.offeredNested),
      String(surface.decidedForTeam),
      String(surface.resources),
      String(surface.propertiesWritten),
    ],
    ...(peer
      ? [
          [
            `  ${peer.construct}`,
            String(peer.given),
            offered(peer.offered, peer.offeredNested),
            '-',
            String(peer.resources),
            String(peer.propertiesWritten),
          ],
        ]
      : []),
  ]);
  terminal.print(terminal.table(head, rows));
  terminal.print();
  terminal.print(
    terminal.colors.dim(
      [
        'made by the team: decisions that a prop made; what it runs and who owns it are no decisions. offered: ' +
          'own and inherited properties of the props interface (nested: with those of the structs',
        'that they are made of, each once). decided for it: decisions made by the path or the platform team. ' +
          'properties written: the ends of the trees',
        'under the properties of the resources; an intrinsic function is one.',
      ].join('\n'),
    ),
  );
  const peer = constructs.find(each => each.peer)?.peer;
  if (!peer) return;
  terminal.print(
    terminal.colors.dim(
      [
        `${peer.construct}: synthesised on ${peer.measuredOn} with aws-cdk-lib ${peer.versions['aws-cdk-lib']}.`,
        `There, made by the team are the ${peer.counted.given}.`,
        'Nothing records what it decides for a team, so that this is not counted. Resources and properties are ' +
          'those in its template, without the VPC',
        'that it makes by default. It is the nearest peer, and makes less: no alarms, no dashboard, no firewall.',
      ].join('\n'),
    ),
  );
}

function originOf(madeBy: ExplainedProperty['madeBy'], constructPath: string | undefined): string {
  if (madeBy) return `, slot ${madeBy.slot} of ${madeBy.path} (${madeBy.capability})`;
  return constructPath ? `, made by ${constructPath}` : '';
}

function isRecorded({ kind }: Escape): boolean {
  return kind === 'patch' || kind === 'mixin';
}

function escapeKind(escape: Escape): string {
  if (isRecorded(escape)) return 'a recorded escape';
  return escape.kind === 'unrecorded' ? 'an unrecorded escape' : "the organisation's policy";
}

function recordOf({ owner, since, reviewBy }: Escape): string {
  return (owner ?? 'nobody named') + (since ? `, since ${since}` : '') + (reviewBy ? `, review by ${reviewBy}` : '');
}

export function printProperty(explained: ExplainedProperty, terminal: Terminal): void {
  const { bold, dim } = terminal.colors;
  const { address, path, value, type, madeBy, decisions, escapes, verdict, constructPath } = explained;
  terminal.print(
    bold(path === '' ? address : `${address}.${path}`) +
      (path === '' || value === undefined ? '' : ` = ${asText(value)}`),
  );
  terminal.print(dim(type + originOf(madeBy, constructPath)));
  terminal.print();
  for (const escape of escapes) {
    terminal.print(`Changed by ${escapeKind(escape)}: ${escape.properties.join(', ')}`);
    if (isRecorded(escape)) terminal.print(`  ${escape.reason ?? 'no reason'} (${recordOf(escape)})`);
  }
  for (const decision of decisions) {
    const how =
      decision.relation === 'same'
        ? ''
        : decision.relation === 'below'
          ? `, which is seen in ${decision.place.path || address}`
          : `, in ${decision.place.path || 'the resource'}`;
    terminal.print(
      `${escapes.length ? 'Without that, decided' : 'Decided'} by the ${decision.decidedBy}: ` +
        `${bold(decision.name)} = ${asText(decision.value)}${how}`,
    );
    terminal.print(`  ${decision.because}`);
  }
  if (verdict === 'mapping') {
    terminal.print(
      'Nobody decided this: it is how the path maps its decisions onto the resource (names, references between ' +
        'resources, what AWS asks for).',
    );
    terminal.print(
      `To have it otherwise: escape('${madeBy!.slot}', Patch.property('${path}', ...), { reason: '...' }).`,
    );
  }
  if (verdict === 'off the path') terminal.print('No construct of the golden path made this resource.');
}
