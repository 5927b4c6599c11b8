// What goldenpath's ManagedSecret has on the production tier, written by hand with CDK's L2s.
const { RemovalPolicy, aws_iam: iam, aws_secretsmanager: secretsmanager } = require('aws-cdk-lib');
const { dataKey } = require('./hand-written-key.cjs');
const {
  environment: { account },
} = require('./scenario.cjs');

exports.secret = scope => {
  const description = `Secret ${scope.node.path}.`;
  const secret = new secretsmanager.Secret(scope, 'Resource', {
    description,
    // The L2 itself adds to the key's policy that the account uses it through Secrets Manager.
    encryptionKey: dataKey(scope, 'Key', description, []),
    generateSecretString: { excludePunctuation: true, passwordLength: 40, requireEachIncludedType: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  secret.addToResourcePolicy(
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['secretsmanager:*'],
      resources: ['*'],
      conditions: {
        StringNotEquals: { 'aws:PrincipalAccount': account },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    }),
  );
  return secret;
};
