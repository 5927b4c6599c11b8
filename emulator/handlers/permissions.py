"""Permissions: ministack's own IAM (policies, boundaries, trust, signatures of sessions and users), as AWS would judge."""
from ministack import app
from ministack.core import iam_evaluator as evaluator

# Corrects: policies that demand TLS denied all that speaks to this machine over HTTP. Nothing leaves it: that counts as TLS.
_pin_request_origin = evaluator.pin_request_origin
app.pin_request_origin = evaluator.pin_request_origin = lambda address, _secure: _pin_request_origin(address, True)
evaluator._request_origin.set(("127.0.0.1", True))
