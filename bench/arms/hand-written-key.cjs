// Keys with policies of their own, written by hand with CDK's L2.
const { Duration, RemovalPolicy, Stack, aws_iam: iam, aws_kms: kms } = require('aws-cdk-lib');
const {
  environment: { account, region },
} = require('./scenario.cjs');

const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:Create*',
  'kms:Delete*',
  'kms:Describe*',
  'kms:Disable*',
  'kms:Enable*',
  'kms:Get*',
  'kms:List*',
  'kms:Put*',
  'kms:Revoke*',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:Update*',
];
const LOGS = ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'];

const key = (scope, id, description, statements) =>
  new kms.Key(scope, id, {
    description,
    enableKeyRotation: true,
    pendingWindow: Duration.days(30),
    removalPolicy: RemovalPolicy.RETAIN,
    policy: new iam.PolicyDocument({ statements }),
  });
const root = () => [new iam.AccountRootPrincipal()];
const grantsByServicesOnly = () =>
  new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['kms:CreateGrant'],
    resources: ['*'],
    conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
  });

/** Log groups of the account may be encrypted with the key. */
const logGroups = (names = '*') =>
  new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
    actions: LOGS,
    resources: ['*'],
    conditions: {
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${account}:log-group:${names}` },
    },
  });
exports.logGroups = logGroups;

/** A key for data: used through the services named only. */
exports.dataKey = (scope, id, description, services, more = []) =>
  key(scope, id, description, [
    new iam.PolicyStatement({ principals: root(), actions: ADMINISTRATION, resources: ['*'] }),
    ...(services.length === 0
      ? []
      : [
          new iam.PolicyStatement({
            principals: root(),
            actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
            resources: ['*'],
            conditions: {
              StringEquals: { 'kms:ViaService': services.map(service => `${service}.${region}.amazonaws.com`) },
            },
          }),
        ]),
    grantsByServicesOnly(),
    ...more,
  ]);

/** A key for log groups. */
exports.logKey = (scope, id) =>
  key(scope, id, `Logs of ${Stack.of(scope).stackName}`, [
    new iam.PolicyStatement({ principals: root(), actions: ['kms:*'], resources: ['*'] }),
    logGroups(),
    grantsByServicesOnly(),
  ]);
