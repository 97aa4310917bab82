"""The bundled sample: a report page to ask about, and a question set for it."""
