"""The data catalog and Athena's work groups."""
from ministack.services import athena as state

from .kit import Refused, aws, call, convert, extend, truthy


def _member(service, operation, name):
    return aws(service).meta.service_model.operation_model(operation).input_shape.members[name]


@extend("AWS::Glue::Table")
class Table:
    """Corrects: the table itself was not checked."""
    def check(self, props):
        convert(props.get("TableInput") or {}, _member("glue", "CreateTable", "TableInput"), "TableInput")


@extend("AWS::Athena::WorkGroup")
class WorkGroup:
    """Corrects: the configuration was not checked; a work group with saved queries was deleted, and they were left."""
    def check(self, props):
        convert(props.get("WorkGroupConfiguration") or {}, _member("athena", "CreateWorkGroup", "Configuration"), "WorkGroupConfiguration")

    def deleting(self, pid, props):
        if pid not in state._workgroups:
            return
        saved = call("athena", "ListNamedQueries", WorkGroup=pid)["NamedQueryIds"]
        if saved and not truthy(props.get("RecursiveDeleteOption")):
            raise Refused(f"WorkGroup {pid} is not empty. (Service: Athena, Error Code: InvalidRequestException)")
        for query in saved:
            call("athena", "DeleteNamedQuery", NamedQueryId=query)
