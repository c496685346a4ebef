"""Alembic environment: runs on the connection that `db.migrate` hands over."""

from alembic import context

from db import publish_tables, staff_models  # noqa: F401 - their tables belong to the metadata too
from db.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
