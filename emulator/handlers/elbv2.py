"""Load balancers and target groups: zones, default attributes, and what ELB refuses."""
import re

from ministack.services import alb as state

from .kit import Refused, call, extend

_BALANCER_DEFAULTS = {
    "access_logs.s3.enabled": "false", "access_logs.s3.bucket": "", "access_logs.s3.prefix": "", "connection_logs.s3.enabled": "false",
    "connection_logs.s3.bucket": "", "connection_logs.s3.prefix": "", "deletion_protection.enabled": "false",
    "load_balancing.cross_zone.enabled": "true", "idle_timeout.timeout_seconds": "60", "client_keep_alive.seconds": "3600",
    "routing.http2.enabled": "true", "routing.http.desync_mitigation_mode": "defensive",
    "routing.http.drop_invalid_header_fields.enabled": "false", "routing.http.preserve_host_header.enabled": "false",
    "routing.http.xff_client_port.enabled": "false", "routing.http.xff_header_processing.mode": "append",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false", "waf.fail_open.enabled": "false", "zonal_shift.config.enabled": "false",
}
_NETWORK_DEFAULTS = {
    "access_logs.s3.enabled": "false", "access_logs.s3.bucket": "", "access_logs.s3.prefix": "", "deletion_protection.enabled": "false",
    "load_balancing.cross_zone.enabled": "false", "dns_record.client_routing_policy": "any_availability_zone", "zonal_shift.config.enabled": "false",
}
_GROUP_DEFAULTS = {
    "deregistration_delay.timeout_seconds": "300", "stickiness.enabled": "false", "stickiness.type": "lb_cookie",
    "stickiness.lb_cookie.duration_seconds": "86400", "slow_start.duration_seconds": "0",
    "load_balancing.algorithm.type": "round_robin", "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
}


def _complete(defaults, given):
    values = {**defaults, **{a["Key"]: str(a["Value"]).lower() if isinstance(a["Value"], bool) else str(a["Value"]) for a in given or []}}
    return [{"Key": key, "Value": value} for key, value in values.items()]


def _subnets():
    return {subnet["SubnetId"]: subnet for subnet in call("ec2", "DescribeSubnets")["Subnets"]}


# Corrects: every subnet was shown in the region's first zone.
_load_balancer_xml = state._lb_xml


def _with_zones(balancer):
    zones = balancer.get("_zones", {})
    return re.sub(r"<ZoneName>[^<]*</ZoneName><SubnetId>([^<]*)</SubnetId>",
                  lambda match: f"<ZoneName>{zones[match.group(1)]}</ZoneName><SubnetId>{match.group(1)}</SubnetId>" if match.group(1) in zones else match.group(0),
                  _load_balancer_xml(balancer))


state._lb_xml = _with_zones


@extend("AWS::ElasticLoadBalancingV2::LoadBalancer")
class LoadBalancer:
    """Corrects: VpcId was the default VPC's, attributes that a template does not set were not shown, unknown subnets were
    accepted and a protected load balancer was deleted."""
    def check(self, props):
        known = _subnets()
        for subnet in props.get("Subnets") or []:
            if subnet not in known:
                raise Refused(f"The subnet ID '{subnet}' is not valid (Error Code: SubnetNotFound)")
        if props.get("Type", "application") == "application" and "Subnets" in props and len({known[s]["AvailabilityZone"] for s in props["Subnets"]}) < 2:
            raise Refused("At least two subnets in two different Availability Zones must be specified (Error Code: InvalidConfigurationRequest)")

    def applied(self, ctx, pid, old, new):
        record, known = state._lbs[pid], _subnets()
        defaults = _NETWORK_DEFAULTS if new.get("Type") == "network" else _BALANCER_DEFAULTS
        state._lb_attrs[pid] = _complete(defaults, new.get("LoadBalancerAttributes"))
        record["_zones"] = {subnet: known[subnet]["AvailabilityZone"] for subnet in record.get("Subnets") or [] if subnet in known}
        vpcs = [known[subnet]["VpcId"] for subnet in record["_zones"]]
        if vpcs:
            record["VpcId"] = vpcs[0]

    def deleting(self, pid, props):
        if {"Key": "deletion_protection.enabled", "Value": "true"} in (state._lb_attrs.get(pid) or []):
            raise Refused(f"Load balancer '{pid}' cannot be deleted because deletion protection is enabled (Error Code: OperationNotPermitted)")


