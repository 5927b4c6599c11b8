// A service on ECS Fargate with what stands around it.
const { AppautoscalingPolicy } = require('@cdktf/provider-aws/lib/appautoscaling-policy');
const { AppautoscalingTarget } = require('@cdktf/provider-aws/lib/appautoscaling-target');
const { CloudwatchLogGroup } = require('@cdktf/provider-aws/lib/cloudwatch-log-group');
const { EcsCluster } = require('@cdktf/provider-aws/lib/ecs-cluster');
const { EcsService } = require('@cdktf/provider-aws/lib/ecs-service');
const { EcsTaskDefinition } = require('@cdktf/provider-aws/lib/ecs-task-definition');
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicy } = require('@cdktf/provider-aws/lib/iam-role-policy');
const { KmsKey } = require('@cdktf/provider-aws/lib/kms-key');
const { SecurityGroup } = require('@cdktf/provider-aws/lib/security-group');
const { VpcSecurityGroupEgressRule } = require('@cdktf/provider-aws/lib/vpc-security-group-egress-rule');
const { VpcSecurityGroupIngressRule } = require('@cdktf/provider-aws/lib/vpc-security-group-ingress-rule');
const { Op, ref } = require('cdktf');
const { assumedBy, document, logKeyPolicy } = require('./document.cjs');
const { loadBalancer } = require('./load-balancer.cjs');
const { observe, userAlarms } = require('./observability.cjs');
const { image } = require('../scenario.cjs');

exports.service = (place, network, database, domainName) => {
  const { stack, name } = place;
  const task = taskOf(place, database);
  const entrance = loadBalancer(place, network, domainName);
  const rollback = userAlarms(stack, name, entrance);

  const securityGroup = new SecurityGroup(stack, 'SecurityGroup', {
    description: `Tasks of ${name}`,
    vpcId: network.vpcId,
    lifecycle: { createBeforeDestroy: true },
  });
  const ingress = new VpcSecurityGroupIngressRule(stack, 'Ingress', {
    securityGroupId: securityGroup.id,
    referencedSecurityGroupId: entrance.securityGroup.id,
    ipProtocol: 'tcp',
    fromPort: 8080,
    toPort: 8080,
    description: 'From the load balancer',
  });
  const egress = new VpcSecurityGroupEgressRule(stack, 'Egress', {
    securityGroupId: securityGroup.id,
    cidrIpv4: '0.0.0.0/0',
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    description: 'HTTPS: images, AWS, other services',
  });
  new VpcSecurityGroupIngressRule(stack, 'DatabaseIngress', {
    securityGroupId: database.securityGroupId,
    referencedSecurityGroupId: securityGroup.id,
    ipProtocol: 'tcp',
    fromPort: database.port,
    toPort: database.port,
    description: `From the service of ${name}`,
  });
  new VpcSecurityGroupEgressRule(stack, 'DatabaseEgress', {
    securityGroupId: securityGroup.id,
    referencedSecurityGroupId: database.securityGroupId,
    ipProtocol: 'tcp',
    fromPort: database.port,
    toPort: database.port,
    description: 'To the database',
  });

  const service = new EcsService(stack, 'Service', {
    name: `${name}-service`,
    cluster: task.cluster.arn,
    taskDefinition: task.definition.arn,
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    desiredCount: 3,
    networkConfiguration: {
      subnets: network.privateSubnetIds,
      securityGroups: [securityGroup.id],
      assignPublicIp: false,
    },
    loadBalancer: [{ containerName: 'app', containerPort: 8080, targetGroupArn: entrance.targetGroup.arn }],
    healthCheckGracePeriodSeconds: 60,
    deploymentController: { type: 'ECS' },
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    alarms: { enable: true, rollback: true, alarmNames: rollback.map(({ alarmName }) => alarmName) },
    availabilityZoneRebalancing: 'ENABLED',
    enableExecuteCommand: false,
    enableEcsManagedTags: true,
    propagateTags: 'SERVICE',
    waitForSteadyState: true,
    lifecycle: {
      ignoreChanges: ['desired_count'],
      postcondition: [
        {
          condition: Op.eq(ref('self.task_definition', stack), task.definition.arn),
          errorMessage: `The deployment of ${name} failed, and the version before it is back.`,
        },
      ],
    },
    dependsOn: [entrance.listener, ingress, egress, task.executionPolicy, task.taskPolicy],
  });
  scaling(stack, task.cluster, service, entrance);
  observe(place, { ...entrance, ...task, service, rollback });
};

