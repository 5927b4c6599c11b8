"""Functions, and what makes them run."""
import contextvars
import json
import re

from ministack.core import lambda_runtime
from ministack.services import cloudwatch_logs as logs, lambda_svc as state, sqs

from .kit import Refused, account, call, extend, region
from .permissions import demand, key_of, role_may, service_may, use_of_key

_AT_TARGET = {"sqs": "sqs:SendMessage", "sns": "sns:Publish", "lambda": "lambda:InvokeFunction", "events": "events:PutEvents", "s3": "s3:PutObject"}


def _demand_target(role, arn):
    """Lambda asks whether the role may write to where failures go."""
    if arn:
        service = arn.split(":")[2]
        action = _AT_TARGET.get(service, f"{service}:*")
        demand(role, action, arn, f"The provided execution role does not have permissions to call {action.split(':')[1]} on {service.upper()}")


def service_may_invoke(service, function, source, owner=None):
    """Whether a permission of the function, version or alias that the ARN names lets an AWS service call it in the name of
    `source`, which `owner` owns."""
    record, _, _ = state._get_base_func_record_for_ref(function)
    return bool(record) and service_may(service, record["policy"], "lambda:InvokeFunction", function, source, owner)


def function_exists(arn):
    return state._get_func_record_for_ref(arn)[1] is not None


def invoke_by_service(arn, event):
    """An asynchronous call of the function, version or alias, with its retries and its end for what fails."""
    record, config, _ = state._get_func_record_for_ref(arn)
    if config:
        state.invoke_async_with_retry(state._execution_record_for_config(record, {**config, "FunctionArn": arn}), event)


# Corrects: for an alias or version, what its EventInvokeConfig says and the function's reserved concurrency were not heeded.
_invoke_async, _reserved = state.invoke_async_with_retry, state._reserved_concurrency


def _invoke_async_as_configured(function, event):
    config = function.get("config") or function
    base, _, name = state._get_base_func_record_for_ref(config["FunctionArn"])
    _, qualifier = state._resolve_name_and_qualifier(config["FunctionArn"])
    settings = state._event_invoke_config(base or {}, qualifier) or state._event_invoke_config(base or {}, "$LATEST" if not qualifier else qualifier)
    _invoke_async({**function, "event_invoke_config": settings or {"MaximumRetryAttempts": 2}, "event_invoke_configs": {}}, event)


def _reserved_for_all(function, config):
    return _reserved(state._functions.get(config.get("FunctionName")) or function, config)


state.invoke_async_with_retry, state._reserved_concurrency = _invoke_async_as_configured, _reserved_for_all


# Corrects: a dead-letter queue got the record that destinations get. It gets the event itself.
_route_failure = state._route_async_failure


def _route(target, name, event, result):
    dead_letters = ((state._functions.get(name) or {}).get("config", {}).get("DeadLetterConfig") or {}).get("TargetArn")
    queue = sqs._queue_by_arn(target) if target == dead_letters and ":sqs:" in target else None
    if queue is None:
        return _route_failure(target, name, event, result)
    body = result.get("body") if isinstance(result.get("body"), dict) else {}
    attributes = {"ErrorCode": "200", "ErrorMessage": str(body.get("errorMessage", ""))[:1024] or "-"}
    call("sqs", "SendMessage", QueueUrl=queue["url"], MessageBody=json.dumps(event),
         MessageAttributes={key: {"DataType": "String", "StringValue": value} for key, value in attributes.items()})


state._route_async_failure = _route


@extend("AWS::Lambda::Function")
class Function:
    """Corrects: ReservedConcurrentExecutions, DeadLetterConfig, VpcConfig, KmsKeyArn and FileSystemConfigs were dropped;
    a role that lacks what these settings need was taken."""
    def check(self, props):
        role = props["Role"]
        _demand_target(role, (props.get("DeadLetterConfig") or {}).get("TargetArn"))
        if (props.get("TracingConfig") or {}).get("Mode") == "Active":
            demand(role, "xray:PutTraceSegments", "*", "The provided execution role does not have permissions to call PutTraceSegments on XRAY")
        if (props.get("VpcConfig") or {}).get("SubnetIds"):
            demand(role, "ec2:CreateNetworkInterface", "*", "The provided execution role does not have permissions to call CreateNetworkInterface on EC2")
        code = props.get("Code") or {}
        if code.get("S3Bucket") and state._fetch_code_from_s3(code["S3Bucket"], code["S3Key"], version_id=code.get("S3ObjectVersion")) is None:
            raise Refused("Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist. (Error Code: InvalidParameterValueException)")

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


