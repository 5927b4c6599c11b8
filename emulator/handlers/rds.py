"""RDS through its own API, so that the database is what create-db-... makes, with its secret, and protected ones stay."""
import json
import os
import re
import time

from ministack.services import rds as state
from ministack.services import secretsmanager

from .kit import Refused, aws, call, pick, quietly, region, resource, retag, truthy, without


def fit(operation, props):
    """The properties that this operation takes; what the template says about others is handled beside it."""
    members = aws("rds").meta.service_model.operation_model(operation).input_shape.members
    return {key: value for key, value in props.items() if key in members}


def check_between(name, value, low, high):
    if value is not None and not low <= int(value) <= high:
        raise Refused(f"Invalid {name} {value}: it must be between {low} and {high}. (Error Code: InvalidParameterValue)")


def check(props, retention_low):
    check_between("backup retention period", props.get("BackupRetentionPeriod"), retention_low, 35)
    interval = int(props.get("MonitoringInterval") or 0)
    if interval not in (0, 1, 5, 10, 15, 30, 60):
        raise Refused(f"Invalid monitoring interval {interval}: 0, 1, 5, 10, 15, 30 or 60. (Error Code: InvalidParameterValue)")
    if interval and not props.get("MonitoringRoleArn"):
        raise Refused("A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0. (Error Code: InvalidParameterCombination)")
    if props.get("DBSubnetGroupName"):
        call("rds", "DescribeDBSubnetGroups", DBSubnetGroupName=props["DBSubnetGroupName"])
    if truthy(props.get("ManageMasterUserPassword")) and props.get("MasterUserPassword"):
        raise Refused("You can't specify MasterUserPassword with ManageMasterUserPassword. (Error Code: InvalidParameterCombination)")


def retag_database(arn, old, new):
    added, removed = retag(old, new)
    if added:
        call("rds", "AddTagsToResource", ResourceName=arn, Tags=added)
    if removed:
        call("rds", "RemoveTagsFromResource", ResourceName=arn, TagKeys=removed)


def snapshot_name(pid):
    return f"{pid[:40]}-snapshot-{int(time.time() * 1000):x}"


def refuse_protected(record, kind):
    if record is not None and record.get("DeletionProtection"):
        raise Refused(f"Cannot delete protected {kind}, please disable deletion protection and try again. (Error Code: InvalidParameterCombination)")


# What the API of ministack does not take over from a request: kept on the record, shown by the renderers below.
def remember(record, props):
    record["EnabledCloudwatchLogsExports"] = list(props.get("EnableCloudwatchLogsExports") or [])
    record["DatabaseInsightsMode"] = props.get("DatabaseInsightsMode") or "standard"
    insights = truthy(props.get("EnablePerformanceInsights", props.get("PerformanceInsightsEnabled", False)))
    record["PerformanceInsightsEnabled"] = insights
    if insights:
        record["PerformanceInsightsRetentionPeriod"] = int(props.get("PerformanceInsightsRetentionPeriod") or 7)
        record["PerformanceInsightsKMSKeyId"] = props.get("PerformanceInsightsKMSKeyId") or props.get("PerformanceInsightsKmsKeyId") or ""
    record["MonitoringInterval"] = int(props.get("MonitoringInterval") or 0)
    record["MonitoringRoleArn"] = props.get("MonitoringRoleArn") or ""
    if "AutoMinorVersionUpgrade" in props:
        record["AutoMinorVersionUpgrade"] = truthy(props["AutoMinorVersionUpgrade"])


