"""Alarms: composite ones, and the checks that CloudWatch makes on the others. Dashboards: when they were changed."""
import json
import logging
import re

from ministack.services import cloudwatch as state
from ministack.services.cloudformation import provisioners

from .kit import Refused, aws, call, convert, extend, quietly, resource, retag, without
from .permissions import owner_may_publish

_COMPARISONS = (
    "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold")


# Corrects: an alarm on metric math (Metrics, ThresholdMetricId) was refused. It is kept and shown, never evaluated.
_record = provisioners._cw_metric_alarm_record


def _record_with_math(name, props):
    if not props.get("Metrics"):
        return _record(name, props)
    plain = {**without(props, "Metrics", "ThresholdMetricId"), "MetricName": "-", "Namespace": "-"}
    alarm = _record(name, {"Threshold": 0, **plain})
    for absent in ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions", "Unit"):
        alarm.pop(absent)
    if "Threshold" not in props:
        alarm.pop("Threshold")
    if "ThresholdMetricId" in props:
        alarm["ThresholdMetricId"] = props["ThresholdMetricId"]
    members = aws("cloudwatch").meta.service_model.operation_model("PutMetricAlarm").input_shape.members
    alarm["Metrics"] = convert(props["Metrics"], members["Metrics"], "Metrics")
    for query in alarm["Metrics"]:
        query.setdefault("ReturnData", True)
    return alarm


provisioners._cw_metric_alarm_record = _record_with_math


# Corrects: ListDashboards wrote LastModified as text in the JSON protocol too, where SDKs expect seconds.
_list_dashboards = state._list_dashboards


def _list_dashboards_with_seconds(params, data, is_cbor, is_json=False):
    status, headers, body = _list_dashboards(params, data, is_cbor, is_json)
    if is_json:
        answer = json.loads(body)
        for entry in answer["DashboardEntries"]:
            entry["LastModified"] = state._json_timestamp(entry["LastModified"])
        body = json.dumps(answer).encode()
    return status, headers, body


state._list_dashboards = _list_dashboards_with_seconds


# Corrects: an alarm told every topic, whatever its policy and its key said.
_dispatch_alarm_actions = state._dispatch_alarm_actions


def _tell_who_lets_it(alarm, *change):
    told = {name: [action for action in alarm.get(name) or [] if not state._is_sns_action_arn(action) or _may_tell(alarm, action)]
            for name in ("AlarmActions", "OKActions", "InsufficientDataActions")}
    _dispatch_alarm_actions({**alarm, **told}, *change)


def _may_tell(alarm, topic):
    allowed = owner_may_publish("cloudwatch.amazonaws.com", topic, alarm.get("AlarmArn", ""))
    if not allowed:
        logging.getLogger("ministack").warning("CloudWatch: %s may not publish to %s", alarm.get("AlarmName"), topic)
    return allowed


state._dispatch_alarm_actions = _tell_who_lets_it


@extend("AWS::CloudWatch::Alarm")
class Alarm:
    """Corrects: any comparison, evaluation count and missing-data rule was accepted."""
    def check(self, props):
        comparison = props.get("ComparisonOperator")
        if comparison not in _COMPARISONS:
            raise Refused(f"Value '{comparison}' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy enum value set: "
                          f"[{', '.join(_COMPARISONS)}] (Error Code: ValidationError)")
        if int(props.get("EvaluationPeriods", 0)) < 1:
            raise Refused("Value at 'evaluationPeriods' failed to satisfy constraint: Member must have value greater than or equal to 1 (Error Code: ValidationError)")
        if int(props.get("DatapointsToAlarm") or 1) > int(props["EvaluationPeriods"]):
            raise Refused("The value for DatapointsToAlarm must be less than or equal to EvaluationPeriods (Error Code: ValidationError)")
        if props.get("TreatMissingData", "missing") not in ("missing", "breaching", "notBreaching", "ignore"):
            raise Refused(f"Unsupported value for TreatMissingData: {props['TreatMissingData']} (Error Code: ValidationError)")
        if ("Metrics" in props) == ("MetricName" in props):
            raise Refused("Exactly one of MetricName and Metrics must be given (Error Code: ValidationError)")


@resource("AWS::CloudWatch::CompositeAlarm", replace=("AlarmName",))
class CompositeAlarm:
    def create(self, ctx, props):
        name = props.get("AlarmName") or ctx.name(max_len=255)
        self._put(name, props)
        return name, self._attributes(name)

    def update(self, ctx, pid, old, new):
        self._put(pid, new)
        arn = self._attributes(pid)["Arn"]
        added, removed = retag(old, new)
        if added:
            call("cloudwatch", "TagResource", ResourceARN=arn, Tags=added)
        if removed:
            call("cloudwatch", "UntagResource", ResourceARN=arn, TagKeys=removed)
        return {"Arn": arn}

    def delete(self, pid, props):
        quietly("cloudwatch", "DeleteAlarms", AlarmNames=[pid])

    def _put(self, name, props):
        rule = props["AlarmRule"]
        for child in re.findall(r"ALARM\(\s*\"?([^\")]+)\"?\s*\)", rule):
            child = child.split(":alarm:")[-1]
            found = call("cloudwatch", "DescribeAlarms", AlarmNames=[child], AlarmTypes=["MetricAlarm", "CompositeAlarm"])
            if not (found["MetricAlarms"] or found.get("CompositeAlarms")):
                raise Refused(f"Could not save the composite alarm as alarms [{child}] in the alarm rule do not exist (Error Code: ValidationError)")
        call("cloudwatch", "PutCompositeAlarm", {**without(props, "AlarmName"), "AlarmName": name})

    def _attributes(self, name):
        return {"Arn": call("cloudwatch", "DescribeAlarms", AlarmNames=[name], AlarmTypes=["CompositeAlarm"])["CompositeAlarms"][0]["AlarmArn"]}
