/**
 * The properties whose change in place stops what runs for a while, by type, of what the path makes. The schemas of
 * CloudFormation do not say so; its documentation does ("Some interruptions"), and that of the service.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html
 */
const INTERRUPTS: { readonly [type: string]: readonly string[] } = {
  'AWS::RDS::DBInstance': ['DBInstanceClass', 'EngineVersion', 'AllowMajorVersionUpgrade', 'DBParameterGroupName'],
  'AWS::RDS::DBCluster': ['EngineVersion', 'Port', 'DBClusterParameterGroupName'],
  aws_db_instance: ['instance_class', 'engine_version', 'parameter_group_name'],
  aws_rds_cluster_instance: ['instance_class', 'engine_version'],
  aws_rds_cluster: ['engine_version', 'port', 'db_cluster_parameter_group_name'],
};

export function interrupts(type: string, property: string): boolean {
  return INTERRUPTS[type]?.includes(property.split('.')[0]!) ?? false;
}
