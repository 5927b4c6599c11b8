"""CodeDeploy, which ministack lacks: a small API of its own, the CloudFormation types on top of it, and the deployments by
which an alias with an update policy moves on. A deployment is over at once: it asks the group's alarms and its hooks, and
fails like one that an alarm has stopped. No traffic is ever divided."""
import json
import secrets
import time

from ministack import app
from ministack.core.responses import AccountRegionScopedDict, new_uuid
from ministack.services import lambda_svc
from ministack.services import cloudformation as stacks

from .cloudformation import update_policy
from .kit import Refused, account, call, extend, quietly, region, resource, without
from .permissions import role_trusts

_applications = AccountRegionScopedDict()  # name -> application
_groups = AccountRegionScopedDict()        # application|group -> group
_configs = AccountRegionScopedDict()       # name -> deployment configuration
_deployments = AccountRegionScopedDict()   # id -> deployment
_hooks = AccountRegionScopedDict()         # id -> status
_tags = AccountRegionScopedDict()          # ARN -> tags


class _Fault(Exception):
    pass


def _application(data):
    name = data.get("applicationName")
    if name not in _applications:
        raise _Fault("ApplicationDoesNotExistException", f"No application found for name: {name}")
    return _applications[name]


def _create_application(data):
    name = data["applicationName"]
    if name in _applications:
        raise _Fault("ApplicationAlreadyExistsException", f"Application already exists: {name}")
    _applications[name] = {"applicationId": new_uuid(), "applicationName": name, "createTime": time.time(), "linkedToGitHub": False,
                           "computePlatform": data.get("computePlatform", "Server")}
    _tags[f"arn:aws:codedeploy:{region()}:{account()}:application:{name}"] = data.get("tags", [])
    return {"applicationId": _applications[name]["applicationId"]}


def _delete_application(data):
    name = data["applicationName"]
    _applications.pop(name, None)
    for key in [key for key in list(_groups) if key.startswith(f"{name}|")]:
        _groups.pop(key)
    return {}


def _group(data):
    _application(data)
    key = f"{data['applicationName']}|{data.get('deploymentGroupName') or data.get('currentDeploymentGroupName')}"
    if key not in _groups:
        raise _Fault("DeploymentGroupDoesNotExistException", f"No Deployment Group found for name: {key.split('|')[1]}")
    return _groups[key]


def _check_group(group):
    name = group.get("deploymentConfigName", "")
    if not name.startswith("CodeDeployDefault.") and name not in _configs:
        raise _Fault("DeploymentConfigDoesNotExistException", f"No deployment configuration found for name: {name}")
    if not role_trusts(group.get("serviceRoleArn", ""), "codedeploy.amazonaws.com"):
        raise _Fault("InvalidRoleException", f"AWS CodeDeploy does not have the permissions required to assume the role {group.get('serviceRoleArn')}.")
    for event in (group.get("autoRollbackConfiguration") or {}).get("events", []):
        if event == "DEPLOYMENT_STOP_ON_ALARM" and not (group.get("alarmConfiguration") or {}).get("alarms"):
            raise _Fault("InvalidAutoRollbackConfigException", "A rollback on alarms needs alarms")


def _create_group(data):
    platform = _application(data)["computePlatform"]
    key = f"{data['applicationName']}|{data['deploymentGroupName']}"
    if key in _groups:
        raise _Fault("DeploymentGroupAlreadyExistsException", f"Deployment Group {data['deploymentGroupName']} already exists.")
    group = {"deploymentConfigName": {"Lambda": "CodeDeployDefault.LambdaAllAtOnce", "ECS": "CodeDeployDefault.ECSAllAtOnce"}.get(platform, "CodeDeployDefault.OneAtATime"),
             **without(data, "tags"), "deploymentGroupId": new_uuid(), "computePlatform": platform}
    _check_group(group)
    _groups[key] = group
    _tags[f"arn:aws:codedeploy:{region()}:{account()}:deploymentgroup:{data['applicationName']}/{data['deploymentGroupName']}"] = data.get("tags", [])
    return {"deploymentGroupId": group["deploymentGroupId"]}


def _update_group(data):
    group = _group(data)
    changed = {**group, **without(data, "currentDeploymentGroupName")}
    _check_group(changed)
    group.update(changed)
    return {}


def _delete_group(data):
    _groups.pop(f"{data['applicationName']}|{data['deploymentGroupName']}", None)
    return {"hooksNotCleanedUp": []}


def _create_config(data):
    name = data["deploymentConfigName"]
    if name in _configs:
        raise _Fault("DeploymentConfigAlreadyExistsException", f"Deployment configuration already exists: {name}")
    _configs[name] = {**data, "deploymentConfigId": new_uuid(), "createTime": time.time()}
    return {"deploymentConfigId": _configs[name]["deploymentConfigId"]}


