import { createHash } from 'crypto';
import { appendFileSync, readFileSync } from 'fs';
import { Run } from './act';
import { Forge, Tampering } from './forge';
import { changeDays, daysOf, DEVELOPMENT, Places, PRODUCTION } from './places';
import { Steps } from '../deploy/scenario';

const ROLE = (account: string, environment: string) =>
  `arn:aws:iam::${account}:role/goldenpath-${environment}-orders-deploy`;

/** The outcome of a deployment by a run. */
const deployment = (run: Run, environment: string) => run.jobs[`Deploy to ${environment}/Deploy orders/Deploy`];
const difference = (run: Run, job: string) => run.jobs[job];

/** One assembly, from its build to production; what must be refused on the way; what fails; and back again. */
export function promotion({ does, shows }: Steps, forge: () => Forge, places: () => Places): void {
  let first: Run;
  let second: Run;
  const days = async (environment: string) => {
    const account = environment === 'production' ? PRODUCTION : DEVELOPMENT;
    return daysOf(places()[account], `${environment}-Orders`);
  };
  const refusedIn = async (run: Run, environment: string, why: RegExp) => {
    expect(run.output).toMatch(why);
    expect(deployment(run, environment)).toBe('failure');
    expect(run.output).not.toMatch(/ Deployment time:/);
  };

  does('a push is built once, and that is deployed to dev and then to staging', async () => {
    forge().commit({ days: 3 });
    first = await forge().push();
    expect(first.jobs).toMatchObject({ 'Deliver orders/Build, test, synthesise': 'success' });
    expect([deployment(first, 'dev'), deployment(first, 'staging')]).toEqual(['success', 'success']);
    expect(deployment(first, 'production')).toBeUndefined();
    expect([await days('dev'), await days('staging')]).toEqual([3, 3]);
    expect(first.summary).toMatch(/### ✅ dev\/Orders[\s\S]*### ✅ staging\/Orders/);
  });

  shows('the assembly has the name of its digest, and each deployment has checked it', async () => {
    const [file, ...others] = forge().artifacts(first.id);
    expect(others).toEqual([]);
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(file).toMatch(new RegExp(`/assembly-${digest}/assembly\\.tgz$`));
    expect(first.output.match(/assembly\.tgz: OK/g)).toHaveLength(2);
  });

  shows('jobs of deployments have asked for tokens of their environments, and no others for any', async () => {
    const subject = (environment: string) => `repo:acme@1234/orders@5678:environment:${environment}`;
    expect(forge().asked(first.id)).toEqual([subject('dev'), subject('staging')]);
  });

  does(
    'the same assembly is promoted to production, in the other account, after its reviewers once said no',
    async () => {
      forge().reject(first, 'production');
      const run = await forge().promote(first.id, 'production');
      expect(deployment(run, 'production')).toBe('success');
      expect(run.output).toMatch(/assembly\.tgz: OK/);
      expect(run.output).not.toMatch(/Synthesise/);
      expect(await days('production')).toBe(3);
      expect([deployment(run, 'dev'), deployment(run, 'staging')]).not.toContain('success');
    },
  );

  for (const [what, environment, tampering, why] of REFUSED) {
    shows(`refused: ${what}`, async () =>
      refusedIn(await forge().promote(first.id, environment, tampering), environment, why),
    );
  }

  shows('refused: a token that has expired', async () => {
    const run = await forge().with({ exp: 1_700_000_000 }, () => forge().promote(first.id, 'dev'));
    await refusedIn(run, 'dev', /ExpiredTokenException/);
  });

  shows('refused: the promotion of a run that was no delivery, or of none', async () => {
    const asked = await forge().promote('999', 'dev');
    expect(asked.output).toMatch(/Not Found/);
    expect(deployment(asked, 'dev')).not.toBe('success');
    const words = await forge().promote('1 || true', 'dev');
    expect(words.output).toMatch(/The run is a number/);
  });

  does('the next commit is deployed', async () => {
    forge().commit({ days: 5 });
    second = await forge().push();
    expect([await days('dev'), await days('staging'), await days('production')]).toEqual([5, 5, 3]);
  });

  does('an earlier run is promoted: that is a rollback', async () => {
    const run = await forge().promote(first.id, 'dev');
    expect(deployment(run, 'dev')).toBe('success');
    expect([await days('dev'), await days('staging')]).toEqual([3, 5]);
  });

  does('an assembly that was changed is refused', async () => {
    const [file] = forge().artifacts(second.id);
    appendFileSync(file, 'more');
    await refusedIn(await forge().promote(second.id, 'dev'), 'dev', /assembly\.tgz: FAILED/);
    expect(await days('dev')).toBe(3);
  });

  does('a deployment that fails is rolled back, says why, and reaches no other environment', async () => {
    forge().commit({ days: 7, fails: true });
    const run = await forge().push();
    expect([deployment(run, 'dev'), deployment(run, 'staging')]).toEqual(['failure', undefined]);
    expect(await days('dev')).toBe(3);
    expect(run.summary).toMatch(/### ❌ dev\/Orders/);
    expect(run.summary).toMatch(/ROLLBACK.*COMPLETE[\s\S]*What stood before stands/);
    expect(run.summary).toMatch(/logs cost too much/);
    const promoted = await forge().promote(run.id, 'staging');
    expect(promoted.output).toMatch(/did not get to staging: failure Deploy to dev \/ Deploy/);
    expect(deployment(promoted, 'staging')).not.toBe('success');
  });

  does('what was changed by hand is found in the night, where it was changed', async () => {
    forge().commit({ days: 3 });
    await changeDays(places()[DEVELOPMENT], 'dev-Orders', 1);
    const run = await forge().night();
    const found = (environment: string) => difference(run, `Drift of orders/Drift of ${environment}`);
    expect([found('dev'), found('staging'), found('production')]).toEqual(['failure', 'success', 'success']);
    expect(run.summary).toMatch(
      /MessageRetentionPeriod: 86400, and 259200 was deployed\n +queue\.retentionDays = 3, by the app team/,
    );
  });
}

const withRole =
  (environment: string, role: string): Tampering =>
  workflows => {
    workflows['promote.yml'].jobs[`deploy-${environment}`].with.role = role;
  };

const REFUSED: ReadonlyArray<readonly [what: string, environment: string, Tampering, why: RegExp]> = [
  ['dev asks for the role of production', 'dev', withRole('dev', ROLE(PRODUCTION, 'production')), /AccessDenied/],
  [
    'dev asks for the role of staging, in its own account',
    'dev',
    withRole('dev', ROLE(DEVELOPMENT, 'staging')),
    /AccessDenied/,
  ],
  [
    'another workflow asks for the role of deployments',
    'dev',
    workflows => {
      workflows['mine.yml'] = workflows['deploy.yml'];
      workflows['promote.yml'].jobs['deploy-dev'].uses = './.github/workflows/mine.yml';
    },
    /AccessDenied/,
  ],
  [
    'a job that names no environment',
    'dev',
    workflows => {
      delete workflows['deploy.yml'].jobs.deploy.environment;
    },
    /AccessDenied/,
  ],
];
