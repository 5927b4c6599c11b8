"""Delivery streams to S3: what is put waits a second for more, and is then written by the stream's role."""
import gzip
import json
import logging
import threading
import time

from ministack.services import firehose as state

from .kit import Refused, account, aws, call, convert, extend, region, retag, scope, truthy
from .permissions import obstacle_as, role_trusts

_log = logging.getLogger("ministack")

# In the place of the buffering interval: tests do not wait for minutes. Likewise, between two tries.
_SECONDS = 1
_COMPRESSED = {"UNCOMPRESSED": (lambda body: body, ""), "GZIP": (gzip.compress, ".gz")}

_waiting = {}  # (account, region, stream) -> [when the next try is, when the oldest came, records]
_lock = threading.Lock()
_deliver_as_built_in = state._deliver_records_to_s3


# Corrects: each record became an object of its own, uncompressed and without a delimiter, and nobody asked for a permission.
def _deliver(stream, destination, records):
    config = destination["config"]
    if destination["type"] != "ExtendedS3" or any((config.get(name) or {}).get("Enabled") for name in ("DynamicPartitioningConfiguration", "DataFormatConversionConfiguration")):
        return _deliver_as_built_in(stream, destination, records)
    now, delimiter = time.time(), _delimiter(config)
    data = [payload + delimiter for _, payload in state._apply_lambda_processors(stream, destination, records)]
    with _lock:
        _waiting.setdefault((account(), region(), stream["name"]), [now + _SECONDS, now, []])[2].extend(data)
    _start()


state._deliver_records_to_s3 = _deliver


def _delimiter(config):
    processing = config.get("ProcessingConfiguration") or {}
    for processor in processing.get("Processors") or [] if truthy(processing.get("Enabled")) else []:
        if processor["Type"] == "AppendDelimiterToRecord":
            given = {each["ParameterName"]: each["ParameterValue"] for each in processor.get("Parameters") or []}
            return given.get("Delimiter", "\\n").replace("\\n", "\n").encode()
    return b""


_thread = None


def _start():
    global _thread
    if _thread is None:
        _thread = threading.Thread(target=_run, name="delivery-streams", daemon=True)
        _thread.start()


def _run():
    while True:
        time.sleep(0.1)
        with _lock:
            due = [(place, waiting) for place, waiting in _waiting.items() if waiting[0] <= time.time()]
            for place, _ in due:
                del _waiting[place]
        for (of_account, of_region, name), (_, since, records) in due:
            with scope(of_account, of_region):
                _write(name, since, records)


def _write(name, since, records):
    stream = state._streams.get(name)
    if stream is None:
        return  # what waits in a stream is deleted with it
    config = stream["destinations"][0]["config"]
    try:
        _put(stream, config, since, records)
    except Refused as refusal:
        _log.warning("Firehose: %s does not write: %s", name, refusal)
        _tell_the_log(stream, config, refusal)
        with _lock:
            again = _waiting.setdefault((account(), region(), name), [0, since, []])
            again[:] = [time.time() + _SECONDS, since, [*records, *again[2]]]


def _put(stream, config, since, records):
    bucket = state._s3_bucket_from_arn(config["BucketARN"])
    compress, extension = _COMPRESSED[config.get("CompressionFormat") or "UNCOMPRESSED"]
    arrived = time.gmtime(since)
    key = (f"{state._evaluate_prefix(config.get('Prefix', ''), arrived)}{stream['name']}-{stream['version']}-"
           f"{state._java_time('yyyy-MM-dd-HH-mm-ss', arrived)}-{state.new_uuid()}{config.get('FileExtension') or extension}")
    obstacle = obstacle_as(config["RoleARN"], "firehose", "s3:PutObject", f"arn:aws:s3:::{bucket}/{key}")
    if obstacle:
        raise Refused(obstacle)
    call("s3", "PutObject", Bucket=bucket, Key=key, Body=compress(b"".join(records)), ContentType="application/octet-stream")


def _tell_the_log(stream, config, refusal):
    options = config.get("CloudWatchLoggingOptions") or {}
    if not truthy(options.get("Enabled")):
        return
    group, log = options["LogGroupName"], options["LogStreamName"]
    if obstacle_as(config["RoleARN"], "firehose", "logs:PutLogEvents", f"arn:aws:logs:{region()}:{account()}:log-group:{group}:log-stream:{log}"):
        return
    message = {"deliveryStreamARN": stream["arn"], "destination": config["BucketARN"], "deliveryStreamVersionId": stream["version"],
               "message": str(refusal), "errorCode": "S3.AccessDenied"}
    try:
        call("logs", "PutLogEvents", logGroupName=group, logStreamName=log, logEvents=[{"timestamp": int(time.time() * 1000), "message": json.dumps(message)}])
    except Refused as error:
        _log.warning("Firehose: %s cannot tell its log: %s", stream["name"], error)


@extend("AWS::KinesisFirehose::DeliveryStream")
class DeliveryStream:
    """Corrects: properties were not checked; changes of the encryption and of tags were dropped; a role that Firehose cannot take on was accepted."""
    def check(self, props):
        convert({"DeliveryStreamName": "x", **props}, aws("firehose").meta.service_model.operation_model("CreateDeliveryStream").input_shape, "CreateDeliveryStream")
        config = props.get("ExtendedS3DestinationConfiguration")
        if config and not role_trusts(config["RoleARN"], "firehose.amazonaws.com"):
            raise Refused(f"Firehose is unable to assume role {config['RoleARN']}. Please check the role provided. (Error Code: InvalidArgumentException)")
        if config and (config.get("CompressionFormat") or "UNCOMPRESSED") not in _COMPRESSED:
            raise Refused(f"{config['CompressionFormat']} is not known here: it is {' or '.join(_COMPRESSED)}.")

    def applied(self, ctx, pid, old, new):
        if not old:
            return
        wanted = new.get("DeliveryStreamEncryptionConfigurationInput")
        if wanted != old.get("DeliveryStreamEncryptionConfigurationInput"):
            if wanted:
                call("firehose", "StartDeliveryStreamEncryption", DeliveryStreamName=pid, DeliveryStreamEncryptionConfigurationInput=wanted)
            else:
                call("firehose", "StopDeliveryStreamEncryption", DeliveryStreamName=pid)
        tags, gone = retag(old, new)
        if tags:
            call("firehose", "TagDeliveryStream", DeliveryStreamName=pid, Tags=tags)
        if gone:
            call("firehose", "UntagDeliveryStream", DeliveryStreamName=pid, TagKeys=gone)
