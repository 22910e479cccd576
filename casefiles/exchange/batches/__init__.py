"""The life of an import: received, matched, announced, mended, confirmed, written, taken back, forgotten."""