@extend("AWS::Lambda::EventSourceMapping")
class EventSourceMapping:
    """Corrects: a role that may not read the source, a source that does not exist and a queue whose messages come back
    before the function can have ended were taken; tags were dropped; what a changed template no longer says stayed."""
    def check(self, props):
        function, config, _ = state._get_func_record_for_ref(props["FunctionName"])
        if not function or not config:
            raise Refused(f"Function not found: {props['FunctionName']} (Error Code: ResourceNotFoundException)")
        source, role = props.get("EventSourceArn", ""), config["Role"]
        if ":sqs:" in source:
            queue = sqs._queue_by_arn(source)
            if queue is None:
                raise Refused("Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. (Error Code: InvalidParameterValueException)")
            for action in ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes"):
                demand(role, f"sqs:{action}", source, f"The provided execution role does not have permissions to call {action} on SQS")
            visible = int(queue["attributes"]["VisibilityTimeout"])
            if visible < int(config["Timeout"]):
                raise Refused(f"Queue visibility timeout: {visible} seconds is less than Function timeout: {config['Timeout']} seconds (Error Code: InvalidParameterValueException)")
            key = key_of("sqs", source)
            if key:  # AWS finds out when it polls
                demand(role, "kms:Decrypt", key, f"The provided execution role does not have permissions to call Decrypt on KMS for {key}", use_of_key("sqs", source))
        elif ":dynamodb:" in source:
            for action in ("GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"):
                resource = source if action != "ListStreams" else source.split("/stream/")[0] + "/stream/*"
                if not role_may(role, f"dynamodb:{action}", source) and not role_may(role, f"dynamodb:{action}", resource):
                    raise Refused(f"Cannot access stream {source}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM. (Error Code: InvalidParameterValueException)")
        _demand_target(role, ((props.get("DestinationConfig") or {}).get("OnFailure") or {}).get("Destination"))

    def applied(self, ctx, pid, old, new):
        record = state._esms[pid]
        function, config, _ = state._get_func_record_for_ref(new["FunctionName"])
        name, qualifier = state._resolve_name_and_qualifier(new["FunctionName"])
        record["Qualifier"] = qualifier
        record["FunctionArn"] = f"arn:aws:lambda:{region()}:{account()}:function:{name}" + (f":{qualifier}" if qualifier else "")
        for key in ("FilterCriteria", "DestinationConfig", "ParallelizationFactor", "MaximumRetryAttempts", "MaximumRecordAgeInSeconds",
                    "BisectBatchOnFunctionError", "ScalingConfig"):
            if key in old and key not in new:
                record.pop(key, None)
        for key, default in (("FunctionResponseTypes", []), ("MaximumBatchingWindowInSeconds", 0)):
            if key in old and key not in new:
                record[key] = default
        enabled = str(new.get("Enabled", True)).lower() == "true"
        record["Enabled"], record["State"] = enabled, "Enabled" if enabled else "Disabled"
        record["Tags"] = {tag["Key"]: tag["Value"] for tag in new.get("Tags") or []}
        if ":sqs:" in new.get("EventSourceArn", ""):
            record.pop("StartingPosition", None)


@extend("AWS::Lambda::EventInvokeConfig")
class EventInvokeConfig:
    """Corrects: a role that may not write to the destinations was taken."""
    def check(self, props):
        _, config, _ = state._get_func_record_for_ref(f"{props['FunctionName']}:{props['Qualifier']}" if props.get("Qualifier") else props["FunctionName"])
        for end in ("OnFailure", "OnSuccess"):
            _demand_target((config or {}).get("Role", ""), ((props.get("DestinationConfig") or {}).get(end) or {}).get("Destination"))


# Corrects: logs were written for a function whose role may not write them, and never as JSON.
_emit_logs, _append_events, _credentials = state._emit_lambda_logs, logs._append_log_events, lambda_runtime.execution_credentials
_as_json = contextvars.ContextVar("as_json", default=None)  # (request id, level of the platform's own lines)
_PLATFORM = re.compile(r"(START|END|REPORT) RequestId: \S+")


def _environment(config):
    """Also what Lambda's runtimes have in their environment, beside the credentials of the role."""
    settings = config.get("LoggingConfig") or {}
    return {**_credentials(config), "AWS_LAMBDA_LOG_FORMAT": settings.get("LogFormat", "Text"), "AWS_LAMBDA_LOG_LEVEL": settings.get("ApplicationLogLevel", "INFO"),
            "AWS_LAMBDA_LOG_GROUP_NAME": settings.get("LogGroup") or f"/aws/lambda/{config.get('FunctionName')}",
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{config.get('Runtime')}", "TZ": ":UTC"}


def _logs(function, request_id, *more, **options):
    config = function.get("config") or function
    settings = config.get("LoggingConfig") or {}
    group = settings.get("LogGroup") or f"/aws/lambda/{config.get('FunctionName')}"
    if not role_may(config.get("Role", ""), "logs:PutLogEvents", f"arn:aws:logs:{region()}:{account()}:log-group:{group}:log-stream:any"):
        return
    token = _as_json.set((request_id, settings.get("SystemLogLevel", "INFO")) if settings.get("LogFormat") == "JSON" else None)
    try:
        _emit_logs(function, request_id, *more, **options)
    finally:
        _as_json.reset(token)


def _append(stream, events):
    if _as_json.get() is not None:
        request_id, level = _as_json.get()
        kept = [event for event in events if not _PLATFORM.match(event["message"]) or (level != "WARN" and not event["message"].startswith("END"))]
        events = [{**event, "message": _json_line(event["message"], request_id)} for event in kept]
    _append_events(stream, events)


def _json_line(line, request_id):
    kind = _PLATFORM.match(line)
    if kind:
        return json.dumps({"type": f"platform.{kind.group(1).lower()}", "record": {"requestId": request_id}})
    return line.replace('"requestId":"-"', f'"requestId":"{request_id}"', 1) if line.startswith("{") else json.dumps({"level": "ERROR", "requestId": request_id, "message": line})


lambda_runtime.execution_credentials = _environment
logs._append_log_events = _append
state._emit_lambda_logs = _logs
