"""Rules and schedules: their targets are reached only with permission, and what cannot be delivered goes where the target says."""
import json
import logging

from ministack.services import eventbridge as state, firehose, scheduler, sns, sqs

from .event_buses import bus_exists, rule_may_put_on
from .kit import Refused, call, extend, resource, without
from .lambda_functions import function_exists, invoke_by_service, service_may_invoke
from .permissions import role_may, role_trusts, service_may_publish, service_may_send

_log = logging.getLogger("ministack")
_ACTIONS = {"lambda": "lambda:InvokeFunction", "sqs": "sqs:SendMessage", "sns": "sns:Publish", "events": "events:PutEvents", "firehose": "firehose:PutRecord"}

# Schedules are looked at every ten seconds.
state._SCHEDULER_TICK_INTERVAL = scheduler._SCHEDULE_TICK_INTERVAL = 1


# Corrects: targets needed no permission, what was not delivered was lost, and functions were called once, whatever came of it.
_invoke_target = state._invoke_target


def _invoke(target, event, rule, view=None):
    failure = _obstacle(target, rule)
    if failure is None:
        return _to_stream(target, event, rule, view) if ":firehose:" in target["Arn"] else _invoke_target(target, event, rule, view)
    _log.warning("EventBridge: %s does not reach %s: %s", rule.get("Arn"), target.get("Arn"), failure)
    _to_dead_letters(target, rule, failure, view or state._pattern_event_view(event))


def _obstacle(target, rule):
    arn, source = target["Arn"], rule["Arn"]
    service = arn.split(":")[2]
    if not _EXISTS.get(service, bool)(arn):
        return "NO_RESOURCE"
    if ":scheduler:" in source:
        allowed = service not in _ACTIONS or role_may(target["RoleArn"], _ACTIONS[service], arn)
    elif service == "lambda":
        allowed = service_may_invoke("events.amazonaws.com", arn, source)
    elif service == "sqs":
        allowed = service_may_send("events.amazonaws.com", arn, source)
    elif service == "sns":
        allowed = service_may_publish("events.amazonaws.com", arn, source)
    elif service == "firehose":
        allowed = _rule_may(target, arn)
    elif service == "events" and ":event-bus/" in arn:
        allowed = (_rule_may(target, arn) if target.get("RoleArn") else True) and rule_may_put_on(arn, target.get("RoleArn"))
    else:
        allowed = True
    return None if allowed else "NO_PERMISSIONS"


def _exists_bus(arn):
    return ":event-bus/" not in arn or bus_exists(arn)


_EXISTS = {"lambda": function_exists, "sqs": sqs._queue_by_arn, "sns": sns._topics.get, "events": _exists_bus,
           "firehose": lambda arn: firehose._streams.get(arn.rpartition("/")[2])}


def _rule_may(target, arn):
    """Whether the rule's role, which EventBridge has to be able to take on, may put something there."""
    role = target.get("RoleArn", "")
    return role_trusts(role, "events.amazonaws.com") and role_may(role, _ACTIONS[arn.split(":")[2]], arn)


def _to_stream(target, event, rule, view):
    view = view or state._pattern_event_view(event)
    if target.get("InputTransformer"):
        text = state._apply_input_transformer(target["InputTransformer"], rule, view)
    else:
        text = target.get("Input") or json.dumps(view.event_with_detail(), separators=(",", ":"))
    call("firehose", "PutRecord", DeliveryStreamName=target["Arn"].rpartition("/")[2], Record={"Data": text.encode()})


def _to_dead_letters(target, rule, failure, view):
    queue = (target.get("DeadLetterConfig") or {}).get("Arn")
    if not queue or sqs._queue_by_arn(queue) is None:
        return
    if ":scheduler:" in rule["Arn"]:
        allowed, names = role_may(target["RoleArn"], "sqs:SendMessage", queue), {"SCHEDULE_ARN": rule["Arn"]}
    else:
        allowed, names = service_may_send("events.amazonaws.com", queue, rule["Arn"]), {"RULE_ARN": rule["Arn"]}
    if allowed:
        names.update(TARGET_ARN=target["Arn"], ERROR_CODE=failure, ERROR_MESSAGE=failure)
        call("sqs", "SendMessage", QueueUrl=sqs._queue_by_arn(queue)["url"], MessageBody=target.get("Input") or json.dumps(view.event_with_detail()),
             MessageAttributes={name: {"DataType": "String", "StringValue": value} for name, value in names.items()})
    else:
        _log.warning("EventBridge: %s may not send to its dead-letter queue %s", rule["Arn"], queue)


def _to_function(arn, payload):
    invoke_by_service(arn, json.loads(payload))


state._invoke_target = _invoke
state._dispatch_to_lambda = _to_function


@extend("AWS::Events::Rule")
class Rule:
    """Corrects: patterns, schedules and targets were not checked when a rule was made."""
    def check(self, props):
        if not props.get("EventPattern") and not props.get("ScheduleExpression"):
            raise Refused("Parameter(s) EventPattern or ScheduleExpression must be specified. (Error Code: ValidationException)")

    def applied(self, ctx, pid, old, new):
        rule = without(new, "Targets", "Tags", "Name")
        call("events", "PutRule", rule, Name=pid)
        if new.get("Targets"):
            answer = call("events", "PutTargets", Rule=pid, EventBusName=new.get("EventBusName"), Targets=new["Targets"])
            if answer["FailedEntryCount"]:
                raise Refused(f"{answer['FailedEntries'][0]['ErrorMessage']} (Error Code: {answer['FailedEntries'][0]['ErrorCode']})")


@resource("AWS::Scheduler::Schedule", replace=("Name", "GroupName"), replace_existing=True)
class Schedule:
    """Replaces the built-in one, which dropped the time zone, the key, the start and the end, and took any role."""
    def create(self, ctx, props):
        name = props.get("Name") or ctx.name(max_len=64)
        self._check(props)
        arn = call("scheduler", "CreateSchedule", {**props, "Name": name})["ScheduleArn"]
        return name, {"Arn": arn}

    def update(self, ctx, pid, old, new):
        self._check(new)
        arn = call("scheduler", "UpdateSchedule", {**new, "Name": pid})["ScheduleArn"]
        # Corrects: what an earlier expression had fired counted for the new one, so that an "at" never came.
        for key in [key for key in scheduler._schedule_last_fired if key[2] == f"{new.get('GroupName', 'default')}/{pid}"]:
            scheduler._schedule_last_fired.pop(key, None)
        return {"Arn": arn}

    def delete(self, pid, props):
        group = props.get("GroupName", "default")
        if f"{group}/{pid}" in scheduler._schedules:
            call("scheduler", "DeleteSchedule", Name=pid, GroupName=group)

    def _check(self, props):
        if not role_trusts(props["Target"]["RoleArn"], "scheduler.amazonaws.com"):
            raise Refused("The execution role you provide must allow AWS EventBridge Scheduler to assume the role. (Error Code: ValidationException)")
