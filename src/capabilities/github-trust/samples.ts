import { GitHubRepository, GitHubTrustProps } from './props';
import { Samples } from '../../path/sample';

const ORDERS = GitHubRepository.of({ owner: 'acme', ownerId: 1001, name: 'orders', id: 2002 });

export const samples: Samples<GitHubTrustProps> = {
  typical: { repository: ORDERS, environment: 'production' },
  everything: {
    owner: 'team',
    repository: GitHubRepository.of({
      owner: 'acme',
      ownerId: 1001,
      name: 'billing',
      id: 2003,
      classicSubjectsUntil: '2027-06-30',
    }),
    environment: 'staging',
    workflow: '.github/workflows/release.yml',
    driftWorkflow: '.github/workflows/nightly.yaml',
    branch: 'release/current',
    previewEnvironment: 'pull-requests',
    providerArn: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
    regions: ['eu-west-1', 'us-east-1'],
    qualifier: 'acme1',
  },
  others: {
    'with roles of their own': {
      repository: GitHubRepository.of({ owner: 'acme', ownerId: 1001, name: 'letters', id: 2004 }),
      environment: 'live',
      deployRoleArns: ['arn:aws:iam::123456789012:role/terraform-deploy'],
      lookupRoleArns: ['arn:aws:iam::123456789012:role/terraform-plan'],
    },
  },
  otherwise: [
    {
      providerOnRemoval: 'retain',
      workflow: '.github/workflows/ship.yml',
      driftWorkflow: '.github/workflows/look.yml',
      branch: 'trunk',
      diff: false,
      drift: true,
      preview: true,
      previewEnvironment: 'sandbox',
      qualifier: 'platform1',
    },
    { providerOnRemoval: 'delete', drift: false, preview: false },
  ],
};
