"""Rules that a constraint cannot say, kept by either database itself; called from migrations.

A trigger sees other rows of the table; the file is held first, so two transactions cannot pass side by side.
"""

_OVERLAP = """
EXISTS (
    SELECT 1 FROM casefiles_assignment other
    WHERE other.case_file_id = NEW.case_file_id AND other.id <> NEW.id
    AND other.started_on < COALESCE(NEW.ended_on, '9999-12-31')
    AND NEW.started_on < COALESCE(other.ended_on, '9999-12-31')
)
"""
# What was signed is told from its fingerprint. The content itself may be encrypted again with a new key.
_REWRITTEN = """
(NEW.content_hash <> OLD.content_hash OR NEW.number <> OLD.number OR NEW.made_on <> OLD.made_on
OR NEW.case_file_id <> OLD.case_file_id)
"""
_HOLD_FILE = "PERFORM 1 FROM casefiles_casefile WHERE id = NEW.case_file_id FOR UPDATE;"

# (name, table, event, condition under which the database refuses, what is held first on PostgreSQL)
_TRIGGERS = [
    ("assignment_no_overlap_added", "casefiles_assignment", "INSERT", _OVERLAP, _HOLD_FILE),
    (
        "assignment_no_overlap_changed",
        "casefiles_assignment",
        "UPDATE OF started_on, ended_on, case_file_id",
        _OVERLAP,
        _HOLD_FILE,
    ),
    ("contract_not_rewritten", "casefiles_engagementcontract", "UPDATE", _REWRITTEN, ""),
]


def create_triggers(apps, schema_editor):
    """For RunPython: no two case managers at once on a file, no contract rewritten once it is made."""
    for trigger in _TRIGGERS:
        for statement in _statements(schema_editor.connection.vendor, *trigger):
            schema_editor.execute(statement, params=None)


def drop_triggers(apps, schema_editor):
    """The way back of a migration."""
    on_table = schema_editor.connection.vendor == "postgresql"
    for name, table, *_rest in _TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if on_table else ""))
        if on_table:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}_check()")


def _statements(vendor, name, table, event, refused_when, hold_first):
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {name}_check() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{hold_first} IF {refused_when} THEN "
            f"RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            "RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_check()"
        )
    else:
        yield (
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused_when} "
            f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
