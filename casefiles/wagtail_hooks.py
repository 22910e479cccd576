"""What case work adds to the staff area. Each part of the room keeps its own hooks."""

from casefiles.admin import hooks as _screens  # noqa: F401
from casefiles.admin import keyboard as _keyboard  # noqa: F401
from casefiles.admin import registers as _registers  # noqa: F401
from casefiles.admin.letter_templates import hooks as _letter_templates  # noqa: F401
from casefiles.admin.programmes import hooks as _programmes  # noqa: F401
from casefiles.exchange import hooks as _exchange  # noqa: F401
