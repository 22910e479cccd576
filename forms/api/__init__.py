"""The door for partners’ software: what a form asks (JSON Schema, OpenAPI), and where answers are sent."""