def _more_xml(record, with_cluster_fields):
    exports = "".join(f"<member>{name}</member>" for name in record.get("EnabledCloudwatchLogsExports") or [])
    xml = f"<EnabledCloudwatchLogsExports>{exports}</EnabledCloudwatchLogsExports>"
    xml += f"<DatabaseInsightsMode>{record.get('DatabaseInsightsMode', 'standard')}</DatabaseInsightsMode>"
    if record.get("PerformanceInsightsKMSKeyId"):
        xml += f"<PerformanceInsightsKMSKeyId>{record['PerformanceInsightsKMSKeyId']}</PerformanceInsightsKMSKeyId>"
    if with_cluster_fields:
        for name in ("PerformanceInsightsEnabled", "AutoMinorVersionUpgrade"):
            xml += f"<{name}>{str(record.get(name, name == 'AutoMinorVersionUpgrade')).lower()}</{name}>"
        xml += f"<MonitoringInterval>{record.get('MonitoringInterval', 0)}</MonitoringInterval>"
        for name in ("MonitoringRoleArn", "PerformanceInsightsRetentionPeriod", "StorageType"):
            if record.get(name):
                xml += f"<{name}>{record[name]}</{name}>"
    elif record.get("MasterUserSecret"):
        secret = record["MasterUserSecret"]
        xml += (f"<MasterUserSecret><SecretArn>{secret['SecretArn']}</SecretArn><SecretStatus>active</SecretStatus>"
                f"<KmsKeyId>{secret['KmsKeyId']}</KmsKeyId></MasterUserSecret>")
    return xml


_instance_xml, _cluster_xml = state._instance_xml, state._cluster_xml
state._instance_xml = lambda i: _instance_xml(i).replace("<EnabledCloudwatchLogsExports/>", "") + _more_xml(i, False)
state._cluster_xml = lambda c: _cluster_xml(c) + _more_xml(c, True)


# Corrects: SecondsUntilAutoPause was lost. As in AWS, a cluster has it while it may scale to nothing.
_capacities_from, _capacities_xml = state._serverlessv2_from_params, state._serverlessv2_xml


def _scaling_from(params):
    scaling = _capacities_from(params)
    if scaling and scaling.get("MinCapacity") == 0:
        scaling["SecondsUntilAutoPause"] = int(state._p(params, "ServerlessV2ScalingConfiguration.SecondsUntilAutoPause") or 300)
    return scaling


def _scaling_xml(cluster):
    seconds = (cluster.get("ServerlessV2ScalingConfiguration") or {}).get("SecondsUntilAutoPause")
    end = "</ServerlessV2ScalingConfiguration>"
    shown = "" if seconds is None else f"<SecondsUntilAutoPause>{seconds}</SecondsUntilAutoPause>"
    return _capacities_xml(cluster).replace(end, shown + end)


state._serverlessv2_from_params, state._serverlessv2_xml = _scaling_from, _scaling_xml


# Corrects: a cluster's addresses became "localhost" with its first member, and those of all clusters when any member
# was deleted. Where no container runs they stay as in AWS.
_sync_cluster_endpoints = state._sync_cluster_endpoints


def _sync_endpoints(cluster):
    addresses = pick(cluster, "Endpoint", "ReaderEndpoint")
    _sync_cluster_endpoints(cluster)
    if not cluster.get("_shared_container_id"):
        cluster.update(addresses)


state._sync_cluster_endpoints = _sync_endpoints


@resource("AWS::RDS::DBCluster", tags="list", replace_existing=True, replace=(
    "AvailabilityZones", "DBClusterIdentifier", "DBSubnetGroupName", "DatabaseName", "EngineMode", "KmsKeyId",
    "PubliclyAccessible", "RestoreToTime", "RestoreType", "SnapshotIdentifier", "SourceDBClusterIdentifier", "SourceRegion",
    "StorageEncrypted", "UseLatestRestorableTime", "Engine", "MasterUsername"))
