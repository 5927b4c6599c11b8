import { GitLabTrustChoices } from './decisions';
import { pipelineCodecs, pipelinePlaces, textOf, TRUST } from '../../parts/pipeline-roles/places';
import { Codecs } from '../../record/codecs';
import { Place, PRESENCE } from '../../record/place';

export const places: Place<GitLabTrustChoices>[] = [
  ...pipelinePlaces,
  { decision: 'host', slot: 'deployRole', ...TRUST, unit: 'host-of-trust' },
  { decision: 'branch', slot: 'deployRole', ...TRUST, unit: 'branch-of-trust' },
  { decision: 'drift', slot: 'driftRole', ...PRESENCE },
];

/** Both engines show the same decisions. */
export const differences: string[] = [];

export const codecs: Codecs = {
  'host-of-trust': written => /"([a-z0-9.-]+):sub"/.exec(textOf(written))?.[1],
  'branch-of-trust': written => /ref_type:branch:ref:([^"\\]+)/.exec(textOf(written))?.[1],
  ...pipelineCodecs,
};
