"""Application Auto Scaling, which ministack lacks: a small API of its own (register, describe, put, delete) and the
CloudFormation types on top of it. Policies are kept and shown; nothing is scaled."""
import json
import time

from ministack import app
from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region, new_uuid

from .kit import Refused, call, quietly, resource, without

_targets = AccountRegionScopedDict()   # (namespace, resource, dimension) -> target
_policies = AccountRegionScopedDict()  # (namespace, resource, dimension, name) -> policy
_schedules = AccountRegionScopedDict()  # (namespace, name) -> scheduled action
_tags = AccountRegionScopedDict()       # ARN of a target -> its tags


class _Fault(Exception):
    pass


def _key(data):
    return "|".join([data["ServiceNamespace"], data["ResourceId"], data["ScalableDimension"]])


def _register(data):
    key = _key(data)
    old = _targets.get(key)
    if old is None and ("MinCapacity" not in data or "MaxCapacity" not in data):
        raise _Fault("ValidationException", "MinCapacity and MaxCapacity are required to register a new scalable target")
    target = {**(old or {}), **{k: v for k, v in data.items() if k != "Tags"}}
    if target["MinCapacity"] > target["MaxCapacity"]:
        raise _Fault("ValidationException", "Maximum capacity cannot be less than minimum capacity")
    target.setdefault("CreationTime", time.time())
    target.setdefault("ScalableTargetARN", f"arn:aws:application-autoscaling:{get_region()}:{get_account_id()}:scalable-target/{new_uuid()[:20]}")
    target.setdefault("RoleARN", f"arn:aws:iam::{get_account_id()}:role/aws-service-role/{data['ServiceNamespace']}.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling")
    target["SuspendedState"] = {"DynamicScalingInSuspended": False, "DynamicScalingOutSuspended": False,
                                "ScheduledScalingSuspended": False, **target.get("SuspendedState", {})}
    _targets[key] = target
    if data.get("Tags"):
        _tags[target["ScalableTargetARN"]] = dict(data["Tags"])
    return {"ScalableTargetARN": target["ScalableTargetARN"]}


def _deregister(data):
    key = _key(data)
    if _targets.pop(key, None) is None:
        raise _Fault("ObjectNotFoundException", f"No scalable target registered for service namespace: {data['ServiceNamespace']}, resource ID: {data['ResourceId']}")
    for name in [n for n in list(_policies) if n.startswith(f"{key}|")]:
        _policies.pop(name)
    return {}


def _describe_targets(data):
    return {"ScalableTargets": [t for t in _targets.values() if t["ServiceNamespace"] == data["ServiceNamespace"]
            and ("ResourceIds" not in data or t["ResourceId"] in data["ResourceIds"])
            and data.get("ScalableDimension", t["ScalableDimension"]) == t["ScalableDimension"]]}


def _put_policy(data):
    key = _key(data)
    if key not in _targets:
        raise _Fault("ObjectNotFoundException", f"No scalable target registered for service namespace: {data['ServiceNamespace']}, resource ID: {data['ResourceId']}, scalable dimension: {data['ScalableDimension']}")
    old = _policies.get(f"{key}|{data['PolicyName']}", {})
    arn = old.get("PolicyARN") or (f"arn:aws:autoscaling:{get_region()}:{get_account_id()}:scalingPolicy:{new_uuid()}:resource/"
                                   f"{data['ServiceNamespace']}/{data['ResourceId']}:policyName/{data['PolicyName']}")
    _policies[f"{key}|{data['PolicyName']}"] = {"PolicyType": "StepScaling", "CreationTime": time.time(), "Alarms": [], **old, **data, "PolicyARN": arn}
    return {"PolicyARN": arn, "Alarms": []}


def _describe_policies(data):
    return {"ScalingPolicies": [p for p in _policies.values() if p["ServiceNamespace"] == data["ServiceNamespace"]
            and data.get("ResourceId", p["ResourceId"]) == p["ResourceId"]
            and data.get("ScalableDimension", p["ScalableDimension"]) == p["ScalableDimension"]
            and ("PolicyNames" not in data or p["PolicyName"] in data["PolicyNames"])]}


def _delete_policy(data):
    if _policies.pop(f"{_key(data)}|{data['PolicyName']}", None) is None:
        raise _Fault("ObjectNotFoundException", f"No scaling policy found: {data['PolicyName']}")
    return {}


def _put_schedule(data):
    key = f"{_key(data)}|{data['ScheduledActionName']}"
    arn = (f"arn:aws:autoscaling:{get_region()}:{get_account_id()}:scheduledAction:{new_uuid()}:resource/"
           f"{data['ServiceNamespace']}/{data['ResourceId']}:scheduledActionName/{data['ScheduledActionName']}")
    _schedules[key] = {"CreationTime": time.time(), "ScheduledActionARN": arn, **_schedules.get(key, {}), **data}
    return {}


def _describe_schedules(data):
    return {"ScheduledActions": [s for s in _schedules.values() if s["ServiceNamespace"] == data["ServiceNamespace"]
            and data.get("ResourceId", s["ResourceId"]) == s["ResourceId"]]}


def _delete_schedule(data):
    _schedules.pop(f"{_key(data)}|{data['ScheduledActionName']}", None)
    return {}


