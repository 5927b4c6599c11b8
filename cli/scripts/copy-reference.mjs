// Copies what the commands know of the library into this package, so that they work without a project: the schemas of
// what it writes, the reference of decisions, and the answers to policies.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const reference = file => new URL(`../reference/${file}`, import.meta.url);
const repository = path => new URL(`../../${path}`, import.meta.url);

for (const file of readdirSync(repository('schema'))) {
  if (file.endsWith('.schema.json'))
    copyFileSync(repository(`schema/${file}`), new URL(`../schema/${file}`, import.meta.url));
}
mkdirSync(reference(''), { recursive: true });
copyFileSync(repository('schema/decisions.json'), reference('decisions.json'));
const acknowledgements = JSON.parse(readFileSync(repository('checks/terraform-acknowledgements.json'), 'utf8'));
const answers = acknowledgements.flatMap(({ rules }) =>
  rules.map(({ rule, resource, because }) => ({ rule, resource, because })),
);
writeFileSync(reference('policy-answers.json'), `${JSON.stringify(answers, undefined, 2)}\n`);
