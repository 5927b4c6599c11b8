"""Topics: what is published gets to the subscribers that let SNS in, and what cannot is a dead letter of the subscription.

https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html: whoever is gone or does not let SNS in is not tried
again. The dead letter is what the subscriber would have got; SNS adds no attributes of its own (as Lambda and EventBridge do).
"""
import asyncio
import contextvars
import dataclasses
import json
import logging
import threading
import time

from ministack.services import cloudwatch, sns as state, sqs

from .kit import account, scope
from .lambda_functions import function_exists, invoke_by_service, service_may_invoke
from .permissions import service_may_send

_log = logging.getLogger("ministack")
_SNS = "sns.amazonaws.com"


@dataclasses.dataclass
class _Message:
    topic: dict
    id: str
    text: str
    subject: str
    structure: str
    attributes: dict
    group: str
    deduplication: str
    sequence: str | None


# Corrects: a queue was asked for its policy, but what it refused, what was gone and what a function did not let in was lost;
# FIFO queues numbered nothing and took duplicates; functions got the envelope of queues, and were called once, whatever came of it.
def _fanout(topic_arn, msg_id, message, subject, message_structure="", message_attributes=None, message_group_id="", message_dedup_id=""):
    topic = state._topic_by_arn_any_scope(topic_arn)
    if not topic:
        return
    sequence = str(topic.get("fifo_seq", 0)).zfill(20) if state._is_fifo_topic(topic) else None
    published = _Message(topic, msg_id, message, subject, message_structure, message_attributes or {}, message_group_id, message_dedup_id, sequence)
    _, _, _, where, owner, _ = topic_arn.split(":", 5)
    with scope(owner, where):
        _count(topic, "NumberOfMessagesPublished")
        for subscription in list(topic["subscriptions"]):
            if subscription.get("confirmed"):
                _give(subscription, published)


state._fanout = _fanout


def _give(subscription, published):
    text = state._resolve_message_for_protocol(published.text, published.structure, subscription["protocol"])
    if not state._matches_filter_policy(subscription, published.attributes, text):
        _count(published.topic, "NumberOfNotificationsFilteredOut")
        return
    message = dataclasses.replace(published, text=text)
    deliver = _PROTOCOLS.get(subscription["protocol"])
    failure = deliver(subscription, message) if deliver else None
    if failure is None:
        _count(message.topic, "NumberOfNotificationsDelivered")
    else:
        _log.warning("SNS: %s does not reach %s: %s", message.topic["arn"], subscription["endpoint"], failure)
        _count(message.topic, "NumberOfNotificationsFailed")
        _to_dead_letters(subscription, message)


def _to_dead_letters(subscription, message):
    policy = json.loads(subscription["attributes"].get("RedrivePolicy") or "{}")
    queue = policy.get("deadLetterTargetArn")
    if not queue:
        return
    failure = _to_queue(queue, subscription, message)
    if failure is not None:
        _log.warning("SNS: %s does not reach its dead-letter queue %s: %s", subscription["arn"], queue, failure)
    _count(message.topic, "NumberOfNotificationsRedrivenToDlq" if failure is None else "NumberOfNotificationsFailedToRedriveToDlq")


def _count(topic, metric):
    cloudwatch.record_metric("AWS/SNS", metric, 1, "Count", {"TopicName": topic["name"]})


# ------------------------------------------------------------------------------------- protocols: why a delivery failed, or None

_judged = contextvars.ContextVar("policy_of_queue_judged", default=False)
_enforce_queue_policy = sqs._enforce_queue_policy
# What SNS may do was asked in its own name. The one who publishes does not send.
sqs._enforce_queue_policy = lambda queue, action: None if _judged.get() else _enforce_queue_policy(queue, action)


def _to_queue(arn, subscription, message):
    queue = sqs._queue_by_arn(arn)
    if queue is None:
        return "there is no such queue"
    if not service_may_send(_SNS, arn, message.topic["arn"]):
        return "the policy of the queue, or of its key, does not let SNS in"
    raw = subscription["attributes"].get("RawMessageDelivery") == "true"
    sent = {"QueueUrl": queue["url"], "MessageBody": message.text if raw else json.dumps(_envelope(subscription, message)),
            "MessageAttributes": message.attributes if raw else {}}
    if message.group:
        sent["MessageGroupId"] = message.group
    if queue["is_fifo"]:
        sent["MessageDeduplicationId"] = message.deduplication
    _, _, _, where, owner, _ = arn.split(":", 5)
    token = _judged.set(True)
    try:
        with scope(owner, where):
            sqs._act_send_message(sent, "")
    except sqs._Err as error:
        return str(error)
    finally:
        _judged.reset(token)
    return None


def _to_function(subscription, message):
    arn, topic, source_owner = subscription["endpoint"], message.topic["arn"], account()
    _, _, _, where, owner, _ = arn.split(":", 5)
    with scope(owner, where):
        if not function_exists(arn):
            return "there is no such function"
        if not service_may_invoke(_SNS, arn, topic, source_owner):
            return "no permission of the function lets SNS call it"
        invoke_by_service(arn, {"Records": [{"EventVersion": "1.0", "EventSubscriptionArn": subscription["arn"], "EventSource": "aws:sns",
                                             "Sns": _envelope_of_function(subscription, message)}]})
    return None


def _to_http(subscription, message):
    raw = subscription["attributes"].get("RawMessageDelivery") == "true"
    body = message.text if raw else json.dumps(_envelope(subscription, message))
    threading.Thread(target=asyncio.run, args=(state._deliver_to_http(subscription["endpoint"], body),), daemon=True).start()


_PROTOCOLS = {"sqs": lambda subscription, message: _to_queue(subscription["endpoint"], subscription, message),
              "lambda": _to_function, "http": _to_http, "https": _to_http}


# ------------------------------------------------------------------------------------------------------------------- envelopes

# https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
def _envelope(subscription, message):
    topic = message.topic["arn"]
    signature = {} if message.sequence else _signature(message, "SigningCertURL")
    found = {
        "Type": "Notification", "MessageId": message.id, "SequenceNumber": message.sequence, "TopicArn": topic, "Subject": message.subject or None,
        "Message": message.text, "Timestamp": _now(), **signature, "UnsubscribeURL": _unsubscribe(subscription), "MessageAttributes": _attributes(message) or None}
    return {name: value for name, value in found.items() if value is not None}


# https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
def _envelope_of_function(subscription, message):
    return {
        "Type": "Notification", "MessageId": message.id, "TopicArn": message.topic["arn"], "Subject": message.subject or None, "Message": message.text,
        "Timestamp": _now(), **_signature(message, "SigningCertUrl"), "UnsubscribeUrl": _unsubscribe(subscription), "MessageAttributes": _attributes(message)}


def _now():
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())


def _signature(message, name_of_certificate):
    return {"SignatureVersion": message.topic["attributes"].get("SignatureVersion", "1"), "Signature": "FAKE",
            name_of_certificate: f"https://sns.{message.topic['arn'].split(':')[3]}.amazonaws.com/SimpleNotificationService-fake.pem"}


def _unsubscribe(subscription):
    return f"http://{state._HOST}:{state._PORT}/?Action=Unsubscribe&SubscriptionArn={subscription['arn']}"


def _attributes(message):
    return {name: {"Type": value.get("DataType", "String"), "Value": value.get("StringValue", value.get("BinaryValue", ""))} for name, value in message.attributes.items()}
