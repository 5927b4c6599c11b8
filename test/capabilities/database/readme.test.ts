import { readFileSync } from 'fs';
import { databaseIn, stackOf } from './fixture';
import { DatabaseDeployment, DatabaseEngine } from '../../../src/capabilities/database/props';

const readme = readFileSync('src/capabilities/database/README.md', 'utf8');
const databases = [DatabaseDeployment.SERVERLESS, DatabaseDeployment.INSTANCE].flatMap(deployment =>
  [DatabaseEngine.postgres(), DatabaseEngine.mysql()].map(engine => databaseIn(stackOf(), { deployment, engine })),
);

test('the README has a place for the generated table of decisions', () => {
  expect(readme.match(/^<!-- \/?decisions.*-->$/gm)).toEqual(['<!-- decisions: generated -->', '<!-- /decisions -->']);
});

test('the README lists every slot', () => {
  expect(databases.flatMap(({ slots }) => slots).filter(slot => !readme.includes(`\`${slot}\``))).toEqual([]);
});
