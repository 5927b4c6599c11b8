import { SecretSource } from '../../../src/capabilities/secret/source';

export const LEGACY_SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:legacy-AbCdEf';
export const LEGACY = {
  endpoint: 'legacy.abc.eu-west-1.rds.amazonaws.com',
  port: 5432,
  securityGroupId: 'sg-0123456789abcdef0',
  databaseName: 'legacy',
  secretArn: LEGACY_SECRET,
};
export const LOGIN = SecretSource.generated({ fields: { username: 'app' } });
