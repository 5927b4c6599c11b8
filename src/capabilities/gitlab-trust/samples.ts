import { GitLabTrustProps } from './props';
import { Samples } from '../../path/sample';

export const samples: Samples<GitLabTrustProps> = {
  typical: { project: 'acme/payments', environment: 'production' },
  everything: {
    owner: 'team',
    project: 'acme/shop/carts',
    environment: 'staging',
    branch: 'release/current',
    host: 'gitlab.acme.com',
    providerArn: 'arn:aws:iam::123456789012:oidc-provider/gitlab.acme.com',
    regions: ['eu-west-1', 'us-east-1'],
    qualifier: 'acme1',
  },
  others: {
    'with a role of its own': {
      project: 'acme/notes',
      environment: 'live',
      deployRoleArns: ['arn:aws:iam::123456789012:role/terraform-deploy'],
      providerArn: 'arn:aws:iam::123456789012:oidc-provider/gitlab.com',
    },
  },
  otherwise: [
    {
      providerOnRemoval: 'retain',
      branch: 'trunk',
      drift: false,
      qualifier: 'platform1',
    },
    { providerOnRemoval: 'delete', drift: true },
  ],
};
