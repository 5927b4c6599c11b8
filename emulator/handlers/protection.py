"""What the services' own APIs refuse, whoever calls: the end of what is protected, and an older engine."""
import re

from ministack.core.responses import error_response_json
from ministack.services import alb, dynamodb, rds


def _refusing(actions, action, refusal):
    """`refusal(parameters)` gives the answer of an error, or nothing."""
    answer = actions[action]
    actions[action] = lambda parameters: refusal(parameters) or answer(parameters)


# Corrects: other words (rds-resource-providers#2 has those of AWS).
def _protected(records, identifier, kind):
    def refuse(parameters):
        record = records.get(rds._p(parameters, identifier).lower())
        if record and record.get("DeletionProtection"):
            return rds._error("InvalidParameterCombination", f"Cannot delete protected {kind}, please disable deletion protection and try again.", 400)
    return refuse


# Corrects: no last snapshot was taken, and none was asked for.
# https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html
def _last_snapshot(records, identifier, operation, name):
    def take(parameters):
        record = records.get(rds._p(parameters, identifier).lower())
        if record is None or rds._p(parameters, "SkipFinalSnapshot") == "true" or record.get("DBClusterIdentifier") not in (None, record.get(identifier)):
            return None
        snapshot = rds._p(parameters, "FinalDBSnapshotIdentifier")
        if not snapshot:
            return rds._error("InvalidParameterCombination", "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.", 400)
        status, headers, body = rds._ACTION_MAP[operation]({identifier: [rds._p(parameters, identifier)], name: [snapshot]})
        return None if status < 300 else (status, headers, body)
    return take


_refusing(rds._ACTION_MAP, "DeleteDBCluster", _last_snapshot(rds._clusters, "DBClusterIdentifier", "CreateDBClusterSnapshot", "DBClusterSnapshotIdentifier"))
_refusing(rds._ACTION_MAP, "DeleteDBInstance", _last_snapshot(rds._instances, "DBInstanceIdentifier", "CreateDBSnapshot", "DBSnapshotIdentifier"))
# Asked last, so that it is answered first: a protected one is not copied.
_refusing(rds._ACTION_MAP, "DeleteDBCluster", _protected(rds._clusters, "DBClusterIdentifier", "Cluster"))
_refusing(rds._ACTION_MAP, "DeleteDBInstance", _protected(rds._instances, "DBInstanceIdentifier", "DB Instance"))


# Corrects: a database took an older version of its engine (aws-samples/dify-self-hosted-on-aws#101). A major version
# alone means any of its minor versions.
def _older(records, identifier):
    def refuse(parameters):
        record, wanted = records.get(rds._p(parameters, identifier).lower()), rds._p(parameters, "EngineVersion")
        if record and wanted and _numbers(wanted) < _numbers(record["EngineVersion"])[:len(_numbers(wanted))]:
            return rds._error("InvalidParameterCombination", f"Cannot upgrade {record['Engine']} from {record['EngineVersion']} to {wanted}", 400)
    return refuse


def _numbers(version):
    return [int(number) for number in re.findall(r"\d+", version)]


_refusing(rds._ACTION_MAP, "ModifyDBCluster", _older(rds._clusters, "DBClusterIdentifier"))
_refusing(rds._ACTION_MAP, "ModifyDBInstance", _older(rds._instances, "DBInstanceIdentifier"))


# Corrects: it was deleted.
def _protected_balancer(parameters):
    arn = alb._p(parameters, "LoadBalancerArn")
    if any(one == {"Key": "deletion_protection.enabled", "Value": "true"} for one in alb._lb_attrs.get(arn) or []):
        return alb._error("OperationNotPermitted", f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled")


_refusing(alb._ACTION_MAP, "DeleteLoadBalancer", _protected_balancer)


# Corrects: other words.
_delete_table = dynamodb._delete_table


def _delete(data):
    table = dynamodb._tables.get(dynamodb._normalize_table_name(data.get("TableName"))) or {}
    if table.get("DeletionProtectionEnabled"):
        return error_response_json("ValidationException", "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.", 400)
    return _delete_table(data)


dynamodb._delete_table = _delete
