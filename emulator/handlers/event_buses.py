"""Event buses: who may put events on them, from which account, and what AWS's own services tell the default one."""
import json

from ministack.core import iam_evaluator as evaluator
from ministack.core.responses import json_response, new_uuid
from ministack.services import eventbridge as state

from .kit import Refused, account, region, resource, scope
from .permissions import service_principal_of

_MOST_ENTRIES = 10


def place_of(bus: str) -> tuple[str, str, str]:
    """(account, region, name) of an event bus that is given by its name or ARN."""
    if not bus.startswith("arn:"):
        return account(), region(), bus
    parts = bus.split(":", 5)
    return parts[4], parts[3], parts[5].partition("/")[2]


def bus_exists(arn: str) -> bool:
    with scope(*place_of(arn)[:2]):
        state._ensure_default_bus()
        return place_of(arn)[2] in state._event_buses


# Corrects: the policy of an event bus was kept, and never asked.
def _policy_of(arn: str):
    if ":event-bus/" not in arn:
        return None
    owner, where, name = place_of(arn)
    return state._event_bus_policies.get_scoped(owner, where, name) or {}, owner


state.bus_policy_for_arn = _policy_of
evaluator._RESOURCE_POLICY_LOOKUPS["events"] = ("eventbridge", "bus_policy_for_arn")


def bus_lets_in(arn: str, principal: str) -> bool:
    """Whether the policy of another account's bus lets somebody of this account put events on it."""
    policy, owner = _policy_of(arn)
    if owner == account():
        return True
    context = evaluator.EvalContext(principal_arn=principal, principal_type="Root" if principal.endswith(":root") else "AssumedRole",
                                    principal_account=account(), action="events:PutEvents", resource_arn=arn, region=region())
    return evaluator.evaluate_resource_policy(policy, context).decision == "Allow"


_enforce = evaluator.enforce


def _enforce_at_the_bus(access_key, action, service, where, resource_arn="*", service_context=None):
    denied = _enforce(access_key, action, service, where, resource_arn=resource_arn, service_context=service_context)
    if denied or action != "events:PutEvents" or bus_lets_in(resource_arn, evaluator.caller_arn()):
        return denied
    # The root of another account may do all there, and nothing here.
    return evaluator.EvalResult("ImplicitDeny", principal_arn=evaluator.caller_arn())


evaluator.enforce = _enforce_at_the_bus


# Corrects: a bus of another account could not be reached, the time of an event was dropped, and details that are no JSON were taken.
_refuse_many = state._put_events


def _put_events(data, allow_aws_source=False):
    entries = data.get("Entries", [])
    if len(entries) > _MOST_ENTRIES:
        return _refuse_many(data)
    results = [_put(entry, allow_aws_source) for entry in entries]
    return json_response({"FailedEntryCount": sum("ErrorCode" in result for result in results), "Entries": results})


def _put(entry, allow_aws_source):
    for name in ("Source", "DetailType", "Detail"):
        if not entry.get(name):
            return {"ErrorCode": "InvalidArgument", "ErrorMessage": f"Parameter {name} is not valid. Reason: {name} is a required argument."}
    if not _is_object(entry["Detail"]):
        return {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
    if entry["Source"].startswith("aws.") and not allow_aws_source:
        return {"ErrorCode": "NotAuthorizedForSourceException", "ErrorMessage": "Not authorized for the source."}
    return {"EventId": _dispatch(entry, entry.get("EventBusName") or "default")}


def _is_object(text):
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _dispatch(entry, bus):
    owner, where, name = place_of(bus)
    time = state._coerce_timestamp(entry.get("Time"))
    event = {"EventId": new_uuid(), "Source": entry["Source"], "DetailType": entry["DetailType"], "Detail": entry["Detail"], "EventBusName": name,
             "Time": int(time if isinstance(time, (int, float)) else state._now_ts()), "Resources": entry.get("Resources", []), "Account": account(), "Region": region()}
    with scope(owner, where):
        state._events_log_list().append(event)
        view = state._pattern_event_view(event)
        state._dispatch_event(event, view)
        state._archive_event(event, view)
    return event["EventId"]


state._put_events = _put_events


def tell(source: str, detail_type: str, resources: list, detail: dict) -> None:
    """An event of an AWS service, on the default bus of the account and region that it happened in."""
    _dispatch({"Source": source, "DetailType": detail_type, "Resources": resources, "Detail": json.dumps(detail)}, "default")


# Corrects: a rule could not send to the bus of another account.
_to_bus = state._dispatch_to_event_bus


def _dispatch_to_bus(spec, event, rule, *more):
    with scope(spec.account_id, spec.region):
        _to_bus(spec, event, rule, *more)


state._dispatch_to_event_bus = _dispatch_to_bus


def rule_may_put_on(bus: str, role: str | None) -> bool:
    """What the bus itself says of a rule that sends to it by a role."""
    return bus_lets_in(bus, service_principal_of(role) if role else f"arn:aws:iam::{account()}:root")


@resource("AWS::Events::EventBusPolicy", replace=("StatementId", "EventBusName"))
class EventBusPolicy:
    """One statement of the policy of a bus."""
    def create(self, ctx, props):
        bus, statement = props.get("EventBusName", "default"), props["StatementId"]
        if not bus_exists(bus):
            raise Refused(f"Event bus {bus} does not exist. (Error Code: ResourceNotFoundException)")
        if any(each["Sid"] == statement for each in self._statements(bus)):
            raise Refused(f"The statement {statement} exists already. (Error Code: AlreadyExists)")
        self._put(bus, props)
        return f"{bus}|{statement}", {}

    def update(self, ctx, pid, old, new):
        self._put(new.get("EventBusName", "default"), new)
        return {}

    def delete(self, pid, props):
        bus, _, statement = pid.partition("|")
        self._keep(bus, [each for each in self._statements(bus) if each["Sid"] != statement])

    def _statements(self, bus):
        return (state._event_bus_policies.get(bus) or {}).get("Statement", [])

    def _put(self, bus, props):
        owner, where, name = place_of(bus)
        said = props.get("Statement") or {
            "Effect": "Allow", "Principal": "*" if props.get("Principal") == "*" else {"AWS": f"arn:aws:iam::{props.get('Principal')}:root"},
            "Action": props.get("Action", "events:PutEvents"), "Resource": f"arn:aws:events:{where}:{owner}:event-bus/{name}",
            **({"Condition": {props["Condition"]["Type"]: {props["Condition"]["Key"]: props["Condition"]["Value"]}}} if props.get("Condition") else {}),
        }
        others = [each for each in self._statements(bus) if each["Sid"] != props["StatementId"]]
        self._keep(bus, [*others, {"Sid": props["StatementId"], **said}])

    def _keep(self, bus, statements):
        if statements:
            state._event_bus_policies[bus] = {"Version": "2012-10-17", "Statement": statements}
        else:
            state._event_bus_policies.pop(bus, None)
