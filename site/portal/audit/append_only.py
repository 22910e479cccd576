"""Tables that only grow: the database itself refuses to change or delete a row.

Called from migrations: `RunPython(lambda apps, editor: protect_table(editor, "audit_journalentry"))`.
"""

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""


def protect_table(schema_editor, table):
    """Refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL) on a table, on either database."""
    for statement in _statements(schema_editor.connection.vendor, table):
        schema_editor.execute(statement, params=None)  # a % in PL/pgSQL is not a placeholder


def unprotect_table(schema_editor, table):
    """The way back of a migration."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name in (f"{table}_no_update", f"{table}_no_delete", f"{table}_no_truncate"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else ""))


def _statements(vendor, table):
    if vendor == "postgresql":
        yield _POSTGRESQL_FUNCTION
        for event in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION portal_append_only()"
            )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only()"
        )
    else:
        for event in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'append-only table {table}'); END"
            )
