import { checkChoices, checkProps, PAGE } from './check';
import { BucketDecisions, decide } from './decisions';
import { ManagedBucketProps } from './props';
import { reliances } from './reliances';
import { answers } from '../../parts/inline-function/answers';
import { CapabilityArea, CapabilityStage } from '../../path/capability';
import { CapabilityDefinition } from '../../path/plan';

/** How a bucket comes from its props. */
export const definition: CapabilityDefinition<ManagedBucketProps, BucketDecisions> = {
  capability: {
    id: 'bucket',
    construct: 'ManagedBucket',
    summary: 'A private S3 bucket: encrypted, versioned, tidied up, logged.',
    area: CapabilityArea.DATA_ACCESS,
    owner: 'goldenpath',
    stage: CapabilityStage.EXPERIMENTAL,
    version: '1',
  },
  page: PAGE,
  struct: 'ManagedBucketProps',
  checkProps,
  decide,
  checkChoices,
  reliances,
  answers,
};
