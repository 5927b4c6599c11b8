import { readFileSync } from 'fs';
import { allSources, rendered, written } from './fixture';
import { EventSource, FunctionHttp } from '../../../src/capabilities/function/props';
import { StubNetwork } from '../../fixtures/stacks';

const readme = readFileSync('src/capabilities/function/README.md', 'utf8');

test('the README has a place for the generated table of decisions', () => {
  expect(readme.match(/^<!-- \/?decisions.*-->$/gm)).toEqual(['<!-- decisions: generated -->', '<!-- /decisions -->']);
});

test('the README lists every slot', () => {
  const props = (stack: any) => ({
    http: FunctionHttp.jwt({ issuer: 'https://a.b', audience: ['c'] }),
    events: [...allSources(stack), EventSource.schedule('rate(1 day)', { name: 'daily' })],
    network: new StubNetwork(stack, 'Own'),
  });
  const slots = [...rendered(props).fn.slots, ...written(props).fn.slots];
  const pattern = (slot: string) => slot.replace(/^(signups|people|photos)/, '<id>').replace(/^daily/, '<name>');
  expect(slots.filter(slot => !readme.includes(`\`${pattern(slot)}\``))).toEqual([]);
});
