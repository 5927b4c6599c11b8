"""ECS through its own API, so that every field of a task definition and a service is kept and read back."""
from ministack.core.responses import error_response_json
from ministack.services import ecs as state

from .event_buses import tell
from .kit import Refused, account, call, extend, pick, quietly, resource, without


_with_role: set[str] = set()  # the accounts that have had a cluster


@extend("AWS::ECS::Cluster")
class Cluster:
    """Corrects: ServiceConnectDefaults was dropped; a made-up name had no suffix, so that a second stack met the first's."""
    def prepare(self, ctx, props):
        return props if props.get("ClusterName") else {**props, "ClusterName": ctx.name(max_len=255)}

    def creating(self, props):
        # The role of ECS is made with the first cluster of an account: https://github.com/aws/containers-roadmap/issues/818
        if props.get("CapacityProviders") and account() not in _with_role:
            raise Refused("Unable to assume the service linked role. Please verify that the ECS service linked role exists. (Service: AmazonECS; Error Code: InvalidParameterException)")

    def applied(self, ctx, pid, old, new):
        _with_role.add(account())
        if "ServiceConnectDefaults" in new:
            state._clusters[pid]["serviceConnectDefaults"] = {"namespace": new["ServiceConnectDefaults"].get("Namespace")}
        else:
            state._clusters[pid].pop("serviceConnectDefaults", None)


@resource("AWS::ECS::ClusterCapacityProviderAssociations", replace=("Cluster",))
class ClusterCapacityProviderAssociations:
    def create(self, ctx, props):
        self._put(props)
        return props["Cluster"], {}

    def update(self, ctx, pid, old, new):
        self._put(new)
        return {}

    def delete(self, pid, props):
        quietly("ecs", "PutClusterCapacityProviders", cluster=pid, capacityProviders=[], defaultCapacityProviderStrategy=[])

    def _put(self, props):
        call("ecs", "PutClusterCapacityProviders", {"capacityProviders": [], "defaultCapacityProviderStrategy": [], **props})


# https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tmpfs.html
_MOUNT_OPTIONS = set("defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime nodiratime bind "
                     "rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime strictatime nostrictatime mode uid "
                     "gid nr_inodes nr_blocks mpol".split())


@resource("AWS::ECS::TaskDefinition", tags="list", replace_existing=True)
class TaskDefinition:
    """Replaces the built-in one, which dropped runtimePlatform and ephemeralStorage and kept nested template spelling."""
    def create(self, ctx, props):
        for container in props.get("ContainerDefinitions") or []:
            for mount in (container.get("LinuxParameters") or {}).get("Tmpfs") or []:
                for option in set(mount.get("MountOptions") or []) - _MOUNT_OPTIONS:
                    raise Refused(f"Invalid tmpfs mount option: {option} (Service: AmazonECS; Error Code: ClientException)")
        family = props.get("Family") or f"{ctx.stack}-{ctx.logical_id}"
        # The API names it otherwise than the template does.
        proxy = props.get("ProxyConfiguration")
        if proxy and "ProxyConfigurationProperties" in proxy:
            proxy = {**without(proxy, "ProxyConfigurationProperties"), "properties": proxy["ProxyConfigurationProperties"]}
        made = call("ecs", "RegisterTaskDefinition", {**without(props, "ProxyConfiguration")}, family=family, proxyConfiguration=proxy)
        arn = made["taskDefinition"]["taskDefinitionArn"]
        return arn, {"TaskDefinitionArn": arn}

    def update(self, ctx, pid, old, new):
        if without(old, "Tags") != without(new, "Tags"):
            return self.create(ctx, new)  # the next revision; CloudFormation deregisters the former one
        retag(pid, old, new)
        return {"TaskDefinitionArn": pid}

    def delete(self, pid, props):
        quietly("ecs", "DeregisterTaskDefinition", taskDefinition=pid)


