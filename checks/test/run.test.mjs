import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { controlTower } from '../checkers/control-tower.mjs';
import { CHECKERS } from '../gate.mjs';
import { pythonCheckers } from '../python.mjs';
import { synthesiseApart } from '../synth.mjs';
import { readTemplates } from '../templates.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const WORK = mkdtempSync(join(tmpdir(), 'checks-test-'));
const CLEAN = join(WORK, 'clean');
const SEEDED = join(WORK, 'seeded');
/** Those that need no Python and no second. */
const FAST = ['--checkers', 'control-tower,cdk-nag,cdk-validation'];

before(async () => {
  pythonCheckers();
  await Promise.all([
    synthesiseApart(join(HERE, 'fixtures', 'clean.ts'), CLEAN),
    synthesiseApart(join(HERE, 'fixtures', 'seeded.ts'), SEEDED),
  ]);
});
after(() => rmSync(WORK, { recursive: true, force: true }));

/** @param {string[]} args */
function run(...args) {
  const json = join(WORK, 'verdict.json');
  rmSync(json, { force: true });
  // The project's own acknowledgements are for its own templates.
  if (!args.includes('--acknowledgements')) args.unshift('--acknowledgements', written('none.json', []));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(HERE, '..', 'run.mjs'), '--json', json, ...args],
    { encoding: 'utf8' },
  );
  const lines = stdout.trim().split('\n');
  return {
    status,
    stdout,
    stderr,
    last: lines[lines.length - 1],
    verdict: () => JSON.parse(readFileSync(json, 'utf8')),
  };
}

/**
 * @param {string} name
 * @param {object} content
 * @returns {string} path
 */
function written(name, content) {
  const path = join(WORK, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/**
 * A copy of an assembly with its only template changed.
 *
 * @param {string} name
 * @param {(template: any) => void} change
 */
function changed(name, change) {
  const copy = join(WORK, name);
  cpSync(CLEAN, copy, { recursive: true });
  const template = JSON.parse(readFileSync(join(CLEAN, 'Clean.template.json'), 'utf8'));
  change(template);
  written(join(name, 'Clean.template.json'), template);
  return copy;
}

test('a clean assembly passes every checker', () => {
  const { status, last, stdout, verdict } = run(CLEAN);
  assert.equal(status, 0, stdout);
  assert.equal(last, `checks: ${CHECKERS.length} passed, 0 failed`);
  for (const row of verdict().rows) assert.ok(row.scanned > 0, JSON.stringify(row));
});

test('each checker finds what is seeded for it', () => {
  const { status, stdout, last, verdict } = run(SEEDED, CLEAN);
  assert.equal(status, 1);
  assert.match(last, /^checks: \d+ passed, [1-9]\d* failed$/);
  const { findings, rows, problems } = verdict();
  assert.deepEqual(problems, []);
  assert.equal(rows.length, CHECKERS.length * 4);
  /** @param {string} checker @param {string} rule @param {string} constructPath */
  const has = (checker, rule, constructPath) =>
    assert.ok(
      findings.some(
        (/** @type {any} */ each) =>
          each.checker === checker && each.rule === rule && each.constructPath === constructPath,
      ),
      `${checker} ${rule} ${constructPath}\n${stdout}`,
    );
  has('cfn-lint', 'E3002', 'Seeded/Bucket');
  has('cfn-lint', 'E3002', 'Seeded/Nested/Bucket');
  has('checkov', 'CKV_AWS_16', 'Seeded/Db');
  has('checkov', 'CKV_AWS_53', 'Stage/Staged/Bucket');
  has('control-tower', 'CT.RDS.PR.24', 'Seeded/Db');
  has('control-tower', 'CT.S3.PR.1', 'Seeded/Nested/Bucket');
  has('cdk-nag', 'AwsSolutions-RDS2', 'Seeded/Db');
  has('cdk-nag', 'AwsSolutions-S10', 'Seeded/Nested/Bucket');
  has('cdk-nag', 'AwsSolutions-IAM5[Action::s3:*]', 'Seeded/RolePolicy');
  has('checkov', 'CKV_AWS_108', 'Seeded/RolePolicy');
  has('control-tower', 'CT.IAM.PR.5', 'Seeded/RolePolicy');
  has('cdk-validation', 'F3002', 'Seeded/Bucket');
  has('cdk-validation', 'F3002', 'Seeded/Nested/Bucket');
  has('cdk-validation', 'Annotation::seeded:warning', 'Seeded');
  assert.equal(findings.filter((/** @type {any} */ each) => each.template.startsWith('clean/')).length, 0);
});

test('a nag rule that throws is a finding', () => {
  const { verdict } = run(...FAST, SEEDED);
  const thrown = verdict().findings.find((/** @type {any} */ each) => each.rule === 'AwsSolutions-RDS11');
  assert.match(thrown.message, /threw an error/);
  assert.equal(thrown.resource, 'Db');
});

test('an acknowledgement in code or in a template hides nothing', () => {
  const { verdict } = run(...FAST, SEEDED);
  const rules = verdict().findings.map((/** @type {any} */ each) => `${each.rule} ${each.constructPath}`);
  assert.ok(rules.includes('AwsSolutions-S1 Stage/Staged/Bucket'));
  assert.ok(rules.includes('W9008 Seeded/Db'));

  const hushed = changed('hushed', template => {
    template.Resources.Loud = {
      Type: 'AWS::S3::Bucket',
      Metadata: { 'cfn-lint': { config: { ignore_checks: ['E3002'] } }, checkov: { skip: [{ id: 'CKV_AWS_53' }] } },
    };
  });
  const findings = run('--checkers', 'cfn-lint,checkov', hushed)
    .verdict()
    .findings.filter((/** @type {any} */ each) => each.rule === 'suppressed-in-template');
  assert.deepEqual(
    findings.map((/** @type {any} */ each) => `${each.checker} ${each.resource}`),
    ['cfn-lint Loud', 'checkov Loud'],
  );
});

test('Control Tower findings are those of the validator package', async () => {
  const { CfnGuardValidator } = createRequire(import.meta.url)('@cdklabs/cdk-validator-cfnguard');
  const templates = readTemplates([SEEDED]);
  const templatePaths = templates.map(({ assembly, file }) => join(assembly, file));
  const report = new CfnGuardValidator().validate({ templatePaths });
  const expected = report.violations.flatMap((/** @type {any} */ violation) =>
    violation.violatingResources.map(
      (/** @type {any} */ resource) =>
        `${/\[(CT[^\]]+)\]/.exec(violation.description)?.[1]} ${templates[templatePaths.indexOf(resource.templatePath)].label} ${resource.resourceLogicalId}`,
    ),
  );
  const { findings } = await controlTower.check(templates);
  // The plugin takes a value that a rule compares with for a resource as well, one without an id.
  const known = expected.filter((/** @type {string} */ each) => !each.endsWith(' undefined'));
  // The plugin sees the templates as they are: it knows no AWS::IAM::RolePolicy.
  const seen = findings.filter(each => each.resource !== 'RolePolicy');
  assert.deepEqual(
    seen.map(each => `${each.rule} ${each.template} ${each.resource}`).sort(),
    [...new Set(known)].sort(),
  );
});

test('nothing scanned fails', () => {
  mkdirSync(join(WORK, 'void'));
  written('empty/manifest.json', {});
  written('empty/Empty.template.json', { Outputs: {} });
  const untouched = changed('untouched', template => {
    template.Resources = { Name: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } } };
  });
  for (const [assembly, reason] of [
    [join(WORK, 'void'), /no cloud assembly/],
    [join(WORK, 'empty'), /is empty/],
  ]) {
    const { status, stderr, last } = run(`${assembly}`);
    assert.equal(status, 1);
    assert.match(stderr, /** @type {RegExp} */ (reason));
    assert.equal(last, 'checks: 0 passed, 1 failed');
  }
  const { status, stdout } = run('--checkers', 'control-tower', untouched);
  assert.equal(status, 1);
  assert.match(stdout, /control-tower scanned 0 rules/);
});

