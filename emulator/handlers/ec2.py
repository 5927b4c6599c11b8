"""Addresses, NAT gateways, flow logs and security-group rules of their own: kept in ministack's EC2 state."""
import json
from xml.sax.saxutils import escape

from ministack.services import ec2 as state

from .kit import Refused, amend_items, call, extend, pick, quietly, region, resource, retag, truthy


def _elements(**values):
    return {name: escape(str(value)) for name, value in values.items() if value not in (None, "")}


# Corrects: describe-... left these out.
def _nat_gateway(pid):
    address = next((a for a in state._addresses.values() if a.get("AllocationId") == state._nat_gateways[pid].get("AllocationId")), None)
    if address is None:
        return {"natGatewayAddressSet": ""}
    return {"natGatewayAddressSet": f"<item><allocationId>{address['AllocationId']}</allocationId><publicIp>{address['PublicIp']}</publicIp>"
                                    "<isPrimary>true</isPrimary><status>succeeded</status></item>"}


def _flow_log(pid):
    more = state._flow_logs[pid].get("_more", {})
    return _elements(logGroupName=more.get("LogGroupName"), deliverLogsPermissionArn=more.get("DeliverLogsPermissionArn"),
                     logFormat=more.get("LogFormat"), maxAggregationInterval=more.get("MaxAggregationInterval", 600), deliverLogsStatus="SUCCESS")


def _vpc_endpoint(pid):
    endpoint = state._vpc_endpoints[pid]
    policy = endpoint.get("PolicyDocument")
    result = _elements(privateDnsEnabled=str(truthy(endpoint.get("PrivateDnsEnabled", False))).lower(),
                       policyDocument=json.dumps(policy) if isinstance(policy, dict) else policy)
    result["groupSet"] = "".join(f"<item><groupId>{group}</groupId></item>" for group in endpoint.get("SecurityGroupIds") or [])
    result["dnsEntrySet"] = "".join(f"<item><dnsName>{entry.split(':')[1]}</dnsName><hostedZoneId>{entry.split(':')[0]}</hostedZoneId></item>"
                                    for entry in _dns_entries(pid))
    return result


def _dns_entries(pid):
    endpoint = state._vpc_endpoints[pid]
    if endpoint.get("VpcEndpointType") != "Interface":
        return []
    service = ".".join(reversed(endpoint["ServiceName"].removeprefix(f"com.amazonaws.{region()}.").split(".")))
    return [f"Z38GZ743OKFT7T:{pid}.{service}.{region()}.vpce.amazonaws.com"]


amend_items(state, "DescribeNatGateways", "natGatewayId", _nat_gateway, drop="<natGatewayAddressSet/>")
amend_items(state, "DescribeFlowLogs", "flowLogId", _flow_log)
amend_items(state, "DescribeVpcEndpoints", "vpcEndpointId", _vpc_endpoint)


def tag(pid: str, old: dict, new: dict) -> None:
    added, removed = retag(old, new)
    if added:
        call("ec2", "CreateTags", Resources=[pid], Tags=added)
    if removed:
        call("ec2", "DeleteTags", Resources=[pid], Tags=[{"Key": key} for key in removed])


@resource("AWS::EC2::EIP", replace=("Domain", "NetworkBorderGroup"), tags="list")
class Eip:
    def create(self, ctx, props):
        made = call("ec2", "AllocateAddress", Domain="vpc")
        tag(made["AllocationId"], {}, props)
        return made["PublicIp"], self._attributes(made["PublicIp"])

    def update(self, ctx, pid, old, new):
        tag(self._attributes(pid)["AllocationId"], old, new)
        return self._attributes(pid)

    def delete(self, pid, props):
        try:
            allocation = self._attributes(pid)["AllocationId"]
        except Refused:
            return
        quietly("ec2", "ReleaseAddress", AllocationId=allocation)

    def _attributes(self, ip):
        found = [a for a in call("ec2", "DescribeAddresses")["Addresses"] if a["PublicIp"] == ip]
        if not found:
            raise Refused(f"The address {ip} does not exist")
        return {"AllocationId": found[0]["AllocationId"], "PublicIp": ip}


