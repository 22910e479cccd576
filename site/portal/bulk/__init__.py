"""Many rows written in one go: what an import writes by the thousand."""
