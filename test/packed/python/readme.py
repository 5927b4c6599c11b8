# The README's app, in production.
from aws_cdk import App, Stack
from goldenpath import DatabaseEngine, Edition, Exposure, GoldenPath, GoldenPathService, ManagedDatabase, ServiceSource

app = App()
GoldenPath(organization="acme", edition=Edition.V2026_12).attach_to(app)
stack = Stack(app, "Orders")
db = ManagedDatabase(stack, "OrdersDb", engine=DatabaseEngine.postgres())
orders = GoldenPathService(
    stack,
    "Orders",
    owner="team-orders",
    source=ServiceSource.image("public.ecr.aws/acme/orders:1.4.2"),
    exposure=Exposure.public_https(),
)
orders.uses(db)

# Every decision can be read, also one whose value is nothing.
for decision in [*orders.decisions, *db.decisions]:
    assert decision.because, decision.name
assert any(decision.value is None or decision.path_default is None for decision in [*orders.decisions, *db.decisions])
app.synth()
