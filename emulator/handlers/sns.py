"""Topics, their policies and subscriptions: what SNS refuses, and the types of CloudFormation that go through its API."""
import json
import re

from ministack.core import iam_evaluator as evaluator
from ministack.services import iam, sns as state

from .kit import Refused, account, call, pick, quietly, region, resource, retag, truthy
from .topic_filters import why_not

# --------------------------------------------------------------------------------------------------------- what SNS refuses

# Corrects: SNS calls it InvalidParameter, which is what SDKs recognise.
_error_as_built_in = state._error
state._error = lambda code, *more: _error_as_built_in("InvalidParameter" if code == "InvalidParameterException" else code, *more)


def _refuse(reason):
    return state._error("InvalidParameter", f"Invalid parameter: {reason}", 400)


def _attributes_of(params):
    found, number = {}, 1
    while name := state._p(params, f"Attributes.entry.{number}.key"):
        found[name] = state._p(params, f"Attributes.entry.{number}.value")
        number += 1
    return found


def _without_attributes(params):
    return {name: value for name, value in params.items() if not name.startswith("Attributes.entry.")}


def _with_attributes(params, attributes):
    return {**_without_attributes(params), **{
        f"Attributes.entry.{number}.{part}": [text]
        for number, item in enumerate(attributes.items(), 1) for part, text in zip(("key", "value"), item, strict=True)}}


# Topics. https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
_NAME = re.compile(r"[A-Za-z0-9_-]{1,256}")
_FIFO_NAME = re.compile(r"[A-Za-z0-9_-]{1,251}\.fifo")
_FLAGS = ("true", "false")
_CHOICES = {"TracingConfig": ("PassThrough", "Active"), "SignatureVersion": ("1", "2"), "FifoThroughputScope": ("Topic", "MessageGroup"),
            "ContentBasedDeduplication": _FLAGS}
_FIFO_ONLY = ("ContentBasedDeduplication", "FifoThroughputScope", "ArchivePolicy")
_FEEDBACK = re.compile(r"(HTTP|Application|Lambda|Firehose|SQS)(SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn)")
_OF_TOPICS = ("DeliveryPolicy", "DisplayName", "KmsMasterKeyId", "Policy", "ArchivePolicy", *_CHOICES)
_NEVER_EMPTY = ("DisplayName", "ContentBasedDeduplication")


def _why_not_of_topic(topic, fifo, name, value):
    if name not in _OF_TOPICS and not _FEEDBACK.fullmatch(name):
        return "AttributeName"
    if name in _FIFO_ONLY and value and not fifo:
        return f"{name} Reason: it can only be set for FIFO topics"
    if value and name in _CHOICES and value not in _CHOICES[name]:
        return f"{name} Reason: Invalid value [{value}]. Must be one of {', '.join(_CHOICES[name])}."
    return _why_not_policy(topic, value) if name == "Policy" and value else None


# https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html
_ACTIONS = {f"sns:{name}".lower() for name in (
    "AddPermission", "DeleteTopic", "GetDataProtectionPolicy", "GetTopicAttributes", "ListSubscriptionsByTopic", "ListTagsForResource", "Publish",
    "PutDataProtectionPolicy", "Receive", "RemovePermission", "SetTopicAttributes", "Subscribe")}


def _why_not_policy(topic, text):
    try:
        statements = _list(json.loads(text)["Statement"])
    except (ValueError, KeyError, TypeError):
        return "Policy Error: it is no policy"
    if not all(isinstance(one, dict) for one in statements):
        return "Policy Error: it is no policy"
    names = [one["Sid"] for one in statements if one.get("Sid")]
    if len(set(names)) < len(names):
        return "Policy Error: the statements of a policy must have different Sids"
    for one in statements:
        if one.get("Effect") not in ("Allow", "Deny") or not (one.get("Principal") or one.get("NotPrincipal")):
            return "Policy Error: a statement needs an effect and a principal"
        if not all(_is_there(principal) for principal in _principals(one)):
            return "Policy Error: PrincipalNotFound"
        if not all(str(action).lower() in _ACTIONS for action in _list(one.get("Action", []))) or not one.get("Action"):
            return "Policy statement action out of service scope!"
        if not all(evaluator.fnmatch_iam_cs(topic, str(arn)) for arn in _list(one.get("Resource", []))) or not one.get("Resource"):
            return f"Policy Error: the resource of a statement must match the topic {topic}"
    return None


