"""Tables."""
from .kit import Refused, call, extend, truthy


@extend("AWS::DynamoDB::Table")
class Table:
    """Corrects: point-in-time recovery, server-side encryption, time to live and contributor insights were dropped; a
    protected table was deleted."""
    def applied(self, ctx, pid, old, new):
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
