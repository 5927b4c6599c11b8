"""What a request to a service's own API says and ministack forgets. CloudFormation's handlers go another way; Terraform
calls the APIs as they are, and reads back what it has said: what is forgotten is a difference in its next plan."""
import json
import re

from ministack.services import alb, ec2, eventbridge, rds

from . import rds as databases


def after(actions, action, remember):
    """Lets `remember(request, answer text)` complete the state after an action that succeeded."""
    original = actions[action]

    def amended(params):
        status, headers, body = original(params)
        if status < 300:
            remember(params, body.decode() if isinstance(body, bytes) else body)
        return status, headers, body

    actions[action] = amended


# Corrects: flow logs lost their role, format and interval, and the tags of a request, which says `vpc-flow-log`.
def _flow_logs(params, answer):
    more = {name: ec2._p(params, name) for name in ("LogGroupName", "DeliverLogsPermissionArn", "LogFormat", "MaxAggregationInterval")}
    for pid in re.findall(r"<item>(fl-\w+)</item>", answer):
        ec2._flow_logs[pid]["_more"] = {name: value for name, value in more.items() if value}
        ec2._parse_tag_specs(params, "vpc-flow-log", pid)


after(ec2._ACTION_MAP, "CreateFlowLogs", _flow_logs)


# Corrects: endpoints lost their policy, groups and private DNS.
def _endpoint(params, answer):
    pid = ec2._p(params, "VpcEndpointId") or re.search(r"<vpcEndpointId>([^<]+)<", answer).group(1)
    endpoint = ec2._vpc_endpoints[pid]
    for name in ("PolicyDocument", "PrivateDnsEnabled"):
        if ec2._p(params, name):
            endpoint[name] = ec2._p(params, name)
    groups = ec2._parse_member_list(params, "SecurityGroupId")
    if groups:
        endpoint["SecurityGroupIds"] = groups


after(ec2._ACTION_MAP, "CreateVpcEndpoint", _endpoint)
after(ec2._ACTION_MAP, "ModifyVpcEndpoint", _endpoint)


# Corrects: a target group had no version of its protocol.
_target_group_xml = alb._tg_xml


def _with_version(group):
    version = group.get("ProtocolVersion") or ("HTTP1" if group.get("Protocol", "HTTP") in ("HTTP", "HTTPS") else "")
    shown = f"<ProtocolVersion>{version}</ProtocolVersion>" if version else ""
    return _target_group_xml(group).replace("</TargetType>", f"</TargetType>{shown}<IpAddressType>{group.get('IpAddressType', 'ipv4')}</IpAddressType>")


alb._tg_xml = _with_version


# Corrects: a whole policy of a bus was read as a statement without conditions.
_put_permission = eventbridge._put_permission


def _put_policy(data):
    if not data.get("Policy"):
        return _put_permission(data)
    eventbridge._event_bus_policies[data.get("EventBusName", "default")] = json.loads(data["Policy"])
    return eventbridge.json_response({})


eventbridge._put_permission = _put_policy


# Corrects: databases lost the logs that they export and the monitoring.
def _databases(records, identifier):
    def remember(params, answer):
        record = records.get(rds._p(params, identifier))
        if record is None:
            return
        record["EngineLifecycleSupport"] = rds._p(params, "EngineLifecycleSupport") or record.get("EngineLifecycleSupport", "")
        given = {name: rds._p(params, name) for name in (
            "DatabaseInsightsMode", "EnablePerformanceInsights", "PerformanceInsightsRetentionPeriod", "PerformanceInsightsKMSKeyId",
            "MonitoringInterval", "MonitoringRoleArn", "AutoMinorVersionUpgrade")}
        databases.remember(record, {**{name: value for name, value in given.items() if value},
                                    "EnableCloudwatchLogsExports": _members(params, "EnableCloudwatchLogsExports")})
    return remember


def _members(params, name):
    return [value[0] if isinstance(value, list) else value
            for key, value in sorted(params.items()) if re.fullmatch(rf"{name}\.member\.\d+", key)]


after(rds._ACTION_MAP, "CreateDBInstance", _databases(rds._instances, "DBInstanceIdentifier"))
after(rds._ACTION_MAP, "CreateDBCluster", _databases(rds._clusters, "DBClusterIdentifier"))

_instance_xml = rds._instance_xml
rds._instance_xml = lambda record: (
    f"{_instance_xml(record)}<EngineLifecycleSupport>{record.get('EngineLifecycleSupport') or 'open-source-rds-extended-support'}</EngineLifecycleSupport>")