test('an assembly that was synthesised without the plugins fails', () => {
  const plain = changed('plain', () => {});
  rmSync(join(plain, 'checks-evidence.json'));
  const { status, stdout } = run(...FAST, plain);
  assert.equal(status, 1);
  assert.match(stdout, /cdk-nag did not run/);
  assert.match(stdout, /cdk-validation did not run/);
});

test('a template that came to the assembly later was not validated', () => {
  const late = changed('late', () => {});
  cpSync(join(late, 'Clean.template.json'), join(late, 'Late.template.json'));
  assert.match(run(...FAST, late).stdout, /cdk-validation did not look at late\/Late.template.json/);
});

test('acknowledgements: matched, stale, too many, incomplete', () => {
  const bucket = { checker: 'control-tower', rule: 'CT.S3.PR.1', resource: '/.+\\/Bucket/' };
  /** @param {object[]} list */
  const acknowledging = list =>
    run('--checkers', 'control-tower', '--acknowledgements', written('acknowledgements.json', list), SEEDED);
  const one = { id: 'public-bucket', reason: 'It is the website.', rules: [bucket] };

  const matched = acknowledging([one]).verdict();
  assert.equal(matched.problems.length, 0);
  assert.equal(
    matched.rows.reduce((/** @type {number} */ sum, /** @type {any} */ row) => sum + row.acknowledged, 0),
    3,
  );

  const stale = acknowledging([{ ...one, rules: [bucket, { ...bucket, rule: 'CT.S3.PR.99' }] }]);
  assert.equal(stale.status, 1);
  assert.match(stale.stdout, /"public-bucket" is stale: no finding control-tower CT.S3.PR.99/);

  const six = acknowledging(['a', 'b', 'c', 'd', 'e', 'f'].map(id => ({ ...one, id })));
  assert.equal(six.status, 1);
  assert.match(six.stderr, /has 6 acknowledgements; 5 is the most/);

  assert.match(acknowledging([{ ...one, reason: ' ' }]).stderr, /no reason/);
  assert.match(acknowledging([{ ...one, rules: [{ ...bucket, resource: '/.*/' }] }]).stderr, /would match everything/);
  assert.match(acknowledging([{ ...one, rules: [{ ...bucket, rule: '/.*/' }] }]).stderr, /would match everything/);
});

test('a stale acknowledgement fails a clean assembly', () => {
  const list = [
    {
      id: 'old',
      reason: 'It was so once.',
      rules: [{ checker: 'cdk-nag', rule: 'AwsSolutions-S1', resource: 'Bucket' }],
    },
  ];
  const { status, last } = run(...FAST, '--acknowledgements', written('old.json', list), CLEAN);
  assert.equal(status, 1);
  assert.equal(last, 'checks: 3 passed, 1 failed');
});

test('an app that synthesises itself is checked as it is; a module that makes none fails', async () => {
  const own = join(WORK, 'own');
  const app = join(HERE, 'fixtures', 'own-app.ts');
  await synthesiseApart(app, own);
  assert.equal(
    run(...FAST, own)
      .verdict()
      .findings.find((/** @type {any} */ each) => each.rule === 'AwsSolutions-S10')?.constructPath,
    'Own/Bucket',
  );
  await assert.rejects(synthesiseApart(join(HERE, 'fixtures', 'none.mjs'), join(WORK, 'none')), /makes no App/);
});
