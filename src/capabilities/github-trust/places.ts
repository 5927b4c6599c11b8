import { GitHubTrustChoices } from './decisions';
import { pipelineCodecs, pipelinePlaces, textOf, TRUST } from '../../parts/pipeline-roles/places';
import { Codecs } from '../../record/codecs';
import { Place, PRESENCE } from '../../record/place';

export const places: Place<GitHubTrustChoices>[] = [
  ...pipelinePlaces,
  { decision: 'workflow', slot: 'deployRole', ...TRUST, unit: 'workflow-of-trust' },
  { decision: 'driftWorkflow', slot: 'driftRole', ...TRUST, unit: 'workflow-of-trust', when: { drift: true } },
  { decision: 'branch', slot: 'deployRole', ...TRUST, unit: 'branch-of-trust' },
  { decision: 'diff', slot: 'diffRole', ...PRESENCE },
  { decision: 'drift', slot: 'driftRole', ...PRESENCE },
  { decision: 'preview', slot: 'previewRole', ...PRESENCE },
  {
    decision: 'previewEnvironment',
    slot: 'previewRole',
    ...TRUST,
    unit: 'environment-of-trust',
    when: { preview: true },
  },
];

/** Both engines show the same decisions. */
export const differences: string[] = [];

export const codecs: Codecs = {
  'workflow-of-trust': written => /(\.github\/workflows\/[^@"]+)@refs/.exec(textOf(written))?.[1],
  'branch-of-trust': written => /@refs\/heads\/([^"\\]+)/.exec(textOf(written))?.[1],
  'environment-of-trust': written => /:environment:([^"\\]+)/.exec(textOf(written))?.[1] ?? null,
  ...pipelineCodecs,
};