_USER = re.compile(r"arn:aws[a-z-]*:iam::(\d{12}):(role|user)/(?:.*/)?([^/]+)")


def _principals(statement):
    named = statement.get("Principal") or statement.get("NotPrincipal")
    return _list(named.get("AWS", [])) if isinstance(named, dict) else []


def _is_there(principal):
    """SNS knows the roles and users of policies; here, those of this account."""
    found = _USER.fullmatch(str(principal))
    return not found or found.group(1) != account() or found.group(3) in (iam._roles if found.group(2) == "role" else iam._users)


def _list(value):
    return value if isinstance(value, list) else [value]


# Corrects: any name, attribute and policy was accepted, and a topic that exists was given back whatever was asked for.
_create_topic, _set_topic_attributes = state._create_topic, state._set_topic_attributes
# What AWS gives a topic without a policy. Services in the owner's account that say whose they are may publish, users need a permission.
_OPEN = ("GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic", "Subscribe", "ListSubscriptionsByTopic", "Publish")


def _default_policy(topic):
    owner = topic.split(":")[4]
    return json.dumps({"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [{
        "Sid": "__default_statement_ID", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": [f"SNS:{name}" for name in _OPEN],
        "Resource": topic, "Condition": {"StringEquals": {"AWS:SourceOwner": owner}}}]})


def _create(params):
    name, attributes = state._p(params, "Name"), _attributes_of(params)
    fifo = attributes.get("FifoTopic", "false")
    if fifo not in _FLAGS or not (_FIFO_NAME if fifo == "true" else _NAME).fullmatch(name):
        return _refuse("Topic Name")
    arn = f"arn:aws:sns:{region()}:{account()}:{name}"
    wanted = {each: value for each, value in attributes.items() if each != "FifoTopic"}
    for each, value in wanted.items():
        reason = _why_not_of_topic(arn, fifo == "true", each, value)
        if reason:
            return _refuse(f"Attributes Reason: {reason}")
    wanted = {each: value for each, value in wanted.items() if value or each in _NEVER_EMPTY}
    existing = state._topics.get(arn)
    if existing:
        if any(existing["attributes"].get(each) != value for each, value in wanted.items()):
            return _refuse("Attributes Reason: Topic already exists with different attributes")
        tags = state._param_tags(params)
        if tags and tags != existing["tags"]:
            return _refuse("Tags Reason: Topic already exists with different tags")
    answer = _create_topic(_with_attributes(params, {**wanted, **({"FifoTopic": "true"} if fifo == "true" else {})}))
    if not existing and answer[0] == 200 and "Policy" not in wanted:
        state._topics[arn]["attributes"]["Policy"] = _default_policy(arn)
    return answer


def _set_topic(params):
    name, value = state._p(params, "AttributeName"), state._p(params, "AttributeValue")
    topic = state._topic_by_arn_any_scope(state._p(params, "TopicArn"))
    if topic:
        reason = _why_not_of_topic(topic["arn"], state._is_fifo_topic(topic), name, value)
        if reason:
            return _refuse(reason)
    answer = _set_topic_attributes(params)
    if topic and answer[0] == 200 and not value and name not in _NEVER_EMPTY:
        topic["attributes"].pop(name, None)
        if name == "Policy":
            topic["attributes"]["Policy"] = _default_policy(topic["arn"])
    return answer


state._create_topic, state._set_topic_attributes = _create, _set_topic


# Subscriptions. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
_PROTOCOLS = ("http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose")
_RAW = ("sqs", "http", "https", "firehose")
_OF_SUBSCRIPTIONS = ("DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RawMessageDelivery", "RedrivePolicy", "ReplayPolicy", "SubscriptionRoleArn")
_SCOPES = ("MessageAttributes", "MessageBody")
_QUEUE = re.compile(r"arn:aws[a-z-]*:sqs:([a-z0-9-]+):(\d{12}):[A-Za-z0-9_.-]+")
_NOTHING = ("", "{}")