def _refusing_secrets():
    """Corrects: whatever stood in `secrets` was taken.
    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html"""
    built_in = state._ACTION_MAP["RegisterTaskDefinition"]

    def register(data):
        for container in data.get("containerDefinitions") or []:
            names = [each.get("name") for each in container.get("environment") or []]
            for name in (each.get("name") for each in container.get("secrets") or []):
                if name in names:
                    return error_response_json("ClientException", "The secret name must be unique and not shared with any new or existing "
                                               f"environment variables set on the container, such as '{name}'.", 400)
                names.append(name)
            if container.get("secrets") and not data.get("executionRoleArn"):
                return error_response_json("ClientException", "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.", 400)
        return built_in(data)

    state._ACTION_MAP["RegisterTaskDefinition"] = register


_refusing_secrets()


def retag(arn, old, new):
    before, after = ({t["Key"]: t["Value"] for t in p.get("Tags") or []} for p in (old, new))
    gone = [key for key in before if key not in after]
    if gone:
        call("ecs", "UntagResource", resourceArn=arn, tagKeys=gone)
    if after:
        call("ecs", "TagResource", resourceArn=arn, tags=[{"key": k, "value": v} for k, v in after.items()])


# Corrects: nobody was told of deployments. Here each is completed at once.
def _telling(action):
    built_in = state._ACTION_MAP[action]

    def tell_of_deployment(data):
        before = _deployments()
        answer = built_in(data)
        for arn, deployment in _deployments().items():
            if answer[0] < 300 and before.get(arn, {}).get("id") != deployment["id"] and deployment["rolloutState"] == "COMPLETED":
                tell("aws.ecs", "ECS Deployment State Change", [arn], {
                    "eventType": "INFO", "eventName": "SERVICE_DEPLOYMENT_COMPLETED", "deploymentId": deployment["id"],
                    "updatedAt": deployment["updatedAt"], "reason": f"ECS deployment {deployment['id']} completed."})
        return answer

    state._ACTION_MAP[action] = tell_of_deployment


def _deployments():
    """The deployment of each service that is the one of today."""
    return {service["serviceArn"]: deployment for service in list(state._services.values()) for deployment in service["deployments"] if deployment["status"] == "PRIMARY"}


for action in ("CreateService", "UpdateService"):
    _telling(action)


# What an update sends when the template no longer has the property.
_DEFAULTS = {
    "deploymentConfiguration": {"maximumPercent": 200, "minimumHealthyPercent": 100,
                                "deploymentCircuitBreaker": {"enable": False, "rollback": False}},
    "healthCheckGracePeriodSeconds": 0, "enableExecuteCommand": False, "propagateTags": "NONE", "loadBalancers": [],
    "serviceRegistries": [], "enableECSManagedTags": False, "capacityProviderStrategy": [], "placementStrategy": [],
    "placementConstraints": [], "platformVersion": "LATEST", "availabilityZoneRebalancing": "DISABLED",
}
_RENAMED = {"PlacementStrategies": "placementStrategy"}
# ministack's service record forgets them; describe-services shows what the record has.
_FORGOTTEN = ("availabilityZoneRebalancing", "placementStrategy", "placementConstraints", "volumeConfigurations")


def _request(props):
    return {_RENAMED.get(key, key[0].lower() + key[1:]): value for key, value in props.items()}


@resource("AWS::ECS::Service", tags="list", replace_existing=True,
          replace=("Cluster", "LaunchType", "Role", "SchedulingStrategy", "ServiceName"))