@resource("AWS::EC2::NatGateway", replace=("AllocationId", "SubnetId", "ConnectivityType"), tags="list")
class NatGateway:
    def create(self, ctx, props):
        subnets = [s["SubnetId"] for s in call("ec2", "DescribeSubnets")["Subnets"]]
        if props.get("SubnetId") not in subnets:
            raise Refused(f"The subnet ID '{props.get('SubnetId')}' does not exist (Error Code: InvalidSubnetID.NotFound)")
        if props.get("ConnectivityType", "public") == "public":
            addresses = [a.get("AllocationId") for a in call("ec2", "DescribeAddresses")["Addresses"]]
            if props.get("AllocationId") not in addresses:
                raise Refused(f"The allocation ID '{props.get('AllocationId')}' does not exist (Error Code: InvalidAllocationID.NotFound)")
        made = call("ec2", "CreateNatGateway", pick(props, "AllocationId", "SubnetId", "ConnectivityType"))
        pid = made["NatGateway"]["NatGatewayId"]
        state._nat_gateways[pid]["AllocationId"] = props.get("AllocationId")
        tag(pid, {}, props)
        return pid, {"NatGatewayId": pid}

    def update(self, ctx, pid, old, new):
        tag(pid, old, new)
        return {"NatGatewayId": pid}

    def delete(self, pid, props):
        quietly("ec2", "DeleteNatGateway", NatGatewayId=pid)


@resource("AWS::EC2::FlowLog", tags="list", replace=(
    "DeliverCrossAccountRole", "DeliverLogsPermissionArn", "DestinationOptions", "LogDestination", "LogDestinationType",
    "LogFormat", "LogGroupName", "MaxAggregationInterval", "ResourceId", "ResourceType", "TrafficType"))
class FlowLog:
    def create(self, ctx, props):
        made = call("ec2", "CreateFlowLogs", ResourceIds=[props["ResourceId"]], **pick(
            props, "ResourceType", "TrafficType", "LogDestinationType", "LogDestination", "LogGroupName",
            "DeliverLogsPermissionArn", "LogFormat", "MaxAggregationInterval", "DestinationOptions"))
        if made.get("Unsuccessful"):
            raise Refused(made["Unsuccessful"][0]["Error"]["Message"])
        pid = made["FlowLogIds"][0]
        state._flow_logs[pid]["_more"] = pick(props, "LogGroupName", "DeliverLogsPermissionArn", "LogFormat", "MaxAggregationInterval")
        tag(pid, {}, props)
        return pid, {"Id": pid}

    def update(self, ctx, pid, old, new):
        tag(pid, old, new)
        return {"Id": pid}

    def delete(self, pid, props):
        quietly("ec2", "DeleteFlowLogs", FlowLogIds=[pid])


class _SecurityGroupRule:
    """A rule has the id that EC2 gave it, and is deleted by it. Only its description is changed in place."""
    direction = ""
    peer = ""

    def create(self, ctx, props):
        self._check_new(props)
        made = call("ec2", f"AuthorizeSecurityGroup{self.direction}", GroupId=props["GroupId"], IpPermissions=[self._permission(props)])
        pid = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        return pid, {"Id": pid}

    def update(self, ctx, pid, old, new):
        self.delete(pid, old)
        return self.create(ctx, new)  # ministack's id comes from what a rule lets through: it is the same

    def delete(self, pid, props):
        quietly("ec2", f"RevokeSecurityGroup{self.direction}", GroupId=props["GroupId"], SecurityGroupRuleIds=[pid])

    def _check_new(self, props):
        rules = call("ec2", "DescribeSecurityGroupRules", Filters=[{"Name": "group-id", "Values": [props["GroupId"]]}])["SecurityGroupRules"]
        peer = props.get("CidrIp") or props.get("CidrIpv6") or props.get("SourcePrefixListId") or props.get("DestinationPrefixListId") or props.get(self.peer)
        for rule in rules:
            known = rule.get("CidrIpv4") or rule.get("CidrIpv6") or rule.get("PrefixListId") or (rule.get("ReferencedGroupInfo") or {}).get("GroupId")
            ports = [int(props.get(name, -1)) == rule.get(name, -1) for name in ("FromPort", "ToPort")]
            if rule["IsEgress"] == (self.direction == "Egress") and known == peer and rule["IpProtocol"] == str(props["IpProtocol"]) and all(ports):
                raise Refused(f"the specified rule \"peer: {peer}, {props['IpProtocol']}, from port: {props.get('FromPort')}, to port: {props.get('ToPort')}, ALLOW\" already exists (Error Code: InvalidPermission.Duplicate)")

    def _permission(self, props):
        rule = {"IpProtocol": str(props["IpProtocol"])}
        for name in ("FromPort", "ToPort"):
            if name in props:
                rule[name] = props[name]
        described = pick(props, "Description")
        if "CidrIp" in props:
            rule["IpRanges"] = [{"CidrIp": props["CidrIp"], **described}]
        if "CidrIpv6" in props:
            rule["Ipv6Ranges"] = [{"CidrIpv6": props["CidrIpv6"], **described}]
        prefix = props.get("SourcePrefixListId") or props.get("DestinationPrefixListId")
        if prefix:
            rule["PrefixListIds"] = [{"PrefixListId": prefix, **described}]
        if self.peer in props:
            rule["UserIdGroupPairs"] = [{"GroupId": props[self.peer], **described}]
        return rule


