import { readFileSync } from 'fs';
import { insightsOn } from './fixture';
import { written } from './terraform-fixture';

const readme = readFileSync('src/capabilities/insights/README.md', 'utf8');

test('the README has a place for the generated table of decisions', () => {
  expect(readme.match(/^<!-- \/?decisions.*-->$/gm)).toEqual(['<!-- decisions: generated -->', '<!-- /decisions -->']);
});

test('the README lists every slot, of both engines', () => {
  expect(
    [...insightsOn().insights.slots, ...written().insights.slots].filter(slot => !readme.includes(`\`${slot}\``)),
  ).toEqual([]);
});
