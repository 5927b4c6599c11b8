import { Run } from './act';
import { Forge } from './forge';
import { daysOf, DEVELOPMENT, Places } from './places';
import { Steps } from '../deploy/scenario';

const STACK = 'orders-pr-7';

/** A pull request: its difference, its preview, and what a fork gets. */
export function previews({ does, shows }: Steps, forge: () => Forge, places: () => Places): void {
  const aws = () => places()[DEVELOPMENT];
  const job = (run: Run, name: string) => run.jobs[`Preview orders/${name}`];

  does('a request that is opened gets an environment', async () => {
    forge().commit({ days: 2 });
    const run = await forge().request('preview.yml', { action: 'opened', number: 7 });
    expect([job(run, 'Deploy the preview'), job(run, 'Remove the preview')]).toEqual(['success', undefined]);
    expect(await daysOf(aws(), STACK)).toBe(2);
    expect(forge().asked(run.id)).toEqual(['repo:acme@1234/orders@5678:pull_request']);
  });

  does('the difference to what stands is said, by roles that can only look', async () => {
    const run = await forge().request('deliver.yml', { action: 'opened', number: 7 });
    expect(run.summary).toMatch(/### Difference to dev[\s\S]*\[[+~]\] AWS::SQS::Queue/);
    expect(Object.values(run.jobs)).toEqual(['success', 'success', 'success', 'success']);
  });

  does('what is pushed to it is deployed', async () => {
    forge().commit({ days: 4 });
    await forge().request('preview.yml', { action: 'synchronize', number: 7 });
    expect(await daysOf(aws(), STACK)).toBe(4);
  });

  does('it is removed when the request is closed', async () => {
    const run = await forge().request('preview.yml', { action: 'closed', number: 7 });
    expect([job(run, 'Deploy the preview'), job(run, 'Remove the preview')]).toEqual([undefined, 'success']);
    await expect(aws().stack(STACK)).rejects.toThrow(/There is no stack/);
  });

  shows('a fork gets no token, no preview and no difference', async () => {
    for (const workflow of ['preview.yml', 'deliver.yml']) {
      const run = await forge().request(workflow, { action: 'opened', number: 8, from: 'mallory/orders' });
      expect(forge().asked(run.id)).toEqual([]);
      expect(Object.keys(run.jobs).filter(name => !name.includes('Build'))).toEqual([]);
    }
  });
}