class Service:
    """Replaces the built-in one, which dropped propagateTags, healthCheckGracePeriodSeconds, enableExecuteCommand, ..."""
    def create(self, ctx, props):
        self._check(props)
        request = {"desiredCount": 1, **_request(props), "serviceName": props.get("ServiceName") or ctx.name(max_len=255)}
        request.pop("forceNewDeployment", None)
        if props.get("SchedulingStrategy") == "DAEMON":
            request.pop("desiredCount")
        made = call("ecs", "CreateService", request)["service"]
        self._remember(made, request)
        return made["serviceArn"], self._attributes(made["serviceArn"])

    def update(self, ctx, pid, old, new):
        self._check(new)
        before, after = _request(old), _request(new)
        request = {key: value for key, value in after.items() if value != before.get(key)}
        request.update({key: _DEFAULTS[key] for key in before if key not in after and key in _DEFAULTS})
        # An absent desiredCount stays what it is: autoscaling may have changed it.
        for key in ("tags", "serviceName", "cluster", "launchType", "role", "schedulingStrategy", "forceNewDeployment"):
            request.pop(key, None)
        if request:
            # One in the template is sent with every update, changed or not, and undoes what scaling did.
            request.update(pick(after, "desiredCount"))
            made = call("ecs", "UpdateService", request, cluster=new.get("Cluster", "default"), service=self._name(pid))["service"]
            self._remember(made, request)
        retag(pid, old, new)
        return self._attributes(pid)

    def delete(self, pid, props):
        quietly("ecs", "DeleteService", cluster=props.get("Cluster", "default"), service=self._name(pid), force=True)

    def _name(self, arn):
        return arn.rsplit("/", 1)[-1]

    def _attributes(self, arn):
        return {"ServiceArn": arn, "Name": self._name(arn)}

    def _remember(self, service, request):
        record = state._services[f"{service['clusterArn'].rsplit('/', 1)[-1]}/{service['serviceName']}"]
        for key in _FORGOTTEN:
            if key in request:
                value = request[key]
                record[key] = [_request(item) for item in value] if isinstance(value, list) else value
        if "serviceConnectConfiguration" in request:
            for deployment in record["deployments"]:
                if deployment["status"] == "PRIMARY":
                    deployment["serviceConnectConfiguration"] = _camel(request["serviceConnectConfiguration"])

    def _check(self, props):
        """What ECS checks and ministack does not."""
        cluster = props.get("Cluster", "default")
        if cluster != "default" and not [c for c in call("ecs", "DescribeClusters", clusters=[cluster])["clusters"] if c["status"] == "ACTIVE"]:
            raise Refused("Cluster not found. (Service: AmazonECS; Error Code: ClusterNotFoundException)")
        if "TaskDefinition" not in props:
            return  # an external deployment controller sets it
        try:
            task = call("ecs", "DescribeTaskDefinition", taskDefinition=props["TaskDefinition"])["taskDefinition"]
        except Refused as error:
            raise Refused(f"Unable to find task definition: {props['TaskDefinition']} (Error Code: ClientException)") from error
        if task["status"] != "ACTIVE":
            raise Refused("TaskDefinition is inactive (Error Code: ClientException)")
        containers = {c["name"]: c for c in task["containerDefinitions"]}
        if task.get("networkMode") == "awsvpc" and not (props.get("NetworkConfiguration") or {}).get("AwsvpcConfiguration"):
            raise Refused("Network Configuration must be provided when networkMode 'awsvpc' is specified. (Error Code: InvalidParameterException)")
        for balancer in props.get("LoadBalancers") or []:
            container = containers.get(balancer.get("ContainerName"))
            if container is None:
                raise Refused(f"The container {balancer.get('ContainerName')} does not exist in the task definition. (Error Code: InvalidParameterException)")
            ports = [p.get("containerPort") for p in container.get("portMappings", [])]
            if int(balancer.get("ContainerPort", 0)) not in ports:
                raise Refused(f"The container {container['name']} did not have a container port {balancer.get('ContainerPort')} defined. (Error Code: InvalidParameterException)")
            if balancer.get("TargetGroupArn"):
                self._check_target_group(balancer["TargetGroupArn"])

    def _check_target_group(self, arn):
        groups = call("elbv2", "DescribeTargetGroups", TargetGroupArns=[arn])["TargetGroups"]
        used = False
        for balancer in call("elbv2", "DescribeLoadBalancers")["LoadBalancers"]:
            for listener in call("elbv2", "DescribeListeners", LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]:
                rules = call("elbv2", "DescribeRules", ListenerArn=listener["ListenerArn"])["Rules"]
                used = used or arn in str(listener["DefaultActions"]) or arn in str([rule["Actions"] for rule in rules])
        if not groups or not used:
            raise Refused(f"The target group with targetGroupArn {arn} does not have an associated load balancer. (Error Code: InvalidParameterException)")


def _camel(value):
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: _camel(item) for key, item in value.items()}
    return [_camel(item) for item in value] if isinstance(value, list) else value
