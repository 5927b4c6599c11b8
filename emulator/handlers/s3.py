"""Buckets."""
import logging

from ministack.services import s3 as state

from .kit import Refused, account, call, extend, pick, region, truthy
from .lambda_functions import invoke_by_service, service_may_invoke

# Corrects: an object that asks for aws:kms and names no key was refused; AWS takes its own key for S3.
_encryption_of_write = state._resolve_sse_write_headers


def _with_key(headers, *more):
    if headers.get("x-amz-server-side-encryption") == "aws:kms":
        headers = {**headers}
        headers.setdefault("x-amz-server-side-encryption-aws-kms-key-id", f"arn:aws:kms:{region()}:{account()}:alias/aws/s3")
    return _encryption_of_write(headers, *more)


state._resolve_sse_write_headers = _with_key


# Corrects: functions were called without a permission for the bucket.
def _to_function(arn, event, *_):
    bucket = event["Records"][0]["s3"]["bucket"]["arn"]
    if service_may_invoke("s3.amazonaws.com", arn, bucket):
        invoke_by_service(arn, event)
    else:
        logging.getLogger("ministack").warning("S3: no permission of %s lets %s call it", arn, bucket)


state._deliver_event_to_lambda = _to_function


@extend("AWS::S3::Bucket")
class Bucket:
    """Corrects: encryption, lifecycle, logging, object lock, tags and acceleration were dropped, versioning could not be
    suspended, and a bucket with objects in it was deleted."""
    def applied(self, ctx, pid, old, new):
        self._encryption(pid, old, new)
        self._versioning(pid, old, new)
        self._lifecycle(pid, old, new)
        if "LoggingConfiguration" in new or "LoggingConfiguration" in old:
            logging = new.get("LoggingConfiguration")
            status = {"LoggingEnabled": {"TargetBucket": logging.get("DestinationBucketName", pid), "TargetPrefix": logging.get("LogFilePrefix", ""),
                                         **pick(logging, "TargetObjectKeyFormat")}} if logging else {}
            call("s3", "PutBucketLogging", Bucket=pid, BucketLoggingStatus=status)
        if truthy(new.get("ObjectLockEnabled", False)):
            # By a rule, or object by object where there is none.
            call("s3", "PutObjectLockConfiguration", Bucket=pid, ObjectLockConfiguration={
                "ObjectLockEnabled": "Enabled", **pick(new.get("ObjectLockConfiguration") or {}, "Rule")})
        if new.get("Tags"):
            call("s3", "PutBucketTagging", Bucket=pid, Tagging={"TagSet": new["Tags"]})
        elif old.get("Tags"):
            call("s3", "DeleteBucketTagging", Bucket=pid)
        if new.get("AccelerateConfiguration") != old.get("AccelerateConfiguration"):
            wanted = (new.get("AccelerateConfiguration") or {}).get("AccelerationStatus", "Suspended")
            call("s3", "PutBucketAccelerateConfiguration", Bucket=pid, AccelerateConfiguration={"Status": wanted})
        return {"DualStackDomainName": f"{pid}.s3.dualstack.{region()}.amazonaws.com"}

    def deleting(self, pid, props):
        bucket = state._buckets.get(pid)
        if bucket and call("s3", "ListObjectVersions", Bucket=pid, MaxKeys=1).get("Versions"):
            raise Refused(f"The bucket you tried to delete is not empty. You must delete all versions in the bucket. (Service: S3, Bucket: {pid}, Error Code: BucketNotEmpty)")

    def _encryption(self, pid, old, new):
        rules = (new.get("BucketEncryption") or {}).get("ServerSideEncryptionConfiguration")
        if rules:
            call("s3", "PutBucketEncryption", Bucket=pid, ServerSideEncryptionConfiguration={"Rules": [{
                "ApplyServerSideEncryptionByDefault": rule.get("ServerSideEncryptionByDefault", {"SSEAlgorithm": "AES256"}),
                "BucketKeyEnabled": truthy(rule.get("BucketKeyEnabled", False)),
            } for rule in rules]})
        elif old.get("BucketEncryption"):
            call("s3", "DeleteBucketEncryption", Bucket=pid)

    def _versioning(self, pid, old, new):
        was, wanted = ((p.get("VersioningConfiguration") or {}).get("Status") for p in (old, new))
        if was == "Enabled" and wanted != "Enabled":
            call("s3", "PutBucketVersioning", Bucket=pid, VersioningConfiguration={"Status": "Suspended"})

    def _lifecycle(self, pid, old, new):
        rules = (new.get("LifecycleConfiguration") or {}).get("Rules")
        if rules:
            call("s3", "PutBucketLifecycleConfiguration", Bucket=pid,
                 LifecycleConfiguration={"Rules": [_rule(rule, index) for index, rule in enumerate(rules)]})
        elif old.get("LifecycleConfiguration"):
            call("s3", "DeleteBucketLifecycle", Bucket=pid)


def _rule(rule, index):
    """A lifecycle rule of a template in the API's words."""
    conditions = {}
    if rule.get("Prefix"):
        conditions["Prefix"] = rule["Prefix"]
    for name in ("ObjectSizeGreaterThan", "ObjectSizeLessThan"):
        if name in rule:
            conditions[name] = rule[name]
    tags = rule.get("TagFilters") or []
    if len(conditions) + len(tags) > 1:
        filters = {"And": {**conditions, **({"Tags": tags} if tags else {})}}
    else:
        filters = {"Tag": tags[0]} if tags else conditions or {"Prefix": ""}
    result = {"ID": rule.get("Id", f"rule-{index}"), "Status": rule["Status"], "Filter": filters}
    expiration = {}
    for source, target in (("ExpirationInDays", "Days"), ("ExpirationDate", "Date"), ("ExpiredObjectDeleteMarker", "ExpiredObjectDeleteMarker")):
        if source in rule:
            expiration[target] = rule[source]
    if expiration:
        result["Expiration"] = expiration
    if "AbortIncompleteMultipartUpload" in rule:
        result["AbortIncompleteMultipartUpload"] = rule["AbortIncompleteMultipartUpload"]
    if "NoncurrentVersionExpiration" in rule:
        result["NoncurrentVersionExpiration"] = rule["NoncurrentVersionExpiration"]
    elif "NoncurrentVersionExpirationInDays" in rule:
        result["NoncurrentVersionExpiration"] = {"NoncurrentDays": rule["NoncurrentVersionExpirationInDays"]}
    moves = rule.get("Transitions") or ([rule["Transition"]] if "Transition" in rule else [])
    if moves:
        result["Transitions"] = [_move(move, "Days") for move in moves]
    moves = rule.get("NoncurrentVersionTransitions") or ([rule["NoncurrentVersionTransition"]] if "NoncurrentVersionTransition" in rule else [])
    if moves:
        result["NoncurrentVersionTransitions"] = [_move(move, "NoncurrentDays") for move in moves]
    return result


def _move(move, days):
    result = {"StorageClass": move["StorageClass"]}
    for source, target in (("TransitionInDays", days), ("TransitionDate", "Date"), ("NewerNoncurrentVersions", "NewerNoncurrentVersions")):
        if source in move:
            result[target] = move[source]
    return result
