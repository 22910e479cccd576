"""Rules that a constraint cannot say, kept by either database itself; called from migrations.

A trigger sees other rows of the table; the file is held first, so two transactions cannot pass side by side.
"""

_OVERLAP = """
EXISTS (
    SELECT 1 FROM {table} other
    WHERE other.case_file_id = NEW.case_file_id AND other.id <> NEW.id
    AND other.started_on < COALESCE(NEW.ended_on, '9999-12-31')
    AND NEW.started_on < COALESCE(other.ended_on, '9999-12-31')
)
"""
_DAYS_OF_A_FILE = "UPDATE OF started_on, ended_on, case_file_id"
# What was signed is told from its fingerprint. The content itself may be encrypted again with a new key.
_REWRITTEN = """
(NEW.content_hash <> OLD.content_hash OR NEW.number <> OLD.number OR NEW.made_on <> OLD.made_on
OR NEW.case_file_id <> OLD.case_file_id)
"""
# A waiting entry is of its request's programme, and the turns begin at 1.
_TURN = """
(NEW.turn < 1 OR NEW.programme_id IS NULL OR NEW.programme_id <>
(SELECT programme_id FROM casefiles_referral WHERE id = NEW.referral_id))
"""
_OFFERED = "EXISTS (SELECT 1 FROM casefiles_placeoffer WHERE entry_id = NEW.id AND state = 'open')"
_PROGRAMME = "(SELECT programme_id FROM casefiles_waitingentry WHERE id = NEW.entry_id)"
# Files held and places kept for somebody are, together, never more than the places there are.
_NO_PLACE = f"""
(NEW.state IN ('open', 'accepted') AND (
    NOT EXISTS (SELECT 1 FROM casefiles_waitingentry WHERE id = NEW.entry_id AND left_on IS NULL)
    OR (SELECT COUNT(*) FROM casefiles_assignment WHERE case_manager_id = NEW.case_manager_id
        AND ended_on IS NULL AND programme_id = {_PROGRAMME})
    + (SELECT COUNT(*) FROM casefiles_placeoffer o JOIN casefiles_waitingentry e ON e.id = o.entry_id
        WHERE o.case_manager_id = NEW.case_manager_id AND o.state IN ('open', 'accepted')
        AND e.left_on IS NULL AND e.programme_id = {_PROGRAMME} AND o.id <> NEW.id)
    >= (SELECT capacity_per_case_manager FROM casefiles_programme WHERE id = {_PROGRAMME})
))
"""  # noqa: S608 (names are our own)
_OFFER_CHANGED = """
(NEW.entry_id <> OLD.entry_id OR NEW.case_manager_id <> OLD.case_manager_id
OR (OLD.state IN ('declined', 'withdrawn') AND NEW.state <> OLD.state)
OR (OLD.state = 'accepted' AND NEW.state = 'open'))
"""
_FILE_OF_MERGED = "(SELECT merged_into_id FROM casefiles_person WHERE id = NEW.person_id) IS NOT NULL"
_MERGED_WITH_FILES = """
(NEW.merged_into_id IS NOT NULL AND EXISTS (SELECT 1 FROM casefiles_casefile WHERE person_id = NEW.id))
"""
_HOLD_PROGRAMME = f"PERFORM 1 FROM casefiles_programme WHERE id = {_PROGRAMME} FOR NO KEY UPDATE;"
_HOLD_FILE = "PERFORM 1 FROM casefiles_casefile WHERE id = NEW.case_file_id FOR UPDATE;"


def _no_overlap(name, table):
    """Of two rows of one file, one ends before the other begins, or on that very day."""
    refused_when = _OVERLAP.format(table=table)
    return [
        (f"{name}_no_overlap_added", table, "INSERT", refused_when, _HOLD_FILE),
        (f"{name}_no_overlap_changed", table, _DAYS_OF_A_FILE, refused_when, _HOLD_FILE),
    ]