@extend("AWS::ElasticLoadBalancingV2::TargetGroup")
class TargetGroup:
    """Corrects: attributes that a template does not set were not shown, and the protocol of targets was forgotten."""
    def check(self, props):
        matcher, grpc = props.get("Matcher") or {}, props.get("ProtocolVersion") == "GRPC"
        if ("HttpCode" in matcher) if grpc else ("GrpcCode" in matcher):
            raise Refused(f"The matcher does not fit the protocol version {props.get('ProtocolVersion', 'HTTP1')} (Error Code: InvalidConfigurationRequest)")

    def applied(self, ctx, pid, old, new):
        state._tgs[pid]["ProtocolVersion"] = new.get("ProtocolVersion", "HTTP1")
        state._tg_attrs[pid] = _complete(_GROUP_DEFAULTS, new.get("TargetGroupAttributes"))
        return {"LoadBalancerArns": list(state._tgs[pid].get("LoadBalancerArns") or [])}


@extend("AWS::ElasticLoadBalancingV2::Listener")
class Listener:
    """Corrects: an HTTPS listener without certificate, and target groups that do not exist, were accepted."""
    def check(self, props):
        if props.get("Protocol") in ("HTTPS", "TLS") and not props.get("Certificates"):
            raise Refused("A certificate must be specified for HTTPS listeners (Error Code: CertificateNotFound)")
        _check_groups(props.get("DefaultActions"), props.get("LoadBalancerArn"), props.get("Protocol"))


@extend("AWS::ElasticLoadBalancingV2::ListenerRule")
class ListenerRule:
    """Corrects: target groups that do not exist, and priorities that another rule has, were accepted."""
    def check(self, props):
        listener = state._listeners.get(props.get("ListenerArn")) or {}
        _check_groups(props.get("Actions"), listener.get("LoadBalancerArn"), listener.get("Protocol"))

    def creating(self, props):
        taken = {str(rule["Priority"]) for rule in state._rules.values() if rule["ListenerArn"] == props.get("ListenerArn")}
        if str(props.get("Priority")) in taken:
            raise Refused(f"Priority '{props['Priority']}' is currently in use (Error Code: PriorityInUse)")

    def applied(self, ctx, pid, old, new):
        return {"IsDefault": "false"}


def _groups_of(actions):
    for action in actions or []:
        yield from filter(None, [action.get("TargetGroupArn")] + [g.get("TargetGroupArn") for g in (action.get("ForwardConfig") or {}).get("TargetGroups", [])])


def _check_groups(actions, balancer, protocol):
    for group in _groups_of(actions):
        if group not in state._tgs:
            raise Refused(f"Target groups '{group}' not found (Error Code: TargetGroupNotFound)")
        version = state._tgs[group].get("ProtocolVersion", "HTTP1")
        if protocol == "HTTP" and version != "HTTP1":
            raise Refused(f"Listener protocol 'HTTP' is not supported with a target group with the protocol-version '{version}' (Error Code: InvalidLoadBalancerAction)")
        # Every listener has its default actions as a rule, too.
        users = {state._listeners[rule["ListenerArn"]]["LoadBalancerArn"] for rule in state._rules.values()
                 if rule["ListenerArn"] in state._listeners and group in _groups_of(rule["Actions"])}
        if balancer and users - {balancer}:
            raise Refused(f"The following target groups cannot be associated with more than one load balancer: {group} (Error Code: TargetGroupAssociationLimit)")