def _get_config(data):
    name = data["deploymentConfigName"]
    if name not in _configs and not name.startswith("CodeDeployDefault."):
        raise _Fault("DeploymentConfigDoesNotExistException", f"No deployment configuration found for name: {name}")
    return {"deploymentConfigInfo": _configs.get(name) or {"deploymentConfigName": name}}


def _get_deployment(data):
    if data["deploymentId"] not in _deployments:
        raise _Fault("DeploymentDoesNotExistException", f"The deployment {data['deploymentId']} could not be found")
    return {"deploymentInfo": _deployments[data["deploymentId"]]}


def _list_deployments(data):
    return {"deployments": [d["deploymentId"] for d in reversed(list(_deployments.values()))
                            if data.get("applicationName", d["applicationName"]) == d["applicationName"]
                            and data.get("deploymentGroupName", d["deploymentGroupName"]) == d["deploymentGroupName"]
                            and d["status"] in data.get("includeOnlyStatuses", [d["status"]])]}


def _put_hook_status(data):
    _hooks[data["lifecycleEventHookExecutionId"]] = data["status"]
    return {"lifecycleEventHookExecutionId": data["lifecycleEventHookExecutionId"]}


def _tag(data):
    fresh = {tag["Key"] for tag in data["Tags"]}
    _tags[data["ResourceArn"]] = [tag for tag in _tags.get(data["ResourceArn"], []) if tag["Key"] not in fresh] + data["Tags"]
    return {}


def _untag(data):
    _tags[data["ResourceArn"]] = [tag for tag in _tags.get(data["ResourceArn"], []) if tag["Key"] not in data["TagKeys"]]
    return {}


