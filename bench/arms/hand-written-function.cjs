// What goldenpath's GoldenPathFunction has on the production tier, written by hand with CDK's L2s.
const path = require('node:path');
const {
  CfnOutput,
  Duration,
  RemovalPolicy,
  aws_apigateway: { AccessLogFormat },
  aws_apigatewayv2: apigateway,
  aws_apigatewayv2_authorizers: authorizers,
  aws_apigatewayv2_integrations: integrations,
  aws_cloudwatch: cloudwatch,
  aws_codedeploy: codedeploy,
  aws_iam: iam,
  aws_lambda: lambda,
  aws_lambda_event_sources: sources,
  aws_logs: logs,
  aws_sqs: sqs,
} = require('aws-cdk-lib');
const { alarm } = require('./hand-written-alarm.cjs');
const { dataKey, logGroups } = require('./hand-written-key.cjs');
const { dashboard, graph } = require('./hand-written-observability.cjs');
const {
  environment: { account, region },
  functionHandler,
  functionRuntime,
} = require('./scenario.cjs');

const period = Duration.minutes(1);
const LOGGED = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
  bytes: '$context.responseLength',
};

exports.function = (scope, topic, queue, environment) => {
  const where = scope.node.path;
  const key = dataKey(
    scope,
    'Key',
    `Variables, logs, dead letters and schedules of ${where}`,
    ['lambda', 'scheduler', 'sqs'],
    [logGroups()],
  );
  const logGroup = id =>
    new logs.LogGroup(scope, id, {
      retention: logs.RetentionDays.ONE_YEAR,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  const logGroupOfCode = logGroup('LogGroup');
  const deadLetters = new sqs.Queue(scope, 'DeadLetterQueue', {
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey: key,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    redriveAllowPolicy: { redrivePermission: sqs.RedrivePermission.ALLOW_ALL },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const role = new iam.Role(scope, 'Role', { assumedBy: principal('lambda'), description: `What ${where} may do` });
  logGroupOfCode.grantWrite(role);
  const handler = new lambda.Function(scope, 'Resource', {
    code: lambda.Code.fromAsset(path.join(__dirname, 'function')),
    runtime: new lambda.Runtime(functionRuntime, lambda.RuntimeFamily.NODEJS),
    handler: functionHandler,
    description: where,
    architecture: lambda.Architecture.ARM_64,
    memorySize: 512,
    timeout: Duration.seconds(20),
    reservedConcurrentExecutions: 50,
    tracing: lambda.Tracing.ACTIVE,
    role,
    deadLetterQueue: deadLetters,
    environmentEncryption: key,
    environment: {
      OTEL_SERVICE_NAME: 'Signup',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=Signup,deployment.environment.name=production',
      SIGNUPS_URL: queue.queueUrl,
      ...environment,
    },
    logGroup: logGroupOfCode,
    loggingFormat: lambda.LoggingFormat.JSON,
    applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
    systemLogLevelV2: lambda.SystemLogLevel.INFO,
    currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
  });
  key.grantDecrypt(role);
  queue.grantSendMessages(role);
  const alias = new lambda.Alias(scope, 'Alias', { aliasName: 'live', version: handler.currentVersion });
  alias.addEventSource(
    new sources.SqsEventSource(queue, {
      batchSize: 10,
      maxBatchingWindow: Duration.seconds(0),
      reportBatchItemFailures: true,
      maxConcurrency: 20,
    }),
  );
  const alarms = alarmsOf(scope, topic, alias, deadLetters);
  deployment(scope, handler, alias, alarms.slice(0, 2));
  http(scope, alias, logGroup('HttpApiLogGroup'));
  dashboard(scope, alarms, logGroupOfCode, [
    [
      graph('Calls and errors', [alias.metricInvocations({ period }), alias.metricErrors({ period })]),
      graph(
        'Duration, milliseconds',
        ['p50', 'p90', 'p99'].map(statistic => alias.metricDuration({ statistic, period })),
        { leftAnnotations: [{ label: 'alarm', value: 16_000 }] },
      ),
    ],
    [
      graph('Calls at a time, and turned away', [
        alias.metric('ConcurrentExecutions', { statistic: 'Maximum', period }),
        alias.metricThrottles({ period }),
      ]),
      graph('Dead letters', [deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period })]),
    ],
  ]);
  return handler;
};

const principal = service =>
  new iam.ServicePrincipal(`${service}.amazonaws.com`, {
    conditions: { StringEquals: { 'aws:SourceAccount': account } },
  });

function alarmsOf(scope, topic, alias, deadLetters) {
  const where = scope.node.path;
  const rate = new cloudwatch.MathExpression({
    expression: '100 * FILL(errors, 0) / FILL(invocations, 0)',
    usingMetrics: { invocations: alias.metricInvocations({ period }), errors: alias.metricErrors({ period }) },
    label: 'error rate, percent',
    period,
  });
  return [
    alarm(scope, topic, 'ErrorAlarm', rate, 1, 3, `${where}: 1 % of the calls or more failed.`),
    alarm(
      scope,
      topic,
      'DurationAlarm',
      alias.metricDuration({ statistic: 'p99', period }),
      16_000,
      3,
      `${where}: one call in a hundred took 80 % of its timeout.`,
    ),
    alarm(scope, topic, 'ThrottleAlarm', alias.metricThrottles({ period }), 1, 3, `${where}: calls were turned away.`),
    alarm(
      scope,
      topic,
      'DeadLetterAlarm',
      deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period }),
      1,
      1,
      `${where}: a dead letter.`,
    ),
  ];
}

function deployment(scope, handler, alias, alarms) {
  const role = new iam.Role(scope, 'DeploymentRole', {
    assumedBy: principal('codedeploy'),
    description: `Shifts the calls of ${scope.node.path} to a new version`,
  });
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'],
      resources: [handler.functionArn, `${handler.functionArn}:*`],
    }),
  );
  role.addToPolicy(
    new iam.PolicyStatement({
      actions: ['cloudwatch:DescribeAlarms'],
      resources: [`arn:aws:cloudwatch:${region}:${account}:alarm:*`],
    }),
  );
  // The group adds a managed policy of AWS to any role that it may change.
  const narrow = role.withoutPolicyUpdates();
  const group = new codedeploy.LambdaDeploymentGroup(scope, 'DeploymentGroup', {
    application: new codedeploy.LambdaApplication(scope, 'DeploymentApplication'),
    alias,
    alarms,
    role: narrow,
    deploymentConfig: codedeploy.LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
    autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: true },
  });
  group.node.addDependency(role.node.findChild('DefaultPolicy'));
}

function http(scope, alias, logGroup) {
  const api = new apigateway.HttpApi(scope, 'HttpApi', {
    description: `HTTPS for ${scope.node.path}`,
    createDefaultStage: false,
    defaultIntegration: new integrations.HttpLambdaIntegration('Integration', alias),
    defaultAuthorizer: new authorizers.HttpIamAuthorizer(),
  });
  new apigateway.HttpStage(scope, 'HttpApiStage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    detailedMetricsEnabled: true,
    throttle: { rateLimit: 1000, burstLimit: 2000 },
    accessLogSettings: {
      destination: new apigateway.LogGroupLogDestination(logGroup),
      format: AccessLogFormat.custom(JSON.stringify(LOGGED)),
    },
  });
  new CfnOutput(scope, 'Url', { value: api.apiEndpoint, description: `Where ${scope.node.path} answers.` });
}
