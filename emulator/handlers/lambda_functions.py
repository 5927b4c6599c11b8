"""Functions."""
from ministack.services import lambda_svc as state

from .kit import call, extend


@extend("AWS::Lambda::Function")
class Function:
    """Corrects: ReservedConcurrentExecutions, DeadLetterConfig, VpcConfig, KmsKeyArn and FileSystemConfigs were dropped."""
    def applied(self, ctx, pid, old, new):
        config = state._functions[pid]["config"]
        for name in ("DeadLetterConfig", "KmsKeyArn", "FileSystemConfigs"):
            value = {"KMSKeyArn": new.get("KmsKeyArn")} if name == "KmsKeyArn" else {name: new.get(name)}
            for key, item in value.items():
                if item:
                    config[key] = item
                else:
                    config.pop(key, None)
        vpc = new.get("VpcConfig")
        if vpc:
            config["VpcConfig"] = {"SubnetIds": vpc.get("SubnetIds", []), "SecurityGroupIds": vpc.get("SecurityGroupIds", []),
                                   "Ipv6AllowedForDualStack": bool(vpc.get("Ipv6AllowedForDualStack", False)), "VpcId": _vpc_of(vpc)}
        else:
            config.pop("VpcConfig", None)
        reserved = new.get("ReservedConcurrentExecutions")
        if reserved is not None:
            call("lambda", "PutFunctionConcurrency", FunctionName=pid, ReservedConcurrentExecutions=reserved)
        elif old.get("ReservedConcurrentExecutions") is not None:
            call("lambda", "DeleteFunctionConcurrency", FunctionName=pid)


def _vpc_of(vpc):
    wanted = set(vpc.get("SubnetIds", []))
    found = [s["VpcId"] for s in call("ec2", "DescribeSubnets")["Subnets"] if s["SubnetId"] in wanted]
    return found[0] if found else ""