_ACTIONS = {
    "CreateApplication": _create_application, "DeleteApplication": _delete_application,
    "GetApplication": lambda data: {"application": _application(data)},
    "ListApplications": lambda data: {"applications": list(_applications)},
    "CreateDeploymentGroup": _create_group, "UpdateDeploymentGroup": _update_group, "DeleteDeploymentGroup": _delete_group,
    "GetDeploymentGroup": lambda data: {"deploymentGroupInfo": _group(data)},
    "ListDeploymentGroups": lambda data: {"applicationName": data["applicationName"], "deploymentGroups": [
        key.split("|")[1] for key in _groups if key.startswith(f"{data['applicationName']}|")]},
    "CreateDeploymentConfig": _create_config, "GetDeploymentConfig": _get_config,
    "DeleteDeploymentConfig": lambda data: _configs.pop(data["deploymentConfigName"], None) and {} or {},
    "GetDeployment": _get_deployment, "ListDeployments": _list_deployments,
    "PutLifecycleEventHookExecutionStatus": _put_hook_status,
    "TagResource": _tag, "UntagResource": _untag, "ListTagsForResource": lambda data: {"Tags": _tags.get(data["ResourceArn"], [])},
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
        status, answer = 400, {"__type": "InvalidInputException", "message": f"{missing.args[0]} is required"}
    return status, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(answer).encode()


app.SERVICE_HANDLERS["codedeploy"] = handle_request
_detect = app.detect_service
app.detect_service = lambda method, path, headers, params: (
    "codedeploy" if headers.get("x-amz-target", "").startswith("CodeDeploy_20141006.") else _detect(method, path, headers, params))


# -------------------------------------------------------------------------------------------------------- the deployments

def _deploy(policy, record, alias, former, target):
    """Moves an alias on as CodeDeploy does; what it comes to is kept, what fails is raised."""
    names = {"applicationName": policy["ApplicationName"], "deploymentGroupName": policy["DeploymentGroupName"]}
    group = call("codedeploy", "GetDeploymentGroup", names)["deploymentGroupInfo"]
    pid = f"d-{secrets.token_hex(5)[:9].upper()}"
    name = record["config"]["FunctionName"]
    content = {"version": 0.0, "Resources": [{name: {"Type": "AWS::Lambda::Function", "Properties": {
        "Name": name, "Alias": alias, "CurrentVersion": former, "TargetVersion": target}}}]}
    deployment = _deployments[pid] = {
        **names, "deploymentId": pid, "deploymentConfigName": group["deploymentConfigName"], "creator": "CloudFormation", "computePlatform": "Lambda",
        "createTime": time.time(), "completeTime": time.time(), "status": "Succeeded",
        "revision": {"revisionType": "AppSpecContent", "appSpecContent": {"content": json.dumps(content)}}}
    failure = _hook(policy, pid, "BeforeAllowTrafficHook") or _alarm(group) or _hook(policy, pid, "AfterAllowTrafficHook")
    if failure:
        deployment["status"], deployment["errorInformation"] = "Failed", {"code": failure[0], "message": failure[1]}
        raise Refused(f"Rollback successful: deployment {pid} failed with {failure[0]}: {failure[1]} (Error Code: NotStabilized)")


def _alarm(group):
    settings = group.get("alarmConfiguration") or {}
    names = [alarm["name"] for alarm in settings.get("alarms", [])] if settings.get("enabled") else []
    found = call("cloudwatch", "DescribeAlarms", AlarmNames=names, AlarmTypes=["MetricAlarm", "CompositeAlarm"]) if names else {}
    for alarm in [*found.get("MetricAlarms", []), *found.get("CompositeAlarms", [])]:
        if alarm["StateValue"] == "ALARM":
            return "ALARM_ACTIVE", f"One or more alarms have been activated: {alarm['AlarmName']}"
    return None


def _hook(policy, deployment, name):
    if name not in policy:
        return None
    execution = new_uuid()
    record, config, _ = lambda_svc._get_func_record_for_ref(policy[name])
    if not config:
        return "LAMBDA_FUNCTION_DOES_NOT_EXIST", policy[name]
    lambda_svc._execute_function_with_config_scope(
        lambda_svc._execution_record_for_config(record, config), {"DeploymentId": deployment, "LifecycleEventHookExecutionId": execution})
    return None if _hooks.get(execution) == "Succeeded" else ("HOOK_EXECUTION_FAILURE", f"{name} did not succeed")


@extend("AWS::Lambda::Alias")
class Alias:
    """Corrects: a version that does not exist was taken; an update policy was ignored."""
    def check(self, props):
        record, _, _ = lambda_svc._get_base_func_record_for_ref(props["FunctionName"])
        version = str(props["FunctionVersion"])
        if record is None or (version != "$LATEST" and version not in record["versions"]):
            raise Refused(f"Function not found: {props['FunctionName']}:{version} (Error Code: ResourceNotFoundException)")

    def applied(self, ctx, pid, old, new):
        policy = (update_policy.get() or {}).get("CodeDeployLambdaAliasUpdate")
        going_back = "ROLLBACK" in stacks._stacks[ctx.stack]["StackStatus"]
        if old and policy and not going_back and old["FunctionVersion"] != new["FunctionVersion"]:
            record, _, _ = lambda_svc._get_base_func_record_for_ref(new["FunctionName"])
            _deploy(policy, record, new["Name"], old["FunctionVersion"], new["FunctionVersion"])


# ------------------------------------------------------------------------------------------------------------- the types

@resource("AWS::CodeDeploy::Application", replace=("ApplicationName", "ComputePlatform"), tags="list")
class Application:
    def create(self, ctx, props):
        name = props.get("ApplicationName") or ctx.name(max_len=100)
        call("codedeploy", "CreateApplication", {**props, "ApplicationName": name})
        return name, {}

    def update(self, ctx, pid, old, new):
        _tags[f"arn:aws:codedeploy:{region()}:{account()}:application:{pid}"] = new.get("Tags", [])
        return {}

    def delete(self, pid, props):
        quietly("codedeploy", "DeleteApplication", applicationName=pid)


@resource("AWS::CodeDeploy::DeploymentConfig", replace=("DeploymentConfigName", "ComputePlatform", "TrafficRoutingConfig", "MinimumHealthyHosts", "ZonalConfig"))
class DeploymentConfig:
    def create(self, ctx, props):
        name = props.get("DeploymentConfigName") or ctx.name(max_len=100)
        call("codedeploy", "CreateDeploymentConfig", {**props, "DeploymentConfigName": name})
        return name, {}

    def update(self, ctx, pid, old, new):
        return {}

    def delete(self, pid, props):
        quietly("codedeploy", "DeleteDeploymentConfig", deploymentConfigName=pid)


@resource("AWS::CodeDeploy::DeploymentGroup", replace=("ApplicationName",), tags="list")
class DeploymentGroup:
    def create(self, ctx, props):
        name = props.get("DeploymentGroupName") or ctx.name(max_len=100)
        call("codedeploy", "CreateDeploymentGroup", {**self._request(props), "deploymentGroupName": name})
        return name, {}

    def update(self, ctx, pid, old, new):
        gone = {key[0].lower() + key[1:]: None for key in old if key not in new}
        request = {key: value for key, value in self._request(new).items() if key not in ("tags", "deploymentGroupName")}
        call("codedeploy", "UpdateDeploymentGroup", {**request, "currentDeploymentGroupName": pid})
        for key in gone:
            _groups[f"{new['ApplicationName']}|{pid}"].pop(key, None)
        _tags[f"arn:aws:codedeploy:{region()}:{account()}:deploymentgroup:{new['ApplicationName']}/{pid}"] = new.get("Tags", [])
        return {}

    def delete(self, pid, props):
        quietly("codedeploy", "DeleteDeploymentGroup", applicationName=props["ApplicationName"], deploymentGroupName=pid)

    def _request(self, props):
        return {key[0].lower() + key[1:]: value for key, value in props.items() if key != "ECSServices"} | (
            {"ecsServices": props["ECSServices"]} if "ECSServices" in props else {})
