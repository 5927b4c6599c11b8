"""Queues."""
from ministack.services import sqs as state

# Corrects: the URLs of queues named another host than the endpoint that clients are given, of which the SDKs warn.
state.DEFAULT_HOST = "127.0.0.1"
state._CANONICAL_NETLOC = f"{state.DEFAULT_HOST}:{state.DEFAULT_PORT}"
