"""CloudWatch's alarms over the Query protocol, as Terraform's provider speaks it: read and written by AWS's own model."""
import datetime
import json
import re
from xml.sax.saxutils import escape

from ministack.services import cloudwatch as state

from .kit import aws, convert

_METRIC = ("MetricName", "Namespace", "Statistic", "ExtendedStatistic", "Period", "Dimensions", "Unit")


def _request(params, action):
    """`Metrics.member.1.Id=m` is `{"Metrics": [{"Id": "m"}]}`."""
    tree = {}
    for key, value in params.items():
        at = tree
        *path, last = key.split(".")
        for name in path:
            at = at.setdefault(name, {})
        at[last] = value[0] if isinstance(value, list) else value
    tree = {name: value for name, value in tree.items() if name not in ("Action", "Version")}
    return convert(_lists(tree), _model(action).input_shape, action)


def _lists(value):
    if not isinstance(value, dict):
        return value
    if "member" in value:
        members = value["member"]
        return [_lists(members[key]) for key in sorted(members, key=int)] if isinstance(members, dict) else []
    return {key: _lists(item) for key, item in value.items()}


def _model(action):
    return aws("cloudwatch").meta.service_model.operation_model(action)


def _xml(value, shape):
    kind = shape.type_name
    if kind == "structure":
        return "".join(f"<{name}>{_xml(value[name], member)}</{name}>" for name, member in shape.members.items() if value.get(name) is not None)
    if kind == "list":
        return "".join(f"<member>{_xml(item, shape.member)}</member>" for item in value)
    if kind == "timestamp":
        return datetime.datetime.fromtimestamp(float(value), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value).lower() if kind == "boolean" else escape(str(value))


_put_metric_alarm, _describe_alarms = state._put_metric_alarm, state._describe_alarms


# Corrects: alarms on metric math, and actions for missing data, were lost; one on a percentile had a statistic as well.
def _put(params, data, is_cbor, is_json=False):
    said = data if is_cbor or is_json else _request(params, "PutMetricAlarm")
    answer = _put_metric_alarm(params, data, is_cbor, is_json)
    if answer[0] < 300:
        alarm = state._alarms[said["AlarmName"]]
        alarm["InsufficientDataActions"] = said.get("InsufficientDataActions", [])
        if said.get("ExtendedStatistic"):
            alarm.pop("Statistic", None)
        if said.get("Metrics"):
            for name in _METRIC:
                alarm.pop(name, None)
            alarm["Metrics"] = [{"ReturnData": True, **query} for query in said["Metrics"]]
        if said.get("ThresholdMetricId"):
            alarm.pop("Threshold", None)
            alarm["ThresholdMetricId"] = said["ThresholdMetricId"]
    return answer


# Corrects: a third of an alarm was shown.
def _describe(params, data, is_cbor, is_json=False):
    if is_cbor or is_json:
        return _describe_alarms(params, data, is_cbor, is_json)
    status, headers, body = _describe_alarms(params, data, is_cbor, is_json)
    if status >= 300:
        return status, headers, body
    answer = json.loads(_describe_alarms({}, _request(params, "DescribeAlarms"), False, True)[2])
    whole = f"<DescribeAlarmsResult>{_xml(answer, _model('DescribeAlarms').output_shape)}</DescribeAlarmsResult>"
    text = body.decode() if isinstance(body, bytes) else body
    return status, headers, re.sub(r"<DescribeAlarmsResult>.*</DescribeAlarmsResult>", lambda _: whole, text, flags=re.S).encode()


state._put_metric_alarm, state._describe_alarms = _put, _describe
