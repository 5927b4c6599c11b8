import { readFileSync } from 'fs';
import { rendered, VARIANTS } from './fixture';
import { written } from './terraform-fixture';
import { TIERS } from '../../../src/path/tier';

const readme = readFileSync('src/capabilities/bucket/README.md', 'utf8');

test('the README has a place for the generated table of decisions', () => {
  expect(readme.match(/^<!-- \/?decisions.*-->$/gm)).toEqual(['<!-- decisions: generated -->', '<!-- /decisions -->']);
});

test('the README lists every slot', () => {
  const slots = TIERS.flatMap(tier =>
    Object.values(VARIANTS).flatMap(props => [
      ...rendered(props, tier).bucket.slots,
      ...written(props, tier).bucket.slots,
    ]),
  );
  expect([...new Set(slots)].filter(slot => !readme.includes(`\`${slot}\``))).toEqual([]);
});
