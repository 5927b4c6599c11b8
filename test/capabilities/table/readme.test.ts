import { readFileSync } from 'fs';
import { tableOf, VARIANTS } from './fixture';
import { written } from './terraform-fixture';

const readme = readFileSync('src/capabilities/table/README.md', 'utf8');

test('the README has a place for the generated table of decisions', () => {
  expect(readme.match(/^<!-- \/?decisions.*-->$/gm)).toEqual(['<!-- decisions: generated -->', '<!-- /decisions -->']);
});

test('the README lists every slot', () => {
  const slots = Object.values(VARIANTS)
    .flatMap(props => [...tableOf(props).slots, ...written(props).table.slots])
    .map(slot => slot.replace(/^index(ByEmail|ByDay|ByCity)/, 'index<Name>'));
  expect([...new Set(slots)].filter(slot => !readme.includes(`\`${slot}\``))).toEqual([]);
});

test('the README says what each access permits', () => {
  const { permissions } = tableOf({}).bind({ credentials: 'secret' as any, userName: 'app', consumer: 'Shop/Orders' });
  for (const action of permissions.flatMap(({ actions }) => actions).filter(each => each.startsWith('dynamodb:'))) {
    expect(readme).toContain(`\`${action.replace('dynamodb:', '')}\``);
  }
});