def _why_not_of_subscription(subscription, name, value, scope):
    """`subscription`: what is known of it, as its attributes; `scope`: of its filter."""
    if name not in _OF_SUBSCRIPTIONS:
        return "AttributeName"
    if name == "RawMessageDelivery":
        if subscription["Protocol"] not in _RAW:
            return f"Delivery protocol [{subscription['Protocol']}] does not support raw message delivery."
        return None if value.lower() in _FLAGS else f"RawMessageDelivery: Invalid value [{value}]. Must be true or false."
    if name == "FilterPolicyScope" and value not in _SCOPES:
        return f"FilterPolicyScope: Invalid value [{value or 'null'}]. Please use either MessageBody or MessageAttributes"
    if name == "FilterPolicy" and value not in _NOTHING:
        return why_not(value, scope)
    return _why_not_redrive(subscription, value) if name == "RedrivePolicy" and value not in _NOTHING else None


# https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html. What AWS says of another place or of a FIFO queue
# for a standard topic is not known: the words are ours.
def _why_not_redrive(subscription, text):
    try:
        policy = json.loads(text)
    except ValueError as error:
        return f"RedrivePolicy: failed to parse JSON. {error}"
    unknown = [name for name in policy if name != "deadLetterTargetArn"] if isinstance(policy, dict) else ["-"]
    if unknown:
        return f"RedrivePolicy: invalid JSON. Attribute {unknown[0]} is unknown."
    queue = str(policy["deadLetterTargetArn"])
    place = _QUEUE.fullmatch(queue)
    if not place:
        return "RedrivePolicy: deadLetterTargetArn is an invalid arn"
    if place.groups() != (subscription["TopicArn"].split(":")[3], subscription["Owner"]):
        return "RedrivePolicy: deadLetterTargetArn must be a queue in the account and the region of the subscription"
    of_fifo_topic, fifo = subscription["TopicArn"].endswith(".fifo"), queue.endswith(".fifo")
    if of_fifo_topic and subscription["Endpoint"].endswith(".fifo") and not fifo:
        return "RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."
    if fifo and not of_fifo_topic:
        return "RedrivePolicy: must use a standard queue as DLQ for a Subscription to a standard Topic."
    return None


# https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html
def _why_not_endpoint(topic, protocol, endpoint):
    if protocol not in _PROTOCOLS:
        return f"Amazon SNS does not support this protocol string: {protocol}"
    if topic.endswith(".fifo") and protocol != "sqs":
        return f"Invalid protocol type: {protocol}"
    if protocol == "sqs" and endpoint.endswith(".fifo") and not topic.endswith(".fifo"):
        return "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
    return None


# Corrects: any attribute, filter and dead-letter queue was accepted, and functions on FIFO topics.
_subscribe, _set_subscription_attributes = state._subscribe, state._set_subscription_attributes


def _subscribe_checked(params):
    arn, protocol, endpoint = (state._p(params, name) for name in ("TopicArn", "Protocol", "Endpoint"))
    topic = state._topic_by_arn_any_scope(arn)
    if topic is None:
        return _subscribe(params)
    reason = _why_not_endpoint(arn, protocol, endpoint)
    if reason:
        return _refuse(reason)
    attributes = _attributes_of(params)
    known = {"TopicArn": arn, "Protocol": protocol, "Endpoint": endpoint, "Owner": account()}
    for name, value in attributes.items():
        reason = _why_not_of_subscription(known, name, value, attributes.get("FilterPolicyScope", _SCOPES[0]))
        if reason:
            return _refuse(reason if reason.startswith("Delivery protocol") else f"Attributes Reason: {reason}")
    wanted = _kept(attributes)
    for existing in topic["subscriptions"]:
        if (existing["protocol"], existing["endpoint"]) == (protocol, endpoint) and any(existing["attributes"].get(name) != value for name, value in wanted.items()):
            return _refuse("Attributes Reason: Subscription already exists with different attributes")
    before = {one["arn"] for one in topic["subscriptions"]}
    answer = _subscribe(_with_attributes(params, wanted))
    for made in topic["subscriptions"]:
        if made["arn"] not in before:
            made["attributes"]["SubscriptionPrincipal"] = evaluator.caller_arn()
            if truthy(state._p(params, "ReturnSubscriptionArn")):
                return state._xml(200, "SubscribeResponse", f"<SubscribeResult><SubscriptionArn>{made['arn']}</SubscriptionArn></SubscribeResult>")
    return answer


