// aws-ecs-patterns and an Aurora cluster with what they make by themselves: fewer resources, and no alarms, dashboard, firewall.
const {
  Stack,
  aws_certificatemanager: acm,
  aws_ec2: ec2,
  aws_ecs: ecs,
  aws_ecs_patterns: patterns,
  aws_rds: rds,
  aws_route53: route53,
} = require('aws-cdk-lib');
const { network } = require('./hand-written-network.cjs');
const { domainName, environment: env, hostedZoneId, image } = require('./scenario.cjs');

exports.build = (app, services) => {
  const vpc = network(app);
  for (let index = 1; index <= services; index++) {
    const stack = new Stack(app, `Orders${index}`, { env });
    const database = new rds.DatabaseCluster(stack, 'Database', {
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_9 }),
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      writer: rds.ClusterInstance.serverlessV2('Writer'),
      readers: [rds.ClusterInstance.serverlessV2('Reader', { scaleWithWriter: true })],
      storageEncrypted: true,
      defaultDatabaseName: 'app',
    });
    const domainZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
      hostedZoneId,
      zoneName: 'acme.com',
    });
    const { service, taskDefinition } = new patterns.ApplicationLoadBalancedFargateService(stack, 'Service', {
      vpc,
      cpu: 512,
      memoryLimitMiB: 1024,
      desiredCount: 3,
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
      domainName: domainName(index),
      domainZone,
      certificate: new acm.Certificate(stack, 'Certificate', {
        domainName: domainName(index),
        validation: acm.CertificateValidation.fromDns(domainZone),
      }),
      taskImageOptions: {
        image: ecs.ContainerImage.fromRegistry(image),
        containerPort: 8080,
        environment: {
          DATABASE_HOST: database.clusterEndpoint.hostname,
          DATABASE_SECRET_ARN: database.secret.secretArn,
        },
      },
    });
    database.secret.grantRead(taskDefinition.taskRole);
    database.connections.allowDefaultPortFrom(service);
  }
};