class DbCluster:
    def create(self, ctx, props):
        self._check(props)
        pid = (props.get("DBClusterIdentifier") or ctx.name(lowercase=True, max_len=63)).lower()
        secret = (props.get("MasterUserSecret") or {}).get("KmsKeyId")
        if props.get("SnapshotIdentifier"):
            call("rds", "RestoreDBClusterFromSnapshot", fit("RestoreDBClusterFromSnapshot", props), DBClusterIdentifier=pid)
        else:
            if not (props.get("MasterUsername") and (props.get("MasterUserPassword") or truthy(props.get("ManageMasterUserPassword")))):
                raise Refused("The parameter MasterUsername must be provided, with MasterUserPassword or ManageMasterUserPassword. (Error Code: InvalidParameterValue)")
            call("rds", "CreateDBCluster", fit("CreateDBCluster", props), DBClusterIdentifier=pid, MasterUserSecretKmsKeyId=secret)
        self._complete(pid, props)
        return pid, self._attributes(pid)

    def update(self, ctx, pid, old, new):
        self._check(new)
        request = {key: value for key, value in fit("ModifyDBCluster", new).items() if value != old.get(key)}
        request.update({"DeletionProtection": False} if old.get("DeletionProtection") and "DeletionProtection" not in new else {})
        request.pop("ManageMasterUserPassword", None)
        for name in ("EnableIAMDatabaseAuthentication", "CopyTagsToSnapshot", "EnableHttpEndpoint"):
            if name in old and name not in new:
                request[name] = False
        call("rds", "ModifyDBCluster", without(request, "DBClusterIdentifier", "EnableCloudwatchLogsExports"), DBClusterIdentifier=pid, ApplyImmediately=True)
        self._complete(pid, new)
        retag_database(state._clusters[pid]["DBClusterArn"], old, new)
        return self._attributes(pid)

    def delete(self, pid, props):
        record = state._clusters.get(pid)
        refuse_protected(record, "Cluster")
        quietly("rds", "DeleteDBCluster", DBClusterIdentifier=pid, SkipFinalSnapshot=True)
        forget_secret(record)

    def snapshot(self, pid, props):
        record = state._clusters.get(pid)
        refuse_protected(record, "Cluster")
        if record is not None:
            call("rds", "CreateDBClusterSnapshot", DBClusterIdentifier=pid, DBClusterSnapshotIdentifier=snapshot_name(pid))

    def _check(self, props):
        check(props, 1)
        if props.get("DBClusterParameterGroupName") and not str(props["DBClusterParameterGroupName"]).startswith("default."):
            call("rds", "DescribeDBClusterParameterGroups", DBClusterParameterGroupName=props["DBClusterParameterGroupName"])
        if not str(props.get("Engine", "aurora-postgresql")).startswith(("aurora", "mysql", "postgres", "neptune", "docdb")):
            raise Refused(f"Invalid DB engine: {props['Engine']} (Error Code: InvalidParameterValue)")
        scaling = props.get("ServerlessV2ScalingConfiguration")
        if scaling and float(scaling.get("MinCapacity", 0)) > float(scaling.get("MaxCapacity", 0)):
            raise Refused("ServerlessV2ScalingConfiguration: MinCapacity must not exceed MaxCapacity. (Error Code: InvalidParameterValue)")

    def _complete(self, pid, props):
        record = state._clusters[pid]
        remember(record, props)
        record["BackupRetentionPeriod"] = int(props.get("BackupRetentionPeriod") or 1)
        record["StorageType"] = props.get("StorageType") or ("aurora" if str(record["Engine"]).startswith("aurora") else "")
        if record["StorageEncrypted"] and not record.get("KmsKeyId"):
            record["KmsKeyId"] = default_key()
        for member in record["DBClusterMembers"]:
            inherit(state._instances.get(member["DBInstanceIdentifier"]), record)

    def _attributes(self, pid):
        record = state._clusters[pid]
        return {
            "DBClusterArn": record["DBClusterArn"], "DBClusterResourceId": record["DbClusterResourceId"],
            "Endpoint": record["Endpoint"], "Endpoint.Address": record["Endpoint"], "Endpoint.Port": str(record["Port"]),
            "ReadEndpoint.Address": record["ReaderEndpoint"], "StorageThroughput": "0",
            **({"MasterUserSecret.SecretArn": record["MasterUserSecret"]["SecretArn"]} if record.get("MasterUserSecret") else {}),
        }


def default_key():
    return f"arn:aws:kms:{region()}:000000000000:key/aws-rds-default"


def forget_secret(record):
    if record is not None and record.get("MasterUserSecret"):
        quietly("secretsmanager", "DeleteSecret", SecretId=record["MasterUserSecret"]["SecretArn"], ForceDeleteWithoutRecovery=True)


def inherit(instance, cluster):
    """What a member of a cluster has from the cluster."""
    if instance is None:
        return
    instance.update({name: cluster[name] for name in (
        "StorageEncrypted", "KmsKeyId", "BackupRetentionPeriod", "IAMDatabaseAuthenticationEnabled", "EnabledCloudwatchLogsExports",
        "PreferredBackupWindow", "CopyTagsToSnapshot", "VpcSecurityGroups")})


