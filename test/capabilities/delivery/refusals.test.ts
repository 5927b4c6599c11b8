import { App, Aws, Stage } from 'aws-cdk-lib';
import { deliver, Environment, STAGING, threeIn } from './delivered';
import { Approval, GoldenPathDeliveryProps } from '../../../src/capabilities/delivery/props';

type Change = (of: ReturnType<typeof threeIn>) => Partial<GoldenPathDeliveryProps>;
const REFUSED: { readonly [what: string]: [change: Change, says: RegExp] } = {
  'no environment': [() => ({ environments: [] }), /environments is empty/],
  'two of one name': [
    ({ dev }) => ({ environments: [{ environment: dev }, { environment: dev }] }),
    /two environments 'dev'/,
  ],
  'production before staging': [
    ({ staging, production }) => ({ environments: [{ environment: production }, { environment: staging }] }),
    /'staging' \(staging\) comes after 'production'/,
  ],
  'production that nobody approves': [
    ({ production }) => ({ environments: [{ environment: production, approval: Approval.none() }] }),
    /nobody lets a deployment begin/,
  ],
  'an environment behind a promotion': [
    ({ staging, production }) => ({
      environments: [{ environment: staging, approval: Approval.promotion() }, { environment: production }],
    }),
    /nothing would ever be deployed to it/,
  ],
  'an environment of another app': [
    ({ dev }) => ({
      environments: [{ environment: dev }, { environment: new Environment(new App(), 'staging', STAGING) }],
    }),
    /of another app/,
  ],
  'a stage that says nothing of itself': [
    ({ dev }) => ({ environments: [{ environment: new Stage(dev.node.root, 'Bare') as any }] }),
    /Give an Environment/,
  ],
  'a role of another account': [
    ({ dev }) => ({
      environments: [{ environment: dev, deployRoleArn: 'arn:aws:iam::222222222222:role/deploy' }],
    }),
    /is of account 222222222222, and the environment of 111111111111/,
  ],
  'previews in production': [({ production }) => ({ previews: { environment: production } }), /which is production/],
  'previews where nothing is delivered': [
    ({ dev, staging }) => ({ environments: [{ environment: staging }], previews: { environment: dev } }),
    /one of the environments of the delivery/,
  ],
  'a branch that is none': [() => ({ branch: 'a b' }), /the name of a branch/],
  'a branch that Git refuses': [() => ({ branch: 'release/..' }), /the name of a branch/],
  'a branch that is a pattern': [() => ({ branch: 'release/*' }), /the name of a branch/],
  'a branch by its whole name': [() => ({ branch: 'refs/heads/main' }), /without 'refs\/heads\/'/],
  'a branch that nobody knows yet': [() => ({ branch: Aws.REGION }), /the name of a branch/],
  'a folder that nobody knows yet': [
    () => ({ appName: 'orders', paths: [Aws.REGION], directory: 'a' }),
    /paths\[0\] is/,
  ],
  'a schedule out of range': [() => ({ driftSchedule: '99 99 * * *' }), /five fields of cron/],
  'a schedule with seconds': [() => ({ driftSchedule: '0 17 3 * * *' }), /five fields of cron/],
  'a schedule of EventBridge': [() => ({ driftSchedule: 'cron(17 3 * * ? *)' }), /five fields of cron/],
  'a schedule that nobody knows yet': [() => ({ driftSchedule: Aws.REGION }), /before anything is deployed/],
  'previews in staging, where the trust makes no role for them': [
    ({ staging }) => ({ previews: { environment: staging } }),
    /makes their role in development alone/,
  ],
  'a schedule that is none': [() => ({ driftSchedule: 'nightly' }), /five fields of cron/],
  'a folder above the repository': [() => ({ directory: '../orders' }), /from the root of the repository/],
  'paths of a repository of its own': [() => ({ paths: ['packages/**'] }), /without directory/],
  'a repository that is only named': [() => ({ repository: 'acme/orders' as any }), /GitHubRepository\.of/],
  'a longer session than credentials have': [() => ({ timeoutMinutes: 90 }), /from 5 to 60/],
  'a command with text that others write': [
    () => ({ commands: { test: 'echo ${{ github.event.pull_request.title }}' } }),
    /put what others wrote into the shell/,
  ],
  'a command that nobody knows yet': [() => ({ commands: { install: `npm ci ${Aws.REGION}` } }), /literal text/],
  'a command that no context goes to': [
    ({ dev }) => ({ previews: { environment: dev }, commands: { synth: 'make' } }),
    /options of cdk synth/,
  ],
};

test.each(Object.keys(REFUSED))('refused, and nothing is made: %s', name => {
  const [change, says] = REFUSED[name];
  const app = new App();
  expect(() => deliver(change, app)).toThrow(says);
  expect(app.node.tryFindChild('Delivery')).toBeUndefined();
});
