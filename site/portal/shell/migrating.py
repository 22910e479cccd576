"""Many tables made at once: after each one, Django draws every model anew; a first start waited for it."""

from django.db.migrations.operations.base import Operation, OperationCategory


class AtOnce(Operation):
    """`AtOnce([CreateModel(…), …])`: the same tables as one by one, with the models drawn once for all.

    Each table is made as it stands after the last operation: what they hold is CreateModel alone.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        # As ProjectState.clear_delayed_apps_cache does: they are drawn again when somebody asks for them.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.operations)} models at once"
