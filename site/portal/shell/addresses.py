"""Small public addresses."""

PUBLIC = {
    "shell:health",
    "shell:robots",
    "shell:security",
    "shell:favicon",
    "shell:media",
}
ROLES = {}
