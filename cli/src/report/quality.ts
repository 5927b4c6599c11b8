import type { Aggregates } from '../events/aggregates.js';
import type { BrokenFile } from '../events/ingest.js';
import type { DataQuality, QualityFinding } from './model.js';

/** The problems of inputs other than events. */
export interface OtherFindings {
  readonly brokenManifests: number;
  readonly futureManifests: number;
  /** Names that stacks in both arms have. */
  readonly ambiguousNames: readonly string[];
}

/** All findings with their counts, including counts of 0. */
export function qualityOf(
  aggregates: Aggregates | null,
  broken: readonly BrokenFile[],
  { brokenManifests, futureManifests, ambiguousNames }: OtherFindings,
): DataQuality {
  const finding = (
    id: string,
    title: string,
    count: unknown,
    treatment: string,
    examples: readonly string[] = [],
    weight: 'note' | 'attention' = 'attention',
  ): QualityFinding => ({
    id,
    title,
    count: Number(count ?? 0),
    treatment,
    examples: Number(count ?? 0) === 0 ? [] : examples,
    kind: Number(count ?? 0) === 0 ? 'fine' : weight,
  });
  const ofManifests = [
    finding(
      'brokenManifests',
      'Manifests that cannot be read',
      brokenManifests,
      'Left out; a stack of which nothing else is known is unknown.',
    ),
    finding('futureManifests', 'Manifests from the future', futureManifests, 'Left out.'),
    finding(
      'ambiguousNames',
      'Names that stacks on and off the platform have',
      ambiguousNames.length,
      'Their events are in no arm.',
      ambiguousNames.slice(0, 3),
    ),
  ];
  if (!aggregates) return { events: { read: 0, used: 0, setAside: 0 }, findings: ofManifests };
  const { quality: q, duplicates, outOfOrder, negative, orphans, sameNames, toldAgain, examples, placed } = aggregates;
  const names = [...new Set(sameNames.map(({ service }) => service as string))];
  const unplaced = placed.filter(({ arm }) => arm === null);
  const again = toldAgain.reduce((sum, { deployments }) => sum + Number(deployments), 0);
  const setAside = [
    q.unreadable,
    q.other_kinds,
    q.without_time,
    q.in_the_future,
    q.before_the_cloud,
    q.without_service,
    duplicates.surplus,
    again,
  ].reduce((sum: number, each) => sum + Number(each ?? 0), 0);
  const ofKind = (what: string) => negative.filter(each => each.what === what);
  return {
    events: { read: Number(q.events), used: Math.max(0, Number(q.events) - setAside), setAside },
    findings: [
      finding(
        'brokenFiles',
        'Files that are cut off, empty or no events',
        broken.length,
        'What is whole of them is used.',
        broken
          .map(({ file, because, salvaged }) => `${file}: ${because}${salvaged ? '' : ' Nothing could be read.'}`)
          .slice(0, 5),
      ),
      finding(
        'unreadable',
        'Half-written lines',
        q.unreadable,
        'Left out: no JSON, or no event of a format that is known.',
        examples.unreadable,
      ),
      finding('duplicated', 'Duplicated events', duplicates.surplus, 'Each counted once.', duplicates.examples, 'note'),
      finding(
        'toldAgain',
        'Deployments that several sources tell of',
        again,
        'Counted from the source that knows most: the pipeline (CDEvents), then GitHub, Amazon ECS, ' +
          'CloudFormation. By stack and month.',
        toldAgain
          .slice(0, 3)
          .map(({ service, format, deployments }) => `${service}: ${deployments} of ${format} set aside`),
        'note',
      ),
      finding(
        'otherKinds',
        'Events of other kinds',
        q.other_kinds,
        'Left out: nothing is measured from them. CloudFormation and Amazon ECS also tell of what has only begun.',
        [],
        'note',
      ),
      finding(
        'withoutTime',
        'Events without a time that can be read',
        q.without_time,
        'Left out.',
        examples.withoutTime,
      ),
      finding('future', 'Events in the future', q.in_the_future, 'Left out.', examples.future),
      finding(
        'early',
        'Events from before 2006, when there was no cloud',
        q.before_the_cloud,
        'Left out.',
        examples.early,
      ),
      finding(
        'late',
        'Events that came late',
        q.late,
        'Used: they count for when they happened.',
        examples.late,
        'note',
      ),
      finding('outOfOrder', 'Events that came out of order', outOfOrder, 'Sorted by their own time.', [], 'note'),
      finding(
        'negative',
        'Deployments that ended before they began',
        q.ended_before_start,
        'Their end counts; the beginning is not used.',
        examples.negative,
      ),
      finding(
        'negativeIncidents',
        'Incidents resolved before they were detected',
        ofKind('incident').length,
        'The deployment failed; its recovery is in no median where it would be negative.',
        ofKind('incident')
          .slice(0, 3)
          .map(({ id }) => id),
      ),
      finding(
        'negativeRecoveries',
        'Failed deployments recovered from before they ended',
        ofKind('recovery').length,
        'In no median.',
        ofKind('recovery')
          .slice(0, 3)
          .map(({ id }) => id),
      ),
      finding(
        'negativeFirst',
        'Services and engineers that deployed before they began',
        ofKind('service').length + ofKind('engineer').length,
        'In no time to first deploy.',
        [...ofKind('service'), ...ofKind('engineer')].slice(0, 3).map(({ id }) => id),
      ),
      finding('withoutService', 'Events without a service', q.without_service, 'Left out.', examples.withoutService),
      finding(
        'withoutOutcome',
        'Deployments without an outcome',
        q.without_outcome,
        'Not counted: they may not have ended.',
        examples.withoutOutcome,
      ),
      finding(
        'withoutEnvironment',
        'Deployments of which nobody says whether they are production',
        q.without_environment,
        'Not counted. Say with --production how production is called, or read the stacks: their tier says it.',
        examples.withoutEnvironment,
      ),
      finding(
        'sameName',
        'Services of one name',
        names.length,
        'Kept apart by their namespace.',
        names.slice(0, 3).map(
          name =>
            `${name}: ${sameNames
              .filter(({ service }) => service === name)
              .map(({ namespace }) => namespace)
              .sort()
              .join(', ')}`,
        ),
        'note',
      ),
      finding(
        'orphans',
        'Incidents that no deployment explains',
        orphans.unexplained,
        'They fail no deployment.',
        [],
        'note',
      ),
      finding(
        'unplaced',
        'Services of which nobody says whether they are on the platform',
        unplaced.length,
        'In no arm. Read their stacks, or say with --unplaced off that all others are off it.',
        unplaced
          .map(({ service_key }) => service_key as string)
          .sort()
          .slice(0, 3),
      ),
      ...ofManifests,
    ],
  };
}