# (name, table, event, condition under which the database refuses, what is held first on PostgreSQL)
_TRIGGERS = [
    *_no_overlap("assignment", "casefiles_assignment"),
    ("contract_not_rewritten", "casefiles_engagementcontract", "UPDATE", _REWRITTEN, ""),
    ("waiting_turn_added", "casefiles_waitingentry", "INSERT", _TURN, ""),
    ("waiting_turn_changed", "casefiles_waitingentry", "UPDATE OF turn, programme_id", _TURN, ""),
    (
        "waiting_left_with_offer",
        "casefiles_waitingentry",
        "UPDATE OF left_on",
        f"(NEW.left_on IS NOT NULL AND {_OFFERED})",
        "",
    ),
    ("offer_of_a_free_place", "casefiles_placeoffer", "INSERT", _NO_PLACE, _HOLD_PROGRAMME),
    ("offer_not_taken_up_again", "casefiles_placeoffer", "UPDATE", _OFFER_CHANGED, ""),
    ("file_of_merged_added", "casefiles_casefile", "INSERT", _FILE_OF_MERGED, ""),
    ("file_of_merged_changed", "casefiles_casefile", "UPDATE OF person_id", _FILE_OF_MERGED, ""),
    ("merged_with_files", "casefiles_person", "UPDATE OF merged_into_id", _MERGED_WITH_FILES, ""),
]
HOUSING = _no_overlap("housing", "casefiles_housingperiod")
# What was agreed is not widened afterwards: it is taken back, and agreed anew.
_AGREED_REWRITTEN = """
(NEW.case_file_id <> OLD.case_file_id OR NEW.service_id <> OLD.service_id
OR NEW.informed_on <> OLD.informed_on OR NEW.agreed_on <> OLD.agreed_on
OR NEW.started_on <> OLD.started_on OR NEW.until <> OLD.until
OR (OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at IS NULL OR NEW.withdrawn_at <> OLD.withdrawn_at)))
"""
_AGREED_TWICE = """
(NEW.withdrawn_at IS NULL AND EXISTS (
    SELECT 1 FROM casefiles_sharingagreement other
    WHERE other.case_file_id = NEW.case_file_id AND other.service_id = NEW.service_id AND other.id <> NEW.id
    AND other.withdrawn_at IS NULL AND other.started_on <= NEW.until AND NEW.started_on <= other.until
))
"""
_PART_MOVED = "(NEW.part <> OLD.part OR NEW.agreement_id <> OLD.agreement_id)"
SHARING = [
    ("sharing_agreed_once", "casefiles_sharingagreement", "INSERT", _AGREED_TWICE, _HOLD_FILE),
    ("sharing_not_rewritten", "casefiles_sharingagreement", "UPDATE", _AGREED_REWRITTEN, ""),
    ("sharing_part_not_moved", "casefiles_sharedsection", "UPDATE", _PART_MOVED, ""),
]

# Nobody stands in, or somebody for who holds an open file. No constraint: SQLite would make the table anew.
_COVER_WRONG = """
NOT ((NEW.covered_by_id IS NULL AND NEW.covered_from IS NULL AND NEW.covered_until IS NULL)
OR (NEW.covered_by_id IS NOT NULL AND NEW.case_manager_id IS NOT NULL AND NEW.closed_on IS NULL
AND NEW.covered_from IS NOT NULL AND NEW.covered_until IS NOT NULL AND NEW.covered_until >= NEW.covered_from))
"""
_COVER = "UPDATE OF covered_by_id, covered_from, covered_until, case_manager_id, closed_on"
COVERS = [
    ("cover_added", "casefiles_casefile", "INSERT", _COVER_WRONG, ""),
    ("cover_changed", "casefiles_casefile", _COVER, _COVER_WRONG, ""),
]


def create_triggers(apps, schema_editor, triggers=_TRIGGERS):
    """For RunPython: the rules of the first tables, or of those that came later."""
    for trigger in triggers:
        for statement in _statements(schema_editor.connection.vendor, *trigger):
            schema_editor.execute(statement, params=None)


def drop_triggers(apps, schema_editor, triggers=_TRIGGERS):
    """The way back of a migration."""
    on_table = schema_editor.connection.vendor == "postgresql"
    for name, table, *_rest in triggers:
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
