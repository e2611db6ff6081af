"""Steps of migrations that Django does not have."""

from collections.abc import Sequence

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory


class CreateModels(Operation):
    """Create many models in one step.

    Django renders every related model anew after each CreateModel, which takes seconds where a hundred models refer to
    one another. Here they are rendered once. operations: CreateModel, and AddField, AddIndex and AddConstraint on these
    models where they refer to one another in a circle; each table is made as it stands after all of them.
    """

    category = OperationCategory.ADDITION

    def __init__(self, operations: Sequence[Operation]):
        self.operations = operations

    def deconstruct(self):
        return self.__class__.__name__, [self.operations], {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self._models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def _models(self, app_label, schema_editor, state) -> list[type]:
        names = [operation.name for operation in self.operations if isinstance(operation, CreateModel)]
        models = [state.apps.get_model(app_label, name) for name in names]
        return [model for model in models if self.allow_migrate_model(schema_editor.connection.alias, model)]

    def describe(self):
        return f"Create {sum(isinstance(operation, CreateModel) for operation in self.operations)} models"
