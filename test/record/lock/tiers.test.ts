import { capabilityIds, Engine } from '../../../projenrc/capabilities';
import { EnvironmentTier } from '../../../src/path/tier';
import { lossesOf } from '../../../src/record/lock/compare';
import { workbench } from '../../samples/engines';

const { DEVELOPMENT, STAGING, PRODUCTION } = EnvironmentTier;
/** What a higher tier would replace or take away of a sample. */
function lost(engine: Engine, capability: string, from: EnvironmentTier, to: EnvironmentTier) {
  const rows = (tier: EnvironmentTier) => workbench(engine, tier).make(capability)._standing();
  const found = lossesOf({
    engine,
    locked: rows(from),
    standing: rows(to),
    stacks: new Map([['Shop', to]]),
  });
  return found.map(({ finding: { rule, at, text } }) => `${rule} ${at ? `${at.slot} ${at.properties}` : text}`);
}

/** What `docs/guides/day-2.md` says that a higher tier replaces. */
const REPLACED: { [engine in Engine]: { [capability: string]: string } } = {
  aws: {
    bucket: 'bucket ObjectLockEnabled',
    insights: 'bucket ObjectLockEnabled',
    database: 'cluster KmsKeyId',
  },
  terraform: { database: 'cluster kms_key_id' },
};

const CASES = (['aws', 'terraform'] as const).flatMap(engine =>
  capabilityIds().map(capability => [engine, capability] as const),
);

test.each(CASES)('on %s, a higher tier replaces of a %s what the guide says', (engine, capability) => {
  const known = REPLACED[engine][capability];
  expect(lost(engine, capability, DEVELOPMENT, STAGING)).toEqual(known ? [`lock:replaced ${known}`] : []);
  expect(lost(engine, capability, STAGING, PRODUCTION)).toEqual([]);
});
