import { readFileSync } from 'fs';
import { databaseIn, stackOf } from './fixture';
import { DatabaseDeployment, DatabaseEngine } from '../../../src/capabilities/database/props';

const readme = readFileSync('src/capabilities/database/README.md', 'utf8');
const databases = [DatabaseDeployment.SERVERLESS, DatabaseDeployment.INSTANCE].flatMap(deployment =>
  [DatabaseEngine.postgres(), DatabaseEngine.mysql()].map(engine => databaseIn(stackOf(), { deployment, engine })));

test('the README lists every decision', () => {
  const names = databases[0].decisions.map(({ name }) => name.replace('database.', ''));
  expect(names.filter(name => !readme.includes(`\`${name}\``))).toEqual([]);
});

test('the README lists every slot', () => {
  expect(databases.flatMap(({ slots }) => slots).filter(slot => !readme.includes(`\`${slot}\``))).toEqual([]);
});
