# A patch, a mixin and an Aspect, the last two written in Python.
import aws_cdk
import constructs
import jsii
from aws_cdk import App, Aspects, Stack, aws_ecs, aws_sqs
from goldenpath import EnvironmentTier, Edition, GoldenPath, GoldenPathWorker, ManagedQueue, Patch, ServiceSource


@jsii.implements(constructs.IMixin)
class Delayed:
    def supports(self, construct):
        return isinstance(construct, aws_sqs.CfnQueue)

    def apply_to(self, construct):
        construct.delay_seconds = 7


@jsii.implements(aws_cdk.IAspect)
class WithoutInsights:
    def visit(self, node):
        if isinstance(node, aws_ecs.CfnCluster):
            node.cluster_settings = [
                aws_ecs.CfnCluster.ClusterSettingsProperty(name="containerInsights", value="disabled")
            ]


app = App()
GoldenPath(
    organization="acme",
    edition=Edition.V2026_12,
    tier=EnvironmentTier.STAGING,
    defaults={"queue.retentionDays": 3},
).attach_to(app)
stack = Stack(app, "Letters")
inbox = ManagedQueue(stack, "Inbox", owner="team-letters")
inbox.escape("queue", Patch.property("ReceiveMessageWaitTimeSeconds", 11), reason="polled by an old client")
inbox.escape("queue", Delayed(), reason="the sender is early", review_by="2099-06-30")
mailer = GoldenPathWorker(
    stack,
    "Mailer",
    owner="team-letters",
    source=ServiceSource.image("public.ecr.aws/acme/mailer:1"),
    queue=inbox,
)
Aspects.of(stack).add(WithoutInsights())
assert len(inbox.escapes) == 2
app.synth()
