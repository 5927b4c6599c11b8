import { readFileSync } from 'fs';
import { secretIn, stackOf, VARIANTS } from './fixture';
import { ManagedSecret } from '../../../src/capabilities/secret/terraform';
import { terraformStackOf } from '../../fixtures/terraform';

const readme = readFileSync('src/capabilities/secret/README.md', 'utf8');

test('the README has a place for the generated table of decisions', () => {
  expect(readme.match(/^<!-- \/?decisions.*-->$/gm)).toEqual(['<!-- decisions: generated -->', '<!-- /decisions -->']);
});

test('the README lists every slot', () => {
  const slots = VARIANTS.flatMap(props => [
    ...secretIn(stackOf(), props).slots,
    ...new ManagedSecret(terraformStackOf(), 'Key', props).slots,
  ]);
  expect(slots.filter(slot => !readme.includes(`\`${slot}\``))).toEqual([]);
});
