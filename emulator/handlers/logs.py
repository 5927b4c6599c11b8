"""Log groups."""
from ministack.services import cloudwatch_logs as state
from ministack.services import kms

from .kit import Refused, account, amend_json, extend, region, truthy
from .permissions import service_may

_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)


def _show_protection(answer):
    for group in answer["logGroups"]:
        group["deletionProtectionEnabled"] = bool(state._log_groups[group["logGroupName"]].get("deletionProtectionEnabled"))


amend_json(state, "_describe_log_groups", _show_protection)


def _demand_key(key, name):
    """CloudWatch Logs encrypts in its own name: the policy of the key has to let it in.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"""
    group = f"arn:aws:logs:{region()}:{account()}:log-group:{name}"
    policy = (kms.key_policy_for_arn(key) or (None,))[0]
    circumstances = {"kms:encryptioncontext:aws:logs:arn": group}
    if not policy or not all(service_may(f"logs.{region()}.amazonaws.com", policy, f"kms:{action}", key, group, circumstances=circumstances)
                             for action in ("Encrypt", "Decrypt", "GenerateDataKey")):
        raise Refused(f"The specified KMS key does not exist or is not allowed to be used with Arn '{group}' (Error Code: AccessDeniedException)")


@extend("AWS::Logs::LogGroup")
class LogGroup:
    """Corrects: DeletionProtectionEnabled was dropped; any retention was accepted; a made-up name had no suffix;
    a group of the same name was overwritten; any key was taken, whether or not its policy lets CloudWatch Logs in."""
    def prepare(self, ctx, props):
        return props if props.get("LogGroupName") else {**props, "LogGroupName": ctx.name(max_len=512)}

    def check(self, props):
        days = props.get("RetentionInDays")
        if days is not None and int(days) not in _DAYS:
            raise Refused(f"Invalid retention value {days}. Valid values are: {list(_DAYS)} (Error Code: InvalidParameterException)")

    def creating(self, props):
        if props["LogGroupName"] in state._log_groups:
            raise Refused(f"Resource of type 'AWS::Logs::LogGroup' with identifier '{props['LogGroupName']}' already exists. (Error Code: ResourceAlreadyExistsException)")
        if props.get("KmsKeyId"):
            _demand_key(props["KmsKeyId"], props["LogGroupName"])

    def applied(self, ctx, pid, old, new):
        state._log_groups[pid]["deletionProtectionEnabled"] = truthy(new.get("DeletionProtectionEnabled", False))

    def deleting(self, pid, props):
        if (state._log_groups.get(pid) or {}).get("deletionProtectionEnabled"):
            raise Refused(f"The log group {pid} has deletion protection enabled. (Error Code: OperationAbortedException)")