@resource("AWS::EC2::SecurityGroupIngress", replace=(
    "CidrIp", "CidrIpv6", "FromPort", "GroupId", "GroupName", "IpProtocol", "SourcePrefixListId", "SourceSecurityGroupId",
    "SourceSecurityGroupName", "SourceSecurityGroupOwnerId", "ToPort"))
class SecurityGroupIngress(_SecurityGroupRule):
    direction = "Ingress"
    peer = "SourceSecurityGroupId"


@resource("AWS::EC2::SecurityGroupEgress", replace=(
    "CidrIp", "CidrIpv6", "DestinationPrefixListId", "DestinationSecurityGroupId", "FromPort", "GroupId", "IpProtocol", "ToPort"))
class SecurityGroupEgress(_SecurityGroupRule):
    direction = "Egress"
    peer = "DestinationSecurityGroupId"


@extend("AWS::EC2::VPC")
class Vpc:
    """Corrects: GetAtt CidrBlock, CidrBlockAssociations and Ipv6CidrBlocks were missing."""
    def applied(self, ctx, pid, old, new):
        vpc = call("ec2", "DescribeVpcs", VpcIds=[pid])["Vpcs"][0]
        return {
            "CidrBlock": vpc["CidrBlock"],
            "CidrBlockAssociations": [a["AssociationId"] for a in vpc.get("CidrBlockAssociationSet", [])],
            "Ipv6CidrBlocks": [],
        }


@extend("AWS::EC2::VPCEndpoint", replace=("ServiceName", "VpcEndpointType", "VpcId"))
class VpcEndpoint:
    """Corrects: subnets and route tables that do not exist were accepted; DnsEntries was empty."""
    def check(self, props):
        for name, operation, key in (("SubnetIds", "Subnets", "SubnetId"), ("RouteTableIds", "RouteTables", "RouteTableId"), ("SecurityGroupIds", "SecurityGroups", "GroupId")):
            if props.get(name):
                known = {item[key] for item in call("ec2", f"Describe{operation}")[operation]}
                for wanted in props[name]:
                    if wanted not in known:
                        raise Refused(f"The {key} '{wanted}' does not exist (Error Code: Invalid{key}.NotFound)")

    def applied(self, ctx, pid, old, new):
        return {"DnsEntries": _dns_entries(pid), "Id": pid}


# Corrects: GetAtt attributes that were missing.
@extend("AWS::EC2::Subnet")
class Subnet:
    def applied(self, ctx, pid, old, new):
        acls = call("ec2", "DescribeNetworkAcls")["NetworkAcls"]
        association = [a["NetworkAclAssociationId"] for acl in acls for a in acl.get("Associations", []) if a.get("SubnetId") == pid]
        return {"VpcId": new.get("VpcId", ""), "CidrBlock": state._subnets[pid]["CidrBlock"], "Ipv6CidrBlocks": [],
                "NetworkAclAssociationId": association[0] if association else f"aclassoc-{pid.removeprefix('subnet-')}"}


@extend("AWS::EC2::SubnetRouteTableAssociation", replace=("RouteTableId", "SubnetId"))
class SubnetRouteTableAssociation:
    def applied(self, ctx, pid, old, new):
        return {"Id": pid}


@extend("AWS::EC2::SecurityGroup")
class SecurityGroup:
    def applied(self, ctx, pid, old, new):
        return {"Id": pid}


@extend("AWS::EC2::Route")
class Route:
    def applied(self, ctx, pid, old, new):
        return {"CidrBlock": new.get("DestinationCidrBlock") or new.get("DestinationIpv6CidrBlock", "")}


@extend("AWS::EC2::VPCGatewayAttachment")
class VpcGatewayAttachment:
    def applied(self, ctx, pid, old, new):
        return {"AttachmentType": "IGW" if new.get("InternetGatewayId") else "VGW"}