@resource("AWS::RDS::DBInstance", tags="list", replace_existing=True, replace=(
    "AvailabilityZone", "CharacterSetName", "DBClusterIdentifier", "DBInstanceIdentifier", "DBName", "DBSubnetGroupName",
    "KmsKeyId", "MasterUsername", "StorageEncrypted", "Timezone", "Engine", "DBSnapshotIdentifier", "SourceRegion"))
class DbInstance:
    def create(self, ctx, props):
        self._check(props)
        pid = (props.get("DBInstanceIdentifier") or ctx.name(lowercase=True, max_len=63)).lower()
        request = {**props, "VpcSecurityGroupIds": props.get("VPCSecurityGroups")}
        cluster = state._clusters.get(props.get("DBClusterIdentifier") or "")
        if props.get("DBSnapshotIdentifier"):
            call("rds", "RestoreDBInstanceFromDBSnapshot", fit("RestoreDBInstanceFromDBSnapshot", request), DBInstanceIdentifier=pid)
        elif props.get("SourceDBInstanceIdentifier"):
            call("rds", "CreateDBInstanceReadReplica", fit("CreateDBInstanceReadReplica", request), DBInstanceIdentifier=pid)
        else:
            managed = truthy(props.get("ManageMasterUserPassword"))
            if cluster is None and not (props.get("MasterUsername") and (props.get("MasterUserPassword") or managed)):
                raise Refused("The parameter MasterUsername must be provided, with MasterUserPassword or ManageMasterUserPassword. (Error Code: InvalidParameterValue)")
            password = state._generate_master_user_password() if managed and cluster is None else props.get("MasterUserPassword")
            call("rds", "CreateDBInstance", without(fit("CreateDBInstance", request), "ManageMasterUserPassword", "MasterUserPassword"),
                 DBInstanceIdentifier=pid, MasterUserPassword=password)
            if managed and cluster is None:
                self._manage_secret(pid, props, password)
        self._complete(pid, props)
        return pid, self._attributes(pid)

    def update(self, ctx, pid, old, new):
        self._check(new)
        request = {key: value for key, value in fit("ModifyDBInstance", new).items() if value != old.get(key)}
        if new.get("VPCSecurityGroups") != old.get("VPCSecurityGroups"):
            request["VpcSecurityGroupIds"] = new.get("VPCSecurityGroups")
        request.pop("ManageMasterUserPassword", None)
        for name in ("DeletionProtection", "MultiAZ", "EnableIAMDatabaseAuthentication", "CopyTagsToSnapshot", "PubliclyAccessible"):
            if name in old and name not in new:
                request[name] = False
        call("rds", "ModifyDBInstance", without(request, "DBInstanceIdentifier", "EnableCloudwatchLogsExports"), DBInstanceIdentifier=pid, ApplyImmediately=True)
        if truthy(new.get("ManageMasterUserPassword")) and not state._instances[pid].get("MasterUserSecret") and not new.get("DBClusterIdentifier"):
            self._manage_secret(pid, new, state._instances[pid].get("_MasterUserPassword"))
        self._complete(pid, new)
        retag_database(state._instances[pid]["DBInstanceArn"], old, new)
        return self._attributes(pid)

    def delete(self, pid, props):
        record = state._instances.get(pid)
        refuse_protected(record, "DB Instance")
        quietly("rds", "DeleteDBInstance", DBInstanceIdentifier=pid, SkipFinalSnapshot=True)
        forget_secret(record)

    def snapshot(self, pid, props):
        record = state._instances.get(pid)
        refuse_protected(record, "DB Instance")
        if record is not None and not record.get("DBClusterIdentifier"):
            call("rds", "CreateDBSnapshot", DBInstanceIdentifier=pid, DBSnapshotIdentifier=snapshot_name(pid))

    def _check(self, props):
        if props.get("DBClusterIdentifier"):
            call("rds", "DescribeDBClusters", DBClusterIdentifier=props["DBClusterIdentifier"])
            check(without(props, "BackupRetentionPeriod"), 0)
        else:
            check(props, 0)
        if props.get("DBParameterGroupName") and not str(props["DBParameterGroupName"]).startswith("default."):
            call("rds", "DescribeDBParameterGroups", DBParameterGroupName=props["DBParameterGroupName"])
        if props.get("OptionGroupName") and not str(props["OptionGroupName"]).startswith("default:"):
            call("rds", "DescribeOptionGroups", OptionGroupName=props["OptionGroupName"])
        engine = str(props.get("Engine", "postgres"))
        if not engine.startswith(("aurora", "mysql", "postgres", "mariadb", "oracle", "sqlserver", "db2", "neptune", "docdb")):
            raise Refused(f"Invalid DB engine: {engine} (Error Code: InvalidParameterValue)")
        if not re.fullmatch(r"db\.[a-z0-9.-]+", str(props.get("DBInstanceClass", "db.t3.micro"))):
            raise Refused(f"Invalid DB Instance class: {props['DBInstanceClass']} (Error Code: InvalidParameterValue)")

    def _manage_secret(self, pid, props, password):
        """ministack does this for clusters only."""
        record = state._instances[pid]
        arn = secretsmanager.create_secret_in_process(
            f"rds!db-{record['DbiResourceId'].lower()}", json.dumps({"username": record["MasterUsername"], "password": password}),
            description=f"Secret managed by RDS for DB instance {pid}")
        key = (props.get("MasterUserSecret") or {}).get("KmsKeyId")
        record["MasterUserSecret"] = {"SecretArn": arn, "SecretStatus": "active",
                                      "KmsKeyId": key or f"arn:aws:kms:{region()}:000000000000:key/aws-secretsmanager-default"}

    def _complete(self, pid, props):
        record = state._instances[pid]
        remember(record, props)
        if props.get("OptionGroupName"):
            record["OptionGroupMemberships"] = [{"OptionGroupName": props["OptionGroupName"], "Status": "in-sync"}]
        if props.get("PromotionTier") is not None:
            record["PromotionTier"] = int(props["PromotionTier"])
        if record["StorageEncrypted"] and not record.get("KmsKeyId"):
            record["KmsKeyId"] = default_key()
        cluster = state._clusters.get(record.get("DBClusterIdentifier") or "")
        if cluster is not None:
            inherit(record, cluster)
        if record["Endpoint"].get("Address") in ("localhost", os.environ.get("MINISTACK_HOST", "localhost")) and not record.get("_docker_container_id"):
            # Nothing listens there: an address as in AWS, not one that looks as if it could be reached.
            record["Endpoint"] = {**record["Endpoint"], "Address": f"{pid}.{record['DbiResourceId'][3:15].lower()}.{region()}.rds.amazonaws.com"}

    def _attributes(self, pid):
        record = state._instances[pid]
        return {
            "Endpoint.Address": record["Endpoint"]["Address"], "Endpoint.Port": str(record["Endpoint"]["Port"]),
            "Endpoint.HostedZoneId": record["Endpoint"].get("HostedZoneId", ""), "DbiResourceId": record["DbiResourceId"],
            "DBInstanceArn": record["DBInstanceArn"], "DBInstanceStatus": record["DBInstanceStatus"],
            **({"MasterUserSecret.SecretArn": record["MasterUserSecret"]["SecretArn"]} if record.get("MasterUserSecret") else {}),
        }


@resource("AWS::RDS::OptionGroup", tags="list", replace=("EngineName", "MajorEngineVersion", "OptionGroupDescription", "OptionGroupName"))
class OptionGroup:
    def create(self, ctx, props):
        pid = (props.get("OptionGroupName") or ctx.name(lowercase=True)).lower()
        call("rds", "CreateOptionGroup", pick(props, "EngineName", "MajorEngineVersion", "OptionGroupDescription", "Tags"), OptionGroupName=pid)
        self._options(pid, props)
        return pid, {}

    def update(self, ctx, pid, old, new):
        self._options(pid, new)
        retag_database(state._option_groups[pid]["OptionGroupArn"], old, new)
        return {}

    def delete(self, pid, props):
        quietly("rds", "DeleteOptionGroup", OptionGroupName=pid)

    def _options(self, pid, props):
        # ministack has no ModifyOptionGroup; describe-option-groups shows the options of the record by name.
        state._option_groups[pid]["Options"] = [{"OptionName": o["OptionName"]} for o in props.get("OptionConfigurations") or []]
