"""What a request to a service's own API says and ministack forgets. CloudFormation's handlers go another way; Terraform
calls the APIs as they are, and reads back what it has said: what is forgotten is a difference in its next plan."""
import json
import re

from ministack.services import alb, apigateway, ec2, ecs, eventbridge, firehose, rds

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


def keep(module, names, record_of, kept):
    """Lets API functions of JSON services keep what they were told: `kept` of the request goes into the record."""
    for name in names:
        def telling(*arguments, original=getattr(module, name)):
            status, headers, body = original(*arguments)
            if status >= 300:
                return status, headers, body
            record, said = record_of(json.loads(body), *arguments), arguments[-1]
            record.update({key: said[key] for key in kept if key in said})
            return status, headers, body
        setattr(module, name, telling)
        for action, known in getattr(module, "_ACTION_MAP", {}).items():
            if known.__name__ == name:
                module._ACTION_MAP[action] = telling


# Corrects: integrations lost their VPC link and TLS, services the balance between zones.
keep(apigateway, ("_create_integration", "_update_integration"),
     lambda answer, api, *_: apigateway._integrations[api][answer["integrationId"]], ("connectionId", "tlsConfig"))
keep(ecs, ("_create_service", "_update_service"),
     lambda answer, *_: ecs._services[f"{answer['service']['clusterArn'].rsplit('/', 1)[-1]}/{answer['service']['serviceName']}"],
     ("availabilityZoneRebalancing", "placementStrategy", "placementConstraints", "volumeConfigurations"))

# Corrects: an authorizer of tokens had the payload format of one that is a function.
_create_authorizer = apigateway._create_authorizer


def _create_authorizer_of_its_type(api, data):
    status, headers, body = _create_authorizer(api, data)
    if status < 300 and data.get("authorizerType") == "JWT":
        apigateway._authorizers[api][json.loads(body)["authorizerId"]].pop("authorizerPayloadFormatVersion", None)
    return status, headers, body


apigateway._create_authorizer = _create_authorizer_of_its_type

# Corrects: a delivery stream did not show its time zone and the end of its objects' names.
_destination = firehose._dest_description


def _with_names_of_objects(destination):
    shown = _destination(destination)
    if "ExtendedS3DestinationDescription" in shown:
        shown["ExtendedS3DestinationDescription"].update(
            {name: destination["config"][name] for name in ("CustomTimeZone", "FileExtension") if name in destination["config"]})
    return shown


firehose._dest_description = _with_names_of_objects
