// A state as terraform-aws-modules leave it: what `terraform state list` prints of them, with what is needed to plan.

/** One resource in a state. */
export interface StateResource {
  /** As `terraform state list` prints it. */
  readonly address: string;
  readonly attributes: { readonly [name: string]: any };
  readonly schemaVersion?: number;
}

const ARN = 'arn:aws';
const HERE = 'eu-west-1:100000000003';

/** The key by which AWS encrypts where nobody names one. */
const AWS_KEY = `${ARN}:kms:${HERE}:key/11111111-2222-3333-4444-555555555555`;

/** What holds data, or writes it down: it is moved. */
export const WITH_DATA: readonly StateResource[] = [
  {
    address: 'module.aurora.aws_db_subnet_group.this[0]',
    attributes: { id: 'orders', name: 'orders', subnet_ids: ['subnet-03', 'subnet-04'] },
  },
  {
    address: 'module.aurora.aws_rds_cluster.this[0]',
    attributes: {
      id: 'orders',
      arn: `${ARN}:rds:${HERE}:cluster:orders`,
      availability_zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      cluster_identifier: 'orders',
      cluster_resource_id: 'cluster-ORDERS',
      database_name: 'orders',
      db_cluster_parameter_group_name: 'default.aurora-postgresql16',
      db_subnet_group_name: 'orders',
      endpoint: 'orders.cluster-1.eu-west-1.rds.amazonaws.com',
      engine: 'aurora-postgresql',
      engine_lifecycle_support: 'open-source-rds-extended-support',
      engine_mode: 'provisioned',
      engine_version: '16.4',
      engine_version_actual: '16.4',
      kms_key_id: AWS_KEY,
      manage_master_user_password: true,
      master_user_secret: [{ secret_arn: `${ARN}:secretsmanager:${HERE}:secret:rds!orders-1`, kms_key_id: AWS_KEY }],
      master_username: 'root',
      port: 5432,
      storage_encrypted: true,
      vpc_security_group_ids: ['sg-0a'],
    },
  },
  {
    address: 'module.aurora.aws_rds_cluster_instance.this["one"]',
    attributes: {
      id: 'orders-one',
      cluster_identifier: 'orders',
      db_subnet_group_name: 'orders',
      engine: 'aurora-postgresql',
      engine_version: '16.4',
      engine_version_actual: '16.4',
      identifier: 'orders-one',
      instance_class: 'db.serverless',
      publicly_accessible: false,
      port: 5432,
    },
  },
  {
    address: 'module.rds.module.db_subnet_group.aws_db_subnet_group.this[0]',
    attributes: { id: 'ledger', name: 'ledger', subnet_ids: ['subnet-03', 'subnet-04'] },
  },
  {
    address: 'module.rds.module.db_instance.aws_db_instance.this[0]',
    schemaVersion: 2,
    attributes: {
      id: 'db-LEDGER',
      address: 'ledger.1.eu-west-1.rds.amazonaws.com',
      allocated_storage: 100,
      arn: `${ARN}:rds:${HERE}:db:ledger`,
      db_name: 'ledger',
      db_subnet_group_name: 'ledger',
      engine: 'postgres',
      engine_lifecycle_support: 'open-source-rds-extended-support',
      engine_version: '16.4',
      engine_version_actual: '16.4',
      identifier: 'ledger',
      instance_class: 'db.t4g.medium',
      kms_key_id: AWS_KEY,
      manage_master_user_password: true,
      master_user_secret: [{ secret_arn: `${ARN}:secretsmanager:${HERE}:secret:rds!ledger-1`, kms_key_id: AWS_KEY }],
      port: 5432,
      publicly_accessible: false,
      resource_id: 'db-LEDGER',
      storage_encrypted: true,
      storage_type: 'gp3',
      username: 'root',
      vpc_security_group_ids: ['sg-0b'],
    },
  },
  {
    address: 'module.lambda_function.aws_cloudwatch_log_group.lambda[0]',
    attributes: {
      id: '/aws/lambda/letters',
      name: '/aws/lambda/letters',
      arn: `${ARN}:logs:${HERE}:log-group:letters`,
    },
  },
];

/** What runs and holds nothing: the path's own stands beside it, and then it goes. */
export const WITHOUT_DATA: readonly StateResource[] = [
  {
    address: 'module.aurora.aws_security_group.this[0]',
    schemaVersion: 1,
    attributes: { id: 'sg-0a', name: 'aurora' },
  },
  {
    address: 'module.ecs.module.cluster.aws_ecs_cluster.this[0]',
    attributes: { id: `${ARN}:ecs:${HERE}:cluster/shop`, name: 'shop' },
  },
  {
    address: 'module.ecs_service.aws_ecs_task_definition.this[0]',
    schemaVersion: 1,
    attributes: { id: 'shop', family: 'shop', container_definitions: '[]' },
  },
  {
    address: 'module.ecs_service.aws_ecs_service.this[0]',
    attributes: {
      id: `${ARN}:ecs:${HERE}:service/shop/shop`,
      name: 'shop',
      cluster: `${ARN}:ecs:${HERE}:cluster/shop`,
    },
  },
  {
    address: 'module.alb.aws_lb.this[0]',
    attributes: { id: `${ARN}:elasticloadbalancing:${HERE}:loadbalancer/app/shop/1`, name: 'shop' },
  },
  {
    address: 'module.alb.aws_lb_listener.this["http"]',
    attributes: { id: `${ARN}:elasticloadbalancing:${HERE}:listener/app/shop/1/2`, port: 80, protocol: 'HTTP' },
  },
  {
    address: 'module.alb.aws_lb_target_group.this["shop"]',
    attributes: { id: `${ARN}:elasticloadbalancing:${HERE}:targetgroup/shop/1`, name: 'shop', port: 80 },
  },
  {
    address: 'module.lambda_function.aws_iam_role.lambda[0]',
    attributes: { id: 'letters', name: 'letters', assume_role_policy: '{}' },
  },
  {
    address: 'module.lambda_function.aws_lambda_function.this[0]',
    attributes: { id: 'letters', function_name: 'letters', role: `${ARN}:iam::100000000003:role/letters` },
  },
];

/** The state file. */
export function stateOf(resources: readonly StateResource[]): object {
  return {
    version: 4,
    terraform_version: '1.11.0',
    serial: 1,
    lineage: '6f1c8c0e-0000-4000-8000-000000000001',
    outputs: {},
    resources: resources.map(({ address, attributes, schemaVersion = 0 }) => {
      const [, within, type, name, index] = /^(?:(.+)\.)?(aws_\w+)\.(\w+)\[(.+)\]$/.exec(address)!;
      return {
        ...(within ? { module: within } : {}),
        mode: 'managed',
        type,
        name,
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [{ index_key: JSON.parse(index), schema_version: schemaVersion, attributes }],
      };
    }),
  };
}
