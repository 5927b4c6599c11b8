"""Topics."""
from .kit import call, extend

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