def _kept(attributes):
    kept = {name: value for name, value in attributes.items() if value not in _NOTHING}
    if "RawMessageDelivery" in kept:
        kept["RawMessageDelivery"] = kept["RawMessageDelivery"].lower()
    return {**kept, **({"FilterPolicyScope": kept.get("FilterPolicyScope", _SCOPES[0])} if "FilterPolicy" in kept else {})}


def _set_subscription(params):
    arn, name, value = (state._p(params, each) for each in ("SubscriptionArn", "AttributeName", "AttributeValue"))
    subscription = state._find_subscription(state._sub_arn_to_topic.get(arn) or "", arn)
    if subscription is None:
        return _set_subscription_attributes(params)
    attributes = subscription["attributes"]
    reason = _why_not_of_subscription(attributes, name, value, attributes.get("FilterPolicyScope", _SCOPES[0]))
    if not reason and name == "FilterPolicyScope" and "FilterPolicy" in attributes:
        reason = why_not(attributes["FilterPolicy"], value)
    if reason:
        return _refuse(reason)
    if value in _NOTHING:
        attributes.pop(name, None)
    else:
        attributes.update(_kept({**pick(attributes, "FilterPolicyScope"), name: value}))
    return state._xml(200, "SetSubscriptionAttributesResponse", "")


state._subscribe, state._set_subscription_attributes = _subscribe_checked, _set_subscription


# ---------------------------------------------------------------------------------------------------- types of CloudFormation

_DEFAULTS = {"DisplayName": "", "KmsMasterKeyId": "", "TracingConfig": "PassThrough", "SignatureVersion": "1", "ContentBasedDeduplication": "false",
             "FifoThroughputScope": "Topic", "ArchivePolicy": ""}
_LOGGED = {"http/s": "HTTP", "sqs": "SQS", "lambda": "Lambda", "firehose": "Firehose", "application": "Application"}
_FEEDBACK_OF = ("SuccessFeedbackRoleArn", "SuccessFeedbackSampleRate", "FailureFeedbackRoleArn")
_PROPERTIES = ("TopicName", "FifoTopic", "Subscription", "Tags", "DeliveryStatusLogging", *_DEFAULTS)


def _text(value):
    return json.dumps(value) if isinstance(value, (dict, list)) else str(value).lower() if isinstance(value, bool) else str(value)


def _known(props, *names):
    """A template's properties; one that is not known is refused, as CloudFormation does by its schema."""
    for name in props:
        if name == "DataProtectionPolicy":
            raise Refused("Data protection policies of topics are not known here.")
        if name not in names:
            raise Refused(f"#: extraneous key [{name}] is not permitted (Error Code: ValidationError)")
    return props


@resource("AWS::SNS::Topic", replace=("TopicName", "FifoTopic"), tags="list", replace_existing=True)
class Topic:
    """Corrects: KmsMasterKeyId, TracingConfig, SignatureVersion and all that makes a FIFO topic were dropped; made-up names of
    FIFO topics did not end in .fifo; a topic of this name that exists was taken over; whoever had no permission could publish."""
    def create(self, ctx, props):
        _known(props, *_PROPERTIES)
        fifo = truthy(props.get("FifoTopic", False))
        name = props.get("TopicName") or (f"{ctx.name(max_len=251)}.fifo" if fifo else ctx.name(max_len=256))
        arn = f"arn:aws:sns:{region()}:{account()}:{name}"
        if arn in state._topics:
            raise Refused(f"{arn} already exists (Error Code: AlreadyExists)")
        call("sns", "CreateTopic", Name=name, Attributes={**self._attributes(props), **({"FifoTopic": "true"} if fifo else {})}, Tags=props.get("Tags") or [])
        try:
            self._join(arn, {}, props)
        except Exception:
            self.delete(arn, props)
            raise
        return arn, self._answer(arn)

    def update(self, ctx, pid, old, new):
        _known(new, *_PROPERTIES)
        before, after = self._attributes(old), self._attributes(new)
        for name in {**before, **after}:
            if before.get(name) != after.get(name):
                call("sns", "SetTopicAttributes", TopicArn=pid, AttributeName=name, AttributeValue=after.get(name, _DEFAULTS.get(name, "")))
        self._join(pid, old, new)
        tags, gone = retag(old, new)
        if tags:
            call("sns", "TagResource", ResourceArn=pid, Tags=tags)
        if gone:
            call("sns", "UntagResource", ResourceArn=pid, TagKeys=gone)
        return self._answer(pid)

    def delete(self, pid, props):
        quietly("sns", "DeleteTopic", TopicArn=pid)

    def _attributes(self, props):
        found = {name: _text(props[name]) for name in _DEFAULTS if name in props}
        for logging in props.get("DeliveryStatusLogging") or []:
            found.update({f"{_LOGGED[logging['Protocol']]}{name}": _text(logging[name]) for name in _FEEDBACK_OF if name in logging})
        return found

    def _join(self, arn, old, new):
        """The subscriptions that the template of the topic itself names."""
        before, after = ({(one["Protocol"], one["Endpoint"]) for one in props.get("Subscription") or []} for props in (old, new))
        for one in state._topics[arn]["subscriptions"]:
            if (one["protocol"], one["endpoint"]) in before - after:
                call("sns", "Unsubscribe", SubscriptionArn=one["arn"])
        for protocol, endpoint in sorted(after - before):
            call("sns", "Subscribe", TopicArn=arn, Protocol=protocol, Endpoint=endpoint)

    def _answer(self, arn):
        return {"TopicArn": arn, "TopicName": arn.rpartition(":")[2]}


