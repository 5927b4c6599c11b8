// JSON documents in arguments: policies, containers, the dashboard.
const { Fn } = require('cdktf');

/** Written by Terraform, so that what it fills in is quoted. With BENCH_DOCUMENTS=text, written at once, as many do: quicker, and not quoted. */
exports.document =
  process.env.BENCH_DOCUMENTS === 'text' ? value => JSON.stringify(value) : value => Fn.jsonencode(value);

/** The policy of a role that one service assumes, for this account only. */
exports.assumedBy = (service, account) =>
  exports.document({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: service },
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
    ],
  });

/** The policy of a key for log groups. */
exports.logKeyPolicy = ({ partition, account, region, dnsSuffix }) =>
  exports.document({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
      {
        Effect: 'Allow',
        Principal: { Service: `logs.${region}.${dnsSuffix}` },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        Resource: '*',
        Condition: {
          ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` },
        },
      },
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'kms:CreateGrant',
        Resource: '*',
        Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
      },
    ],
  });
