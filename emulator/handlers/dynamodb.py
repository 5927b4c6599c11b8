"""Tables."""
import json

from ministack.services import dynamodb as state

from .kit import Refused, call, extend, truthy

# Corrects: how many days back a table can be recovered was dropped.
_describe_backups, _update_backups = state._describe_continuous_backups, state._update_continuous_backups


def _with_days(answer, name):
    status, headers, body = answer
    if status >= 300:
        return answer
    description = json.loads(body)
    recovery = description["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    if recovery["PointInTimeRecoveryStatus"] == "ENABLED":
        recovery["RecoveryPeriodInDays"] = state._tables[name].get("recovery_days", 35)
    return status, headers, json.dumps(description).encode()


def _update_backups_with_days(data):
    answer = _update_backups(data)
    name = state._normalize_table_name(data.get("TableName"))
    if answer[0] < 300:
        state._tables[name]["recovery_days"] = (data.get("PointInTimeRecoverySpecification") or {}).get("RecoveryPeriodInDays", 35)
    return _with_days(answer, name)


state._update_continuous_backups = _update_backups_with_days
state._describe_continuous_backups = lambda data: _with_days(_describe_backups(data), state._normalize_table_name(data.get("TableName")))


@extend("AWS::DynamoDB::Table")
class Table:
    """Corrects: point-in-time recovery, server-side encryption, time to live, contributor insights, the table's class and
    limits of its throughput were dropped; indexes had no state; a protected table was deleted."""
    def applied(self, ctx, pid, old, new):
        table = state._tables[pid]
        table["GlobalSecondaryIndexes"] = [
            {"IndexStatus": "ACTIVE", "IndexArn": f"{table['TableArn']}/index/{index['IndexName']}", "ItemCount": 0, "IndexSizeBytes": 0, **index}
            for index in table["GlobalSecondaryIndexes"] or []]
        recovery = new.get("PointInTimeRecoverySpecification")
        if recovery or old.get("PointInTimeRecoverySpecification"):
            call("dynamodb", "UpdateContinuousBackups", TableName=pid, PointInTimeRecoverySpecification=recovery or {"PointInTimeRecoveryEnabled": False})
        encryption = new.get("SSESpecification")
        if encryption != old.get("SSESpecification"):
            api = {"Enabled": truthy((encryption or {}).get("SSEEnabled", False))}
            api.update({k: v for k, v in (encryption or {}).items() if k in ("SSEType", "KMSMasterKeyId")})
            call("dynamodb", "UpdateTable", TableName=pid, SSESpecification=api)
        ttl = new.get("TimeToLiveSpecification")
        if ttl != old.get("TimeToLiveSpecification"):
            former = old.get("TimeToLiveSpecification")
            wanted = {"AttributeName": (ttl or former)["AttributeName"], "Enabled": truthy((ttl or {}).get("Enabled", False))}
            if wanted["Enabled"] or (former and truthy(former.get("Enabled"))):
                call("dynamodb", "UpdateTimeToLive", TableName=pid, TimeToLiveSpecification=wanted)
        for name, default in (("OnDemandThroughput", {"MaxReadRequestUnits": -1, "MaxWriteRequestUnits": -1}), ("TableClass", "STANDARD")):
            if new.get(name) != old.get(name):
                call("dynamodb", "UpdateTable", {name: new.get(name, default)}, TableName=pid)
        insights = (new.get("ContributorInsightsSpecification") or {}).get("Enabled")
        if truthy(insights) != truthy((old.get("ContributorInsightsSpecification") or {}).get("Enabled")):
            call("dynamodb", "UpdateContributorInsights", TableName=pid, ContributorInsightsAction="ENABLE" if truthy(insights) else "DISABLE")

    def deleting(self, pid, props):
        try:
            table = call("dynamodb", "DescribeTable", TableName=pid)["Table"]
        except Refused:
            return
        if table.get("DeletionProtectionEnabled"):
            raise Refused(f"Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. (Table: {pid}, Error Code: ValidationException)")