function taskOf(place, database) {
  const { stack, name, account, region } = place;
  const cluster = new EcsCluster(stack, 'Cluster', {
    name: `${name}-cluster`,
    setting: [{ name: 'containerInsights', value: 'enabled' }],
  });
  const logKey = new KmsKey(stack, 'LogKey', {
    description: `Logs of ${name}`,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: logKeyPolicy(place),
    lifecycle: { preventDestroy: true },
  });
  const logGroup = new CloudwatchLogGroup(stack, 'LogGroup', {
    retentionInDays: 365,
    kmsKeyId: logKey.arn,
    skipDestroy: true,
  });
  const role = (id, description) =>
    new IamRole(stack, id, { description, assumeRolePolicy: assumedBy('ecs-tasks.amazonaws.com', account) });
  const executionRole = role('ExecutionRole', `Starts the tasks of ${name}: pulls the image, writes the logs`);
  const taskRole = role('TaskRole', `What ${name} may do`);
  const permissions = (id, { id: roleId }, statements) =>
    new IamRolePolicy(stack, id, {
      name: 'Permissions',
      role: roleId,
      policy: document({ Version: '2012-10-17', Statement: statements }),
    });
  const executionPolicy = permissions('ExecutionPolicy', executionRole, [
    { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: [`${logGroup.arn}:*`] },
  ]);
  const taskPolicy = permissions('TaskPolicy', taskRole, [
    {
      Effect: 'Allow',
      Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      Resource: [database.secretArn],
    },
    {
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [database.keyArn],
      Condition: { StringEquals: { 'kms:ViaService': `secretsmanager.${region}.amazonaws.com` } },
    },
  ]);
  const definition = new EcsTaskDefinition(stack, 'TaskDefinition', {
    family: `${name}-task`,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '512',
    memory: '1024',
    runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'ARM64' },
    executionRoleArn: executionRole.arn,
    taskRoleArn: taskRole.arn,
    containerDefinitions: document([container(place, logGroup, database)]),
    lifecycle: { createBeforeDestroy: true },
  });
  return { cluster, logGroup, executionPolicy, taskPolicy, definition };
}

function container({ region }, logGroup, database) {
  const probe = 'http://127.0.0.1:8080/health';
  const variable = ([name, value]) => ({ name, value });
  return {
    name: 'app',
    image,
    essential: true,
    user: '1000:1000',
    memory: 1024,
    readonlyRootFilesystem: true,
    linuxParameters: {
      initProcessEnabled: true,
      capabilities: { drop: ['ALL'] },
      tmpfs: [{ containerPath: '/tmp', size: 64, mountOptions: ['mode=1777', 'nosuid', 'nodev'] }],
    },
    stopTimeout: 30,
    portMappings: [{ containerPort: 8080, protocol: 'tcp', name: 'app', appProtocol: 'http' }],
    environment: Object.entries({
      PORT: '8080',
      OTEL_SERVICE_NAME: 'Service',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=Service,service.version=1.4.2,deployment.environment.name=production',
      DATABASE_HOST: database.host,
      DATABASE_READER_HOST: database.readerHost,
      DATABASE_PORT: database.readyPort,
      DATABASE_NAME: database.name,
      DATABASE_ENGINE: 'postgres',
      DATABASE_SECRET_ARN: database.secretArn,
    }).map(variable),
    healthCheck: {
      command: [
        'CMD-SHELL',
        `if command -v curl >/dev/null; then curl -fsS -o /dev/null '${probe}'; elif command -v wget >/dev/null; then wget -q -O /dev/null '${probe}'; fi`,
      ],
      interval: 15,
      timeout: 5,
      retries: 3,
      startPeriod: 60,
    },
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': logGroup.name,
        'awslogs-region': region,
        'awslogs-stream-prefix': 'app',
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    },
  };
}

function scaling(stack, cluster, service, { loadBalancer: balancer, targetGroup }) {
  const target = new AppautoscalingTarget(stack, 'ScalableTarget', {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: `service/${cluster.name}/${service.name}`,
    minCapacity: 3,
    maxCapacity: 30,
  });
  const policy = (name, targetValue, predefinedMetricSpecification) =>
    new AppautoscalingPolicy(stack, name, {
      name,
      policyType: 'TargetTrackingScaling',
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification,
        targetValue,
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
      },
    });
  policy('CpuScaling', 60, { predefinedMetricType: 'ECSServiceAverageCPUUtilization' });
  policy('RequestScaling', 1500, {
    predefinedMetricType: 'ALBRequestCountPerTarget',
    resourceLabel: `${balancer.arnSuffix}/${targetGroup.arnSuffix}`,
  });
}
