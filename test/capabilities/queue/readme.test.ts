import { readFileSync } from 'fs';
import { queueOn } from './fixture';
import { written } from './terraform-fixture';

const readme = readFileSync('src/capabilities/queue/README.md', 'utf8');

test('the README has a place for the generated table of decisions', () => {
  expect(readme.match(/^<!-- \/?decisions.*-->$/gm)).toEqual(['<!-- decisions: generated -->', '<!-- /decisions -->']);
});

test('the README lists every slot, of both engines', () => {
  expect([...queueOn().queue.slots, ...written().queue.slots].filter(slot => !readme.includes(`\`${slot}\``))).toEqual(
    [],
  );
});