@resource("AWS::SNS::TopicPolicy", replace_existing=True)
class TopicPolicy:
    """Corrects: without the resource the topic had no policy at all, not its first one; policies were not checked, and topics
    that do not exist were passed over. The last one that sets the policy of a topic wins, as in AWS."""
    def create(self, ctx, props):
        self._set(props["Topics"], props)
        name = ctx.name()
        return name, {"Id": name}

    def update(self, ctx, pid, old, new):
        self._reset(topic for topic in old["Topics"] if topic not in new["Topics"])
        self._set(new["Topics"], new)
        return {"Id": pid}

    def delete(self, pid, props):
        self._reset(props.get("Topics", []))

    def _set(self, topics, props):
        _known(props, "Topics", "PolicyDocument")
        for topic in topics:
            call("sns", "SetTopicAttributes", TopicArn=topic, AttributeName="Policy", AttributeValue=_text(props["PolicyDocument"]))

    def _reset(self, topics):
        for topic in topics:
            quietly("sns", "SetTopicAttributes", TopicArn=topic, AttributeName="Policy", AttributeValue=_default_policy(topic))


@resource("AWS::SNS::Subscription", replace=("TopicArn", "Protocol", "Endpoint"), replace_existing=True)
class Subscription:
    """Corrects: nothing was checked, a topic that does not exist was passed over, and an endpoint was subscribed twice."""
    _NAMES = tuple(name for name in _OF_SUBSCRIPTIONS if name != "FilterPolicyScope")

    def create(self, ctx, props):
        self._check(props)
        arn = call("sns", "Subscribe", TopicArn=props["TopicArn"], Protocol=props["Protocol"], Endpoint=props.get("Endpoint"), ReturnSubscriptionArn=True,
                   Attributes={name: _text(props[name]) for name in _OF_SUBSCRIPTIONS if name in props})["SubscriptionArn"]
        return arn, {"Arn": arn}

    def update(self, ctx, pid, old, new):
        self._check(new)
        # As CloudFormation does it: a scope that the template no longer says is not set back.
        # https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1840
        if "FilterPolicyScope" in old and "FilterPolicyScope" not in new:
            raise Refused("Invalid parameter: FilterPolicyScope: Invalid value [null]. Please use either MessageBody or MessageAttributes "
                          "(Service: Sns, Error Code: InvalidParameter)")
        # The body may have filters that attributes cannot.
        to_attributes = new.get("FilterPolicyScope") == _SCOPES[0]
        for name in [*self._NAMES, "FilterPolicyScope"] if to_attributes else ["FilterPolicyScope", *self._NAMES]:
            if new.get(name) != old.get(name):
                value = _text(new[name]) if name in new else "false" if name == "RawMessageDelivery" else "{}"
                call("sns", "SetSubscriptionAttributes", SubscriptionArn=pid, AttributeName=name, AttributeValue=value)
        return {"Arn": pid}

    def delete(self, pid, props):
        quietly("sns", "Unsubscribe", SubscriptionArn=pid)

    def _check(self, props):
        _known(props, "TopicArn", "Protocol", "Endpoint", "Region", *_OF_SUBSCRIPTIONS)
        if props.get("Region", region()) != region():
            raise Refused("Topics of other regions are not known here.")