def _tag(data):
    _tags[data["ResourceARN"]] = {**_tags.get(data["ResourceARN"], {}), **data["Tags"]}
    return {}


def _untag(data):
    _tags[data["ResourceARN"]] = without(_tags.get(data["ResourceARN"], {}), *data["TagKeys"])
    return {}


_ACTIONS = {
    "RegisterScalableTarget": _register, "DeregisterScalableTarget": _deregister, "DescribeScalableTargets": _describe_targets,
    "PutScalingPolicy": _put_policy, "DescribeScalingPolicies": _describe_policies, "DeleteScalingPolicy": _delete_policy,
    "PutScheduledAction": _put_schedule, "DescribeScheduledActions": _describe_schedules, "DeleteScheduledAction": _delete_schedule,
    "DescribeScalingActivities": lambda data: {"ScalingActivities": []},
    "TagResource": _tag, "UntagResource": _untag,
    "ListTagsForResource": lambda data: {"Tags": _tags.get(data["ResourceARN"], {})},
}


async def handle_request(method, path, headers, body, query_params):
    action = headers.get("x-amz-target", "").split(".")[-1]
    status, answer = 200, {}
    try:
        if action not in _ACTIONS:
            raise _Fault("UnknownOperationException", f"Unknown operation {action}")
        answer = _ACTIONS[action](json.loads(body or b"{}"))
    except _Fault as fault:
        status, answer = 400, {"__type": fault.args[0], "message": fault.args[1]}
    except KeyError as missing:
        status, answer = 400, {"__type": "ValidationException", "message": f"{missing.args[0]} is required"}
    return status, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(answer).encode()


app.SERVICE_HANDLERS["application-autoscaling"] = handle_request
_detect = app.detect_service


def _detect_service(method, path, headers, params):
    if headers.get("x-amz-target", "").startswith("AnyScaleFrontendService."):
        return "application-autoscaling"
    return _detect(method, path, headers, params)


app.detect_service = _detect_service


# ------------------------------------------------------------------------------------------------------ CloudFormation

_IDENTITY = ("ServiceNamespace", "ResourceId", "ScalableDimension")


@resource("AWS::ApplicationAutoScaling::ScalableTarget", replace=_IDENTITY)
class ScalableTarget:
    def create(self, ctx, props):
        self._check(props)
        return "|".join(props[name] for name in ("ResourceId", "ScalableDimension", "ServiceNamespace")), self._apply({}, props)

    def update(self, ctx, pid, old, new):
        self._check(new)
        return self._apply(old, new)

    def delete(self, pid, props):
        quietly("application-autoscaling", "DeregisterScalableTarget", {name: props[name] for name in _IDENTITY})

    def _check(self, props):
        """The service must exist, as Application Auto Scaling finds out."""
        if props["ServiceNamespace"] == "ecs":
            kind, cluster, service = (props["ResourceId"].split("/") + ["", ""])[:3]
            found = [s for s in call("ecs", "DescribeServices", cluster=cluster, services=[service])["services"] if s["status"] == "ACTIVE"]
            if not found:
                raise Refused(f"ECS service doesn't exist: {props['ResourceId']} (Error Code: ValidationException)")

    def _apply(self, old, new):
        identity = {name: new[name] for name in _IDENTITY}
        role = {} if str(new.get("RoleARN", "")).startswith("{") else {k: v for k, v in new.items() if k == "RoleARN"}
        made = call("application-autoscaling", "RegisterScalableTarget", identity, MinCapacity=new["MinCapacity"],
                    MaxCapacity=new["MaxCapacity"], SuspendedState=new.get("SuspendedState"), **role)
        before = {a["ScheduledActionName"]: a for a in old.get("ScheduledActions") or []}
        after = {a["ScheduledActionName"]: a for a in new.get("ScheduledActions") or []}
        for name in before.keys() - after.keys():
            call("application-autoscaling", "DeleteScheduledAction", identity, ScheduledActionName=name)
        for action in after.values():
            call("application-autoscaling", "PutScheduledAction", {**identity, **action})
        return {"Id": "|".join(new[name] for name in ("ResourceId", "ScalableDimension", "ServiceNamespace")), "ScalableTargetARN": made["ScalableTargetARN"]}


@resource("AWS::ApplicationAutoScaling::ScalingPolicy", replace=("PolicyName", "ScalingTargetId", *_IDENTITY))
class ScalingPolicy:
    def create(self, ctx, props):
        arn = self._put(props)
        return arn, {"Arn": arn}

    def update(self, ctx, pid, old, new):
        return {"Arn": self._put(new)}

    def delete(self, pid, props):
        quietly("application-autoscaling", "DeleteScalingPolicy", self._identity(props), PolicyName=props["PolicyName"])

    def _identity(self, props):
        if props.get("ScalingTargetId"):
            target, dimension, namespace = props["ScalingTargetId"].split("|")
            return {"ServiceNamespace": namespace, "ResourceId": target, "ScalableDimension": dimension}
        return {name: props[name] for name in _IDENTITY}

    def _put(self, props):
        return call("application-autoscaling", "PutScalingPolicy", {**without(props, "ScalingTargetId"), **self._identity(props)})["PolicyARN"]
