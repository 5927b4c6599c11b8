"""Topics."""
import json
import logging

from ministack.services import sns as state

from .kit import call, extend
from .lambda_functions import invoke_by_service, service_may_invoke


_ATTRIBUTES = ("KmsMasterKeyId", "DisplayName", "TracingConfig", "SignatureVersion", "ContentBasedDeduplication",
               "FifoThroughputScope", "ArchivePolicy")


@extend("AWS::SNS::Topic")
class Topic:
    """Corrects: KmsMasterKeyId, TracingConfig and SignatureVersion were dropped."""
    def applied(self, ctx, pid, old, new):
        for name in _ATTRIBUTES:
            if new.get(name) != old.get(name):
                value = new.get(name, "")
                call("sns", "SetTopicAttributes", TopicArn=pid, AttributeName=name, AttributeValue=value)


# Corrects: functions were called without a permission for the topic, and once, whatever came of it.
def _to_function(endpoint, envelope, topic, subscription, *_):
    if service_may_invoke("sns.amazonaws.com", endpoint, topic):
        invoke_by_service(endpoint, {"Records": [{"EventVersion": "1.0", "EventSubscriptionArn": subscription, "EventSource": "aws:sns", "Sns": json.loads(envelope)}]})
    else:
        logging.getLogger("ministack").warning("SNS: no permission of %s lets %s call it", endpoint, topic)


state._deliver_to_lambda = _to_function
