from django.db import migrations

from portal.audit.append_only import protect_table, unprotect_table

TABLES = ("audit_journalentry", "audit_journalseal")


def protect(apps, schema_editor):
    for table in TABLES:
        protect_table(schema_editor, table)


def unprotect(apps, schema_editor):
    for table in TABLES:
        unprotect_table(schema_editor, table)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
